"""What a prompt shows of a talk: its page, its captions, the glossary rows and names that matter to it.

Everything from outside is laid out so that it cannot pass for anything else: one line a value, a block's line begins
with `[b17 …]`, a line of free text with `> `, and no text can close the tag that fences it.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Final

from uploader.facts.english import is_common
from uploader.facts.glossary import Entry, Glossary, Match
from uploader.models import Block, Details, Outline, Talk
from uploader.talk.blocks import line

LONGEST_TITLE: Final = 300
LONGEST_DESCRIPTION: Final = 1_500
"""Characters. Names and schedules stand at a description's top; sponsors and links fill the rest."""
MOST_CHAPTERS: Final = 60

_URL = re.compile(r"https?://\S+|www\.\S+")
_WORD = re.compile(r"\w")


def page(details: Details, duration: float, *, chapters: bool) -> str:
    """The `<talk>` part: what the video's page says; the uploader's chapters where they are asked for."""
    lines = ["<talk>", f"title: {plain(details.title, LONGEST_TITLE)}", f"channel: {plain(details.channel, 100)}"]
    if details.published:
        lines.append(f"published: {details.published:%Y-%m-%d}")
    lines.append(f"length: {clock(duration)}")
    if chapters and details.chapters:
        lines.append("chapters:")
        lines += [f"> {clock(each.start)} {plain(each.title, 120)}" for each in details.chapters[:MOST_CHAPTERS]]
    if about := list(_description(details.description)):
        lines += ["description:", *about]
    return "\n".join([*lines, "</talk>"])


def _description(text: str) -> Iterator[str]:
    """The lines that say something, without links, up to `LONGEST_DESCRIPTION`."""
    left = LONGEST_DESCRIPTION
    for each in text[: 4 * LONGEST_DESCRIPTION].splitlines():
        said = plain(_URL.sub("", each), left)
        if _WORD.search(said):
            yield f"> {said}"
            left -= len(said)
        if left <= 0:
            return


def plain(text: str, limit: int) -> str:
    """One line of at most `limit` characters: no control or invisible characters, nothing that closes a tag."""
    kept = (char if char.isprintable() or char.isspace() else "" for char in text[: 4 * limit])
    return " ".join("".join(kept).split())[:limit].replace("</", "< /")


def captions(blocks: Iterable[Block]) -> str:
    """The blocks, one a line: `[b17 00:12:30] text`, whole, since quotes are checked against them."""
    return "\n".join(plain(text, len(text)) for text in map(line, blocks))


def clock(seconds: float) -> str:
    """`12:30`, `1:02:03`."""
    hours, rest = divmod(int(seconds), 3600)
    return f"{hours}:{rest // 60:02}:{rest % 60:02}" if hours else f"{rest // 60}:{rest % 60:02}"


def glossary_rows(glossary: Glossary, talk: Talk, blocks: tuple[Block, ...] | None = None) -> str:
    """The `<glossary>` part: the names that title, description or captions hold in a right or a known wrong form.

    Of the captions, only those of `blocks` where they are given: a stream's talks have a prompt each.

    Only those, and of a name's wrong forms only the ones found: every section's prompt pays for each row.
    """
    details = talk.details
    said = "\n".join(
        [plain(details.title, LONGEST_TITLE), details.description, *(each.text for each in blocks or talk.blocks)]
    )
    wrong: dict[Entry, dict[str, None]] = {}
    for match in glossary.misspelled(said):
        wrong.setdefault(match.entry, {})[match.form] = None
    right = {match.entry for match in (*glossary.spelled(said), *glossary.read(said)) if _is_meant(match, said)}
    rows = [_row(entry, wrong.get(entry, {})) for entry in glossary.entries if entry in right or entry in wrong]
    return "\n".join(["<glossary>", *rows, "</glossary>"]) if rows else ""


def _is_meant(match: Match, said: str) -> bool:
    """A name of one word counts only where it is written as a name: "we continue" is no Continue."""
    written = said[match.start : match.end]
    if not match.entry.is_name or " " in written or match.entry.canonical.islower():
        return True
    begins = said[: match.start].rstrip(" \"'“‘(")[-1:] in {"", "\n", ".", "?", "!", ">", ":"}
    return not written.islower() and not (begins and is_common(written))


def _row(entry: Entry, wrong: Iterable[str]) -> str:
    """`- Claude Code (heard as cloud code)`, `- MCP = Model Context Protocol`, `- harness: 하네스`."""
    means = f" = {entry.expansion}" if entry.expansion else ""
    korean = f": {entry.readings[0]}" if entry.readings and not entry.is_name else ""
    heard = ", ".join(f"{form}?" if form in entry.doubtful else form for form in wrong)
    return f"- {entry.canonical}{means}{korean}{f' (heard as {heard})' if heard else ''}"


def name_table(outline: Outline, blocks: tuple[Block, ...] | None = None) -> str:
    """The `<names>` part: the outline's table and the words it found misheard; those that `blocks` hold, if given."""
    if blocks is not None:
        said = " ".join(block.text for block in blocks).casefold()
        outline = replace(
            outline,
            names=tuple(n for n in outline.names if any(w.casefold() in said for w in (n.canonical, *n.as_heard))),
            misheard=tuple(word for word in outline.misheard if word.as_heard.casefold() in said),
        )
    rows = [
        f"- {plain(name.canonical, 100)} ({name.kind}{'' if name.certain else ', uncertain'}{_heard(name.as_heard)})"
        for name in outline.names
    ]
    rows += [f'- "{plain(word.as_heard, 80)}" means "{plain(word.means, 80)}"' for word in outline.misheard]
    return "\n".join(["<names>", *rows, "</names>"]) if rows else ""


def _heard(forms: tuple[str, ...]) -> str:
    return "".join(f"{', heard as ' if place == 0 else ', '}{plain(form, 80)}" for place, form in enumerate(forms))

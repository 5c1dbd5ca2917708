"""Plain text from outside into Markdown that reads back as exactly that text, and stays readable as source.

An escape is written only where the parser would otherwise see markup: `snake_case`, `AT&T`, `5 < 6` and `2 * 3` stay
as they are. `~` is escaped always: one bullet with `10~20% … 80~90%` was struck through on 58 pages of a real blog.
Bare addresses cannot be escaped (see `dialect`); the gate refuses them.
"""

import re
import string
import unicodedata
from typing import Literal

from uploader.post.dialect import parse_inline, plain

Spot = Literal["line", "inline", "heading", "link"]
"""Where text will stand: opening a block, within one, as a heading's end, or between a link's brackets."""

_BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1f\x85\u2028\u2029]")
_DIRECTIONS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff")
_MARKUP = re.compile(r"\\|`|~|\*+|_+|<(?=[!-~]|$)|&(?=#?\w+;)|\[|\]")
_OPENING = re.compile(r"^(?=#{1,6}(?: |$)|[-+] |\+$|>|-[- ]*$)")
_NUMBERING = re.compile(r"^([0-9]{1,9})(?=[.)](?: |$))")
_CLOSING_HASHES = re.compile(r"(?<![^ ])(?=#+$)")
_LINKING = re.compile(r"\][(\[:]|\[\^")
_PERIOD = re.compile(r"(?<=[가-힣])([)\]”’\"']?)[.。]$")  # "U.S." and "..." keep theirs


def one_line(text: str) -> str:
    """`text` without line breaks, control characters, direction overrides, or anything UTF-8 or YAML cannot hold."""
    spaced = _BREAKS.sub(" ", text)
    kept = "".join(char for char in spaced if char not in _DIRECTIONS and not _unprintable(char))
    return re.sub(" +", " ", kept).strip()


def _unprintable(char: str) -> bool:
    return unicodedata.category(char) in {"Cc", "Cs"} or (ord(char) & 0xFFFE) == 0xFFFE


def statement(text: str) -> str:
    """One bullet's or key point's text: a line without its final period, as noun-form bullets are written."""
    return _PERIOD.sub(r"\1", one_line(text))


def escape(text: str, spot: Spot = "inline") -> str:
    """`text`, one line of it, as Markdown for `spot`."""
    linking = spot == "link" or _LINKING.search(text) is not None

    def escaped(found: re.Match[str]) -> str:
        run, before = found[0], text[max(0, found.start() - 1) : found.start()]
        after = text[found.end() : found.end() + 1]
        if run == "\\":
            return run if after and after not in string.punctuation else r"\\"
        if run == "[":
            return r"\[" if linking or (spot == "line" and not before) else run
        if run == "]":
            return r"\]" if spot == "link" else run
        if run[0] in "*_" and before == after == " ":  # of other spaces, generators think differently
            return run
        if run[0] == "_" and before.isalnum() and after.isalnum():
            return run
        return "".join(f"\\{char}" for char in run)

    markdown = _MARKUP.sub(escaped, text)
    if spot == "line":
        return _NUMBERING.sub(r"\1\\", _OPENING.sub(r"\\", markdown))
    return _CLOSING_HASHES.sub(r"\\", markdown, count=1) if spot == "heading" else markdown


def bold_lead(lead: str, rest: str) -> str:
    """`**lead**rest` for the start of a bullet; without the asterisks where some reader would show them.

    CommonMark closes no `**` between punctuation and a letter (`**word(s)**는`: literal on 20 pages of a real blog).
    Readers disagree about characters beyond the BMP (remark takes them for letters), so both views must agree.
    """
    views = ((lead, rest), (_astral_as_letters(lead), _astral_as_letters(rest)))
    if lead and all(_is_bold(*view) for view in views):
        return _bold(lead, rest)
    return escape(f"{lead}{rest}", "line")


def _bold(lead: str, rest: str) -> str:
    return f"**{escape(lead)}**{escape(rest)}"


def _astral_as_letters(text: str) -> str:
    return "".join("x" if ord(char) > 0xFFFF else char for char in text)


def _is_bold(lead: str, rest: str) -> bool:
    tokens = parse_inline(_bold(lead, rest))
    closing = next((at for at, token in enumerate(tokens) if token.type == "strong_close"), 0)
    opens = any(token.type == "strong_open" for token in tokens[:2])
    return opens and plain(tokens[:closing]) == lead and plain(tokens[closing:]) == rest

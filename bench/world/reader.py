"""A model on loopback that reads what it is sent: sections where a topic is opened, a bullet for each fact.

Its answers are as long as careful ones: quotes of some twenty words, bullets of fifty characters, a name table. It
knows nothing of the talk but the request's own words.
"""

import json
import re
from collections.abc import Mapping
from typing import Any
from zlib import crc32

from bench.world.speech import COMPANIES, FACTS, HOST, OPENED, TOPICS, WELCOMED
from uploader.demo.replay import wanted_lists

_BLOCK = re.compile(r"^\[b(\d+) [\d:]+\] (.*)$", re.MULTILINE)
_TOPIC = "|".join(x for x, _ in TOPICS)
_KOREAN = dict(TOPICS)


def _heard(english: str) -> "re.Pattern[str]":
    told = re.escape(english).replace(r"\{a\}", r"(?P<a>\d+)").replace(r"\{b\}", r"(?P<b>\d+)")
    return re.compile(told.replace(r"\{x\}", rf"(?P<x>{_TOPIC})"))


_TOLD = tuple((_heard(english), korean, head) for english, korean, head in FACTS)


def answer(sent: Mapping[str, Any]) -> str:
    """The answer's text, compact, as models that are held to a schema write."""
    user = next(str(row["content"]) for row in sent["messages"] if row["role"] == "user")
    schema = sent["response_format"]["json_schema"]["name"]
    made = {"outline": _outline, "section": _section, "merge": _merge}[schema](user)
    if lists := wanted_lists(dict(sent)):
        made = {key: value if key in lists else [] for key, value in made.items()}
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def _outline(user: str) -> dict[str, Any]:
    blocks = [(int(number), text) for number, text in _BLOCK.findall(user[user.index("<captions>") :])]
    in_stream = "(continued)" in user or "<before>" in user
    rows: list[dict[str, Any]] = []

    def start(number: int, words: str, whose: str, part: str = "talk") -> None:
        row: dict[str, Any] = {"id": f"s{len(rows) + 1}", "start": f"b{number}", "starts_with": words, "end": ""}
        row |= {"title": " ".join(words.split()[4:10]) or "opening", "speakers": []}
        rows.append(row | ({"part": part, "talk": whose} if in_stream else {}))

    whose = "(continued)" if in_stream else ""
    said = " ".join(text for _, text in blocks)
    places, at = [], 0
    for number, text in blocks:
        places.append((at, number))
        at += len(text) + 1
    marks = sorted(
        [(found.start(), found) for found in OPENED.finditer(said)]
        + [(found.start(), found) for found in WELCOMED.finditer(said)]
        + [(found.start(), found) for found in re.finditer(re.escape(HOST), said)]
    )
    for offset, found in marks:
        number = next(block for begins, block in reversed(places) if begins <= offset)
        words = " ".join(said[offset:].split()[:8])
        if not rows and offset > 400:
            told = any(heard.search(said, 0, offset) for heard, *_ in _TOLD)
            start(blocks[0][0], " ".join(said.split()[:8]), whose if told else "", "talk" if told else "host")
        if found.re is WELCOMED:
            whose = f"Counting Small Things — {found[1]}, {found[2]}"
            start(number, words, whose)
        elif found.re is OPENED:
            start(number, words, whose)
    if not rows:
        start(blocks[0][0], "", whose)
    rows[0]["start"] = f"b{blocks[0][0]}"
    for row, after in zip(rows, [*rows[1:], None], strict=True):
        row["end"] = after["start"] if after else f"b{blocks[-1][0]}"
    names = [
        {"canonical": name, "as_heard": [f"{name[:4].lower()} {name[4:]}"], "kind": "company", "basis": "description",
         "certain": True}
        for name in COMPANIES if name in said
    ]  # fmt: skip
    return {"sections": rows, "names": names, "misheard": []}


def _section(user: str) -> dict[str, Any]:
    inside = _BLOCK.findall(user[user.index("<section>") : user.index("</section>")])
    said, starts = "", []
    for number, text in inside:
        starts.append((len(said), int(number)))
        said += f"{text} "
    own = len(said)
    said += " ".join(text for _, text in _BLOCK.findall(user[user.index("<after>") :]))
    found = sorted(
        (match.start(), match, korean, head)
        for told, korean, head in _TOLD
        for match in told.finditer(said)
        if match.start() < own
    )
    heading = [head.format(x=_KOREAN[match["x"]], a=match["a"]) for _, match, _, head in found]
    bullets = [
        {"block": f"b{next(number for at, number in reversed(starts) if at <= begins)}", "quote_en": match[0],
         "ko": korean.format(x=_KOREAN[match["x"]], a=match["a"], b=match["b"])}
        for begins, match, korean, _ in found
    ]  # fmt: skip
    if not bullets:  # a scrap between two talks
        quote = " ".join(said.split()[:12])
        bullets = [{"block": f"b{starts[0][1]}", "quote_en": quote, "ko": _idle(quote)}]
    numbers = [
        {"ko": match["a"], "en": match["a"], "block": bullet["block"]} for (_, match, *_), bullet in zip(found, bullets, strict=False)
    ]  # fmt: skip
    return {
        "bullets": bullets,
        "heading": heading[0] if heading else bullets[0]["ko"],
        "names": [],
        "numbers": numbers,
        "unclear": [],
    }


def _merge(user: str) -> dict[str, Any]:
    wanted = re.findall(r"(\d+) to (\d+) key points", user)
    low, high = (int(each) for each in wanted[-1]) if wanted else (8, 10)
    section, bullets = "", []
    for line in user.splitlines():
        if opened := re.match(r"\[(s\d+)\] ", line):
            section = opened[1]
        elif line.startswith("- "):
            bullets.append((section, line[2:]))
    many = (low + high + 1) // 2
    chosen = [bullets[place * len(bullets) // many] for place in range(min(many, len(bullets)))]
    points = [
        {"lead": ko.split(" ")[0], "rest": ko[len(ko.split(" ")[0]) :], "sections": [name]} for name, ko in chosen
    ]
    return {"key_points": points, "title": f"밤에 {_most(bullets)} 세는 방법"}


def _most(bullets: list[tuple[str, str]]) -> str:
    """The topic that the page tells most about."""
    said = " ".join(ko for _, ko in bullets)
    return max(_KOREAN.values(), key=said.count)


def _idle(quote: str) -> str:
    """A bullet about nothing, another one for other words."""
    one, other = divmod(crc32(quote.encode()) % len(TOPICS) ** 2, len(TOPICS))
    return f"이웃이 {TOPICS[one][1]} 곁에서 {TOPICS[other][1]} 이야기를 하며 밤을 보냄"

"""Answers written by hand, found by what a request says of itself in plain lines.

A prompt states `video: <id>` and, where it is about one section, `section: s3`; one that sends a section back states
`repair: 1`. Its schema's name says what is wanted. Nothing else of the prompt matters here, and the lines count in
the last user message only, the first of each kind: the talk's own words come after them. A line "wanted: `names` …"
leaves every other list of the answer empty.
"""

import json
import re
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from uploader.errors import BadInput

_WANTED = re.compile(r"^wanted: (.+)$", re.MULTILINE)
_SECTION = re.compile(r"<section>(.*?)</section>", re.DOTALL)
_BLOCK = re.compile(r"\[b(\d+) [\d:]+\]")
_SCHEMA_IN_WORDS = re.compile(r"JSON schema `(\w+)`")
_LINE = {
    "video": re.compile(r"^video: ([A-Za-z0-9_-]{11})$", re.MULTILINE),
    "section": re.compile(r"^section: (s\d+)$", re.MULTILINE),
    "repair": re.compile(r"^repair: (\d+)$", re.MULTILINE),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What a request wants: the schema's name, the video, the section and the repair's number, where it has them."""

    schema: str
    video: str
    section: str = ""
    repair: int = 0

    @property
    def file_name(self) -> str:
        """Where its answer is written, within the answers' directory."""
        piece = self.section or ("outline" if self.schema == "names" else self.schema)
        piece += ".examine" if self.schema == "examine" else ""
        again = f".repair{self.repair}" if self.repair else ""
        return f"{self.video}/{piece}{again}.json"


def read_request(sent: dict[str, object]) -> Asked:
    """What the JSON body of a chat completion asks for.

    Raises:
        BadInput: it does not say.
    """
    messages = sent.get("messages")
    texts = [
        (str(message.get("role")), str(message.get("content")))
        for message in (messages if isinstance(messages, list) else [])
        if isinstance(message, dict)
    ]
    asked = _last_words(sent)
    found = {name: match[1] if (match := line.search(asked)) else "" for name, line in _LINE.items()}
    schema = _schema_name(sent.get("response_format"), texts)
    if not schema or not found["video"]:
        raise BadInput("the request names no schema or has no line `video: <id>` in its last user message")
    return Asked(schema, found["video"], found["section"], int(found["repair"] or 0))


def _last_words(sent: dict[str, object]) -> str:
    """The last user message."""
    messages = sent.get("messages")
    rows = [row for row in messages if isinstance(row, dict)] if isinstance(messages, list) else []
    return next((str(row.get("content")) for row in reversed(rows) if row.get("role") == "user"), "")


def _schema_name(form: object, texts: list[tuple[str, str]]) -> str:
    schema = form.get("json_schema") if isinstance(form, dict) else None
    if isinstance(schema, dict):
        return str(schema.get("name", ""))
    words = [match[1] for role, text in texts if role == "system" for match in _SCHEMA_IN_WORDS.finditer(text)]
    return words[-1] if words else ""


def wanted_keys(sent: dict[str, object]) -> frozenset[str]:
    """The top-level keys that the request's schema allows; empty where it sends none."""
    form = sent.get("response_format")
    wrapped = form.get("json_schema") if isinstance(form, dict) else None
    schema = wrapped.get("schema") if isinstance(wrapped, dict) else None
    properties = schema.get("properties") if isinstance(schema, dict) else None
    return frozenset(str(key) for key in properties) if isinstance(properties, dict) else frozenset()


def wanted_lists(sent: dict[str, object]) -> frozenset[str]:
    """The lists that the request wants filled; empty where it wants all. A talk's own lines never begin so."""
    line = _WANTED.search(_last_words(sent))
    return frozenset(re.findall(r"`(\w+)`", line[1])) if line else frozenset()


def written_answer(
    directory: Path,
    asked: Asked,
    keys: frozenset[str],
    shown: range | None = None,
    lists: frozenset[str] = frozenset(),
) -> str:
    """The answer's JSON text, with the keys of the schema that was asked for; of its lists, only `lists` if any.

    `shown`: the blocks of a section that was asked for; of half a section, half the bullets are the answer.

    Raises:
        BadInput: nobody wrote one.
    """
    path = directory / asked.file_name
    try:
        answer: dict[str, object] = json.loads(path.read_text("utf-8"))
    except FileNotFoundError as missing:
        raise BadInput(f"nobody wrote an answer for {asked.schema} of {asked.video}: {asked.file_name}") from missing
    kept = {key: value for key, value in answer.items() if not keys or key in keys}
    if shown is not None and asked.schema == "section":
        kept["bullets"] = _within(cast("list[dict[str, str]]", answer["bullets"]), shown)
    if lists:
        kept = {key: value if key in lists or not isinstance(value, list) else [] for key, value in kept.items()}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"))  # as models that are held to a schema write


def shown_blocks(sent: dict[str, object]) -> range | None:
    """The blocks that the section of a request has; None where it is about no section."""
    found = _SECTION.findall(json.dumps(sent, ensure_ascii=False))
    numbers = [int(number) for number in _BLOCK.findall(found[-1])] if found else []
    return range(numbers[0], numbers[-1] + 1) if numbers else None


def _within(bullets: list[dict[str, str]], shown: range) -> list[dict[str, str]]:
    """Those of the bullets that cite a block of these; the nearest one where none does."""
    at = [int(bullet["block"].strip("[b").partition(" ")[0].strip("]")) for bullet in bullets]
    own = [bullet for bullet, block in zip(bullets, at, strict=True) if block in shown]
    nearest = min(range(len(bullets)), key=lambda place: abs(at[place] - shown.start))
    return own or [bullets[nearest]]

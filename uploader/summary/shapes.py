"""The four answers: the strict JSON schema that is sent, and the reading of what comes back.

INTERFACE.md's shapes, one pydantic model each; further keys of an answer are ignored. A schema holds only what the
strict mode of chat completions knows (types, enums, every key required, nothing additional); lengths are checked
here, after the answer. A list that an answer leaves out is empty.

The order of the fields is the order in which a model writes them: a quote before its Korean, bullets before their
heading, key points before the title.
"""

import re
import unicodedata
from typing import Annotated, Any, Final, Literal, TypeVar

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, WithJsonSchema

LONGEST_ANSWER: Final = 200_000
"""Characters. The outline of a three-hour talk has about 25,000; beyond this a model is running away."""

_FENCE = re.compile(r"```(?:json)?[ \t]*\n(.*)\n```", re.DOTALL)
_BLOCK = re.compile(r"\[?b([1-9][0-9]{0,4})\b")
_KEYWORDS = ("type", "properties", "required", "items", "enum", "anyOf")


class BadAnswer(ValueError):
    """An answer that is not of its shape; `problem` is one line that can be sent back to the model."""

    def __init__(self, problem: str) -> None:
        super().__init__(problem)
        self.problem = problem


def _one_line(text: str) -> str:
    """Whitespace runs become one space; other control characters and lone surrogates are refused."""
    if any(unicodedata.category(char) in {"Cc", "Cs"} and char not in "\t\n\r" for char in text):
        raise ValueError("control characters in a string")
    return " ".join(text.split())


def _block(given: object) -> object:
    """`b17`, as a prompt shows it, becomes 17; a model that copies the whole mark `[b17 00:12:30]` means the same."""
    found = _BLOCK.match(given) if isinstance(given, str) else None
    if found is None:
        raise ValueError("a block is named like b17")
    return int(found[1])


def _among(words: tuple[str, ...], otherwise: str) -> BeforeValidator:
    """Servers without schemas let any word through; one that is not ours says no more than `otherwise` does."""
    return BeforeValidator(lambda given: given if given in words else otherwise)


def _keep_gap(rest: str) -> str:
    """One line whose leading space, the gap between lead and rest, is kept."""
    return (" " if rest[:1].isspace() else "") + _one_line(rest)


Line = Annotated[str, Field(max_length=200), AfterValidator(_one_line)]
Text = Annotated[str, Field(max_length=1_000), AfterValidator(_one_line)]
Filled = Annotated[str, Field(max_length=1_000), AfterValidator(_one_line), Field(min_length=1)]
BlockNumber = Annotated[int, BeforeValidator(_block), WithJsonSchema({"type": "string"})]
SectionName = Annotated[str, Field(pattern=r"^s[1-9][0-9]{0,3}$")]

KINDS: Final = ("person", "company", "product", "model", "benchmark", "framework", "paper", "place", "other")
PARTS: Final = ("talk", "panel", "host", "break", "replay")
BASES: Final = ("title", "description", "glossary", "captions", "none")
Kind = Annotated[str, _among(KINDS, "other"), WithJsonSchema({"type": "string", "enum": list(KINDS)})]
Basis = Annotated[str, _among(BASES, "none"), WithJsonSchema({"type": "string", "enum": list(BASES)})]


class _Shape(BaseModel):
    model_config = ConfigDict(extra="ignore", frozen=True, strict=True)


class SpeakerRow(_Shape):
    """Who has the floor."""

    name: Line
    named_in_block: BlockNumber | None = None


class PlanRow(_Shape):
    """A section to be."""

    id: SectionName
    start: BlockNumber
    starts_with: Line
    end: BlockNumber
    title: Line
    speakers: list[SpeakerRow] = Field([], max_length=20)


class NameRow(_Shape):
    """A row of the outline's name table."""

    canonical: Line
    as_heard: list[Line] = Field([], max_length=40)
    kind: Kind
    basis: Basis
    certain: bool


class MisheardRow(_Shape):
    """A common word that the captions get wrong."""

    as_heard: Line
    means: Line


class NamesAnswer(_Shape):
    """The outline's answer, of which only the name table is read."""

    names: list[NameRow] = Field([], max_length=400)
    misheard: list[MisheardRow] = Field([], max_length=100)


class OutlineAnswer(_Shape):
    """The outline's answer."""

    sections: list[PlanRow] = Field(min_length=1, max_length=200)
    names: list[NameRow] = Field([], max_length=400)
    misheard: list[MisheardRow] = Field([], max_length=100)


class StreamPlanRow(PlanRow):
    """A section to be of a stream."""

    part: Annotated[str, _among(PARTS, "talk"), WithJsonSchema({"type": "string", "enum": list(PARTS)})]
    talk: Line


class StreamAnswer(_Shape):
    """The outline's answer for a stretch of a stream."""

    sections: list[StreamPlanRow] = Field(min_length=1, max_length=200)
    names: list[NameRow] = Field([], max_length=400)
    misheard: list[MisheardRow] = Field([], max_length=100)


class BulletRow(_Shape):
    """A claim, after the words that carry it."""

    block: BlockNumber
    quote_en: Filled
    ko: Filled


class SectionNameRow(_Shape):
    """A name that a section uses and the table lacks."""

    as_heard: Line
    canonical: Line
    basis: Basis


class NumberRow(_Shape):
    """A figure as its writer read it."""

    ko: Line
    en: Line
    block: BlockNumber


class UnclearRow(_Shape):
    """Something left out."""

    text: Text
    block: BlockNumber


class SectionAnswer(_Shape):
    """A section's answer; a section with nothing to say, or half of one, has no bullets and may have no heading."""

    bullets: list[BulletRow] = Field(max_length=20)
    heading: Text
    names: list[SectionNameRow] = Field([], max_length=60)
    numbers: list[NumberRow] = Field([], max_length=80)
    unclear: list[UnclearRow] = Field([], max_length=20)


class KeyPointRow(_Shape):
    """A key point; `lead` and `rest` are joined as they are, so `rest` keeps a leading space."""

    lead: Line
    rest: Annotated[str, Field(max_length=1_000), AfterValidator(_keep_gap)]
    sections: list[SectionName] = Field(min_length=1, max_length=40)


class MergeAnswer(_Shape):
    """The merge's answer."""

    key_points: list[KeyPointRow] = Field(min_length=1, max_length=30)
    title: Filled


Opined = Literal["supported", "contradicted", "not said"]
"""What the examiner may think of a bullet."""


class OpinionRow(_Shape):
    """What the examiner thinks of a bullet, after the words that decide."""

    bullet: int
    words: Text
    verdict: Opined


class ExamineAnswer(_Shape):
    """The examiner's answer."""

    bullets: list[OpinionRow] = Field(min_length=1, max_length=40)


_Answer = TypeVar("_Answer", bound=_Shape)


def parse(text: str, shape: type[_Answer]) -> _Answer:
    """The answer that `text` is: bare JSON, or JSON in one Markdown fence with nothing around it.

    Raises:
        BadAnswer: anything else.
    """
    if len(text) > LONGEST_ANSWER:
        raise BadAnswer(f"the answer has {len(text)} characters; keep it under {LONGEST_ANSWER}")
    text = text.strip()
    fenced = _FENCE.fullmatch(text)
    try:
        return shape.model_validate_json(fenced[1] if fenced else text)
    except ValidationError as wrong:
        raise BadAnswer(_problem(wrong)) from wrong


def _problem(wrong: ValidationError) -> str:
    """The first error and how many more there are, in one line; of the answer itself only where it is."""
    first, *more = wrong.errors(include_url=False, include_context=False, include_input=False)
    where = ".".join(str(step) for step in first["loc"]) or "the answer"
    rest = f" (and {len(more)} more)" if more else ""
    return _printable(f"{where}: {first['msg']}{rest}")[:300]


def _printable(text: str) -> str:
    return "".join(char if char.isprintable() else " " for char in text)


def schema(shape: type[BaseModel]) -> dict[str, object]:
    """The strict schema of `shape`: references resolved, every key required, no key that strict mode refuses."""
    whole = shape.model_json_schema()
    return _strict(whole, whole.get("$defs", {}))


def _strict(node: dict[str, Any], known: dict[str, Any]) -> dict[str, object]:
    if "$ref" in node:
        return _strict(known[node["$ref"].rsplit("/", 1)[-1]], known)
    strict: dict[str, object] = {key: node[key] for key in _KEYWORDS if key in node}
    if "properties" in node:
        strict["properties"] = {key: _strict(value, known) for key, value in node["properties"].items()}
        strict["required"] = list(node["properties"])
        strict["additionalProperties"] = False
    if "items" in node:
        strict["items"] = _strict(node["items"], known)
    if "anyOf" in node:
        strict["anyOf"] = [_strict(choice, known) for choice in node["anyOf"]]
    return strict

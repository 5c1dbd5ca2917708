"""What the replaying model server can be told to get wrong, as real endpoints do."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from uploader.demo.completion import Said
from uploader.demo.replay import Asked


class Kind(StrEnum):
    """One way of failing: the first group refuses by status, the second breaks the wire, the third spoils answers."""

    RATE_LIMITED = "rate-limited"
    NO_CREDIT = "no-credit"
    BAD_KEY = "bad-key"
    FORBIDDEN = "forbidden"
    NO_MODEL = "no-model"
    SERVER = "server"
    OVERLOADED = "overloaded"
    SCHEMA_REFUSED = "schema-refused"
    LENGTH_REFUSED = "length-refused"
    TOO_LONG = "too-long"
    FILTERED = "filtered"
    INVALID = "invalid"

    HANG = "hang"
    DROP = "drop"
    HALF_SENT = "half-sent"
    JUNK = "junk"

    CUT = "cut"
    REFUSAL = "refusal"
    CONTENT_FILTER = "content-filter"
    BAD_JSON = "bad-json"
    FENCED_JSON = "fenced-json"
    EMPTY = "empty"


@dataclass(frozen=True, slots=True)
class Fault:
    """Which requests fail, and how.

    Attributes:
        stage: a schema's name; with `video` and `section`, None matches any.
        skip: so many matching requests are served well first.
        times: so many fail then; None: all.
        retry_after: the header's value, where one is sent.
        status: for `Kind.SERVER`.
    """

    kind: Kind
    stage: str | None = None
    video: str | None = None
    section: str | None = None
    skip: int = 0
    times: int | None = 1
    retry_after: str | None = None
    status: int = 500

    def matches(self, asked: Asked, sent: Mapping[str, object]) -> bool:
        """Whether it is about this request; what is refused for a part of it needs that part."""
        form = sent.get("response_format")
        if self.kind is Kind.SCHEMA_REFUSED and not (isinstance(form, dict) and "json_schema" in form):
            return False
        if self.kind is Kind.LENGTH_REFUSED and "max_tokens" not in sent:
            return False
        pairs = ((self.stage, asked.schema), (self.video, asked.video), (self.section, asked.section))
        return all(wanted is None or wanted == given for wanted, given in pairs)


@dataclass(slots=True)
class Faults:
    """The faults of one server, and how many matching requests each has seen."""

    planned: list[Fault] = field(default_factory=list)
    _seen: dict[int, int] = field(default_factory=dict)

    def next(self, asked: Asked, sent: Mapping[str, object]) -> Fault | None:
        """The fault of this request: the first planned one that is due."""
        due = None
        for place, fault in enumerate(self.planned):
            if fault.matches(asked, sent):
                seen = self._seen[place] = self._seen.get(place, 0) + 1
                last = None if fault.times is None else fault.skip + fault.times
                if due is None and seen > fault.skip and (last is None or seen <= last):
                    due = fault
        return due


def read_fault(text: str) -> Fault:
    """A fault from its JSON, as the command line has it: `{"kind": "rate-limited", "stage": "section"}`."""
    given = json.loads(text)
    return replace(Fault(**given), kind=Kind(given["kind"]))


# status, code, type, param, message: as OpenAI's reference documents them, 529 as Anthropic's
_REFUSALS: dict[Kind, tuple[int, str | None, str, str | None, str]] = {
    Kind.RATE_LIMITED: (429, "rate_limit_exceeded", "requests", None, "Rate limit reached for requests."),
    Kind.NO_CREDIT: (429, "insufficient_quota", "insufficient_quota", None, "You exceeded your current quota."),
    Kind.BAD_KEY: (401, "invalid_api_key", "invalid_request_error", None, "Incorrect API key provided: {key}"),
    Kind.FORBIDDEN: (403, "unsupported_country_region_territory", "request_forbidden", None, "Not supported here."),
    Kind.NO_MODEL: (404, "model_not_found", "invalid_request_error", None, "The model does not exist."),
    Kind.SERVER: (500, None, "server_error", None, "The server had an error."),
    Kind.OVERLOADED: (529, None, "overloaded_error", None, "Overloaded"),
    Kind.SCHEMA_REFUSED: (400, None, "invalid_request_error", "response_format", "json_schema is not supported."),
    Kind.LENGTH_REFUSED: (400, "unsupported_parameter", "invalid_request_error", "max_tokens", "Use the other name."),
    Kind.TOO_LONG: (400, "context_length_exceeded", "invalid_request_error", "messages", "Please reduce the length."),
    Kind.FILTERED: (400, "content_filter", "invalid_request_error", "prompt", "The prompt was filtered."),
    Kind.INVALID: (400, "invalid_value", "invalid_request_error", "temperature", "Unsupported value."),
}


def refusal(fault: Fault, key: str) -> tuple[int, dict[str, object]] | None:
    """Status and body, where the fault is a refusal. `key` is what the client authenticated with: some echo it."""
    if fault.kind not in _REFUSALS:
        return None
    status, code, kind, param, message = _REFUSALS[fault.kind]
    error = {"message": message.format(key=key), "type": kind, "param": param, "code": code}
    return fault.status if fault.kind is Kind.SERVER else status, {"error": error}


def spoil(fault: Fault | None, text: str) -> Said:
    """What the model says, for an answer whose text would be `text`."""
    spoiled = {
        Kind.CUT: Said(text[: len(text) // 2], finish="length"),
        Kind.REFUSAL: Said(None, refusal="I'm sorry, but I can't help with that."),
        Kind.CONTENT_FILTER: Said("", finish="content_filter"),
        Kind.BAD_JSON: Said(f"Here is the summary you asked for.\n{text[:-2]}"),
        Kind.FENCED_JSON: Said(f"```json\n{text}\n```"),
        Kind.EMPTY: Said(""),
    }
    return spoiled.get(fault.kind, Said(text)) if fault else Said(text)

from datetime import UTC, datetime

import pytest

from uploader.errors import Cause, Later, Nobody, Stop, Stopped, TooLong
from uploader.llm.faults import Refusal, meaning, retry_after

NOW = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("refusal", "kind", "cause"),
    [
        (Refusal(402, message="Insufficient Balance"), Nobody, Cause.NO_CREDIT),
        (Refusal(429, code="insufficient_quota"), Nobody, Cause.NO_CREDIT),
        (Refusal(400, code="billing_hard_limit_reached"), Nobody, Cause.NO_CREDIT),
        (Refusal(429, code="rate_limit_exceeded"), Later, Cause.PACED),
        (Refusal(429, retry_after=1800.0), Later, Cause.PACED),
        (Refusal(429, retry_after=1801.0), Nobody, Cause.RATE_LIMITED),
        (Refusal(401), Nobody, Cause.BAD_CREDENTIALS),
        (Refusal(403), Nobody, Cause.BAD_CREDENTIALS),
        (Refusal(404), Nobody, Cause.NO_SUCH_MODEL),
        (Refusal(413), TooLong, Cause.MODEL_FAULT),
        (Refusal(400, kind="exceed_context_size_error"), TooLong, Cause.MODEL_FAULT),
        (Refusal(400, param="input_tokens"), TooLong, Cause.MODEL_FAULT),
        (Refusal(400, message="This model's maximum context length is 4096 tokens."), TooLong, Cause.MODEL_FAULT),
        (Refusal(400, code="content_filter"), Stopped, Cause.REFUSED_BY_MODEL),
        (Refusal(400, param="temperature"), Later, Cause.MODEL_FAULT),
        (Refusal(500), Later, Cause.SERVER_FAULT),
        (Refusal(529), Later, Cause.SERVER_FAULT),
        (Refusal(418), Later, Cause.MODEL_FAULT),
    ],
    ids=lambda value: f"{value.status}{value.code or value.kind or value.param}" if isinstance(value, Refusal) else "",
)
def test_every_refusal_has_one_meaning(refusal: Refusal, kind: type[Stop], cause: Cause) -> None:
    stop = meaning(refusal, "m", NOW)
    assert type(stop) is kind
    assert stop.cause is cause


def test_words_of_a_server_are_shown_short_and_printable() -> None:
    stop = meaning(Refusal(500, message="a\x1b[31mb\n\n" + "long words " * 100), "m", NOW)
    assert str(stop).isprintable()
    assert len(str(stop)) < 300


def test_a_code_that_is_the_status_is_not_told_twice() -> None:
    stop = meaning(Refusal(400, code="400", kind="invalid_request_error", message="no"), "m", NOW)
    assert stop.detail == "HTTP 400 invalid_request_error no"


def test_words_of_a_401_are_not_shown() -> None:
    assert "sk-secret" not in str(meaning(Refusal(401, message="Incorrect key: sk-secret"), "m", NOW))


@pytest.mark.parametrize(
    ("seconds", "milliseconds", "wait"),
    [
        (None, None, None),
        ("5", None, 5.0),
        ("0", None, 0.0),
        ("1.5", None, 1.5),
        ("60", "250", 0.25),
        ("5", "soon", 5.0),
        ("Mon, 04 May 2026 12:00:30 GMT", None, 30.0),
        ("Mon, 04 May 2026 11:00:00 GMT", None, 0.0),
        ("Mon, 04 May 2026 11:00:00", None, None),
        ("soon", None, None),
        ("-3", None, None),
        ("inf", None, None),
        ("nan", None, None),
    ],
)
def test_retry_after_is_read_in_all_its_forms(
    seconds: str | None, milliseconds: str | None, wait: float | None
) -> None:
    assert retry_after(seconds, milliseconds, NOW) == wait

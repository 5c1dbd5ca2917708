"""The tables: YouTube's words, and what follows from them."""

import pytest

from uploader.errors import Cause, Later, Never, Nobody
from uploader.youtube.faults import REASONS, of_status, reason, shown, stop, unreadable


@pytest.mark.parametrize(
    ("line", "cause"),
    [
        ("[youtube] x: Private video. Sign in if you've been granted access to this video. Use", Cause.PRIVATE),
        ("Join this channel to get access to members-only content like this video", Cause.MEMBERS_ONLY),
        ("This video is available to this channel's members on level: Gold (or any higher level)", Cause.MEMBERS_ONLY),
        ("Video unavailable. This video has been removed by the uploader", Cause.REMOVED),
        ("The YouTube account associated with this video has been terminated.", Cause.REMOVED),
        ("Premieres in 5 hours", Cause.UPCOMING),
        ("This live event will begin in 2 days.", Cause.UPCOMING),
        ("Sign in to confirm your age. This video may be inappropriate for some users.", Cause.AGE_RESTRICTED),
        ("The uploader has not made this video available in your country", Cause.GEO_BLOCKED),
        ("Sign in to confirm you’re not a bot. This helps protect our community.", Cause.BLOCKED),
        ("Video unavailable. This content isn't available, try again later. The current session has been rate-limited",
         Cause.BLOCKED),
        ("Sorry. YouTube is requiring a captcha challenge before playback", Cause.BLOCKED),
        ("All player responses are invalid. Your IP is likely being blocked by Youtube", Cause.BLOCKED),
    ],
)  # fmt: skip
def test_each_reason_has_its_cause(line: str, cause: Cause) -> None:
    found = reason([line])
    assert found is not None
    assert found.cause is cause


def test_a_broken_answer_gives_no_video_up() -> None:
    """The regression: "terminated" once matched the JSON error, and a video was skipped for ever."""
    line = (
        "[youtube] x: Failed to parse JSON (caused by JSONDecodeError('Unterminated string starting at: account has "
        "been terminated; Private video'))"
    )
    assert reason([line]) is None
    found = unreadable([line])
    assert found is not None
    assert (type(found), found.cause) == (Later, Cause.UNREADABLE_ANSWER)


def test_a_refusal_counts_before_what_is_said_of_the_video() -> None:
    lines = ["Video unavailable", "Sign in to confirm you're not a bot"]
    found = reason(lines)
    assert isinstance(found, Nobody)


def test_harmless_warnings_are_no_reason() -> None:
    lines = [
        "[youtube] x: There are missing subtitles languages because a PO token was not provided.",
        "[youtube] No supported JavaScript runtime could be found.",
    ]
    assert reason(lines) is None
    assert unreadable(lines) is None


def test_every_cause_leads_to_its_consequence() -> None:
    nevers = {Cause.PRIVATE, Cause.MEMBERS_ONLY, Cause.AGE_RESTRICTED, Cause.GEO_BLOCKED, Cause.REMOVED}
    for _, cause in REASONS:
        expected = Nobody if cause is Cause.BLOCKED else Never if cause in nevers else Later
        assert type(stop(cause)) is expected


@pytest.mark.parametrize("status", [400, 403, 404, 410, 500, 503])
def test_a_status_never_ends_a_video(status: int) -> None:
    found = of_status(status, "feed")
    assert (type(found), found.cause) == (Later, Cause.SERVER_FAULT)


def test_too_many_requests_is_for_all_of_us() -> None:
    assert isinstance(of_status(429, "feed"), Nobody)


def test_no_secret_is_shown() -> None:
    said = "ERROR: [youtube] x: proxy http://user:secret@proxy.test:1 failed for https://y.test/t?signature=abc\nmore"
    assert shown(said) == "x: proxy http://proxy.test:1 failed for https://y.test/t"

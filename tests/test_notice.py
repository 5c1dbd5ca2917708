"""Which notices are due, from facts alone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest

from uploader.ids import parse_video_id
from uploader.notice import Audited, Budget, Facts, HeldVideo, Week, due, week_before

NOW = datetime(2026, 7, 1, 12, tzinfo=UTC)  # a Wednesday
TALK = parse_video_id("-talk-00001")
QUIET = Facts(NOW, ytdlp=date(2026, 6, 20), old_after=timedelta(days=60))


def keys(facts: Facts) -> list[str]:
    return [notice.key for notice in due(facts)]


def test_where_all_is_well_nobody_is_told() -> None:
    assert due(QUIET) == []
    assert due(replace(QUIET, budgets=(Budget("day", Decimal("0.79"), Decimal(1)),))) == []


def test_a_held_video_is_told_with_its_reasons_and_again_when_it_is_held_again() -> None:
    held = HeldVideo(TALK, "A talk", 1, ("number: 4억", "name: Jon"))
    (notice,) = due(replace(QUIET, held=(held,)))
    assert notice.text.splitlines() == ["A talk", "- number: 4억", "- name: Jon", "", f"uploader show {TALK}"]
    assert keys(replace(QUIET, held=(held, replace(held, look=2)))) == [f"held:{TALK}:1", f"held:{TALK}:2"]


def test_a_hostile_title_stays_a_line_of_text() -> None:
    title = "@everyone <b>hi</b>\n\x1b[31m\u202e" + "a" * 500
    (notice,) = due(replace(QUIET, held=(HeldVideo(TALK, title, 1, ()),)))
    line = notice.text.splitlines()[0]
    assert "@everyone" not in notice.text
    assert line.isascii() is False
    assert "\x1b" not in line
    assert "\u202e" not in line
    assert "<b>hi</b>" in line
    assert len(line) == 200


def test_long_lists_are_cut() -> None:
    (notice,) = due(replace(QUIET, held=(HeldVideo(TALK, "", 1, tuple("abcdefghijkl")),)))
    assert notice.text.splitlines()[0] == TALK
    assert "- and 4 more" in notice.text


def test_a_refusal_is_one_notice_a_day() -> None:
    facts = replace(QUIET, refused={"model": "no credit left", "youtube": "YouTube blocks this address"})
    assert keys(facts) == ["refused:model:2026-07-01", "refused:youtube:2026-07-01"]
    assert keys(replace(facts, now=NOW + timedelta(hours=11))) == keys(facts)
    assert keys(replace(facts, now=NOW + timedelta(hours=12))) != keys(facts)


@pytest.mark.parametrize(
    ("name", "spent", "stopped", "key"),
    [
        ("day", "0.8", False, ["budget:2026-07-01:80"]),
        ("day", "0.9999", False, ["budget:2026-07-01:80"]),
        ("day", "1", False, ["budget:2026-07-01:100"]),
        ("day", "0.1", True, ["budget:2026-07-01:100"]),
        ("month", "0.8", False, ["budget:2026-07:80"]),
        ("month", "1.2", False, ["budget:2026-07:100"]),
    ],
)
def test_a_budget_is_told_at_80_and_at_100_percent(name: str, spent: str, key: list[str], *, stopped: bool) -> None:
    budget = Budget("day" if name == "day" else "month", Decimal(spent), Decimal(1), stopped)
    assert keys(replace(QUIET, budgets=(budget,))) == key


def test_an_audit_is_told_for_what_it_found_that_the_one_before_did_not() -> None:
    audit = Audited(7, 10, {"a.md": ["year", "name"], "b.md": ["name"]}, {"a.md": ["year"], "b.md": ["name"]})
    (notice,) = due(replace(QUIET, audit=audit))
    assert notice.key == "audit:7"
    assert notice.text == "2 of 10 posts have errors; new in 1:\n- a.md: name"
    assert due(replace(QUIET, audit=replace(audit, before=audit.broken))) == []


def test_an_old_ytdlp_is_told_once_a_month() -> None:
    assert keys(replace(QUIET, ytdlp=NOW.date() - timedelta(days=60))) == []
    assert keys(replace(QUIET, ytdlp=NOW.date() - timedelta(days=61))) == ["old:yt-dlp:2026-07"]


def test_the_digest_is_of_the_last_whole_week() -> None:
    assert week_before(NOW) == (datetime(2026, 6, 22, tzinfo=UTC), datetime(2026, 6, 29, tzinfo=UTC))
    (notice,) = due(replace(QUIET, week=Week(2, 1, 0, Decimal("0.5"), (("A talk", TALK),))))
    assert (notice.key, notice.title) == ("digest:2026-W26", "the week 2026-W26")
    assert notice.text == f"2 published, 1 held, 0 failed; 0.5000 USD\nA talk: https://youtu.be/{TALK}"

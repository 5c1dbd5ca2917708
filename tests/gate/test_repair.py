"""What follows from a verdict."""

from dataclasses import replace

import pytest

from uploader.gate.repair import AskAgain, Asked, Drop, Held, Passed, next_step, without
from uploader.models import Finding, KeyPoint, Place, Rule, Severity, Summary

NEVER, TWICE = Asked(), Asked(sections=2, merge=2)


def error(place: Place, rule: Rule = "name", text: str = "Voleri") -> Finding:
    return Finding(rule, Severity.ERROR, place, text, "nobody names it")


def warning(place: Place, rule: Rule = "name") -> Finding:
    return Finding(rule, Severity.WARNING, place, "Voleri", "heard once")


def bullet(section: str, index: int) -> Place:
    return Place("bullet", section, index)


def test_nothing_wrong_passes_with_its_warnings(summary: Summary) -> None:
    shown = warning(bullet("s1", 0), "quote")
    assert next_step(summary, (), NEVER) == Passed()
    assert next_step(summary, (shown,), NEVER) == Passed((shown,))


def test_the_failing_section_alone_goes_back_with_its_findings(summary: Summary) -> None:
    found = (error(bullet("s2", 0)), error(Place("heading", "s2")))
    assert next_step(summary, found, NEVER) == AskAgain({"s2": found})
    assert next_step(summary, found, Asked(sections=1)) == AskAgain({"s2": found})


def test_the_failing_merge_alone_goes_back(summary: Summary) -> None:
    found = (error(Place("title")), error(Place("key-point", index=1)))
    assert next_step(summary, found, Asked(sections=2, merge=1)) == AskAgain({}, found)


def test_a_name_heard_once_goes_back_once(summary: Summary) -> None:
    once = warning(bullet("s1", 1))
    assert next_step(summary, (once,), NEVER) == AskAgain({"s1": (once,)})
    assert next_step(summary, (once,), Asked(sections=1)) == Passed((once,))
    in_heading = warning(Place("heading", "s1"))
    assert next_step(summary, (in_heading,), NEVER) == Passed((in_heading,))


def test_after_two_rounds_the_failing_bullet_goes(summary: Summary) -> None:
    found = (error(bullet("s1", 3)), error(bullet("s1", 3), "quote"), error(bullet("s3", 0)))
    step = next_step(summary, found, TWICE)
    assert isinstance(step, Drop)
    assert step.bullets == (("s1", 3), ("s3", 0))
    left = without(summary, step)
    assert [len(section.bullets) for section in left.sections] == [3, 4, 3]
    assert left.sections[0].bullets == summary.sections[0].bullets[:3]


def test_a_section_that_would_lose_over_half_is_held(summary: Summary) -> None:
    half = tuple(error(bullet("s1", index)) for index in range(2))
    assert isinstance(next_step(summary, half, TWICE), Drop)
    assert isinstance(next_step(summary, (*half, error(bullet("s1", 2))), TWICE), Held)


def test_half_is_half_of_what_was_written(summary: Summary) -> None:
    once = next_step(summary, (error(bullet("s1", 0)), error(bullet("s1", 1))), TWICE)
    assert isinstance(once, Drop)
    less = without(summary, once)
    again = (error(bullet("s1", 0)),)
    assert isinstance(next_step(less, again, TWICE), Drop)
    assert isinstance(next_step(less, again, TWICE, whole=summary), Held)


def test_a_failing_key_point_goes_where_enough_are_left(summary: Summary) -> None:
    found = (error(Place("key-point", index=5)),)
    six = replace(summary, key_points=(*summary.key_points, KeyPoint("여섯째", "임", ("s1",))))
    step = next_step(six, found, TWICE)
    assert isinstance(step, Drop)
    assert without(six, step).key_points == summary.key_points
    assert isinstance(next_step(summary, (error(Place("key-point", index=4)),), TWICE), Held)
    assert isinstance(next_step(summary, (error(Place("key-point", index=4)),), TWICE, least_key_points=2), Drop)


def test_the_merge_is_asked_before_its_key_points_go(summary: Summary) -> None:
    found = (error(bullet("s1", 0)), error(Place("key-point", index=0)))
    step = next_step(summary, found, Asked(sections=2, merge=0))
    assert isinstance(step, Drop)
    assert (step.bullets, step.key_points) == ((("s1", 0),), ())


@pytest.mark.parametrize("place", [Place("heading", "s1"), Place("title"), Place("key-point")])
def test_what_cannot_be_dropped_is_held(place: Place, summary: Summary) -> None:
    step = next_step(summary, (error(place),), TWICE)
    assert step == Held(("name: Voleri – nobody names it",))


@pytest.mark.parametrize("rule", ["unrelated", "timestamp", "empty", "structure"])
def test_what_no_section_can_cure_is_held_at_once(rule: Rule, summary: Summary) -> None:
    found = (error(Place(), rule), error(bullet("s1", 0)))
    assert isinstance(next_step(summary, found, NEVER), Held)


def test_a_sum_over_the_whole_is_held_only_when_its_bullets_are_settled(summary: Summary) -> None:
    share = error(Place(), "quote", "9 of 12")
    assert next_step(summary, (error(bullet("s1", 0), "quote"), share), NEVER) == AskAgain(
        {"s1": (error(bullet("s1", 0), "quote"),)}
    )
    assert next_step(summary, (share,), TWICE) == Held(("quote: 9 of 12 – nobody names it",))


def test_reasons_are_short(summary: Summary) -> None:
    step = next_step(summary, (error(Place(), "unrelated", "가" * 5000),), NEVER)
    assert isinstance(step, Held)
    assert len(step.reasons[0]) < 300

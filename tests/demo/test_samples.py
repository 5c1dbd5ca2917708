"""The sample talks and the answers written for them, held to what real ones are held to."""

import json
import re
from itertools import pairwise
from pathlib import Path

import pytest

import uploader.demo
from uploader.facts.glossary import Glossary, read_glossary
from uploader.files import shipped
from uploader.gate.claims import Evidence
from uploader.gate.verdict import errors, judge
from uploader.llm.prices import estimate
from uploader.models import Passage, Section, Summary, Talk
from uploader.summary import prompts
from uploader.summary.examine import examine_request, unread
from uploader.summary.merge import assemble, key_point_counts, read_merge
from uploader.summary.outline import read_outline, section_counts
from uploader.summary.sections import read_section, section_request
from uploader.talk.blocks import read_talk
from uploader.talk.files import read_transcript
from uploader.talk.passages import cut
from uploader.talk.quotes import find_quote
from uploader.talk.usable import why_unusable

DEMO = Path(uploader.demo.__file__).parent
SPOKEN = ["demo-evals1", "_demo-cache", "demo-ledger", "-demo-short"]
SILENT = "demo-silent"
WRITTEN = sorted((DEMO / "answers").glob("*/s*.json"))


def read(video: str) -> Talk:
    return read_talk(*read_transcript((DEMO / "talks" / f"{video}.json").read_text("utf-8"), video))


def passages(talk: Talk) -> tuple[Passage, ...]:
    text = (DEMO / "answers" / talk.details.video_id / "outline.json").read_text("utf-8")
    return cut(talk, read_outline(text, talk))


def summary(talk: Talk, repair: int = 0) -> Summary:
    """The summary that the answers make, in which each section stands as its repair of that round has it."""
    folder = DEMO / "answers" / talk.details.video_id
    outline = read_outline((folder / "outline.json").read_text("utf-8"), talk)
    sections: list[Section] = []
    for passage in cut(talk, outline):
        again = folder / f"{passage.plan.id}.repair{repair}.json"
        path = again if again.exists() else folder / f"{passage.plan.id}.json"
        sections.append(read_section(path.read_text("utf-8"), passage))
    title, key_points = read_merge((folder / "merge.json").read_text("utf-8"), tuple(sections))
    return assemble(talk, outline, tuple(sections), title, key_points)


@pytest.fixture(scope="module")
def glossary() -> Glossary:
    return read_glossary(shipped("glossary.tsv").read_text("utf-8"))


def test_there_is_a_talk_of_each_kind() -> None:
    assert {path.stem for path in (DEMO / "talks").glob("*.json")} == {*SPOKEN, SILENT}
    lengths = {video: read(video).duration for video in SPOKEN}
    assert 14 * 60 < lengths["demo-evals1"] < 16 * 60
    assert 4 * 60 < lengths["_demo-cache"] < 5 * 60
    assert 4 * 60 < lengths["demo-ledger"] < 5 * 60
    assert lengths["-demo-short"] < 60
    silent = json.loads((DEMO / "talks" / f"{SILENT}.json").read_text("utf-8"))
    assert silent["segments"] == []
    assert silent["title"]


@pytest.mark.parametrize("video", SPOKEN)
def test_a_talk_is_usable(video: str) -> None:
    assert why_unusable(read(video)) is None


@pytest.mark.parametrize("video", SPOKEN)
def test_captions_come_in_short_cues_without_gaps(video: str) -> None:
    segments = json.loads((DEMO / "talks" / f"{video}.json").read_text("utf-8"))["segments"]
    assert all(2 < cue["duration"] < 8 for cue in segments)
    assert all(abs(one["start"] + one["duration"] - after["start"]) < 0.05 for one, after in pairwise(segments))


@pytest.mark.parametrize("video", SPOKEN)
def test_every_section_begins_with_its_own_words(video: str) -> None:
    talk = read(video)
    found = passages(talk)
    low, high = section_counts(talk.duration)
    assert low <= len(found) <= high
    for passage in found[1:]:
        first = find_quote(passage.plan.starts_with, passage.blocks[:2])
        assert first
        assert first.moment == pytest.approx(passage.start, abs=1)


def test_the_chapters_are_the_sections() -> None:
    talk = read("demo-evals1")
    starts = [passage.start for passage in passages(talk)]
    assert [chapter.start for chapter in talk.details.chapters] == pytest.approx(starts, abs=2)


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_every_quote_stands_where_it_says(path: Path) -> None:
    talk = read(path.parent.name)
    passage = next(each for each in passages(talk) if each.plan.id == path.stem.split(".")[0])
    section = read_section(path.read_text("utf-8"), passage)
    assert 2 <= len(section.bullets) <= 8
    for bullet in section.bullets:
        found = find_quote(bullet.quote_en, talk.window(bullet.block))
        assert found, bullet.quote_en
        assert found.block == bullet.block
        assert section.first <= bullet.block <= section.last
        assert 8 <= len(bullet.quote_en.split()) <= 40


@pytest.mark.parametrize("path", WRITTEN, ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_listed_numbers_stand_in_a_bullet_and_its_quote(path: Path) -> None:
    answer = json.loads(path.read_text("utf-8"))
    for number in answer["numbers"]:
        cited = [bullet for bullet in answer["bullets"] if bullet["block"] == number["block"]]
        assert any(number["en"].lower() in bullet["quote_en"].lower() for bullet in cited), number
        assert any(number["ko"] in bullet["ko"] for bullet in cited), number


@pytest.mark.parametrize("video", SPOKEN)
def test_the_key_points_fit_a_post(video: str) -> None:
    talk = read(video)
    made = summary(talk)
    low, high = key_point_counts(talk.duration, len(made.sections))
    assert low <= len(made.key_points) <= high
    assert len(made.key_points[0].text.encode("utf-16-le")) // 2 <= 100
    assert all(re.search(r"[가-힣]$", point.text) for point in made.key_points)


@pytest.mark.parametrize(
    ("video", "repair", "wrong"),
    [
        ("_demo-cache", 0, set()),
        ("-demo-short", 0, set()),
        ("demo-evals1", 0, {("number", "s7", 0)}),
        ("demo-evals1", 1, set()),
        ("demo-ledger", 0, {("number", "s2", 0), ("number", "s2", 1), ("number", "s2", 2)}),
        ("demo-ledger", 1, {("number", "s2", 0), ("number", "s2", 1), ("number", "s2", 2)}),
        ("demo-ledger", 2, {("number", "s2", 0), ("number", "s2", 1), ("number", "s2", 2)}),
    ],
)
def test_the_gate_finds_the_planted_errors_and_no_others(
    video: str, repair: int, wrong: set[tuple[str, str, int]], glossary: Glossary
) -> None:
    talk = read(video)
    made = summary(talk, repair)
    found = errors(judge(made, Evidence(talk.details, glossary, talk, made.names)))
    assert {(each.rule, each.place.section, each.place.index) for each in found} == wrong


@pytest.mark.parametrize("video", SPOKEN)
def test_a_second_reading_takes_less_than_forty_percent_of_the_sections_tokens(video: str, glossary: Glossary) -> None:
    talk, files = read(video), prompts.load()
    outline = read_outline((DEMO / "answers" / video / "outline.json").read_text("utf-8"), talk)
    writing = [estimate(section_request(talk, outline, passage, glossary, files)) for passage in passages(talk)]
    reading = [estimate(examine_request(talk, section, 0, files)) for section in unread(summary(talk, 2), ())]
    assert len(reading) == len(writing)
    assert sum(each.input + each.output for each in reading) < 0.4 * sum(each.input + each.output for each in writing)
    # What is sent weighs more than what is answered: a section's own words are read twice.
    assert sum(each.input for each in reading) < 0.45 * sum(each.input for each in writing)


def test_the_section_that_stays_wrong_would_lose_more_than_half() -> None:
    for round_ in (0, 1, 2):
        section = next(each for each in summary(read("demo-ledger"), round_).sections if each.id == "s2")
        assert 2 * (len(section.bullets) - 3) < len(section.bullets)

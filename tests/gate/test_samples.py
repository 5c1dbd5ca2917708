"""The sample talks' careful answers through the whole gate: only what was made wrong on purpose is an error."""

from pathlib import Path

import pytest

from uploader.facts.glossary import read_glossary
from uploader.files import shipped
from uploader.gate.claims import Evidence
from uploader.gate.verdict import errors, judge
from uploader.models import Finding
from uploader.summary.merge import assemble, read_merge
from uploader.summary.outline import read_outline
from uploader.summary.sections import read_section
from uploader.talk.blocks import read_talk
from uploader.talk.files import read_transcript
from uploader.talk.passages import cut

DEMO = shipped("demo")


@pytest.mark.parametrize(
    ("video", "wrong"),
    [
        ("demo-evals1", ["1억 8천만 토큰"]),
        ("_demo-cache", []),
        ("-demo-short", []),
        ("demo-ledger", ["2억 4,000만 달러", "170만 건", "3,100만 달러"]),
    ],
)
def test_only_the_seeded_lies_are_errors(video: str, wrong: list[str]) -> None:
    found = errors(_judged(video))
    assert [finding.text for finding in found] == wrong
    assert {finding.rule for finding in found} <= {"number"}
    assert all(finding.evidence for finding in found)


def _judged(video: str) -> tuple[Finding, ...]:
    details, transcript = read_transcript((DEMO / "talks" / f"{video}.json").read_text("utf-8"), video)
    talk = read_talk(details, transcript)
    written = DEMO / "answers" / video

    def answer(name: str) -> str:
        return Path(written / f"{name}.json").read_text("utf-8")

    outline = read_outline(answer("outline"), talk)
    sections = tuple(read_section(answer(each.plan.id), each) for each in cut(talk, outline))
    title, points = read_merge(answer("merge"), sections)
    summary = assemble(talk, outline, sections, title, points)
    glossary = read_glossary(shipped("glossary.tsv").read_text("utf-8"))
    return judge(summary, Evidence(details, glossary, talk, summary.names))

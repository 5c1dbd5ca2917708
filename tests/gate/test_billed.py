from dataclasses import replace

import pytest

from uploader.gate.billed import bill, with_bills
from uploader.gate.claims import Evidence
from uploader.models import Name, Outline, Plan


@pytest.fixture
def borne(evidence: Evidence) -> Evidence:
    names = (
        Name("Mina Park", kind="person", basis="description", certain=True),
        Name("Larkspur", kind="company", basis="description", certain=True),
        Name("Jon Ito", kind="person", basis="description", certain=True),
    )
    return replace(evidence, names=(*evidence.names, *names))


@pytest.mark.parametrize(
    ("named", "whose"),
    [
        ("A Cache — Mina Park, Larkspur", "Mina Park, Larkspur"),
        ("A Cache — Mina Park & Jon Ito, Larkspur", "Mina Park, Jon Ito, Larkspur"),
        ("A Cache — Mina Park", "Mina Park"),
        ("A Cache — , Larkspur", "Larkspur"),
        ("A Cache — Mina Park, Nobodyheard", "Mina Park"),
        ("A Cache — Quentin Nobodyheard, Larkspur", "Larkspur"),
        ("A Cache — Quentin Nobodyheard, Otherfirm", ""),
        ("A Cache — Mina Park\u202e, Larkspur", "Larkspur"),
        ("A Cache", ""),
        ("", ""),
    ],
)
def test_a_heading_names_no_more_than_the_evidence_bears(named: str, whose: str, borne: Evidence) -> None:
    assert bill(named, borne) == whose


def test_every_section_of_a_talk_has_its_bill(borne: Evidence) -> None:
    plans = tuple(
        Plan(f"s{n}", n, n, "", "t", talk=name) for n, name in enumerate(["A — Mina Park, Larkspur"] * 2 + [""], 1)
    )
    assert [plan.billed for plan in with_bills(Outline(plans), borne).plans] == ["Mina Park, Larkspur"] * 2 + [""]

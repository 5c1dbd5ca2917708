"""The gate's small talk and its careful summary, held for a number that nobody said."""

from dataclasses import replace

import pytest

from tests.gate.conftest import evidence, glossary, summary, talk
from tests.gate.world import with_bullet
from uploader.gate.claims import Evidence
from uploader.gate.verdict import judge
from uploader.models import Finding, Place, Summary

__all__ = ["evidence", "glossary", "summary", "talk"]

WRONG = Place("bullet", "s1", 2)


@pytest.fixture
def held(summary: Summary) -> Summary:
    """Says 90 % where the talk says forty."""
    bullet = summary.sections[0].bullets[2]
    return with_bullet(summary, replace(bullet, ko=bullet.ko.replace("40%", "90%")), 0, 2)


@pytest.fixture
def found(held: Summary, evidence: Evidence) -> tuple[Finding, ...]:
    return judge(held, evidence)

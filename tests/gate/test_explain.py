"""Every rule is explained in one place."""

from typing import get_args

from uploader.gate.explain import EXPLANATIONS, explain
from uploader.models import Rule


def test_every_rule_of_the_closed_list_is_explained_and_no_other() -> None:
    assert set(EXPLANATIONS) == set(get_args(Rule))


def test_an_explanation_is_whole_sentences() -> None:
    for rule, told in EXPLANATIONS.items():
        assert told.means.endswith(".")
        assert told.cure.endswith(".")
        assert told.example in explain(rule)

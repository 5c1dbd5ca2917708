"""Words that are no names."""

import pytest

from uploader.facts.english import is_common


@pytest.mark.parametrize(
    "word", ["Reasoning", "harnesses", "LLMs", "Fine-tuning", "Subagent", "policies", "planned", "R&D"]
)
def test_words_and_shorthands_are_common(word: str) -> None:
    assert is_common(word)


@pytest.mark.parametrize("word", ["Mistral", "Okonjo", "Qwen", "LangGraph", "Fennwick", "", "-"])
def test_names_are_not(word: str) -> None:
    assert not is_common(word)

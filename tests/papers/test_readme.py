"""What the papers say is what the program does, in both languages."""

import re
import tomllib
from pathlib import Path

import pytest

from scripts.readme import papers
from uploader.cli.exits import Exit
from uploader.decide import State
from uploader.settings import SECRETS, Settings, environment_name, load_settings

BOTH = ["README.md", "README.ko.md"]


@pytest.mark.parametrize("paper", ["README.md", "README.ko.md", "uploader.toml.example"])
def test_generated_blocks_say_what_the_program_says(root: Path, paper: str) -> None:
    assert (root / paper).read_text("utf-8") == papers()[paper], "run `make readme`"


@pytest.mark.parametrize("paper", BOTH)
def test_every_exit_code_and_every_state_is_told(root: Path, paper: str) -> None:
    text = (root / paper).read_text("utf-8")
    assert {int(code) for code in re.findall(r"^\| (\d+) \|", text, re.MULTILINE)} == {int(code) for code in Exit}
    firsts = " ".join(re.findall(r"^\| (`.*?) \|", text, re.MULTILINE))
    assert {str(state) for state in State} <= set(re.findall(r"`(\w+)`", firsts))


def test_both_languages_say_the_same(root: Path) -> None:
    """The same headings by level, the same commands, settings and links; the prose is a person's to hold together."""
    english, korean = ((root / paper).read_text("utf-8") for paper in BOTH)
    for same in (_levels, _commands, _names, _links, _shape):
        assert same(english) == same(korean), same.__name__


def _levels(text: str) -> list[str]:
    return re.findall(r"^(#+) ", _without_code(text), re.MULTILINE)


def _commands(text: str) -> list[str]:
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    return [re.sub(r"\s*#.*", "", line) for block in blocks for line in block.splitlines()]


def _names(text: str) -> list[str]:
    return sorted(set(re.findall(r"\b(?:UPLOADER|OPENAI|[A-Z]+_(?:PROXY|BUNDLE|FILE))_?[A-Z_]*\b", text)))


def _links(text: str) -> list[str]:
    return sorted(link for link in re.findall(r"\]\((.*?)\)", text) if not link.startswith("README"))


def _shape(text: str) -> list[int]:
    """How many rows each table and how many entries each list has."""
    return [len(block.splitlines()) for block in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)] + [
        len(re.findall(r"^- ", text, re.MULTILINE))
    ]


def _without_code(text: str) -> str:
    return re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL)


def test_the_example_file_holds_every_key_but_secrets(root: Path) -> None:
    text = (root / "uploader.toml.example").read_text("utf-8")
    assert set(re.findall(r"^#(\w+) =", text, re.MULTILINE)) == Settings.model_fields.keys() - SECRETS.keys()


def test_the_example_file_taken_at_its_word_changes_nothing(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = (root / "uploader.toml.example").read_text("utf-8")
    config = tmp_path / "uploader.toml"
    config.write_text("\n".join(re.findall(r"^#(\w+ = .+)$", text, re.MULTILINE)), encoding="utf-8")
    for key in Settings.model_fields:
        monkeypatch.delenv(environment_name(key), raising=False)
    assert len(tomllib.loads(config.read_text("utf-8"))) > 20
    assert load_settings(config) == Settings()

"""Documents name only what exists: files, commands, settings, states and causes."""

import re
import subprocess
from pathlib import Path

import pytest
import typer

from uploader.cli.arguments import app
from uploader.decide import State
from uploader.errors import Cause
from uploader.settings import SECRETS, Settings, environment_name
from uploader.workflow.regenerating import Fate

ROOT = Path(__file__).resolve().parents[2]
TRACKED = subprocess.run(["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
DOCUMENTS = [path for path in TRACKED if path.endswith(".md") and not path.startswith(("prompts/", "tests/"))]
DEPLOYED = [path for path in TRACKED if path.startswith("deploy/") or path in {"Dockerfile", "compose.yaml"}]
OTHER_NAMES = {"UPLOADER_CONFIG", *(f"{name}_FILE" for name in SECRETS.values())}


@pytest.mark.parametrize("path", DOCUMENTS)
def test_links_lead_somewhere(path: str) -> None:
    text = (ROOT / path).read_text("utf-8")
    for link in re.findall(r"\]\(([^)#]+)[^)]*\)", text):
        if not link.startswith("https://"):
            assert ((ROOT / path).parent / link).exists(), link


@pytest.mark.parametrize("path", [*DOCUMENTS, *DEPLOYED])
def test_settings_that_are_named_exist(path: str) -> None:
    known = {environment_name(key) for key in Settings.model_fields} | OTHER_NAMES
    named = re.findall(r"\bUPLOADER_[A-Z_]*[A-Z]\b", (ROOT / path).read_text("utf-8"))
    assert set(named) <= known


@pytest.mark.parametrize("path", [*DOCUMENTS, *DEPLOYED])
def test_commands_that_are_named_exist(path: str) -> None:
    known = getattr(typer.main.get_command(app), "commands", {}).keys()
    text = (ROOT / path).read_text("utf-8")
    code = [*re.findall(r"`([^`\n]+)`", text), *re.findall(r"^```sh\n(.*?)^```", text, re.MULTILINE | re.DOTALL)]
    called = r"(?<!exec )(?<!lib/)\buploader(?: --config \S+)? ([a-z]+)\b(?!\.)"
    assert {word for part in code for word in re.findall(called, re.sub("#.*", "", part))} <= known


@pytest.mark.parametrize("path", DOCUMENTS)
def test_modules_that_are_named_exist(path: str) -> None:
    for named in re.findall(
        r"`((?:uploader|tests|scripts|migrations|deploy|docs)/[\w/.-]+)`", (ROOT / path).read_text("utf-8")
    ):
        assert (ROOT / named).exists(), named


def test_every_cause_and_every_state_is_told_with_what_to_do() -> None:
    told = {
        word for row in _firsts(_operating().partition("\n## Messages")[0]) for word in re.findall(r"`([^`]+)`", row)
    }
    assert {str(cause) for cause in Cause} | {str(state) for state in State} == told


def test_messages_that_are_told_are_said() -> None:
    code = "".join((ROOT / path).read_text("utf-8") for path in TRACKED if re.fullmatch(r"uploader/.*\.py", path))
    said = re.sub(r"\{[^{}]*\}", "\0", code)
    chapter = (ROOT / "docs/operating.md").read_text("utf-8").partition("## Messages")[2].partition("\n## ")[0]
    firsts = re.findall(r"^\| (.*?) \|", chapter, re.MULTILINE)
    told = [
        piece.strip() for first in firsts for message in re.findall(r"`([^`]+)`", first) for piece in message.split("…")
    ]
    assert len(told) > 15
    assert [piece for piece in told if piece not in said] == []


def test_everything_that_regenerate_says_of_a_post_is_told() -> None:
    assert {str(fate) for fate in Fate} <= set(_firsts(_operating()))


def _operating() -> str:
    return (ROOT / "docs/operating.md").read_text("utf-8")


def _firsts(text: str) -> list[str]:
    """The first cell of every row of its tables."""
    return re.findall(r"^\| (.*?) \|", text, re.MULTILINE)


@pytest.mark.parametrize("path", [*DOCUMENTS, ".pre-commit-config.yaml", ".ci/run"])
def test_make_targets_that_are_named_exist(path: str) -> None:
    rules = re.findall(r"^([a-z -]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE)
    targets = {word for rule in rules for word in rule.split()}
    text = (ROOT / path).read_text("utf-8")
    if path.endswith(".md"):
        text = "\n".join(span or line for span, line in re.findall(r"`([^`\n]+)`|^(make .*)$", text, re.MULTILINE))
    named = re.findall(r"^(?: *entry: )?make ([a-z -]+)", text, re.MULTILINE)
    assert {word for words in named for word in words.split()} <= targets

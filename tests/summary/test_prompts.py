import re
from hashlib import sha256
from pathlib import Path
from string import Template

import pytest
from pydantic import BaseModel

from uploader.files import folder
from uploader.summary import prompts as files
from uploader.summary.prompts import SYSTEM, TEMPLATES, Prompts
from uploader.summary.shapes import ExamineAnswer, MergeAnswer, OutlineAnswer, SectionAnswer, schema


def test_system_prompts_are_sent_to_the_byte_as_they_stand_in_their_files(prompts: Prompts) -> None:
    for name in SYSTEM:
        assert prompts.text(name) == (folder("prompts") / f"{name}.md").read_bytes().decode()


def test_every_file_of_the_folder_is_known_and_read(prompts: Prompts) -> None:
    assert {path.stem for path in folder("prompts").glob("*.md")} == {name for name, _ in prompts.texts}


def test_a_digest_names_the_bytes_of_a_file(prompts: Prompts) -> None:
    assert prompts.digests("merge") == (("merge", sha256((folder("prompts") / "merge.md").read_bytes()).hexdigest()),)
    assert [name for name, _ in prompts.digests()] == [*SYSTEM, *TEMPLATES]


def test_a_changed_prompt_changes_its_own_digest_alone(tmp_path: Path, prompts: Prompts) -> None:
    for name, text in prompts.texts:
        (tmp_path / f"{name}.md").write_text(text + ("\n" if name == "section" else ""), "utf-8")
    changed = set(files.load(tmp_path).digests()) ^ set(prompts.digests())
    assert {name for name, _ in changed} == {"section"}


def test_a_missing_file_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError):
        files.load(tmp_path)


def test_only_templates_have_variables(prompts: Prompts) -> None:
    for name in SYSTEM:
        assert not Template(prompts.text(name)).get_identifiers()
    for name in TEMPLATES:
        template = Template(prompts.text(name))
        assert template.is_valid()
        assert template.get_identifiers()


@pytest.mark.parametrize(
    ("name", "shape"),
    [("outline", OutlineAnswer), ("section", SectionAnswer), ("merge", MergeAnswer), ("examine", ExamineAnswer)],
)
def test_a_prompt_explains_every_key_it_asks_for(name: str, shape: type[BaseModel], prompts: Prompts) -> None:
    top = schema(shape)["properties"]
    assert isinstance(top, dict)
    rows = [value["items"].get("properties", {}) for value in top.values() if "items" in value]
    for key in (*top, *(key for row in rows for key in row)):
        assert re.search(rf"\b{key}\b", prompts.text(name)), key


def test_filling_is_strict_and_values_are_never_read_as_templates() -> None:
    prompts = Prompts((("greeting", "$who says $what"),))
    assert prompts.fill("greeting", who="$what", what="${who} $5") == "$what says ${who} $5"
    with pytest.raises(KeyError):
        prompts.fill("greeting", who="she")

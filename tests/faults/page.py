"""`docs/faults.md`: every table that the tests hold."""

from collections.abc import Mapping
from pathlib import Path

from tests.faults.test_git import told as git
from tests.faults.test_model import told as model
from tests.faults.test_own import told as own
from tests.faults.test_youtube import told as youtube


def document() -> str:
    """The page."""
    parts = [(Path(__file__).parent / "head.md").read_text("utf-8")]
    families: list[tuple[str, str, Mapping[str, str]]] = [
        ("YouTube", "tests/faults/test_youtube.py", youtube()),
        ("The model", "tests/faults/test_model.py", model()),
        ("Git", "tests/faults/test_git.py", git()),
        ("Our own", "tests/faults/test_own.py", own()),
    ]
    for name, where, rows in families:
        parts.append(f"\n## {name}\n\n`{where}`\n\n| fault | ends |\n|---|---|\n")
        parts += [f"| {fault} | {end} |\n" for fault, end in rows.items()]
    return "".join(parts)

"""`make faults`: write `docs/faults.md` from the tables that the tests hold."""

from pathlib import Path

from tests.faults.page import document

if __name__ == "__main__":
    (Path(__file__).resolve().parents[2] / "docs/faults.md").write_text(document(), "utf-8")

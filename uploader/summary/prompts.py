"""The prompt files: read once from a folder, named by their digests, filled by `string.Template`.

`outline.md`, `section.md`, `merge.md` and `examine.md` are system messages (`stream.md` follows the first in one) and
are sent to the byte as they stand in the file: a constant beginning is what providers' prompt caches serve. The other
files are templates of user messages. Their `$names` are filled strictly, and what is filled in is never read as a
template.
"""

from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from string import Template
from typing import Final

from uploader.files import folder

SYSTEM: Final = ("outline", "stream", "section", "merge", "examine")
"""Files without variables, sent as they are."""

TEMPLATES: Final = (
    "outline-talk",
    "outline-part",
    "stream-talk",
    "section-talk",
    "section-blocks",
    "merge-talk",
    "merge-stream",
    "repair-section",
    "repair-merge",
    "examine-section",
    "again",
)
"""Files whose `$names` are filled."""


@dataclass(frozen=True, slots=True)
class Prompts:
    """All prompt files as read: (name without `.md`, text)."""

    texts: tuple[tuple[str, str], ...]

    def text(self, name: str) -> str:
        """The file as it stands.

        Raises:
            KeyError: no such prompt.
        """
        return dict(self.texts)[name]

    def fill(self, name: str, **values: str) -> str:
        """The template with every variable filled, without the blank lines that empty values leave at its end.

        Raises:
            KeyError: no such prompt, or a variable without its value.
            ValueError: a `$` that begins no name.
        """
        return Template(self.text(name)).substitute(values).strip()

    def digests(self, *names: str) -> tuple[tuple[str, str], ...]:
        """(name, SHA-256 of the file's UTF-8) of these prompts, or of all: what a summary keeps."""
        wanted = names or tuple(name for name, _ in self.texts)
        return tuple((name, sha256(self.text(name).encode()).hexdigest()) for name in wanted)


def load(place: Path | None = None) -> Prompts:
    """Read all prompt files of `place`; by default those that belong to the program.

    Raises:
        OSError: one is missing: the installation is damaged.
    """
    place = place or folder("prompts")
    return Prompts(tuple((name, (place / f"{name}.md").read_text("utf-8")) for name in (*SYSTEM, *TEMPLATES)))

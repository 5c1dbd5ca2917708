"""Which of a channel's videos are wanted: by kind, title and length.

A title's pattern is words that it holds, case apart, with `*` for anything between them: no regular expression, so no
pattern can take long, and none means something else than it shows.
"""

import unicodedata
from dataclasses import dataclass

from uploader.errors import Cause, Never
from uploader.models import Details


@dataclass(frozen=True, slots=True)
class Filters:
    """What is wanted of a channel.

    Attributes:
        kinds: video, short, stream.
        title_include: patterns of which a title holds one at least; none lets every title pass.
        title_exclude: patterns of which it holds none.
        least_seconds: shorter videos are not wanted.
    """

    kinds: frozenset[str] = frozenset({"video", "short", "stream"})
    title_include: tuple[str, ...] = ()
    title_exclude: tuple[str, ...] = ()
    least_seconds: float = 0

    def pass_title(self, title: str) -> None:
        """Let a title pass.

        Raises:
            Never: it is not wanted.
        """
        if found := next((each for each in self.title_exclude if holds(title, each)), None):
            raise Never(Cause.UNWANTED_TITLE, f"it holds {found!r} of title_exclude")
        if self.title_include and not any(holds(title, each) for each in self.title_include):
            raise Never(Cause.UNWANTED_TITLE, "it holds nothing of title_include")

    def pass_video(self, details: Details) -> None:
        """Let a video pass; one whose length is not known yet (upcoming, live) is not too short.

        Raises:
            Never: it is not wanted.
        """
        if details.kind not in self.kinds:
            raise Never(Cause.UNWANTED_KIND, details.kind)
        self.pass_title(details.title)
        if details.duration is not None and details.duration < self.least_seconds:
            shown, least = details.duration / 60, self.least_seconds / 60
            raise Never(Cause.TOO_SHORT, f"{shown:.1f} minutes, wanted are {least:g}")


def holds(title: str, pattern: str) -> bool:
    """Whether the title holds the pattern's pieces in their order."""
    text, at = _folded(title), 0
    for piece in _folded(pattern).split("*"):
        found = text.find(piece, at)
        if found < 0:
            return False
        at = found + len(piece)
    return True


def _folded(text: str) -> str:
    """Case, width and composition apart: Korean titles come composed and decomposed."""
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())

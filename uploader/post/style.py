"""What the blog's owner may choose about posts; the defaults are those of the blog this was made for."""

from dataclasses import dataclass
from typing import Literal

from uploader.post.formats import Format

AUTO_TAG = "자동 업로드"
"""Always among the tags: readers and later runs know by it that no person wrote the post."""


@dataclass(frozen=True, slots=True)
class Style:
    """How posts look; everything else about them is fixed.

    Attributes:
        format: the generator that the post is written for.
        thumbnail: forces one size; None takes the size that YouTube has.
        thumbnail_width: pixels at most.
        separators: `---` between sections.
        moments: a link to its moment under each section's heading.
        bold_leads: a key point opens with its subject in bold.
        dated: `made` dates a post by the moment it was made, `uploaded` by the video's upload (for old videos).
    """

    format: Format = "astropaper"
    author: str = "AI Makers Club"
    tags: tuple[str, ...] = ("AI", "YouTube 요약", AUTO_TAG)
    featured: bool = True
    thumbnail: Literal["maxresdefault", "hqdefault"] | None = None
    thumbnail_width: int = 640
    separators: bool = True
    moments: bool = True
    bold_leads: bool = True
    dated: Literal["made", "uploaded"] = "made"

    @property
    def labels(self) -> tuple[str, ...]:
        """The tags as a post carries them: each once, `AUTO_TAG` among them."""
        return tuple(dict.fromkeys(self.tags if AUTO_TAG in self.tags else (*self.tags, AUTO_TAG)))

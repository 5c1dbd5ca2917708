"""What came of the kills, judged by the blog, the database, the model server's book and the program's log."""

import subprocess
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.chaos.books import Books
from tests.scene import Scene
from tests.site.world import git
from uploader.demo.exchange import Exchange
from uploader.demo.model_faults import Kind

_WITH_TEXT = {"", Kind.CUT, Kind.BAD_JSON, Kind.FENCED_JSON}
"""Faults of answers that arrive all the same: what was delivered is kept, and paid for."""


@dataclass
class Toll:
    """The figures; `lost`, `twice`, `asked_again`, `wrong` and `crashes` must be empty.

    Attributes:
        amid_work: kills while a video was under way.
        ended: how many videos ended in each state.
        cut_off: answers on their way to a process at its death, which nobody could keep; they were asked for again.
        wrong: what git and the database find wrong with themselves.
        crashes: exits and tracebacks that nobody caused.
    """

    videos: int
    kills: int = 0
    amid_work: int = 0
    starts: int = 0
    faults: int = 0
    published: int = 0
    ended: dict[str, int] = field(default_factory=dict)
    lost: list[str] = field(default_factory=list)
    twice: list[str] = field(default_factory=list)
    asked_again: list[str] = field(default_factory=list)
    cut_off: int = 0
    wrong: list[str] = field(default_factory=list)
    crashes: list[str] = field(default_factory=list)
    seconds: float = 0.0

    @property
    def bad(self) -> list[str]:
        """Everything that must not be."""
        return [*self.lost, *self.twice, *self.asked_again, *self.wrong, *self.crashes]


def arrived(exchange: Exchange) -> bool:
    """Whether an answer with a text was handed over whole."""
    return exchange.status == 200 and exchange.delivered and exchange.fault in _WITH_TEXT


def astray(books: Books, ends: dict[str, str]) -> list[str]:
    """The videos that are not where they must end; one that waits as it must has to say for what."""
    states = books.states()
    found = {video: states.get(video, ("unknown", None, "")) for video in ends}
    return [
        f"{video}: {found[video]}, not {end}"
        for video, end in ends.items()
        if found[video][0] != end or (end == "waiting" and found[video][1] != "upcoming")
    ]


def judge(toll: Toll, scene: Scene, books: Books, ends: dict[str, str]) -> None:
    """Fill in what can be seen when all is over; `ends` is the state that each video must be in."""
    toll.lost = astray(books, ends)
    toll.ended = dict(Counter(state for state, _, _ in books.states().values()))
    trailers = Counter(git(scene.bare, "log", "--format=%(trailers:key=Video-Id,valueonly)", "main").split())
    toll.published = len(trailers)
    toll.twice = [f"{video} was published {times} times" for video, times in trailers.items() if times > 1]
    posts = {Path(path).stem for path in scene.posts()}
    toll.lost += [
        f"{video}: post and state do not agree"
        for video, end in ends.items()
        if (end == "published") != (video in posts)
    ]
    if again := books.asked_though_kept():
        toll.asked_again.append(f"{again} calls were made though their answer was kept")
    bought = Counter(exchange.key for exchange in filter(arrived, scene.model.asked()))
    toll.cut_off = sum(bought.values()) - len(bought)
    toll.wrong += books.wrong()
    fsck = subprocess.run(
        ["git", "-C", scene.bare, "fsck", "--strict", "--full"], check=False, capture_output=True, text=True
    )
    if fsck.returncode:
        toll.wrong.append(f"git fsck: {fsck.stderr}")
    log = (scene.folder / "log.txt").read_text("utf-8", errors="replace")
    toll.crashes += [line for line in log.splitlines() if line.startswith("Traceback")]

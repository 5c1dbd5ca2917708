"""`run`, and now and then `once` beside it, killed at moments drawn by seed, until the last kill; then left to finish.

A life is the time between two kills. Its moment is a time after `run` is at work (one in eight: while it starts), a
number of the model's answers, or the push of a post. Half of the SIGKILLs meet the whole process group, with the git
that it is running, as when a container is taken away. Whoever of the two survives goes on beside the next one.
"""

import os
import random
import signal
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path

from tests.chaos import toll
from tests.chaos.books import Books
from tests.chaos.toll import Toll
from tests.chaos.world import CHANNEL, answers_for, empty_channel, model_fault, talks, youtube_fault
from tests.scene import Scene
from uploader.demo.emulator import EmulatedVideo, emulated
from uploader.demo.model_server import ModelServer, Pace

LONGEST_LIFE = 4.0
LONGEST_START = 20.0
"""Seconds: of a life at work, and before it is at work."""
FINISH_SECONDS = 180.0


def chaos(folder: Path, *, kills: int, videos: int, seed: int, database_url: str | None = None) -> Toll:
    """Kill the program so often while so many videos come; what came of it."""
    planned = list(talks(videos))
    answers = answers_for({video.video_id: kind for video, kind, _ in planned}, folder / "answers")
    ends = {str(video.video_id): str(state) for video, _, state in planned}
    with (
        emulated(empty_channel(), folder) as youtube,
        ModelServer(answers, pace=Pace(first_token=0.1, tokens_per_second=1000), log=folder / "model.jsonl") as model,
    ):
        scene = Scene(folder, youtube, model)
        scene.environment |= {
            "UPLOADER_FIRST_RUN_VIDEOS": "1000",
            "UPLOADER_POLL_MINUTES": "0.02",
            "UPLOADER_REUPLOADS": "publish",  # the samples are few: many of the videos show the same talk
            "UPLOADER_LLM_TIMEOUT_SECONDS": "4",
        }
        if database_url is not None:
            scene.environment["UPLOADER_DATABASE_URL"] = database_url
        books = Books(database_url or f"sqlite:///{scene.database}")
        try:
            harness = _Harness(scene, books, random.Random(seed), Toll(videos), [video for video, _, _ in planned])
            return harness.runs(kills, ends)
        finally:
            books.close()


@dataclass
class _Harness:
    scene: Scene
    books: Books
    chance: random.Random
    toll: Toll
    to_come: list[EmulatedVideo]
    living: "dict[str, subprocess.Popen[bytes]]" = field(default_factory=dict)
    delivered: defaultdict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """Each video's questions that were answered, by the model server's book."""
    kept: dict[str, int] = field(default_factory=dict)
    """How many answers of each video were kept at the last death."""
    seen: int = 0
    log_begins: int = 0

    def runs(self, kills: int, ends: dict[str, str]) -> Toll:
        begun = time.monotonic()
        come = len(self.to_come)
        try:
            while self.toll.kills < kills:
                due = come * (self.toll.kills + 1) // max(1, kills * 9 // 10)
                self._publish(due - (come - len(self.to_come)))
                self._trouble()
                self._live()
            self._publish(len(self.to_come))
            self._finish(ends)
        finally:
            for child in self.living.values():
                self._kill(child, group=True)
        toll.judge(self.toll, self.scene, self.books, ends)
        self.toll.seconds = time.monotonic() - begun
        return self.toll

    def _publish(self, count: int) -> None:
        for _ in range(min(count, len(self.to_come))):
            video = replace(self.to_come.pop(0), published=datetime.now(UTC).replace(microsecond=0))
            self.scene.youtube.emulator.publish(CHANNEL, video)

    def _trouble(self) -> None:
        if self.books.made():
            self.books.hours_pass()
        if self.chance.random() < 0.5:
            self.scene.youtube.emulator.inject(youtube_fault(self.chance))
            self.toll.faults += 1
        if self.chance.random() < 0.5:
            with self.scene.model.lock:
                self.scene.model.faults.planned.append(model_fault(self.chance))
            self.toll.faults += 1

    def _live(self) -> None:
        """From a start to a kill."""
        if "run" not in self.living:
            self._start("run")
        if "once" not in self.living and self.chance.random() < 0.3:
            self._start("once")
        if self.chance.random() < 1 / 8:
            time.sleep(self.chance.uniform(0.2, 2))
        else:
            self._wait(self._at_work, LONGEST_START)
            self._wait(self._moment(), LONGEST_LIFE)
        self._bury()
        busy = self.books.made() and self.books.busy()
        chosen = sorted(name for name in self.living if name == "run" or self.chance.random() < 0.7)
        if len(chosen) > 1 and self.chance.random() < 0.5:
            chosen = [self.chance.choice(chosen)]
        for name in chosen:
            self._kill(self.living.pop(name), group=self.chance.random() < 0.5)
            self.toll.kills += 1
            self.toll.amid_work += bool(busy)
        self._count()

    def _wait(self, moment: Callable[[], bool], seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not moment():
            time.sleep(0.002)

    def _at_work(self) -> bool:
        return " running " in self._log.read_text("utf-8", errors="replace")[self.log_begins :]

    @property
    def _log(self) -> Path:
        return self.scene.folder / "log.txt"

    def _moment(self) -> Callable[[], bool]:
        match self.chance.choices(["time", "answers", "push"], [4, 4, 2])[0]:
            case "answers":
                wanted = len(self.scene.model.exchanges) + self.chance.randint(1, 6)
                return lambda: len(self.scene.model.exchanges) >= wanted
            case "push":
                before = self._tip()
                return lambda: self._tip() != before
            case _:
                at = time.monotonic() + self.chance.uniform(0, 2.5)
                return lambda: time.monotonic() >= at

    def _tip(self) -> str:
        return (self.scene.bare / "refs/heads/main").read_text()

    def _start(self, name: str) -> None:
        self.toll.starts += 1
        with self._log.open("ab") as log:
            if name == "run":
                self.log_begins = len(self._log.read_text("utf-8", errors="replace"))
            self.living[name] = subprocess.Popen(
                [sys.executable, "-c", "from uploader.cli import main; main()", name],
                cwd=self.scene.folder, env=self.scene.environment, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def _bury(self) -> None:
        """Those who ended by themselves: `once` may, `run` must not."""
        for name, child in list(self.living.items()):
            if (code := child.poll()) is not None:
                del self.living[name]
                if name == "run" or code not in {0, 1, 3}:
                    self.toll.crashes.append(f"{name} ended with {code}")

    @staticmethod
    def _kill(child: "subprocess.Popen[bytes]", *, group: bool) -> None:
        if child.poll() is None:
            if group:
                os.killpg(child.pid, signal.SIGKILL)
            else:
                child.kill()
            child.wait()

    def _count(self) -> None:
        """Note what was delivered and what is kept, and whether more was asked again than was not kept.

        What is kept is counted before what was delivered, so that what is on its way does not look kept.
        """
        kept = self.books.kept() if self.books.made() else {}
        delivered = list(self.scene.model.exchanges)
        fresh = delivered[self.seen :]
        for video, keys in self.delivered.items():
            again = {exchange.key for exchange in fresh} & keys
            if len(again) > len(keys) - self.kept.get(video, 0):
                self.toll.asked_again.append(
                    f"{video}: {len(again)} asked again, {self.kept.get(video, 0)} of {len(keys)} kept"
                )
        for exchange in filter(toll.arrived, fresh):
            self.delivered[exchange.video].add(exchange.key)
        self.kept, self.seen = kept, len(delivered)

    def _finish(self, ends: dict[str, str]) -> None:
        until = time.monotonic() + FINISH_SECONDS
        while time.monotonic() < until:
            self._bury()
            if "run" not in self.living:
                self._start("run")
            if self.books.made():
                self.books.hours_pass()
                if not toll.astray(self.books, ends):
                    break
            time.sleep(0.5)
        self._wait(self._at_work, LONGEST_START)  # before that a SIGTERM is Python's own, not a leaving in order
        run = self.living.pop("run")
        run.terminate()
        if (code := run.wait(15)) != 0:
            self.toll.crashes.append(f"run left with {code}")
        self._count()

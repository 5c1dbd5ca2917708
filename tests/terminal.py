"""A person at a terminal: the program asks, they type."""

import os
import pty
import select
import subprocess
import time

from tests.scene import Scene


class Terminal:
    """The program on a terminal of its own; waits for a question, types an answer."""

    def __init__(self, scene: Scene, *arguments: str) -> None:
        self.ours, theirs = pty.openpty()
        self.child = subprocess.Popen(
            [*scene.program, *arguments],
            cwd=scene.folder,
            env=scene.environment,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
        )
        os.close(theirs)
        self.shown, self.read = "", 0

    def _reads(self) -> bool:
        if not select.select([self.ours], [], [], 60)[0]:
            self.child.kill()
            raise AssertionError(f"silent\n{self.shown}")
        try:
            self.shown += os.read(self.ours, 4096).decode("utf-8", "replace")
        except OSError:  # its end is closed
            return False
        return True

    def answers(self, question: str, answer: str) -> None:
        while question not in self.shown[self.read :]:
            assert self._reads(), self.shown
        self.read = len(self.shown)
        time.sleep(0.3)  # a secret's question drops what was typed before it turned the echo off
        os.write(self.ours, f"{answer}\n".encode())

    def ends(self) -> int:
        while self._reads():
            pass
        os.close(self.ours)
        return self.child.wait(60)

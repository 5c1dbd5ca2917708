"""Times both on a talk of twenty minutes, in turn; prints the ratio, and what of ours the answers alone take."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from bench.world import reader, speech
from bench.world.scene import POSTS, REAL, ROOT, WHO, blog, environment, git, load, program, timed
from uploader.demo.completion import TokenCount
from uploader.demo.emulator import EmulatedChannel, World, emulated
from uploader.demo.model_server import ModelServer
from uploader.demo.sample import CHANNEL, HANDLE
from uploader.ids import parse_video_id

TALK = parse_video_id("bench-talk1")
GOAL = 0.6


@contextmanager
def one_answer(text: str) -> Iterator[str]:
    """An endpoint of the same speed that answers everything with `text`; its base URL."""
    count = TokenCount()

    class Handler(BaseHTTPRequestHandler):
        def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class's name
            pass

        def do_POST(self) -> None:
            sent = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            usage = count(sent, text)
            time.sleep(REAL.seconds(usage["completion_tokens"]))
            message = {"role": "assistant", "content": text}
            answer = {
                "id": "1", "object": "chat.completion", "created": 0, "model": "any", "usage": usage,
                "choices": [{"index": 0, "finish_reason": "stop", "message": message}],
            }  # fmt: skip
            raw = json.dumps(answer).encode()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(raw)))
            self.end_headers()
            self.wfile.write(raw)

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/v1"
        server.shutdown()


def once(folder: Path, talk: speech.Speech, post: str | None) -> tuple[float, float, str]:
    """Seconds of uploader and of the naive script, and the post that both push.

    The naive one goes first where the post is known from an earlier round.
    """
    video = talk.video(TALK, datetime.now(UTC) - timedelta(hours=2))
    world = World((EmulatedChannel(CHANNEL, HANDLE, "Bench Talks", (video,)),))
    with emulated(world, folder) as youtube, ModelServer(pace=REAL, write=reader.answer) as model:
        ours, theirs = blog(folder, "ours"), blog(folder, "theirs")
        git(folder, "clone", "-q", str(theirs), "clone")
        given = environment(folder, ours, youtube, model)

        def naive(text: str) -> float:
            with one_answer(text) as base_url:
                script = [sys.executable, str(ROOT / "bench" / "speed" / "naive.py"), TALK, str(folder / "clone")]
                theirs = {
                    **os.environ,
                    **youtube.environment,
                    **WHO,
                    "OPENAI_API_KEY": "none",
                    "OPENAI_BASE_URL": base_url,
                }
                return timed(lambda: subprocess.run(script, check=True, env=theirs, capture_output=True))

        before = naive(post) if post else None
        mine = timed(lambda: program(given, "backfill", "--video-id", TALK))
        text = git(ours, "show", f"main:{POSTS}/{TALK}.md")
        return mine, before or naive(text), text


def main(arguments: list[str] | None = None) -> int:
    """0 where the goal is met."""
    parser = argparse.ArgumentParser(prog="bench.speed", description="uploader against the naive script.")
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=20)
    given = parser.parse_args(arguments)
    talk = speech.talk(7, given.minutes)
    sys.stdout.write(f"a talk of {talk.seconds / 60:.1f} minutes, {talk.words:,} words; {load()}\n")
    ratios: list[float] = []
    post = None
    for _ in range(given.rounds):
        with tempfile.TemporaryDirectory() as folder:
            mine, naive, post = once(Path(folder), talk, post)
        ratios.append(mine / naive)
        size = f"{len(post):,} characters"
        sys.stdout.write(f"uploader {mine:6.1f} s   naive {naive:6.1f} s   ratio {ratios[-1]:.2f}   post {size}\n")
        sys.stdout.flush()
    sys.stdout.write(f"median ratio {median(ratios):.2f}, goal {GOAL}\n")
    return int(median(ratios) > GOAL)


if __name__ == "__main__":
    sys.exit(main())

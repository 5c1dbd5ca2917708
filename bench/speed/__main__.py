"""Times both on the sample's longest talk: 0.5 s to the first token, then 80 tokens a second; prints the ratio."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median

from uploader.demo.completion import TokenCount
from uploader.demo.emulator import emulated
from uploader.demo.model_server import ModelServer, Pace
from uploader.demo.sample import CHANNEL, sample_world

ROOT = Path(__file__).resolve().parents[2]
TALK = "demo-evals1"
PACE = Pace(0.5, 80)
GOAL = 0.6
WHO = {f"GIT_{role}_{what}": "bench@localhost" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}


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
            time.sleep(PACE.seconds(usage["completion_tokens"]))
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


def timed(run: Callable[[], object]) -> float:
    """Seconds that it takes."""
    start = time.monotonic()
    run()
    return time.monotonic() - start


def once(folder: Path) -> tuple[float, float, int]:
    """Seconds of uploader and of the naive script, and the characters of the post that both push."""
    with emulated(sample_world(datetime.now(UTC)), folder) as youtube, ModelServer(pace=PACE) as model:
        given = {**os.environ, **youtube.environment, "PYTHONPATH": str(ROOT), "OPENAI_API_KEY": "none", **WHO}
        ours, theirs = _blog(folder, "ours"), _blog(folder, "theirs")
        environment = {
            **given, "UPLOADER_DATA_DIR": str(folder / "data"), "UPLOADER_SITE_REPOSITORY": str(ours),
            "UPLOADER_CHANNELS": CHANNEL, "UPLOADER_YOUTUBE_PACE_SECONDS": "0", "UPLOADER_LLM_MODEL": "replayed",
            "OPENAI_BASE_URL": model.base_url,
        }  # fmt: skip
        command = [sys.executable, "-c", "from uploader.cli import main; main()", "backfill", "--video-id", TALK]
        mine = timed(lambda: subprocess.run(command, check=True, env=environment, capture_output=True))
        post = _git(ours, "show", f"main:src/data/blog/{TALK}.md")
        _git(folder, "clone", "-q", str(theirs), "clone")
        with one_answer(post) as base_url:
            script = [sys.executable, str(ROOT / "bench" / "speed" / "naive.py"), TALK, str(folder / "clone")]
            environment = {**given, "OPENAI_BASE_URL": base_url}
            naive = timed(lambda: subprocess.run(script, check=True, env=environment, capture_output=True))
        return mine, naive, len(post)


def _blog(folder: Path, name: str) -> Path:
    bare = folder / f"{name}.git"
    _git(folder, "init", "-q", "--bare", "-b", "main", str(bare))
    _git(folder, "clone", "-q", str(bare), f"{name}-first")
    (folder / f"{name}-first" / "README.md").write_text("a blog\n")
    for command in (["add", "."], ["commit", "-qm", "first"], ["push", "-q", "origin", "HEAD:main"]):
        _git(folder / f"{name}-first", *command)
    return bare


def _git(at: Path, *command: str) -> str:
    command = ("-C", str(at), *command)
    done = subprocess.run(["git", *command], check=True, capture_output=True, text=True, env=os.environ | WHO)
    return done.stdout


def main() -> int:
    """0 where the goal is met."""
    parser = argparse.ArgumentParser(prog="bench.speed", description="uploader against the naive script.")
    parser.add_argument("--rounds", type=int, default=3)
    ratios: list[float] = []
    for _ in range(parser.parse_args().rounds):
        with tempfile.TemporaryDirectory() as folder:
            mine, naive, size = once(Path(folder))
        ratios.append(mine / naive)
        sys.stdout.write(f"uploader {mine:6.1f} s   naive {naive:6.1f} s   ratio {ratios[-1]:.2f}   post {size:,}\n")
    sys.stdout.write(f"median ratio {median(ratios):.2f}, goal {GOAL}\n")
    return int(median(ratios) > GOAL)


if __name__ == "__main__":
    sys.exit(main())

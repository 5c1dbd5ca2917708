"""One post into a blog of 689 and of 20,000 posts, against plain `git commit && git push`, in turn.

Ours is the whole of publishing: what stands there is looked up, the commit made without a checkout, pushed. The plain
side has its clone with all files checked out, as a script's author would.
"""

import argparse
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from bench.world.scene import POSTS, blog, git, load, timed
from uploader.ids import parse_video_id
from uploader.models import Post
from uploader.site.publish import Blog

GOAL, GROWTH = 1.2, 1.2


def both(folder: Path, posts: int, rounds: int) -> tuple[float, float]:
    """Median seconds of uploader and of plain git on a blog of so many posts."""
    ours, theirs = blog(folder, "ours", posts), blog(folder, "theirs", posts)
    git(folder, "clone", "-q", str(theirs), "clone")
    place = folder / "clone" / POSTS
    place.mkdir(parents=True, exist_ok=True)
    publisher = Blog(str(ours), "main", POSTS, folder / "site")
    text = f"---\ntitle: New\n---\n\n{'밤에 등불을 세는 이야기. ' * 150}\n"
    mine: list[float] = []
    plain: list[float] = []

    def by_hand(name: str) -> None:
        (place / f"{name}.md").write_text(text, "utf-8")
        for command in (["add", f"{POSTS}/{name}.md"], ["commit", "-qm", name], ["push", "-q", "origin", "HEAD:main"]):
            git(folder / "clone", *command)

    for number in range(rounds + 1):
        video = parse_video_id(f"bench-{number:05}")
        post = Post(video, f"{video}.md", text)
        now = datetime.now(UTC)
        sides = [
            (mine, lambda post=post, now=now: publisher.publish(post, subject="post", committed_at=now)),
            (plain, lambda name=str(video): by_hand(name)),
        ]
        for taken, publish in sides if number % 2 else sides[::-1]:
            seconds = timed(publish)
            if number:  # the first one makes our clone, and warms the disk's cache for both
                taken.append(seconds)
    return median(mine), median(plain)


def main(arguments: list[str] | None = None) -> int:
    """0 where both goals are met."""
    parser = argparse.ArgumentParser(prog="bench.publish", description="Publishing against plain git.")
    parser.add_argument("--posts", type=int, nargs=2, default=[689, 20_000])
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args(arguments)
    sys.stdout.write(f"{load()}\n")
    reached, took = True, []
    for posts in given.posts:
        with tempfile.TemporaryDirectory() as folder:
            mine, plain = both(Path(folder), posts, given.rounds)
        took.append(mine)
        reached &= mine / plain <= GOAL
        sys.stdout.write(
            f"{posts:6,} posts: uploader {1000 * mine:.0f} ms, plain git {1000 * plain:.0f} ms, ratio {mine / plain:.2f}, goal {GOAL}\n"
        )
    growth = took[-1] / took[0]
    sys.stdout.write(f"growth {growth:.2f}, goal {GROWTH}\n")
    return int(not reached or growth > GROWTH)


if __name__ == "__main__":
    sys.exit(main())

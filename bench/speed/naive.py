"""The script anyone would write in an afternoon: captions, one call, commit, push. It checks nothing.

`python naive.py VIDEO_ID CLONE`, the endpoint from OPENAI_BASE_URL.
"""

import subprocess
import sys
from pathlib import Path

from openai import OpenAI
from youtube_transcript_api import YouTubeTranscriptApi


def main() -> None:
    """One talk into one post."""
    video_id, clone = sys.argv[1], Path(sys.argv[2])
    talk = " ".join(line.text for line in YouTubeTranscriptApi().fetch(video_id))
    prompt = f"다음 발표를 구간별로 나눠 한국어로 요약하고, 프런트매터가 있는 마크다운 글로 써 줘.\n\n{talk}"
    answer = OpenAI().chat.completions.create(model="any", messages=[{"role": "user", "content": prompt}])
    post = clone / f"{video_id}.md"
    post.write_text(answer.choices[0].message.content or "", encoding="utf-8")
    for command in (["pull", "-q", "--rebase"], ["add", post.name], ["commit", "-qm", video_id], ["push", "-q"]):
        subprocess.run(["git", "-C", str(clone), *command], check=True)


if __name__ == "__main__":
    main()

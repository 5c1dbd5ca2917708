"""Input tokens as charged, cached ones at a quarter, for each token of the transcript: a talk and a stream.

The model counts as a provider with a prompt cache does: a beginning is cached once it was read before, in steps of 128
tokens from 1,024 on. Four bytes are a token. Nothing of an earlier talk is in the cache.
"""

import argparse
import sys

from bench.world import speech
from bench.world.model import READING, CountingReader
from bench.world.parts import parts, read
from bench.world.speech import Speech
from uploader.workflow.writing import Writer

GOALS = {"talk of 20 minutes": 3.5, "stream of 8.6 hours": 2.8}


def charged(said: Speech) -> tuple[float, dict[str, float], int]:
    """Input tokens charged for each of the transcript's; the same by stage; and the tokens of all answers."""
    model = CountingReader()
    with parts(model, model_lead=READING * 1.4) as known:
        writer = Writer(read(said), 0, known)
        outline = writer.outline()
        writer.judged(outline, writer.merge(outline, writer.sections(outline)), lambda _, do: do())
    transcript = sum(len(each.encode()) + 1 for each in said.sentences) / 4
    stages = {stage: 0.0 for stage, _ in model.usage}
    for (stage, name), amount in model.usage.items():
        stages[stage] += {"input": amount, "cached": -0.75 * amount, "output": 0}[name] / transcript
    output = sum(amount for (_, name), amount in model.usage.items() if name == "output")
    return sum(stages.values()), stages, output


def main(arguments: list[str] | None = None) -> int:
    """0 where both goals are met."""
    parser = argparse.ArgumentParser(prog="bench.tokens", description="Input tokens as charged.")
    parser.add_argument("--minutes", type=float, default=20)
    parser.add_argument("--hours", type=float, default=8.6)
    given = parser.parse_args(arguments)
    reached = True
    for (name, goal), said in zip(
        GOALS.items(), (speech.talk(7, given.minutes), speech.stream(3, given.hours)), strict=True
    ):
        ratio, stages, _ = charged(said)
        told = ", ".join(f"{stage} {share:.2f}" for stage, share in stages.items())
        sys.stdout.write(
            f"{name}: {said.words:,} words, {ratio:.2f} charged a transcript token ({told}), goal {goal}\n"
        )
        reached &= ratio <= goal
    return int(not reached)


if __name__ == "__main__":
    sys.exit(main())

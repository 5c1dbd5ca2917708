"""Several questions at once: the longest goes ahead by a moment, then all the others.

Questions that begin alike share a provider's prompt cache, and it serves only what another request brought there
before. So one goes ahead, and it is the one that takes longest: the wait of the others costs no time in the end. Where
it fails at once, the others are not asked.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, wait
from typing import TypeVar

from uploader.workflow.ports import Parts

Question = TypeVar("Question")
Made = TypeVar("Made")


def side_by_side(
    questions: Sequence[Question], ask: Callable[[Question], Made], parts: Parts, *, length: Callable[[Question], float]
) -> list[Made]:
    """What `ask` makes of each question, in their order; those of great `length` are asked first.

    Raises:
        whatever `ask` raised; what was under way is waited for.
    """
    longest, *others = sorted(range(len(questions)), key=lambda place: -length(questions[place]))
    with ThreadPoolExecutor(max_workers=min(len(questions), parts.model_slots)) as pool:
        made = {longest: pool.submit(ask, questions[longest])}
        if others:
            done, _ = wait(made.values(), timeout=parts.model_lead)  # a kept answer is there at once
            for ahead in done:
                ahead.result()
        made |= {place: pool.submit(ask, questions[place]) for place in others}
        return [made[place].result() for place in range(len(questions))]

"""Several questions at once: the longest goes ahead by a moment, then all the others.

Questions that begin alike share a provider's prompt cache, and it serves only what another request brought there
before. So one goes ahead, and it is the one that takes longest: the wait of the others costs no time in the end. Where
it fails at once, the others are not asked.
"""

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from typing import TypeVar

from uploader.errors import Cause, Later
from uploader.workflow.ports import Parts

Question = TypeVar("Question")
Made = TypeVar("Made")


def side_by_side(
    questions: Sequence[Question],
    ask: Callable[[Question], Made],
    parts: Parts,
    *,
    length: Callable[[Question], float] | None = None,
) -> list[Made]:
    """What `ask` makes of each question, in their order; those of great `length` are asked first, if that is told.

    Raises:
        whatever `ask` raised; what was under way is waited for. One that waits for a batch lets all the others be asked
        too, so that one batch holds them all, and is raised when nothing else is.
    """
    order = sorted(range(len(questions)), key=lambda place: -length(questions[place]) if length else 0)
    with ThreadPoolExecutor(max_workers=min(len(questions), parts.model_slots)) as pool:
        made = {order[0]: pool.submit(ask, questions[order[0]])}
        if length and order[1:]:
            done, _ = wait(made.values(), timeout=parts.model_lead)  # a kept answer is there at once
            for ahead in done:
                _batched(ahead)
        made |= {place: pool.submit(ask, questions[place]) for place in order[1:]}
        futures = [made[place] for place in range(len(questions))]
        try:
            waiting = [stop for stop in map(_batched, futures) if stop]
        finally:
            for future in futures:
                future.cancel()  # what has not begun yet
    if waiting:
        raise waiting[0]
    return [future.result() for future in futures]


def _batched(future: Future[Made]) -> Later | None:
    """None once it is made, or why it waits for a batch. Raises whatever else it raised."""
    try:
        future.result()
    except Later as stop:
        if stop.cause is Cause.BATCHED:
            return stop
        raise
    return None

"""How a stop survives a restart: the engine keeps what a step returned, so a stop is returned, and raised again."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, TypeVar

from uploader.errors import Cause, Later, Never, Nobody, OverBudget, Stop, Stopped
from uploader.workflow.ports import Steps

Value = TypeVar("Value")

_KINDS: dict[str, Callable[[Cause, str, datetime | None, Any], Stop]] = {
    "later": lambda cause, detail, until, _: Later(cause, detail, until=until),
    "never": lambda cause, detail, _until, _: Never(cause, detail),
    "nobody": lambda cause, detail, until, service: Nobody(service, cause, detail, until=until),
    "stopped": lambda cause, detail, _until, _: Stopped(cause, detail),
}


def once(steps: Steps, name: str, do: Callable[[], Any]) -> Any:
    """Run `do` as a step whose stop is kept like any result.

    Raises:
        Stop, OverBudget: what `do` raised, now or before a restart.
    """
    kept: dict[str, Any] = steps.step(name, lambda: _kept(do))
    if "stop" in kept:
        raise _raised(kept["stop"])
    return kept["value"]


def _kept(do: Callable[[], Any]) -> dict[str, Any]:
    try:
        return {"value": do()}
    except (Stop, OverBudget) as stop:
        return {"stop": _told(stop)}


def _told(stop: Stop | OverBudget) -> dict[str, Any]:
    if isinstance(stop, OverBudget):
        return {"kind": "over_budget", "cap": stop.cap, "detail": str(stop), "until": _iso(stop.until)}
    kind = next(
        kind
        for kind, cls in (("later", Later), ("never", Never), ("nobody", Nobody), ("stopped", Stopped))
        if isinstance(stop, cls)
    )
    until = stop.until if isinstance(stop, Later | Nobody) else None
    service = stop.service if isinstance(stop, Nobody) else None
    return {"kind": kind, "cause": str(stop.cause), "detail": stop.detail, "until": _iso(until), "service": service}


def _raised(told: dict[str, Any]) -> Stop | OverBudget:
    until = datetime.fromisoformat(told["until"]) if told["until"] else None
    if told["kind"] == "over_budget":
        return OverBudget(told["cap"], told["detail"], until=until)
    return _KINDS[told["kind"]](Cause(told["cause"]), told["detail"], until, told["service"])


def _iso(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None

"""Log lines: one an event, to standard error, plain or JSON; whatever is a secret by type is masked."""

import logging
import sys
from collections.abc import MutableMapping
from typing import Any

import structlog


def configure(*, as_json: bool, quiet: bool = False) -> None:
    """Send log lines to standard error; `quiet` keeps only warnings and worse."""
    level = logging.WARNING if quiet else logging.INFO
    logging.basicConfig(stream=sys.stderr, level=logging.WARNING, format="%(levelname)s %(name)s %(message)s")
    renderer = structlog.processors.JSONRenderer() if as_json else _plain
    structlog.configure(
        processors=[
            structlog.contextvars.merge_contextvars,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            _masked,
            structlog.processors.format_exc_info,
            renderer,
        ],
        wrapper_class=structlog.make_filtering_bound_logger(level),
        logger_factory=structlog.PrintLoggerFactory(sys.stderr),
        cache_logger_on_first_use=False,
    )


def _masked(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> MutableMapping[str, Any]:
    for key, value in event.items():
        if hasattr(value, "get_secret_value"):
            event[key] = "**********"
    return event


def _plain(_logger: Any, _method: str, event: MutableMapping[str, Any]) -> str:
    """`2026-07-30T08:20:11Z settled video_id=… state=published`; nothing from outside can begin a line."""
    head = f"{event.pop('timestamp')[:19]}Z {event.pop('event')}"
    level, trace = event.pop("level"), event.pop("exception", None)
    mark = "" if level == "info" else f" [{level}]"
    pairs = "".join(f" {key}={_shown(value)}" for key, value in event.items() if value not in (None, ""))
    return f"{head}{mark}{pairs}" + (f"\n{trace}" if trace else "")


def _shown(value: Any) -> str:
    text = str(value)
    return text if text.isprintable() and " " not in text else repr(text)

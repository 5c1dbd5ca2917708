"""Notices out into the world, by apprise; the only module that knows it.

A destination is an apprise URL, a secret as a whole: it stands in no log line and no error, neither ours nor apprise's.
"""

import logging
from typing import Protocol

import structlog
from pydantic import SecretStr

log = structlog.get_logger()

SECONDS = 20
"""Longest wait for one destination."""


class Send(Protocol):
    """Sends a notice to the destination; whether it arrived."""

    def __call__(self, destination: SecretStr, title: str, text: str) -> bool:
        """False for whatever kept it from arriving."""
        ...


def send(destination: SecretStr, title: str, text: str) -> bool:
    """Send plain text to one destination; False for whatever kept it from arriving."""
    from apprise import Apprise, AppriseAsset, NotifyFormat

    _silence()
    asset = AppriseAsset(app_id="uploader", app_desc="uploader", service_timeout=SECONDS, interpret_emojis=False)
    try:
        out = Apprise(asset=asset)
        if not out.add(destination.get_secret_value()):
            log.warning("notice not sent", reason="apprise does not know such a URL")
            return False
        return bool(out.notify(body=text, title=title, body_format=NotifyFormat.TEXT, timeout=SECONDS))
    except Exception as fault:  # noqa: BLE001 - a hundred plugins, each with faults of its own; work goes on
        log.warning("notice not sent", reason=type(fault).__name__)
        return False


def is_known(destination: SecretStr) -> bool:
    """Whether apprise can read this URL; nothing is sent."""
    from apprise import Apprise

    _silence()
    return bool(Apprise().add(destination.get_secret_value()))


def _silence() -> None:
    """Apprise's own lines name hosts, and at times the URL; ours say what became of a notice."""
    logger = logging.getLogger("apprise")
    logger.propagate = False
    if not logger.handlers:
        logger.addHandler(logging.NullHandler())

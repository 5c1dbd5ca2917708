"""Sessions of `requests` that always have a timeout, and trust and route as every other client of this program does."""

import os
from collections.abc import Mapping

import requests
from requests.adapters import HTTPAdapter

from uploader.errors import Cause
from uploader.youtube.faults import is_captcha, stop
from uploader.youtube.options import YouTubeOptions


class _Patient(HTTPAdapter):
    """Gives every request a timeout; neither requests nor youtube-transcript-api would."""

    def __init__(self, timeout: float) -> None:
        super().__init__()
        self._timeout = timeout

    def send(
        self,
        request: requests.PreparedRequest,
        stream: bool = False,  # noqa: FBT001, FBT002  # requests' own signature
        timeout: float | tuple[float, float] | tuple[float, None] | None = None,
        verify: bool | str = True,  # noqa: FBT001, FBT002  # requests' own signature
        cert: bytes | str | tuple[bytes | str, bytes | str] | None = None,
        proxies: Mapping[str, str] | None = None,
    ) -> requests.Response:
        return super().send(request, stream, timeout or self._timeout, verify, cert, proxies)


def open_session(options: YouTubeOptions, timeout: float) -> requests.Session:
    """A session to be closed by the caller; `timeout` seconds of silence end a request.

    A request of it raises `Nobody` where a captcha page comes instead of an answer.
    """
    session = requests.Session()
    session.mount("https://", _Patient(timeout))
    session.hooks["response"].append(_no_captcha)
    session.verify = os.environ.get("REQUESTS_CA_BUNDLE") or os.environ.get("SSL_CERT_FILE") or True
    if options.proxy is not None:
        # The environment's proxy would win over the session's otherwise.
        session.trust_env = False
        session.proxies = {"https": options.proxy} if options.proxy else {}
    return session


def _no_captcha(answer: requests.Response, **_: object) -> None:
    if is_captcha(answer.content):
        raise stop(Cause.BLOCKED, "a captcha page")

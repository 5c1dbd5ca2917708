"""Who may see the pages: strangers, other sites and guessers may not."""

import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import SecretStr
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import BaseRoute

from tests.web.world import PASSWORD, Served, served
from uploader.settings import Settings
from uploader.web.access import access_of, is_loopback
from uploader.web.actions import MOST_BYTES, Fields, action
from uploader.web.page import Pages
from uploader.web.today import routes

EVERYWHERE = "0.0.0.0"  # noqa: S104 - that it is refused is the point


def _with_a_doing(pages: Pages) -> list[BaseRoute]:
    def done(_request: Request, fields: Fields) -> Response:
        return PlainTextResponse(f"done {fields['what']} {fields.all('what')}")

    return [*routes(pages), action("/do", done)]


@pytest.fixture
def alone(tmp_path: Path) -> Iterator[Served]:
    """On loopback, no password."""
    with served(tmp_path, _with_a_doing) as pages:
        yield pages


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Served]:
    with served(tmp_path, _with_a_doing, http_token=PASSWORD, http_names=("pages.example.org",)) as pages:
        yield pages


def _signs_in(pages: Served, password: str = PASSWORD, then: str = "/") -> tuple[int, str]:
    answer = pages.posts("/sign-in", {"form_word": pages.word("/sign-in"), "password": password, "next": then})
    return answer.status, answer.headers.get("Location", "")


@pytest.mark.parametrize("host", ["127.0.0.1", "127.3.2.1", "::1", "localhost"])
def test_loopback_needs_no_password(host: str) -> None:
    assert is_loopback(host)
    assert access_of(Settings(http_host=host)).token is None


@pytest.mark.parametrize(
    "given",
    [{"http_host": EVERYWHERE}, {"http_host": "::"}, {"http_host": "192.0.2.7"}, {"http_names": ("a.example",)}],
)  # fmt: skip
def test_anything_else_does(given: dict[str, object]) -> None:
    assert "UPLOADER_HTTP_TOKEN" in (access_of(Settings(**given)).closed or "")  # type: ignore[arg-type]
    assert access_of(Settings(http_token=PASSWORD, **given)).closed is None  # type: ignore[arg-type]


def test_where_strangers_could_look_the_daemon_works_and_shows_nothing_but_its_health(tmp_path: Path) -> None:
    """It ran in a container before there were pages: an upgrade must not stop it."""
    with served(tmp_path, http_names=("pages.example.org",)) as closed:
        for path in ("/", "/sign-in", "/static/uploader.css"):
            answer = closed.asks(path)
            assert answer.status == 403
            assert "UPLOADER_HTTP_TOKEN" in answer.text
        assert closed.asks("/healthz", Host="uploader:8787").status == 200
        assert closed.asks("/metrics", Host="uploader:8787").status == 200


def test_a_short_password_is_none(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 12"):
        Settings(data_dir=tmp_path, http_token=SecretStr("short"))


@pytest.mark.parametrize("host", ["evil.example", "evil.example:8787", "127.0.0.1.evil.example", "8.8.8.8", ""])
def test_a_foreign_name_is_refused(alone: Served, host: str) -> None:
    """A stranger's page may have its own name lead here."""
    assert alone.asks("/", Host=host).status == 421
    assert alone.asks("/metrics", Host=host).status == 421
    assert alone.asks("/healthz", Host=host).status == 200


@pytest.mark.parametrize("host", ["localhost:1", "LOCALHOST", "127.0.0.1", "[::1]:8787"])
def test_our_own_names_are_answered(alone: Served, host: str) -> None:
    assert alone.asks("/", Host=host).status == 200


def test_every_answer_has_its_headers(alone: Served) -> None:
    for path in ("/", "/no-such-page", "/healthz", "/static/uploader.css"):
        headers = alone.asks(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy
        assert headers["X-Content-Type-Options"] == "nosniff"
        assert headers.get("Server") is None
    assert alone.asks("/").headers["Cache-Control"] == "no-store"


def test_no_page_has_a_script_or_style_within_itself(alone: Served) -> None:
    text = alone.asks("/").text
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=|javascript:", text)
    assert re.findall(r'(?:src|href)="(https?:[^"]+)"', text) == []


def test_a_form_of_another_site_does_nothing(alone: Served) -> None:
    word = _word_of(alone)
    fields = {"form_word": word, "what": "it"}
    assert alone.posts("/do", fields, Sec_Fetch_Site="cross-site").status == 403
    assert alone.posts("/do", fields, Sec_Fetch_Site="same-site").status == 403
    assert alone.posts("/do", fields, Origin="http://evil.example").status == 403
    assert alone.posts("/do", fields, Origin="null").status == 403
    unsaid = alone.asks("/do", "POST", f"form_word={word}", Content_Type="application/x-www-form-urlencoded")
    assert unsaid.status == 403
    assert alone.posts("/do", fields).text == "done it ['it']"
    assert alone.posts("/do", fields, Origin=alone.url).status == 200


def _word_of(pages: Served) -> str:
    found = re.search(r'"X-Form-Word": "([\w-]+)"', pages.asks("/").text.replace("&#34;", '"'))
    assert found
    return found[1]


def test_a_form_without_its_word_does_nothing(alone: Served) -> None:
    word = _word_of(alone)
    assert alone.posts("/do", {"what": "it"}).status == 403
    assert alone.posts("/do", {"what": "it", "form_word": "x" * len(word)}).status == 403
    assert alone.posts("/do", {"what": "it"}, X_Form_Word=word).status == 200
    alone.cookies.clear()
    assert alone.posts("/do", {"what": "it", "form_word": word}).status == 403


def test_what_is_no_form_is_refused(alone: Served) -> None:
    word = _word_of(alone)
    assert alone.asks("/do", "POST", "\x00=%ff", Sec_Fetch_Site="same-origin", X_Form_Word=word).status == 200
    assert alone.asks("/do", "POST", "a" * (MOST_BYTES + 1), Sec_Fetch_Site="same-origin").status == 413
    assert alone.asks("/do", "POST", "a=1&" * 2000, Sec_Fetch_Site="same-origin", X_Form_Word=word).status == 400


def test_nothing_is_seen_before_signing_in(guarded: Served) -> None:
    assert guarded.asks("/").headers["Location"] == "/sign-in"
    assert guarded.asks("/videos/a%20b").headers["Location"] == "/sign-in?next=/videos/a%20b"
    assert guarded.asks("/no-such-page").status == 303
    fragment = guarded.asks("/", HX_Request="true")
    assert (fragment.status, fragment.headers["HX-Redirect"]) == (401, "/sign-in")
    assert guarded.posts("/do", {"what": "it"}).headers["Location"] == "/sign-in"
    assert guarded.asks("/healthz").text == "ok\n"


def test_the_password_opens_the_pages_until_one_signs_out(guarded: Served) -> None:
    assert _signs_in(guarded, then="/videos") == (303, "/videos")
    page = guarded.asks("/")
    assert (page.status, PASSWORD in page.text) == (200, False)
    assert guarded.asks("/sign-in").headers["Location"] == "/"
    session = guarded.cookies["uploader-session"]
    assert PASSWORD not in session
    guarded.clock.now += timedelta(days=31)
    assert guarded.asks("/").status == 303
    guarded.clock.now -= timedelta(days=31)
    guarded.posts("/sign-out", {"form_word": _word_of(guarded)})
    assert guarded.asks("/").status == 303


def test_the_cookie_is_out_of_reach(guarded: Served) -> None:
    word = guarded.word("/sign-in")
    answer = guarded.posts("/sign-in", {"form_word": word, "password": PASSWORD})
    (line,) = answer.headers.get_all("Set-Cookie") or []
    assert {"HttpOnly", "SameSite=strict", "Path=/"} <= {part.strip() for part in line.split(";")}


@pytest.mark.parametrize("session", ["", ".", "99999999999.", "99999999999.00", "x.y", "1.한글"])
def test_a_session_of_ones_own_making_opens_nothing(guarded: Served, session: str) -> None:
    guarded.cookies["uploader-session"] = session.encode().decode("latin-1")
    assert guarded.asks("/").status == 303


@pytest.mark.parametrize("then", ["//evil.example", "https://evil.example", "/\\evil.example", ""])
def test_signing_in_leads_nowhere_else(guarded: Served, then: str) -> None:
    assert _signs_in(guarded, then=then) == (303, "/")


def test_guessing_is_slow(guarded: Served) -> None:
    assert [_signs_in(guarded, f"guess {n}")[0] for n in range(7)] == [403] * 5 + [429] * 2
    assert _signs_in(guarded)[0] == 429, "the right one too: a guesser learns nothing"
    guarded.clock.now += timedelta(minutes=1)
    assert _signs_in(guarded)[0] == 303


def test_machines_show_the_password_itself(guarded: Served) -> None:
    assert guarded.asks("/metrics").status == 401
    assert guarded.asks("/metrics", Authorization="Bearer wrong").status == 401
    # Prometheus asks under whatever name it finds us by.
    told = guarded.asks("/metrics", Authorization=f"Bearer {PASSWORD}", Host="uploader:8787")
    assert (told.status, "uploader_videos" in told.text) == (200, True)
    refused = guarded.asks("/do", "POST", "", Authorization=f"Bearer {PASSWORD}", Sec_Fetch_Site="same-origin")
    assert refused.status == 303, "it reads, and changes nothing"


def test_a_name_that_was_given_is_answered(guarded: Served) -> None:
    assert guarded.asks("/sign-in", Host="pages.example.org").status == 200
    assert guarded.asks("/sign-in", Host="192.0.2.7:8787").status == 200
    assert guarded.asks("/sign-in", Host="evil.example").status == 421

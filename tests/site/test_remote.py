"""The token reaches the server, and nothing else."""

import base64
import socket
import ssl
from collections.abc import Generator
from pathlib import Path

import pytest
import trustme

from tests.site.smart_http import _Server, served, url_of
from tests.site.world import VIDEO, World, git, post, publish
from uploader.errors import BadInput, Cause, Later, Nobody, Stop
from uploader.site.check import check
from uploader.site.remote import parse_remote

TOKEN = "ghp_s3cret/+%40token"
BASIC = base64.b64encode(f"x-access-token:{TOKEN}".encode()).decode()


@pytest.fixture
def server(world: World, monkeypatch: pytest.MonkeyPatch) -> Generator[_Server]:
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    git(world.bare, "config", "uploadpack.allowFilter", "true")
    with served(world.root, TOKEN) as running:
        yield running


def test_a_post_is_published_over_http_with_a_token(world: World, server: _Server) -> None:
    blog = world.blog(url_of(server), token=TOKEN)
    assert publish(blog).commit == world.tip()
    assert publish(blog).commit is None
    assert all(line.ok for line in check(blog))
    seen = blog.find(VIDEO)
    assert seen is not None
    assert blog.last_change(seen).ours
    assert set(server.seen) == {f"Basic {BASIC}"}


@pytest.mark.parametrize("variable", ["SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"])
def test_an_authority_of_ones_own_is_named_as_everywhere(
    world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    authority = trustme.CA()
    authority.cert_pem.write_to_path(str(tmp_path / "ca.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert("127.0.0.1").configure_cert(context)
    for name in ("GIT_SSL_CAINFO", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with served(world.root, TOKEN, context) as server:
        url = f"https://127.0.0.1:{server.server_port}/blog.git"
        with pytest.raises(Later, match="certificate"):
            publish(world.blog(url, token=TOKEN))
        monkeypatch.setenv(variable, str(tmp_path / "ca.pem"))
        assert publish(world.blog(url, token=TOKEN)).commit == world.tip()


@pytest.mark.parametrize("form", ["{token}@", "x-access-token:{token}@"])
def test_credentials_in_the_url_are_taken_out_of_it(world: World, server: _Server, form: str) -> None:
    given = url_of(server, form.format(token="ghp_s3cret%2F+%2540token"))
    blog = world.blog(given)
    publish(blog)
    assert blog.remote.url == url_of(server)
    _nothing_written(world.root / "data")


def test_the_token_is_in_no_file_argument_or_message(world: World, server: _Server, spy: Path) -> None:
    blog = world.blog(url_of(server), token=TOKEN)
    publish(blog)
    assert " push " in spy.read_text()
    assert " fetch " in spy.read_text()
    _nothing_written(spy)
    _nothing_written(world.root / "data")
    assert TOKEN not in repr(blog.remote)
    assert BASIC not in repr(blog.remote)


def _nothing_written(place: Path) -> None:
    files = [place] if place.is_file() else [path for path in place.rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        assert not any(secret.encode() in data for secret in (TOKEN, BASIC, "s3cret"))


def test_a_wrong_token_stops_everybody(world: World, server: _Server) -> None:
    for token in ("ghp_wrong", None):
        blog = world.blog(url_of(server), token=token)
        with pytest.raises(Nobody) as nobody:
            publish(blog)
        assert (nobody.value.service, nobody.value.cause) == ("site", Cause.BAD_CREDENTIALS)
        assert "ghp_wrong" not in str(nobody.value)
        line = check(blog)[-1]
        assert not line.ok
        assert "UPLOADER_SITE_TOKEN" in line.cure


@pytest.mark.parametrize(
    ("status", "kind", "cause"),
    [
        (401, Nobody, Cause.BAD_CREDENTIALS),
        (403, Nobody, Cause.BAD_CREDENTIALS),
        (404, Nobody, Cause.BAD_CREDENTIALS),
        (429, Later, Cause.REMOTE_UNREACHABLE),
        (500, Later, Cause.REMOTE_UNREACHABLE),
        (503, Later, Cause.REMOTE_UNREACHABLE),
    ],
)
@pytest.mark.parametrize("known", [False, True])
def test_each_status_has_its_consequence(
    world: World, server: _Server, status: int, kind: type[Stop], cause: Cause, *, known: bool
) -> None:
    blog = world.blog(url_of(server), token=TOKEN)
    if known:
        blog.find(VIDEO)
    server.answer = status
    with pytest.raises(kind) as stop:
        publish(blog)
    assert stop.value.cause is cause
    assert TOKEN not in str(stop.value)
    server.answer = None
    assert publish(blog).commit


def test_a_token_that_may_read_and_not_write(world: World, server: _Server) -> None:
    git(world.bare, "config", "http.receivepack", "false")
    blog = world.blog(url_of(server), token=TOKEN)
    assert blog.find(VIDEO) is None
    with pytest.raises(Nobody) as nobody:
        publish(blog)
    assert nobody.value.cause is Cause.BAD_CREDENTIALS
    lines = check(blog)
    assert [line.ok for line in lines] == [True, True, False]


def test_nobody_at_the_other_end(world: World) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        with pytest.raises(Later) as later:
            publish(world.blog(f"http://127.0.0.1:{deaf.getsockname()[1]}/blog.git", token=TOKEN))
    assert later.value.cause is Cause.REMOTE_UNREACHABLE


def test_what_a_hook_says_is_masked(world: World, server: _Server) -> None:
    world.hook("pre-receive", f"echo 'no: {TOKEN} https://me:pw@example.org/'; exit 1")
    with pytest.raises(Nobody) as nobody:
        publish(world.blog(url_of(server), token=TOKEN))
    assert "no: *** https://***@example.org/" in str(nobody.value)


def test_a_token_is_not_sent_in_the_clear() -> None:
    with pytest.raises(BadInput, match="unencrypted"):
        parse_remote("http://example.org/blog.git", TOKEN)
    assert parse_remote("https://example.org:8443/blog.git", TOKEN).settings[0][0] == (
        "http.https://example.org:8443/.extraHeader"
    )


@pytest.mark.parametrize(
    "given", ["", "  ", "ext::sh -c id", "-x", "ftp://h/x", "https://[::1/x", "nowhere", "/nowhere"]
)
def test_what_is_no_repository(given: str) -> None:
    with pytest.raises(BadInput, match="not a repository"):
        parse_remote(given)


@pytest.mark.parametrize("given", ["git@github.com:me/blog.git", "ssh://git@example.org:22/blog.git"])
def test_ssh_forms_are_left_as_they_are(given: str) -> None:
    assert parse_remote(given, TOKEN).url == given
    assert parse_remote(given, TOKEN).settings == ()


def test_a_file_url_works_like_a_path(world: World) -> None:
    made = publish(world.blog(f"file://{world.bare}"), post())
    assert made.commit == world.tip()

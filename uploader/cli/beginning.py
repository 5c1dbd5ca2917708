"""`init`: the first settings, asked for or given as options, each tried at once; ends as `doctor` does."""

import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeVar

import typer

from uploader.cli.exits import Exit
from uploader.cli.options import say

if TYPE_CHECKING:
    from pydantic import SecretStr

    from uploader.beginning import SeenBlog, SeenChannel
    from uploader.settings import Settings

Seen = TypeVar("Seen")

_HEAD = """Settings of uploader, made by `uploader init`. Take the `#` off what you change.
Secrets do not stand here: {secrets} come from the environment, or from a file that the same name with _FILE gives."""


def init(
    *,
    repository: Annotated[
        str | None, typer.Option("--repository", help="The blog: a path, https:// or ssh address of a git repository.")
    ] = None,
    branch: Annotated[str | None, typer.Option("--branch", help="Its branch; else the one it names itself.")] = None,
    posts_dir: Annotated[
        str | None, typer.Option("--posts-dir", help="The posts' folder; else by what builds the blog.")
    ] = None,
    channel: Annotated[str | None, typer.Option("--channel", help="The channel: @handle, UC… or URL.")] = None,
    base_url: Annotated[
        str | None, typer.Option("--base-url", help="The model's endpoint; else OPENAI_BASE_URL, else OpenAI's.")
    ] = None,
    model: Annotated[str | None, typer.Option("--model", help="The model, as the endpoint names it.")] = None,
    file: Annotated[Path, typer.Option("--file", help="Where the settings are written; never over a file.")] = Path(
        "uploader.toml"
    ),
    preview: Annotated[
        bool | None, typer.Option("--preview/--no-preview", help="Whether the newest talk is previewed at the end.")
    ] = None,
) -> int:
    """Ask for blog, channel and model, try each, write `uploader.toml`, and look that all is well.

    Without a terminal nothing is asked: give --repository, --channel and --model, and the key in OPENAI_API_KEY.
    """
    from uploader import beginning
    from uploader.cli.logs import configure
    from uploader.errors import BadInput
    from uploader.settings import SECRETS, load_settings

    if file.exists():
        raise BadInput(
            f"{file} is there already and stays as it is: `uploader doctor` looks at it, --file names another"
        )
    known = set(os.environ)
    settings = beginning.given()
    configure(as_json=settings.log_json)
    seen = _blog(repository or settings.site_repository, branch)
    chosen: dict[str, object] = {"site_repository": seen.repository, "site_branch": seen.branch}
    chosen |= _layout(seen, posts_dir)
    _pushed(beginning.given().model_copy(update=chosen))
    followed = _channel(settings, channel)
    chosen["channels"] = (followed.channel_id,)
    key = _key(settings)
    listed, url = _endpoint(settings, base_url or settings.openai_base_url, key)
    chosen |= {"openai_base_url": url} if url else {}
    chosen["llm_model"] = _asked(
        "Which model", "--model", model or settings.llm_model, lambda name: beginning.model(listed, name),
        default=listed[0] if len(listed) == 1 else None,
    )  # fmt: skip
    _write(file, chosen, {"channels": f"{channel}"} if channel and channel.startswith("@") else {})
    code = _examined(file)
    _tell_next(
        file, load_settings(file), typed=[name for name in SECRETS.values() if name in os.environ.keys() - known]
    )
    if followed.newest and code == Exit.DONE and _wanted(followed.newest.title, preview=preview):
        return _previewed(load_settings(file), followed)
    return code


def _asked(
    what: str, option: str, value: str | None, look: Callable[[str], Seen], *, default: str | None = None
) -> Seen:
    """What `look` makes of the value that was given, or of the first answer that it takes."""
    from uploader.errors import BadInput, Stop

    asks = sys.stdin.isatty()
    if value is None and not asks:
        raise BadInput(f"nobody can be asked here: give {option}")
    while True:
        answer: str = typer.prompt(what, default=default, err=True) if value is None else value
        try:
            return look(answer.strip())
        except (BadInput, Stop) as wrong:
            if not asks:
                raise
            say([f"     {wrong}"], err=True)
            value = None


def _blog(repository: str | None, branch: str | None) -> "SeenBlog":
    from uploader import beginning
    from uploader.errors import Cause, Nobody

    def look(address: str) -> "SeenBlog":
        try:
            return beginning.blog(beginning.given(), address, branch)
        except Nobody as refusal:
            if refusal.cause is not Cause.BAD_CREDENTIALS or not sys.stdin.isatty():
                raise
            say([f"     {refusal}"], err=True)
        _secret("UPLOADER_SITE_TOKEN", "A token that may push there")
        return beginning.blog(beginning.given(), address, branch)

    seen = _asked("The blog's repository (path, https:// or ssh address)", "--repository", repository, look)
    say([f"ok   {seen.repository}, branch {seen.branch}"], err=True)
    return seen


def _layout(seen: "SeenBlog", posts_dir: str | None) -> dict[str, object]:
    """The settings that say what builds the blog and where its posts are."""
    if seen.layout is None:
        say(["     neither AstroPaper nor Hugo nor Jekyll is recognised by its files"], err=True)
        return {"site_posts_dir": _asked("The folder of its posts", "--posts-dir", posts_dir, str)}
    say([f"ok   {seen.layout.format}, posts in {posts_dir or seen.layout.posts_dir}"], err=True)
    return {"site_format": seen.layout.format, "site_posts_dir": posts_dir or seen.layout.posts_dir}


def _pushed(settings: "Settings") -> None:
    from uploader import beginning
    from uploader.errors import BadInput

    if wrong := beginning.pushing(settings):
        raise BadInput("; ".join(wrong))
    say(["ok   it lets us push"], err=True)


def _channel(settings: "Settings", given: str | None) -> "SeenChannel":
    from uploader import beginning

    def look(name: str) -> "SeenChannel":
        return beginning.channel(settings, name)

    seen = _asked("The YouTube channel (@handle, UC… or URL)", "--channel", given or _set("UPLOADER_CHANNELS"), look)
    newest = f", newest {seen.newest.title!r}" if seen.newest else ""
    say([f"ok   {seen.channel_id}: {seen.videos} videos in the feed{newest}"], err=True)
    return seen


def _set(name: str) -> str | None:
    """The first of what an environment variable lists."""
    return os.environ.get(name, "").split(",")[0].strip() or None


def _key(settings: "Settings") -> "SecretStr":
    from uploader.errors import BadInput

    if settings.openai_api_key is not None:
        return settings.openai_api_key
    if not sys.stdin.isatty():
        raise BadInput(
            "no key for the model: give OPENAI_API_KEY or OPENAI_API_KEY_FILE (any word where it needs none)"
        )
    return _secret("OPENAI_API_KEY", "The model's key (any word where the endpoint needs none)")


def _secret(name: str, what: str) -> "SecretStr":
    """Ask for a secret; it lives in this process alone."""
    from pydantic import SecretStr

    os.environ[name] = typer.prompt(f"{what}; it is written nowhere", hide_input=True, err=True)
    return SecretStr(os.environ[name])


def _endpoint(settings: "Settings", url: str | None, key: "SecretStr") -> tuple[tuple[str, ...], str | None]:
    from uploader import beginning
    from uploader.llm.options import OPENAI

    def look(address: str) -> tuple[tuple[str, ...], str | None]:
        chosen = None if address == OPENAI else address
        return beginning.models(settings, chosen, key), chosen

    value = url if url or sys.stdin.isatty() else OPENAI
    listed, chosen = _asked("The model's endpoint", "--base-url", value, look, default=OPENAI)
    say([f"ok   {chosen or OPENAI} lists {len(listed)} models: {', '.join(listed[:20])}"], err=True)
    return listed, chosen


def _write(file: Path, chosen: dict[str, object], notes: dict[str, str]) -> None:
    from uploader.errors import BadInput
    from uploader.settings import SECRETS
    from uploader.settings.example import example

    try:
        with file.open("x", encoding="utf-8") as new:  # never over one that came meanwhile
            new.write(example(_HEAD.format(secrets=", ".join(SECRETS.values())), chosen, notes))
    except OSError as wrong:
        raise BadInput(f"cannot write {file}: {wrong.strerror}") from wrong
    say([f"ok   {file} is written"], err=True)


def _examined(file: Path) -> Exit:
    from uploader.cli.looking import examined
    from uploader.settings import load_settings

    return examined(load_settings(file))


def _tell_next(file: Path, settings: "Settings", *, typed: list[str]) -> None:
    config = "" if file == Path("uploader.toml") else f" --config {file}"
    lines = [f"Whoever runs uploader needs {name} in the environment: it stands in no file." for name in typed]
    if not settings.priced:
        lines.append(f"To cap the spending: [prices.{settings.llm_model}] and budget_day_usd in {file} (README).")
    say(
        [
            *lines,
            f"Next: `uploader once{config}` publishes the channel's newest talk; `uploader run{config}` stays at it.",
        ]
    )


def _wanted(title: str, *, preview: bool | None) -> bool:
    from uploader.audit.report import visible

    if preview is not None or not sys.stdin.isatty():
        return bool(preview)
    return typer.confirm(
        f"Preview the newest talk, {visible(title)!r}? It asks the model, and publishes nothing", err=True
    )


def _previewed(settings: "Settings", followed: "SeenChannel") -> int:
    from uploader.app import previewed

    assert followed.newest is not None  # noqa: S101 - asked before
    result = previewed(settings, followed.newest.video_id)
    if result.post is None:
        say([f"held: {reason}" for reason in result.reasons], err=True)
        return Exit.SOME_STOPPED
    sys.stdout.write(result.post.text)
    return Exit.DONE

"""Settings turned into parts, the only place where that happens; and the only one that reads the clock."""

import os
import time
from collections.abc import Generator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryFile
from typing import TYPE_CHECKING, Any, cast

import structlog

from uploader.errors import BadInput, Nobody, Stop
from uploader.settings import Settings
from uploader.store import services
from uploader.workflow.ports import Listening, Parts

if TYPE_CHECKING:
    from uploader.llm.priced import PricedModel
    from uploader.site.publish import Blog
    from uploader.store.database import Database
    from uploader.summary.prompts import Prompts
    from uploader.youtube.client import YouTube

log = structlog.get_logger()


def now() -> datetime:
    """The present moment, UTC."""
    return datetime.now(UTC)


@contextmanager
def opened_database(settings: Settings) -> Generator["Database", None, None]:
    """The database alone, for commands that only look or mark."""
    from uploader.store.database import open_database

    database = open_database(settings.database, data_dir_of(settings))
    try:
        yield database
    finally:
        database.close()


def assemble(settings: Settings, *, publishing: bool = True) -> Parts:
    """Every part that a look goes by, and of each channel that differs its own; a preview needs no blog."""
    from uploader.store.database import open_database
    from uploader.store.ledger import Caps
    from uploader.store.services import Pace

    model, blogs = assemble_model(settings), assemble_blogs(settings) if publishing else {}
    common = Parts(
        database=open_database(settings.database, data_dir_of(settings)),
        tube=assemble_tube(settings),
        model=model,
        examiner=assemble_model(settings, settings.examiner_model) if settings.examine else None,
        clock=now,
        sleep=time.sleep,
        pace=Pace(seconds=settings.youtube_pace_seconds),
        caps=Caps(settings.budget_video_usd, settings.budget_day_usd, settings.budget_month_usd),
        model_slots=settings.llm_concurrency,
        model_lead=settings.llm_lead_seconds,
        poll_every=timedelta(minutes=settings.poll_minutes),
        listening=assemble_listening(settings) if settings.asr else None,
        **_own(settings, blogs.get(None)),
    )
    apart: dict[str, Parts] = {}
    root = replace(common, channels=apart)
    for name, own in settings.apart.items():
        apart[name] = replace(common, root=root, **_own(own, blogs.get(name)))
    return root


def _own(settings: Settings, blog: "Blog | None") -> dict[str, Any]:
    """The parts that may differ by channel."""
    from uploader.facts.glossary import read_glossary
    from uploader.files import shipped
    from uploader.post.style import Style
    from uploader.talk.filters import Filters

    return {
        "blog": blog,
        "site": f"{settings.site_repository}#{settings.site_branch}",
        "style": Style(
            format=settings.site_format,
            author=settings.post_author,
            tags=settings.post_tags,
            featured=settings.post_featured,
            thumbnail=None if settings.post_thumbnail == "auto" else settings.post_thumbnail,
            separators=settings.post_section_separators,
            moments=settings.post_section_links,
            bold_leads=settings.post_bold_leads,
            dated=settings.post_date,
        ),
        "prompts": _prompts(settings),
        "glossary": read_glossary(text_of(settings.glossary_file or shipped("glossary.tsv"))),
        "filters": Filters(
            frozenset(settings.kinds), settings.title_include, settings.title_exclude, settings.minimum_minutes * 60
        ),
        "first_run_videos": settings.first_run_videos,
        "reuploads": settings.reuploads,
    }


def assemble_listening(settings: Settings) -> Listening:
    """How talks without captions are heard; what an earlier process left of their audio is deleted."""
    from uploader.asr import Ears, installed
    from uploader.workflow.listening import sweep

    folder = data_dir_of(settings) / "audio"
    sweep(folder)
    return Listening(
        ears=Ears(settings.asr_model, settings.data_dir / "speech-models") if installed() else None,
        folder=folder,
        most_seconds=settings.asr_most_hours * 3600,
        most_bytes=settings.asr_most_mb * 1_000_000,
        at_once=settings.asr_at_once,
    )


def _prompts(settings: Settings) -> "Prompts":
    from uploader.summary.prompts import load

    try:
        return load(settings.prompts_dir)
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInput(f"cannot read the prompts: {wrong}; `prompts_dir` needs a copy of every shipped one") from wrong


def assemble_tube(settings: Settings) -> "YouTube":
    """YouTube as the settings have it asked."""
    from uploader.youtube.client import YouTube
    from uploader.youtube.options import YouTubeOptions

    return YouTube(
        YouTubeOptions(
            proxy=settings.youtube_proxy,
            cookies_file=settings.youtube_cookies_file,
            pause=1.5 if settings.youtube_pace_seconds else 0.0,
            sources=cast("Any", settings.transcript_sources),
        )
    )


def assemble_model(settings: Settings, name: str | None = None) -> "PricedModel":
    """The model with its price: the one that writes unless another is named.

    Args:
        settings: where it is, and what it costs.
        name: as the endpoint knows it.

    Raises:
        BadInput: no model or no key is set.
    """
    from uploader.llm.client import ChatModel
    from uploader.llm.options import OPENAI, ModelOptions
    from uploader.llm.priced import PricedModel
    from uploader.llm.prices import Price

    name = name or settings.llm_model
    if not name:
        raise BadInput("no model is set: give UPLOADER_LLM_MODEL, or have `uploader init` ask")
    if settings.openai_api_key is None:
        raise BadInput("no key for the model: give OPENAI_API_KEY or OPENAI_API_KEY_FILE")
    parameters: dict[str, object] = {}
    if settings.llm_temperature is not None:
        parameters["temperature"] = settings.llm_temperature
    options = ModelOptions(
        name,
        settings.openai_api_key.get_secret_value(),
        settings.openai_base_url or OPENAI,
        timeout=settings.llm_timeout_seconds,
        parameters=parameters,
        ca_file=None if os.environ.get("SSL_CERT_FILE") else os.environ.get("REQUESTS_CA_BUNDLE"),
    )
    row = settings.prices.get(name)
    price = None
    if row is not None:
        price = Price(float(row.input), float(row.output), None if row.cached is None else float(row.cached))
    return PricedModel(ChatModel(options, clock=now), price)


def assemble_blogs(settings: Settings) -> dict[str | None, "Blog"]:
    """The branch that everybody's posts go to (under None), and that of each channel that has settings of its own.

    Raises:
        BadInput: no repository is set, or what is set can be none.
    """
    from uploader.site.commit import Author
    from uploader.site.destinations import Destination, blogs

    def destination(settings: Settings) -> Destination:
        if not settings.site_repository:
            raise BadInput(
                "no blog is set: give UPLOADER_SITE_REPOSITORY (a path, https:// or ssh), or have `uploader init` ask"
            )
        token = settings.site_token.get_secret_value() if settings.site_token else None
        author = Author(settings.commit_name, settings.commit_email)
        return Destination(settings.site_repository, settings.site_branch, settings.posts_dir, token, author)

    apart = {name: destination(own) for name, own in settings.apart.items()}
    return blogs({None: destination(settings), **apart}, settings.data_dir)


def assemble_blog(settings: Settings) -> "Blog":
    """The branch that everybody's posts go to. Raises as `assemble_blogs`."""
    return assemble_blogs(settings.model_copy(update={"channel": {}}))[None]


def ready_site(parts: Parts) -> None:
    """Refuse to start on a blog that cannot be one; a remote that is only away may come back.

    Raises:
        BadInput: not a repository.
    """
    blogs = {own.site: own.blog for own in (*parts.channels.values(), parts)}
    for blog in blogs.values():
        try:
            cast("Blog", blog).with_clone(lambda clone: clone.refresh())
        except Nobody as refusal:
            with parts.database.begin() as session:
                services.strike(session, refusal, parts.clock(), of=blog.breaker)
            log.warning("the blog refuses us", reason=str(refusal))
        except Stop as away:
            log.warning("the blog cannot be reached now", reason=str(away))


def data_dir_of(settings: Settings) -> Path:
    """The data dir, made where it is missing.

    Raises:
        BadInput: it cannot be written.
    """
    try:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
        TemporaryFile(dir=settings.data_dir).close()
    except OSError as wrong:
        raise BadInput(f"cannot write the data dir {settings.data_dir}: {wrong.strerror}") from wrong
    return settings.data_dir


def text_of(path: Path) -> str:
    """The file's text.

    Raises:
        BadInput: it cannot be read as UTF-8.
    """
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as wrong:
        raise BadInput(f"cannot read {path}: {wrong}") from wrong

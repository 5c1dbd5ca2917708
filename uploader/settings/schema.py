"""The settings themselves: each with its type, default, bounds and meaning."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from uploader.errors import BadInput
from uploader.ids import parse_channel
from uploader.post.formats import POSTS_DIRS, Format
from uploader.settings import per_channel
from uploader.settings.values import SCHEME, Names, Price, known_words, urls

AI_ENGINEER = "UCLKPca3kwwd-B59HNr-_lvA"
PREFIX = "UPLOADER_"


class Settings(BaseSettings):
    """What a run of uploader goes by."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid")

    data_dir: Path = Field(
        default=Path("uploader-data"), description="Where the database and the clone of the blog live."
    )
    database_url: str | None = Field(
        default=None,
        description="SQLite in the data dir unless given; `postgresql+psycopg://…` for several machines.",
    )

    site_repository: str | None = Field(
        None, description="The blog: a path, `https://` or ssh address of a git repository."
    )
    site_branch: str = Field(default="main", description="The branch that posts are pushed to.")
    site_format: Format = Field(
        default="astropaper", description="What the blog is built by: `astropaper`, `hugo` or `jekyll`."
    )
    site_posts_dir: str | None = Field(
        default=None,
        description="The posts' directory in the repository; else `src/data/blog`, `content/posts` or `_posts`.",
    )
    site_url: str | None = Field(
        default=None,
        pattern=r"^https?://[^\s]+$",
        description="Where readers find the posts, such as `https://example.org/posts`; the pages link there.",
    )
    site_token: SecretStr | None = Field(
        default=None, description="Token for `https://`; environment or `UPLOADER_SITE_TOKEN_FILE` only."
    )
    site_token_env: str | None = Field(
        default=None,
        description="Name of another environment variable that holds the token, or with `_FILE` names its file.",
    )
    commit_name: str = Field(default="uploader", description="Author name of the commits.")
    commit_email: str = Field(default="uploader@localhost", description="Author address of the commits.")

    channels: Names = Field(
        (AI_ENGINEER,), min_length=1, description="Channels to follow: `UC…` ids or `@handles`, comma-separated."
    )
    channel: dict[str, dict[str, Any]] = Field(
        default_factory=dict,
        description='A table for a channel that differs, `[channel."@handle"]`, for most of these keys.',
    )
    first_run_videos: int = Field(
        1, ge=0, description="On first contact, how many of a channel's newest videos are published."
    )
    poll_minutes: float = Field(default=15, gt=0, le=7 * 24 * 60, description="Minutes between two polls of a channel.")
    youtube_pace_seconds: float = Field(
        default=20,
        ge=0,
        le=3600,
        description="Least seconds between two videos (up to twice that); 0 turns off every limit.",
    )
    youtube_proxy: Names = Field(
        default=(),
        description="Proxy for YouTube alone, or several, each used while it is not refused (`direct`: none); else "
        "`HTTPS_PROXY`.",
    )
    youtube_cookies_file: Path | None = Field(
        default=None, description="Netscape cookies file for yt-dlp; risks the account."
    )
    transcript_sources: Names = Field(
        default=("yt-dlp", "youtube-transcript-api"),
        description="Where captions are asked for, in order.",
    )
    asr: bool = Field(
        default=True,
        description="Whether talks whose captions never came are heard, where the extra `uploader[asr]` is installed.",
    )
    asr_model: str = Field(
        default="small.en",
        description="The speech model: a CTranslate2 folder, or a name that faster-whisper fetches once.",
    )
    asr_at_once: bool = Field(default=False, description="Whether a talk is heard without waiting for captions.")
    asr_most_hours: float = Field(default=3, gt=0, le=10, description="Longer videos are not heard.")
    asr_most_mb: int = Field(default=300, ge=1, description="Larger audio is not fetched.")
    kinds: Names = Field(default=("video", "short", "stream"), description="Which kinds of video are wanted.")
    title_include: Names = Field(
        default=(), description="Only titles that hold one of these: words, `*` for anything between, case apart."
    )
    title_exclude: Names = Field(default=(), description="No titles that hold one of these.")
    minimum_minutes: float = Field(default=0, ge=0, description="Shorter videos are not wanted.")

    reuploads: Literal["hold", "skip", "link", "publish"] = Field(
        default="hold",
        description="A talk that another video showed before: held, skipped, linked to its post, or published.",
    )

    llm_model: str | None = Field(default=None, description="The model that writes.")
    llm_temperature: float | None = Field(
        default=None, ge=0, le=2, description="Sampling temperature; not sent unless given."
    )
    llm_concurrency: int = Field(default=16, ge=1, description="Model calls under way at once, over all processes.")
    llm_lead_seconds: float = Field(
        default=0.6,
        ge=0,
        le=60,
        description="Seconds that the first of a talk's calls goes ahead, so that a prompt cache serves the others.",
    )
    llm_timeout_seconds: float = Field(default=180, gt=0, le=3600, description="Longest wait for one answer.")
    llm_batch: bool = Field(
        default=False,
        description="Whether a channel's backfill asks by the endpoint's Batch API: half price, within a day.",
    )
    examine: bool = Field(default=False, description="Whether a second reader checks each bullet; it can only stop.")
    examiner_model: str | None = Field(
        default=None, description="The model that reads a second time, at the same endpoint; the writer's unless given."
    )
    openai_api_key: SecretStr | None = Field(
        None, description="Key of the model's endpoint; environment or `OPENAI_API_KEY_FILE` only."
    )
    openai_base_url: str | None = Field(default=None, description="Any server that speaks chat completions.")
    prices: dict[str, Price] = Field(
        default_factory=dict, description="USD per million tokens by model: `{input, output, cached}`."
    )
    budget_video_usd: Decimal | None = Field(default=None, ge=0, description="Most that one video may cost.")
    budget_day_usd: Decimal | None = Field(default=None, ge=0, description="Most that one day (UTC) may cost.")
    budget_month_usd: Decimal | None = Field(default=None, ge=0, description="Most that one month (UTC) may cost.")

    prompts_dir: Path | None = Field(default=None, description="Prompts to use instead of the shipped ones.")
    glossary_file: Path | None = Field(default=None, description="Glossary to use instead of the shipped one.")

    post_author: str = Field(default="AI Makers Club", description="`author` of the posts.")
    post_tags: Names = Field(
        default=("AI", "YouTube 요약", "자동 업로드"), description="Tags; `자동 업로드` is always among them."
    )
    post_featured: bool = Field(default=True, description="`featured` of the posts.")
    post_date: Literal["made", "uploaded"] = Field(
        default="made", description="`pubDatetime`: when the post was made, or the upload's time."
    )
    post_section_links: bool = Field(default=True, description="A link to its moment under each section's heading.")
    post_section_separators: bool = Field(default=True, description="`---` between sections.")
    post_bold_leads: bool = Field(default=True, description="A key point's subject in bold.")
    post_thumbnail: Literal["maxresdefault", "hqdefault", "auto"] = Field(default="auto", description="Thumbnail size.")

    notify_urls: SecretStr | None = Field(
        default=None,
        description="Whom to tell, as apprise URLs; environment or `UPLOADER_NOTIFY_URLS_FILE` only.",
    )
    digest: bool = Field(default=True, description="Whether a weekly digest is among the notices.")
    library_days: int = Field(
        default=60, ge=1, description="Days after which yt-dlp counts as old, in `doctor` and in the notices."
    )

    workers: int = Field(default=4, ge=1, description="Videos worked on at once.")
    http_host: str = Field(
        default="127.0.0.1", description="Address that `run` serves its pages on; any other needs `http_token`."
    )
    http_port: int = Field(
        default=8787, ge=0, le=65535, description="Port that `run` serves its pages on; 0 takes any free one."
    )
    http_names: Names = Field(
        default=(), description="Names under which the pages are asked for, behind a proxy say; they need `http_token`."
    )
    http_token: SecretStr | None = Field(
        default=None,
        min_length=12,
        description="Password of the pages; environment or `UPLOADER_HTTP_TOKEN_FILE` only.",
    )
    log_json: bool = Field(default=False, description="Log lines as JSON.")

    @field_validator(
        "channels", "youtube_proxy", "transcript_sources", "kinds", "title_include", "title_exclude", "post_tags",
        "http_names", mode="before",
    )  # fmt: skip
    @classmethod
    def _split(cls, given: object) -> object:
        return tuple(word.strip() for word in given.split(",") if word.strip()) if isinstance(given, str) else given

    @field_validator("channels")
    @classmethod
    def _channels(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        try:
            return tuple(parse_channel(name) for name in given)
        except BadInput as wrong:
            raise ValueError(str(wrong)) from wrong

    @field_validator("transcript_sources")
    @classmethod
    def _sources(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return known_words(given, {"yt-dlp", "youtube-transcript-api"})

    @field_validator("kinds")
    @classmethod
    def _kinds(cls, given: tuple[str, ...]) -> tuple[str, ...]:
        return known_words(given, {"video", "short", "stream"})

    @field_validator("site_posts_dir")
    @classmethod
    def _posts_dir(cls, given: str | None) -> str | None:
        if given is None:
            return None
        parts = given.strip("/").split("/")
        if any(part in {"", ".", ".."} for part in parts):
            raise ValueError("a path inside the repository, such as src/data/blog")
        return "/".join(parts)

    @field_validator("notify_urls")
    @classmethod
    def _notify_urls(cls, given: SecretStr | None) -> SecretStr | None:
        if given is not None and not all(re.match(SCHEME, url) for url in urls(given)):
            raise ValueError("URLs such as mailto://… or ntfys://…, separated by spaces, lines or commas")
        return given

    @model_validator(mode="after")
    def _channels_apart(self) -> Self:
        for name in per_channel.checked(self.channel, self.channels, type(self).model_fields):
            try:
                self.for_channel(name)
            except ValidationError as wrong:
                told = "; ".join(f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in wrong.errors())
                raise ValueError(f"{name}: {told}") from None
        return self

    @model_validator(mode="after")
    def _priced(self) -> Self:
        capped = any(cap is not None for cap in (self.budget_video_usd, self.budget_day_usd, self.budget_month_usd))
        for model in (self.llm_model, self.examiner_model):
            if capped and model is not None and model not in self.prices:
                raise ValueError(f"a budget is set, so prices needs a row for {model!r}")
        return self

    @classmethod
    def settings_customise_sources(  # noqa: D102 - pydantic's own hook: the environment wins over what the file gave
        cls,
        settings_cls: type[BaseSettings],  # noqa: ARG003
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,  # noqa: ARG003
        file_secret_settings: PydanticBaseSettingsSource,  # noqa: ARG003
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings

    def for_channel(self, name: str) -> "Settings":
        """The settings as they are for one channel: its table over everybody's; these where it has none.

        `name` is an id or handle, as in `channels`.
        """
        tables = {per_channel.key_of(key): table for key, table in self.channel.items()}
        table = tables.get(per_channel.key_of(name))
        if table is None:
            return self
        everybodys = {key: getattr(self, key) for key in type(self).model_fields if key != "channel"}
        from uploader.settings.given import Given

        return Given(**per_channel.overlaid(everybodys, table))

    @property
    def apart(self) -> dict[str, "Settings"]:
        """The settings of each channel that has a table of its own, by its name in `channels`."""
        tables = {per_channel.key_of(key) for key in self.channel}
        return {name: self.for_channel(name) for name in self.channels if per_channel.key_of(name) in tables}

    @property
    def posts_dir(self) -> str:
        """Where the posts are in the repository."""
        return self.site_posts_dir or POSTS_DIRS[self.site_format][0]

    @property
    def destinations(self) -> tuple[SecretStr, ...]:
        """The URLs of `notify_urls`, one each, in order."""
        return tuple(SecretStr(url) for url in urls(self.notify_urls)) if self.notify_urls else ()

    @property
    def priced(self) -> bool:
        """Whether the price of the model that writes is known."""
        return (self.llm_model or "") in self.prices

    @property
    def database(self) -> str:
        """The database's URL, SQLite in the data dir by default."""
        given = self.database_url or f"sqlite:///{self.data_dir.absolute() / 'uploader.sqlite'}"
        # The one PostgreSQL driver that comes with uploader, whatever spelling hosters hand out.
        return re.sub(r"^postgres(ql)?://", "postgresql+psycopg://", given)

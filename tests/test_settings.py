"""Settings: file and environment, secrets in neither logs nor files, and one clear line for whatever does not fit."""

from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from uploader.errors import BadInput
from uploader.settings import AI_ENGINEER, Settings, load_settings

Write = Callable[[str], Path]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith(("UPLOADER_", "OPENAI_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "given.toml"
        path.write_text(text, "utf-8")
        return path

    return written


def refused(config: Path | None = None) -> str:
    with pytest.raises(BadInput) as wrong:
        load_settings(config)
    assert "\n" not in str(wrong.value)
    return str(wrong.value)


def test_without_anything_there_are_defaults() -> None:
    settings = load_settings()
    assert settings.channels == (AI_ENGINEER,)
    assert settings.first_run_videos == 1
    assert (settings.poll_minutes, settings.youtube_pace_seconds) == (15, 20)
    assert settings.database == f"sqlite:///{Path.cwd() / 'uploader-data' / 'uploader.sqlite'}"


def test_the_file_is_named_by_option_then_environment_then_place(
    write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "uploader.toml").write_text("workers = 2")
    assert load_settings().workers == 2
    (tmp_path / "other.toml").write_text("workers = 3")
    monkeypatch.setenv("UPLOADER_CONFIG", str(tmp_path / "other.toml"))
    assert load_settings().workers == 3
    assert load_settings(write("workers = 4")).workers == 4


def test_the_environment_goes_before_the_file(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    config = write('site_branch = "posts"\nworkers = 2\nopenai_base_url = "http://file/v1"')
    monkeypatch.setenv("UPLOADER_WORKERS", "7")
    monkeypatch.setenv("UPLOADER_SITE_BRANCH", "")  # empty is not given
    monkeypatch.setenv("OPENAI_BASE_URL", "http://environment/v1")
    settings = load_settings(config)
    assert (settings.workers, settings.site_branch) == (7, "posts")
    assert settings.openai_base_url == "http://environment/v1"


def test_several_words_are_a_list_or_have_commas(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    assert load_settings(write('channels = ["@one-two", "https://www.youtube.com/@three"]')).channels == (
        "@one-two",
        "@three",
    )
    monkeypatch.setenv("UPLOADER_CHANNELS", f"@one-two, {AI_ENGINEER},")
    assert load_settings().channels == ("@one-two", AI_ENGINEER)


def test_under_a_budget_the_examiner_needs_its_price_too(write: Write) -> None:
    capped = 'llm_model = "m"\nbudget_day_usd = 2\n[prices.m]\ninput = 1\noutput = 2\n'
    assert load_settings(write(capped)).examiner_model is None
    assert "prices needs a row for 'second'" in refused(write(f'examiner_model = "second"\n{capped}'))


def test_prices_are_a_table_a_model(write: Write) -> None:
    config = write('llm_model = "m-1.5"\nbudget_day_usd = 2.5\n[prices."m-1.5"]\ninput = 0.25\noutput = 2\n')
    settings = load_settings(config)
    assert settings.prices["m-1.5"].input == Decimal("0.25")
    assert settings.prices["m-1.5"].cached is None
    assert settings.budget_day_usd == Decimal("2.5")


def test_secrets_come_from_the_environment_or_a_file_of_their_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "key").write_text("sk-from-file\n")
    monkeypatch.setenv("OPENAI_API_KEY_FILE", str(tmp_path / "key"))
    monkeypatch.setenv("UPLOADER_SITE_TOKEN_FILE", str(tmp_path / "key"))
    settings = load_settings()
    assert settings.openai_api_key is not None
    assert settings.site_token is not None
    assert settings.openai_api_key.get_secret_value() == settings.site_token.get_secret_value() == "sk-from-file"
    assert "sk-from-file" not in repr(settings)

    monkeypatch.setenv("OPENAI_API_KEY", "sk-from-environment")
    found = load_settings().openai_api_key
    assert found is not None
    assert found.get_secret_value() == "sk-from-environment"


@pytest.mark.parametrize("key", ["openai_api_key", "site_token"])
def test_a_secret_in_the_settings_file_is_refused_and_not_repeated(write: Write, key: str) -> None:
    said = refused(write(f'{key} = "sk-oh-no"'))
    assert "_FILE" in said
    assert "sk-oh-no" not in said


@pytest.mark.parametrize("content", [b"", b"  \n", b"\xff\xfe\x00"])
def test_a_secrets_file_without_a_secret_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, content: bytes
) -> None:
    (tmp_path / "key").write_bytes(content)
    monkeypatch.setenv("OPENAI_API_KEY_FILE", str(tmp_path / "key"))
    assert "OPENAI_API_KEY_FILE" in refused()


def test_a_secrets_file_that_is_not_there_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADER_SITE_TOKEN_FILE", "/nowhere/at/all")
    assert refused() == "cannot read UPLOADER_SITE_TOKEN_FILE: No such file or directory"


@pytest.mark.parametrize(("key", "near"), [("chanels", "channels"), ("llm_modell", "llm_model"), ("budget_usd", "")])
def test_an_unknown_key_names_the_nearest(write: Write, monkeypatch: pytest.MonkeyPatch, key: str, near: str) -> None:
    said = refused(write(f"{key} = 1"))
    assert repr(key) in said
    assert f"did you mean {near}" in said

    monkeypatch.setenv(f"UPLOADER_{key.upper()}", "1")
    said = refused()
    assert f"UPLOADER_{key.upper()}" in said
    assert f"did you mean UPLOADER_{near.upper()}" in said


BAD = [
    "poll_minutes = 0",
    'poll_minutes = "often"',
    "poll_minutes = inf",
    "youtube_pace_seconds = -1",
    "youtube_pace_seconds = nan",
    "workers = 0",
    "http_port = 70000",
    "channels = []",
    "channels = 3",
    'channels = ["no-handle"]',
    'kinds = ["movie"]',
    'transcript_sources = ["whisper"]',
    'site_posts_dir = "../outside"',
    'post_date = "tomorrow"',
    "budget_day_usd = -1",
    "budget_day_usd = nan",
    'prices = "cheap"',
    '[prices."m"]\ninput = 1',
    '[prices."m"]\ninput = 1\noutput = -1',
    '[prices."m"]\ninput = 1\noutput = 1\nper_call = 1',
]


@pytest.mark.parametrize("text", BAD)
def test_a_value_that_does_not_fit_is_named_in_one_line(write: Write, text: str) -> None:
    key = text.partition(" ")[0].removeprefix('[prices."m"]\ninput') or "prices"
    assert key.strip('[]"').split(".")[0] in refused(write(text))


def test_a_table_in_the_environment_that_is_no_json_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADER_PRICES", "{cheap")
    assert "prices" in refused()


def test_a_budget_without_a_price_is_refused(write: Write) -> None:
    assert "prices needs a row for 'm'" in refused(write('llm_model = "m"\nbudget_month_usd = 20'))


@pytest.mark.parametrize("content", [b"workers = ", b"\xff\xfe", b"[a\nb"])
def test_a_file_that_is_not_toml_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "broken.toml"
    path.write_bytes(content)
    assert "is not TOML" in refused(path)


def test_a_named_file_must_be_there(tmp_path: Path) -> None:
    assert "No such file" in refused(tmp_path / "none.toml")
    assert "directory" in refused(tmp_path)


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_every_spelling_of_postgresql_means_the_driver_that_is_there(write: Write, scheme: str) -> None:
    settings = load_settings(write(f'database_url = "{scheme}://who@host/name"'))
    assert settings.database == "postgresql+psycopg://who@host/name"


def test_every_setting_has_a_meaning() -> None:
    assert [name for name, field in Settings.model_fields.items() if not field.description] == []

"""Tables of channels: what is theirs, what stays everybody's, and one clear line for what does not fit."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.test_settings import Write, refused
from uploader.settings import load_settings

ONE, TWO = "@one-talks", "UCsecond-channel-0000000"
HEAD = f'channels = ["{ONE}", "{TWO}"]\nsite_repository = "https://git.example/blog"\npost_author = "모두"\n'
Refused = Callable[[str], str]


@pytest.fixture(autouse=True)
def _own_environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    import os

    for name in list(os.environ):
        if name.startswith(("UPLOADER_", "OPENAI_", "SECOND_")):
            monkeypatch.delenv(name)
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def written(text: str) -> Path:
        path = tmp_path / "given.toml"
        path.write_text(HEAD + text, "utf-8")
        return path

    return written


def test_a_table_goes_over_everybodys_settings(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADER_POST_TAGS", "하나,둘")
    settings = load_settings(
        write(
            f'[channel."{TWO}"]\npost_author = "둘째"\ntitle_exclude = ["live *"]\nminimum_minutes = 5\n'
            'kinds = ["video"]\nfirst_run_videos = 3\nglossary_file = "two.tsv"\n'
        )
    )
    two = settings.for_channel(TWO)
    assert (two.post_author, two.post_tags) == ("둘째", ("하나", "둘"))
    assert (two.title_exclude, two.minimum_minutes, two.kinds) == (("live *",), 5, ("video",))
    assert (two.first_run_videos, str(two.glossary_file)) == (3, "two.tsv")
    assert settings.for_channel(ONE) is settings
    assert settings.for_channel("@nobody-follows") is settings
    assert list(settings.apart) == [TWO]
    assert settings.post_author == "모두"


def test_a_channel_is_found_however_its_handle_is_written(write: Write) -> None:
    settings = load_settings(write('[channel."https://www.youtube.com/@One-Talks"]\npost_featured = false\n'))
    assert not settings.for_channel("@ONE-talks").post_featured
    assert list(settings.apart) == [ONE]


def test_an_environments_table_goes_before_the_files(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(f'[channel."{TWO}"]\npost_author = "둘째"\n')
    monkeypatch.setenv("UPLOADER_CHANNEL", f'{{"{TWO}": {{"post_author": "셋째"}}}}')
    assert load_settings(path).for_channel(TWO).post_author == "셋째"
    monkeypatch.setenv("UPLOADER_CHANNEL", "[]")
    assert "channel" in refused(path)


def test_another_format_has_its_own_folder(write: Write) -> None:
    settings = load_settings(
        write(f'site_posts_dir = "src/posts"\n[channel."{TWO}"]\nsite_format = "jekyll"\n[channel."{ONE}"]\n')
    )
    assert settings.posts_dir == settings.for_channel(ONE).posts_dir == "src/posts"
    assert settings.for_channel(TWO).posts_dir == "_posts"


def token(write: Write, table: str) -> str | None:
    found = load_settings(write(f'[channel."{TWO}"]\n{table}\n')).for_channel(TWO).site_token
    return found.get_secret_value() if found else None


def test_everybodys_token_is_never_sent_to_another_host(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UPLOADER_SITE_TOKEN", "everybodys")
    assert token(write, 'post_author = "x"') == "everybodys"
    assert token(write, 'site_repository = "https://git.example/second"') == "everybodys"
    assert token(write, 'site_repository = "https://elsewhere.example/second"') is None
    assert token(write, 'site_repository = "http://git.example/second"') is None
    assert token(write, 'site_repository = "https://git.example:8443/second"') is None


def test_a_table_names_where_its_token_is(write: Write, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    table = 'site_repository = "https://elsewhere.example/second"\nsite_token_env = "SECOND_TOKEN"'
    said = refused(write(f'[channel."{TWO}"]\n{table}\n'))
    assert "SECOND_TOKEN_FILE" in said
    (tmp_path / "token").write_text("of-a-file\n")
    monkeypatch.setenv("SECOND_TOKEN_FILE", str(tmp_path / "token"))
    assert token(write, table) == "of-a-file"
    monkeypatch.setenv("SECOND_TOKEN", "of-the-environment")
    assert token(write, table) == "of-the-environment"
    assert "of-the-environment" not in repr(load_settings(write(f'[channel."{TWO}"]\n{table}\n')))
    monkeypatch.setenv("UPLOADER_SECOND_TOKEN", "ours")
    assert token(write, table.replace("SECOND", "UPLOADER_SECOND")) == "ours"


BAD = [
    (f'[channel."{TWO}"]\npost_autor = "x"', "did you mean post_author"),
    (f'[channel."{TWO}"]\nllm_model = "x"', "llm_model is the same for every channel"),
    (f'[channel."{TWO}"]\nsite_token = "sk-oh-no"', "site_token_env"),
    (f'[channel."{TWO}"]\nsite_token_env = "ghp_not-a-name"', "not the token itself"),
    (f'[channel."{TWO}"]\nkinds = ["movie"]', "movie is not among"),
    (f'[channel."{TWO}"]\nsite_format = "hexo"', "site_format"),
    (f'[channel."{TWO}"]\nminimum_minutes = -1', "minimum_minutes"),
    ('[channel."@nobody-follows"]', "@nobody-follows is not among `channels`"),
    ('[channel."no channel"]', "not a channel"),
    (f'[channel."{ONE}"]\n[channel."{ONE.upper()}"]', "two tables"),
    ("channel = 3", "a table for each channel"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "said"), BAD)
def test_what_does_not_fit_is_named_in_one_line(write: Write, text: str, said: str) -> None:
    found = refused(write(text))
    assert said in found
    assert "sk-oh-no" not in found

import pytest

from uploader.errors import BadInput
from uploader.llm.options import ModelOptions


@pytest.mark.parametrize("key", ["", "sk-a b", "sk-a\n", "“sk-a”", "sk-ä"])
def test_a_key_that_cannot_be_sent_is_named_without_being_shown(key: str) -> None:
    with pytest.raises(BadInput, match="OPENAI_API_KEY") as caught:
        ModelOptions("m", key)
    assert not key or key not in str(caught.value)


@pytest.mark.parametrize("url", ["", "localhost:8080/v1", "ftp://host/v1", "http:///v1", "http://[::1/v1"])
def test_a_base_url_must_be_one(url: str) -> None:
    with pytest.raises(BadInput, match="OPENAI_BASE_URL"):
        ModelOptions("m", "sk-a", url)


def test_a_base_url_holds_no_credentials() -> None:
    with pytest.raises(BadInput, match="OPENAI_API_KEY") as caught:
        ModelOptions("m", "sk-a", "https://me:secret@host/v1")
    assert "secret" not in str(caught.value)


def test_a_model_must_be_named() -> None:
    with pytest.raises(BadInput, match="UPLOADER_LLM_MODEL"):
        ModelOptions(" ", "sk-a")

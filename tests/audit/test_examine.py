from datetime import timedelta
from pathlib import Path

import pytest

from tests.audit.world import GLOSSARY, NOW, VIDEO, post, put, transcript
from uploader.audit.examine import Examined, examine, read_source
from uploader.errors import BadInput
from uploader.models import Severity


def _judged(folder: Path, text: str, name: str = f"{VIDEO}.md", talk: str | None = None) -> Examined:
    source = read_source(put(folder, talk, "talk.json")) if talk else None
    return examine(put(folder, text, name), name, GLOSSARY, NOW, source=source)


def _errors(judged: Examined) -> set[tuple[str, int | None]]:
    return {(one.rule, one.place.line) for one in judged.findings if one.severity is Severity.ERROR}


def _line(text: str, part: str) -> int:
    return next(at for at, line in enumerate(text.split("\n"), 1) if part in line)


def test_a_good_post_is_clean_with_and_without_its_talk(tmp_path: Path) -> None:
    assert _judged(tmp_path, post()).findings == ()
    held = _judged(tmp_path, post(), talk=transcript())
    assert held.findings == ()
    assert (held.video_id, held.slug, held.with_talk) == (VIDEO, VIDEO, True)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("복구 시간이 14분에서", "복구 시간이 37분에서", "number"),
        ("배포 단계 12개를", "2019년에 배포 단계 12개를", "year"),
        ("실패 원인을 함께", "Snowflake가 실패 원인을 함께", "name"),
    ],
)
def test_what_the_talk_does_not_say_shows_only_with_the_talk(tmp_path: Path, old: str, new: str, rule: str) -> None:
    text = post((f"- {old}", f"- {new}"))
    assert (rule, _line(text, f"- {new}")) in _errors(_judged(tmp_path, text, talk=transcript()))
    assert _judged(tmp_path, text).findings == ()


def test_a_sections_link_says_which_moment_must_bear_it_out(tmp_path: Path) -> None:
    """The steps are counted in the first half minute: that does not speak for a section that begins at two minutes."""
    spoilt = post(("비율은 8%", "비율은 8%\n- 배포 단계 12개를 다시 살핌"))
    at = _line(spoilt, "12개를 다시")
    assert ("number", at) in _errors(_judged(tmp_path, spoilt, talk=transcript()))
    whole = spoilt.replace("&t=120s", "&t=0s")
    assert ("number", at) not in _errors(_judged(tmp_path, whole, talk=transcript()))


def test_an_error_printed_as_an_article_is_found_by_form_alone(tmp_path: Path) -> None:
    body = post().index("## *단계는")
    text = post()[:body] + "Request failed for https://api.example.com returned code 429. Truncated server response\n"
    judged = _judged(tmp_path, text)
    assert ("error-text", _line(text, "Request failed")) in _errors(judged)
    assert {"structure"} <= {rule for rule, _ in _errors(judged)}


def test_a_fiction_is_known_by_its_title(tmp_path: Path) -> None:
    text = post(("Harbor Grid의 Mina Park", "발음 교사"), ("Mina Park", "Wu Lindqvist"))
    assert ("unrelated", None) in _errors(_judged(tmp_path, text))


def test_a_title_without_any_name_may_be_told_in_korean_words_alone(tmp_path: Path) -> None:
    fiction = post(("Harbor Grid의 Mina Park", "발음 교사"))
    plain = fiction.replace("Half the Steps, Twice the Sleep - Mina Park, Harbor Grid", "Half the steps")
    judged = _judged(tmp_path, plain)
    assert [(one.rule, one.severity) for one in judged.findings] == [("unrelated", Severity.WARNING)]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("비율은 8%", "비율은 8~10% 또는 20~30%", "strikethrough"),
        ("배포 단계 12개를", "**배포(release)**는 12개를", "literal-markup"),
        ("- 야간 배포는 여전히 금지", "- (추가 멘트 없이 종료)", "chatter"),
        ("- 야간 배포는 여전히 금지", "- Cloud Code로 야간 배포", "known-misspelling"),
        ("- 야간 배포는 여전히 금지", "- 야간 <T> 배포는 여전히 금지", "html"),
        ("featured: true", "featured: yes", "schema"),
        ("pubDatetime: 2025", "pubDatetime: 2099", "date"),
        (f"slug: {VIDEO}", "slug: untitled", "slug"),
    ],
)
def test_what_form_alone_shows_is_told_with_its_line(tmp_path: Path, old: str, new: str, rule: str) -> None:
    text = post((old, new))
    assert (rule, _line(text, new)) in _errors(_judged(tmp_path, text))


def test_an_empty_section_is_told_once(tmp_path: Path) -> None:
    text = post() + "\n---\n\n### 아무 내용이 없는 소제목임\n"
    found = [one for one in _judged(tmp_path, text).findings if one.place.line == _line(text, "아무 내용이")]
    assert [(one.rule, one.severity) for one in found] == [("empty", Severity.ERROR)]


def test_a_hidden_files_video_is_known_by_its_name(tmp_path: Path) -> None:
    judged = _judged(tmp_path, "---\nbad: [\n---\n", "_PdK6x7PQNM.md")
    assert judged.video_id == "_PdK6x7PQNM"
    assert {"file-name", "yaml"} <= {rule for rule, _ in _errors(judged)}
    assert _judged(tmp_path, "---\nbad: [\n---\n", "yt-_PdK6x7PQNM.md").video_id == "_PdK6x7PQNM"


@pytest.mark.parametrize(
    ("data", "rule"),
    [(b"", "empty"), (b"\n \n", "empty"), (b"---\n\xff\xfe\n", "yaml"), (b"x" * 4_000_001, "structure")],
)
def test_a_file_that_is_no_text_is_a_finding(tmp_path: Path, data: bytes, rule: str) -> None:
    path = tmp_path / f"{VIDEO}.md"
    path.write_bytes(data)
    judged = examine(path, path.name, GLOSSARY, NOW)
    assert [(one.rule, one.severity) for one in judged.findings] == [(rule, Severity.ERROR)]
    assert judged.video_id == VIDEO


def test_a_talk_that_is_no_evidence_leaves_the_post_to_its_form_and_says_so(tmp_path: Path) -> None:
    judged = _judged(tmp_path, post(), talk=transcript(said=("la la la la",)))
    assert not judged.with_talk
    assert judged.findings == ()
    assert judged.note is not None
    assert "no evidence" in judged.note


def test_another_videos_talk_is_told(tmp_path: Path) -> None:
    judged = _judged(tmp_path, post(), talk=transcript("aaaaaaaaaaa"))
    assert [(one.rule, one.severity) for one in judged.findings] == [("unrelated", Severity.WARNING)]


def test_the_talk_is_found_by_the_posts_video(tmp_path: Path) -> None:
    put(tmp_path, transcript(), f"{VIDEO}.json")
    path = put(tmp_path, post(), f"{VIDEO}.md")
    assert examine(path, path.name, GLOSSARY, NOW, transcripts=tmp_path).with_talk
    put(tmp_path, "{", f"{VIDEO}.json")
    broken = examine(path, path.name, GLOSSARY, NOW, transcripts=tmp_path)
    assert not broken.with_talk
    assert broken.note is not None
    assert f"{VIDEO}.json" in broken.note


def test_a_post_of_the_future_is_hidden(tmp_path: Path) -> None:
    path = put(tmp_path, post())
    early = NOW - timedelta(days=5000)
    assert "date" in {one.rule for one in examine(path, path.name, GLOSSARY, early).findings}


def test_what_cannot_be_read_is_bad_input(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="No such file"):
        examine(tmp_path / "none.md", "none.md", GLOSSARY, NOW)
    (tmp_path / "t.json").write_bytes(b"\xff")
    with pytest.raises(BadInput, match="not UTF-8"):
        read_source(tmp_path / "t.json")

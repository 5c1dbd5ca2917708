"""Text either names a video or a channel, or it is refused in one line."""

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from uploader.errors import BadInput
from uploader.ids import parse_channel, parse_channel_id, parse_video_id, watch_url

_LETTERS = string.ascii_letters + string.digits + "-_"
IDS = st.text(_LETTERS, min_size=11, max_size=11)
CHANNELS = st.text(_LETTERS, min_size=22, max_size=22).map("UC{}".format)
SITES = ["https://www.youtube.com", "http://youtube.com", "https://m.youtube.com", "youtube.com", "music.youtube.com"]
FORMS = [
    "{site}/watch?v={id}",
    "{site}/watch?feature=shared&v={id}&t=12s",
    "{site}/watch?v={id}#t=4",
    "{site}/watch/?v={id}",
    "{site}/shorts/{id}",
    "{site}/shorts/{id}?feature=share",
    "{site}/live/{id}?si=abc",
    "{site}/embed/{id}",
    "{site}/embed/{id}/",
    "{site}/v/{id}",
    "https://youtu.be/{id}",
    "youtu.be/{id}?t=9",
    "https://www.youtube-nocookie.com/embed/{id}",
]


@given(IDS)
def test_an_id_is_itself(video: str) -> None:
    assert parse_video_id(video) == video
    assert parse_video_id(f"  {video}\n") == video


@given(IDS, st.sampled_from(FORMS), st.sampled_from(SITES))
def test_every_form_of_url_gives_the_id(video: str, form: str, site: str) -> None:
    assert parse_video_id(form.format(site=site, id=video)) == video
    assert parse_video_id(form.format(site=site.upper() if "://" not in site else site, id=video)) == video


@given(IDS)
def test_the_page_of_a_video_leads_back_to_it(video: str) -> None:
    assert parse_video_id(watch_url(parse_video_id(video), 61.9)) == video
    assert watch_url(parse_video_id(video), 61.9).endswith("&t=61s")


@given(st.text())
def test_any_text_is_an_id_or_refused_in_one_line(text: str) -> None:
    for parse in (parse_video_id, parse_channel, parse_channel_id):
        try:
            found = parse(text)
        except BadInput as wrong:
            assert "\n" not in str(wrong)
        else:
            assert found.isprintable()
            assert parse(found) == found


@given(IDS, st.text("abcdefghij.-", min_size=1, max_size=20))
def test_another_sites_url_is_refused(video: str, host: str) -> None:
    with pytest.raises(BadInput):
        parse_video_id(f"https://{host}/watch?v={video}")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "short",
        "twelve-chars",
        "한국어한국어한국어한국",
        "https://www.youtube.com/",
        "https://www.youtube.com/watch?list=PL1",
        "https://www.youtube.com/watch?v=tooshort",
        "https://www.youtube.com/playlist?list=PLaaaaaaaaa",
        "https://www.youtube.com/shorts/",
        "https://www.youtube.com/@handle",
        "https://youtu.be/",
        "https://vimeo.com/abcdefghijk",
        "https://youtube.com.evil.example/watch?v=abcdefghijk",
        "https://evil.example/youtube.com/watch?v=abcdefghijk",
        "ftp://youtube.com/watch?v=abcdefghijk",
        "file:///abcdefghijk",
        "https://[/watch?v=abcdefghijk",
        "abcdefghijk\nabcdefghijk",
    ],
)
def test_what_names_no_video_is_refused(text: str) -> None:
    with pytest.raises(BadInput) as refused:
        parse_video_id(text)
    assert "\n" not in str(refused.value)


@given(CHANNELS)
def test_a_channel_by_id_and_url(channel: str) -> None:
    assert parse_channel_id(channel) == channel
    for given_as in (channel, f"https://www.youtube.com/channel/{channel}", f"youtube.com/channel/{channel}/videos"):
        assert parse_channel(given_as) == channel


@pytest.mark.parametrize(
    ("text", "handle"),
    [
        ("@aiDotEngineer", "@aiDotEngineer"),
        ("https://www.youtube.com/@aiDotEngineer", "@aiDotEngineer"),
        ("https://www.youtube.com/@aiDotEngineer/streams", "@aiDotEngineer"),
        ("youtube.com/@a.b-c_d", "@a.b-c_d"),
        ("https://www.youtube.com/@%EB%9E%A8%ED%94%84%EB%B6%88", "@램프불"),
    ],
)
def test_a_channel_by_handle(text: str, handle: str) -> None:
    assert parse_channel(text) == handle


@pytest.mark.parametrize(
    "text",
    ["", "@", "@a", "aiDotEngineer", "UCshort", "https://www.youtube.com/c/Name", "https://x.com/@name", "@a/b/c"],
)
def test_what_names_no_channel_is_refused(text: str) -> None:
    with pytest.raises(BadInput):
        parse_channel(text)

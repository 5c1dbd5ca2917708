"""Which answer a request gets: first what it is about, then what the world shows of it."""

import re
from dataclasses import dataclass
from typing import cast

from uploader.demo.emulator import captions, pages
from uploader.demo.emulator.faults import Sort
from uploader.demo.emulator.messages import EMPTY, NOT_FOUND, Answer, Asked, data, media, page
from uploader.demo.emulator.player import MEDIA_HOST, player, unknown
from uploader.demo.emulator.world import EmulatedChannel, EmulatedVideo, World

HOSTS = frozenset({"www.youtube.com", "youtube.com", "m.youtube.com", "youtubei.googleapis.com", MEDIA_HOST})
_TAB = re.compile(r"/(?:channel/)?(?P<channel>@[^/]+|UC[\w-]{22})(?:/(?P<tab>\w+))?/?")
_TOKEN = re.compile(r"(?P<channel>UC[\w-]{22})\.(?P<tab>\w+)\.(?P<start>\d+)")


@dataclass(frozen=True, slots=True)
class Errand:
    """What a request wants: its sort, the video or channel it is about, the client it speaks as, which part."""

    sort: Sort
    about: str | None = None
    client: str | None = None
    part: str = ""


def errand(asked: Asked) -> Errand:
    """What `asked` wants."""
    simple = {"/feeds/videos.xml": Sort.FEED, "/watch": Sort.WATCH, "/api/timedtext": Sort.TIMEDTEXT}
    if sort := simple.get(asked.path):
        about = asked.query.get("channel_id" if sort is Sort.FEED else "v")
        return Errand(sort, about, asked.query.get("ei"), asked.query.get("fmt", ""))
    if asked.host == MEDIA_HOST:
        return Errand(Sort.MEDIA, asked.query.get("v"), asked.query.get("track"))
    if asked.path.startswith("/embed/"):
        return Errand(Sort.EMBED, asked.path.removeprefix("/embed/"))
    if asked.path.startswith("/youtubei/v1/"):
        return _api(asked)
    if found := _TAB.fullmatch(asked.path):
        return Errand(Sort.TAB, found["channel"], part=found["tab"] or "featured")
    return Errand(Sort.OTHER)


def _api(asked: Asked) -> Errand:
    end = asked.path.removeprefix("/youtubei/v1/")
    context = cast("dict[str, dict[str, str]]", asked.body.get("context", {}))
    client = context.get("client", {}).get("clientName", "")
    if end in {"player", "next"}:
        return Errand(Sort(end), str(asked.body.get("videoId")), client)
    if end == "browse" and (found := _TOKEN.fullmatch(str(asked.body.get("continuation")))):
        return Errand(Sort.CONTINUATION, found["channel"], client, f"{found['tab']}.{found['start']}")
    if end == "browse":
        return Errand(Sort.TAB, str(asked.body.get("browseId")), client, f"data.{asked.body.get('params')}")
    if end == "navigation/resolve_url":
        path = str(asked.body.get("url")).partition("youtube.com")[2]
        if found := _TAB.fullmatch(path):
            return Errand(Sort.TAB, found["channel"], client, f"resolve.{found['tab'] or 'featured'}")
    return Errand(Sort.OTHER, client=client)


def answer(wanted: Errand, asked: Asked, world: World, *, captions_shown: bool) -> Answer:
    """What the world shows; 404 for what is not in it."""
    if wanted.sort in {Sort.FEED, Sort.TAB, Sort.CONTINUATION}:
        channel = find_channel(world, wanted.about)
        return _of_channel(wanted, channel) if channel else NOT_FOUND
    if wanted.sort is Sort.OTHER:
        return NOT_FOUND
    if wanted.sort is Sort.EMBED:
        return page(pages.embed_page())
    found = find_video(world, wanted.about)
    if found is None:
        return NOT_FOUND if wanted.sort in {Sort.TIMEDTEXT, Sort.MEDIA} else _nothing(wanted)
    return _of_video(wanted, asked, *found, captions_shown=captions_shown)


def find_video(world: World, video_id: str | None) -> tuple[EmulatedVideo, EmulatedChannel] | None:
    """The video and its channel."""
    every = ((video, channel) for channel in world.channels for video in channel.videos)
    return next(((video, channel) for video, channel in every if video.video_id == video_id), None)


def find_channel(world: World, name: str | None) -> EmulatedChannel | None:
    """The channel of that id or handle."""
    handle = (name or "").casefold()
    return next((c for c in world.channels if name == c.channel_id or handle == c.handle.casefold()), None)


def _of_channel(wanted: Errand, channel: EmulatedChannel) -> Answer:
    if wanted.sort is Sort.FEED:
        return Answer(pages.feed(channel), "text/xml; charset=UTF-8")
    if wanted.sort is Sort.CONTINUATION:
        tab, start = wanted.part.split(".")
        items = {"continuationItems": pages.tab_items(channel, tab, int(start))}
        return data({"onResponseReceivedActions": [{"appendContinuationItemsAction": items}]})
    how, _, tab = wanted.part.rpartition(".")
    if how == "resolve":
        return data({"endpoint": {"browseEndpoint": {"browseId": channel.channel_id, "params": tab}}})
    return data(pages.tab_data(channel, tab)) if how == "data" else page(pages.tab_page(channel, tab))


def _of_video(
    wanted: Errand, asked: Asked, video: EmulatedVideo, channel: EmulatedChannel, *, captions_shown: bool
) -> Answer:
    if wanted.sort is Sort.MEDIA:
        return media(video.audio.read_bytes(), asked.span) if video.audio else NOT_FOUND
    initial = pages.initial_data(video, channel)
    if wanted.sort is Sort.NEXT:
        return data(initial)
    if wanted.sort is Sort.TIMEDTEXT:
        return _track(video, asked.query)
    shown = player(video, channel, wanted.client or "WEB", captions=captions_shown)
    return page(pages.watch_page(shown, initial)) if wanted.sort is Sort.WATCH else data(shown)


def _nothing(wanted: Errand) -> Answer:
    if wanted.sort is Sort.NEXT:
        return data({"responseContext": {}})
    shown = unknown(wanted.client or "WEB")
    return (
        page(pages.watch_page(shown, {"contents": {"twoColumnWatchNextResults": {}}}))
        if (wanted.sort is Sort.WATCH)
        else data(shown)
    )


def _track(video: EmulatedVideo, query: dict[str, str]) -> Answer:
    if (query.get("exp") == "xpe" and "pot" not in query) or query.get("ei") in video.empty_for:
        return EMPTY
    if "tlang" in query:  # of all requests, translations are the first to be refused
        return page("<html><body>Too Many Requests</body></html>", 429)
    wanted = (query.get("lang"), query.get("kind") == "asr")
    track = next((t for t in video.tracks if (t.language, t.auto) == wanted), None)
    return captions.timedtext(track, query.get("fmt", "srv1")) if track else NOT_FOUND

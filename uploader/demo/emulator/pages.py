"""The watch page, the tabs of a channel and the feed: what YouTube shows to a browser or a feed reader."""

import json
from html import escape

from uploader.demo.emulator.player import Json
from uploader.demo.emulator.world import EmulatedChannel, EmulatedVideo, State
from uploader.models import Kind

PER_PAGE = 30
_FEED_LENGTH = 15
_KINDS = {"videos": Kind.VIDEO, "shorts": Kind.SHORT, "streams": Kind.STREAM}
_TITLES = {"featured": "Home", "videos": "Videos", "shorts": "Shorts", "streams": "Live"}


def watch_page(player: Json, initial: Json) -> str:
    """The watch page that embeds these two answers."""
    return _html(f"var ytInitialPlayerResponse = {_script(player)};", f"var ytInitialData = {_script(initial)};")


def embed_page() -> str:
    """The page of an embedded player: its client's context and no more."""
    return _html()


def initial_data(video: EmulatedVideo, channel: EmulatedChannel) -> Json:
    """What stands around the player: title, channel, chapters. Also the answer of `next`."""
    owner = {"title": {"runs": [{"text": channel.title, "navigationEndpoint": _to_channel(channel)}]}}
    first: Json = {
        "title": {"runs": [{"text": video.title}]},
        "dateText": {"simpleText": video.published.strftime("%b %d, %Y")},
    }
    if video.state is State.MEMBERS:
        first["badges"] = [
            {"metadataBadgeRenderer": {"style": "BADGE_STYLE_TYPE_MEMBERS_ONLY", "label": "Members only"}}
        ]
    contents: list[Json] = [
        {"videoPrimaryInfoRenderer": first},
        {"videoSecondaryInfoRenderer": {"owner": {"videoOwnerRenderer": owner}}},
    ]
    markers = [
        {
            "macroMarkersListItemRenderer": {
                "title": {"simpleText": c.title},
                "timeDescription": {"simpleText": _clock(c.start)},
            }
        }
        for c in video.chapters
    ]
    panel = {"engagementPanelSectionListRenderer": {"content": {"macroMarkersListRenderer": {"contents": markers}}}}
    overlay = {"playerOverlayVideoDetailsRenderer": {"title": {"simpleText": video.title}}}
    return {
        "contents": {"twoColumnWatchNextResults": {"results": {"results": {"contents": contents}}}},
        "currentVideoEndpoint": {"watchEndpoint": {"videoId": video.video_id}},
        "engagementPanels": [panel] if markers else [],
        "playerOverlays": {"playerOverlayRenderer": {"videoDetails": overlay}},
    }


def tab_page(channel: EmulatedChannel, tab: str) -> str:
    """A channel's page with `tab` open."""
    return _html(f"var ytInitialData = {_script(tab_data(channel, tab))};")


def tab_data(channel: EmulatedChannel, tab: str) -> Json:
    """What a channel's page holds. A tab that the channel does not have opens its home."""
    there = ["featured", *(name for name, kind in _KINDS.items() if any(v.kind is kind for v in _listed(channel)))]
    selected = tab if tab in there else "featured"
    tabs: list[Json] = []
    for name in there:
        url = f"/{channel.handle}/{name}"
        one: Json = {"title": _TITLES[name], "endpoint": {"commandMetadata": {"webCommandMetadata": {"url": url}}}}
        if name == selected:
            one |= {"selected": True, "content": {"richGridRenderer": {"contents": tab_items(channel, name, 0)}}}
        tabs.append({"tabRenderer": one})
    about = {
        "externalId": channel.channel_id,
        "title": channel.title,
        "vanityChannelUrl": f"http://www.youtube.com/{channel.handle}",
    }
    return {
        "contents": {"twoColumnBrowseResultsRenderer": {"tabs": tabs}},
        "metadata": {"channelMetadataRenderer": about},
    }


def tab_items(channel: EmulatedChannel, tab: str, start: int) -> list[Json]:
    """One page of a tab, newest first, and the token of the next where there is one."""
    if tab not in _KINDS:
        return []
    every = [video for video in _listed(channel) if video.kind is _KINDS[tab]]
    items: list[Json] = [{"richItemRenderer": {"content": _lockup(v)}} for v in every[start : start + PER_PAGE]]
    if start + PER_PAGE < len(every):
        token = {"token": f"{channel.channel_id}.{tab}.{start + PER_PAGE}"}
        items.append({"continuationItemRenderer": {"continuationEndpoint": {"continuationCommand": token}}})
    return items


def feed(channel: EmulatedChannel) -> bytes:
    """The channel's feed: the fifteen newest of every kind."""
    entries = "".join(_entry(video, channel) for video in _listed(channel)[:_FEED_LENGTH])
    link = f"http://www.youtube.com/feeds/videos.xml?channel_id={channel.channel_id}"
    text = f"""<?xml version="1.0" encoding="UTF-8"?>
<feed xmlns:yt="http://www.youtube.com/xml/schemas/2015" xmlns:media="http://search.yahoo.com/mrss/" \
xmlns="http://www.w3.org/2005/Atom">
 <link rel="self" href="{link}"/>
 <id>yt:channel:{channel.channel_id[2:]}</id>
 <yt:channelId>{channel.channel_id[2:]}</yt:channelId>
 <title>{escape(channel.title)}</title>
{entries}</feed>
"""
    return text.encode()


def _entry(video: EmulatedVideo, channel: EmulatedChannel) -> str:
    where = "shorts/" if video.kind is Kind.SHORT else "watch?v="
    return f""" <entry>
  <id>yt:video:{video.video_id}</id>
  <yt:videoId>{video.video_id}</yt:videoId>
  <yt:channelId>{channel.channel_id}</yt:channelId>
  <title>{escape(video.title)}</title>
  <link rel="alternate" href="https://www.youtube.com/{where}{video.video_id}"/>
  <author><name>{escape(channel.title)}</name></author>
  <published>{video.published.isoformat(timespec="seconds")}</published>
  <updated>{video.published.isoformat(timespec="seconds")}</updated>
  <media:group><media:title>{escape(video.title)}</media:title></media:group>
 </entry>
"""


def _listed(channel: EmulatedChannel) -> list[EmulatedVideo]:
    return sorted((v for v in channel.videos if v.listed), key=lambda v: v.published, reverse=True)


def _lockup(video: EmulatedVideo) -> Json:
    if video.kind is Kind.SHORT:
        tap = {"innertubeCommand": {"reelWatchEndpoint": {"videoId": video.video_id}}}
        text = {"primaryText": {"content": video.title}, "secondaryText": {"content": "12 views"}}
        return {
            "shortsLockupViewModel": {"entityId": f"shorts-{video.video_id}", "onTap": tap, "overlayMetadata": text}
        }
    badge = {State.UPCOMING: "UPCOMING", State.LIVE: "LIVE"}.get(video.state, _clock(video.duration))
    style = "THUMBNAIL_OVERLAY_BADGE_STYLE_" + ("LIVE" if video.state is State.LIVE else "DEFAULT")
    overlay = {"badges": [{"thumbnailBadgeViewModel": {"text": badge, "badgeStyle": style}}]}
    ago = "Streamed 3 days ago" if video.kind is Kind.STREAM else "3 days ago"
    row: Json = {
        "metadataParts": [{"text": {"content": "12 views"}}, {"text": {"content": ago}, "accessibilityLabel": ago}]
    }
    if video.state is State.MEMBERS:
        row["badges"] = [{"badgeViewModel": {"badgeStyle": "BADGE_MEMBERS_ONLY", "badgeText": "Members only"}}]
    return {
        "lockupViewModel": {
            "contentId": video.video_id,
            "contentType": "LOCKUP_CONTENT_TYPE_VIDEO",
            "contentImage": {"thumbnailViewModel": {"overlays": [{"thumbnailBottomOverlayViewModel": overlay}]}},
            "metadata": {
                "lockupMetadataViewModel": {
                    "title": {"content": video.title},
                    "metadata": {"contentMetadataViewModel": {"metadataRows": [row]}},
                }
            },
        }
    }


def _to_channel(channel: EmulatedChannel) -> Json:
    return {"browseEndpoint": {"browseId": channel.channel_id, "canonicalBaseUrl": f"/{channel.handle}"}}


def _html(*scripts: str) -> str:
    context = {"client": {"clientName": "WEB", "clientVersion": "2.20260708.00.00", "hl": "en"}}
    config: Json = {"INNERTUBE_API_KEY": "emulated", "INNERTUBE_CLIENT_NAME": "WEB", "INNERTUBE_CONTEXT": context}
    lines = [f"ytcfg.set({_script(config)});", *scripts]
    inner = "".join(f"<script>{line}</script>" for line in lines)
    return f"<!DOCTYPE html><html><head><title>YouTube</title></head><body>{inner}</body></html>"


def _script(value: Json) -> str:
    # As YouTube does: no title can end the script element.
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c").replace(">", "\\u003e")


def _clock(seconds: float) -> str:
    whole = int(seconds)
    hours, rest = f"{whole // 3600}:" if whole >= 3600 else "", whole % 3600
    return f"{hours}{rest // 60:0{2 if hours else 1}}:{rest % 60:02}"

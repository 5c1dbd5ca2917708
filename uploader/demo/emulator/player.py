"""What the player's API says of a video, client by client.

The clients differ as YouTube's do: only the web's answers carry a microformat (upload time, Shorts or not) and
languages to translate into; the web names tracks by `simpleText`, the others by `runs`; a refused video carries no
details, but an age-restricted, geo-blocked or members-only one does.
"""

from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from uploader.demo.emulator.world import EmulatedChannel, EmulatedVideo, State
from uploader.models import Kind

Json = dict[str, object]

MEDIA_HOST = "rr1---sn-uploader.googlevideo.com"

_UNTOLD = {State.PRIVATE, State.REMOVED, State.BOT, State.RATE_LIMITED, State.CAPTCHA}
"""States in which an answer says nothing about the video."""

_REFUSED: dict[State, tuple[str, str, str]] = {
    State.PRIVATE: ("LOGIN_REQUIRED", "Private video", "Sign in if you've been granted access to this video"),
    State.REMOVED: ("ERROR", "Video unavailable", "This video has been removed by the uploader"),
    State.MEMBERS: (
        "UNPLAYABLE",
        "Join this channel to get access to members-only content like this video, and other exclusive perks.",
        "",
    ),
    State.AGE: ("LOGIN_REQUIRED", "Sign in to confirm your age", "This video may be inappropriate for some users."),
    State.GEO: (
        "UNPLAYABLE",
        "Video unavailable",
        "The uploader has not made this video available in your country",
    ),
    State.BOT: (
        "LOGIN_REQUIRED",
        "Sign in to confirm you’re not a bot",
        "This helps protect our community. Learn more",
    ),
    State.RATE_LIMITED: ("UNPLAYABLE", "Video unavailable", "This content isn't available, try again later."),
    State.CAPTCHA: ("UNPLAYABLE", "Please confirm that you are a person", ""),
}
_REFUSED_ON_ANDROID: dict[State, tuple[str, str, str]] = {
    State.REMOVED: ("ERROR", "This video is unavailable", ""),
    State.AGE: ("LOGIN_REQUIRED", "This video may be inappropriate for some users.", ""),
}
_LANGUAGES = {"de": "German", "en": "English", "en-US": "English (United States)", "ko": "Korean"}


def player(video: EmulatedVideo, channel: EmulatedChannel, client: str, *, captions: bool) -> Json:
    """The answer to `client`. `captions`: whether there are any yet."""
    answer: Json = {"responseContext": {"visitorData": "none"}, "playabilityStatus": _playability(video, client)}
    if video.state not in _UNTOLD:
        answer["videoDetails"] = _details(video, channel)
        if client == "WEB":
            answer["microformat"] = {"playerMicroformatRenderer": _microformat(video, channel)}
    if captions and video.tracks and video.state is State.PUBLIC:
        answer["captions"] = {"playerCaptionsTracklistRenderer": _captions(video, client)}
    if video.audio and video.state is State.PUBLIC:
        answer["streamingData"] = {"expiresInSeconds": "21540", "adaptiveFormats": _formats(video, video.audio)}
    return answer


def unknown(client: str) -> Json:
    """The answer about a video that was never there."""
    reason = "This video is unavailable" if client == "ANDROID" else "Video unavailable"
    return {"responseContext": {}, "playabilityStatus": {"status": "ERROR", "reason": reason}}


def _playability(video: EmulatedVideo, client: str) -> Json:
    if video.state is State.UPCOMING:
        reason = "This live event will begin in 5 hours." if video.kind is Kind.STREAM else "Premieres in 5 hours"
        return {"status": "LIVE_STREAM_OFFLINE", "reason": reason}
    if video.state not in _REFUSED:
        return {"status": "OK", "playableInEmbed": True}
    by_client = _REFUSED_ON_ANDROID if client == "ANDROID" else {}
    status, reason, more = by_client.get(video.state, _REFUSED[video.state])
    screen: Json = {"playerErrorMessageRenderer": {"reason": {"simpleText": reason}}}
    if more:
        screen = {
            "playerErrorMessageRenderer": {"reason": {"simpleText": reason}, "subreason": {"runs": [{"text": more}]}}
        }
    if video.state is State.CAPTCHA:
        screen = {"playerCaptchaViewModel": {"siteKey": "none"}}
    answer: Json = {"status": status, "reason": reason, "errorScreen": screen}
    return answer | ({"desktopLegacyAgeGateReason": 1} if video.state is State.AGE else {})


def _details(video: EmulatedVideo, channel: EmulatedChannel) -> Json:
    flags: Json = {"isLiveContent": video.kind is Kind.STREAM or video.state in {State.LIVE, State.POST_LIVE}}
    now: dict[State, Json] = {
        State.UPCOMING: {"isUpcoming": True},
        State.LIVE: {"isLive": True},
        State.POST_LIVE: {"isPostLiveDvr": True},
    }
    return {
        "videoId": video.video_id,
        "title": video.title,
        "lengthSeconds": "0" if video.state in now else str(video.duration),
        "channelId": channel.channel_id,
        "shortDescription": video.description,
        "thumbnail": {"thumbnails": _thumbnails(video)},
        "author": channel.title,
        "isPrivate": False,
        **flags,
        **now.get(video.state, {}),
    }


def _microformat(video: EmulatedVideo, channel: EmulatedChannel) -> Json:
    live: Json = {}
    if video.starts_at:
        live = {
            "liveBroadcastDetails": {"isLiveNow": video.state is State.LIVE, "startTimestamp": _moment(video.starts_at)}
        }
    return {
        "title": {"simpleText": video.title},
        "description": {"simpleText": video.description},
        "lengthSeconds": str(video.duration),
        "ownerProfileUrl": f"http://www.youtube.com/{channel.handle}",
        "ownerChannelName": channel.title,
        "externalChannelId": channel.channel_id,
        "externalVideoId": video.video_id,
        "isFamilySafe": video.state is not State.AGE,
        "isUnlisted": False,
        "isShortsEligible": video.kind is Kind.SHORT,
        "uploadDate": _moment(video.published),
        "publishDate": _moment(video.published),
        "thumbnail": {"thumbnails": _thumbnails(video)[-1:]},
        **live,
    }


def _thumbnails(video: EmulatedVideo) -> list[Json]:
    place = f"https://i.ytimg.com/vi/{video.video_id}"
    small: Json = {"url": f"{place}/hqdefault.jpg?sqp=-none", "width": 336, "height": 188}
    large: Json = {"url": f"{place}/maxresdefault.jpg", "width": 1920, "height": 1080}
    return [small, large] if video.high_definition else [small]


def _captions(video: EmulatedVideo, client: str) -> Json:
    tracks: list[Json] = []
    for track in video.tracks:
        query = {"v": video.video_id, "ei": client, "caps": "asr", "lang": track.language}
        query |= {"kind": "asr"} if track.auto else {}
        query |= {"exp": "xpe"} if client in video.token_for else {}
        name = _LANGUAGES.get(track.language, track.language) + (" (auto-generated)" if track.auto else "")
        tracks.append(
            {
                "baseUrl": f"https://www.youtube.com/api/timedtext?{urlencode(query)}",
                "name": {"simpleText": name} if client == "WEB" else {"runs": [{"text": name}]},
                "vssId": f"{'a' if track.auto else ''}.{track.language}",
                "languageCode": track.language,
                "isTranslatable": True,
                "trackName": "",
                **({"kind": "asr"} if track.auto else {}),
            }
        )
    # Every client is told the languages here, so that a translation can be mistaken for a track if one lets it.
    languages: list[Json] = [
        {"languageCode": code, "languageName": {"simpleText": name} if client == "WEB" else {"runs": [{"text": name}]}}
        for code, name in _LANGUAGES.items()
    ]
    return {"captionTracks": tracks, "translationLanguages": languages}


def _formats(video: EmulatedVideo, audio: Path) -> list[Json]:
    """The sound in the talk's own language at two sizes, and a smaller one dubbed, as YouTube makes by itself."""
    size = audio.stat().st_size
    tracks = (("249", "en.4", "English original", True, 50_000), ("251", "en.4", "English original", True, 130_000))
    dubbed = ("249", "de-DE.10", "German", False, 40_000)
    return [
        {
            "itag": int(itag),
            "url": f"https://{MEDIA_HOST}/videoplayback?{urlencode({'v': video.video_id, 'track': name})}",
            "mimeType": 'audio/webm; codecs="opus"',
            "bitrate": bitrate,
            "averageBitrate": bitrate,
            "contentLength": str(size),
            "approxDurationMs": str(video.duration * 1000),
            "audioSampleRate": "48000",
            "audioChannels": 1,
            "audioTrack": {"displayName": shown, "id": name, "audioIsDefault": own},
        }
        for itag, name, shown, own, bitrate in (*tracks, dubbed)
    ]


def _moment(when: datetime) -> str:
    return when.isoformat(timespec="seconds")

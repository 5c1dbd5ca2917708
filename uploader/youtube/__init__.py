"""YouTube through two unmodified clients: what is new, what a video is, and its captions.

yt-dlp reads pages, tabs and caption tracks; youtube-transcript-api is the second source of captions; feedparser reads
the feed. Only this room knows them. Their errors end here: whatever goes wrong leaves as `Later`, `Never` or `Nobody`
(errors.py), and anything else is a bug. Pace between videos, the breaker and hourly limits are not kept here, since
they must outlive a process.

Read in this order:

    options          what can be set
    faults           the tables: which words and errors of YouTube mean what for a video
    session          requests with timeouts, one proxy and one certificate bundle
    ytdlp            yt-dlp opened as we use it, and what it says on the way
    feed             the fifteen newest videos, one request
    listing          a channel's tabs, and who a handle is
    tracks           caption tracks: which one, and json3 into cues
    details          one video, unless it must wait or never comes
    transcript_api   captions by the other client
    audio            the audio as a file, for talks that never got captions
    client           `YouTube`: all of it under one name
"""

from uploader.youtube.client import YouTube
from uploader.youtube.details import Watched
from uploader.youtube.listing import Channel, Tab
from uploader.youtube.options import Source, YouTubeOptions
from uploader.youtube.tracks import Track

__all__ = ["Channel", "Source", "Tab", "Track", "Watched", "YouTube", "YouTubeOptions"]

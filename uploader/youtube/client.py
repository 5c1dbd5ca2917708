"""`YouTube`: everything that the rest of the program asks of it, under one name."""

from pathlib import Path

from uploader.errors import Cause, Later, Never
from uploader.ids import ChannelId, Handle, VideoId
from uploader.models import Sighting, Transcript
from uploader.youtube import audio, details, feed, listing, tracks, transcript_api
from uploader.youtube.details import Watched
from uploader.youtube.listing import Channel, Tab
from uploader.youtube.options import Source, YouTubeOptions

_ASK_THE_OTHER = frozenset(
    {Cause.CAPTIONS_WITHHELD, Cause.UNREADABLE_ANSWER, Cause.UNUSABLE_TRANSCRIPT, Cause.SERVER_FAULT}
)
"""Failures of one source that say nothing about the other."""


class YouTube:
    """YouTube as we ask it; holds no connection, and any thread may use it.

    Every method raises `Later`, `Never` or `Nobody` (service `youtube`), as told at the functions it calls.
    """

    def __init__(self, options: YouTubeOptions | None = None) -> None:
        self.options = options or YouTubeOptions()

    def feed(self, channel_id: ChannelId) -> tuple[Sighting, ...]:
        """The channel's feed: its 15 newest videos; 1 request."""
        return feed.read_feed(self.options, channel_id)

    def listing(self, channel_id: ChannelId, tab: Tab = "videos", limit: int | None = 30) -> tuple[Sighting, ...]:
        """The newest `limit` videos of a tab (None: all); 1 request for every 30."""
        return listing.list_tab(self.options, channel_id, tab, limit)

    def resolve(self, channel: ChannelId | Handle) -> Channel:
        """Who that is; 1 request. Raises `BadInput` where YouTube knows no such channel."""
        return listing.resolve_channel(self.options, channel)

    def watch(self, video_id: VideoId, seen: Sighting | None = None) -> Watched:
        """The video's details and caption tracks; 2 requests."""
        return details.watch(self.options, video_id, seen)

    def transcript(self, watched: Watched) -> Transcript:
        """Its captions in a wanted language; 1 request, or 3 more where the other source must be asked.

        A source that fails by itself (captions withheld, unreadable, an error status) hands over to the next; the first
        failure is raised when all did. A connection that fails or a refusal ends it at once.

        Raises:
            Later: no captions yet, or as above.
            Never: captions in other languages only.
            Nobody: YouTube refuses this address.
        """
        chosen = tracks.choose(watched.tracks, self.options.languages)
        if chosen is None and not watched.hidden:
            if not watched.tracks:
                raise Later(Cause.NO_CAPTIONS)
            raise Never(Cause.NO_LANGUAGE, f"only {', '.join(sorted({t.language for t in watched.tracks}))}")
        failures: list[Later | Never] = []
        for source in self.options.sources:
            try:
                return self._from(source, watched, chosen)
            except Later as failure:
                if failure.cause not in _ASK_THE_OTHER and not failures:
                    raise
                failures.append(failure)
            except Never as failure:
                if failure.cause is Cause.NO_LANGUAGE:
                    raise
                # The page has just shown the video: what one client says against that is its own trouble.
                failures.append(failure)
        raise failures[0]

    def audio(self, video_id: VideoId, folder: Path, most_bytes: int) -> Path:
        """Its audio as a file in `folder`; 2 requests, and 1 for every ten megabytes.

        Raises:
            Never: more than `most_bytes`, or as above.
        """
        return audio.fetch_audio(self.options, video_id, folder, most_bytes)

    def _from(self, source: Source, watched: Watched, chosen: tracks.Track | None) -> Transcript:
        if source == "youtube-transcript-api":
            return transcript_api.fetch_transcript(self.options, watched.details.video_id)
        if chosen is None:
            raise Later(watched.hidden or Cause.NO_CAPTIONS, "no captions were shown")
        return tracks.fetch_track(self.options, watched.details.video_id, chosen)

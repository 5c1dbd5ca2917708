"""Talks as they are read out of kept captions; a long one takes half a second, so the last few are kept."""

from functools import lru_cache

from uploader.ids import VideoId
from uploader.models import Details, Talk
from uploader.store import evidence
from uploader.store.database import Database
from uploader.talk.blocks import read_talk


class Talks:
    """The talks of the pages that are looked at."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._read = lru_cache(maxsize=32)(self._anew)

    def of(self, video_id: VideoId, transcript: str, details: Details | None) -> Talk:
        """The talk of those captions."""
        return self._read(transcript, details or Details(video_id, "", ""))

    def _anew(self, transcript: str, details: Details) -> Talk:
        with self._database.reading() as session:
            return read_talk(details, evidence.transcript(session, transcript))

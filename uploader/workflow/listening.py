"""A talk whose captions never came: its audio is fetched, heard, and deleted; what was heard is its transcript.

One hearing at a time on each machine, since it takes every core. Whoever holds its lease owns the folder, so whatever
lies in it when the lease is taken was left by a kill, and goes.
"""

import shutil
from collections.abc import Callable, Generator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog

from uploader.decide import CAUSES_THAT_WAIT_FOR_CAPTIONS, captions_are_over
from uploader.errors import Cause, Later, Never, Nobody
from uploader.ids import VideoId
from uploader.models import Details, Transcript
from uploader.store import evidence, services, videos
from uploader.store.leases import FileLeases
from uploader.workflow import watching
from uploader.workflow.ports import Ears, Listening, Parts
from uploader.workflow.visiting import wait_for_our_turn

log = structlog.get_logger()

EXTRA = "with the extra uploader[asr] its audio is heard instead"
_NEXT_TRY = timedelta(minutes=15)
_LEASE = "hearing"


def read_or_heard(video_id: VideoId, once: Callable[[str, Callable[[], str]], Any], parts: Parts) -> str:
    """The digest of a usable transcript: of captions, else of what was heard. `once` runs steps by name.

    Raises:
        Later, Never, Nobody, Stopped: as `watching.watch_once` and `listen`.
    """
    try:
        digest: str = once("watch", lambda: watching.watch_once(video_id, parts))
    except Later as stop:
        missing = stop
        if missing.cause not in CAUSES_THAT_WAIT_FOR_CAPTIONS:
            raise
    else:
        return digest
    heard: str = once("listen", lambda: listen(video_id, missing, parts))
    return heard


def listen(video_id: VideoId, missing: Later, parts: Parts) -> str:
    """The digest of what is said in the audio of a video whose captions are `missing`.

    Raises:
        Later: `missing`, where captions may still come; somebody else is being heard; or hearing failed.
        Never: not heard, by a limit or for want of the extra; or nothing usable is said.
        Nobody: YouTube refuses this address.
    """
    listening = parts.listening
    with parts.database.reading() as session:
        row = videos.one(session, video_id)
    if listening is None or row.details is None:
        raise missing
    if row.transcript is None:
        over = captions_are_over(missing, row.standing, parts.clock())
        if not over and (listening.ears is None or not listening.at_once):
            raise missing
        if listening.ears is None:
            raise Never(Cause.CAPTIONS_NEVER_CAME, f"none after 72 h; {EXTRA}")
        try:
            transcript = _heard(row.details, listening.ears, listening, parts)
        except (Later, Never) as failed:
            raise _failed(failed, missing, over=over) from failed
        _keep(row.details, transcript, parts)
    return watching.watch_once(video_id, parts)


def sweep(folder: Path) -> None:
    """Delete what a kill left of somebody's audio; nothing while a process is hearing."""
    if release := FileLeases(folder).take(_LEASE):
        _empty(folder)
        release()


def _failed(failed: Later | Never, missing: Later, *, over: bool) -> Later | Never:
    """What follows; before the end of the wait captions may make up for it, so their clock goes on."""
    limited = failed.cause is Cause.CAPTIONS_NEVER_CAME
    if failed.cause is Cause.PACED or (isinstance(failed, Never) and (over or not limited)):
        return failed
    detail = failed.detail if limited or failed.cause is Cause.AUDIO_FAILED else str(failed)
    return Later(Cause.AUDIO_FAILED, detail) if over else Later(missing.cause, f"audio: {detail}")


def _heard(details: Details, ears: Ears, listening: Listening, parts: Parts) -> Transcript:
    seconds = details.duration or 0.0
    if seconds > listening.most_seconds:
        hours = f"{seconds / 3600:.1f} hours of audio, over the {listening.most_seconds / 3600:g} allowed"
        raise Never(Cause.CAPTIONS_NEVER_CAME, hours)
    with _alone(listening.folder, parts) as folder:
        wait_for_our_turn(details.video_id, parts)
        try:
            audio = parts.tube.audio(details.video_id, folder, listening.most_bytes)
        except Nobody as refusal:
            with parts.database.begin() as session:
                services.strike(session, refusal, parts.clock())
            raise
        with parts.database.begin() as session:
            services.well(session, "youtube")
        log.info("hearing", video_id=details.video_id, minutes=round(seconds / 60), bytes=audio.stat().st_size)
        return ears.hear(details.video_id, audio, seconds)


@contextmanager
def _alone(folder: Path, parts: Parts) -> Generator[Path, None, None]:
    release = FileLeases(folder).take(_LEASE)
    if release is None:
        raise Later(Cause.PACED, "another talk is being heard", until=parts.clock() + _NEXT_TRY)
    own = folder / "now"
    try:
        _empty(folder)
        own.mkdir()
        yield own
    finally:
        _empty(folder)
        release()


def _empty(folder: Path) -> None:
    for path in folder.iterdir():
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)


def _keep(details: Details, transcript: Transcript, parts: Parts) -> None:
    try:
        watching.usable(details, transcript)
    except Later as unusable:
        # Hearing it again would hear the same.
        raise Never(unusable.cause, f"heard: {unusable.detail}") from unusable
    with parts.database.begin() as session:
        digest = evidence.keep_transcript(session, transcript, parts.clock())
        videos.keep_transcript(session, details.video_id, digest)

"""The channels: who they are, when they were polled, and what went wrong."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from uploader.ids import ChannelId, parse_channel_id
from uploader.store.leases import serialise
from uploader.store.tables import Channel, Handle


@dataclass(frozen=True, slots=True)
class Polled:
    """A channel's polls so far; all None before first contact.

    Attributes:
        first: the first successful poll: first contact is over.
        last: the last successful one. listed: the last time its listing was read.
        fault: why the newest poll failed, None where it did not.
    """

    first: datetime | None = None
    last: datetime | None = None
    listed: datetime | None = None
    fault: str | None = None


def polled(session: Session, channel_id: ChannelId) -> Polled:
    """How the channel's polls stand."""
    row = session.get(Channel, channel_id)
    return Polled(row.first_polled_at, row.polled_at, row.listed_at, row.fault) if row else Polled()


def keep_poll(session: Session, channel_id: ChannelId, *, listed: bool, now: datetime) -> None:
    """A poll brought an answer."""
    row = _row(session, channel_id)
    row.first_polled_at = row.first_polled_at or now
    row.polled_at, row.fault = now, None
    row.listed_at = now if listed else row.listed_at


def keep_fault(session: Session, channel_id: ChannelId, fault: str) -> None:
    """A poll brought none; what is known stays known."""
    row = _row(session, channel_id)
    row.fault = fault


def last_polls(session: Session) -> dict[ChannelId, datetime]:
    """When each channel was last polled with success."""
    known = session.execute(select(Channel.id, Channel.polled_at).where(Channel.polled_at.is_not(None)))
    return {parse_channel_id(channel): at for channel, at in known if at is not None}


def known(session: Session) -> dict[str, str]:
    """Every channel's title by its id; "" where none is known."""
    return {row.id: row.title for row in session.execute(select(Channel.id, Channel.title).order_by(Channel.id))}


def channel_of(session: Session, name: str) -> ChannelId | None:
    """The channel of an id, or of a handle that was resolved before."""
    if not name.startswith("@"):
        return parse_channel_id(name)
    row = session.get(Handle, name.lower())
    return parse_channel_id(row.channel_id) if row else None


def keep_handle(session: Session, handle: str, channel_id: ChannelId) -> None:
    """Remember whose handle it is."""
    serialise(session, "channels")
    session.merge(Handle(handle=handle.lower(), channel_id=channel_id))


def _row(session: Session, channel_id: ChannelId) -> Channel:
    serialise(session, "channels")
    row = session.get(Channel, channel_id, with_for_update=True)
    if row is None:
        row = Channel(id=channel_id)
        session.add(row)
    return row

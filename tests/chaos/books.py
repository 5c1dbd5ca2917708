"""The database seen from outside while the program is killed: what it kept, that time passes, that it is whole."""

from datetime import UTC, datetime, timedelta

from sqlalchemy import create_engine, func, inspect, select, table, text, update
from sqlalchemy.exc import OperationalError, ProgrammingError

from uploader.store.tables import Answer, Call, Service, Video

_SOON = timedelta(hours=12)


class Books:
    """The program's tables; nothing of it is in memory here, each look is a new one."""

    def __init__(self, url: str) -> None:
        self._engine = create_engine(url, connect_args={"timeout": 30} if url.startswith("sqlite") else {})

    def made(self) -> bool:
        """Whether the program came as far as its tables."""
        try:
            return inspect(self._engine).has_table(Video.__tablename__) and self.states() is not None
        except (OperationalError, ProgrammingError):
            return False

    def states(self) -> dict[str, tuple[str, str | None, str]]:
        """Each video's state, cause and detail."""
        with self._engine.connect() as connection:
            found = connection.execute(select(Video.id, Video.state, Video.cause, Video.detail)).all()
        return {row.id: (row.state, row.cause, row.detail) for row in found}

    def busy(self) -> bool:
        """Whether any video is under way."""
        return any(state in {"queued", "working"} for state, _, _ in self.states().values())

    def kept(self) -> dict[str, int]:
        """How many answers each video has."""
        with self._engine.connect() as connection:
            counted = connection.execute(select(Answer.video_id, func.count()).group_by(Answer.video_id)).all()
        return {str(video): int(count) for video, count in counted}

    def asked_though_kept(self) -> int:
        """Calls that were reserved after the answer to the very same question had been kept."""
        again = select(func.count()).select_from(Call).join(Answer, Answer.key == Call.key)
        with self._engine.connect() as connection:
            return int(connection.execute(again.where(Call.sent_at > Answer.delivered_at)).scalar_one())

    def hours_pass(self) -> None:
        """Whatever waits for a moment of today is due now, and a service that refused is tried again."""
        now = datetime.now(UTC)
        with self._engine.begin() as connection:
            waits = (Video.state == "waiting") & (Video.next_look_at > now) & (Video.next_look_at < now + _SOON)
            connection.execute(update(Video).where(waits).values(next_look_at=now))
            connection.execute(update(Service).where(Service.open_until > now).values(open_until=now))

    def wrong(self) -> list[str]:
        """What the database finds wrong with itself."""
        with self._engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            if self._engine.dialect.name == "sqlite":
                found = [str(row[0]) for row in connection.execute(text("PRAGMA integrity_check"))]
                found += [str(row) for row in connection.execute(text("PRAGMA foreign_key_check"))]
                return [line for line in found if line != "ok"]
            for schema in ("public", "dbos"):
                for name in inspect(connection).get_table_names(schema):
                    every_row = select(text("*")).select_from(table(name, schema=schema))
                    connection.execute(every_row).all()
            # Built anew from the rows: a unique index that the rows do not bear is an error.
            connection.execute(text("REINDEX DATABASE"))
        return []

    def close(self) -> None:
        """Drop the connections."""
        self._engine.dispose()

"""Durable execution: the only room that knows DBOS.

A look at a video is one durable workflow, `look:<video>:<n>`; each of its steps runs once and its result is kept.
A process that dies leaves its looks pending; another one finds them and goes on after the last kept step.

What the engine's open part does not do is done here (each point was seen to go wrong without it):

* every process has an executor id of its own, so that a cron run beside the daemon does not re-run its steps;
* an executor holds a lease that dies with it, and `reap` gives the work of the dead to the living;
* the application's version is pinned, since the default, a hash of the source, strands work at every edit;
* what is stored is portable JSON, never pickle.
"""

import logging
import time
import uuid
from collections.abc import Callable, Generator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, TypeVar

from uploader.ids import VideoId, parse_video_id

if TYPE_CHECKING:
    from dbos import DBOSClient
    from sqlalchemy import Connection

VERSION = "pipeline-1"
"""Raised, with a command that moves what is under way, when steps are inserted before recorded ones."""

_APP, _LOOK, _POLL = "uploader", "look", "poll"
_LOOKS, _POLLS = "looks", "polls"
_ACTIVE = ["ENQUEUED", "PENDING", "DELAYED"]

_ASTRAY_SECONDS = 10.0
"""Longer than the engine takes from marking a workflow as running to running it."""

_CLOCKS_DIFFER_MS = 120_000
"""Between two machines, at most."""

Json = Any
Step = TypeVar("Step")
Take = Callable[[str], Callable[[], None] | None]
"""Takes a lease by name, or says None where somebody holds it (see `uploader.store.leases`)."""
Look = Callable[[VideoId, int, "Checkpoints"], Json]
"""The path of one video; every effect goes through the checkpoints it is given."""
Poll = Callable[[str], Json]
"""Asks one channel for new videos; may be run again at any time."""


class Checkpoints:
    """Runs steps so that each is done once, whatever dies in between."""

    def step(self, name: str, do: Callable[[], Step]) -> Step:
        """What `do` returned: now, or when this step was done before a restart. It must be JSON."""
        from dbos import DBOS

        return DBOS.run_step({"name": name}, do)


class Engine:
    """This process's part in the work: one executor with its lease, and the queue of looks."""

    def __init__(
        self, url: str, take: Take, look: Look, poll: Poll, *, workers: int, poll_seconds: float = 0.25
    ) -> None:
        self.executor = f"uploader-{uuid.uuid4()}"
        self._url, self._take = url, take
        self._workers, self._poll_seconds = workers, poll_seconds
        self._release: Callable[[], None] | None = None
        self._client: DBOSClient | None = None
        self._look, self._poll = look, poll
        self._in_hand: set[str] = set()
        self._astray: dict[str, float] = {}

    def launch(self) -> None:
        """Migrate the engine's tables, take this executor's lease, and start working the queue."""
        from dbos import DBOS, DBOSClient, DBOSPortableJSONSerializer

        self._release = self._take(_lease(self.executor))
        logging.getLogger("dbos").setLevel(logging.WARNING)
        DBOS(
            config={
                "name": _APP,
                "system_database_url": self._url,
                "application_version": VERSION,
                "executor_id": self.executor,
                "serializer": DBOSPortableJSONSerializer(),
                "run_admin_server": False,  # type: ignore[typeddict-unknown-key]
                "notification_listener_polling_interval_sec": 1.0,
                "log_level": "WARNING",
            }
        )

        @DBOS.workflow(name=_LOOK, max_recovery_attempts=None)
        def _look(video_id: str, look: int) -> Json:
            with self._held(DBOS.workflow_id):
                return self._look(parse_video_id(video_id), look, Checkpoints())

        @DBOS.workflow(name=_POLL, max_recovery_attempts=None)
        def _poll(channel: str) -> Json:
            with self._held(DBOS.workflow_id):
                return Checkpoints().step("poll", lambda: self._poll(channel))

        migrating = self._wait_for("engine-migrate")
        try:
            DBOS.migrate(self._url)
        finally:
            migrating()
        self._client = DBOSClient(
            system_database_url=self._url, serializer=DBOSPortableJSONSerializer(), application_name=_APP
        )
        # Before the launch, which looks for queues once a second.
        for queue, workers in ((_LOOKS, self._workers), (_POLLS, 1)):
            self._client.register_queue(
                queue, worker_concurrency=workers, polling_interval_sec=self._poll_seconds, application_name=_APP
            )
        DBOS.launch()
        self.reap()

    def _wait_for(self, name: str) -> Callable[[], None]:
        while (release := self._take(name)) is None:
            time.sleep(0.05)
        return release

    def enqueue(self, connection: "Connection", video_id: VideoId, look: int) -> None:
        """Hand a look to the queue within the caller's transaction: both or neither."""
        client = self._ready()
        client.enqueue_in_transaction(
            connection,
            {
                "workflow_name": _LOOK,
                "queue_name": _LOOKS,
                "workflow_id": f"{_LOOK}:{video_id}:{look}",
                "app_version": VERSION,
            },
            video_id,
            look,
        )

    def enqueue_poll(self, channel: str, slot: int, now_ms: int) -> None:
        """Have a channel polled in a slot of time; once, however many schedulers ask.

        A slot that was polled later than now (Unix milliseconds) was polled by a clock that has gone back since: it
        comes again.
        """
        workflow_id = f"{_POLL}:{channel}:{slot}"
        for done in self._ready().list_workflows(workflow_ids=[workflow_id], load_input=False, load_output=False):
            if done.status not in _ACTIVE and (done.created_at or 0) > now_ms + _CLOCKS_DIFFER_MS:
                self._ready().delete_workflows([workflow_id])
        self._ready().enqueue(
            {
                "workflow_name": _POLL,
                "queue_name": _POLLS,
                "workflow_id": workflow_id,
                "app_version": VERSION,
            },
            channel,
        )

    def active(self) -> set[tuple[str, int]]:
        """Every look that is queued or running anywhere, as (video, number)."""
        return {_parsed(flow.workflow_id) for flow in self._flows() if flow.workflow_id.startswith(f"{_LOOK}:")}

    def idle(self) -> bool:
        """Whether nothing is queued and nothing runs in this process."""
        return not any(flow.status != "PENDING" or flow.executor_id == self.executor for flow in self._flows())

    def reap(self) -> list[str]:
        """Give the looks of dead executors back to the queue, and our own that nobody has in hand; which ones."""
        given = self._strayed()
        for workflow_id in given:
            self._give_back(workflow_id)
        for executor in {owner for owner, _ in self._running()} - {self.executor}:
            release = self._take(_lease(executor))
            if release is None:
                continue
            try:
                # Asked again under the lease: another reaper may have been here in between.
                for workflow_id in [flow for owner, flow in self._running() if owner == executor]:
                    self._give_back(workflow_id)
                    given.append(workflow_id)
            finally:
                release()
        return given

    def _give_back(self, workflow_id: str) -> None:
        queue = _POLLS if workflow_id.startswith(f"{_POLL}:") else _LOOKS
        self._ready().resume_workflow(workflow_id, queue_name=queue)

    @contextmanager
    def _held(self, workflow_id: str | None) -> Generator[None, None, None]:
        """It is in our hands; a failure to keep how it ended leaves it running for ever by the tables alone."""
        if workflow_id is None:
            raise RuntimeError("a workflow without its id")
        self._in_hand.add(workflow_id)
        try:
            yield
        finally:
            self._in_hand.discard(workflow_id)

    def _strayed(self) -> list[str]:
        """What runs here by the tables, and is in nobody's hands for a while: its end could not be written."""
        ours = {flow for owner, flow in self._running() if owner == self.executor} - self._in_hand
        now = time.monotonic()
        self._astray = {flow: self._astray.get(flow, now) for flow in ours}
        return [flow for flow, since in self._astray.items() if now - since > _ASTRAY_SECONDS]

    def forget(self, older_than_ms: int) -> int:
        """Delete finished looks that ended before that moment (Unix milliseconds); how many."""
        done = [
            flow.workflow_id
            for flow in self._ready().list_workflows(
                status=["SUCCESS", "ERROR", "CANCELLED"], load_input=False, load_output=False, limit=1000
            )
            if flow.completed_at is not None and flow.completed_at < older_than_ms
        ]
        if done:
            self._ready().delete_workflows(done)
        return len(done)

    def stop(self, seconds: int, *, leaving: bool = False) -> None:
        """Let running steps finish for so long, then leave; whoever comes next goes on with them.

        `leaving`: the process ends right after, and takes the engine's threads and the lease with it.
        """
        from dbos import DBOS

        until = time.monotonic() + seconds
        while self._client and time.monotonic() < until and any(own == self.executor for own, _ in self._running()):
            time.sleep(0.05)
        if leaving:
            return
        DBOS.destroy()  # its own waiting takes a second at least, even where there is nothing to wait for
        if self._client is not None:
            self._client.destroy()
        if self._release is not None:
            self._release()

    def _running(self) -> list[tuple[str, str]]:
        """What runs, as (executor, workflow)."""
        return [(str(flow.executor_id), flow.workflow_id) for flow in self._flows() if flow.status == "PENDING"]

    def _flows(self) -> "list[Any]":
        return self._ready().list_workflows(status=_ACTIVE, load_input=False, load_output=False)

    def _ready(self) -> "DBOSClient":
        if self._client is None:
            raise RuntimeError("the engine was not launched")
        return self._client


LEASES = "executor-"
"""How the leases of executors begin; each name is used once."""


def _lease(executor: str) -> str:
    return f"{LEASES}{executor}"


def _parsed(workflow_id: str) -> tuple[str, int]:
    _, video_id, look = workflow_id.split(":")
    return video_id, int(look)

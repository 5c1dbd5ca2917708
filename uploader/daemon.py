"""`uploader run`: timers, signals and the HTTP server around the work; it decides nothing itself.

Every timer may fire twice or late without harm: a poll has its slot, a due video is taken up in one transaction, a dead
process's work is given away under its lease. SIGTERM and SIGINT stop the timers, let steps in hand finish for a few
seconds, and leave the rest to whoever comes next.
"""

import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from datetime import datetime, timedelta

import structlog
from apscheduler.schedulers.background import BackgroundScheduler

from uploader.app import App, opened
from uploader.settings import Settings
from uploader.store.trouble import trouble
from uploader.web.access import access_of
from uploader.web.application import application, for_machines
from uploader.web.metrics import measurer
from uploader.web.page import Pages
from uploader.web.routes import routes
from uploader.web.server import Server, listen
from uploader.workflow.deciding import Desk

log = structlog.get_logger()

SWEEP_SECONDS, REAP_SECONDS, TELL_SECONDS, TIDY_HOURS = 2, 5, 60, 12
CLOCK_SECONDS, JUMP_SECONDS = 5, 30
FINISH_SECONDS, GONE_SECONDS = 4, 8
"""How long steps in hand may finish after a signal, and when the process is gone whatever it is doing."""


def run(settings: Settings) -> int:
    """Work until a signal comes; the exit code.

    Raises:
        BadInput: a setting cannot be used, or the port is taken; nothing was begun.
    """
    access = access_of(settings)
    stopping = _stopped_by_signals()
    listener = listen(settings.http_host, settings.http_port)
    port = listener.getsockname()[1]
    with opened(settings) as app:
        pages = Pages(settings, app.database, app.clock)
        machines = for_machines(app.healthy, measurer(app.database, app.clock))
        server = Server(application(machines, access, pages, routes(pages, Desk(app.parts))), listener)
        server.start()
        scheduler = _timers(app)
        Clockwork(scheduler, app.clock, time.monotonic).start()
        if access.closed:
            log.warning("pages are closed", reason=access.closed)
        log.info("running", channels=list(settings.channels), pages=f"http://{settings.http_host}:{port}/")
        stopping.wait()
        log.info("stopping")
        scheduler.shutdown(wait=False)
        server.stop()
        app.engine.stop(seconds=FINISH_SECONDS)
        _leave()
    return 0


def _stopped_by_signals() -> threading.Event:
    """Set by SIGTERM or SIGINT, also while we are still starting; from then on our time is measured."""
    stopping = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        if not stopping.is_set():
            stopping.set()
            last = threading.Timer(GONE_SECONDS, _leave)
            last.daemon = True
            last.start()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)
    return stopping


def _timers(app: App) -> BackgroundScheduler:
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    start = app.clock()
    every = timedelta(minutes=app.settings.poll_minutes)
    jobs: list[tuple[Callable[[], object], timedelta, int]] = [
        (app.tick, every, int(min(30, every.total_seconds() / 10))),
        (app.sweep, timedelta(seconds=SWEEP_SECONDS), 0),
        (app.reap, timedelta(seconds=REAP_SECONDS), 0),
        (app.tell, timedelta(seconds=TELL_SECONDS), 0),
        (app.tidy, timedelta(hours=TIDY_HOURS), 600),
    ]
    for job, interval, jitter in jobs:
        scheduler.add_job(
            _guarded(job), "interval", seconds=interval.total_seconds(), jitter=jitter or None, next_run_time=start
        )
    scheduler.start()
    return scheduler


class Clockwork:
    """Keeps the timers going when the clock jumps: they wait for a time of day, which may be hours away then."""

    def __init__(
        self, scheduler: BackgroundScheduler, clock: Callable[[], datetime], passed: Callable[[], float]
    ) -> None:
        self._scheduler, self._clock, self._passed = scheduler, clock, passed
        self._ahead = self._difference()

    def start(self) -> None:
        """Look every few seconds, for as long as the process lives."""

        def watch() -> None:
            never = threading.Event()
            while not never.wait(CLOCK_SECONDS):
                self.look()

        threading.Thread(target=watch, name="clock", daemon=True).start()

    def look(self) -> None:
        """Have every job run now where the clock has jumped since the last look."""
        ahead = self._difference()
        jump, self._ahead = ahead - self._ahead, ahead
        if abs(jump) < JUMP_SECONDS:
            return
        log.warning("the clock jumped", seconds=round(jump))
        for job in self._scheduler.get_jobs():
            job.modify(next_run_time=self._clock())

    def _difference(self) -> float:
        return self._clock().timestamp() - self._passed()


def _guarded(job: Callable[[], object]) -> Callable[[], None]:
    """The job with its failure logged: a timer goes on whatever one run of it meets."""

    def guarded() -> None:
        name = getattr(job, "__name__", "?")
        try:
            job()
        except Exception as wrong:
            if reason := trouble(wrong):
                log.error("timer failed", job=name, reason=reason)  # noqa: TRY400 - no bug, and it comes every few seconds
            else:
                log.exception("timer failed", job=name)

    return guarded


def _leave() -> None:
    """Threads in a network call would keep the process for minutes; what they do is resumed by the next one."""
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)

"""`uploader run`: timers, signals and the HTTP server around the work; it decides nothing itself.

Every timer may fire twice or late without harm: a poll has its slot, a due video is taken up in one transaction, a dead
process's work is given away under its lease. SIGTERM and SIGINT stop the timers, let steps in hand finish for a few
seconds, and leave the rest to whoever comes next.
"""

import os
import signal
import sys
import threading
from collections.abc import Callable
from datetime import timedelta

import structlog

from uploader.app import App
from uploader.web.health import application
from uploader.web.server import Server

log = structlog.get_logger()

SWEEP_SECONDS, REAP_SECONDS, TIDY_HOURS = 2, 5, 12


def run(app: App) -> int:
    """Work until a signal comes; the exit code."""
    from apscheduler.schedulers.background import BackgroundScheduler

    stopping = threading.Event()

    def stop(_number: int, _frame: object) -> None:
        stopping.set()

    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, stop)

    server = Server(application(app.healthy), app.settings.http_host, app.settings.http_port)
    port = server.start()
    scheduler = BackgroundScheduler(
        timezone="UTC", job_defaults={"coalesce": True, "max_instances": 1, "misfire_grace_time": None}
    )
    start = app.clock()
    every = timedelta(minutes=app.settings.poll_minutes)
    jobs: list[tuple[Callable[[], object], timedelta, int]] = [
        (app.tick, every, int(min(30, every.total_seconds() / 10))),
        (app.sweep, timedelta(seconds=SWEEP_SECONDS), 0),
        (app.reap, timedelta(seconds=REAP_SECONDS), 0),
        (app.tidy, timedelta(hours=TIDY_HOURS), 600),
    ]
    for job, interval, jitter in jobs:
        scheduler.add_job(
            _guarded(job), "interval", seconds=interval.total_seconds(), jitter=jitter or None, next_run_time=start
        )
    scheduler.start()
    log.info("running", channels=list(app.settings.channels), health=f"http://{app.settings.http_host}:{port}/healthz")

    stopping.wait()
    log.info("stopping")
    scheduler.shutdown(wait=False)
    server.stop()
    app.engine.stop(seconds=4)
    app.database.close()
    # Threads in a network call would keep the process for minutes; what they do is resumed by the next one.
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(0)


def _guarded(job: Callable[[], object]) -> Callable[[], None]:
    """The job with its failure logged: a timer goes on whatever one run of it meets."""

    def guarded() -> None:
        try:
            job()
        except Exception:
            log.exception("timer failed", job=getattr(job, "__name__", "?"))

    return guarded

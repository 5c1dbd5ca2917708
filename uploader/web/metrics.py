"""`/metrics`: what the database tells, in Prometheus' words; the only module that knows `prometheus_client`.

Every number comes out of the shared tables, so several processes say the same; none counts for itself.
"""

import threading
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from itertools import accumulate
from typing import TYPE_CHECKING

from uploader.store.database import Database
from uploader.store.figures import Figures, Growing, figures

if TYPE_CHECKING:
    from prometheus_client.metrics_core import Metric

MEANINGS = {
    "uploader_videos": "Videos by state.",
    "uploader_events_total": "Changes of a video's state, by the new state and its cause.",
    "uploader_publications_total": "Posts committed and pushed.",
    "uploader_lag_seconds": "Seconds from a video's upload to its pushed post.",
    "uploader_findings_total": "Findings of the gate by rule and severity.",
    "uploader_calls_total": "Calls of the model by stage, model and outcome.",
    "uploader_tokens_total": "Tokens by stage, model and sort: input, cached (part of input), output.",
    "uploader_usd_total": "USD by stage and model; a call under way counts at its estimate.",
    "uploader_last_poll_timestamp_seconds": "When a channel was last polled with success.",
    "uploader_poll_failing": "1 while a channel's newest poll failed.",
    "uploader_breaker_strikes": "Refusals in a row of a service that refuses us all; 0 when all is well.",
    "uploader_breaker_open": "1 while nobody calls the service.",
}
"""Every metric, once: documentation, dashboard and alerts are held against this."""

CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8"

LAG_BOUNDS = (900, 1800, 3600, 7200, 4 * 3600, 8 * 3600, 24 * 3600, 72 * 3600)
"""Seconds: a poll's interval, and the waits for captions that follow it."""


def measurer(database: Database, clock: Callable[[], datetime]) -> Callable[[], bytes]:
    """A function that gives Prometheus' text; readings of one process come one after the other."""
    growing, turn = Growing(), threading.Lock()

    def measured() -> bytes:
        from prometheus_client import CollectorRegistry, generate_latest

        with turn:
            with database.reading() as session:
                now = figures(session)
                growing.read(session)
            registry = CollectorRegistry(auto_describe=False)
            registry.register(_Families(list(_families(now, growing, clock()))))
            return generate_latest(registry)

    return measured


class _Families:
    """What a registry collects from."""

    def __init__(self, families: "list[Metric]") -> None:
        self._families = families

    def collect(self) -> "list[Metric]":
        """The families as they were read."""
        return self._families


def _families(now: Figures, growing: Growing, moment: datetime) -> "Iterator[Metric]":
    from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily

    def filled(kind: type, name: str, labels: list[str], values: Iterable[tuple[tuple[str, ...], float]]) -> "Metric":
        family = kind(name, MEANINGS[name], labels=labels)
        for key, value in sorted(values):
            family.add_metric(list(key), value)
        metric: Metric = family
        return metric

    calls: dict[tuple[str, ...], float] = {}
    tokens: dict[tuple[str, ...], float] = {}
    usd: dict[tuple[str, ...], float] = {}
    for row in now.calls:
        calls[row.stage, row.model, row.outcome] = row.calls
        for sort, count in (("input", row.input), ("cached", row.cached), ("output", row.output)):
            tokens[row.stage, row.model, sort] = tokens.get((row.stage, row.model, sort), 0) + count
        usd[row.stage, row.model] = usd.get((row.stage, row.model), 0) + float(row.usd)

    gauge, counter = GaugeMetricFamily, CounterMetricFamily
    yield filled(gauge, "uploader_videos", ["state"], (((state,), count) for state, count in now.videos.items()))
    yield filled(counter, "uploader_events_total", ["state", "cause"], now.ended.items())
    yield filled(counter, "uploader_publications_total", [], [((), growing.published)])
    yield filled(counter, "uploader_findings_total", ["rule", "severity"], growing.found.items())
    yield filled(counter, "uploader_calls_total", ["stage", "model", "outcome"], calls.items())
    yield filled(counter, "uploader_tokens_total", ["stage", "model", "sort"], tokens.items())
    yield filled(counter, "uploader_usd_total", ["stage", "model"], usd.items())
    last = [((name,), at.timestamp()) for name, (at, _) in now.polls.items() if at is not None]
    yield filled(gauge, "uploader_last_poll_timestamp_seconds", ["channel"], last)
    yield filled(gauge, "uploader_poll_failing", ["channel"], (((n,), bad) for n, (_, bad) in now.polls.items()))
    yield filled(gauge, "uploader_breaker_strikes", ["service"], (((n,), s) for n, (s, _) in now.breakers.items()))
    shut = [((n,), until is not None and until > moment) for n, (_, until) in now.breakers.items()]
    yield filled(gauge, "uploader_breaker_open", ["service"], shut)

    lag = HistogramMetricFamily("uploader_lag_seconds", MEANINGS["uploader_lag_seconds"])
    counts = [0] * (len(LAG_BOUNDS) + 1)
    for seconds in growing.lags:
        counts[bisect_left(LAG_BOUNDS, seconds)] += 1
    names = [*(str(float(bound)) for bound in LAG_BOUNDS), "+Inf"]
    lag.add_metric([], list(zip(names, accumulate(counts), strict=True)), sum(growing.lags))
    yield lag

"""Costs: by day and month against the caps; by channel, model and stage; what the cache saved."""

from datetime import date, timedelta
from decimal import Decimal

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from uploader.settings import Settings
from uploader.store import channels, ledger, spendings
from uploader.store.ledger import Caps
from uploader.view.chart import chart
from uploader.view.costs import Prices, begin_of, days, months
from uploader.view.today import meters
from uploader.web.page import Pages

DAYS, MONTHS = 30, 12
WIDE, NARROW = 1040, 320
"""Widths of the same drawing, for two sorts of screen."""


def routes(pages: Pages) -> list[BaseRoute]:
    """`/costs`."""

    def costs(request: Request) -> Response:
        settings, now = pages.settings, pages.clock()
        by = "month" if request.query_params.get("by") == "month" else "day"
        begin: date = begin_of(now.date(), MONTHS) if by == "month" else now.date() - timedelta(days=DAYS - 1)
        with pages.database.reading() as session:
            spent, sums = spendings.spent(session, begin), ledger.spent(session, now)
            titles = channels.known(session)
        if by == "month":
            told = months(spent, now.date(), MONTHS, settings.budget_month_usd, _prices(settings))
        else:
            told = days(spent, now.date(), DAYS, settings.budget_day_usd, _prices(settings))
        charts = [("wide-only", chart(told.bars, told.cap, WIDE)), ("narrow-only", chart(told.bars, told.cap, NARROW))]
        caps = Caps(settings.budget_video_usd, settings.budget_day_usd, settings.budget_month_usd)
        return pages.shown(
            request, "costs", by=by, told=told, charts=charts, meters=meters(sums, caps), titles=titles,
            period=f"the last {DAYS} days" if by == "day" else f"the last {MONTHS} months",
            video_cap=settings.budget_video_usd,
        )  # fmt: skip

    return [Route("/costs", costs)]


def _prices(settings: Settings) -> Prices:
    found: dict[str, tuple[Decimal, Decimal]] = {}
    for model, price in settings.prices.items():
        found[model] = (price.input, price.input if price.cached is None else price.cached)
    return found

"""Money as it is told: by day or month against a cap, by channel, model and stage, and what the cache saved."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from uploader.store.spendings import Spent


@dataclass(frozen=True, slots=True)
class Bar:
    """What a day or month cost; `over` where it passed the cap."""

    name: str
    label: str
    usd: Decimal
    calls: int
    over: bool


@dataclass(frozen=True, slots=True)
class Group:
    """What one channel, model or stage cost."""

    name: str
    calls: int
    input: int
    cached: int
    output: int
    usd: Decimal
    share: float


@dataclass(frozen=True, slots=True)
class Costs:
    """A period's money. `saved` is None where no price tells what cached tokens cost less."""

    bars: tuple[Bar, ...]
    cap: Decimal | None
    total: Group
    groups: Mapping[str, tuple[Group, ...]]
    saved: Decimal | None

    @property
    def saved_share(self) -> float:
        """The share of what would have been spent that was saved."""
        return float(self.saved / (self.saved + self.total.usd)) if self.saved else 0.0


Prices = Mapping[str, tuple[Decimal, Decimal]]
"""USD per million input tokens by model: whole, and cached."""


def days(spent: Sequence[Spent], today: date, number: int, cap: Decimal | None, prices: Prices) -> Costs:
    """The last `number` days, today included; days without calls too."""
    begin = today - timedelta(days=number - 1)
    names = [(begin + timedelta(days=n)) for n in range(number)]
    labels = {f"{day:%Y-%m-%d}": f"{day.day} {day:%b}" if day.day == 1 or n == 0 else f"{day.day}"
              for n, day in enumerate(names)}  # fmt: skip
    return _costs([one for one in spent if one.day >= begin], labels, lambda one: f"{one.day:%Y-%m-%d}", cap, prices)


def months(spent: Sequence[Spent], today: date, number: int, cap: Decimal | None, prices: Prices) -> Costs:
    """The last `number` months, this one included."""
    first = begin_of(today, number)
    labels: dict[str, str] = {}
    month = first
    while month <= today:
        labels[f"{month:%Y-%m}"] = f"{month:%b %Y}" if month.month == 1 or not labels else f"{month:%b}"
        month = (month + timedelta(days=32)).replace(day=1)
    return _costs([one for one in spent if one.day >= first], labels, lambda one: f"{one.day:%Y-%m}", cap, prices)


def begin_of(today: date, months: int) -> date:
    """The first day of the month `months - 1` before this one."""
    year, month = divmod(today.year * 12 + today.month - months, 12)
    return date(year, month + 1, 1)


def _costs(
    spent: Sequence[Spent],
    labels: Mapping[str, str],
    named: Callable[[Spent], str],
    cap: Decimal | None,
    prices: Prices,
) -> Costs:
    by_name = {group.name: group for group in _grouped(spent, named)}
    bars = tuple(
        Bar(name, label, group.usd if group else Decimal(0), group.calls if group else 0,
            over=cap is not None and group is not None and group.usd > cap)
        for name, label in labels.items()
        for group in (by_name.get(name),)
    )  # fmt: skip
    (total,) = _grouped(spent, lambda _: "all") or (_NOTHING,)
    sorts: dict[str, Callable[[Spent], str]] = {
        "channel": lambda one: one.channel, "model": lambda one: one.model, "stage": lambda one: one.stage,
    }  # fmt: skip
    groups = {sort: _grouped(spent, by) for sort, by in sorts.items()}
    known = [(group, prices[group.name]) for group in groups["model"] if group.name in prices]
    saved = sum((group.cached * (whole - less) / 1_000_000 for group, (whole, less) in known), Decimal(0))
    return Costs(bars, cap, total, groups, saved if known else None)


_NOTHING = Group("all", 0, 0, 0, 0, Decimal(0), 0.0)


def _grouped(spent: Iterable[Spent], by: Callable[[Spent], str]) -> tuple[Group, ...]:
    """Groups, the dearest first."""
    members: defaultdict[str, list[Spent]] = defaultdict(list)
    for one in spent:
        members[by(one)].append(one)
    sums = {name: sum((one.usd for one in among), Decimal(0)) for name, among in members.items()}
    whole = sum(sums.values(), Decimal(0))
    groups = [
        Group(
            name, sum(one.calls for one in among), sum(one.input for one in among), sum(one.cached for one in among),
            sum(one.output for one in among), sums[name], float(sums[name] / whole) if whole else 0.0,
        )
        for name, among in members.items()
    ]  # fmt: skip
    return tuple(sorted(groups, key=lambda group: (-group.usd, group.name)))

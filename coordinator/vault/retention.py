"""Which snapshots to keep: a pure rule."""

from collections.abc import Callable, Hashable, Iterable
from datetime import datetime, timedelta

KEEP_ALL = timedelta(days=2)
DAILY, WEEKLY, MONTHLY = 12, 10, 9
NEVER_FEWER = 3


def to_keep(instants: Iterable[datetime], *, now: datetime) -> frozenset[datetime]:
    """The instants of the snapshots to keep.

    Everything of the last two days; of what is older the newest of each day for 12 days, then of each week for 10
    weeks, then of each month for 9 months, by days, ISO weeks and months in UTC. The newest three stay in any case.
    Anki's scheme (docs.ankiweb.net/backups.html).
    """
    newest_first = sorted(set(instants), reverse=True)
    keep = set(newest_first[:NEVER_FEWER])
    keep |= {instant for instant in newest_first if now - instant <= KEEP_ALL}
    older = [instant for instant in newest_first if now - instant > KEEP_ALL]
    for period, count in ((_day, DAILY), (_week, WEEKLY), (_month, MONTHLY)):
        kept, older = _newest_of_each(older, period, count)
        keep |= kept
    return frozenset(keep)


def _newest_of_each(
    newest_first: list[datetime], period: Callable[[datetime], Hashable], count: int
) -> tuple[set[datetime], list[datetime]]:
    """The newest of each of ``count`` periods, and what is older than these periods."""
    kept: dict[Hashable, datetime] = {}
    for place, instant in enumerate(newest_first):
        if period(instant) in kept:
            continue
        if len(kept) == count:
            return set(kept.values()), newest_first[place:]
        kept[period(instant)] = instant
    return set(kept.values()), []


def _day(instant: datetime) -> Hashable:
    return instant.date()


def _week(instant: datetime) -> Hashable:
    return tuple(instant.isocalendar())[:2]


def _month(instant: datetime) -> Hashable:
    return (instant.year, instant.month)

"""US federal holidays as closures that a clinic may choose: nothing is closed by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordinator.series import queries, rules
from coordinator.series.facts import Window
from coordinator.store.unit_of_work import UnitOfWork


@dataclass(frozen=True, slots=True)
class HolidayOffered:
    """A federal holiday (5 U.S.C. 6103), and how many sessions closing on it would cancel.

    One that falls on a weekend is offered twice: on its own day and, `observed`, on the weekday that offices
    keep. `closed` says that a closure covers it already.
    """

    on: date
    name: str
    observed: bool
    sessions: int
    closed: bool


def holidays_offered(work: UnitOfWork, first: date, last: date) -> tuple[HolidayOffered, ...]:
    """Give the federal holidays from `first` through `last`, by date.

    Raises `EndsBeforeStart` and `WindowTooLong`.
    """
    rules.check_order(first, last)
    window = Window(first, last)
    rules.check_window(window)
    closed = queries.closures(work)
    found = []
    for on, name, observed in _federal(window):
        count = sum(one.takes_place for one in queries.planned(work, on, on))
        covered = any(one.from_on <= on <= one.to_on for one in closed)
        found.append(HolidayOffered(on, name, observed, count, covered))
    return tuple(found)


def _federal(window: Window) -> list[tuple[date, str, bool]]:
    import holidays  # noqa: PLC0415  heavy, and only the closures dialog asks

    years = range(window.first.year, window.last.year + 1)
    proper = holidays.country_holidays("US", years=years, observed=False, language="en_US")
    kept = holidays.country_holidays("US", years=years, observed=True, language="en_US")
    days = [(on, name, False) for on, name in proper.items()]
    days += [(on, name.removesuffix(" (observed)"), True) for on, name in kept.items() if on not in proper]
    return sorted(day for day in days if window.holds(day[0]))

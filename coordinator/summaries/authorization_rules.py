"""What a payer approved, how much of it is used, and when it runs out at the present pace: pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from coordinator.errors import RuleViolation
from coordinator.vocabulary import ApprovedUnit

PACE_DAYS = 28
"""The present pace is that of the last four weeks."""
WARN_DAYS = 14
QUARTER = 15
MOST_UNITS = 1_000_000


class UnitsOutOfRange(RuleViolation):
    """A payer approves one unit at least."""

    def __init__(self, approved: int) -> None:
        super().__init__(str(approved))
        self.approved = approved
        self.field = "approved"


@dataclass(frozen=True, slots=True)
class Use:
    """How far an authorization is used up on a day.

    `runs_out_on` is the first day on which nothing would be left at the present pace, None where it lasts to its
    end or nothing was used lately.
    """

    used: int
    remaining: int
    runs_out_on: date | None


def check_units(approved: int) -> None:
    """Refuse a number of units that no payer approves; raises `UnitsOutOfRange`."""
    if not 1 <= approved <= MOST_UNITS:
        raise UnitsOutOfRange(approved)


def units_of(credited: Mapping[date, int], unit: ApprovedUnit) -> int:
    """Give the units of credited minutes by service date.

    A quarter hour is counted when it is full, over each day together; a day with any credited minute is one day,
    however many groups were visited on it.
    """
    if unit is ApprovedUnit.MINUTES:
        return sum(credited.values())
    if unit is ApprovedUnit.QUARTER_HOURS:
        return sum(minutes // QUARTER for minutes in credited.values())
    return sum(minutes > 0 for minutes in credited.values())


def use_of(
    approved: int, unit: ApprovedUnit, first: date, last: date, credited: Mapping[date, int], today: date
) -> Use:
    """Give how far an authorization from `first` through `last` is used up on a day.

    `credited` are the client's credited minutes by service date; only days of the authorization count.
    """
    inside = {day: minutes for day, minutes in credited.items() if first <= day <= last}
    used = units_of(inside, unit)
    remaining = approved - used
    if remaining <= 0:
        return Use(used, remaining, _used_up_on(approved, unit, inside))
    begins = max(first, today - timedelta(days=PACE_DAYS - 1))
    lately = units_of({day: minutes for day, minutes in inside.items() if begins <= day <= today}, unit)
    days = (today - begins).days + 1
    if lately <= 0 or days <= 0 or today > last:
        return Use(used, remaining, None)
    runs_out_on = today + timedelta(days=-(-remaining * days // lately))
    return Use(used, remaining, runs_out_on if runs_out_on <= last else None)


def ends_soon(use: Use, last: date, today: date, *, within: int = WARN_DAYS) -> date | None:
    """Give the day on which an authorization ends or is used up, where that is within so many days; else None.

    One that was over before today is nobody's worry any more.
    """
    ends = min(last, use.runs_out_on) if use.runs_out_on is not None else last
    return ends if last >= today and ends <= today + timedelta(days=within) else None


def _used_up_on(approved: int, unit: ApprovedUnit, credited: Mapping[date, int]) -> date:
    before: dict[date, int] = {}
    for day in sorted(credited):
        before[day] = credited[day]
        if units_of(before, unit) >= approved:
            return day
    return max(credited)

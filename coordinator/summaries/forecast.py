"""What can still be reached this week: said while there is time to do something about it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.weekly_summary import ClientWeek, weekly_summary
from coordinator.vocabulary import GroupId


@dataclass(frozen=True, slots=True)
class Forecast:
    """The week that holds a day: how many clients can still reach their goal, and the weeks of those who cannot."""

    starts_on: date
    ends_on: date
    clients: int
    reachable: int
    goal_minutes: int
    falling_short: tuple[ClientWeek, ...]


def forecast(work: UnitOfWork, day: date, group_id: GroupId | None = None) -> Forecast:
    """Give the forecast of the week that holds `day`.

    Nobody is said to fall short because of days before admission or after discharge, or of sessions that the
    program cancelled: those lower what was expected, so the goal is held against the lesser of both.
    """
    summary = weekly_summary(work, day, group_id)
    short = tuple(one for one in summary.clients if one.hours.falls_short)
    return Forecast(
        starts_on=summary.starts_on,
        ends_on=summary.ends_on,
        clients=len(summary.clients),
        reachable=len(summary.clients) - len(short),
        goal_minutes=summary.rules.weekly_goal_minutes,
        falling_short=short,
    )

"""What a payer's rules will say of a plan: told while it is made, so that nobody learns it from a denied claim."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from coordinator import programs, roster
from coordinator.programs import ProgramRules
from coordinator.series import queries, rules
from coordinator.series.facts import Block, PlannedSession, Recurrence, Segment, Window, break_minutes
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import BlockId, ExceptionKind, GroupId, Weekday

MOST_DAYS_PER_WEEK = 5
"""Intensive outpatient services take place on three to five days a week (SAMHSA Advisory PEP20-02-01-021)."""
WEEKS_AHEAD = 26
A_WEEK = timedelta(weeks=1)


class OutlookKind(StrEnum):
    """What a plan misses."""

    DAY_TOO_SHORT = "day-too-short"
    TOO_FEW_DAYS = "too-few-days"
    TOO_MANY_DAYS = "too-many-days"
    WEEK_BELOW_GOAL = "week-below-goal"


@dataclass(frozen=True, slots=True)
class Outlook:
    """One rule that a group's plan misses. `found` and `wanted` are minutes, or days where the kind counts days.

    `weekday` and `break_minutes` are given for `DAY_TOO_SHORT`; `week_starts_on` and `closures`, the names of the
    closures that take the minutes away, for `WEEK_BELOW_GOAL`.
    """

    kind: OutlookKind
    group_id: GroupId
    group_name: str
    found: int
    wanted: int
    weekday: Weekday | None = None
    break_minutes: int = 0
    week_starts_on: date | None = None
    closures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Pattern:
    """A weekly block as it would be: what `add_block` and `change_block` are about to write."""

    recurrence: Recurrence
    segments: tuple[Segment, ...] = ()

    @property
    def break_minutes(self) -> int:
        """Minutes that do not count."""
        return break_minutes(self.segments)

    @property
    def countable_minutes(self) -> int:
        """Clinical minutes: the block without its breaks."""
        return self.recurrence.minutes - self.break_minutes


def outlook(
    work: UnitOfWork, group_id: GroupId, planned: Sequence[Pattern] = (), *, instead_of: BlockId | None = None
) -> tuple[Outlook, ...]:
    """Give what a group's week would miss with some blocks more; without any, what it misses as it is.

    `instead_of` is the block that is being changed. Days are looked at in the week in which the last of the
    planned blocks begins. A day counts by the minutes of the program's day rule (180 for HCPCS H0015): a block of
    180 minutes with a break of 15 is 165. Raises `NotFound`.
    """
    name = roster.group(work, group_id).name
    day = max([work.now.date(), *(one.recurrence.from_on for one in planned)])
    in_force = programs.rules_on(work, day)
    standing = [one for one in queries.blocks(work, group_id) if one.id != instead_of and _is_in_force(one, day)]
    patterns = [*(Pattern(one.recurrence, one.segments) for one in standing), *planned]
    if not patterns:
        return ()
    ahead = Window(day, day + WEEKS_AHEAD * A_WEEK)
    return (*_days_of(group_id, name, patterns, in_force), *_below(work, group_id, name, ahead))


def closure_outlook(work: UnitOfWork, from_on: date, to_on: date, name: str = "") -> tuple[Outlook, ...]:
    """Give the weeks in which closing on these days would leave a group below the weekly goal.

    Raises `EndsBeforeStart` and `WindowTooLong`.
    """
    rules.check_order(from_on, to_on)
    window = Window(from_on, to_on)
    rules.check_window(window)
    found: list[Outlook] = []
    for group in roster.groups(work):
        found += _below(work, group.id, group.name, window, also=(window, name))
    return tuple(sorted(found, key=lambda one: (one.week_starts_on or date.min, one.group_name)))


def _is_in_force(block: Block, day: date) -> bool:
    return block.recurrence.until_on is None or block.recurrence.until_on >= day


def _days_of(group_id: GroupId, name: str, patterns: Sequence[Pattern], in_force: ProgramRules) -> Iterable[Outlook]:
    by_day: dict[Weekday, list[Pattern]] = defaultdict(list)
    for one in patterns:
        by_day[one.recurrence.weekday].append(one)
    for weekday in sorted(by_day, key=lambda day: day.number):
        minutes = sum(one.countable_minutes for one in by_day[weekday])
        if minutes < in_force.min_minutes_per_day:
            pause = sum(one.break_minutes for one in by_day[weekday])
            yield Outlook(
                OutlookKind.DAY_TOO_SHORT, group_id, name, minutes, in_force.min_minutes_per_day, weekday, pause
            )
    if len(by_day) < in_force.min_days_per_week:
        yield Outlook(OutlookKind.TOO_FEW_DAYS, group_id, name, len(by_day), in_force.min_days_per_week)
    if len(by_day) > MOST_DAYS_PER_WEEK:
        yield Outlook(OutlookKind.TOO_MANY_DAYS, group_id, name, len(by_day), MOST_DAYS_PER_WEEK)


def _below(
    work: UnitOfWork, group_id: GroupId, name: str, window: Window, *, also: tuple[Window, str] | None = None
) -> tuple[Outlook, ...]:
    """Give the weeks that offer less than the goal because of a closure, and would reach it without."""
    band = roster.group(work, group_id).age_band
    week_starts = programs.rules_on(work, window.first).week_starts
    begins, _ = programs.week_of(window.first, week_starts)
    _, ends = programs.week_of(window.last, week_starts)
    weeks: dict[date, list[PlannedSession]] = defaultdict(list)
    for session in queries.planned(work, begins, ends, group_id):
        weeks[programs.week_of(session.service_date, week_starts)[0]].append(session)
    found = []
    for starts_on, sessions in sorted(weeks.items()):
        closed = [one for one in sessions if _is_closed(one, also)]
        goal = programs.rules_on(work, starts_on).goal_minutes(band)
        standing = sum(_counted(one) for one in sessions if one.takes_place and one not in closed)
        if closed and standing < goal <= standing + sum(_counted(one) for one in closed):
            names = tuple(dict.fromkeys(one.reason or (also[1] if also else "") for one in closed))
            found.append(
                Outlook(
                    OutlookKind.WEEK_BELOW_GOAL,
                    group_id,
                    name,
                    standing,
                    goal,
                    week_starts_on=starts_on,
                    closures=names,
                )
            )
    return tuple(found)


def _is_closed(session: PlannedSession, also: tuple[Window, str] | None) -> bool:
    if session.exception is ExceptionKind.CLOSURE:
        return True
    return also is not None and session.takes_place and also[0].holds(session.service_date)


def _counted(session: PlannedSession) -> int:
    return session.planned_minutes - break_minutes(session.segments)

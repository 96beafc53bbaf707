"""What the store says of a plan before it is stored, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from coordinator import roster, series, sessions
from coordinator.series import Outlook, OutlookKind, Pattern, PlannedSession, Recurrence
from coordinator.sessions import Clash
from coordinator.store.unit_of_work import UnitOfWork
from ui.week.block_order import BlockOrder


@dataclass(frozen=True, slots=True)
class BlockCheck:
    """What a block would clash with, and which rules of the program its group would miss."""

    clashes: tuple[Clash, ...]
    outlook: tuple[Outlook, ...]


@dataclass(frozen=True, slots=True)
class ClosureCheck:
    """What closing on some days would cancel, each with its group's name, and which weeks would fall short."""

    cancelled: tuple[tuple[PlannedSession, str], ...]
    outlook: tuple[Outlook, ...]


def check_block(work: UnitOfWork, order: BlockOrder) -> BlockCheck:
    """Read what is to be said of a block; raises as `clashes_of_block` does."""
    patterns = [
        Recurrence(day, order.starts, order.minutes, order.zone, order.from_on, order.until_on, order.every_weeks)
        for day in order.weekdays
    ]
    clashes = sessions.clashes_of_block(work, order.group_id, patterns)
    found = series.outlook(work, order.group_id, [Pattern(one, order.segments) for one in patterns])
    # Other days of the group were said when they were planned.
    mine = (one for one in found if one.kind is not OutlookKind.DAY_TOO_SHORT or one.weekday in order.weekdays)
    return BlockCheck(clashes, tuple(mine))


def check_closure(work: UnitOfWork, from_on: date, to_on: date) -> ClosureCheck:
    """Read what closing on these days would do; raises `EndsBeforeStart`, `WindowTooLong`."""
    names = {group.id: group.name for group in roster.groups(work)}
    found = series.cancelled_by_closure(work, from_on, to_on)
    cancelled = tuple((one, names.get(one.group_id, "")) for one in found)
    return ClosureCheck(cancelled, series.closure_outlook(work, from_on, to_on))

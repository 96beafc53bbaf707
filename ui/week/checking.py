"""What the store says of a plan before it is stored, read in one go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from coordinator import programs, roster, series, sessions
from coordinator.series import Block, Outlook, OutlookKind, Pattern, PlannedSession, Recurrence
from coordinator.sessions import Clash
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import FacilitatorId, GroupSessionId
from ui.week.block_order import BlockOrder
from ui.week.extra_form import ExtraOrder


@dataclass(frozen=True, slots=True)
class BlockCheck:
    """What a plan would clash with, and which rules of the program its group would miss."""

    clashes: tuple[Clash, ...]
    outlook: tuple[Outlook, ...]
    fewest_days: int = 0


@dataclass(frozen=True, slots=True)
class ClosureCheck:
    """What closing on some days would cancel, each with its group's name, and which weeks would fall short."""

    cancelled: tuple[tuple[PlannedSession, str], ...]
    outlook: tuple[Outlook, ...]


def check_block(work: UnitOfWork, order: BlockOrder) -> BlockCheck:
    """Read what is to be said of a block; raises as `clashes_of_block` does."""
    patterns = order.patterns
    clashes = sessions.clashes_of_block(
        work,
        order.group_id,
        patterns,
        segments=order.segments,
        facilitator_id=order.facilitator_id,
        instead_of=order.changes,
    )
    planned = [Pattern(one, order.segments) for one in patterns]
    found = series.outlook(work, order.group_id, planned, instead_of=order.changes)
    # Other days of the group were said when they were planned.
    mine = (one for one in found if one.kind is not OutlookKind.DAY_TOO_SHORT or one.weekday in order.weekdays)
    return BlockCheck(clashes, tuple(mine), _fewest_days(work))


def check_following(
    work: UnitOfWork, block: Block, changed: Recurrence, facilitator_id: FacilitatorId | None
) -> BlockCheck:
    """Read what is to be said of a block that follows another pattern; what its group missed before was said then."""
    segments = series.fit_segments(block.segments, changed.minutes)
    clashes = sessions.clashes_of_block(
        work, block.group_id, [changed], segments=segments, facilitator_id=facilitator_id, instead_of=block.id
    )
    known = {(one.kind, one.weekday, one.found) for one in series.outlook(work, block.group_id)}
    after = series.outlook(work, block.group_id, [Pattern(changed, segments)], instead_of=block.id)
    fresh = (one for one in after if (one.kind, one.weekday, one.found) not in known)
    return BlockCheck(clashes, tuple(fresh), _fewest_days(work))


def check_session(work: UnitOfWork, session_id: GroupSessionId, starts_at: datetime, minutes: int | None) -> BlockCheck:
    """Read what is to be said of a session that is held at another time, or with `minutes` for another length."""
    clashes = sessions.clashes_of_session(work, session_id, starts_at=starts_at, minutes=minutes)
    after = sessions.outlook_of_session(work, session_id, starts_at=starts_at, minutes=minutes)
    return BlockCheck(clashes, () if after == sessions.outlook_of_session(work, session_id) else after)


def check_extra(work: UnitOfWork, order: ExtraOrder) -> BlockCheck:
    """Read what is to be said of one session more."""
    clashes = sessions.clashes_of_extra(work, order.group_id, order.starts_at, order.minutes)
    found = sessions.outlook_of_extra(work, order.group_id, order.starts_at, order.minutes, order.segments)
    return BlockCheck(clashes, found)


def _fewest_days(work: UnitOfWork) -> int:
    return programs.rules_on(work, work.now.date()).min_days_per_week


def check_closure(work: UnitOfWork, from_on: date, to_on: date) -> ClosureCheck:
    """Read what closing on these days would do; raises `EndsBeforeStart`, `WindowTooLong`."""
    names = {group.id: group.name for group in roster.groups(work)}
    found = series.cancelled_by_closure(work, from_on, to_on)
    cancelled = tuple((one, names.get(one.group_id, "")) for one in found)
    return ClosureCheck(cancelled, series.closure_outlook(work, from_on, to_on))

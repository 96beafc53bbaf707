"""The level of care of a client from a day on: what hours are asked, and when fewer are meant."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from uuid import UUID

from sqlmodel import col, select

from coordinator.changes import Change
from coordinator.roster.errors import GoalOutOfRange
from coordinator.roster.levels import CareLevel
from coordinator.roster.reversal import TOPICS, Keepsake
from coordinator.roster.rules import check_order
from coordinator.store.tables import CareLevelRow, ClientRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, LevelOfCare

MINUTES_A_WEEK = 7 * 24 * 60


def set_care_level(
    work: UnitOfWork,
    client_id: ClientId,
    from_on: date,
    level: LevelOfCare,
    *,
    ordered_weekly_minutes: int | None = None,
    transition_until: date | None = None,
) -> Change[UUID]:
    """Let a level of care hold from a day on; one that begins on the same day is replaced.

    `ordered_weekly_minutes` of None leaves the program's goal. Raises `NotFound`, `GoalOutOfRange`, and
    `DatesOutOfOrder` where the transition ends before it begins.
    """
    work.get(ClientRow, client_id)
    check_order(from_on, transition_until)
    if ordered_weekly_minutes is not None and not 0 <= ordered_weekly_minutes <= MINUTES_A_WEEK:
        raise GoalOutOfRange(ordered_weekly_minutes)
    same_day = select(CareLevelRow).where(CareLevelRow.client_id == client_id, CareLevelRow.from_on == from_on)
    row = work.rows.exec(same_day).first() or CareLevelRow(client_id=client_id, from_on=from_on, level=level)
    keepsake = Keepsake(work)
    keepsake.note(CareLevelRow, row.id)
    row.level, row.ordered_weekly_minutes, row.transition_until = level, ordered_weekly_minutes, transition_until
    work.rows.add(row)
    back = keepsake.inverse(Action.SET_CARE_LEVEL, client_id)
    detail = {"from": from_on.isoformat(), "level": level.value}
    return Change(Action.SET_CARE_LEVEL, client_id, TOPICS, outcome=row.id, undo=back, detail=detail)


def remove_care_level(work: UnitOfWork, care_level_id: UUID) -> Change[UUID]:
    """Take back a level that was set by mistake; the one before it goes on. Raises `NotFound`."""
    row = work.get(CareLevelRow, care_level_id)
    keepsake = Keepsake(work)
    keepsake.note(CareLevelRow, row.id)
    work.rows.delete(row)
    back = keepsake.inverse(Action.REMOVE_CARE_LEVEL, row.client_id)
    detail = {"from": row.from_on.isoformat(), "level": row.level.value}
    return Change(Action.REMOVE_CARE_LEVEL, row.client_id, TOPICS, outcome=care_level_id, undo=back, detail=detail)


def care_levels(work: UnitOfWork, client_ids: Collection[ClientId]) -> dict[ClientId, tuple[CareLevel, ...]]:
    """Give the levels of care of some clients, each client's oldest first."""
    wanted = select(CareLevelRow).where(col(CareLevelRow.client_id).in_(client_ids)).order_by(col(CareLevelRow.from_on))
    found: dict[ClientId, list[CareLevel]] = defaultdict(list)
    for row in work.rows.exec(wanted):
        found[row.client_id].append(
            CareLevel(row.id, row.from_on, row.level, row.ordered_weekly_minutes, row.transition_until)
        )
    return {client_id: tuple(levels) for client_id, levels in found.items()}

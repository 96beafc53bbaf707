"""The absences that one client has announced, across groups and days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from coordinator.store.tables import GroupRow, GroupSessionRow, PlannedAbsenceRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, ExcuseReason, GroupSessionId


@dataclass(frozen=True, slots=True)
class AnnouncedAbsence:
    """Notice that a client gave for one session.

    Instants are UTC; `zone` is the IANA zone of the session. `expected_at` is when the client means to come, or
    None for the whole session.
    """

    session_id: GroupSessionId
    group_name: str
    starts_at: datetime
    zone: str
    expected_at: datetime | None
    reason: ExcuseReason
    note: str


def announced_absences(work: UnitOfWork, client_id: ClientId) -> tuple[AnnouncedAbsence, ...]:
    """Give what a client announced for sessions that are not over yet, by start."""
    wanted = (
        select(PlannedAbsenceRow, GroupSessionRow, GroupRow)
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(PlannedAbsenceRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(col(PlannedAbsenceRow.client_id) == client_id)
        .where(col(GroupSessionRow.ends_at) > work.now)
        .order_by(col(GroupSessionRow.starts_at))
    )
    return tuple(
        AnnouncedAbsence(
            session.id,
            group.name,
            session.starts_at,
            session.zone,
            absence.expected_at,
            absence.reason,
            absence.note,
        )
        for absence, session, group in work.rows.exec(wanted)
    )

"""A session's attendance as stored, read as columns: between a key press and its picture every millisecond counts."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import bindparam
from sqlalchemy import select as select_columns
from sqlmodel import col

from coordinator.store.tables import AttendanceRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    ClientId,
    ExcuseReason,
    FacilitatorId,
    GroupSessionId,
    Mark,
    MarkSource,
    Modality,
    ReportImportId,
)


class PlainRow(NamedTuple):
    """What a sheet shows of an `AttendanceRow`; nobody can write with it. The defaults are those of the table."""

    client_id: ClientId
    mark: Mark = Mark.UNMARKED
    late: bool = False
    left_early: bool = False
    arrived_late_minutes: int | None = None
    left_early_minutes: int | None = None
    away_minutes: int = 0
    announced: bool = False
    reason: ExcuseReason | None = None
    reason_note: str = ""
    source: MarkSource = MarkSource.TYPED
    import_id: ReportImportId | None = None
    marked_at: datetime | None = None
    marked_by: FacilitatorId | None = None
    modality: Modality = Modality.VIDEO
    location: str = ""
    location_state: str = ""
    location_confirmed_at: datetime | None = None
    contact_confirmed_at: datetime | None = None
    callback_number: str | None = None
    callback_confirmed_at: datetime | None = None


_WANTED = select_columns(*(col(getattr(AttendanceRow, name)) for name in PlainRow._fields)).where(
    col(AttendanceRow.session_id) == bindparam("session")
)


def plain_rows(work: UnitOfWork, session_id: GroupSessionId) -> dict[ClientId, PlainRow]:
    """Give what is stored of a session, by client, with what this transaction wrote."""
    work.rows.flush()
    found = map(PlainRow._make, work.rows.connection().execute(_WANTED, {"session": session_id}))
    return {row.client_id: row for row in found}

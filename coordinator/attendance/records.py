"""The stored rows behind attendance: found or made, read as facts, written from facts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import UTC, date, datetime, timedelta
from typing import cast

from sqlalchemy import BindParameter, ColumnElement, Select, and_, bindparam, distinct, exists
from sqlalchemy import select as select_columns
from sqlalchemy.orm import Mapped
from sqlmodel import col, func, select

from coordinator.attendance.facts import MarkState, Notice
from coordinator.attendance.plain_rows import PlainRow
from coordinator.attendance.queries_between import times_of
from coordinator.attendance.rules import SessionTimes
from coordinator.sessions import session_row
from coordinator.store.tables import (
    AttendanceRow,
    ClientRow,
    EnrolmentRow,
    ExportRow,
    GroupSessionRow,
    NoteRow,
    PlannedAbsenceRow,
    SessionSegmentRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupId, GroupSessionId, NoteStatus

# Built once: a mark runs all of these between the key press and the next picture of the screen, and putting a
# statement together takes longer than the store takes to answer it.
_SESSION: BindParameter[GroupSessionId] = bindparam("session")
_CLIENT: BindParameter[ClientId] = bindparam("client")
_CLIENTS: BindParameter[ClientId] = bindparam("clients", expanding=True)
_ROWS = select(AttendanceRow).where(col(AttendanceRow.session_id) == _SESSION)
_ROW_OF_CLIENT = _ROWS.where(col(AttendanceRow.client_id) == _CLIENT)
_ROWS_OF_CLIENTS = _ROWS.where(col(AttendanceRow.client_id).in_(_CLIENTS))
_GAVE_NOTICE = (
    select(col(PlannedAbsenceRow.client_id))
    .where(col(PlannedAbsenceRow.session_id) == _SESSION)
    .where(col(PlannedAbsenceRow.client_id).in_(_CLIENTS))
)
_SESSION_AND_ROW = (
    select(GroupSessionRow, AttendanceRow)
    .join(
        AttendanceRow,
        and_(col(AttendanceRow.session_id) == col(GroupSessionRow.id), col(AttendanceRow.client_id) == _CLIENT),
        isouter=True,
    )
    .where(col(GroupSessionRow.id) == _SESSION)
)


def _about(*, single: bool) -> Select[int, bool, bool]:
    """Build what `notices_about` asks; a list of clients takes longer to ask about than one."""

    def named(client: Mapped[ClientId] | Mapped[ClientId | None]) -> ColumnElement[bool]:
        return client == _CLIENT if single else client.in_(_CLIENTS)

    enrolled = (
        select_columns(func.count(distinct(col(EnrolmentRow.client_id))))
        .where(col(EnrolmentRow.group_id) == bindparam("group"), named(col(EnrolmentRow.client_id)))
        .where(col(EnrolmentRow.starts_on) <= bindparam("day"))
        .where(col(EnrolmentRow.ends_on).is_(None) | (col(EnrolmentRow.ends_on) >= bindparam("day")))
    )
    signed = (
        exists(col(NoteRow.id))
        .where(col(NoteRow.session_id) == _SESSION, named(col(NoteRow.client_id)))
        .where(col(NoteRow.status) == NoteStatus.SIGNED)
    )
    day: BindParameter[date] = bindparam("day")
    exported = (
        exists(col(ExportRow.id))
        .where(col(ExportRow.week_starts_on) <= day, col(ExportRow.week_starts_on) > bindparam("week_before"))
        .where(col(ExportRow.group_id).is_(None) | (col(ExportRow.group_id) == bindparam("group")))
        .where(col(ExportRow.client_id).is_(None) | named(col(ExportRow.client_id)))
        .where(col(ExportRow.exported_at) > bindparam("began"))
    )
    return select_columns(enrolled.scalar_subquery(), signed, exported)


_ABOUT_ONE, _ABOUT_SEVERAL = _about(single=True), _about(single=False)
_OF_A_MARK = (
    *("mark", "late", "left_early", "arrived_late_minutes", "left_early_minutes", "away_minutes", "announced"),
    *("reason", "reason_note", "source", "import_id", "marked_at", "marked_by"),
)


def session_times(work: UnitOfWork, session: GroupSessionRow) -> SessionTimes:
    """Give when the session is, with its segments and breaks."""
    segments = (
        select(col(SessionSegmentRow.service_type), col(SessionSegmentRow.minutes))
        .where(SessionSegmentRow.session_id == session.id)
        .order_by(col(SessionSegmentRow.position))
    )
    return times_of(
        session.status,
        session.starts_at,
        session.ends_at,
        session.ended_at,
        [(service, minutes) for service, minutes in work.rows.exec(segments)],
        session.break_minutes,
        work.now.astimezone(UTC),
    )


def enrolled_on(work: UnitOfWork, group_id: GroupId, day: date) -> frozenset[ClientId]:
    """Give who is enrolled in a group on a day; the first and the last day of a stay count."""
    ends_on = col(EnrolmentRow.ends_on)
    wanted = (
        select(col(EnrolmentRow.client_id))
        .where(EnrolmentRow.group_id == group_id)
        .where(col(EnrolmentRow.starts_on) <= day)
        .where(ends_on.is_(None) | (ends_on >= day))
    )
    return frozenset(work.rows.exec(wanted))


def rows_of(
    work: UnitOfWork, session_id: GroupSessionId, client_ids: Collection[ClientId] | None = None
) -> dict[ClientId, AttendanceRow]:
    """Give the stored rows of a session by client; only those of some clients where they are named."""
    given: dict[str, object] = {"session": session_id}
    if client_ids is None:
        return {row.client_id: row for row in work.rows.exec(_ROWS, params=given)}
    clients = tuple(client_ids)
    if len(clients) == 1:  # a list takes longer to ask about
        found = work.rows.exec(_ROW_OF_CLIENT, params=given | {"client": clients[0]})
    else:
        found = work.rows.exec(_ROWS_OF_CLIENTS, params=given | {"clients": clients})
    return {row.client_id: row for row in found}


def session_and_row(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId
) -> tuple[GroupSessionRow, dict[ClientId, AttendanceRow]]:
    """Give a session for a command, as `sessions.session_row` does, and what is stored of one client, in one question.

    Raises `NotFound`.
    """
    found = work.rows.exec(_SESSION_AND_ROW, params={"session": session_id, "client": client_id}).first()
    if found is None:
        return session_row(work, session_id), {}
    row = cast("AttendanceRow | None", found[1])  # None: nothing is stored of them yet
    return found[0], {client_id: row} if row is not None else {}


def row_of(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> AttendanceRow:
    """Give one client's row, made where there is none; raises `NotFound` for a client who is not known."""
    row = rows_of(work, session_id, (client_id,)).get(client_id)
    if row is None:
        work.get(ClientRow, client_id)
        row = AttendanceRow(session_id=session_id, client_id=client_id)
        work.rows.add(row)
    return row


def last_places(
    work: UnitOfWork, session_id: GroupSessionId, before: datetime, client_ids: Collection[ClientId]
) -> dict[ClientId, str]:
    """Give where each client was the last time before a session, which starts at `before`, that anybody confirmed."""
    confirmed_at = col(AttendanceRow.location_confirmed_at)
    place = (
        select(col(AttendanceRow.location))
        .where(col(AttendanceRow.client_id) == col(ClientRow.id), col(AttendanceRow.session_id) != session_id)
        .where(confirmed_at < before)
        .order_by(confirmed_at.desc())
        .limit(1)
        .scalar_subquery()
    )
    found = work.rows.exec(select(col(ClientRow.id), place).where(col(ClientRow.id).in_(client_ids)))
    return {client_id: where for client_id, where in found if where}


def state_of(row: AttendanceRow | PlainRow) -> MarkState:
    """Read the mark of a row."""
    return MarkState(
        client_id=row.client_id,
        mark=row.mark,
        late=row.late,
        left_early=row.left_early,
        arrived_late_minutes=row.arrived_late_minutes,
        left_early_minutes=row.left_early_minutes,
        away_minutes=row.away_minutes,
        announced=row.announced,
        reason=row.reason,
        reason_note=row.reason_note,
        source=row.source,
        import_id=row.import_id,
        marked_at=row.marked_at,
        marked_by=row.marked_by,
        modality=row.modality,
    )


def write_state(row: AttendanceRow, state: MarkState) -> None:
    """Write a mark into a row; location, contact and how the client takes part stay as they are."""
    for name in _OF_A_MARK:
        value = getattr(state, name)
        if getattr(row, name) != value:
            setattr(row, name, value)


def gave_notice(work: UnitOfWork, session: GroupSessionRow, client_ids: Collection[ClientId]) -> frozenset[ClientId]:
    """Give whose absence is announced: notice is on record, or the session has not begun yet."""
    if work.now < session.starts_at:
        return frozenset(client_ids)
    given = {"session": session.id, "clients": tuple(client_ids)}
    return frozenset(work.rows.exec(_GAVE_NOTICE, params=given))


def notices_about(work: UnitOfWork, session: GroupSessionRow, client_ids: Collection[ClientId]) -> frozenset[Notice]:
    """Say what a person should know about marking these clients, in one question to the store."""
    day, clients = session.service_date, frozenset(client_ids)
    single = len(clients) == 1
    given: dict[str, object] = {
        "session": session.id,
        **({"client": next(iter(clients))} if single else {"clients": tuple(clients)}),
        "group": session.group_id,
        "day": day,
        "week_before": day - timedelta(days=7),
        "began": session.starts_at,
    }
    question = _ABOUT_ONE if single else _ABOUT_SEVERAL
    enrolled, signed, exported = work.rows.connection().execute(question, given).one()
    said = (
        (Notice.OUTSIDE_ROSTER, enrolled < len(clients)),
        (Notice.NOTE_SIGNED, signed),
        (Notice.EXPORT_OUTDATED, exported and session.starts_at < work.now),
    )
    return frozenset(notice for notice, holds in said if holds)

"""Where a client is now, whom to call, and what was tried when they did not come.

Location and contact are confirmed client by client, never in bulk: 911 routes by the caller's place, so each
session needs today's answer.
"""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from coordinator import sessions
from coordinator.attendance import records
from coordinator.attendance.commands_license import is_allowed_there
from coordinator.attendance.facts import Marked, Notice
from coordinator.attendance.licensure import check_place, state_in
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change, InverseCommand, nothing_changed
from coordinator.store.tables import (
    ClientRow,
    EmergencyContactRow,
    OutreachRow,
    PlannedAbsenceRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    ExcuseReason,
    FacilitatorId,
    GroupSessionId,
    OutreachMethod,
    OutreachOutcome,
    Topic,
)

TOPICS = frozenset({Topic.ATTENDANCE})


def confirm_location(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    location: str | None = None,
    *,
    state: str | None = None,
    contact: bool = True,
) -> Change[Marked]:
    """Confirm where one client is now and, where they have an emergency contact, that it still holds.

    Without `location` it is the usual one. `state` is a two-letter code; without it the home state goes with the usual
    location, and another location is searched for a state. The outcome says when the acting facilitator is not
    licensed there: licensure follows the client's location at the time of the session. Raises `NotFound`,
    `NothingWritten` where there is no location, `LocationRefused` for who drives or is abroad.
    """
    sessions.session_row(work, session_id)
    client = work.get(ClientRow, client_id)
    usual = location is None or location.strip() == client.usual_location
    place = client.usual_location if location is None else location.strip()
    if not place:
        raise NothingWritten("location")
    check_place(place)
    if state is None:
        state = client.home_state if usual else state_in(place)
    row = records.row_of(work, session_id, client_id)
    before = (row.location, row.location_state, row.location_confirmed_at, row.contact_confirmed_at, row.confirmed_by)
    row.location, row.location_state = place, state.strip().upper()
    row.location_confirmed_at, row.confirmed_by = work.now, work.actor
    row.contact_confirmed_at = work.now if contact and _has_contact(work, client_id) else row.contact_confirmed_at
    licensed = is_allowed_there(work, session_id, client_id, row.location_state)
    return Change(
        Action.CONFIRM_LOCATION,
        session_id,
        TOPICS,
        Marked((client_id,), frozenset() if licensed else frozenset({Notice.NOT_LICENSED_THERE})),
        undo=partial(restore_location, session_id=session_id, client_id=client_id, before=before),
        detail={"client": str(client_id), "usual": str(usual).lower(), "state": row.location_state},
    )


LocationState = tuple[str, str, datetime | None, datetime | None, FacilitatorId | None]


def restore_location(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, before: LocationState
) -> Change[Marked]:
    """Put a location back as it stood: the inverse of `confirm_location`, and its own."""
    row = records.row_of(work, session_id, client_id)
    now = (row.location, row.location_state, row.location_confirmed_at, row.contact_confirmed_at, row.confirmed_by)
    row.location, row.location_state, row.location_confirmed_at, row.contact_confirmed_at, row.confirmed_by = before
    return Change(
        Action.CONFIRM_LOCATION,
        session_id,
        TOPICS,
        Marked((client_id,)),
        undo=partial(restore_location, session_id=session_id, client_id=client_id, before=now),
        detail={"client": str(client_id), "restored": "true"},
    )


def log_outreach(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    outcome: OutreachOutcome,
    *,
    method: OutreachMethod = OutreachMethod.CALL,
    note: str = "",
    at: datetime | None = None,
) -> Change[UUID]:
    """Log an attempt to reach a missing client; `at` is now unless given. Raises `NotFound`."""
    sessions.session_row(work, session_id)
    work.get(ClientRow, client_id)
    row = OutreachRow(
        session_id=session_id,
        client_id=client_id,
        at=at or work.now,
        method=method,
        outcome=outcome,
        note=note.strip(),
        by=work.signed_in,
    )
    work.rows.add(row)
    return Change(
        Action.LOG_OUTREACH,
        session_id,
        TOPICS,
        row.id,
        undo=partial(remove_outreach, outreach_id=row.id),
        detail={"client": str(client_id), "method": method.value, "outcome": outcome.value},
    )


def remove_outreach(work: UnitOfWork, outreach_id: UUID) -> Change[UUID]:
    """Take an entry of the outreach log back. Raises `NotFound`."""
    row = work.get(OutreachRow, outreach_id)
    work.rows.delete(row)
    again = partial(
        log_outreach,
        session_id=row.session_id,
        client_id=row.client_id,
        outcome=row.outcome,
        method=row.method,
        note=row.note,
        at=row.at,
    )
    detail = {"client": str(row.client_id)}
    return Change(Action.REMOVE_OUTREACH, row.session_id, TOPICS, outreach_id, undo=again, detail=detail)


def plan_absence(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    reason: ExcuseReason,
    *,
    expected_at: datetime | None = None,
    note: str = "",
) -> Change[UUID]:
    """Record notice given before a session: away altogether or, with `expected_at`, until then.

    Newer notice replaces what was there. Raises `NotFound`.
    """
    sessions.session_row(work, session_id)
    work.get(ClientRow, client_id)
    row = _planned_absence(work, session_id, client_id)
    undo: InverseCommand = partial(remove_planned_absence, session_id=session_id, client_id=client_id)
    if row is not None:
        undo = partial(
            plan_absence,
            session_id=session_id,
            client_id=client_id,
            reason=row.reason,
            expected_at=row.expected_at,
            note=row.note,
        )
        row.reason, row.expected_at, row.note, row.announced_at = reason, expected_at, note.strip(), work.now
    else:
        row = PlannedAbsenceRow(
            session_id=session_id,
            client_id=client_id,
            expected_at=expected_at,
            reason=reason,
            note=note.strip(),
            announced_at=work.now,
            recorded_by=work.signed_in,
        )
        work.rows.add(row)
    detail = {"client": str(client_id), "reason": reason.value, "until": expected_at.isoformat() if expected_at else ""}
    return Change(Action.PLAN_ABSENCE, session_id, TOPICS, row.id, undo=undo, detail=detail)


def remove_planned_absence(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> Change[UUID | None]:
    """Take notice back, as when the client will come after all; nothing happens where there is none."""
    row = _planned_absence(work, session_id, client_id)
    if row is None:
        return nothing_changed(Action.REMOVE_PLANNED_ABSENCE, None)
    work.rows.delete(row)
    again = partial(
        plan_absence,
        session_id=session_id,
        client_id=client_id,
        reason=row.reason,
        expected_at=row.expected_at,
        note=row.note,
    )
    detail = {"client": str(client_id)}
    return Change(Action.REMOVE_PLANNED_ABSENCE, session_id, TOPICS, row.id, undo=again, detail=detail)


def _planned_absence(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> PlannedAbsenceRow | None:
    wanted = (
        select(PlannedAbsenceRow)
        .where(PlannedAbsenceRow.session_id == session_id)
        .where(PlannedAbsenceRow.client_id == client_id)
    )
    return work.rows.exec(wanted).first()


def _has_contact(work: UnitOfWork, client_id: ClientId) -> bool:
    wanted = select(col(EmergencyContactRow.id)).where(EmergencyContactRow.client_id == client_id).limit(1)
    return work.rows.exec(wanted).first() is not None

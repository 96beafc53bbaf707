"""Clients in a state for which the facilitator has no license on record: a stated reason comes before the mark.

Licensure follows the client's location at the time of the session; the reason is kept with who stated it when.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from sqlmodel import col, select

from coordinator import people, sessions
from coordinator.attendance import records
from coordinator.attendance.facts import Marked
from coordinator.attendance.licensure import is_licensed_in
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change
from coordinator.store.tables import AttendanceRow, LicenseReasonRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupSessionId, Mark, Topic

TOPICS = frozenset({Topic.ATTENDANCE})


def unlicensed_clients(
    work: UnitOfWork, session_id: GroupSessionId, rows: Mapping[ClientId, AttendanceRow]
) -> dict[ClientId, str]:
    """Give who of these may not be marked present yet, with the state they are in; `rows` is what is stored of them.

    Who is present already is past asking, and so is who has a reason on record for that state.
    """
    if work.actor is None:
        return {}
    away = {one: row.location_state for one, row in rows.items() if row.location_state and row.mark is not Mark.PRESENT}
    if not away:
        return {}
    licensed = people.signed_in(work).states
    unlicensed = {one: state for one, state in away.items() if not is_licensed_in(state, licensed)}
    if not unlicensed:
        return {}
    return {one: state for one, state in unlicensed.items() if _on_record(work, session_id, one, state) is None}


def state_license_reason(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, reason: str
) -> Change[Marked]:
    """State why a client may take part from where they are now. Raises `NotFound`, `NothingWritten`."""
    sessions.session_row(work, session_id)
    row = records.row_of(work, session_id, client_id)
    if not reason.strip():
        raise NothingWritten("license")
    if not row.location_state:
        raise NothingWritten("location")
    known = _on_record(work, session_id, client_id, row.location_state)
    before = known.reason if known is not None else ""
    if known is None:
        known = LicenseReasonRow(
            session_id=session_id,
            client_id=client_id,
            state=row.location_state,
            reason=reason.strip(),
            stated_at=work.now,
            stated_by=work.signed_in,
        )
        work.rows.add(known)
    known.reason, known.stated_at, known.stated_by = reason.strip(), work.now, work.signed_in
    undo = partial(restore_license_reason, session_id=session_id, client_id=client_id, state=known.state, reason=before)
    detail = {"client": str(client_id), "state": known.state}
    return Change(Action.STATE_LICENSE_REASON, session_id, TOPICS, Marked((client_id,)), undo=undo, detail=detail)


def restore_license_reason(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, state: str, reason: str
) -> Change[Marked]:
    """Put a stated reason back as it stood, or take it away: the inverse of `state_license_reason`."""
    known = _on_record(work, session_id, client_id, state)
    now = known.reason if known is not None else ""
    if known is not None and not reason:
        work.rows.delete(known)
    elif known is not None:
        known.reason = reason
    else:
        row = LicenseReasonRow(
            session_id=session_id,
            client_id=client_id,
            state=state,
            reason=reason,
            stated_at=work.now,
            stated_by=work.signed_in,
        )
        work.rows.add(row)
    undo = partial(restore_license_reason, session_id=session_id, client_id=client_id, state=state, reason=now)
    detail = {"client": str(client_id), "state": state, "restored": "true"}
    return Change(Action.STATE_LICENSE_REASON, session_id, TOPICS, Marked((client_id,)), undo=undo, detail=detail)


def is_allowed_there(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, state: str) -> bool:
    """Say whether the acting facilitator may see a client in a state: by license, or by a reason on record."""
    if work.actor is None or is_licensed_in(state, people.signed_in(work).states):
        return True
    return _on_record(work, session_id, client_id, state) is not None


def _on_record(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, state: str
) -> LicenseReasonRow | None:
    wanted = (
        select(LicenseReasonRow)
        .where(LicenseReasonRow.session_id == session_id)
        .where(LicenseReasonRow.client_id == client_id)
        .where(col(LicenseReasonRow.state) == state)
    )
    return work.rows.exec(wanted).first()

"""Help for one client at once: where they are today, whom to call, what was tried. Reads the local store only."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from coordinator import sessions
from coordinator.attendance import records
from coordinator.attendance.facts_in_session import EmergencyCard, EmergencyContactLine, EmergencyEntry
from coordinator.changes import Change
from coordinator.store.tables import ClientRow, DisconnectionRow, EmergencyContactRow, FacilitatorRow, OutreachRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, FacilitatorId, GroupSessionId, Topic

TOPICS = frozenset({Topic.ATTENDANCE})


def emergency_card(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> EmergencyCard:
    """Give one client's card in one session. Raises `NotFound`."""
    session = sessions.session_row(work, session_id)
    client = work.get(ClientRow, client_id)
    row = records.rows_of(work, session_id, (client_id,)).get(client_id)
    confirmed = row is not None and row.location_confirmed_at is not None
    contacts = (
        select(EmergencyContactRow)
        .where(EmergencyContactRow.client_id == client_id)
        .order_by(col(EmergencyContactRow.position))
    )
    return EmergencyCard(
        client_id=client_id,
        name=client.preferred_name,
        code=client.code,
        zone=session.zone,
        location=row.location if row is not None and confirmed else "",
        confirmed_at=row.location_confirmed_at if row is not None else None,
        usual_location=client.usual_location,
        elsewhere=confirmed and row is not None and row.location != client.usual_location,
        local_emergency_number=client.local_emergency_number,
        emergency_number_today=(row.emergency_number or "") if row is not None else "",
        callback_number=(row.callback_number or "")
        if row is not None and row.callback_number
        else client.callback_number,
        callback_confirmed_at=row.callback_confirmed_at if row is not None else None,
        preferred_contact=client.preferred_contact,
        contacts=tuple(EmergencyContactLine(one.name, one.relationship, one.phone) for one in work.rows.exec(contacts)),
        log=_log(work, session_id, client_id),
    )


def log_disconnection(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    *,
    dropped_at: datetime | None = None,
    back_at: datetime | None = None,
) -> Change[UUID]:
    """Log that a client's connection dropped, now unless another instant is given. Raises `NotFound`."""
    sessions.session_row(work, session_id)
    work.get(ClientRow, client_id)
    row = DisconnectionRow(
        session_id=session_id,
        client_id=client_id,
        dropped_at=dropped_at or work.now,
        back_at=back_at,
        recorded_by=work.signed_in,
    )
    work.rows.add(row)
    undo = partial(remove_disconnection, disconnection_id=row.id)
    detail = {"client": str(client_id)}
    return Change(Action.LOG_DISCONNECTION, session_id, TOPICS, row.id, undo=undo, detail=detail)


def reconnected(work: UnitOfWork, disconnection_id: UUID) -> Change[UUID]:
    """Log that the client is back now. Raises `NotFound`."""
    return _back_at(work, disconnection_id, work.now)


def remove_disconnection(work: UnitOfWork, disconnection_id: UUID) -> Change[UUID]:
    """Take an entry of the disconnection log back. Raises `NotFound`."""
    row = work.get(DisconnectionRow, disconnection_id)
    again = partial(
        log_disconnection,
        session_id=row.session_id,
        client_id=row.client_id,
        dropped_at=row.dropped_at,
        back_at=row.back_at,
    )
    work.rows.delete(row)
    detail = {"client": str(row.client_id)}
    return Change(Action.REMOVE_DISCONNECTION, row.session_id, TOPICS, disconnection_id, undo=again, detail=detail)


def _back_at(work: UnitOfWork, disconnection_id: UUID, back_at: datetime | None) -> Change[UUID]:
    row = work.get(DisconnectionRow, disconnection_id)
    undo = partial(_back_at, disconnection_id=disconnection_id, back_at=row.back_at)
    row.back_at = back_at
    detail = {"client": str(row.client_id), "back": str(back_at is not None).lower()}
    return Change(Action.CHANGE_DISCONNECTION, row.session_id, TOPICS, disconnection_id, undo=undo, detail=detail)


def _log(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> tuple[EmergencyEntry, ...]:
    calls = select(OutreachRow).where(OutreachRow.session_id == session_id).where(OutreachRow.client_id == client_id)
    drops = (
        select(DisconnectionRow)
        .where(DisconnectionRow.session_id == session_id)
        .where(DisconnectionRow.client_id == client_id)
    )
    called, dropped = list(work.rows.exec(calls)), list(work.rows.exec(drops))
    who = names_of(work, {row.by for row in called} | {row.recorded_by for row in dropped})
    entries = [EmergencyEntry(row.id, row.at, who.get(row.by, ""), row.method, row.outcome) for row in called]
    entries += [
        EmergencyEntry(
            row.id,
            row.dropped_at,
            who.get(row.recorded_by, ""),
            back_at=row.back_at,
            stepped_out=bool(row.stepped_out),
        )
        for row in dropped
    ]
    return tuple(sorted(entries, key=lambda entry: entry.at))


def names_of(work: UnitOfWork, who: set[FacilitatorId]) -> dict[FacilitatorId, str]:
    """Give the names of members of staff."""
    wanted = select(col(FacilitatorRow.id), col(FacilitatorRow.name)).where(col(FacilitatorRow.id).in_(who))
    return dict(work.rows.exec(wanted).all()) if who else {}

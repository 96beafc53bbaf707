"""Where a client is now and how they are reached, confirmed client by client and never in bulk.

911 routes by the caller's place, so each session needs today's answer; yesterday's is only a suggestion.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from sqlmodel import col, select

from coordinator import people, sessions
from coordinator.attendance import records
from coordinator.attendance.commands_license import is_allowed_there
from coordinator.attendance.facts import Marked, Notice
from coordinator.attendance.licensure import LocationRefused, LocationUnclear, StateUnknown
from coordinator.attendance.places import LocationRefusal, PlaceQuestion, read_place, state_named
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change
from coordinator.store.tables import AttendanceRow, ClientRow, EmergencyContactRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, FacilitatorId, GroupSessionId, Topic

TOPICS = frozenset({Topic.ATTENDANCE})


def confirm_location(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    location: str | None = None,
    *,
    state: str | None = None,
    contact: bool = True,
    parked: bool = False,
) -> Change[Marked]:
    """Confirm where one client is now and, where they have them, that emergency contact and call-back number hold.

    Without `location` it is the usual one. `state` is a state's name or code; without it the home state goes with the
    usual location, and another location is read for a state. `parked` says that the facilitator made sure that nobody
    drives. The outcome says when the acting facilitator is not licensed there: licensure follows the client's location
    at the time of the session; and when no state of theirs is on record, so that nobody can tell. A local emergency
    number told for another place is forgotten. Raises `NotFound`, `NothingWritten` where there is no location,
    `StateUnknown`, `LocationRefused` for who drives or is abroad, `LocationUnclear` where that cannot be read or where
    no state is named although licenses are on record.
    """
    sessions.session_row(work, session_id)
    client = work.get(ClientRow, client_id)
    usual = location is None or location.strip() == client.usual_location
    place = client.usual_location if location is None else location.strip()
    if not place:
        raise NothingWritten("location")
    code = _state_of(work, client, place, usual=usual, said=state, parked=parked)
    row = records.row_of(work, session_id, client_id)
    before = _as_it_stands(row)
    row.emergency_number = row.emergency_number if place == row.location else None
    row.location, row.location_state = place, code
    row.location_confirmed_at, row.confirmed_by = work.now, work.actor
    row.contact_confirmed_at = work.now if contact and _has_contact(work, client_id) else row.contact_confirmed_at
    number = row.callback_number or client.callback_number
    if contact and number:
        row.callback_number, row.callback_confirmed_at = number, work.now
    licensed = is_allowed_there(work, session_id, client_id, row.location_state)
    notices = frozenset[Notice]() if licensed else frozenset({Notice.NOT_LICENSED_THERE})
    me = people.signed_in(work) if work.actor is not None else None
    if me is not None and not me.states:
        notices |= {Notice.NO_STATES_RECORDED}
    return Change(
        Action.CONFIRM_LOCATION,
        session_id,
        TOPICS,
        Marked((client_id,), notices, me.name if me is not None else ""),
        undo=partial(restore_location, session_id=session_id, client_id=client_id, before=before),
        detail={"client": str(client_id), "usual": str(usual).lower(), "state": row.location_state},
    )


def confirm_callback(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, number: str | None = None
) -> Change[Marked]:
    """Confirm how one client is called back today; without `number` by the one on record.

    The record of the client stays as it is: what holds today is only a suggestion tomorrow. Raises `NotFound`,
    `NothingWritten` where there is no number.
    """
    sessions.session_row(work, session_id)
    said = (number if number is not None else work.get(ClientRow, client_id).callback_number).strip()
    if not said:
        raise NothingWritten("callback")
    row = records.row_of(work, session_id, client_id)
    before = _as_it_stands(row)
    row.callback_number, row.callback_confirmed_at = said, work.now
    return _restorable(Action.CONFIRM_CALLBACK, session_id, client_id, before)


def set_emergency_number(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, number: str
) -> Change[Marked]:
    """Note the local emergency number of where one client is today; empty text takes it away. Raises `NotFound`."""
    sessions.session_row(work, session_id)
    row = records.row_of(work, session_id, client_id)
    before = _as_it_stands(row)
    row.emergency_number = number.strip() or None
    return _restorable(Action.SET_EMERGENCY_NUMBER, session_id, client_id, before)


@dataclass(frozen=True, slots=True)
class WhereAndHow:
    """What is recorded of where a client is and how they are reached, as it stood."""

    location: str
    state: str
    location_confirmed_at: datetime | None
    contact_confirmed_at: datetime | None
    confirmed_by: FacilitatorId | None
    callback_number: str | None
    callback_confirmed_at: datetime | None
    emergency_number: str | None


def _as_it_stands(row: AttendanceRow) -> WhereAndHow:
    return WhereAndHow(
        row.location,
        row.location_state,
        row.location_confirmed_at,
        row.contact_confirmed_at,
        row.confirmed_by,
        row.callback_number,
        row.callback_confirmed_at,
        row.emergency_number,
    )


def _state_of(
    work: UnitOfWork, client: ClientRow, location: str, *, usual: bool, said: str | None, parked: bool
) -> str:
    """Give the state that a location counts as; refuses or asks where the facts do not say."""
    place = read_place(location, parked=parked)
    if place.question is PlaceQuestion.PARKED:
        raise LocationUnclear(client.id, place.question)
    if place.refusal is not None and (said is None or place.refusal is LocationRefusal.DRIVING):
        raise LocationRefused(place.refusal)
    if said is not None:
        code = state_named(said)
        if said.strip() and not code:
            raise StateUnknown
        return code
    code = client.home_state if usual and client.home_state else place.state
    if code or place.question is None:
        return code
    checked = work.actor is not None and bool(people.signed_in(work).states)
    if checked or place.question is PlaceQuestion.COUNTRY:
        raise LocationUnclear(client.id, place.question, place.choices or tuple(filter(None, (client.home_state,))))
    return ""


def restore_location(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, before: WhereAndHow
) -> Change[Marked]:
    """Put location and numbers back as they stood: the inverse of confirming them, and its own."""
    row = records.row_of(work, session_id, client_id)
    now = _as_it_stands(row)
    row.location, row.location_state = before.location, before.state
    row.location_confirmed_at, row.contact_confirmed_at = before.location_confirmed_at, before.contact_confirmed_at
    row.confirmed_by = before.confirmed_by
    row.callback_number, row.callback_confirmed_at = before.callback_number, before.callback_confirmed_at
    row.emergency_number = before.emergency_number
    return _restorable(Action.CONFIRM_LOCATION, session_id, client_id, now, restored="true")


def _restorable(
    action: Action, session_id: GroupSessionId, client_id: ClientId, before: WhereAndHow, **detail: str
) -> Change[Marked]:
    undo = partial(restore_location, session_id=session_id, client_id=client_id, before=before)
    said = {"client": str(client_id), **detail}
    return Change(action, session_id, TOPICS, Marked((client_id,)), undo=undo, detail=said)


def _has_contact(work: UnitOfWork, client_id: ClientId) -> bool:
    wanted = select(col(EmergencyContactRow.id)).where(EmergencyContactRow.client_id == client_id).limit(1)
    return work.rows.exec(wanted).first() is not None

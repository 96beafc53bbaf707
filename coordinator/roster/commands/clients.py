"""Add and change clients, admit and discharge them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import col, func, select

from coordinator.changes import Change
from coordinator.roster.commands.safety import write_contacts
from coordinator.roster.days import today
from coordinator.roster.errors import CodeTaken, EpisodesOverlap, NotAdmitted, StillAdmitted
from coordinator.roster.forms import ClientDetails
from coordinator.roster.queries.clients import free_code
from coordinator.roster.reversal import TOPICS, Keepsake
from coordinator.roster.rules import check_order, checked_client, one_line
from coordinator.roster.shapes import (
    EmergencyContact,
)
from coordinator.store.columns import name_key
from coordinator.store.tables import ClientRow, EnrolmentRow, EpisodeRow, FormerNameRow, WaitlistRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, DischargeReason, RosterImportId


def add_client(
    work: UnitOfWork,
    details: ClientDetails,
    *,
    admitted_on: date | None = None,
    contacts: Sequence[EmergencyContact] = (),
    import_id: RosterImportId | None = None,
) -> Change[ClientId]:
    """Add a client, admitted where a day is given; an empty ID becomes the next free one.

    Admission is the day of the first treatment, so somebody who only waits is not admitted yet. Raises
    `NameMissing`, `CodeTaken`, `UnknownZone`, `UnknownState` and what `checked_client` raises.
    """
    keepsake = Keepsake(work)
    client_id = write_client(work, keepsake, details, admitted_on=admitted_on, contacts=contacts, import_id=import_id)
    back = keepsake.inverse(Action.REMOVE_CLIENT, client_id)
    return Change(Action.ADD_CLIENT, client_id, TOPICS, outcome=client_id, undo=back)


def write_client(
    work: UnitOfWork,
    keepsake: Keepsake,
    details: ClientDetails,
    *,
    admitted_on: date | None = None,
    contacts: Sequence[EmergencyContact] = (),
    import_id: RosterImportId | None = None,
) -> ClientId:
    """Add a client within another command; raises what `add_client` raises."""
    cleaned = checked_client(details, today(work))
    client_id = ClientId(uuid4())
    keepsake.note(ClientRow, client_id)
    facts = asdict(cleaned) | {"code": _free(work, cleaned.code, client_id)}
    row = ClientRow(id=client_id, name_key=name_key(cleaned.preferred_name), import_id=import_id, **facts)
    work.rows.add(row)
    if admitted_on is not None:
        _open_episode(work, keepsake, client_id, admitted_on)
    write_contacts(work, keepsake, client_id, contacts)
    return client_id


def change_client(
    work: UnitOfWork,
    client_id: ClientId,
    details: ClientDetails,
    *,
    contacts: Sequence[EmergencyContact] | None = None,
) -> Change[ClientId]:
    """Change a client's facts. A name that is given up is kept beside them, so that a search finds both.

    The emergency contacts stay as they are where none are given. Raises `NotFound` and what `add_client` raises.
    """
    row = work.get(ClientRow, client_id)
    cleaned = checked_client(details, today(work))
    keepsake = Keepsake(work)
    keepsake.note(ClientRow, client_id)
    for old, new in ((row.preferred_name, cleaned.preferred_name), (row.legal_name, cleaned.legal_name)):
        if old and name_key(old) != name_key(new):
            former = FormerNameRow(client_id=client_id, name=old, until=today(work))
            keepsake.note(FormerNameRow, former.id)
            work.rows.add(former)
    for field, value in (asdict(cleaned) | {"code": _free(work, cleaned.code, client_id)}).items():
        setattr(row, field, value)
    row.name_key = name_key(cleaned.preferred_name)
    if contacts is not None:
        write_contacts(work, keepsake, client_id, contacts)
    back = keepsake.inverse(Action.CHANGE_CLIENT, client_id)
    return Change(Action.CHANGE_CLIENT, client_id, TOPICS, outcome=client_id, undo=back)


def admit(work: UnitOfWork, client_id: ClientId, *, on: date) -> Change[UUID]:
    """Open an episode of care on a day: the first, or a new one after a discharge.

    Raises `NotFound`, `StillAdmitted`, `EpisodesOverlap`.
    """
    work.get(ClientRow, client_id)
    keepsake = Keepsake(work)
    episode_id = _open_episode(work, keepsake, client_id, on)
    back = keepsake.inverse(Action.READMIT_CLIENT, client_id)
    return Change(Action.READMIT_CLIENT, client_id, TOPICS, outcome=episode_id, undo=back)


readmit = admit
"""A readmission is another episode; counters start again and the history stays."""


def discharge(
    work: UnitOfWork, client_id: ClientId, *, on: date, reason: DischargeReason, plan: str = ""
) -> Change[None]:
    """End the open episode on a day, with it every later stay in a group and every place on a waitlist.

    What was attended stays as it is. Raises `NotFound`, `NotAdmitted`, `DatesOutOfOrder`, `FieldTooLong`.
    """
    work.get(ClientRow, client_id)
    episode = open_episode(work, client_id)
    if episode is None:
        raise NotAdmitted(client_id)
    check_order(episode.admitted_on, on)
    keepsake = Keepsake(work)
    keepsake.note(EpisodeRow, episode.id)
    episode.discharged_on, episode.discharge_reason = on, reason
    episode.discharge_plan = one_line("plan", plan)
    stays = work.rows.exec(select(EnrolmentRow).where(EnrolmentRow.client_id == client_id)).all()
    for stay in stays:
        if stay.ends_on is None or stay.ends_on > on:
            keepsake.note(EnrolmentRow, stay.id)
            if stay.starts_on > on:
                work.rows.delete(stay)
            else:
                stay.ends_on = on
    for place in work.rows.exec(select(WaitlistRow).where(WaitlistRow.client_id == client_id)).all():
        keepsake.note(WaitlistRow, place.id)
        work.rows.delete(place)
    back = keepsake.inverse(Action.DISCHARGE_CLIENT, client_id)
    return Change(Action.DISCHARGE_CLIENT, client_id, TOPICS, outcome=None, undo=back, detail={"reason": reason.value})


def open_episode(work: UnitOfWork, client_id: ClientId) -> EpisodeRow | None:
    """Give the episode without an end, or None."""
    wanted = select(EpisodeRow).where(EpisodeRow.client_id == client_id, col(EpisodeRow.discharged_on).is_(None))
    return work.rows.exec(wanted).first()


def _open_episode(work: UnitOfWork, keepsake: Keepsake, client_id: ClientId, on: date) -> UUID:
    for earlier in work.rows.exec(select(EpisodeRow).where(EpisodeRow.client_id == client_id)).all():
        if earlier.discharged_on is None:
            raise StillAdmitted(client_id, earlier.admitted_on)
        if on <= earlier.discharged_on:
            raise EpisodesOverlap(on, earlier.discharged_on)
    episode = EpisodeRow(client_id=client_id, admitted_on=on)
    keepsake.note(EpisodeRow, episode.id)
    work.rows.add(episode)
    return episode.id


def _free(work: UnitOfWork, code: str, client_id: ClientId) -> str:
    if not code:
        return free_code(work)
    same = select(ClientRow.id).where(func.lower(ClientRow.code) == code.lower(), ClientRow.id != client_id)
    if work.rows.exec(same).first() is not None:
        raise CodeTaken(code)
    return code

"""Takes a roster import back, whole, as long as nothing leans on it."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlmodel import SQLModel, select

from coordinator.changes import Change, nothing_changed
from coordinator.roster.errors import RecordsExist
from coordinator.roster.reversal import TOPICS, check_unused
from coordinator.store.tables import (
    AliasRow,
    ClientRow,
    ConsentRow,
    EmergencyContactRow,
    EnrolmentRow,
    EpisodeRow,
    FlagRow,
    FormerNameRow,
    GoalRow,
    GroupRow,
    RosterImportRow,
    WaitlistRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, RosterImportId


def undo_roster_import(work: UnitOfWork, import_id: RosterImportId) -> Change[None]:
    """Take out everything that an import brought.

    Raises `NotFound`; `RecordsExist` once attendance, notes, sessions or blocks lean on it, or other clients
    were enrolled in a group that it brought. One that was undone before stays as it is.
    """
    record = work.get(RosterImportRow, import_id)
    if record.undone_at is not None:
        return nothing_changed(Action.UNDO_ROSTER_IMPORT, None)
    clients = work.rows.exec(select(ClientRow).where(ClientRow.import_id == import_id)).all()
    groups = work.rows.exec(select(GroupRow).where(GroupRow.import_id == import_id)).all()
    ours = {client.id for client in clients}
    stays = work.rows.exec(select(EnrolmentRow).where(EnrolmentRow.import_id == import_id)).all()
    for leaned_on in (*clients, *groups, *(stay for stay in stays if stay.client_id not in ours)):
        check_unused(work, leaned_on)
    for group in groups:
        _check_nobody_else(work, group, ours)
    for client_id in ours:
        _delete(work, _belonging_to(work, client_id))
    _delete(work, work.rows.exec(select(EnrolmentRow).where(EnrolmentRow.import_id == import_id)).all())
    _delete(work, work.rows.exec(select(WaitlistRow).where(WaitlistRow.import_id == import_id)).all())
    for kind, key in ((EpisodeRow, "episodes"), (ConsentRow, "consents")):
        noted = [work.rows.get(kind, UUID(text)) for text in record.before.get(key, ())]
        _delete(work, [row for row in noted if row is not None])
    _delete(work, [*clients, *groups])
    record.undone_at = work.now
    return Change(Action.UNDO_ROSTER_IMPORT, import_id, TOPICS, outcome=None, detail={"clients": str(len(clients))})


def _belonging_to(work: UnitOfWork, client_id: ClientId) -> list[SQLModel]:
    kinds = (
        EmergencyContactRow,
        FlagRow,
        GoalRow,
        ConsentRow,
        EpisodeRow,
        FormerNameRow,
        EnrolmentRow,
        WaitlistRow,
        AliasRow,
    )
    return [row for kind in kinds for row in work.rows.exec(select(kind).where(kind.client_id == client_id))]


def _delete(work: UnitOfWork, rows: Collection[SQLModel]) -> None:
    for row in rows:
        work.rows.delete(row)
    work.rows.flush()


def _check_nobody_else(work: UnitOfWork, group: GroupRow, ours: set[ClientId]) -> None:
    stays = work.rows.exec(select(EnrolmentRow).where(EnrolmentRow.group_id == group.id)).all()
    places = work.rows.exec(select(WaitlistRow).where(WaitlistRow.group_id == group.id)).all()
    brought = [(row.import_id, row.client_id) for row in stays] + [(row.import_id, row.client_id) for row in places]
    others = [who for which, who in brought if which != group.import_id and who not in ours]
    if others:
        raise RecordsExist("Enrolment", group.id, len(others))

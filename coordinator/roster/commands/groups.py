"""Add, change, archive and bring back groups."""

from __future__ import annotations

from dataclasses import asdict
from uuid import uuid4

from sqlmodel import col, func, or_, select

from coordinator import people, programs
from coordinator.changes import Change, nothing_changed
from coordinator.roster.days import day_in
from coordinator.roster.errors import GroupNameTaken, GroupStillHasClients
from coordinator.roster.forms import GroupDetails
from coordinator.roster.reversal import TOPICS, Keepsake
from coordinator.roster.rules import checked_group
from coordinator.store.columns import name_key
from coordinator.store.tables import EnrolmentRow, GroupRow, WaitlistRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, GroupId, RosterImportId


def add_group(work: UnitOfWork, details: GroupDetails, *, import_id: RosterImportId | None = None) -> Change[GroupId]:
    """Add a group to the program, led by whoever is signed in where nobody is named.

    Raises `NameMissing`, `GroupNameTaken`, `UnknownZone`, `CapacityTooSmall`, `LinkNotSafe`, `NotFound`.
    """
    program = programs.program(work)
    facts = asdict(checked_group(details, program.zone))
    facts["facilitator_id"] = facts["facilitator_id"] or work.actor
    group_id = GroupId(uuid4())
    _check_free(work, facts["name"], facts["short_code"], group_id)
    _check_leader(work, details)
    keepsake = Keepsake(work)
    keepsake.note(GroupRow, group_id)
    work.rows.add(
        GroupRow(id=group_id, program_id=program.id, name_key=name_key(facts["name"]), import_id=import_id, **facts)
    )
    back = keepsake.inverse(Action.ADD_GROUP, group_id)
    return Change(Action.ADD_GROUP, group_id, TOPICS, outcome=group_id, undo=back)


def change_group(work: UnitOfWork, group_id: GroupId, details: GroupDetails) -> Change[GroupId]:
    """Change a group. A capacity below today's number is allowed: nobody loses a place, nobody new gets one.

    Raises `NotFound` and what `add_group` raises.
    """
    row = work.get(GroupRow, group_id)
    cleaned = checked_group(details, programs.program(work).zone)
    _check_free(work, cleaned.name, cleaned.short_code, group_id)
    _check_leader(work, details)
    keepsake = Keepsake(work)
    keepsake.note(GroupRow, group_id)
    for field, value in asdict(cleaned).items():
        setattr(row, field, value)
    row.name_key = name_key(cleaned.name)
    back = keepsake.inverse(Action.CHANGE_GROUP, group_id)
    return Change(Action.CHANGE_GROUP, group_id, TOPICS, outcome=group_id, undo=back)


def archive_group(work: UnitOfWork, group_id: GroupId) -> Change[None]:
    """Put away a group that nobody is in any more; its history stays.

    Raises `NotFound`; `GroupStillHasClients` while somebody is enrolled today or later, or waits.
    """
    row = work.get(GroupRow, group_id)
    if row.archived_at is not None:
        return nothing_changed(Action.ARCHIVE_GROUP, None)
    day = day_in(work, row.zone)
    still_here = (
        select(func.count(func.distinct(EnrolmentRow.client_id)))
        .where(EnrolmentRow.group_id == group_id)
        .where(or_(col(EnrolmentRow.ends_on).is_(None), col(EnrolmentRow.ends_on) >= day))
    )
    enrolled = work.rows.exec(still_here).one()
    waiting = work.rows.exec(
        select(func.count()).select_from(WaitlistRow).where(WaitlistRow.group_id == group_id)
    ).one()
    if enrolled or waiting:
        raise GroupStillHasClients(enrolled, waiting)
    keepsake = Keepsake(work)
    keepsake.note(GroupRow, group_id)
    row.archived_at = work.now
    back = keepsake.inverse(Action.ARCHIVE_GROUP, group_id)
    return Change(Action.ARCHIVE_GROUP, group_id, TOPICS, outcome=None, undo=back)


def _check_leader(work: UnitOfWork, details: GroupDetails) -> None:
    if details.facilitator_id is not None:
        people.facilitator(work, details.facilitator_id)


def _check_free(work: UnitOfWork, name: str, short_code: str, group_id: GroupId) -> None:
    for other in work.rows.exec(select(GroupRow).where(GroupRow.id != group_id)):
        if other.name_key == name_key(name):
            raise GroupNameTaken("name")
        if other.archived_at is None and name_key(other.short_code) == name_key(short_code):
            raise GroupNameTaken("short_code")

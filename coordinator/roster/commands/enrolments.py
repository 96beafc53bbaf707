"""Give and end places in groups, and keep the waitlists."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import select

from coordinator.changes import Change, nothing_changed
from coordinator.roster.commands.clients import open_episode, write_client
from coordinator.roster.contact_orders import check_meeting
from coordinator.roster.days import day_in
from coordinator.roster.errors import (
    AlreadyWaiting,
    ClientDischarged,
    GroupArchived,
    NotWaiting,
    StayBeforeAdmission,
    StaysOverlap,
)
from coordinator.roster.forms import ClientDetails
from coordinator.roster.queries.occupancy import is_full, place_of, stays_of, waiting_rows
from coordinator.roster.reversal import TOPICS, Keepsake
from coordinator.roster.rules import check_order, overlap
from coordinator.roster.shapes import EmergencyContact, NewClient, Placement, PlacementResult
from coordinator.store.tables import ClientRow, EnrolmentRow, EpisodeRow, GroupRow, WaitlistRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, GroupId, RosterImportId


def enroll(
    work: UnitOfWork,
    client_id: ClientId,
    group_id: GroupId,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    import_id: RosterImportId | None = None,
    despite: str = "",
) -> Change[Placement]:
    """Give a client a place from a day on (today in the group's zone), through `ends_on` where that is known.

    Where every place is taken on some of these days the client goes to the end of the waitlist instead, or
    keeps the place there; the outcome says which. A client who was never admitted is admitted on the first
    day. `despite` is why a clash that was shown is accepted, or a no-contact flag. Raises `NotFound`,
    `GroupArchived`, `DatesOutOfOrder`, `StaysOverlap`, `ClientDischarged`, `StayBeforeAdmission`,
    `ContactOrderInForce`.
    """
    keepsake = Keepsake(work)
    placement = place(work, keepsake, client_id, group_id, starts_on=starts_on, ends_on=ends_on, import_id=import_id)
    if placement.result is PlacementResult.STILL_WAITING:
        return nothing_changed(Action.JOIN_WAITLIST, placement)
    enrolled = placement.result is PlacementResult.ENROLLED
    if placement.enrolment_id is not None:
        first = work.get(EnrolmentRow, placement.enrolment_id).starts_on
        check_meeting(work, client_id, group_id, despite, starts_on=first, ends_on=ends_on)
    if placement.enrolment_id is not None and despite.strip():
        work.get(EnrolmentRow, placement.enrolment_id).despite = despite.strip()
    action = Action.ENROLL if enrolled else Action.JOIN_WAITLIST
    opposite = Action.END_ENROLMENT if enrolled else Action.LEAVE_WAITLIST
    return Change(
        action,
        client_id,
        TOPICS,
        outcome=placement,
        undo=keepsake.inverse(opposite, client_id),
        detail={"group": str(group_id)},
    )


def take_in_client(
    work: UnitOfWork,
    details: ClientDetails,
    *,
    contacts: Sequence[EmergencyContact] = (),
    group_id: GroupId | None = None,
    starts_on: date | None = None,
    despite: str = "",
) -> Change[NewClient]:
    """Add a client and, where a group is named, ask for a place there: one change and one step to undo.

    `despite` is why the place is given although somebody there has a no-contact flag. Raises what `add_client` and
    `enroll` raise.
    """
    keepsake = Keepsake(work)
    client_id = write_client(work, keepsake, details, contacts=contacts)
    work.rows.flush()
    placement = place(work, keepsake, client_id, group_id, starts_on=starts_on) if group_id is not None else None
    if group_id is not None and placement is not None and placement.enrolment_id is not None:
        stay = work.get(EnrolmentRow, placement.enrolment_id)
        check_meeting(work, client_id, group_id, despite, starts_on=stay.starts_on)
        stay.despite = despite.strip() or None
    back = keepsake.inverse(Action.REMOVE_CLIENT, client_id)
    return Change(Action.ADD_CLIENT, client_id, TOPICS, outcome=NewClient(client_id, placement), undo=back)


def move_client(
    work: UnitOfWork, enrolment_id: UUID, to_group_id: GroupId, *, on: date, despite: str = ""
) -> Change[Placement]:
    """Move a client to another group from a day on: the old stay ends the day before, hours follow the client.

    Where the other group is full the client joins its waitlist and the present stay goes on. `despite` is why it is
    done although a no-contact flag is up. Raises what `enroll` raises.
    """
    stay = work.get(EnrolmentRow, enrolment_id)
    keepsake = Keepsake(work)
    placement = place(work, keepsake, stay.client_id, to_group_id, starts_on=on)
    if placement.result is PlacementResult.STILL_WAITING:
        return nothing_changed(Action.JOIN_WAITLIST, placement)
    moved = placement.result is PlacementResult.ENROLLED
    if moved and placement.enrolment_id is not None:
        check_meeting(work, stay.client_id, to_group_id, despite, starts_on=on)
        work.get(EnrolmentRow, placement.enrolment_id).despite = despite.strip() or None
        keepsake.note(EnrolmentRow, stay.id)
        if stay.starts_on >= on:
            work.rows.delete(stay)
        elif stay.ends_on is None or stay.ends_on >= on:
            stay.ends_on = on - timedelta(days=1)
    action = Action.ENROLL if moved else Action.JOIN_WAITLIST
    opposite = Action.END_ENROLMENT if moved else Action.LEAVE_WAITLIST
    return Change(
        action,
        stay.client_id,
        TOPICS,
        outcome=placement,
        undo=keepsake.inverse(opposite, stay.client_id),
        detail={"group": str(to_group_id), "from": str(stay.group_id)},
    )


def end_enrolment(work: UnitOfWork, enrolment_id: UUID, *, on: date) -> Change[None]:
    """Let a stay end on a day, which is its last; raises `NotFound`, `DatesOutOfOrder`, `StaysOverlap`."""
    stay = work.get(EnrolmentRow, enrolment_id)
    check_order(stay.starts_on, on)
    _check_apart(work, stay.client_id, stay.group_id, stay.starts_on, on, but=stay.id)
    keepsake = Keepsake(work)
    keepsake.note(EnrolmentRow, stay.id)
    stay.ends_on = on
    return Change(
        Action.END_ENROLMENT,
        stay.client_id,
        TOPICS,
        outcome=None,
        undo=keepsake.inverse(Action.ENROLL, stay.client_id),
        detail={"group": str(stay.group_id)},
    )


def join_waitlist(
    work: UnitOfWork, client_id: ClientId, group_id: GroupId, *, since: date | None = None
) -> Change[Placement]:
    """Put a client at the end of a group's waitlist; the outcome names the position.

    Raises `NotFound`, `GroupArchived`, `AlreadyWaiting`.
    """
    work.get(ClientRow, client_id)
    group = _open_group(work, group_id)
    if place_of(work, client_id, group_id) is not None:
        raise AlreadyWaiting
    keepsake = Keepsake(work)
    placement = _wait(work, keepsake, client_id, group, since=since or day_in(work, group.zone))
    return Change(
        Action.JOIN_WAITLIST,
        client_id,
        TOPICS,
        outcome=placement,
        undo=keepsake.inverse(Action.LEAVE_WAITLIST, client_id),
        detail={"group": str(group_id)},
    )


def leave_waitlist(work: UnitOfWork, client_id: ClientId, group_id: GroupId) -> Change[None]:
    """Give up a client's place on a waitlist; raises `NotWaiting`."""
    place_row = place_of(work, client_id, group_id)
    if place_row is None:
        raise NotWaiting
    keepsake = Keepsake(work)
    keepsake.note(WaitlistRow, place_row.id)
    work.rows.delete(place_row)
    return Change(
        Action.LEAVE_WAITLIST,
        client_id,
        TOPICS,
        outcome=None,
        undo=keepsake.inverse(Action.JOIN_WAITLIST, client_id),
        detail={"group": str(group_id)},
    )


def move_on_waitlist(work: UnitOfWork, client_id: ClientId, group_id: GroupId, *, position: int) -> Change[int]:
    """Let a client wait at another position, counted from 1; gives the position reached. Raises `NotWaiting`."""
    rows = list(waiting_rows(work, group_id))
    own = next((row for row in rows if row.client_id == client_id), None)
    if own is None:
        raise NotWaiting
    keepsake = Keepsake(work)
    keepsake.note(WaitlistRow, *(row.id for row in rows))
    rows.remove(own)
    reached = min(max(position, 1), len(rows) + 1)
    rows.insert(reached - 1, own)
    for number, row in enumerate(rows, start=1):
        row.position = number
    back = keepsake.inverse(Action.JOIN_WAITLIST, client_id)
    return Change(Action.JOIN_WAITLIST, client_id, TOPICS, outcome=reached, undo=back, detail={"group": str(group_id)})


def place(
    work: UnitOfWork,
    keepsake: Keepsake,
    client_id: ClientId,
    group_id: GroupId,
    *,
    starts_on: date | None = None,
    ends_on: date | None = None,
    import_id: RosterImportId | None = None,
) -> Placement:
    """Enroll or put on the waitlist within another command; raises what `enroll` raises."""
    work.get(ClientRow, client_id)
    group = _open_group(work, group_id)
    first = starts_on or day_in(work, group.zone)
    check_order(first, ends_on)
    _check_apart(work, client_id, group_id, first, ends_on)
    _check_admitted(work, client_id, first, ends_on)
    waiting = place_of(work, client_id, group_id)
    if is_full(work, group, first, ends_on):
        if waiting is not None:
            return Placement(PlacementResult.STILL_WAITING, position=_position(work, waiting))
        return _wait(work, keepsake, client_id, group, since=day_in(work, group.zone), import_id=import_id)
    if waiting is not None:
        keepsake.note(WaitlistRow, waiting.id)
        work.rows.delete(waiting)
    if open_episode(work, client_id) is None and not _episodes(work, client_id):
        episode = EpisodeRow(client_id=client_id, admitted_on=first)
        keepsake.note(EpisodeRow, episode.id)
        work.rows.add(episode)
    stay = EnrolmentRow(client_id=client_id, group_id=group_id, starts_on=first, ends_on=ends_on, import_id=import_id)
    keepsake.note(EnrolmentRow, stay.id)
    work.rows.add(stay)
    work.rows.flush()
    return Placement(PlacementResult.ENROLLED, enrolment_id=stay.id)


def _wait(
    work: UnitOfWork,
    keepsake: Keepsake,
    client_id: ClientId,
    group: GroupRow,
    *,
    since: date,
    import_id: RosterImportId | None = None,
) -> Placement:
    rows = waiting_rows(work, group.id)
    last = max((row.position for row in rows), default=0)
    row = WaitlistRow(client_id=client_id, group_id=group.id, position=last + 1, since=since, import_id=import_id)
    keepsake.note(WaitlistRow, row.id)
    work.rows.add(row)
    work.rows.flush()
    return Placement(PlacementResult.WAITLISTED, position=len(rows) + 1)


def _position(work: UnitOfWork, place_row: WaitlistRow) -> int:
    return [row.id for row in waiting_rows(work, place_row.group_id)].index(place_row.id) + 1


def _open_group(work: UnitOfWork, group_id: GroupId) -> GroupRow:
    group = work.get(GroupRow, group_id)
    if group.archived_at is not None:
        raise GroupArchived(group_id)
    return group


def _check_apart(
    work: UnitOfWork,
    client_id: ClientId,
    group_id: GroupId,
    starts_on: date,
    ends_on: date | None,
    *,
    but: UUID | None = None,
) -> None:
    for stay in stays_of(work, client_id, group_id):
        if stay.id != but and overlap(starts_on, ends_on, stay.starts_on, stay.ends_on):
            raise StaysOverlap(client_id, group_id, stay.starts_on, stay.ends_on)


def _check_admitted(work: UnitOfWork, client_id: ClientId, starts_on: date, ends_on: date | None) -> None:
    """Refuse a stay outside every episode of a client who has one; the first stay opens the first episode."""
    episodes = _episodes(work, client_id)
    if not episodes:
        return
    for episode in episodes:
        begun = episode.admitted_on <= starts_on
        over = episode.discharged_on is not None and (ends_on is None or ends_on > episode.discharged_on)
        if begun and not over:
            return
    newest = episodes[-1]
    if newest.discharged_on is not None and starts_on >= newest.admitted_on:
        raise ClientDischarged(client_id, newest.discharged_on)
    raise StayBeforeAdmission(starts_on, newest.admitted_on)


def _episodes(work: UnitOfWork, client_id: ClientId) -> list[EpisodeRow]:
    rows = work.rows.exec(select(EpisodeRow).where(EpisodeRow.client_id == client_id)).all()
    return sorted(rows, key=lambda episode: episode.admitted_on)

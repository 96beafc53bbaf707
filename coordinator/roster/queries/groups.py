"""Groups, their rosters and their waitlists."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from datetime import date

from sqlmodel import col, or_, select

from coordinator import people
from coordinator.roster.days import day_in
from coordinator.roster.queries.occupancy import waiting_rows
from coordinator.roster.shapes import Group, GroupLabel, GroupLine, RosterEntry, WaitlistPlace
from coordinator.store.tables import ClientRow, EnrolmentRow, FacilitatorRow, GroupRow, WaitlistRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupId


def group(work: UnitOfWork, group_id: GroupId) -> Group:
    """Give one group, archived or not; raises `NotFound`."""
    row = work.get(GroupRow, group_id)
    leader = people.facilitator(work, row.facilitator_id).name if row.facilitator_id else ""
    return _group(row, leader)


def groups(work: UnitOfWork, *, with_archived: bool = False) -> tuple[Group, ...]:
    """Give the groups by name."""
    leaders = {row.id: row.name for row in work.rows.exec(select(FacilitatorRow))}
    wanted = select(GroupRow).order_by(col(GroupRow.name_key))
    if not with_archived:
        wanted = wanted.where(col(GroupRow.archived_at).is_(None))
    return tuple(
        _group(row, leaders.get(row.facilitator_id, "") if row.facilitator_id else "") for row in work.rows.exec(wanted)
    )


def group_lines(work: UnitOfWork, *, with_archived: bool = False) -> tuple[GroupLine, ...]:
    """Give the groups by name with how many are enrolled today, in the group's zone, and how many wait."""
    waiting = Counter(work.rows.exec(select(WaitlistRow.group_id)).all())
    stays: dict[GroupId, list[EnrolmentRow]] = {}
    for stay in work.rows.exec(select(EnrolmentRow)):
        stays.setdefault(stay.group_id, []).append(stay)
    lines = []
    for found in groups(work, with_archived=with_archived):
        day = day_in(work, found.zone)
        here = {stay.client_id for stay in stays.get(found.id, ()) if _covers(stay, day)}
        lines.append(GroupLine(found, enrolled=len(here), waiting=waiting[found.id]))
    return tuple(lines)


def roster_on(work: UnitOfWork, group_id: GroupId, day: date) -> tuple[RosterEntry, ...]:
    """Give the clients enrolled in a group on a day, by name; raises `NotFound` for an unknown group."""
    work.get(GroupRow, group_id)
    return _entries(
        work.rows.exec(
            select(EnrolmentRow, ClientRow)
            .join(ClientRow, col(ClientRow.id) == col(EnrolmentRow.client_id))
            .where(EnrolmentRow.group_id == group_id, EnrolmentRow.starts_on <= day)
            .where(or_(col(EnrolmentRow.ends_on).is_(None), col(EnrolmentRow.ends_on) >= day))
            .order_by(col(ClientRow.name_key), col(ClientRow.code))
        ).all()
    )


def enrolled_counts(work: UnitOfWork, days: AbstractSet[tuple[GroupId, date]]) -> Counter[tuple[GroupId, date]]:
    """Count the clients enrolled in each group on each of its days, all in one reading."""
    if not days:
        return Counter()
    wanted = select(
        col(EnrolmentRow.group_id), col(EnrolmentRow.client_id), col(EnrolmentRow.starts_on), col(EnrolmentRow.ends_on)
    ).where(col(EnrolmentRow.group_id).in_({group_id for group_id, _day in days}))
    stays: dict[GroupId, list[tuple[ClientId, date, date | None]]] = {}
    for group_id, client_id, first, last in work.rows.exec(wanted):
        stays.setdefault(group_id, []).append((client_id, first, last))
    return Counter(
        {
            (group_id, day): len(
                {
                    client_id
                    for client_id, first, last in stays.get(group_id, ())
                    if first <= day and (last is None or day <= last)
                }
            )
            for group_id, day in days
        }
    )


def zones_on(work: UnitOfWork, group_id: GroupId, day: date) -> dict[str, int]:
    """Give the IANA zones in which the clients of a group on a day live, with how many; those without are left out."""
    wanted = (
        select(ClientRow.zone)
        .join(EnrolmentRow, col(ClientRow.id) == col(EnrolmentRow.client_id))
        .where(EnrolmentRow.group_id == group_id, EnrolmentRow.starts_on <= day, ClientRow.zone != "")
        .where(or_(col(EnrolmentRow.ends_on).is_(None), col(EnrolmentRow.ends_on) >= day))
    )
    return dict(sorted(Counter(work.rows.exec(wanted)).items()))


def roster_from(work: UnitOfWork, group_id: GroupId, day: date) -> tuple[RosterEntry, ...]:
    """Give the clients enrolled on a day or later, by name: a client with two such stays stands there twice."""
    work.get(GroupRow, group_id)
    return _entries(
        work.rows.exec(
            select(EnrolmentRow, ClientRow)
            .join(ClientRow, col(ClientRow.id) == col(EnrolmentRow.client_id))
            .where(EnrolmentRow.group_id == group_id)
            .where(or_(col(EnrolmentRow.ends_on).is_(None), col(EnrolmentRow.ends_on) >= day))
            .order_by(col(ClientRow.name_key), col(ClientRow.code), col(EnrolmentRow.starts_on))
        ).all()
    )


def waitlist(work: UnitOfWork, group_id: GroupId) -> tuple[WaitlistPlace, ...]:
    """Give a group's waitlist in order; raises `NotFound` for an unknown group."""
    label = _label(work.get(GroupRow, group_id))
    rows = waiting_rows(work, group_id)
    wanted = select(ClientRow).where(col(ClientRow.id).in_([place.client_id for place in rows]))
    clients = {row.id: row for row in work.rows.exec(wanted)}
    names = Counter(client.name_key for client in clients.values())
    return tuple(
        WaitlistPlace(
            client_id=place.client_id,
            name=clients[place.client_id].preferred_name,
            code=clients[place.client_id].code,
            second_identifier_needed=names[clients[place.client_id].name_key] > 1,
            group=label,
            position=position,
            since=place.since,
        )
        for position, place in enumerate(rows, start=1)
    )


def _entries(found: Iterable[tuple[EnrolmentRow, ClientRow]]) -> tuple[RosterEntry, ...]:
    pairs = list(found)
    people_of = {client.id: client.name_key for _, client in pairs}
    names = Counter(people_of.values())
    return tuple(
        RosterEntry(
            client_id=client.id,
            name=client.preferred_name,
            code=client.code,
            second_identifier_needed=names[client.name_key] > 1,
            starts_on=stay.starts_on,
            ends_on=stay.ends_on,
            enrolment_id=stay.id,
            weekly_goal_minutes=client.weekly_goal_minutes,
        )
        for stay, client in pairs
    )


def _covers(stay: EnrolmentRow, day: date) -> bool:
    return stay.starts_on <= day and (stay.ends_on is None or day <= stay.ends_on)


def _label(row: GroupRow) -> GroupLabel:
    return GroupLabel(row.id, row.name, row.short_code, row.colour)


def _group(row: GroupRow, leader: str) -> Group:
    return Group(
        id=row.id,
        name=row.name,
        short_code=row.short_code,
        colour=row.colour,
        capacity=row.capacity,
        zone=row.zone,
        age_band=row.age_band,
        facilitator_id=row.facilitator_id,
        platform=row.platform,
        link=row.link,
        passcode=row.passcode,
        backup_link=row.backup_link,
        archived=row.archived_at is not None,
        topic=row.topic,
        facilitator=leader,
        limit_minutes=row.limit_minutes,
    )

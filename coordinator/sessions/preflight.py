"""What could keep today's sessions from going well: one list, while there is time to mend it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import col, func, select

from coordinator import roster, telehealth
from coordinator.sessions.facts import GroupSession
from coordinator.sessions.queries import todays_sessions
from coordinator.store.tables import ConsentRow, EmergencyContactRow, GroupRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.telehealth import Concern, Door, LinkProblem
from coordinator.vocabulary import ClientId, ConsentKind, GroupId, GroupSessionId, SessionStatus

CONSENT_NOTICE = timedelta(days=14)
"""A consent that ends within two weeks is named, so that the client can sign again before it does."""


@dataclass(frozen=True, slots=True)
class SessionConcern:
    """One thing to look at before a session starts (UTC).

    `problem` says why a link is refused; `other_group` whose session shares it; `client_…` whom a missing contact
    or an ending consent concerns, with its kind and last day; `limit_minutes` how long the meeting plan lasts.
    `has_backup` says that `switch_to_backup` would mend it.
    """

    session_id: GroupSessionId
    group_id: GroupId
    group_name: str
    starts_at: datetime
    concern: Concern
    problem: LinkProblem | None = None
    other_group: str = ""
    client_id: ClientId | None = None
    client_name: str = ""
    consent: ConsentKind | None = None
    expires_on: date | None = None
    limit_minutes: int | None = None
    has_backup: bool = False


def preflight_of(work: UnitOfWork, session_id: GroupSessionId | None = None) -> tuple[SessionConcern, ...]:
    """Give what to look at before today's sessions, or before one of them, by start and urgency.

    Sessions that ended, were held or were cancelled are left out.
    """
    today = [one for one in todays_sessions(work) if one.status in {SessionStatus.PLANNED, SessionStatus.LIVE}]
    left = [one for one in today if one.ends_at > work.now]
    used = _last_used(work)
    found: list[SessionConcern] = []
    for one in left:
        if session_id is None or one.id == session_id:
            found += _of_door(work, one, left, used.get(one.group_id))
            found += _of_clients(work, one)
    return tuple(found)


def _of_door(
    work: UnitOfWork, one: GroupSession, others: Iterable[GroupSession], used: datetime | None
) -> Iterator[SessionConcern]:
    group = work.get(GroupRow, one.group_id)
    row = work.rows.get(GroupSessionRow, one.id)
    link, passcode = _door(row, group)
    shared = next((other for other in others if _shares(work, one, other, link)), None)
    door = Door(
        one.platform,
        link,
        passcode,
        one.planned_minutes,
        shared=shared is not None,
        last_used_at=None if row is not None and row.link else used,
        limit_minutes=group.limit_minutes,
    )
    for finding in telehealth.preflight(door, work.now):
        yield SessionConcern(
            one.id,
            one.group_id,
            one.group_name,
            one.starts_at,
            finding.concern,
            finding.problem,
            other_group=shared.group_name if shared is not None and finding.concern is Concern.LINK_SHARED else "",
            limit_minutes=group.limit_minutes if finding.concern is Concern.LIMIT_TOO_SHORT else None,
            has_backup=bool(group.backup_link) and group.backup_link != link,
        )


def _of_clients(work: UnitOfWork, one: GroupSession) -> Iterator[SessionConcern]:
    entries = roster.roster_on(work, one.group_id, one.service_date)
    ids = [entry.client_id for entry in entries]
    reachable = set(
        work.rows.exec(select(EmergencyContactRow.client_id).where(col(EmergencyContactRow.client_id).in_(ids)))
    )
    ending = _ending(work, ids, one.service_date)
    for entry in entries:
        if entry.client_id not in reachable:
            yield _about(one, Concern.CONTACT_MISSING, entry)
    for entry in entries:
        for kind, last in ending.get(entry.client_id, ()):
            yield _about(one, Concern.CONSENT_EXPIRING, entry, kind, last)


def _about(
    one: GroupSession,
    concern: Concern,
    entry: roster.RosterEntry,
    kind: ConsentKind | None = None,
    last: date | None = None,
) -> SessionConcern:
    return SessionConcern(
        one.id,
        one.group_id,
        one.group_name,
        one.starts_at,
        concern,
        client_id=entry.client_id,
        client_name=entry.name,
        consent=kind,
        expires_on=last,
    )


def _ending(work: UnitOfWork, ids: list[ClientId], day: date) -> dict[ClientId, list[tuple[ConsentKind, date]]]:
    """Give the kinds of consent of which a client's longest ends within two weeks, or has ended."""
    longest: dict[tuple[ClientId, ConsentKind], date] = {}
    wanted = select(ConsentRow).where(col(ConsentRow.client_id).in_(ids), col(ConsentRow.revoked_on).is_(None))
    for row in work.rows.exec(wanted):
        key = (row.client_id, row.kind)
        longest[key] = max(longest.get(key, date.min), row.expires_on or date.max)
    found: dict[ClientId, list[tuple[ConsentKind, date]]] = defaultdict(list)
    for (client_id, kind), last in sorted(longest.items(), key=lambda one: one[1]):
        if last <= day + CONSENT_NOTICE:
            found[client_id].append((kind, last))
    return found


def _shares(work: UnitOfWork, one: GroupSession, other: GroupSession, link: str) -> bool:
    if other.id == one.id or not (one.starts_at < other.ends_at and other.starts_at < one.ends_at):
        return False
    theirs, _ = _door(work.rows.get(GroupSessionRow, other.id), work.get(GroupRow, other.group_id))
    return bool(link) and link == theirs


def _door(row: GroupSessionRow | None, group: GroupRow) -> tuple[str, str]:
    """Give link and passcode as they are stored: the session's own, or its group's."""
    return (row.link, row.passcode) if row is not None and row.link else (group.link, group.passcode)


def _last_used(work: UnitOfWork) -> dict[GroupId, datetime]:
    """Give when each group's own link was opened last."""
    wanted = select(GroupSessionRow.group_id, func.max(GroupSessionRow.launched_at)).where(
        col(GroupSessionRow.launched_at).is_not(None), GroupSessionRow.link == ""
    )
    found = work.rows.exec(wanted.group_by(col(GroupSessionRow.group_id)))
    return {GroupId(group): at for group, at in found if at is not None}

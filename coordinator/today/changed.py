"""What is different about a group's clients since its last session."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import guest_vault, roster
from coordinator.sessions import GroupSession
from coordinator.store.tables import (
    EmergencyContactRow,
    EpisodeRow,
    FlagRow,
    GroupSessionRow,
    PlannedAbsenceRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.today.shapes import ChangeKind, RosterChange
from coordinator.vocabulary import ClientId, GroupId, SessionStatus

MOST_SHOWN = 6
ORDER = list(ChangeKind)


def session_before(work: UnitOfWork, session: GroupSession) -> date | None:
    """Give the service date of the group's last session that was held before this one."""
    wanted = (
        select(GroupSessionRow)
        .where(
            GroupSessionRow.group_id == session.group_id,
            col(GroupSessionRow.starts_at) < session.starts_at,
            GroupSessionRow.status == SessionStatus.HELD,
        )
        .order_by(col(GroupSessionRow.starts_at).desc())
        .limit(1)
    )
    row = work.rows.exec(wanted).first()
    return row.service_date if row is not None else None


def changes_of(work: UnitOfWork, session: GroupSession, since: date | None) -> tuple[RosterChange, ...]:
    """Give at most six lines, most urgent first: flags, first and last sessions, announced absences.

    A guest vault knows of each stay this one day only, and so nothing of who comes first or leaves.
    """
    entries = roster.roster_on(work, session.group_id, session.service_date)
    names = {entry.client_id: entry.name for entry in entries}
    found = [
        *_flags(work, names, since, session.zone),
        *_absences(work, session, names),
    ]
    if not guest_vault.is_guest(work):
        found += [*_first_sessions(work, session, entries), *_last_sessions(work, session, entries)]
    with_contact = {contact.client_id for contact in work.rows.exec(select(EmergencyContactRow))}
    ordered = sorted(found, key=lambda one: (ORDER.index(one.kind), one.name.casefold()))
    return tuple(_warned(one, with_contact) for one in ordered[:MOST_SHOWN])


def _warned(change: RosterChange, with_contact: set[ClientId]) -> RosterChange:
    missing = change.kind is ChangeKind.FIRST_SESSION and change.client_id not in with_contact
    return RosterChange(
        change.kind,
        change.client_id,
        change.name,
        change.text,
        change.flag_id,
        change.flag_kind,
        change.raised_at,
        change.expected_at,
        change.reason,
        contact_missing=missing,
    )


def _flags(work: UnitOfWork, names: dict[ClientId, str], since: date | None, zone: str) -> list[RosterChange]:
    wanted = select(FlagRow).where(
        col(FlagRow.client_id).in_(list(names)), col(FlagRow.cleared_at).is_(None), col(FlagRow.read_at).is_(None)
    )
    if since is not None:
        wanted = wanted.where(col(FlagRow.raised_at) >= datetime.combine(since, time(), ZoneInfo(zone)))
    return [
        RosterChange(
            ChangeKind.FLAG,
            flag.client_id,
            names[flag.client_id],
            text=flag.text,
            flag_id=flag.id,
            flag_kind=flag.kind,
            raised_at=flag.raised_at,
        )
        for flag in work.rows.exec(wanted)
    ]


def _first_sessions(
    work: UnitOfWork, session: GroupSession, entries: tuple[roster.RosterEntry, ...]
) -> list[RosterChange]:
    return [
        RosterChange(ChangeKind.FIRST_SESSION, entry.client_id, entry.name)
        for entry in entries
        if not _has_session(work, session.group_id, entry.starts_on, before=session.service_date)
    ]


def _last_sessions(
    work: UnitOfWork, session: GroupSession, entries: tuple[roster.RosterEntry, ...]
) -> list[RosterChange]:
    leaving = [
        entry
        for entry in entries
        if entry.ends_on is not None
        and not _has_session(work, session.group_id, session.service_date, after=True, until=entry.ends_on)
    ]
    plans = {
        episode.client_id: episode.discharge_plan
        for episode in work.rows.exec(
            select(EpisodeRow)
            .where(col(EpisodeRow.client_id).in_([entry.client_id for entry in leaving]))
            .order_by(col(EpisodeRow.admitted_on))
        )
    }
    return [
        RosterChange(ChangeKind.LAST_SESSION, entry.client_id, entry.name, text=plans.get(entry.client_id, ""))
        for entry in leaving
    ]


def _has_session(
    work: UnitOfWork,
    group_id: GroupId,
    first: date,
    *,
    before: date | None = None,
    after: bool = False,
    until: date | None = None,
) -> bool:
    day = col(GroupSessionRow.service_date)
    wanted = select(GroupSessionRow.id).where(
        GroupSessionRow.group_id == group_id, GroupSessionRow.status != SessionStatus.CANCELLED
    )
    wanted = wanted.where(day > first) if after else wanted.where(day >= first)
    if before is not None:
        wanted = wanted.where(day < before)
    if until is not None:
        wanted = wanted.where(day <= until)
    return work.rows.exec(wanted.limit(1)).first() is not None


def _absences(work: UnitOfWork, session: GroupSession, names: dict[ClientId, str]) -> list[RosterChange]:
    wanted = select(PlannedAbsenceRow).where(PlannedAbsenceRow.session_id == session.id)
    return [
        RosterChange(
            ChangeKind.PLANNED_ABSENCE,
            absence.client_id,
            names[absence.client_id],
            text=absence.note,
            expected_at=absence.expected_at,
            reason=absence.reason,
        )
        for absence in work.rows.exec(wanted)
        if absence.client_id in names
    ]

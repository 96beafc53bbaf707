"""Today in two readings: what is about to happen, which is wanted at once; what is unfinished, which goes far back."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from coordinator import guest_vault, programs, roster, series, sessions
from coordinator.sessions import GroupSession, SessionConcern
from coordinator.store.tables import GroupRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.forecast import forecast
from coordinator.telehealth import Concern
from coordinator.today.changed import changes_of, session_before
from coordinator.today.shapes import DaySession, RosterChange, Today, TodoKind, ToFinish
from coordinator.today.unfinished import todos
from coordinator.vocabulary import GroupSessionId, SessionStatus

CLIENTS_BEFORE = timedelta(minutes=15)
OF_SESSION = frozenset(
    {TodoKind.NOT_HELD, TodoKind.UNMARKED, TodoKind.NOTES, TodoKind.REPORT, TodoKind.SAFETY, TodoKind.ADDENDUM}
)
"""What can be finished in a guest vault."""


def today(work: UnitOfWork) -> Today:
    """Give the sessions of today with what to look at before each, as of `work.now`."""
    program = programs.program(work)
    day = roster.day_in(work, program.zone)
    found = sessions.todays_sessions(work)
    held_on = [one for one in found if one.status is not SessionStatus.CANCELLED]
    left = [one for one in held_on if one.status is SessionStatus.LIVE or one.ends_at > work.now]
    reminded = {one.session_id: one.due_at for one in reversed(sessions.waiting_reminders(work))}
    return Today(
        day=day,
        now=work.now,
        sessions=tuple(_day_session(work, one, reminded) for one in held_on),
        cancelled=tuple(one for one in found if one.status is SessionStatus.CANCELLED),
        closure=series.closure_on(work, day),
        upcoming=None if left else sessions.next_session(work),
        is_sample=program.is_sample,
    )


def to_finish(work: UnitOfWork) -> ToFinish:
    """Give what is unfinished and who can no longer reach the goal this week, as of `work.now`."""
    day = roster.day_in(work, programs.program(work).zone)
    if guest_vault.is_guest(work):  # who knows one evening can tell nothing of a week, nor plan for a clinic
        of_session = tuple(one for one in todos(work, day) if one.kind in OF_SESSION)
        return ToFinish(now=work.now, todos=of_session, forecast=None)
    week = forecast(work, day)
    return ToFinish(now=work.now, todos=todos(work, day), forecast=week if week.clients else None)


def _day_session(work: UnitOfWork, session: GroupSession, reminded: Mapping[GroupSessionId, datetime]) -> DaySession:
    group = work.get(GroupRow, session.group_id)
    row = work.rows.get(GroupSessionRow, session.id)
    passcode = (row.passcode if row is not None and row.link else "") or group.passcode
    since = session_before(work, session)
    changes = changes_of(work, session, since)
    return DaySession(
        session=session,
        expected=len(roster.roster_on(work, session.group_id, session.service_date)),
        capacity=group.capacity,
        passcode=passcode,
        since=since,
        changes=changes,
        concerns=_concerns(work, session, changes),
        has_backup=_backup(group, row),
        reminded_at=reminded.get(session.id),
        substitute_leads=session.substitute and session.facilitator_id != work.actor and not guest_vault.is_guest(work),
    )


def _concerns(work: UnitOfWork, session: GroupSession, changes: tuple[RosterChange, ...]) -> tuple[SessionConcern, ...]:
    """Give what to look at before a session: its door all day, its clients from a quarter of an hour before.

    A client whose missing contact stands among the changes is not named twice.
    """
    near = session.status is SessionStatus.PLANNED and session.starts_at - work.now <= CLIENTS_BEFORE
    named = {one.client_id for one in changes if one.contact_missing}
    return tuple(
        one
        for one in sessions.preflight_of(work, session.id)
        if one.client_id is None or (near and not (one.concern is Concern.CONTACT_MISSING and one.client_id in named))
    )


def _backup(group: GroupRow, row: GroupSessionRow | None) -> bool:
    used = row.link if row is not None else ""
    return bool(group.backup_link) and group.backup_link != (used or group.link)

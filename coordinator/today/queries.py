"""Today in one reading."""

from __future__ import annotations

from coordinator import programs, roster, series, sessions
from coordinator.sessions import GroupSession
from coordinator.store.tables import GroupRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.forecast import forecast
from coordinator.telehealth import Door, Finding, preflight
from coordinator.today.changed import changes_of, session_before
from coordinator.today.shapes import DaySession, Today
from coordinator.today.unfinished import todos
from coordinator.vocabulary import SessionStatus


def today(work: UnitOfWork) -> Today:
    """Give everything the Today screen shows, as of `work.now`."""
    program = programs.program(work)
    day = roster.day_in(work, program.zone)
    found = sessions.todays_sessions(work)
    held_on = [one for one in found if one.status is not SessionStatus.CANCELLED]
    left = [one for one in held_on if one.status is SessionStatus.LIVE or one.ends_at > work.now]
    week = forecast(work, day)
    return Today(
        day=day,
        now=work.now,
        sessions=tuple(_day_session(work, one, held_on) for one in held_on),
        cancelled=tuple(one for one in found if one.status is SessionStatus.CANCELLED),
        closure=series.closure_on(work, day),
        upcoming=None if left else sessions.next_session(work),
        todos=todos(work, day),
        forecast=week if week.clients else None,
        is_sample=program.is_sample,
    )


def _day_session(work: UnitOfWork, session: GroupSession, others: list[GroupSession]) -> DaySession:
    group = work.get(GroupRow, session.group_id)
    row = work.rows.get(GroupSessionRow, session.id)
    passcode = (row.passcode if row is not None and row.link else "") or group.passcode
    since = session_before(work, session)
    return DaySession(
        session=session,
        expected=len(roster.roster_on(work, session.group_id, session.service_date)),
        capacity=group.capacity,
        passcode=passcode,
        since=since,
        changes=changes_of(work, session, since),
        concerns=_concerns(session, group, row, passcode, others, work),
    )


def _concerns(
    session: GroupSession,
    group: GroupRow,
    row: GroupSessionRow | None,
    passcode: str,
    others: list[GroupSession],
    work: UnitOfWork,
) -> tuple[Finding, ...]:
    if session.status is SessionStatus.HELD:
        return ()
    link = (row.link if row is not None else "") or group.link
    overlapping = [
        one
        for one in others
        if one.group_id != session.group_id and one.starts_at < session.ends_at and session.starts_at < one.ends_at
    ]
    shared = any(link and work.get(GroupRow, one.group_id).link == link for one in overlapping)
    door = Door(session.platform, link, passcode, session.planned_minutes, shared=shared)
    return preflight(door, work.now)

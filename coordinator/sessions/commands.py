"""Open, end and reopen a session, and set what only this session has."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

from sqlmodel import col, select

from coordinator import telehealth
from coordinator.changes import Change, nothing_changed
from coordinator.sessions import queries, rules
from coordinator.sessions.facts import MeetingDoor
from coordinator.store.tables import AttendanceRow, GroupRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    Action,
    GroupSessionId,
    Mark,
    Platform,
    SessionStatus,
    Topic,
)

TOPICS = frozenset({Topic.SESSIONS})


def launch(work: UnitOfWork, session_id: GroupSessionId, *, backup: bool = False) -> Change[MeetingDoor]:
    """Open a session's room: the link is checked, the session is live, and who did it when is kept.

    A live session opens again without another record of its start; `backup` takes the backup link. The session's
    own link goes before its group's. Raises `SessionNotLaunchable`, `LinkRefused`, `NotFound`.
    """
    row = queries.session_row(work, session_id)
    group = work.get(GroupRow, row.group_id)
    rules.check_launchable(row.status, row.starts_at, row.ends_at, work.now)
    door = _door(row, group, backup=backup)
    if row.status is SessionStatus.LIVE:
        return Change(Action.LAUNCH, session_id, TOPICS, outcome=door, detail={"again": "true"})
    undo = partial(return_to_planned, session_id=session_id)
    row.status = SessionStatus.LIVE
    row.launched_at, row.launched_by = work.now, work.actor
    row.started_at = max(work.now, row.starts_at)
    row.facilitator_id = row.facilitator_id or group.facilitator_id or work.actor
    detail = {"platform": door.platform.value} | ({"backup": "true"} if backup else {})
    return Change(Action.LAUNCH, session_id, TOPICS, outcome=door, undo=undo, detail=detail)


def meeting_door(work: UnitOfWork, session_id: GroupSessionId, *, backup: bool = False) -> MeetingDoor:
    """Give what would be opened, without opening it; raises `LinkRefused`, `NotFound`."""
    row = work.rows.get(GroupSessionRow, session_id)
    group_id = row.group_id if row is not None else queries.planned_with_id(work, session_id).group_id
    return _door(row, work.get(GroupRow, group_id), backup=backup)


def return_to_planned(work: UnitOfWork, session_id: GroupSessionId) -> Change[GroupSessionId]:
    """Take a launch back: nobody opened this session. Raises `SessionNotInState`, `NotFound`."""
    row = queries.row_in(work, session_id, SessionStatus.LIVE)
    row.status = SessionStatus.PLANNED
    row.launched_at = row.launched_by = row.started_at = None
    if not row.substitute:
        row.facilitator_id = queries.usual_leader(work, row)
    again = partial(launch, session_id=session_id)
    return Change(Action.RETURN_TO_PLANNED, session_id, TOPICS, outcome=session_id, undo=again)


def end_session(work: UnitOfWork, session_id: GroupSessionId) -> Change[GroupSessionId]:
    """End a live session now, or say of one that was never launched that it was held as planned.

    Raises `SessionNotInState`, `SessionNotStarted`, `NotFound`.
    """
    row = queries.session_row(work, session_id)
    if work.now < row.starts_at:
        raise rules.SessionNotStarted(session_id, row.starts_at)
    if row.status is SessionStatus.LIVE:
        row.ended_at = work.now
    elif row.status is SessionStatus.PLANNED:
        _hold_as_planned(work, row)
    else:
        raise rules.SessionNotInState(session_id, row.status)
    row.status = SessionStatus.HELD
    undo = partial(reopen_session, session_id=session_id)
    return Change(Action.END_SESSION, session_id, TOPICS, outcome=session_id, undo=undo)


def reopen_session(work: UnitOfWork, session_id: GroupSessionId) -> Change[GroupSessionId]:
    """Take an ending back: the session is live again, or planned where it was never launched.

    Raises `SessionNotInState`, `NotFound`.
    """
    row = queries.row_in(work, session_id, SessionStatus.HELD)
    row.ended_at = None
    if row.launched_at is None:
        row.status, row.started_at = SessionStatus.PLANNED, None
    else:
        row.status = SessionStatus.LIVE
    undo = partial(end_session, session_id=session_id)
    return Change(Action.REOPEN_SESSION, session_id, TOPICS, outcome=session_id, undo=undo)


def close_overdue(work: UnitOfWork, after: timedelta = rules.OVERDUE_AFTER) -> Change[int]:
    """Close what is over: live sessions two hours past their end are held, ending as planned.

    A session that was never launched is held only if somebody was marked in it; otherwise it stays planned and is
    listed as unfinished, for only a person knows whether it took place. Gives how many were closed.
    """
    wanted = select(GroupSessionRow).where(
        col(GroupSessionRow.status).in_((SessionStatus.LIVE, SessionStatus.PLANNED)),
        col(GroupSessionRow.ends_at) <= work.now - after,
    )
    closed = 0
    for row in work.rows.exec(wanted).all():
        if row.status is SessionStatus.LIVE:
            row.ended_at = row.ends_at
        elif _is_marked(work, row.id):
            _hold_as_planned(work, row)
        else:
            continue
        row.status = SessionStatus.HELD
        closed += 1
    if not closed:
        return nothing_changed(Action.CLOSE_OVERDUE, 0)
    return Change(Action.CLOSE_OVERDUE, None, TOPICS, outcome=closed, detail={"sessions": str(closed)})


def set_topic(work: UnitOfWork, session_id: GroupSessionId, topic: str) -> Change[GroupSessionId]:
    """Say what a session is about; empty takes the group's. Raises `NotFound`."""
    row = queries.session_row(work, session_id)
    undo = partial(set_topic, session_id=session_id, topic=row.topic)
    if row.topic == topic.strip():
        return nothing_changed(Action.SET_TOPIC, session_id)
    row.topic = topic.strip()
    return Change(Action.SET_TOPIC, session_id, TOPICS, outcome=session_id, undo=undo)


def set_session_link(
    work: UnitOfWork, session_id: GroupSessionId, platform: Platform | None, link: str, passcode: str = ""
) -> Change[GroupSessionId]:
    """Give one session a link of its own; an empty one returns it to its group's.

    Raises `LinkRefused`, `SessionNotInState` once it was held, `NotFound`.
    """
    row = queries.session_row(work, session_id)
    if row.status is SessionStatus.HELD:
        raise rules.SessionNotInState(session_id, row.status)
    undo = partial(set_session_link, session_id=session_id, platform=row.platform, link=row.link, passcode=row.passcode)
    if link.strip():
        chosen = platform or work.get(GroupRow, row.group_id).platform
        row.link = telehealth.check_link(link, chosen).url
        row.platform, row.passcode = chosen, passcode.strip()
    else:
        row.platform, row.link, row.passcode = None, "", ""
    return Change(Action.SET_LINK, session_id, TOPICS, outcome=session_id, undo=undo)


def switch_to_backup(work: UnitOfWork, session_id: GroupSessionId) -> Change[MeetingDoor]:
    """Let one session meet through its group's backup link from now on; the next ones keep the usual link.

    The outcome is the backup door. Raises `LinkRefused` where there is no backup link or it may not be opened,
    `SessionNotInState` once the session was held, `NotFound`.
    """
    row = queries.session_row(work, session_id)
    group = work.get(GroupRow, row.group_id)
    change = set_session_link(work, session_id, _backup_platform(group), _checked(group).url)
    door = _door(row, group, backup=True)
    return Change(Action.SET_LINK, session_id, TOPICS, outcome=door, undo=change.undo, detail={"backup": "true"})


def _hold_as_planned(work: UnitOfWork, row: GroupSessionRow) -> None:
    row.started_at, row.ended_at = row.starts_at, row.ends_at
    row.facilitator_id = row.facilitator_id or work.get(GroupRow, row.group_id).facilitator_id


def _is_marked(work: UnitOfWork, session_id: GroupSessionId) -> bool:
    marked = select(AttendanceRow.id).where(AttendanceRow.session_id == session_id, AttendanceRow.mark != Mark.UNMARKED)
    return work.rows.exec(marked).first() is not None


def _door(row: GroupSessionRow | None, group: GroupRow, *, backup: bool) -> MeetingDoor:
    platform, link, passcode = group.platform, group.link, group.passcode
    if row is not None and row.link:
        platform, link, passcode = row.platform or platform, row.link, row.passcode
    backup_url = _checked_backup(group)
    if backup:
        verdict = _checked(group)
        return MeetingDoor(verdict.url, "", verdict.platform, "", verdict.needs_confirmation)
    verdict = telehealth.check_link(link, platform)
    return MeetingDoor(verdict.url, passcode, platform, backup_url, verdict.needs_confirmation)


def _checked(group: GroupRow) -> telehealth.LinkVerdict:
    return telehealth.check_link(group.backup_link, _backup_platform(group))


def _backup_platform(group: GroupRow) -> Platform:
    return telehealth.platform_of(group.backup_link) or Platform.OTHER


def _checked_backup(group: GroupRow) -> str:
    """Give the backup link if it may be opened; a bad one must not keep the usual one shut."""
    try:
        return _checked(group).url
    except telehealth.LinkRefused:
        return ""

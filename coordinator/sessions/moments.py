"""What falls due around sessions, and that it is delivered once, on whichever machine comes first."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.exc import IntegrityError
from sqlmodel import col, select

from coordinator import programs
from coordinator.changes import Change, nothing_changed
from coordinator.sessions import rules
from coordinator.sessions.facts import Delivery, GroupSession, Moment
from coordinator.sessions.queries import sessions_between
from coordinator.store.tables import DeliveredMomentRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId, MomentKind, SessionStatus, Topic

HORIZON = timedelta(hours=48)
LOOK_BACK = timedelta(hours=48)
PROMPT_WITHIN = timedelta(seconds=60)
A_DAY = timedelta(days=1)


def moments(
    work: UnitOfWork, horizon: timedelta = HORIZON, lead: timedelta = rules.REMINDER_BEFORE
) -> tuple[Moment, ...]:
    """Give what falls due from now on until `horizon`, in order; cancelled sessions have no moments."""
    return _between(work, work.now, work.now + horizon, lead)


def deliver_due(work: UnitOfWork, lead: timedelta = rules.REMINDER_BEFORE) -> Change[Delivery]:
    """Write down what fell due in the last two days and was not delivered yet, and give it.

    What is at most a minute late is prompt; the rest was missed, to be told in one summary. What no longer
    matters (a reminder of a session that is running) and what was due before the session was planned is left
    out. Two machines at once: the unique row decides who delivers.
    """
    due = _between(work, work.now - LOOK_BACK, work.now, lead)
    delivered = _delivered(work, [one.session_id for one in due])
    fresh = [one for one in due if one not in delivered and _is_still_wanted(work, one) and _claim(work, one)]
    if not fresh:
        return nothing_changed(Action.DELIVER_MOMENT, Delivery())
    prompt = tuple(one for one in fresh if work.now - one.due_at <= PROMPT_WITHIN)
    missed = tuple(one for one in fresh if one not in prompt)
    detail = {"moments": str(len(fresh)), "missed": str(len(missed))}
    topics = frozenset({Topic.REMINDERS})
    return Change(Action.DELIVER_MOMENT, None, topics, outcome=Delivery(prompt, missed), detail=detail)


def dismiss_reminders(work: UnitOfWork, session_id: GroupSessionId) -> Change[int]:
    """Let a session's reminders be quiet from now on; gives how many there were."""
    wanted = select(DeliveredMomentRow).where(
        DeliveredMomentRow.session_id == session_id, col(DeliveredMomentRow.dismissed_at).is_(None)
    )
    rows = work.rows.exec(wanted).all()
    for row in rows:
        row.dismissed_at = work.now
    if not rows:
        return nothing_changed(Action.DISMISS_REMINDER, 0)
    return Change(Action.DISMISS_REMINDER, session_id, frozenset({Topic.REMINDERS}), outcome=len(rows))


def waiting_reminders(work: UnitOfWork) -> tuple[Moment, ...]:
    """Give the reminders that were delivered, not dismissed, and whose session nobody launched or ended yet."""
    since = work.now - LOOK_BACK
    wanted = select(DeliveredMomentRow).where(
        col(DeliveredMomentRow.dismissed_at).is_(None), col(DeliveredMomentRow.due_at) >= since
    )
    rows = work.rows.exec(wanted.order_by(col(DeliveredMomentRow.due_at))).all()
    found = (Moment(row.kind, row.due_at, row.session_id) for row in rows)
    return tuple(one for one in found if _is_still_wanted(work, one))


def _between(work: UnitOfWork, first: datetime, last: datetime, lead: timedelta) -> tuple[Moment, ...]:
    near = sessions_between(work, first.date() - 2 * A_DAY, last.date() + 2 * A_DAY)
    grace = programs.rules_on(work, work.now.date()).grace_minutes
    found = (
        moment
        for session in near
        if _has_moments(session)
        for moment in rules.moments_of(session, grace_minutes=grace, lead=lead)
    )
    return tuple(sorted((one for one in found if first < one.due_at <= last), key=_order))


def _order(moment: Moment) -> tuple[datetime, str, str]:
    return moment.due_at, moment.kind.value, str(moment.session_id)


def _has_moments(session: GroupSession) -> bool:
    return session.status in {SessionStatus.PLANNED, SessionStatus.LIVE}


def _delivered(work: UnitOfWork, session_ids: Sequence[GroupSessionId]) -> set[Moment]:
    wanted = select(DeliveredMomentRow).where(col(DeliveredMomentRow.session_id).in_(set(session_ids)))
    return {Moment(row.kind, row.due_at, row.session_id) for row in work.rows.exec(wanted)}


def _is_still_wanted(work: UnitOfWork, moment: Moment) -> bool:
    row = work.rows.get(GroupSessionRow, moment.session_id)
    if row is None:  # its day is beyond the planned ones; catching up plans it first
        return False
    known_in_time = row.planned_at is None or row.planned_at <= moment.due_at
    return known_in_time and rules.is_wanted(moment.kind, row.status)


def _claim(work: UnitOfWork, moment: Moment) -> bool:
    try:
        with work.rows.begin_nested():
            work.rows.add(
                DeliveredMomentRow(
                    session_id=moment.session_id,
                    kind=MomentKind(moment.kind),
                    due_at=moment.due_at,
                    delivered_at=work.now,
                )
            )
            work.rows.flush()
    except IntegrityError:  # another machine delivered it
        return False
    return True

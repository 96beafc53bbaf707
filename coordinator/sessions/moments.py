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
    wanted = _still_wanted(work, [one for one in due if one not in delivered])
    fresh = [one for one in wanted if _claim(work, one)]
    if not fresh:
        return nothing_changed(Action.DELIVER_MOMENT, Delivery())
    prompt = tuple(one for one in fresh if work.now - one.due_at <= PROMPT_WITHIN)
    missed = tuple(one for one in fresh if one not in prompt)
    detail = {"moments": str(len(fresh)), "missed": str(len(missed))}
    topics = frozenset({Topic.REMINDERS})
    return Change(Action.DELIVER_MOMENT, None, topics, outcome=Delivery(prompt, missed), detail=detail)


def note_told(work: UnitOfWork, told: Sequence[datetime], lead: timedelta = rules.REMINDER_BEFORE) -> Change[int]:
    """Write down which reminders and starts were said while the vault was locked; gives how many.

    `told` are the instants (UTC) at which they fell due: a locked window knows no more.
    """
    due = _between(work, work.now - LOOK_BACK, work.now, lead)
    said = [one for one in due if one.kind in {MomentKind.REMINDER, MomentKind.START} and one.due_at in told]
    delivered = _delivered(work, [one.session_id for one in said])
    wanted = _still_wanted(work, [one for one in said if one not in delivered])
    fresh = [one for one in wanted if _claim(work, one)]
    if not fresh:
        return nothing_changed(Action.DELIVER_MOMENT, 0)
    detail = {"moments": str(len(fresh)), "locked": "true"}
    return Change(Action.DELIVER_MOMENT, None, frozenset({Topic.REMINDERS}), outcome=len(fresh), detail=detail)


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
    return tuple(_still_wanted(work, [Moment(row.kind, row.due_at, row.session_id) for row in rows]))


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


def _still_wanted(work: UnitOfWork, moments: Sequence[Moment]) -> list[Moment]:
    """Leave out what no longer matters, and what was due before its session was planned.

    A session without a row is beyond the planned days; catching up plans it first.
    """
    asked = select(GroupSessionRow.id, GroupSessionRow.status, GroupSessionRow.planned_at).where(
        col(GroupSessionRow.id).in_({one.session_id for one in moments})
    )
    known = {row_id: (status, planned_at) for row_id, status, planned_at in work.rows.exec(asked)} if moments else {}
    found = []
    for one in moments:
        if one.session_id in known:
            status, planned_at = known[one.session_id]
            if (planned_at is None or planned_at <= one.due_at) and rules.is_wanted(one.kind, SessionStatus(status)):
                found.append(one)
    return found


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

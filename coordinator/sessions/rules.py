"""What may be done to a session in which state, and when something falls due around it."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from coordinator.errors import RuleViolation
from coordinator.sessions.facts import GroupSession, Moment
from coordinator.vocabulary import GroupSessionId, MomentKind, SessionStatus

OPENS_EARLY = timedelta(hours=12)
"""A room may be opened this long before its start, on the day; earlier is a slip of the hand."""
STAYS_OPEN = timedelta(hours=12)
LAUNCH_LABEL_FROM = timedelta(minutes=15)
LINK_CHECK_BEFORE = timedelta(minutes=15)
REMINDER_BEFORE = timedelta(minutes=5)
UNFINISHED_AFTER = timedelta(minutes=10)
OVERDUE_AFTER = timedelta(hours=2)


class LaunchProblem(StrEnum):
    """Why a session cannot be launched."""

    CANCELLED = "cancelled"
    HELD = "held"
    TOO_EARLY = "too-early"
    OVER = "over"


class SessionNotLaunchable(RuleViolation):
    """The room of this session cannot be opened now. `at` is when it could, or when it ended."""

    def __init__(self, problem: LaunchProblem, at: datetime) -> None:
        super().__init__(problem.value)
        self.problem = problem
        self.at = at


class SessionNotInState(RuleViolation):
    """What was asked for needs the session in another state."""

    def __init__(self, session_id: GroupSessionId, status: SessionStatus) -> None:
        super().__init__(f"{session_id} {status.value}")
        self.session_id = session_id
        self.status = status


class SessionNotStarted(RuleViolation):
    """A session cannot end before it began."""

    def __init__(self, session_id: GroupSessionId, starts_at: datetime) -> None:
        super().__init__(session_id)
        self.session_id = session_id
        self.starts_at = starts_at


class LaunchLabel(StrEnum):
    """What the launch button offers."""

    OPEN_EARLY = "open-early"
    LAUNCH = "launch"
    OPEN_AGAIN = "open-again"
    NONE = "none"


def check_launchable(status: SessionStatus, starts_at: datetime, ends_at: datetime, now: datetime) -> None:
    """Refuse to open the room of a cancelled, ended, far-off or long past session; a live one opens again.

    Raises `SessionNotLaunchable`.
    """
    if status is SessionStatus.CANCELLED:
        raise SessionNotLaunchable(LaunchProblem.CANCELLED, starts_at)
    if status is SessionStatus.HELD:
        raise SessionNotLaunchable(LaunchProblem.HELD, ends_at)
    if now < starts_at - OPENS_EARLY:
        raise SessionNotLaunchable(LaunchProblem.TOO_EARLY, starts_at - OPENS_EARLY)
    if status is SessionStatus.PLANNED and now >= ends_at + STAYS_OPEN:
        raise SessionNotLaunchable(LaunchProblem.OVER, ends_at)


def launch_label(status: SessionStatus, starts_at: datetime, ends_at: datetime, now: datetime) -> LaunchLabel:
    """Give what the launch button says: "Open early" until 15 minutes before, then "Launch session"."""
    if status is SessionStatus.LIVE:
        return LaunchLabel.OPEN_AGAIN
    try:
        check_launchable(status, starts_at, ends_at, now)
    except SessionNotLaunchable:
        return LaunchLabel.NONE
    return LaunchLabel.OPEN_EARLY if now < starts_at - LAUNCH_LABEL_FROM else LaunchLabel.LAUNCH


def is_overdue(status: SessionStatus, ends_at: datetime, now: datetime, after: timedelta = OVERDUE_AFTER) -> bool:
    """Say whether a session still counts as live long after its end."""
    return status is SessionStatus.LIVE and now >= ends_at + after


def is_unfinished(status: SessionStatus, ends_at: datetime, now: datetime) -> bool:
    """Say whether a session is over by the clock and nobody ended or held it."""
    return status in {SessionStatus.PLANNED, SessionStatus.LIVE} and now >= ends_at


def moments_of(session: GroupSession, *, grace_minutes: int, lead: timedelta = REMINDER_BEFORE) -> tuple[Moment, ...]:
    """Give every moment around a session, in order. Instants are UTC, so clock changes cannot double one."""
    start, end = session.starts_at, session.ends_at
    due = (
        (MomentKind.LINK_CHECK, start - LINK_CHECK_BEFORE),
        (MomentKind.REMINDER, start - lead),
        (MomentKind.START, start),
        (MomentKind.NO_SHOW_LIST, start + timedelta(minutes=grace_minutes)),
        (MomentKind.END, end),
        (MomentKind.UNFINISHED, end + UNFINISHED_AFTER),
    )
    ordered = sorted(due, key=lambda one: one[1])
    return tuple(Moment(kind, at, session.id, start, session.group_name) for kind, at in ordered)


def is_wanted(kind: MomentKind, status: SessionStatus) -> bool:
    """Say whether a moment still matters in the state in which the session is."""
    match kind:
        case MomentKind.LINK_CHECK | MomentKind.REMINDER | MomentKind.START:
            return status is SessionStatus.PLANNED
        case MomentKind.NO_SHOW_LIST | MomentKind.END:
            return status is SessionStatus.LIVE
        case MomentKind.UNFINISHED:
            return status in {SessionStatus.PLANNED, SessionStatus.LIVE}

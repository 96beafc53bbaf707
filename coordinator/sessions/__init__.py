"""Dated sessions of a group: planned, live, held or cancelled; opened, ended, moved, reminded of."""

from coordinator.series import plan_ahead, session_id
from coordinator.sessions.clashes import (
    Clash,
    ClashKind,
    clashes_of_block,
    clashes_of_enrolment,
    clashes_of_extra,
    clashes_of_session,
)
from coordinator.sessions.commands import (
    close_overdue,
    end_session,
    launch,
    meeting_door,
    reopen_session,
    return_to_planned,
    set_session_link,
    set_topic,
    switch_to_backup,
)
from coordinator.sessions.exceptions import cancel_session, move_session, restore_session, substitute_facilitator
from coordinator.sessions.extras import OfAnotherGroup, add_session
from coordinator.sessions.facts import Delivery, GroupSession, MeetingDoor, Moment, break_spans, leading_spans
from coordinator.sessions.moments import deliver_due, dismiss_reminders, moments, note_told, waiting_reminders
from coordinator.sessions.outlook import outlook_of_extra, outlook_of_session
from coordinator.sessions.preflight import SessionConcern, preflight_of
from coordinator.sessions.queries import (
    extra_sessions,
    live_session,
    next_session,
    session,
    session_row,
    sessions_between,
    todays_sessions,
    unfinished,
)
from coordinator.sessions.rules import (
    LaunchLabel,
    LaunchProblem,
    SessionNotInState,
    SessionNotLaunchable,
    SessionNotStarted,
    launch_label,
)

__all__ = [
    "Clash",
    "ClashKind",
    "Delivery",
    "GroupSession",
    "LaunchLabel",
    "LaunchProblem",
    "MeetingDoor",
    "Moment",
    "OfAnotherGroup",
    "SessionConcern",
    "SessionNotInState",
    "SessionNotLaunchable",
    "SessionNotStarted",
    "add_session",
    "break_spans",
    "cancel_session",
    "clashes_of_block",
    "clashes_of_enrolment",
    "clashes_of_extra",
    "clashes_of_session",
    "close_overdue",
    "deliver_due",
    "dismiss_reminders",
    "end_session",
    "extra_sessions",
    "launch",
    "launch_label",
    "leading_spans",
    "live_session",
    "meeting_door",
    "moments",
    "move_session",
    "next_session",
    "note_told",
    "outlook_of_extra",
    "outlook_of_session",
    "plan_ahead",
    "preflight_of",
    "reopen_session",
    "restore_session",
    "return_to_planned",
    "session",
    "session_id",
    "session_row",
    "sessions_between",
    "set_session_link",
    "set_topic",
    "substitute_facilitator",
    "switch_to_backup",
    "todays_sessions",
    "unfinished",
    "waiting_reminders",
]

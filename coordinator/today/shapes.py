"""The facts of the Today screen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from coordinator.series import Closure
from coordinator.sessions import GroupSession, SessionConcern
from coordinator.summaries.forecast import Forecast
from coordinator.vocabulary import ClientId, ExcuseReason, FlagKind, GroupId, GroupSessionId


class ChangeKind(StrEnum):
    """What is different about a client since the group's last session; most urgent first."""

    FLAG = "flag"
    FIRST_SESSION = "first_session"
    LAST_SESSION = "last_session"
    PLANNED_ABSENCE = "planned_absence"


@dataclass(frozen=True, slots=True)
class RosterChange:
    """One line of "Changed since Monday". `text` is what somebody wrote: the flag, or the discharge plan."""

    kind: ChangeKind
    client_id: ClientId
    name: str
    text: str = ""
    flag_id: UUID | None = None
    flag_kind: FlagKind | None = None
    raised_at: datetime | None = None
    expected_at: datetime | None = None
    reason: ExcuseReason | None = None
    contact_missing: bool = False


@dataclass(frozen=True, slots=True)
class DaySession:
    """One session of today with what must be known before it starts.

    `since` is the service date of the group's session before, or None where there was none. `has_backup` says that
    its group has a backup link which it does not use yet; `reminded_at` when the first reminder fell due that
    nobody dismissed (UTC); `substitute_leads` that a substitute leads it who is not signed in (in a guest vault nobody
    else is meant).
    """

    session: GroupSession
    expected: int
    capacity: int
    passcode: str
    since: date | None
    changes: tuple[RosterChange, ...]
    concerns: tuple[SessionConcern, ...]
    has_backup: bool = False
    reminded_at: datetime | None = None
    substitute_leads: bool = False


class TodoKind(StrEnum):
    """What is unfinished."""

    NOT_HELD = "not_held"
    UNMARKED = "unmarked"
    NOTES = "notes"
    COSIGN = "cosign"
    COSIGN_ADDITION = "cosign_addition"
    REPORT = "report"
    CONTACT = "contact"
    ABSENCES = "absences"
    AUTHORIZATION = "authorization"
    SAFETY = "safety"
    ADDENDUM = "addendum"
    SUMMARY = "summary"
    OUTDATED = "outdated"
    TIP_CLINIC = "tip_clinic"
    TIP_GROUP = "tip_group"
    TIP_CLIENTS = "tip_clients"
    TIP_BLOCK = "tip_block"


@dataclass(frozen=True, slots=True)
class Todo:
    """One line of "To finish", with what its action needs.

    `weeks` is the time that a limit of absences is counted in, or None for absences in a row. Notes are
    due by the program's rule of their day.
    """

    kind: TodoKind
    count: int = 0
    session_id: GroupSessionId | None = None
    group_id: GroupId | None = None
    group_name: str = ""
    service_date: date | None = None
    client_id: ClientId | None = None
    client_name: str = ""
    starts_on: date | None = None
    ends_on: date | None = None
    task_id: UUID | None = None
    weeks: int | None = None
    due_on: date | None = None
    overdue: bool = False


@dataclass(frozen=True, slots=True)
class Today:
    """The sessions of today and what stands beside them. `day` is today in the program's zone.

    `upcoming` is the next session where none is left today.
    """

    day: date
    now: datetime
    sessions: tuple[DaySession, ...]
    cancelled: tuple[GroupSession, ...]
    closure: Closure | None
    upcoming: GroupSession | None
    is_sample: bool


@dataclass(frozen=True, slots=True)
class ToFinish:
    """What is unfinished, and who can no longer reach the goal this week; no forecast where nobody is enrolled."""

    now: datetime
    todos: tuple[Todo, ...]
    forecast: Forecast | None

"""What screens are given: frozen facts about one session's attendance."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.attendance.facts_in_session import ModalityChange, Visitor, WalkIn
from coordinator.attendance.rules import Gap, Part, Presence, SessionTimes, Span
from coordinator.vocabulary import (
    AttendanceLabel,
    ClientId,
    ExcuseReason,
    FacilitatorId,
    FlagKind,
    GroupId,
    GroupSessionId,
    Mark,
    MarkSource,
    Modality,
    ObservationId,
    OutreachMethod,
    OutreachOutcome,
    ReportImportId,
    ServiceType,
)

if TYPE_CHECKING:
    from coordinator.sessions import GroupSession


class Notice(StrEnum):
    """What a person should know about a change that was made all the same."""

    OUTSIDE_ROSTER = "outside-roster"
    NOT_LICENSED_THERE = "not-licensed-there"
    NOTE_SIGNED = "note-signed"
    EXPORT_OUTDATED = "export-outdated"
    SAFETY_TASK = "safety-task"
    NO_STATES_RECORDED = "no-states-recorded"


@dataclass(frozen=True, slots=True)
class MarkState:
    """A client's mark as it stood: what undoing a change puts back."""

    client_id: ClientId
    mark: Mark = Mark.UNMARKED
    late: bool = False
    left_early: bool = False
    arrived_late_minutes: int | None = None
    left_early_minutes: int | None = None
    away_minutes: int = 0
    announced: bool = False
    reason: ExcuseReason | None = None
    reason_note: str = ""
    source: MarkSource = MarkSource.TYPED
    import_id: ReportImportId | None = None
    marked_at: datetime | None = None
    marked_by: FacilitatorId | None = None
    modality: Modality = Modality.VIDEO

    def presence(self, intervals: Iterable[Span] = (), gaps: Iterable[Gap] = ()) -> Presence:
        """Give the facts that minutes and label follow from: `gaps` are those that take minutes away."""
        return Presence(
            mark=self.mark,
            late=self.late,
            left_early=self.left_early,
            arrived_late_minutes=self.arrived_late_minutes,
            left_early_minutes=self.left_early_minutes,
            away_minutes=self.away_minutes,
            source=self.source,
            intervals=tuple(intervals),
            gaps=tuple(gaps),
        )


@dataclass(frozen=True, slots=True)
class Marked:
    """The outcome of setting marks: whose changed, and what to know about it.

    `NOTE_SIGNED` asks for an addendum to the client's signed note; `EXPORT_OUTDATED` says that a summary which went
    out no longer tells what is recorded; `SAFETY_TASK` that somebody is to look after the client; `NO_STATES_RECORDED`
    that nobody can tell whether `facilitator` is licensed where the client is.
    """

    client_ids: tuple[ClientId, ...]
    notices: frozenset[Notice] = frozenset()
    facilitator: str = ""


@dataclass(frozen=True, slots=True)
class Contact:
    """Whom to call for a client."""

    name: str
    relationship: str
    phone: str


@dataclass(frozen=True, slots=True)
class RaisedFlag:
    """A flag on the client's record that is not cleared."""

    id: UUID
    kind: FlagKind
    text: str
    raised_at: datetime
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Observation:
    """A short sentence typed during the session; `observed_at` in UTC."""

    id: ObservationId
    client_id: ClientId
    text: str
    observed_at: datetime
    author_id: FacilitatorId
    follow_up: bool
    followed_up_at: datetime | None


@dataclass(frozen=True, slots=True)
class Outreach:
    """One attempt to reach a missing client; `at` in UTC."""

    id: UUID
    client_id: ClientId
    at: datetime
    method: OutreachMethod
    outcome: OutreachOutcome
    note: str
    by: FacilitatorId


@dataclass(frozen=True, slots=True)
class PlannedAbsence:
    """Notice given before the session; `expected_at` is None where the client will not come at all."""

    id: UUID
    client_id: ClientId
    expected_at: datetime | None
    reason: ExcuseReason
    note: str
    announced_at: datetime


@dataclass(frozen=True, slots=True)
class AttendanceLine:
    """One client's row in a session.

    `attended_minutes` is None while nothing is marked, or where late or early minutes were not recorded; `spans`
    are the stretches the client was there, breaks left out. `code` is shown where another client has the same
    name (`same_name`). `usual_location` and `last_location` (where they were the time before) are
    suggestions only: each answer, `callback_today` too, is confirmed again each time. `gaps` are all times away in
    between, short ones too.
    """

    client_id: ClientId
    number: int
    name: str
    code: str
    same_name: bool
    expected: bool
    state: MarkState
    label: AttendanceLabel
    attended_minutes: int | None
    spans: tuple[Span, ...]
    location: str
    location_state: str
    location_confirmed_at: datetime | None
    contact_confirmed_at: datetime | None
    usual_location: str
    home_state: str
    callback_number: str
    local_emergency_number: str
    contact: Contact | None
    flags: tuple[RaisedFlag, ...]
    observations: tuple[Observation, ...]
    outreach: tuple[Outreach, ...]
    planned_absence: PlannedAbsence | None
    marked_by_name: str
    notices: frozenset[Notice]
    preferred_contact: str = ""
    walk_in: WalkIn | None = None
    modality_changes: tuple[ModalityChange, ...] = ()
    license_reason: str = ""
    gaps: tuple[Gap, ...] = ()
    callback_today: str = ""
    callback_confirmed_at: datetime | None = None
    last_location: str = ""

    @property
    def out_since(self) -> datetime | None:
        """When the client left who is away now, in UTC."""
        return next((gap.left_at for gap in self.gaps if gap.back_at is None), None)

    @property
    def mark(self) -> Mark:
        """The stored mark."""
        return self.state.mark

    @property
    def late(self) -> bool:
        """Whether the client arrived late."""
        return self.state.late

    @property
    def left_early(self) -> bool:
        """Whether the client left early."""
        return self.state.left_early

    @property
    def arrived_late_minutes(self) -> int | None:
        """Minutes after the start; None where not recorded."""
        return self.state.arrived_late_minutes

    @property
    def left_early_minutes(self) -> int | None:
        """Minutes before the planned end; None where not recorded."""
        return self.state.left_early_minutes

    @property
    def away_minutes(self) -> int:
        """Minutes away in between."""
        return self.state.away_minutes

    @property
    def announced(self) -> bool:
        """Whether notice came before the start; without it an absence is a no-show."""
        return self.state.announced

    @property
    def reason(self) -> ExcuseReason | None:
        """Why the client is excused."""
        return self.state.reason

    @property
    def source(self) -> MarkSource:
        """How the mark came to be."""
        return self.state.source

    @property
    def marked_at(self) -> datetime | None:
        """When the mark was set, in UTC."""
        return self.state.marked_at

    @property
    def marked_by(self) -> FacilitatorId | None:
        """Who set the mark."""
        return self.state.marked_by


@dataclass(frozen=True, slots=True)
class AttendanceSheet:
    """A session and the rows of everybody expected, in name order, and of walk-ins. Rows keep their order.

    `gap` is how long a break in a connection may be to count as one visit and `grace` how long after the start a
    client is waited for, both by the program's rule on that day. `visitors` are not clients and never count.
    """

    session: GroupSession
    times: SessionTimes
    lines: tuple[AttendanceLine, ...]
    now: datetime
    gap: timedelta
    grace: timedelta = timedelta()
    visitors: tuple[Visitor, ...] = ()

    @property
    def unmarked(self) -> tuple[AttendanceLine, ...]:
        """The rows that nobody has marked yet."""
        return tuple(line for line in self.lines if line.mark is Mark.UNMARKED)

    @property
    def missing(self) -> tuple[AttendanceLine, ...]:
        """The rows of who is expected and not here once the grace period is over: nobody before that."""
        if self.times.cancelled or self.now < self.times.starts_at + self.grace:
            return ()
        away = {Mark.UNMARKED, Mark.ABSENT}
        return tuple(line for line in self.lines if line.expected and line.mark in away)

    def line(self, client_id: ClientId) -> AttendanceLine | None:
        """Give one client's row, if there is one."""
        return next((line for line in self.lines if line.client_id == client_id), None)


@dataclass(frozen=True, slots=True)
class AttendanceFact:
    """One client in one session, for summaries: all durations in whole minutes.

    `attended_minutes` never includes breaks and is not rounded by any credit rule. Where late or early minutes were
    not recorded, nothing is subtracted for them and `minutes_known` is False. `service_minutes` splits the same
    minutes by service. `countable_minutes` is the planned session without breaks, as time elapsed.

    `parts` lie in the planned session, of which `held_until` tells where it ended. `spans` are the stretches
    attended, from which `away_minutes` are still to be taken; `reachable` are those that were attended or still can
    be.
    """

    session_id: GroupSessionId
    group_id: GroupId
    client_id: ClientId
    service_date: date
    starts_at: datetime
    label: AttendanceLabel
    expected: bool
    attended_minutes: int
    minutes_known: bool
    planned_minutes: int
    break_minutes: int
    countable_minutes: int
    arrived_late_minutes: int | None
    left_early_minutes: int | None
    announced: bool
    reason: ExcuseReason | None
    source: MarkSource
    service_minutes: tuple[tuple[ServiceType, int], ...]
    running: bool
    parts: tuple[Part, ...]
    held_until: datetime
    spans: tuple[Span, ...]
    reachable: tuple[Span, ...]
    away_minutes: int


@dataclass(frozen=True, slots=True)
class ServiceTime:
    """Clinical time outside group sessions; `starts_at` in UTC."""

    id: UUID
    client_id: ClientId
    group_id: GroupId | None
    service_type: ServiceType
    starts_at: datetime
    minutes: int
    facilitator_id: FacilitatorId

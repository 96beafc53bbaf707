"""What screens are given of a session beside its marks: walk-ins, visitors, help that was sought, evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from coordinator.vocabulary import (
    Action,
    ClientId,
    GroupSessionId,
    Mark,
    MarkSource,
    Modality,
    OutreachMethod,
    OutreachOutcome,
    Platform,
    VisitorRole,
    WalkInReason,
)


@dataclass(frozen=True, slots=True)
class MissedSession:
    """A session that a client missed, or in which they made up for one."""

    session_id: GroupSessionId
    group_name: str
    service_date: date


@dataclass(frozen=True, slots=True)
class WalkIn:
    """Why a client takes part who is not on the group's roster that day, and the session that a make-up is for."""

    reason: WalkInReason
    note: str
    recorded_at: datetime
    makes_up: MissedSession | None = None


@dataclass(frozen=True, slots=True)
class Visitor:
    """An interpreter, observer or family member; `left_at` is None while they are there. Instants in UTC."""

    id: UUID
    role: VisitorRole
    name: str
    note: str
    joined_at: datetime
    left_at: datetime | None


@dataclass(frozen=True, slots=True)
class ModalityChange:
    """How a client took part from an instant on, in UTC."""

    at: datetime
    modality: Modality


@dataclass(frozen=True, slots=True)
class EmergencyContactLine:
    """Whom to call for a client, in order."""

    name: str
    relationship: str
    phone: str


@dataclass(frozen=True, slots=True)
class EmergencyEntry:
    """One line of the log: a call (`method`, `outcome`) or, without a method, a dropped connection or a step out."""

    id: UUID
    at: datetime
    by_name: str
    method: OutreachMethod | None = None
    outcome: OutreachOutcome | None = None
    back_at: datetime | None = None
    stepped_out: bool = False


@dataclass(frozen=True, slots=True)
class EmergencyCard:
    """Everything needed to send help to one client, as the store knows it.

    `location` is today's, confirmed at `confirmed_at`; without that only the usual one is known. `elsewhere` says
    that today's differs from the usual one, for which `local_emergency_number` is on record; `emergency_number_today`
    is the one that was noted for where they are now. `callback_number` is today's where it was confirmed.
    """

    client_id: ClientId
    name: str
    code: str
    zone: str
    location: str
    confirmed_at: datetime | None
    usual_location: str
    elsewhere: bool
    local_emergency_number: str
    emergency_number_today: str
    callback_number: str
    callback_confirmed_at: datetime | None
    preferred_contact: str
    contacts: tuple[EmergencyContactLine, ...]
    log: tuple[EmergencyEntry, ...]

    @property
    def dropped(self) -> EmergencyEntry | None:
        """The connection that dropped and is not back, if any."""
        gone = [entry for entry in self.log if entry.method is None and entry.back_at is None]
        return gone[-1] if gone else None


@dataclass(frozen=True, slots=True)
class MarkChange:
    """One entry of the history of a client's mark; `count` is how many clients the same change was about."""

    at: datetime
    by_name: str
    action: Action
    mark: Mark | None
    late: str
    left_early: str
    reason: str
    reason_note: str
    count: int


@dataclass(frozen=True, slots=True)
class AppliedReport:
    """The report that a mark came from."""

    platform: Platform
    variant: str
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a mark is known: its source, who gave it when, and everything that became of it, newest first.

    `made_up` is the session in which the client made up for this one.
    """

    client_id: ClientId
    mark: Mark
    source: MarkSource
    marked_at: datetime | None
    marked_by_name: str
    report: AppliedReport | None
    made_up: MissedSession | None
    history: tuple[MarkChange, ...]


@dataclass(frozen=True, slots=True)
class AbsenceStreak:
    """So many sessions missed without notice in a row, or within `weeks` (the program's limit): asks for a review.

    Never for a discharge.
    """

    client_id: ClientId
    name: str
    count: int
    first_on: date
    last_on: date
    last_session_id: GroupSessionId
    weeks: int | None = None

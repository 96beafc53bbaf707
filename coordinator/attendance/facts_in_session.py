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
class WalkIn:
    """Why a client takes part who is not on the group's roster that day."""

    reason: WalkInReason
    note: str
    recorded_at: datetime


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
    """One line of the log: a call (`method`, `outcome`) or, without a method, a connection that dropped."""

    id: UUID
    at: datetime
    by_name: str
    method: OutreachMethod | None = None
    outcome: OutreachOutcome | None = None
    back_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class EmergencyCard:
    """Everything needed to send help to one client, as the store knows it.

    `location` is today's, confirmed at `confirmed_at`; without that only the usual one is known. `elsewhere` says
    that today's differs from the usual one, for which `local_emergency_number` is on record.
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
    callback_number: str
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
    count: int


@dataclass(frozen=True, slots=True)
class AppliedReport:
    """The report that a mark came from."""

    platform: Platform
    variant: str
    applied_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """How a mark is known: its source, who gave it when, and everything that became of it, newest first."""

    client_id: ClientId
    mark: Mark
    source: MarkSource
    marked_at: datetime | None
    marked_by_name: str
    report: AppliedReport | None
    history: tuple[MarkChange, ...]


@dataclass(frozen=True, slots=True)
class AbsenceStreak:
    """So many sessions in a row missed without notice; asks for a review, never for a discharge."""

    client_id: ClientId
    name: str
    count: int
    first_on: date
    last_on: date
    last_session_id: GroupSessionId

"""What a summary about one client says beside attendance; each part is empty unless its audience is to have it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

from coordinator.vocabulary import ApprovedUnit, LevelOfCare, Participation, ServiceType


@dataclass(frozen=True, slots=True)
class ConsentFacts:
    """The consent a document goes out under, element by element (42 CFR 2.31(a)); it travels with the document."""

    signed_on: date
    signed_by: str
    discloser: str
    recipient: str
    information: str
    purpose: str
    expires_on: date | None = None
    expires_on_event: str = ""


@dataclass(frozen=True, slots=True)
class EngagementLine:
    """What a signed note says of one session: how much the client took part, and which goals were worked on."""

    service_date: date
    participation: Participation | None
    goals: tuple[str, ...] = ()


class BarrierKind(StrEnum):
    """What stood in the way in a session."""

    CONNECTION_LOST = "connection-lost"
    BY_PHONE = "by-phone"


@dataclass(frozen=True, slots=True)
class BarrierLine:
    """One trouble with the connection; `minutes` is None where nobody knows how long it took."""

    service_date: date
    at: time
    kind: BarrierKind
    minutes: int | None = None


@dataclass(frozen=True, slots=True)
class NextWeek:
    """What is planned for the week after: how many sessions, and their countable minutes."""

    sessions: int
    minutes: int


@dataclass(frozen=True, slots=True)
class LevelFacts:
    """A level of care that held in the week, from `from_on` on; `until_on` is its last day where another followed.

    `ordered_minutes` a week where they differ from the program's goal; through `transition_until` fewer are meant.
    """

    level: LevelOfCare
    from_on: date
    until_on: date | None = None
    ordered_minutes: int | None = None
    transition_until: date | None = None


@dataclass(frozen=True, slots=True)
class AuthorizationFacts:
    """What a payer approved for days of the week, and how much of it was used through `counted_through`.

    `runs_out_on` is the first day without any left at the pace of then; None where it lasts to its end. Payer and
    number stand only in a document about the one client.
    """

    unit: ApprovedUnit
    approved: int
    from_on: date
    to_on: date
    used: int
    remaining: int
    counted_through: date
    runs_out_on: date | None = None
    next_review_on: date | None = None
    number: str = ""
    payer: str = ""


@dataclass(frozen=True, slots=True)
class ClientFacts:
    """One client's week beside the marks. None or empty is what the audience does not get, or what nobody wrote."""

    born_on: date | None = None
    offered_minutes: int | None = None
    by_service: tuple[tuple[ServiceType, int], ...] = ()
    excused: int = 0
    engagement: tuple[EngagementLine, ...] = ()
    barriers: tuple[BarrierLine, ...] = ()
    concerns: tuple[str, ...] = ()
    next_week: NextWeek | None = None
    plan: str = ""
    completion_on: date | None = None
    aftercare: str = ""
    levels: tuple[LevelFacts, ...] = ()

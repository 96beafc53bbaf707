"""The roster as screens, documents and other features see it: frozen facts without storage."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from coordinator.roster.forms import ClientDetails, ConsentDetails, GroupDetails
from coordinator.vocabulary import (
    AgeBand,
    ClientId,
    ConsentKind,
    DischargeReason,
    FacilitatorId,
    FlagKind,
    GroupColour,
    GroupId,
    Platform,
)


class Standing(StrEnum):
    """Where a client stands with the clinic as a whole; `ALL` asks for everybody."""

    ACTIVE = "active"
    WAITING = "waiting"
    DISCHARGED = "discharged"
    ALL = "all"


class ConsentStanding(StrEnum):
    """Whether a consent holds on a day."""

    HOLDS = "holds"
    NOT_YET = "not_yet"
    EXPIRED = "expired"
    REVOKED = "revoked"


class PlacementResult(StrEnum):
    """What came of asking for a place in a group."""

    ENROLLED = "enrolled"
    WAITLISTED = "waitlisted"
    STILL_WAITING = "still_waiting"


@dataclass(frozen=True, slots=True)
class EmergencyContact:
    """Whom to call for a client; `checked_at` is when the number was last confirmed."""

    name: str
    relationship: str = ""
    phone: str = ""
    checked_at: datetime | None = None
    id: UUID | None = None


@dataclass(frozen=True, slots=True)
class Flag:
    """What everybody who leads a session must know. `raised_by` is a short name: "M. Chen"."""

    id: UUID
    kind: FlagKind
    text: str
    raised_at: datetime
    raised_by: str
    read_at: datetime | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal of the treatment plan, by number and label."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class Episode:
    """Admission through discharge, both days included."""

    id: UUID
    admitted_on: date
    discharged_on: date | None
    discharge_reason: DischargeReason | None
    discharge_plan: str


@dataclass(frozen=True, slots=True)
class Consent:
    """A consent with its number, its elements and, where it was taken back, the day of that."""

    id: UUID
    details: ConsentDetails
    revoked_on: date | None

    @property
    def kind(self) -> ConsentKind:
        """What the client agreed to."""
        return self.details.kind


@dataclass(frozen=True, slots=True)
class GroupLabel:
    """As much of a group as stands beside a client."""

    id: GroupId
    name: str
    short_code: str
    colour: GroupColour


@dataclass(frozen=True, slots=True)
class Enrolment:
    """A stay in a group from `starts_on` through `ends_on`, both days included."""

    id: UUID
    group: GroupLabel
    starts_on: date
    ends_on: date | None


@dataclass(frozen=True, slots=True)
class WaitlistPlace:
    """A place on a group's waitlist; `position` counts from 1."""

    client_id: ClientId
    name: str
    code: str
    second_identifier_needed: bool
    group: GroupLabel
    position: int
    since: date


@dataclass(frozen=True, slots=True)
class Client:
    """Everything the roster knows of a client. `weekly_goal_minutes` is None where the program's goal holds."""

    id: ClientId
    code: str
    preferred_name: str
    legal_name: str
    pronouns: str
    zone: str
    home_state: str
    usual_location: str
    callback_number: str
    preferred_contact: str
    local_emergency_number: str
    weekly_goal_minutes: int | None
    born_on: date | None
    standing: Standing
    contacts: tuple[EmergencyContact, ...]
    flags: tuple[Flag, ...]
    goals: tuple[Goal, ...]
    episodes: tuple[Episode, ...]
    consents: tuple[Consent, ...]
    enrolments: tuple[Enrolment, ...]
    waitlist_places: tuple[WaitlistPlace, ...]
    former_names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The name to show: the preferred one."""
        return self.preferred_name

    @property
    def episode(self) -> Episode | None:
        """The newest episode of care, open or closed."""
        return self.episodes[-1] if self.episodes else None

    @property
    def details(self) -> ClientDetails:
        """The facts as a form holds them."""
        return ClientDetails(
            preferred_name=self.preferred_name,
            code=self.code,
            legal_name=self.legal_name,
            pronouns=self.pronouns,
            born_on=self.born_on,
            zone=self.zone,
            home_state=self.home_state,
            usual_location=self.usual_location,
            callback_number=self.callback_number,
            preferred_contact=self.preferred_contact,
            local_emergency_number=self.local_emergency_number,
            weekly_goal_minutes=self.weekly_goal_minutes,
        )


@dataclass(frozen=True, slots=True)
class ClientLine:
    """A client in a list. `searchable` holds every name and the ID, folded for `matches`."""

    id: ClientId
    code: str
    name: str
    second_identifier_needed: bool
    standing: Standing
    groups: tuple[GroupLabel, ...]
    waiting_for: tuple[GroupLabel, ...]
    admitted_on: date | None
    discharged_on: date | None
    discharge_reason: DischargeReason | None
    starts_on: date | None
    ends_on: date | None
    unread_flag: FlagKind | None
    contact_missing: bool
    weekly_goal_minutes: int | None
    searchable: str


@dataclass(frozen=True, slots=True)
class StandingCounts:
    """How many clients each list holds."""

    active: int
    waiting: int
    discharged: int


@dataclass(frozen=True, slots=True)
class Group:
    """An ongoing group with its meeting link. `facilitator` is the leader's display name, or empty."""

    id: GroupId
    name: str
    short_code: str
    colour: GroupColour
    capacity: int
    zone: str
    age_band: AgeBand
    facilitator_id: FacilitatorId | None
    platform: Platform
    link: str
    passcode: str
    backup_link: str
    archived: bool
    topic: str = ""
    facilitator: str = ""
    limit_minutes: int | None = None

    @property
    def label(self) -> GroupLabel:
        """As much of the group as stands beside a client."""
        return GroupLabel(self.id, self.name, self.short_code, self.colour)

    @property
    def details(self) -> GroupDetails:
        """The facts as a form holds them."""
        return GroupDetails(
            name=self.name,
            short_code=self.short_code,
            colour=self.colour,
            capacity=self.capacity,
            zone=self.zone,
            age_band=self.age_band,
            facilitator_id=self.facilitator_id,
            platform=self.platform,
            link=self.link,
            passcode=self.passcode,
            backup_link=self.backup_link,
            topic=self.topic,
            limit_minutes=self.limit_minutes,
        )


@dataclass(frozen=True, slots=True)
class GroupLine:
    """A group in a list, with today's figures."""

    group: Group
    enrolled: int
    waiting: int

    @property
    def free(self) -> int:
        """How many places are free; never below nothing."""
        return max(0, self.group.capacity - self.enrolled)

    @property
    def full(self) -> bool:
        """Say whether no place is free."""
        return self.enrolled >= self.group.capacity


@dataclass(frozen=True, slots=True)
class RosterEntry:
    """A client in a group on a day. Two people of one name in the same list need their ID beside it."""

    client_id: ClientId
    name: str
    code: str
    second_identifier_needed: bool
    starts_on: date
    ends_on: date | None
    enrolment_id: UUID
    weekly_goal_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class Placement:
    """What came of asking for a place: an enrolment, or a position on the waitlist, counted from 1."""

    result: PlacementResult
    enrolment_id: UUID | None = None
    position: int | None = None


@dataclass(frozen=True, slots=True)
class NewClient:
    """A client who was just added, and what came of asking for a place; None where none was asked for."""

    id: ClientId
    placement: Placement | None

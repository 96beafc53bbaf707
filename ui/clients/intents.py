"""What the details ask for: each is one command, done by `ui.clients.doing`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeAlias
from uuid import UUID

from coordinator.roster import ConsentDetails, EmergencyContact
from coordinator.summaries import AuthorizationDetails
from coordinator.vocabulary import (
    DischargeReason,
    ExcuseReason,
    FlagKind,
    GroupId,
    GroupSessionId,
    LevelOfCare,
    ServiceType,
)


@dataclass(frozen=True, slots=True)
class Move:
    """A stay is to end and another to begin in `to`."""

    enrolment_id: UUID
    to: GroupId
    on: date


@dataclass(frozen=True, slots=True)
class Leave:
    """The client is to be discharged."""

    on: date
    reason: DischargeReason


@dataclass(frozen=True, slots=True)
class Readmit:
    """A discharged client is to be admitted again."""

    on: date


@dataclass(frozen=True, slots=True)
class SetContacts:
    """These are the people to call, in this order; `checked` are the places of those confirmed just now."""

    contacts: tuple[EmergencyContact, ...]
    checked: frozenset[int]


@dataclass(frozen=True, slots=True)
class RaiseFlag:
    """A flag is to be raised."""

    kind: FlagKind
    text: str


@dataclass(frozen=True, slots=True)
class ReadFlag:
    """A flag was read."""

    flag_id: UUID


@dataclass(frozen=True, slots=True)
class ClearFlag:
    """A flag is to be taken down."""

    flag_id: UUID


@dataclass(frozen=True, slots=True)
class AddConsent:
    """A consent was given."""

    details: ConsentDetails


@dataclass(frozen=True, slots=True)
class RevokeConsent:
    """A consent was taken back."""

    consent_id: UUID
    on: date


@dataclass(frozen=True, slots=True)
class AddGoal:
    """A goal joins the plan."""

    label: str


@dataclass(frozen=True, slots=True)
class ChangeGoal:
    """A goal gets other words."""

    number: int
    label: str


@dataclass(frozen=True, slots=True)
class RetireGoal:
    """A goal leaves the plan."""

    number: int


@dataclass(frozen=True, slots=True)
class NoteAbsence:
    """The client will miss a session, or come at `expected_at`, an aware instant."""

    session_id: GroupSessionId
    reason: ExcuseReason
    expected_at: datetime | None
    note: str


@dataclass(frozen=True, slots=True)
class RemoveAbsence:
    """The client comes after all."""

    session_id: GroupSessionId


@dataclass(frozen=True, slots=True)
class RecordTime:
    """The client had clinical time outside groups; `starts_at` is an aware instant."""

    service: ServiceType
    starts_at: datetime
    minutes: int
    group_id: GroupId | None


@dataclass(frozen=True, slots=True)
class RemoveTime:
    """Such time was recorded by mistake."""

    service_time_id: UUID


@dataclass(frozen=True, slots=True)
class SetCareLevel:
    """A level of care holds from a day on; `ordered_minutes` a week where they differ from the program's goal."""

    from_on: date
    level: LevelOfCare
    ordered_minutes: int | None
    transition_until: date | None


@dataclass(frozen=True, slots=True)
class RemoveCareLevel:
    """Such a level was recorded by mistake."""

    care_level_id: UUID


@dataclass(frozen=True, slots=True)
class KeepAuthorization:
    """A payer approved this; `authorization_id` is None where it is new."""

    authorization_id: UUID | None
    details: AuthorizationDetails


@dataclass(frozen=True, slots=True)
class RemoveAuthorization:
    """Such an approval was recorded by mistake."""

    authorization_id: UUID


Intent: TypeAlias = (
    Move
    | Leave
    | Readmit
    | SetContacts
    | RaiseFlag
    | ReadFlag
    | ClearFlag
    | AddConsent
    | RevokeConsent
    | AddGoal
    | ChangeGoal
    | RetireGoal
    | NoteAbsence
    | RemoveAbsence
    | RecordTime
    | RemoveTime
    | SetCareLevel
    | RemoveCareLevel
    | KeepAuthorization
    | RemoveAuthorization
)

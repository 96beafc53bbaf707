"""Clients, groups and who belongs to which."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from coordinator.store.columns import (
    at_least,
    choice,
    instant,
    key,
    reference,
    required_text,
    text,
)
from coordinator.store.tables.row import Row, Versioned
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
    ProgramId,
    RosterImportId,
)


class ClientRow(Versioned, table=True):
    """The person served. `code` is the clinic's own ID, shown beside people of the same name."""

    __tablename__ = "client"
    __table_args__ = (at_least("weekly_goal_minutes", 0),)

    id: ClientId = key()
    code: str = required_text(unique=True)
    preferred_name: str = required_text()
    legal_name: str = text()
    name_key: str = required_text(index=True)
    pronouns: str = text()
    born_on: date | None = None
    zone: str = text()
    home_state: str = text()
    usual_location: str = text()
    callback_number: str = text()
    preferred_contact: str = text()
    local_emergency_number: str = text()
    weekly_goal_minutes: int | None = None
    import_id: RosterImportId | None = reference("roster_import.id", optional=True)


class FormerNameRow(Versioned, table=True):
    """A name that a client bore before, kept so that a search finds both and old documents can be explained."""

    __tablename__ = "former_name"

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    name: str = required_text()
    until: date


class EmergencyContactRow(Versioned, table=True):
    """Whom to call for a client, in order."""

    __tablename__ = "emergency_contact"

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    position: int = 0
    name: str = required_text()
    relationship: str = text()
    phone: str = text()
    checked_at: datetime | None = instant(optional=True)


class EpisodeRow(Versioned, table=True):
    """Admission through discharge; a readmission is another episode."""

    __tablename__ = "episode"

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    admitted_on: date
    discharged_on: date | None = None
    discharge_reason: DischargeReason | None = choice(DischargeReason, optional=True)
    projected_discharge_on: date | None = None
    discharge_plan: str = text()


class GroupRow(Versioned, table=True):
    """An ongoing therapeutic unit with its meeting link.

    `limit_minutes` is how long its meeting plan lets it meet; None where nobody said so.
    """

    __tablename__ = "client_group"
    __table_args__ = (at_least("capacity", 1), at_least("limit_minutes", 1))

    id: GroupId = key()
    program_id: ProgramId = reference("program.id")
    name: str = required_text()
    name_key: str = required_text(unique=True)
    short_code: str = required_text()
    colour: GroupColour = choice(GroupColour, GroupColour.HARBOUR)
    capacity: int = 12
    zone: str = required_text()
    age_band: AgeBand = choice(AgeBand, AgeBand.ADULT)
    facilitator_id: FacilitatorId | None = reference("facilitator.id", optional=True)
    platform: Platform = choice(Platform, Platform.ZOOM)
    link: str = text()
    passcode: str = text()
    backup_link: str = text()
    topic: str = text()
    archived_at: datetime | None = instant(optional=True)
    limit_minutes: int | None = None
    import_id: RosterImportId | None = reference("roster_import.id", optional=True)


class EnrolmentRow(Versioned, table=True):
    """A stay of a client in a group: from `starts_on` through `ends_on`, both days included.

    `despite` is why it was begun although its sessions overlap another group's of the same client.
    """

    __tablename__ = "enrolment"
    __table_args__ = (
        UniqueConstraint("client_id", "group_id", "starts_on"),
        Index("ix_enrolment_group_id_ends_on", "group_id", "ends_on"),
    )

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    group_id: GroupId = reference("client_group.id", index=False)
    starts_on: date
    ends_on: date | None = None
    despite: str | None = text(optional=True)
    import_id: RosterImportId | None = reference("roster_import.id", optional=True)


class WaitlistRow(Versioned, table=True):
    """A client waiting for a place; the lowest position is next."""

    __tablename__ = "waitlist_place"
    __table_args__ = (UniqueConstraint("client_id", "group_id"),)

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    group_id: GroupId = reference("client_group.id")
    position: int
    since: date
    import_id: RosterImportId | None = reference("roster_import.id", optional=True)


class ConsentRow(Versioned, table=True):
    """A consent with the elements of 42 CFR 2.31 where it allows a disclosure."""

    __tablename__ = "consent"

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    kind: ConsentKind = choice(ConsentKind)
    signed_on: date
    expires_on: date | None = None
    expires_on_event: str = text()
    revoked_on: date | None = None
    discloser: str = text()
    recipient: str = text()
    information: str = text()
    purpose: str = text()
    signed_by: str = text()
    revocation_explained: bool = False


class FlagRow(Versioned, table=True):
    """Something about a client that everybody who leads a session must know."""

    __tablename__ = "flag"

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    kind: FlagKind = choice(FlagKind)
    text: str = required_text()
    raised_at: datetime = instant()
    raised_by: FacilitatorId = reference("facilitator.id")
    read_at: datetime | None = instant(optional=True)
    cleared_at: datetime | None = instant(optional=True)


class GoalRow(Versioned, table=True):
    """The label of a treatment-plan goal, so that notes can cite it."""

    __tablename__ = "goal"
    __table_args__ = (UniqueConstraint("client_id", "number"),)

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    number: int
    label: str = required_text()
    active: bool = True


class RosterImportRow(Row, table=True):
    """One roster file that was taken in, and what undoing it must put back."""

    __tablename__ = "roster_import"

    id: RosterImportId = key()
    imported_at: datetime = instant()
    imported_by: FacilitatorId = reference("facilitator.id")
    digest: str = required_text()
    row_count: int
    undone_at: datetime | None = instant(optional=True)
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))

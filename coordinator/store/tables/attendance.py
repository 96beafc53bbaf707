"""Who was there, for how long, where, and how it is known."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, Column, Index, UniqueConstraint
from sqlmodel import Field

from coordinator.store.columns import at_least, choice, instant, key, reference, required_text, text
from coordinator.store.tables.row import Versioned
from coordinator.vocabulary import (
    ClientId,
    ExcuseReason,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    Mark,
    MarkSource,
    Modality,
    ObservationId,
    OutreachMethod,
    OutreachOutcome,
    Platform,
    ReportImportId,
    ServiceType,
)


class AttendanceRow(Versioned, table=True):
    """What is recorded of one client in one session.

    `late`/`left_early` say whether the client arrived late or left early; the minutes beside them may be
    unknown (None). `away_minutes` is time away between. `announced` says whether notice came before the start.
    `callback_number` is how to call the client back today and `emergency_number` the local emergency number of
    where they are today.
    """

    __tablename__ = "attendance"
    __table_args__ = (
        UniqueConstraint("session_id", "client_id"),
        Index("ix_attendance_client_id_location_confirmed_at", "client_id", "location_confirmed_at"),
        at_least("arrived_late_minutes", 0),
        at_least("left_early_minutes", 0),
        at_least("away_minutes", 0),
    )

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    mark: Mark = choice(Mark, Mark.UNMARKED)
    late: bool = False
    left_early: bool = False
    arrived_late_minutes: int | None = None
    left_early_minutes: int | None = None
    away_minutes: int = 0
    announced: bool = False
    reason: ExcuseReason | None = choice(ExcuseReason, optional=True)
    reason_note: str = text()
    source: MarkSource = choice(MarkSource, MarkSource.TYPED)
    import_id: ReportImportId | None = reference("report_import.id", optional=True)
    marked_at: datetime | None = instant(optional=True)
    marked_by: FacilitatorId | None = reference("facilitator.id", optional=True)
    modality: Modality = choice(Modality, Modality.VIDEO)
    location: str = text()
    location_state: str = text()
    location_confirmed_at: datetime | None = instant(optional=True)
    contact_confirmed_at: datetime | None = instant(optional=True)
    callback_number: str | None = text(optional=True)
    callback_confirmed_at: datetime | None = instant(optional=True)
    emergency_number: str | None = text(optional=True)
    confirmed_by: FacilitatorId | None = reference("facilitator.id", optional=True)


class IntervalRow(Versioned, table=True):
    """A time a client was connected, as a report stated it."""

    __tablename__ = "interval"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    joined_at: datetime = instant()
    left_at: datetime = instant()
    source: MarkSource = choice(MarkSource, MarkSource.REPORT)
    import_id: ReportImportId | None = reference("report_import.id", optional=True)


class ObservationRow(Versioned, table=True):
    """A short sentence typed during the session, raw material of the client's note."""

    __tablename__ = "observation"

    id: ObservationId = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    text: str = required_text()
    observed_at: datetime = instant()
    author_id: FacilitatorId = reference("facilitator.id")
    follow_up: bool = False
    followed_up_at: datetime | None = instant(optional=True)


class OutreachRow(Versioned, table=True):
    """An attempt to reach a client who did not come."""

    __tablename__ = "outreach"

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    at: datetime = instant()
    method: OutreachMethod = choice(OutreachMethod, OutreachMethod.CALL)
    outcome: OutreachOutcome = choice(OutreachOutcome)
    note: str = text()
    by: FacilitatorId = reference("facilitator.id")


class PlannedAbsenceRow(Versioned, table=True):
    """Notice given before a session: away altogether, or until `expected_at`."""

    __tablename__ = "planned_absence"
    __table_args__ = (UniqueConstraint("session_id", "client_id"),)

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    client_id: ClientId = reference("client.id")
    expected_at: datetime | None = instant(optional=True)
    reason: ExcuseReason = choice(ExcuseReason)
    note: str = text()
    announced_at: datetime = instant()
    recorded_by: FacilitatorId = reference("facilitator.id")


class AliasRow(Versioned, table=True):
    """A name that a platform showed and a person once matched with a client."""

    __tablename__ = "alias"
    __table_args__ = (UniqueConstraint("alias_key", "client_id"),)

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    alias_key: str = required_text(index=True)
    shown_name: str = required_text()
    confirmed_at: datetime = instant()
    confirmed_by: FacilitatorId = reference("facilitator.id")


class ReportImportRow(Versioned, table=True):
    """A platform report that was applied to a session, and what undoing it must put back."""

    __tablename__ = "report_import"

    id: ReportImportId = key()
    session_id: GroupSessionId = reference("group_session.id")
    platform: Platform = choice(Platform)
    variant: str = text()
    digest: str = required_text(index=True)
    row_count: int
    applied_at: datetime = instant()
    applied_by: FacilitatorId = reference("facilitator.id")
    undone_at: datetime | None = instant(optional=True)
    before: dict[str, Any] = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))


class ServiceTimeRow(Versioned, table=True):
    """Clinical time outside the group's sessions: individual, family, case management."""

    __tablename__ = "service_time"
    __table_args__ = (at_least("minutes", 1),)

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    group_id: GroupId | None = reference("client_group.id", optional=True)
    service_type: ServiceType = choice(ServiceType)
    starts_at: datetime = instant(index=True)
    minutes: int
    facilitator_id: FacilitatorId = reference("facilitator.id")

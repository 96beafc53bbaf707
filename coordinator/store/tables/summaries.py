"""What was exported, and what is planned for a client who misses the goal."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from coordinator.store.columns import choice, instant, key, reference, required_text, text
from coordinator.store.tables.row import Row, Versioned
from coordinator.vocabulary import Audience, ClientId, FacilitatorId, FileFormat, GroupId, NameStyle


class ExportRow(Versioned, table=True):
    """One exported summary: what, for whom, under which consent, and the digest of its content.

    `recipient` is whom the consent names. `digest` is over the files one after the other, in the order of their names.
    """

    __tablename__ = "export"

    id: UUID = key()
    number: str = required_text(unique=True)
    week_starts_on: date
    group_id: GroupId | None = reference("client_group.id", optional=True)
    client_id: ClientId | None = reference("client.id", optional=True)
    audience: Audience = choice(Audience)
    formats: str = required_text()
    names: NameStyle = choice(NameStyle)
    digest: str = required_text()
    exported_at: datetime = instant()
    exported_by: FacilitatorId = reference("facilitator.id")
    consent_id: UUID | None = reference("consent.id", optional=True)
    recipient: str | None = text(optional=True)


class ExportedFileRow(Row, table=True):
    """One file of an export; `digest` is SHA-256 of its bytes as they were written."""

    __tablename__ = "exported_file"

    id: UUID = key()
    export_id: UUID = reference("export.id")
    format: FileFormat = choice(FileFormat)
    digest: str = required_text(index=True)


class WeekPlanRow(Versioned, table=True):
    """What will be done about a client's missing hours in one week."""

    __tablename__ = "week_plan"
    __table_args__ = (
        UniqueConstraint("client_id", "week_starts_on"),
        Index("ix_week_plan_week_starts_on", "week_starts_on"),
    )

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    week_starts_on: date
    text: str = text()

"""Dated sessions of a group."""

from __future__ import annotations

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint

from coordinator.store.columns import at_least, choice, instant, key, reference, required_text, text
from coordinator.store.tables.row import Row, Versioned
from coordinator.vocabulary import (
    BlockId,
    ExceptionKind,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    Platform,
    ServiceType,
    SessionStatus,
)


class GroupSessionRow(Versioned, table=True):
    """One dated occurrence of a group.

    Its id follows from block and service date, so that two machines plan the same session. `service_date` is
    the date of its start in `zone`. `break_minutes` is the sum of its break segments.
    `planned_at` is when it was written down: nothing that fell due before is reported as missed.
    `despite` is why a clash was accepted when it was planned.
    """

    __tablename__ = "group_session"
    __table_args__ = (
        at_least("planned_minutes", 1),
        Index("ix_group_session_group_id_service_date", "group_id", "service_date"),
    )

    id: GroupSessionId = key()
    group_id: GroupId = reference("client_group.id", index=False)
    block_id: BlockId | None = reference("block.id", optional=True)
    original_on: date | None = None
    service_date: date
    starts_at: datetime = instant(index=True)
    ends_at: datetime = instant()
    zone: str = required_text()
    planned_minutes: int
    break_minutes: int = 0
    status: SessionStatus = choice(SessionStatus, SessionStatus.PLANNED)
    exception: ExceptionKind | None = choice(ExceptionKind, optional=True)
    original_starts_at: datetime | None = instant(optional=True)
    cancel_reason: str = text()
    facilitator_id: FacilitatorId | None = reference("facilitator.id", optional=True)
    substitute: bool = False
    topic: str = text()
    platform: Platform | None = choice(Platform, optional=True)
    link: str = text()
    passcode: str = text()
    launched_at: datetime | None = instant(optional=True)
    launched_by: FacilitatorId | None = reference("facilitator.id", optional=True)
    started_at: datetime | None = instant(optional=True)
    ended_at: datetime | None = instant(optional=True)
    planned_at: datetime | None = instant(optional=True)
    despite: str | None = text(optional=True)


class MakeUpRow(Row, table=True):
    """That an extra session makes up for one that did not take place."""

    __tablename__ = "make_up"
    __table_args__ = (UniqueConstraint("session_id"),)

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id", index=False)
    missed_id: GroupSessionId = reference("group_session.id")


class SessionSegmentRow(Versioned, table=True):
    """One service within a session, in order; `leader_id` where somebody else leads this part."""

    __tablename__ = "session_segment"
    __table_args__ = (UniqueConstraint("session_id", "position"), at_least("minutes", 1))

    id: UUID = key()
    session_id: GroupSessionId = reference("group_session.id")
    position: int
    service_type: ServiceType = choice(ServiceType)
    minutes: int
    leader_id: FacilitatorId | None = reference("facilitator.id", optional=True)

"""Weekly blocks: pattern, segments, exceptions, closures."""

from __future__ import annotations

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import UniqueConstraint

from coordinator.store.columns import at_least, choice, instant, key, reference, required_text, text
from coordinator.store.tables.row import Versioned
from coordinator.vocabulary import BlockId, ExceptionKind, FacilitatorId, GroupId, ServiceType, Weekday


class BlockRow(Versioned, table=True):
    """A group's period on one weekday, at a wall time in an IANA zone, every `every_weeks` weeks.

    `facilitator_id` is who leads it where that is not the group's own facilitator. `despite` is why a clash was
    accepted when it was planned.
    """

    __tablename__ = "block"
    __table_args__ = (at_least("minutes", 1), at_least("every_weeks", 1))

    id: BlockId = key()
    group_id: GroupId = reference("client_group.id")
    weekday: Weekday = choice(Weekday)
    starts: time
    minutes: int = 180
    zone: str = required_text()
    from_on: date
    until_on: date | None = None
    every_weeks: int = 1
    despite: str | None = text(optional=True)
    facilitator_id: FacilitatorId | None = reference("facilitator.id", optional=True)


class SegmentRow(Versioned, table=True):
    """One service within a block, in order; a break is a segment that does not count.

    `leader_id` is who leads this part where that is not whoever leads the session.
    """

    __tablename__ = "segment"
    __table_args__ = (UniqueConstraint("block_id", "position"), at_least("minutes", 1))

    id: UUID = key()
    block_id: BlockId = reference("block.id")
    position: int
    service_type: ServiceType = choice(ServiceType)
    minutes: int
    leader_id: FacilitatorId | None = reference("facilitator.id", optional=True)


class SeriesExceptionRow(Versioned, table=True):
    """How one date of a block differs; `original_on` is the service date that the pattern gives.

    `reason` is why it was cancelled, or why a clash was accepted when it was moved or given to somebody else.
    """

    __tablename__ = "series_exception"
    __table_args__ = (UniqueConstraint("block_id", "original_on", "kind"),)

    id: UUID = key()
    block_id: BlockId = reference("block.id")
    original_on: date
    kind: ExceptionKind = choice(ExceptionKind)
    starts_at: datetime | None = instant(optional=True)
    minutes: int | None = None
    facilitator_id: FacilitatorId | None = reference("facilitator.id", optional=True)
    reason: str = text()


class ClosureRow(Versioned, table=True):
    """Days on which the program is closed, first and last included."""

    __tablename__ = "closure"

    id: UUID = key()
    from_on: date
    to_on: date
    name: str = required_text()

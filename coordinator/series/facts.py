"""Blocks, their dates and what becomes of them, as plain values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import NamedTuple
from uuid import UUID, uuid5

from coordinator.vocabulary import (
    BlockId,
    ExceptionKind,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    ServiceType,
    Weekday,
)

NOT_HELD = frozenset({ExceptionKind.SKIPPED, ExceptionKind.CANCELLED, ExceptionKind.CLOSURE})


@dataclass(frozen=True, slots=True)
class Segment:
    """One service within a block; a break is a segment that does not count.

    `leader_id` is who leads this part; None is whoever leads the session.
    """

    service_type: ServiceType
    minutes: int
    leader_id: FacilitatorId | None = None


@dataclass(frozen=True, slots=True)
class Recurrence:
    """One weekday at a wall time in an IANA zone, every `every_weeks` weeks counted from the week of `from_on`.

    Weeks begin on Monday (RFC 5545, WKST=MO), so that a Monday and a Friday block added together stay together.
    """

    weekday: Weekday
    starts: time
    minutes: int
    zone: str
    from_on: date
    until_on: date | None = None
    every_weeks: int = 1


@dataclass(frozen=True, slots=True)
class Window:
    """Days from `first` through `last`, both included."""

    first: date
    last: date

    def holds(self, day: date) -> bool:
        """Say whether a day lies within."""
        return self.first <= day <= self.last


class Occurrence(NamedTuple):
    """One date of a recurrence. Instants are UTC.

    `original_on` is the pattern's date, `service_date` the local date of the start; they differ only where a
    zone left out a whole day. `shifted` says that the wall time did not exist and the block moved later.
    A tuple, because ten thousands are made at a time.
    """

    original_on: date
    service_date: date
    starts_at: datetime
    ends_at: datetime
    shifted: bool

    @property
    def elapsed_minutes(self) -> int:
        """How long it really lasts."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60


@dataclass(frozen=True, slots=True)
class DateException:
    """How one date of a block differs from its pattern.

    `reason` is why it was cancelled, or why a clash was accepted.
    """

    kind: ExceptionKind
    starts_at: datetime | None = None
    minutes: int | None = None
    facilitator_id: FacilitatorId | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Closure:
    """Days on which the program is closed, first and last included."""

    id: UUID
    from_on: date
    to_on: date
    name: str


@dataclass(frozen=True, slots=True)
class Block:
    """A group's block on one weekday; `facilitator_id` is who leads it, None the group's own facilitator."""

    id: BlockId
    group_id: GroupId
    recurrence: Recurrence
    segments: tuple[Segment, ...]
    facilitator_id: FacilitatorId | None = None

    @property
    def break_minutes(self) -> int:
        """Minutes that do not count."""
        return break_minutes(self.segments)

    @property
    def countable_minutes(self) -> int:
        """Clinical minutes: the block without its breaks."""
        return self.recurrence.minutes - self.break_minutes


class PlannedSession(NamedTuple):
    """One date of a block with its exceptions applied: what a session row is made of.

    `facilitator_id` is the block's own, `substitute_id` who leads this date instead; both may be None.
    """

    block_id: BlockId
    group_id: GroupId
    original_on: date
    service_date: date
    starts_at: datetime
    ends_at: datetime
    zone: str
    planned_minutes: int
    segments: tuple[Segment, ...]
    exception: ExceptionKind | None
    original_starts_at: datetime | None
    reason: str
    substitute_id: FacilitatorId | None
    shifted: bool
    facilitator_id: FacilitatorId | None = None

    @property
    def session_id(self) -> GroupSessionId:
        """The id its row has or will have."""
        return session_id(self.block_id, self.original_on)

    @property
    def takes_place(self) -> bool:
        """Whether anybody is expected."""
        return self.exception not in NOT_HELD


def session_id(block_id: BlockId, original_on: date) -> GroupSessionId:
    """Give the id of a block's session on a date: the same on every machine that plans it."""
    return GroupSessionId(uuid5(block_id, original_on.isoformat()))


def break_minutes(segments: Sequence[Segment]) -> int:
    """Sum the minutes that do not count."""
    return sum(segment.minutes for segment in segments if not segment.service_type.counts)

"""Dated sessions as screens see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordinator.series.facts import Segment
from coordinator.vocabulary import (
    BlockId,
    ExceptionKind,
    FacilitatorId,
    GroupColour,
    GroupId,
    GroupSessionId,
    MomentKind,
    Platform,
    SessionStatus,
)


@dataclass(frozen=True, slots=True)
class GroupSession:
    """One dated session of a group. Instants are UTC; `zone` is the IANA zone in which it is scheduled.

    `service_date` is the local date of its start. `planned_minutes` is the block's wall-clock length, which on a
    day of a clock change differs from `elapsed_minutes`. `facilitator_id` is whoever leads it: the substitute, or
    the group's own. `shifted` says that the usual start does not exist on that day, so that it starts later.
    `makes_up_for` is the missed session that an extra one replaces, `made_up_by` the extra one of a missed one.
    """

    id: GroupSessionId
    group_id: GroupId
    group_name: str
    short_code: str
    colour: GroupColour
    block_id: BlockId | None
    original_on: date | None
    service_date: date
    starts_at: datetime
    ends_at: datetime
    zone: str
    planned_minutes: int
    break_minutes: int
    segments: tuple[Segment, ...]
    status: SessionStatus
    exception: ExceptionKind | None
    original_starts_at: datetime | None
    cancel_reason: str
    facilitator_id: FacilitatorId | None
    facilitator: str
    facilitator_short: str
    substitute: bool
    topic: str
    platform: Platform
    has_link: bool
    own_link: bool
    launched_at: datetime | None
    launched_by: FacilitatorId | None
    started_at: datetime | None
    ended_at: datetime | None
    shifted: bool
    makes_up_for: GroupSessionId | None = None
    made_up_by: GroupSessionId | None = None

    @property
    def local_start(self) -> datetime:
        """The start on the clocks of its zone."""
        return self.starts_at.astimezone(ZoneInfo(self.zone))

    @property
    def local_end(self) -> datetime:
        """The end on the clocks of its zone."""
        return self.ends_at.astimezone(ZoneInfo(self.zone))

    @property
    def elapsed_minutes(self) -> int:
        """How long the planned time really lasts."""
        return int((self.ends_at - self.starts_at).total_seconds()) // 60

    @property
    def countable_minutes(self) -> int:
        """Planned clinical minutes: without breaks."""
        return self.planned_minutes - self.break_minutes


@dataclass(frozen=True, slots=True)
class MeetingDoor:
    """What opens a room. Every link in it was checked; a passcode is "" where there is none.

    Never logged, audited or shown in a title: whoever holds it can walk in.
    """

    url: str
    passcode: str
    platform: Platform
    backup_url: str
    needs_confirmation: bool = False

    def __repr__(self) -> str:
        """Name the platform only."""
        return f"MeetingDoor({self.platform.value})"


@dataclass(frozen=True, slots=True)
class Moment:
    """A point of time around a session at which something is done or said.

    Kind, instant and session make it what it is; start and group are told along where they are known.
    """

    kind: MomentKind
    due_at: datetime
    session_id: GroupSessionId
    starts_at: datetime | None = field(default=None, compare=False)
    group_name: str = field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class Delivery:
    """What fell due: `prompt` just now, `missed` while the computer slept or was off."""

    prompt: tuple[Moment, ...] = ()
    missed: tuple[Moment, ...] = ()


def leading_spans(
    starts_at: datetime, ends_at: datetime, segments: Sequence[Segment], facilitator_id: FacilitatorId | None
) -> tuple[tuple[FacilitatorId, datetime, datetime], ...]:
    """Give who leads from when until when (UTC): segments with a leader of their own, the rest the facilitator.

    Whoever leads the session also leads its breaks and what the segments leave over. Nobody is given where nobody
    is known.
    """
    spans: list[tuple[FacilitatorId, datetime, datetime]] = []
    at = starts_at
    for leader_id, minutes in (*((one.leader_id, one.minutes) for one in segments), (None, None)):
        ends = ends_at if minutes is None else min(at + timedelta(minutes=minutes), ends_at)
        leads = leader_id or facilitator_id
        if leads is not None and ends > at:
            if spans and spans[-1][0] == leads and spans[-1][2] == at:
                spans[-1] = (leads, spans[-1][1], ends)
            else:
                spans.append((leads, at, ends))
        at = max(at, ends)
    return tuple(spans)


def break_spans(session: GroupSession) -> tuple[tuple[datetime, datetime], ...]:
    """Give start and end (UTC) of each break, laid out from the session's start and cut at its end."""
    spans = []
    at = session.starts_at
    for segment in session.segments:
        ends = min(at + timedelta(minutes=segment.minutes), session.ends_at)
        if not segment.service_type.counts and ends > at:
            spans.append((at, ends))
        at = ends
    return tuple(spans)

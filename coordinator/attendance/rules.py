"""What a mark means and how many minutes it is worth: pure arithmetic over instants.

Attended time is `union(intervals) ∩ session` less breaks where a report speaks, and the session minus
what was missed minus breaks where only a mark does. Everything is computed in UTC, so that a clock change inside
a session bends nothing, and rounded to whole minutes once, at the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from coordinator.errors import RuleViolation
from coordinator.vocabulary import AttendanceLabel, Mark, MarkSource, ServiceType, SessionStatus

EARLIEST_MARK = timedelta(minutes=60)
"""How long before its start somebody can already be marked present."""


class MarkRefusal(StrEnum):
    """Why a mark cannot be set."""

    CANCELLED = "cancelled"
    TOO_EARLY = "too-early"
    NOT_HERE = "not-here"
    """Only who is here can step out."""
    NOT_AWAY = "not-away"
    """Only who is away can come back."""


class NotMarkable(RuleViolation):
    """Nobody can be marked so in this session."""

    def __init__(self, refusal: MarkRefusal) -> None:
        super().__init__(refusal.value)
        self.refusal = refusal


LONGEST_REASON = 120
"""So many characters a reason in own words may have: one line, not the note."""


class ReasonTooLong(RuleViolation):
    """A reason in own words has more than `LONGEST_REASON` characters."""

    def __init__(self, length: int) -> None:
        super().__init__(length, LONGEST_REASON)
        self.length = length
        self.longest = LONGEST_REASON


class MinutesOutOfRange(RuleViolation):
    """Minutes are negative or longer than the session."""

    def __init__(self, minutes: int, longest: int) -> None:
        super().__init__(f"{minutes} of {longest}")
        self.minutes = minutes
        self.longest = longest


class NothingWritten(RuleViolation):
    """An observation, a location or a reason has no text."""

    def __init__(self, field: str) -> None:
        super().__init__(field)
        self.field = field


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Time from one aware instant to another."""

    start: datetime
    end: datetime

    @property
    def seconds(self) -> int:
        """Elapsed seconds; 0 where the end is not after the start."""
        return max(0, int((self.end - self.start).total_seconds()))


@dataclass(frozen=True, slots=True)
class Gap:
    """Time away in between: a dropped connection or a step out. `back_at` is None while the client is away."""

    left_at: datetime
    back_at: datetime | None

    def longer_than(self, shortest: timedelta) -> bool:
        """Say whether the gap takes minutes away: it is open, or longer than what a program merges."""
        return self.back_at is None or self.back_at - self.left_at > shortest


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of the session in which one service is given."""

    service: ServiceType
    span: Span


@dataclass(frozen=True, slots=True)
class SessionTimes:
    """When a session is, what is done in it, and how far it has come.

    `starts_at` and `ends_at` are the planned instants; `counts_until` is where counting stops: now while the
    session runs, its actual end when that came early, the planned end otherwise. An overrun counts only after
    the session itself has been lengthened.
    """

    starts_at: datetime
    ends_at: datetime
    counts_until: datetime
    parts: tuple[Part, ...]
    cancelled: bool = False

    @property
    def breaks(self) -> tuple[Span, ...]:
        """The stretches that never count."""
        return tuple(part.span for part in self.parts if not part.service.counts)

    @property
    def countable_minutes(self) -> int:
        """Elapsed planned minutes without breaks: on the day of a clock change not what the clocks show."""
        return sum(part.span.seconds for part in self.parts if part.service.counts) // 60


@dataclass(frozen=True, slots=True)
class Presence:
    """The stored facts of one client in one session that minutes and label follow from.

    Minutes of None were not recorded. `left_early_minutes` count back from the planned end. `intervals` matter
    only where the mark itself came from a report: a mark that somebody typed later is the newer word. `gaps` matter
    only where it did not: a report shows its own.
    """

    mark: Mark = Mark.UNMARKED
    late: bool = False
    left_early: bool = False
    arrived_late_minutes: int | None = None
    left_early_minutes: int | None = None
    away_minutes: int = 0
    source: MarkSource = MarkSource.TYPED
    intervals: tuple[Span, ...] = ()
    gaps: tuple[Gap, ...] = ()

    @property
    def attended(self) -> bool:
        """Say whether the client was there at all."""
        return self.mark in {Mark.PRESENT, Mark.REMOVED}

    @property
    def minutes_known(self) -> bool:
        """Say whether every minute is recorded; a late arrival without minutes leaves a gap."""
        if not self.attended or self._report_speaks:
            return True
        late_known = not self.late or self.arrived_late_minutes is not None
        return late_known and (not self.left_early or self.left_early_minutes is not None)

    @property
    def _report_speaks(self) -> bool:
        return self.source is MarkSource.REPORT and bool(self.intervals)


def parts_of(
    starts_at: datetime, ends_at: datetime, segments: Iterable[tuple[ServiceType, int]], break_minutes: int = 0
) -> tuple[Part, ...]:
    """Lay segments (service, minutes) one after the other from the start, cut at the end.

    Time that no segment covers is group therapy. Where a break is known by its length only, it lies in the middle.
    """
    ordered = list(segments)
    length = int((ends_at - starts_at).total_seconds()) // 60
    if not ordered and 0 < break_minutes < length:
        before = (length - break_minutes) // 2
        ordered = [(ServiceType.GROUP_THERAPY, before), (ServiceType.BREAK, break_minutes)]
    parts: list[Part] = []
    at = starts_at
    for service, minutes in ordered:
        until = min(at + timedelta(minutes=minutes), ends_at)
        if until > at:
            parts.append(Part(service, Span(at, until)))
            at = until
    if at < ends_at:
        parts.append(Part(ServiceType.GROUP_THERAPY, Span(at, ends_at)))
    return tuple(parts)


def counts_until(status: SessionStatus, ends_at: datetime, ended_at: datetime | None, now: datetime) -> datetime:
    """Give the instant up to which a session counts (see `SessionTimes`)."""
    if status is SessionStatus.HELD:
        return min(ended_at, ends_at) if ended_at is not None else ends_at
    return min(now, ends_at)


def label_of(presence: Presence, *, expected: bool, cancelled: bool) -> AttendanceLabel:
    """Say what is said of a client: derived, never stored.

    A cancelled session counts for nobody. Who was not enrolled that day is not expected, unless they came.
    """
    if cancelled:
        return AttendanceLabel.CANCELLED
    if not expected and not presence.attended:
        return AttendanceLabel.NOT_EXPECTED
    match presence.mark:
        case Mark.PRESENT if presence.late and presence.left_early:
            return AttendanceLabel.LATE_AND_LEFT_EARLY
        case Mark.PRESENT if presence.late:
            return AttendanceLabel.LATE
        case Mark.PRESENT if presence.left_early:
            return AttendanceLabel.LEFT_EARLY
        case _:
            return AttendanceLabel(presence.mark.value)


def attended_minutes(presence: Presence, times: SessionTimes) -> int:
    """Give the attended minutes, breaks left out. Minutes that were not recorded are not subtracted."""
    return _minutes(sum(span.seconds for span in attended_spans(presence, times)) - away_minutes(presence) * 60)


def service_minutes(presence: Presence, times: SessionTimes) -> tuple[tuple[ServiceType, int], ...]:
    """Split the attended minutes by service, in the order in which services occur; the sum is exact.

    Time away is taken from the longest service, since nobody noted when it was.
    """
    return split_by_service(attended_spans(presence, times), times.parts, away_seconds=away_minutes(presence) * 60)


def split_by_service(
    spans: Iterable[Span], parts: Iterable[Part], *, away_seconds: int = 0
) -> tuple[tuple[ServiceType, int], ...]:
    """Give the whole minutes of some stretches by service, in the order of the parts, less time away."""
    spans = tuple(spans)
    seconds: dict[ServiceType, int] = {}
    for part in parts:
        inside = sum(span.seconds for span in _clip(spans, part.span))
        if part.service.counts and inside:
            seconds[part.service] = seconds.get(part.service, 0) + inside
    return _whole_minutes(seconds, _minutes(sum(seconds.values()) - away_seconds))


def attended_spans(presence: Presence, times: SessionTimes) -> tuple[Span, ...]:
    """Give the stretches that a client was there, breaks left out, in order."""
    if times.cancelled or not presence.attended:
        return ()
    running = Span(times.starts_at, max(times.starts_at, times.counts_until))
    if presence.source is MarkSource.REPORT and presence.intervals:
        there = _clip(united(presence.intervals), running)
    else:
        arrived = times.starts_at + timedelta(minutes=presence.arrived_late_minutes or 0)
        left = times.ends_at - timedelta(minutes=presence.left_early_minutes or 0)
        away = [Span(gap.left_at, gap.back_at or max(gap.left_at, times.ends_at)) for gap in presence.gaps]
        there = without(_clip((Span(arrived, left),), running), away)
    return without(there, times.breaks)


def united(spans: Iterable[Span], *, gap: timedelta = timedelta()) -> tuple[Span, ...]:
    """Join spans that touch or overlap, or lie at most `gap` apart; in order."""
    joined: list[Span] = []
    for span in sorted(spans):
        if span.end <= span.start:
            continue
        if joined and span.start - joined[-1].end <= gap:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def without(spans: Sequence[Span], holes: Sequence[Span]) -> tuple[Span, ...]:
    """Take holes out of spans."""
    left = list(spans)
    for hole in holes:
        left = [
            piece
            for span in left
            for piece in (Span(span.start, min(span.end, hole.start)), Span(max(span.start, hole.end), span.end))
            if piece.end > piece.start
        ]
    return tuple(sorted(set(left)))


def stamp_late(now: datetime, times: SessionTimes) -> int | None:
    """Give the whole minutes since the start; None before or after the session, when there is nothing to stamp."""
    return _elapsed(times.starts_at, now) if times.starts_at <= now <= times.ends_at else None


def stamp_left(now: datetime, times: SessionTimes) -> int | None:
    """Give the whole minutes still to go, rounded up; None before or after the session."""
    return -_elapsed(times.ends_at, now) if times.starts_at <= now <= times.ends_at else None


def check_markable(status: SessionStatus, starts_at: datetime, mark: Mark, *, now: datetime) -> None:
    """Refuse marks in a cancelled session, and presence long before the start; raises `NotMarkable`."""
    if status is SessionStatus.CANCELLED:
        raise NotMarkable(MarkRefusal.CANCELLED)
    if mark in {Mark.PRESENT, Mark.REMOVED} and now < starts_at - EARLIEST_MARK:
        raise NotMarkable(MarkRefusal.TOO_EARLY)


def check_minutes(minutes: int | None, times: SessionTimes) -> None:
    """Refuse minutes below 0 or beyond the session's length; raises `MinutesOutOfRange`."""
    longest = Span(times.starts_at, times.ends_at).seconds // 60
    if minutes is not None and not 0 <= minutes <= longest:
        raise MinutesOutOfRange(minutes, longest)


def _elapsed(since: datetime, now: datetime) -> int:
    return int((now - since).total_seconds() // 60)


def away_minutes(presence: Presence) -> int:
    """Give the minutes away that no stretch shows: a report's own gaps already are time away."""
    report_speaks = presence.source is MarkSource.REPORT and bool(presence.intervals)
    return 0 if report_speaks else presence.away_minutes


def _minutes(seconds: int) -> int:
    return max(0, (seconds + 30) // 60)


def _clip(spans: Iterable[Span], inside: Span) -> tuple[Span, ...]:
    cut = (Span(max(span.start, inside.start), min(span.end, inside.end)) for span in spans)
    return tuple(span for span in cut if span.end > span.start)


def _whole_minutes(seconds: dict[ServiceType, int], total: int) -> tuple[tuple[ServiceType, int], ...]:
    minutes = {service: value // 60 for service, value in seconds.items()}
    by_remainder = sorted(seconds, key=lambda service: seconds[service] % 60, reverse=True)
    for service in by_remainder[: max(0, total - sum(minutes.values()))]:
        minutes[service] += 1
    for service in sorted(minutes, key=lambda name: minutes[name], reverse=True):
        surplus = sum(minutes.values()) - total
        minutes[service] -= min(minutes[service], max(0, surplus))
    return tuple((service, value) for service, value in minutes.items() if value)


def reason_in_words(text: str) -> str:
    """Give a reason as it is kept: one line, without blanks around it; raises `ReasonTooLong`."""
    reason = " ".join(text.split())
    if len(reason) > LONGEST_REASON:
        raise ReasonTooLong(len(reason))
    return reason

"""When a block's sessions take place: pure, and right on the days on which clocks change.

A recurrence is a wall time in an IANA zone, never an interval. Where clocks go forward and a start does not
exist, the block moves later by the length of the gap and keeps its length, and says so: therapy is never
skipped. RFC 5545 3.3.5 reads such a time in the offset before the gap, which is the same start. Where clocks
go back and a time comes twice, the first is meant. An end is a wall time too, so that a block across a change
lasts an hour less or more than planned: elapsed minutes are always taken in UTC.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from coordinator.series.errors import (
    DayOutOfRange,
    EndsBeforeStart,
    MinutesOutOfRange,
    SegmentsDoNotAddUp,
    SessionCountOutOfRange,
    WeeksOutOfRange,
    WindowTooLong,
    ZoneUnknown,
)
from coordinator.series.facts import (
    Block,
    Closure,
    DateException,
    Occurrence,
    PlannedSession,
    Recurrence,
    Segment,
    Window,
)
from coordinator.vocabulary import ExceptionKind, ServiceType

LONGEST_BLOCK_MINUTES = 720
LONGEST_WINDOW_DAYS = 3660
FIRST_DAY, LAST_DAY = date(1900, 1, 1), date(2200, 12, 31)
"""Beyond these a year is a slip of the hand, and near the ends of the calendar arithmetic fails."""
MOST_WEEKS_BETWEEN = 52
MOST_SESSIONS_COUNTED = 520
A_WEEK, A_DECADE = timedelta(weeks=1), timedelta(days=3652)
SPAN_BITS = 9
SPAN_MASK = (1 << SPAN_BITS) - 1


@lru_cache(maxsize=512)
def zone_named(name: str) -> ZoneInfo:
    """Give an IANA zone; raises `ZoneUnknown`. A path or an empty name is no zone."""
    try:
        return ZoneInfo(name)
    except (KeyError, ValueError, OSError) as unknown:  # ZoneInfoNotFoundError is a KeyError
        raise ZoneUnknown(name) from unknown


def instant_of(wall: datetime, zone: str) -> tuple[datetime, bool]:
    """Give the instant (UTC) of a wall time, and whether the wall time did not exist and was moved later.

    `wall` has no zone of its own. Of a repeated time the first is meant; a time in a gap is read in the offset
    before the gap. Raises `ZoneUnknown`.
    """
    place = zone_named(zone)
    at = wall.replace(tzinfo=place, fold=0).astimezone(UTC)
    return at, at.astimezone(place).replace(tzinfo=None) != wall


def dates(recurrence: Recurrence, window: Window) -> Iterator[date]:
    """Give the pattern's dates within the window, in order; exceptions are not looked at."""
    step = 7 * recurrence.every_weeks
    anchor = recurrence.from_on - timedelta(days=recurrence.from_on.weekday() - recurrence.weekday.number)
    first = max(recurrence.from_on, window.first)
    last = window.last if recurrence.until_on is None else min(recurrence.until_on, window.last)
    ordinal = anchor.toordinal() + max(0, -(-(first.toordinal() - anchor.toordinal()) // step)) * step
    for found in range(ordinal, last.toordinal() + 1, step):
        yield date.fromordinal(found)


def widened(window: Window) -> Window:
    """Give the window with a day more at its beginning: a zone may leave out a day, and a start moves past it."""
    return Window(window.first - timedelta(days=1), window.last)


def occurrence_on(recurrence: Recurrence, day: date) -> Occurrence:
    """Give the occurrence of one of the pattern's dates."""
    offset = _offsets(recurrence.zone, day.toordinal() >> SPAN_BITS)[day.toordinal() & SPAN_MASK]
    if offset is None:
        return _across_a_change(recurrence, day)
    starts_at = datetime.combine(day, recurrence.starts, UTC) - offset
    return Occurrence(day, day, starts_at, starts_at + timedelta(minutes=recurrence.minutes), shifted=False)


def occurrences(recurrence: Recurrence, window: Window) -> tuple[Occurrence, ...]:
    """Give the sessions of a recurrence whose date lies in the window, in order.

    Raises `WindowTooLong` over more than ten years, and `ZoneUnknown`.
    """
    check_window(window)
    return _occurrences(recurrence, window)


def _occurrences(recurrence: Recurrence, window: Window) -> tuple[Occurrence, ...]:
    zone_named(recurrence.zone)
    combine, starts, length = datetime.combine, recurrence.starts, timedelta(minutes=recurrence.minutes)
    found: list[Occurrence] = []
    offsets: tuple[timedelta | None, ...] = ()
    known = -1
    for day in dates(recurrence, window):
        ordinal = day.toordinal()
        if ordinal >> SPAN_BITS != known:
            known = ordinal >> SPAN_BITS
            offsets = _offsets(recurrence.zone, known)
        offset = offsets[ordinal & SPAN_MASK]
        if offset is None:
            found.append(_across_a_change(recurrence, day))
        else:
            starts_at = combine(day, starts, UTC) - offset
            found.append(Occurrence(day, day, starts_at, starts_at + length, False))
    return tuple(found)


@lru_cache(maxsize=512)
def _offsets(zone: str, span: int) -> tuple[timedelta | None, ...]:
    """Give the offset of each of 512 days, None where it changes on that day or on the next: most days are quiet.

    A zone's offset is looked up once a day instead of twice a session. Raises `ZoneUnknown`.
    """
    place = zone_named(zone)
    first = span << SPAN_BITS
    at = [_offset_at(ordinal, place) for ordinal in range(first, first + (1 << SPAN_BITS) + 2)]
    return tuple(
        here if here is not None and here == at[number + 1] == at[number + 2] else None
        for number, here in enumerate(at[:-2])
    )


def _offset_at(ordinal: int, place: ZoneInfo) -> timedelta | None:
    """Give the offset at the beginning of a day; None at the ends of the calendar."""
    if not 1 < ordinal < date.max.toordinal():
        return None
    return datetime.combine(date.fromordinal(ordinal), time(), place).utcoffset()


def _across_a_change(recurrence: Recurrence, day: date) -> Occurrence:
    """Give the occurrence of a date on or before which clocks change: each wall time is looked up."""
    wall = datetime.combine(day, recurrence.starts)
    starts_at, shifted = instant_of(wall, recurrence.zone)
    length = timedelta(minutes=recurrence.minutes)
    ends_at = starts_at + length if shifted else instant_of(wall + length, recurrence.zone)[0]
    service_date = starts_at.astimezone(zone_named(recurrence.zone)).date()
    return Occurrence(day, service_date, starts_at, ends_at, shifted)


def first_date(recurrence: Recurrence) -> date | None:
    """Give the first of the pattern's dates; None where it ends before it begins."""
    last = date.max if recurrence.until_on is None else recurrence.until_on
    return next(dates(recurrence, Window(recurrence.from_on, last)), None)


def is_in_pattern(recurrence: Recurrence, day: date) -> bool:
    """Say whether the pattern has a session on a day."""
    return any(True for _ in dates(recurrence, Window(day, day)))


def planned_session(
    block: Block, occurrence: Occurrence, exceptions: Sequence[DateException], closures: Sequence[Closure]
) -> PlannedSession:
    """Apply a date's exceptions, and the closure it falls into, to its occurrence.

    A cancellation outweighs everything. A closure counts on the day on which the session would take place, so
    one that was moved out of the closed days is held. A substitute and another time go together.
    """
    if not exceptions and not closures:
        return _as_the_pattern(block, occurrence)
    by_kind = {one.kind: one for one in exceptions}
    moved, substitute = by_kind.get(ExceptionKind.MOVED), by_kind.get(ExceptionKind.SUBSTITUTE)
    starts_at, ends_at, service_date = occurrence.starts_at, occurrence.ends_at, occurrence.service_date
    minutes = block.recurrence.minutes
    if moved is not None:
        minutes = moved.minutes or minutes
        starts_at = moved.starts_at or starts_at
        local = starts_at.astimezone(zone_named(block.recurrence.zone))
        service_date = local.date()
        ends_at = starts_at + timedelta(minutes=minutes)
    closed = next((closure for closure in closures if closure.from_on <= service_date <= closure.to_on), None)
    cancelled = by_kind.get(ExceptionKind.CANCELLED) or by_kind.get(ExceptionKind.SKIPPED)
    exception: ExceptionKind | None = None
    reason = ""
    if cancelled is not None:
        exception, reason = cancelled.kind, cancelled.reason
    elif closed is not None:
        exception, reason = ExceptionKind.CLOSURE, closed.name
    elif moved is not None:
        exception = ExceptionKind.MOVED
    elif substitute is not None:
        exception = ExceptionKind.SUBSTITUTE
    return PlannedSession(
        block_id=block.id,
        group_id=block.group_id,
        original_on=occurrence.original_on,
        service_date=service_date,
        starts_at=starts_at,
        ends_at=ends_at,
        zone=block.recurrence.zone,
        planned_minutes=minutes,
        segments=fit_segments(block.segments, minutes),
        exception=exception,
        original_starts_at=occurrence.starts_at if moved is not None else None,
        reason=reason,
        substitute_id=substitute.facilitator_id if substitute is not None else None,
        shifted=occurrence.shifted and moved is None,
        facilitator_id=block.facilitator_id,
    )


def planned_sessions(
    block: Block,
    window: Window,
    exceptions: Mapping[date, Sequence[DateException]],
    closures: Sequence[Closure] = (),
) -> tuple[PlannedSession, ...]:
    """Give a block's sessions whose date in the pattern lies in the window, exceptions and closures applied.

    However long the window is; raises `ZoneUnknown`.
    """
    dates = _occurrences(block.recurrence, window)
    near = [one for one in closures if one.from_on <= window.last + A_WEEK and window.first - A_WEEK <= one.to_on]
    found = []
    for one in dates:
        differing = exceptions.get(one.original_on, ())  # one that was moved far away may meet any closure
        found.append(planned_session(block, one, differing, closures if differing else near))
    return tuple(found)


def _as_the_pattern(block: Block, occurrence: Occurrence) -> PlannedSession:
    on, service_date, starts_at, ends_at, shifted = occurrence
    recurrence = block.recurrence
    zone, minutes = recurrence.zone, recurrence.minutes
    return PlannedSession(
        block.id, block.group_id, on, service_date, starts_at, ends_at, zone, minutes, block.segments,
        None, None, "", None, shifted, block.facilitator_id,
    )  # fmt: skip


def fit_segments(segments: Sequence[Segment], minutes: int) -> tuple[Segment, ...]:
    """Give the segments of a session of another length: the last is lengthened, or the end is cut off."""
    fitted: list[Segment] = []
    left = minutes
    for segment in segments:
        if left > 0:
            fitted.append(replace(segment, minutes=min(segment.minutes, left)))
        left -= segment.minutes
    if left > 0 and fitted:
        fitted[-1] = replace(fitted[-1], minutes=fitted[-1].minutes + left)
    return tuple(fitted)


def until_after(recurrence: Recurrence, count: int) -> date:
    """Give the date of the last of `count` sessions; raises `SessionCountOutOfRange`."""
    if not 1 <= count <= MOST_SESSIONS_COUNTED:
        raise SessionCountOutOfRange(count)
    far = Window(recurrence.from_on, LAST_DAY)
    for number, day in enumerate(dates(recurrence, far), start=1):
        if number == count:
            return day
    raise SessionCountOutOfRange(count)


def after_sessions(recurrences: Sequence[Recurrence], count: int) -> tuple[Recurrence, ...]:
    """Give patterns that end after `count` sessions in all, as COUNT of RFC 5545 3.3.10 is meant.

    The patterns differ in their weekday only. One whose first date would come later than the last of them is left
    out. Raises `SessionCountOutOfRange`.
    """
    if not 1 <= count <= MOST_SESSIONS_COUNTED:
        raise SessionCountOutOfRange(count)
    firsts = sorted((day, place) for place, one in enumerate(recurrences) if (day := first_date(one)) is not None)
    ended: dict[int, Recurrence] = {}
    for number, (_, place) in enumerate(firsts[:count]):
        # All patterns have the same period, so they take turns.
        share = -(-(count - number) // len(firsts))
        ended[place] = replace(recurrences[place], until_on=until_after(recurrences[place], share))
    return tuple(ended[place] for place in sorted(ended))


def check_window(window: Window) -> None:
    """Refuse a window of more than ten years, or of no year of ours; raises `WindowTooLong`, `DayOutOfRange`."""
    days = (window.last - window.first).days
    if days > LONGEST_WINDOW_DAYS:
        raise WindowTooLong(days)
    for day in (window.first, window.last):
        if not FIRST_DAY - A_DECADE <= day <= LAST_DAY + A_DECADE:  # what looks around a day may look beyond
            raise DayOutOfRange(day)


def check_day(day: date | None) -> None:
    """Refuse a day before 1900 or after 2200; raises `DayOutOfRange`. None is no day."""
    if day is not None and not FIRST_DAY <= day <= LAST_DAY:
        raise DayOutOfRange(day)


def check_minutes(minutes: int) -> None:
    """Refuse a length of no time or of more than twelve hours; raises `MinutesOutOfRange`."""
    if not 1 <= minutes <= LONGEST_BLOCK_MINUTES:
        raise MinutesOutOfRange(minutes)


def check_recurrence(recurrence: Recurrence) -> None:
    """Refuse a pattern that cannot be meant.

    Raises `ZoneUnknown`, `MinutesOutOfRange`, `EndsBeforeStart`, `WeeksOutOfRange`, `DayOutOfRange`.
    """
    zone_named(recurrence.zone)
    check_day(recurrence.from_on)
    check_day(recurrence.until_on)
    check_minutes(recurrence.minutes)
    if not 1 <= recurrence.every_weeks <= MOST_WEEKS_BETWEEN:
        raise WeeksOutOfRange(recurrence.every_weeks)
    check_order(recurrence.from_on, recurrence.until_on)


def check_order(first: date, last: date | None) -> None:
    """Refuse a last day before the first; raises `EndsBeforeStart`."""
    if last is not None and last < first:
        raise EndsBeforeStart(first, last)


def check_segments(segments: Sequence[Segment], minutes: int) -> tuple[Segment, ...]:
    """Give the segments; without any, one of group therapy. Raises `SegmentsDoNotAddUp`, `MinutesOutOfRange`."""
    if not segments:
        return (Segment(ServiceType.GROUP_THERAPY, minutes),)
    for segment in segments:
        check_minutes(segment.minutes)
    total = sum(segment.minutes for segment in segments)
    if total != minutes:
        raise SegmentsDoNotAddUp(total, minutes)
    return tuple(segments)

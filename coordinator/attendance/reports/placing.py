"""From wall times as written to placed rows: one date order for the whole file, one zone, UTC instants."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from coordinator.attendance.reports.extract import Connection, Extract, Kind, Shape
from coordinator.attendance.reports.localise import place_one, place_pair
from coordinator.attendance.reports.report import (
    DateOrder,
    Flag,
    Interval,
    Platform,
    Question,
    QuestionCode,
    Reading,
    Rejected,
    RejectReason,
    RepeatedHour,
    Window,
)
from coordinator.attendance.reports.wall_times import WallTime, orders_of, read_time

_MISSING = frozenset({"", "-", "--", "\u2013", "\u2014", "n/a", "na", "null", "none"})
_A_DAY = timedelta(days=1)
_BEFORE = timedelta(hours=6)
UNDATED = date(2000, 1, 3)


@dataclass(frozen=True, slots=True)
class Placed:
    """A row with its presence in UTC, or None where the row tells none."""

    row: int
    name: str
    email: str
    kind: Kind
    shape: Shape
    presence: Interval | None
    stated: int | None
    has_seconds: bool = True
    flags: frozenset[Flag] = frozenset()
    instance: str = ""
    file: int = 0


@dataclass(frozen=True, slots=True)
class Placement:
    """How the wall times of one file are read."""

    zone: ZoneInfo
    order: DateOrder
    day: date | None
    near: Window | None
    questions: tuple[Question, ...] = ()
    hour: RepeatedHour | None = None
    anchor: datetime | None = None
    """When the meeting starts on the wall, where that is known: clock times without a date lie around it."""
    walls: dict[tuple[str, bool], datetime | None] = field(default_factory=dict, repr=False)

    def moment(self, text: str, *, utc: bool = False) -> datetime | None:
        """A wall time (or an aware one) under this reading; None when the text is no time."""
        try:
            return self.walls[text, utc]
        except KeyError:
            wall = read_time(text, utc=utc)
            found = None if wall is None else wall.on(self.order, self.day or UNDATED)
            if found is not None and wall is not None and wall.parts is None:
                found = self._near_anchor(found)
            return self.walls.setdefault((text, utc), found)

    def _near_anchor(self, found: datetime) -> datetime:
        """The day of a clock time: after midnight it is the next one, shortly before a start at midnight the last."""
        if self.anchor is None or found.tzinfo is not None:
            return found
        if found < self.anchor - _BEFORE:
            return found + _A_DAY
        return found - _A_DAY if found >= self.anchor - _BEFORE + _A_DAY else found


Latest = Callable[[], datetime | None]
"""Finds the latest instant of the file, when one is needed."""


def is_missing(text: str) -> bool:
    """Whether a cell says that there is no time, rather than one that cannot be read."""
    return text.strip().casefold() in _MISSING


def walls_of(extract: Extract) -> Iterator[WallTime]:
    """Every time of the file that can be taken apart."""
    for connection in extract.connections:
        for text in (connection.joined, connection.left):
            if (wall := read_time(text, utc=connection.utc)) is not None:
                yield wall
    for event in extract.events:
        if (wall := read_time(event.at, utc=event.utc)) is not None:
            yield wall
    for text in (extract.meeting.starts, extract.meeting.ends):
        if (wall := read_time(text)) is not None:
            yield wall


def placement_of(extract: Extract, reading: Reading, zone: ZoneInfo) -> Placement:
    """Decide date order and day for the whole file; what the file leaves open becomes a question."""
    walls = list(walls_of(extract))
    expected = expected_days(reading, zone)
    order, question = _order(extract, reading, walls, expected)
    questions = [question] if question is not None else []
    day = reading.date or extract.day or _meeting_day(extract, order) or (min(expected) if expected else None)
    if day is None and any(wall.parts is None for wall in walls):
        questions.append(Question(QuestionCode.DATE))
    near = reading.window or _meeting_window(extract, order, day, zone)
    return Placement(
        zone, order, day, near, tuple(questions), reading.repeated_hour, _anchor(extract, reading, order, zone)
    )


def _anchor(extract: Extract, reading: Reading, order: DateOrder, zone: ZoneInfo) -> datetime | None:
    if reading.window is not None:
        return reading.window.starts_at.astimezone(zone).replace(tzinfo=None)
    wall = read_time(extract.meeting.starts)
    found = wall.on(order, None) if wall is not None else None
    return found if found is not None and found.tzinfo is None else None


def expected_days(reading: Reading, zone: ZoneInfo) -> frozenset[date]:
    """The local dates the caller expects: the given one, or those the session touches."""
    if reading.date is not None:
        return frozenset({reading.date})
    if reading.window is None:
        return frozenset()
    ends = (reading.window.starts_at, reading.window.ends_at)
    return frozenset(end.astimezone(zone).date() for end in ends)


def _order(
    extract: Extract, reading: Reading, walls: list[WallTime], expected: frozenset[date]
) -> tuple[DateOrder, Question | None]:
    if fixed := reading.date_order or extract.order:
        return fixed, None
    unclear = [wall for wall in walls if wall.parts is not None and wall.order is None]
    if not unclear:
        return DateOrder.YMD, None
    found = orders_of(unclear) or _most_fitting(unclear)
    likely = _likelier(extract, unclear)
    if len(found) == 1:
        return next(iter(found)), None
    dates = {order: [moment.date() for w in unclear if (moment := w.on(order, None))] for order in found}
    distinct = {tuple(days) for days in dates.values()}
    if len(distinct) == 1:
        return likely, None
    for evidence in (
        [order for order, days in dates.items() if days and set(days) <= expected],
        [order for order, days in dates.items() if expected & set(days)],
        [order for order in found if _is_sane(extract, order)],
    ):
        if len(evidence) == 1:
            return evidence[0], None
    choices = tuple(sorted(found, key=lambda order: (order is not likely, order)))
    return choices[0], Question(QuestionCode.DATE_ORDER, tuple(order.value for order in choices))


def _most_fitting(walls: list[WallTime]) -> frozenset[DateOrder]:
    """Where no order fits every time, those that fit most; the rest of the rows is rejected, never bent."""
    usual = (DateOrder.MDY, DateOrder.DMY)
    count = {order: sum(order in wall.possible_orders() for wall in walls) for order in usual}
    return frozenset(order for order in usual if count[order] == max(count.values()))


def _likelier(extract: Extract, walls: list[WallTime]) -> DateOrder:
    if extract.platform is Platform.ZOOM or any(wall.has_marker for wall in walls):
        return DateOrder.MDY
    return DateOrder.DMY


def _is_sane(extract: Extract, order: DateOrder) -> bool:
    """Whether no row leaves before it joins or stays for more than a day under this order."""
    for connection in extract.connections:
        joined, left = read_time(connection.joined), read_time(connection.left)
        if joined is None or left is None:
            continue
        start, end = joined.on(order, UNDATED), left.on(order, UNDATED)
        if start is None or end is None or not -_A_DAY < _naive(end) - _naive(start) < _A_DAY:
            return False
    return True


def _naive(moment: datetime) -> datetime:
    return moment.replace(tzinfo=None)


def _meeting_day(extract: Extract, order: DateOrder) -> date | None:
    wall = read_time(extract.meeting.starts)
    moment = wall.on(order, None) if wall is not None else None
    return moment.date() if moment is not None else None


def _meeting_window(extract: Extract, order: DateOrder, day: date | None, zone: ZoneInfo) -> Window | None:
    ends = []
    for text in (extract.meeting.starts, extract.meeting.ends):
        wall = read_time(text)
        moment = wall.on(order, day) if wall is not None else None
        if moment is None:
            return None
        ends.append(place_one(moment, zone, None)[0])
    return Window(ends[0], ends[1]) if ends[0] < ends[1] else None


def place(connection: Connection, how: Placement, latest: Latest) -> Placed | Rejected:
    """One connection in UTC. A missing leave is closed by the stated seconds, the session's end or the latest time."""
    start = how.moment(connection.joined, utc=connection.utc)
    end = how.moment(connection.left, utc=connection.utc)
    for text, moment, column in ((connection.joined, start, "join"), (connection.left, end, "leave")):
        if moment is None and not is_missing(text):
            return Rejected(connection.row, RejectReason.UNREADABLE_TIME, column)
    if start is None and end is None:
        return _placed(connection, None, frozenset())
    if start is not None and end is not None:
        wall = read_time(connection.joined)
        pair = place_pair(
            start, end, stated=connection.stated if connection.shape is Shape.INTERVAL else None, zone=how.zone,
            near=how.near, hour=how.hour, dated=wall is None or wall.parts is not None,
        )  # fmt: skip
        if pair is None:
            return Rejected(connection.row, RejectReason.LEAVE_BEFORE_JOIN, "leave")
        return _placed(connection, pair[0], pair[1])
    return _half_open(connection, start, end, how, latest)


def _half_open(
    connection: Connection, start: datetime | None, end: datetime | None, how: Placement, latest: Latest
) -> Placed:
    stated = None if connection.stated is None else timedelta(seconds=connection.stated)
    if start is None:
        if end is None or stated is None:
            return _placed(connection, None, frozenset())
        at, flags = place_one(end, how.zone, how.near, how.hour)
        return _placed(connection, Interval(at - stated, at), flags | {Flag.OPEN_START})
    at, flags = place_one(start, how.zone, how.near, how.hour)
    if stated is not None:
        return _placed(connection, Interval(at, at + stated), flags | {Flag.OPEN_END})
    closing = how.near.ends_at if how.near is not None else latest()
    return _placed(connection, Interval(at, max(at, closing or at)), flags | {Flag.OPEN_END})


def _placed(connection: Connection, presence: Interval | None, flags: frozenset[Flag]) -> Placed:
    wall = read_time(connection.joined) or read_time(connection.left)
    if connection.shape is Shape.TOTAL:
        flags -= {Flag.OPEN_END, Flag.OPEN_START}
    return Placed(
        connection.row, connection.name, connection.email, connection.kind, connection.shape, presence,
        connection.stated, wall is not None and wall.has_seconds, flags, connection.instance,
    )  # fmt: skip


def latest_of(extract: Extract, how: Placement) -> datetime | None:
    """The latest instant of the file, which closes a presence that nothing else closes."""
    texts = [(text, c.utc) for c in extract.connections for text in (c.joined, c.left)]
    texts += [(event.at, event.utc) for event in extract.events]
    moments = {moment for text, utc in texts if (moment := how.moment(text, utc=utc)) is not None}
    return max((place_one(moment, how.zone, how.near, how.hour)[0] for moment in moments), default=None)

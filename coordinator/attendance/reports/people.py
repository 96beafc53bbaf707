"""From a person's rows to minutes: waiting dropped, clipped, united, compared with what the platform states."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from coordinator.attendance.reports.extract import Extract, Kind, Shape
from coordinator.attendance.reports.identity import Group
from coordinator.attendance.reports.names import candidates
from coordinator.attendance.reports.placing import Placed
from coordinator.attendance.reports.report import Flag, Interval, ReportPerson, Role, Window
from coordinator.attendance.reports.union import clipped, overlaps, seconds, united

_ROLES = {Kind.HOST: Role.HOST, Kind.PHONE: Role.PHONE, Kind.ANONYMOUS: Role.ANONYMOUS}
_HOUR = 3600
_MINUTE = 60


@dataclass(frozen=True, slots=True)
class Counting:
    """How minutes are counted: what is clipped to, the meeting's length in seconds, and what durations may differ by.

    `dated` is false when nothing tells the day of clock times: lengths are then known, instants are not.
    """

    extract: Extract
    window: Window | None
    meeting_seconds: int | None
    keep_waiting: bool
    dated: bool


def person_of(group: Group, how: Counting) -> ReportPerson:
    """One person with united intervals and the flags that a reader should know."""
    rows = group.rows
    waiting = [row for row in rows if row.kind is Kind.WAITING]
    dropped = {Kind.ARTEFACT} if how.keep_waiting else {Kind.ARTEFACT, Kind.WAITING}
    counted = [row for row in rows if row.kind not in dropped]
    flags = set(group.flags)
    flags.update(*(row.flags for row in counted))
    if waiting and not how.keep_waiting:
        flags.add(Flag.WAITING_ROOM_REMOVED)
    if any(row.kind is Kind.ARTEFACT for row in rows):
        flags.add(Flag.ARTEFACT_REMOVED)
    exact = [row for row in counted if row.presence is not None and _is_exact(row, how)]
    raw = [row.presence for row in exact if row.presence is not None]
    if overlaps(raw):
        flags.add(Flag.OVERLAP)
    shown = united(raw if how.window is None else clipped(raw, how.window))
    if how.window is not None and seconds(shown) < seconds(raw):
        flags.add(Flag.CLIPPED)
    stated = _stated(group, counted, how)
    if _disagrees(exact, raw, stated, how):
        flags.add(Flag.DISAGREES)
    total = _total(counted, exact, shown, flags, how)
    seen = [row.presence for row in counted if row.presence is not None and how.dated]
    ends = [row.presence.end for row in counted if row.presence is not None and row.shape is not Shape.TOTAL]
    return ReportPerson(
        name=group.name,
        other_names=tuple(dict.fromkeys(row.name for row in rows if row.name != group.name)),
        candidates=tuple(
            dict.fromkeys(text for name in dict.fromkeys(r.name for r in rows) for text in candidates(name))
        ),
        email=group.email or None,
        role=_role(rows),
        intervals=shown if how.dated else (),
        seconds=total,
        stated_seconds=stated,
        flags=frozenset(flags),
        rows=tuple(row.row for row in rows),
        first_seen=min(interval.start for interval in seen) if seen else None,
        last_seen=max(ends) if seen and ends else None,
        waiting=united(row.presence for row in waiting if row.presence is not None) if how.dated else (),
    )


def _role(rows: list[Placed]) -> Role:
    kinds = {row.kind for row in rows}
    return next((role for kind, role in _ROLES.items() if kind in kinds), Role.ATTENDEE)


def _is_exact(row: Placed, how: Counting) -> bool:
    """Whether the row's two times are presence, rather than the outer ends of presence with gaps."""
    if row.presence is None or row.shape is Shape.TOTAL:
        return False
    if row.shape is Shape.INTERVAL or Flag.OPEN_END in row.flags:
        return True
    if row.stated is None:
        return False
    return abs(row.stated - row.presence.length.total_seconds()) <= _tolerance(row.stated, how)


def _tolerance(length: float, how: Counting) -> int:
    return how.extract.long_tolerance if length >= _HOUR else how.extract.tolerance


def _stated(group: Group, counted: list[Placed], how: Counting) -> int | None:
    """The platform's own figure: a section of totals where there is one, else the sum of the rows."""
    if how.extract.totals:
        keys = dict.fromkeys((row.name, row.email) for row in group.rows)
        found = [how.extract.totals[key] for key in keys if key in how.extract.totals]
        return sum(found) if found else None
    values = [row.stated for row in counted if row.stated is not None]
    return sum(values) if values else None


def _disagrees(exact: list[Placed], raw: list[Interval], stated: int | None, how: Counting) -> bool:
    if how.extract.totals:
        return stated is not None and bool(raw) and abs(stated - seconds(raw)) > _tolerance(stated, how)
    for row in exact:
        if row.stated is None or row.presence is None or row.flags & {Flag.OPEN_END, Flag.OPEN_START}:
            continue
        allowed = _tolerance(row.stated, how)
        allowed = allowed if row.has_seconds else max(allowed, _MINUTE)
        if abs(row.stated - row.presence.length.total_seconds()) > allowed:
            return True
    return False


def _total(
    counted: list[Placed], exact: list[Placed], shown: tuple[Interval, ...], flags: set[Flag], how: Counting
) -> int | None:
    known = {id(row) for row in exact}
    loose = [row for row in counted if id(row) not in known]
    if exact and not any(row.shape is Shape.SPAN for row in counted):
        return seconds(shown)
    if exact and not loose and how.window is None and Flag.OVERLAP not in flags:
        # Clock times of whole minutes bound the presence; the platform's own duration is finer.
        return sum(row.stated if row.stated is not None else seconds([row.presence]) for row in exact if row.presence)
    if exact and not loose:
        return seconds(shown)
    if not counted:
        return 0
    return _unverified(counted, flags, how)


def _unverified(rows: list[Placed], flags: set[Flag], how: Counting) -> int | None:
    """Totals without intervals: added, capped at what was possible, and marked as unverified."""
    values = [_length(row) for row in rows]
    known = [value for value in values if value is not None]
    if not known:
        flags.add(Flag.NO_TIMES)
        return None
    flags.add(Flag.UNVERIFIED)
    total = sum(known)
    possible = _possible(rows, how)
    if possible is not None and total > possible:
        flags.add(Flag.CAPPED)
        return possible
    return total


def _length(row: Placed) -> int | None:
    if row.stated is not None:
        return row.stated
    return None if row.presence is None else round(row.presence.length.total_seconds())


def _possible(rows: list[Placed], how: Counting) -> int | None:
    """The longest presence that the meeting, the window and the outer times allow, in seconds."""
    bounds = [] if how.meeting_seconds is None else [how.meeting_seconds]
    # Some servers write the same instant as join and leave of everybody: such ends bound nothing.
    spans = [r.presence for r in rows if r.presence and r.shape is Shape.SPAN and r.presence.start < r.presence.end]
    if how.window is None and len(spans) == len(rows) and overlaps(spans):
        bounds.append(seconds(united(spans)))  # two devices at once are one presence
    if how.window is not None:
        bounds.append(round((how.window.ends_at - how.window.starts_at) / timedelta(seconds=1)))
        if len(spans) == len(rows):
            bounds.append(seconds(clipped(spans, how.window)))
    return min(bounds, default=None)

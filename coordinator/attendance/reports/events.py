"""Join and leave events, in any order of the file, paired into presences."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from coordinator.attendance.reports.extract import Action, Event, Shape
from coordinator.attendance.reports.localise import place_one
from coordinator.attendance.reports.placing import Latest, Placed, Placement
from coordinator.attendance.reports.report import Flag, Interval, Rejected, RejectReason


@dataclass(slots=True)
class _Open:
    """A person's presence while the log is followed."""

    depth: int = 0
    since: datetime | None = None
    row: int = 0
    flags: frozenset[Flag] = frozenset()


def paired(events: Iterable[Event], how: Placement, latest: Latest) -> tuple[list[Placed], list[Rejected]]:
    """Presences of an event log; who never left is closed at the session's end or the latest time, flagged.

    A second `Joined` of someone present counts as a second device only where joins and leaves of that person balance;
    otherwise it is passed over. A `Left` without a join is rejected.
    """
    placed: list[Placed] = []
    rejected: list[Rejected] = []
    timed: dict[tuple[str, str], list[tuple[datetime, frozenset[Flag], Event]]] = defaultdict(list)
    for event in events:
        moment = how.moment(event.at, utc=event.utc)
        if moment is None:
            rejected.append(Rejected(event.row, RejectReason.UNREADABLE_TIME, "timestamp"))
        else:
            at, flags = place_one(moment, how.zone, how.near, how.hour)
            timed[event.name, event.key].append((at, flags, event))
    for log in timed.values():
        found, orphans = _follow(sorted(log, key=lambda entry: entry[0]), how, latest)
        placed += found
        rejected += orphans
    return sorted(placed, key=lambda one: one.row), sorted(rejected, key=lambda one: one.row)


def _follow(
    log: list[tuple[datetime, frozenset[Flag], Event]], how: Placement, latest: Latest
) -> tuple[list[Placed], list[Rejected]]:
    lefts = sum(event.action is Action.LEFT for _, _, event in log)
    balanced = 2 * lefts == len(log)
    state = _Open()
    placed: list[Placed] = []
    rejected: list[Rejected] = []
    for at, bucket in groupby(log, key=lambda entry: entry[0]):
        # Leaving and joining in one second is a rejoin for someone present, a moment's visit for someone absent.
        left_first = state.depth > 0
        for _, flags, event in sorted(bucket, key=lambda entry: (entry[2].action is Action.LEFT) != left_first):
            if event.action is not Action.LEFT:
                _join(state, at, flags, event, balanced=balanced)
            elif state.depth == 0 or state.since is None:
                rejected.append(Rejected(event.row, RejectReason.LEFT_WITHOUT_JOIN, "action"))
            else:
                state.depth -= 1
                if state.depth == 0:
                    placed.append(_presence(event, state, Interval(state.since, at), flags))
    if state.depth > 0 and state.since is not None:
        closing = how.near.ends_at if how.near is not None else latest()
        end = max(state.since, closing or state.since)
        placed.append(_presence(log[0][2], state, Interval(state.since, end), frozenset({Flag.OPEN_END})))
    return placed, rejected


def _join(state: _Open, at: datetime, flags: frozenset[Flag], event: Event, *, balanced: bool) -> None:
    if state.depth == 0:
        state.since, state.row, state.depth = at, event.row, 1
        state.flags = flags | ({Flag.OPEN_START} if event.action is Action.JOINED_BEFORE else frozenset())
    elif balanced:
        state.depth += 1


def _presence(event: Event, state: _Open, presence: Interval, flags: frozenset[Flag]) -> Placed:
    return Placed(state.row, event.name, "", event.kind, Shape.INTERVAL, presence, None, flags=state.flags | flags)

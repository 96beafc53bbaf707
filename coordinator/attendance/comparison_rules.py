"""What a report says about one client, beside what somebody marked: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta
from enum import StrEnum
from itertools import pairwise

from coordinator.attendance import rules
from coordinator.attendance.facts import MarkState
from coordinator.attendance.rules import Gap, SessionTimes, Span
from coordinator.vocabulary import ClientId, Mark, MarkSource

CLOSE_MINUTES = 5
"""Differences up to this are no difference: clocks and waiting rooms account for them."""


class Keep(StrEnum):
    """Whose word is kept."""

    MINE = "mine"
    REPORT = "report"


class Agreement(StrEnum):
    """How a row of the comparison stands."""

    SAME = "same"
    DIFFERS = "differs"
    TO_MATCH = "to-match"
    HOST = "host"
    NOT_A_CLIENT = "not-a-client"


def reported_state(
    client_id: ClientId, intervals: Sequence[Span], times: SessionTimes, *, gap_minutes: int, grace_minutes: int
) -> MarkState:
    """Give the mark that connected times speak for.

    Gaps up to `gap_minutes` are joined; longer ones are time away. Who arrives within the smaller of the grace and
    five minutes is not late, and likewise at the end.
    """
    session = (Span(times.starts_at, times.counts_until),)
    visits = rules.united(intervals, gap=timedelta(minutes=gap_minutes))
    inside = [Span(max(one.start, session[0].start), min(one.end, session[0].end)) for one in visits]
    inside = [one for one in inside if one.end > one.start]
    if not rules.without(inside, times.breaks):
        return MarkState(client_id, mark=Mark.ABSENT, source=MarkSource.REPORT)
    arrived = Span(times.starts_at, inside[0].start).seconds // 60
    short = Span(inside[-1].end, times.counts_until).seconds // 60
    missed = Span(inside[-1].end, times.ends_at).seconds // 60
    gaps = [Span(before.end, after.start) for before, after in pairwise(inside)]
    away = sum(gap.seconds for gap in rules.without(gaps, times.breaks)) // 60
    allowed = min(grace_minutes, CLOSE_MINUTES)
    late, left = arrived > allowed, short > allowed
    return MarkState(
        client_id,
        mark=Mark.PRESENT,
        late=late,
        left_early=left,
        arrived_late_minutes=arrived if late else None,
        left_early_minutes=missed if left else None,
        away_minutes=away,
        source=MarkSource.REPORT,
    )


def with_gaps(state: MarkState, gaps: Sequence[Gap], times: SessionTimes, merged: timedelta) -> MarkState:
    """Give a mark that somebody typed with the minutes that step-outs took from it, as a report states them.

    Gaps up to `merged` take nothing away; breaks are no time away. What came from a report has its gaps in it.
    """
    if state.mark is not Mark.PRESENT or state.source is MarkSource.REPORT:
        return state
    end = times.counts_until
    away = [Span(one.left_at, min(one.back_at or end, end)) for one in gaps if one.longer_than(merged)]
    inside = [Span(max(one.start, times.starts_at), one.end) for one in rules.united(away) if one.end > times.starts_at]
    minutes = sum(one.seconds for one in rules.without(inside, times.breaks)) // 60
    return replace(state, away_minutes=state.away_minutes + minutes)


def agree(mine: MarkState, report: MarkState) -> bool:
    """Say whether both mean the same: the same mark, and minutes no more than five apart."""
    if mine.mark is Mark.UNMARKED:
        return False
    if mine.mark is not Mark.PRESENT or report.mark is not Mark.PRESENT:
        not_there = {Mark.ABSENT, Mark.EXCUSED}
        return mine.mark is report.mark or (mine.mark in not_there and report.mark in not_there)
    pairs = (
        (mine.arrived_late_minutes, report.arrived_late_minutes, mine.late, report.late),
        (mine.left_early_minutes, report.left_early_minutes, mine.left_early, report.left_early),
        (mine.away_minutes, report.away_minutes, True, True),
    )
    return all(_close(one, other, said=said, seen=seen) for one, other, said, seen in pairs)


def preselected(mine: MarkState, report: MarkState, times: SessionTimes, *, unmatched: bool, over: bool) -> Keep:
    """Give whose word to begin with: the report's where it is later or shorter by more than five minutes.

    An unmarked client takes the report's presence. While somebody in the report has no client yet, or the session
    still runs, nobody is called absent.
    """
    if report.mark is Mark.ABSENT:
        return Keep.MINE if unmatched or not over else Keep.REPORT
    if mine.mark is Mark.UNMARKED:
        return Keep.REPORT
    if mine.mark is not Mark.PRESENT:
        return Keep.MINE
    later = (report.arrived_late_minutes or 0) - (mine.arrived_late_minutes or 0)
    from_marks = replace(report, source=MarkSource.TYPED)
    shorter = rules.attended_minutes(mine.presence(), times) - rules.attended_minutes(from_marks.presence(), times)
    return Keep.REPORT if max(later, shorter) > CLOSE_MINUTES else Keep.MINE


def _close(one: int | None, other: int | None, *, said: bool, seen: bool) -> bool:
    if said and one is None:
        return seen
    return abs((one or 0) - (other or 0)) <= CLOSE_MINUTES

"""What of a session a client attended or still can: pure."""

from __future__ import annotations

from dataclasses import replace

from coordinator.attendance.rules import Presence, SessionTimes, Span, attended_spans, united, without
from coordinator.vocabulary import Mark, MarkSource


def reachable_spans(presence: Presence, times: SessionTimes, *, expected: bool, over: bool) -> tuple[Span, ...]:
    """Give the stretches that were attended or still can be, were the client to stay to the planned end.

    A session that is `over` can still bring something as long as nobody marked the client. Who was absent, was
    removed or is not expected has nothing left to attend.
    """
    unmarked = presence.mark is Mark.UNMARKED
    if unmarked and expected and not times.cancelled:
        whole = (Span(times.starts_at, times.counts_until if over else times.ends_at),)
        return without(whole, times.breaks)
    if over or times.cancelled or presence.mark is not Mark.PRESENT:
        return attended_spans(presence, times)
    if presence.source is MarkSource.REPORT and presence.intervals:
        rest = Span(min(times.counts_until, times.ends_at), times.ends_at)
        return without(united((*attended_spans(presence, times), rest)), times.breaks)
    gaps = tuple(replace(gap, back_at=gap.back_at or times.counts_until) for gap in presence.gaps)
    return attended_spans(replace(presence, gaps=gaps), replace(times, counts_until=times.ends_at))

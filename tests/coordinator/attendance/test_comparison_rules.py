"""What a report speaks for, whatever the times."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import uuid4

from hypothesis import given
from hypothesis import strategies as st

from coordinator.attendance import rules
from coordinator.attendance.comparison_rules import CLOSE_MINUTES, Keep, agree, preselected, reported_state
from coordinator.attendance.facts import MarkState
from coordinator.attendance.rules import SessionTimes, Span
from coordinator.vocabulary import ClientId, Mark, ServiceType

NINE = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
NOON = NINE + timedelta(hours=3)
PARTS = rules.parts_of(
    NINE, NOON, [(ServiceType.GROUP_THERAPY, 90), (ServiceType.BREAK, 15), (ServiceType.GROUP_THERAPY, 75)]
)
TIMES = SessionTimes(NINE, NOON, NOON, PARTS)
ANNA = ClientId(uuid4())
MINUTES = st.integers(-40, 240)
VISITS = st.lists(st.tuples(MINUTES, MINUTES), max_size=5)


def spans(pairs: list[tuple[int, int]]) -> list[Span]:
    return [Span(NINE + timedelta(minutes=a), NINE + timedelta(minutes=b)) for a, b in pairs if b > a]


def said(pairs: list[tuple[int, int]]) -> MarkState:
    return reported_state(ANNA, spans(pairs), TIMES, gap_minutes=10, grace_minutes=10)


@given(VISITS)
def test_present_only_with_time_inside_the_session_outside_breaks(pairs: list[tuple[int, int]]) -> None:
    counted = {minute for a, b in pairs for minute in range(max(0, a), min(180, b)) if not 90 <= minute < 105}
    assert (said(pairs).mark is Mark.PRESENT) == bool(counted)


@given(VISITS)
def test_a_report_agrees_with_itself(pairs: list[tuple[int, int]]) -> None:
    assert agree(said(pairs), said(pairs))


@given(VISITS)
def test_small_differences_are_no_lateness(pairs: list[tuple[int, int]]) -> None:
    state = said(pairs)
    assert (state.arrived_late_minutes or CLOSE_MINUTES + 1) > CLOSE_MINUTES
    assert (state.left_early_minutes or CLOSE_MINUTES + 1) > CLOSE_MINUTES


@given(VISITS, st.sampled_from(Mark))
def test_nobody_is_called_absent_while_somebody_is_unmatched(pairs: list[tuple[int, int]], mark: Mark) -> None:
    report = said(pairs)
    if report.mark is Mark.ABSENT:
        mine = MarkState(ANNA, mark=mark)
        assert preselected(mine, report, TIMES, unmatched=True, over=True) is Keep.MINE
        assert preselected(mine, report, TIMES, unmatched=False, over=False) is Keep.MINE


def test_the_report_is_preselected_when_it_is_later_or_shorter() -> None:
    mine = MarkState(ANNA, mark=Mark.PRESENT)
    for pairs, keep in (([(6, 180)], Keep.REPORT), ([(0, 151)], Keep.REPORT), ([(0, 180)], Keep.MINE)):
        assert preselected(mine, said(pairs), TIMES, unmatched=False, over=True) is keep
    late = MarkState(ANNA, mark=Mark.PRESENT, late=True, arrived_late_minutes=30)
    assert preselected(late, said([(0, 180)]), TIMES, unmatched=False, over=True) is Keep.MINE


def test_unknown_minutes_agree_with_any() -> None:
    late = MarkState(ANNA, mark=Mark.PRESENT, late=True)
    assert agree(late, said([(40, 180)]))
    assert not agree(late, said([(0, 180)]))
    assert not agree(MarkState(ANNA), said([(0, 180)]))

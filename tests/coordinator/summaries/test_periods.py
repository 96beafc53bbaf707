"""Any period and the one before, and who is owed a call, over six weeks of one group."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest
from sqlalchemy import event

from coordinator import attendance, roster, summaries
from coordinator.cli.periods import period_document
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries import PeriodUnusable
from coordinator.vocabulary import DischargeReason, ExcuseReason, OutreachOutcome
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, six_weeks

FIRST = MAR_2 - timedelta(weeks=5)
LAST = MAR_2 + timedelta(days=6)


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock)


def test_a_period_is_the_sum_of_its_weeks(store: Store, weeks: SixWeeks) -> None:
    period = store.read(summaries.period_summary, FIRST, LAST, weeks.group_id)
    history = store.read(summaries.weeks_before, MAR_2, 6, weeks.group_id)
    for one in period.clients:
        his = [found.hours for week in history if (found := week.client(one.client_id)) is not None]
        assert one.figures.credited == sum(hours.credited for hours in his)
        assert one.figures.attended == sum(hours.attended for hours in his)
        assert one.figures.expected == sum(hours.expected for hours in his)
        assert one.weeks_reached == sum(hours.reached_goal for hours in his if hours.expected)
    assert period.program.credited == sum(one.figures.credited for one in period.clients)


def test_a_period_cut_in_mid_week_leaves_the_rest_out_and_asks_no_goal_of_a_part(store: Store, weeks: SixWeeks) -> None:
    cut = store.read(summaries.period_summary, MAR_2, MAR_2 + timedelta(days=2), weeks.group_id)
    assert {cell.service_date for one in cut.clients for week in one.weeks for cell in week.hours.cells} == {
        MAR_2,
        MAR_2 + timedelta(days=2),
    }
    assert {(one.weeks_whole, one.goal) for one in cut.clients} == {(0, 0)}


def test_the_facilitator_led_what_was_held(store: Store, weeks: SixWeeks) -> None:
    period = store.read(summaries.period_summary, MAR_2, LAST, weeks.group_id)
    (renee,) = period.facilitators
    assert (renee.sessions, renee.led_minutes) == (3, 540)
    assert renee.client_minutes == period.groups[0].figures.attended


def test_a_period_stands_beside_the_one_before(store: Store, weeks: SixWeeks) -> None:
    both = store.read(summaries.compare_periods, MAR_2, LAST, weeks.group_id)
    assert (both.before.first, both.before.last) == (MAR_2 - timedelta(days=7), MAR_2 - timedelta(days=1))
    assert both.now.groups[0].figures.no_shows == 2
    before = store.read(summaries.weekly_summary, MAR_2 - timedelta(days=7), weeks.group_id)
    assert both.before.program.no_shows == sum(len(one.no_shows) for one in before.clients)


def test_the_command_line_tells_a_period_as_json(store: Store, weeks: SixWeeks) -> None:
    period = store.read(summaries.period_summary, FIRST, LAST, weeks.group_id)
    told = json.loads(json.dumps(period_document(period)))
    assert (told["week"], told["starts_on"], told["ends_on"]) == (None, "2026-01-26", "2026-03-08")
    hana = next(one for one in told["clients"] if one["name"] == "Hana Kim")
    assert [week["credited_minutes"] for week in hana["weeks"]] == [360, 360, 360]
    assert (hana["credited_minutes"], hana["weeks_reached"], hana["no_shows"]) == (1080, 0, 2)
    assert sum(hana["by_service"].values()) == hana["attended_minutes"]


@pytest.mark.parametrize(("first", "last"), [(LAST, FIRST), (date(2020, 1, 1), LAST)])
def test_a_period_that_cannot_be_meant_is_refused(store: Store, first: date, last: date) -> None:
    with pytest.raises(PeriodUnusable):
        store.read(summaries.period_summary, first, last)


def owed(store: Store, weeks: SixWeeks) -> summaries.NoShow:
    """The newest no-show, about which nobody called yet."""
    newest = store.read(summaries.no_shows, FIRST, LAST, weeks.group_id)[0]
    for attempt in newest.attempts:
        store.write(attendance.remove_outreach, attempt.id)
    return newest


def calls_owed(store: Store, weeks: SixWeeks) -> int:
    return sum(one.owed_call for one in store.read(summaries.no_shows, FIRST, LAST, weeks.group_id))


def test_who_was_called_is_not_owed_a_call_and_who_was_not_is(store: Store, weeks: SixWeeks) -> None:
    found = store.read(summaries.no_shows, FIRST, LAST, weeks.group_id)
    assert [one.starts_at for one in found] == sorted((one.starts_at for one in found), reverse=True)
    assert all(one.owed_call == (not one.attempts) for one in found)
    before = calls_owed(store, weeks)
    one = owed(store, weeks)
    assert calls_owed(store, weeks) == before + 1
    store.write(attendance.log_outreach, one.session_id, one.client_id, OutreachOutcome.NO_ANSWER)
    assert calls_owed(store, weeks) == before


def test_nobody_is_owed_a_call_about_a_client_who_has_died(store: Store, weeks: SixWeeks) -> None:
    one = owed(store, weeks)
    assert calls_owed(store, weeks) > 0
    store.write(roster.discharge, one.client_id, on=date(2026, 3, 9), reason=DischargeReason.DECEASED)
    after = store.read(summaries.no_shows, FIRST, LAST, weeks.group_id)
    assert not any(other.owed_call for other in after if other.client_id == one.client_id)


def test_no_figure_looks_over_all_sessions_marks_notes_or_calls(store: Store, weeks: SixWeeks) -> None:
    """Each statement of a week, asked how it would be run: by an index wherever years of rows lie."""
    statements: list[tuple[str, object]] = []

    def note(_connection: object, _cursor: object, statement: str, given: object, *_more: object) -> None:
        statements.append((statement, given))

    def read(work: UnitOfWork) -> list[str]:
        connection = work.rows.connection()
        event.listen(connection.engine, "before_cursor_execute", note)
        try:
            summaries.week_report(work, MAR_2, weeks.group_id, dict.fromkeys(ExcuseReason, ""))
            summaries.no_shows(work, FIRST, LAST, weeks.group_id)
        finally:
            event.remove(connection.engine, "before_cursor_execute", note)
        plans: list[str] = []
        for statement, given in statements:
            if statement.lstrip().upper().startswith("SELECT"):
                found = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", given)  # type: ignore[arg-type]
                plans += [str(row[-1]) for row in found]
        return plans

    plans = store.read(read)
    assert len(plans) > 8
    large = (
        "group_session",
        "attendance",
        "session_segment",
        "note",
        "outreach",
        "interval",
        "disconnection",
        "week_plan",
    )
    scans = [plan for plan in plans if plan.startswith("SCAN") and any(f"SCAN {name}" in plan for name in large)]
    assert scans == []
    whole_groups = [plan for plan in plans if "group_session" in plan or "enrolment" in plan if "(group_id=?)" in plan]
    assert whole_groups == []

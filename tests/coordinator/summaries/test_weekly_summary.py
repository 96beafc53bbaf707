"""Six weeks of a group, added up: what the screen, the document and the command line say."""

from __future__ import annotations

from datetime import date

import pytest

from coordinator import roster, summaries
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import AgeBand, ExcuseReason
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, six_weeks

REASONS = {reason: reason.value for reason in ExcuseReason}


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock)


def hours(store: Store, weeks: SixWeeks) -> dict[str, list[float | None]]:
    history = store.read(summaries.weeks_before, MAR_2, 6, weeks.group_id)
    found: dict[str, list[float | None]] = {}
    for name, client in weeks.clients.items():
        ones = [summary.client(client) for summary in history]
        found[name] = [one.hours.credited / 60 if one is not None and one.hours.expected else None for one in ones]
    return found


def test_six_weeks_of_every_client_are_credited_as_they_were_lived(store: Store, weeks: SixWeeks) -> None:
    assert hours(store, weeks) == {
        "Amara": [9, 9, 9, 6, 9, 9],
        "Ben": [9, 6, 9, 6, 10, 9.75],
        "Chloe": [None, None, 9, 6, 9, 9],
        "Elias": [None, 9, 8.5, 6, 9, 8.75],
        "Farah": [9, 8.75, 6, 6, 9, 10],
        "Hana": [None, None, None, 6, 6, 6],
        "Jolene": [9, 9, 9, 6, 9, 7],
        "Marcus": [9, 9, 3, 6, 7.25, 9],
        "Owen": [9, 9, 9, 6, 9, 9],
        "Tomás": [None, None, 9, 6, 9, 7],
    }


def test_the_four_figures_of_the_week(store: Store, weeks: SixWeeks) -> None:
    report = store.read(summaries.week_report, MAR_2, weeks.group_id, REASONS)
    figures = report.figures
    assert (figures.credited_group_minutes, figures.expected_minutes) == (79 * 60 + 30, 90 * 60)
    assert (figures.reached, figures.clients) == (6, 10)
    assert (figures.no_shows, figures.no_shows_contacted) == (2, 2)
    assert figures.notes_unsigned == 2
    assert report.over


def test_below_the_goal_stand_reason_outreach_and_plan_the_furthest_first(store: Store, weeks: SixWeeks) -> None:
    report = store.read(summaries.week_report, MAR_2, weeks.group_id, REASONS)
    assert [(one.line.client, one.line.credited_minutes, one.line.plan) for one in report.below] == [
        ("Hana Kim", 360, "Care manager told"),
        ("Jolene Baptiste", 420, "No make-up available"),
        ("Tomás Rivera", 420, "Make-up Tue Mar 10"),
        ("Elias Brandt", 525, ""),
    ]


def test_a_week_cut_short_by_the_program_is_held_against_nobody(store: Store, weeks: SixWeeks) -> None:
    report = store.read(summaries.week_report, date(2026, 2, 16), weeks.group_id, REASONS)
    assert [one.line.client for one in report.below] == []
    assert report.figures.expected_minutes == 10 * 360


def test_an_admission_in_the_middle_of_the_week_asks_only_for_what_was_left(
    store: Store, clock: FakeClock, weeks: SixWeeks
) -> None:
    added = store.write(roster.add_client, roster.ClientDetails("Dana Whitfield")).outcome
    store.write(lambda work: roster.enroll(work, added, weeks.group_id, starts_on=date(2026, 3, 11)))
    clock.advance(days=1, hours=4)
    summary = store.read(summaries.weekly_summary, clock.now().date(), weeks.group_id)
    dana = summary.client(added)
    assert dana is not None
    assert dana.hours.expected == 360
    assert dana.hours.partial
    assert not dana.hours.falls_short


def test_in_a_running_week_only_those_are_named_who_cannot_reach_the_goal_any_more(
    store: Store, weeks: SixWeeks
) -> None:
    """Wednesday before nine; Monday was held for nobody, since it was never marked."""
    report = store.read(summaries.week_report, date(2026, 3, 11), weeks.group_id, REASONS)
    assert not report.over
    assert report.below == ()


def test_the_summary_that_is_due_is_last_weeks_until_friday(store: Store, clock: FakeClock, weeks: SixWeeks) -> None:
    assert store.read(summaries.week_due) == MAR_2
    clock.advance(days=2)
    assert store.read(summaries.week_due) == date(2026, 3, 9)


def test_an_adolescent_group_has_the_goal_of_six_hours(store: Store, clock: FakeClock) -> None:
    group = store.write(roster.add_group, roster.GroupDetails("Teens", age_band=AgeBand.ADOLESCENT)).outcome
    report = store.read(summaries.week_report, clock.now().date(), group, REASONS)
    assert report.goal_minutes == 360

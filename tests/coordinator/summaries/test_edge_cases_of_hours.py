"""The edge cases of hours, each by its name; a Monday is March 9, 2026, and clinics are in New York.

 1 a clock change inside a block      here; series/test_rules: a_block_across_a_clock_change_lasts_an_hour_less_or_more
 2 a start that does not exist        series/test_rules: a_monday_half_past_midnight_group_meets_the_day_after_…
 3 a client in another zone           series/test_commands, sessions/test_reminders_at_clock_changes
 4 a block over midnight              here; sessions/test_commands: a_session_across_midnight_stays_on_its_day_…
 5 the first day of the week          here
 6 overrun and early end              here; attendance/test_rules: a_session_that_ended_early_counts_to_its_end_and_…
 7 sleep, crash, a clock that jumps   tests/journeys and tests/faults; corrections: attendance/test_commands
 8 a holiday week                     here; series/test_holidays: a_closure_that_leaves_a_week_below_nine_hours_…
 9 one date, the following, all       series/test_commands: this_and_following_splits_the_series_and_leaves_held_…
10 admission in mid-week              here; test_weekly_summary: an_admission_in_the_middle_of_the_week_asks_only_…
11 discharge in mid-week              here; roster/test_enrolments: discharge_ends_stays_and_waiting_and_undo_…
12 readmission                        here
13 two groups on one day              here
14 overlapping assignments            sessions/test_clashes: a_place_in_a_second_group_says_which_sessions_overlap
15 transfer                           here
16 over capacity                      sessions/test_clashes: a_group_that_is_fuller_than_its_places_is_named
17 only one client arrives            ui/session; programs/test_programs (min_size)
18 cancelled by the program           here
19 cancelled by the client            here
20 substitute                         series/test_commands: a_substitute_is_named_for_one_date_only; notes
21 handover in mid-session            sessions/test_commands: a_live_session_is_handed_over_and_back
22 another level of care in mid-week  here
23 two devices                        attendance/test_comparison: short_rejoins_are_one_visit_and_two_devices_one_person
24 drop and rejoin                    here; attendance/test_presence: a_gap_is_away_and_merges_only_for_the_eye
25 the waiting room                   attendance/reports/test_samples: waiting_room_is_no_attendance
27 individual pull-out                here
29 audio in mid-session               attendance/test_in_session (modality)
30 removed                            attendance/test_in_session: who_is_removed_keeps_the_minutes_to_that_point
32 a mark after the signature         today/test_outdated; today: addenda_wanted
38 eighteen in mid-episode            here
46 the link of a former client        roster/test_enrolments (discharge)
47 the platform's outage              here: what the program cancels is nobody's absence
48 hidden names                       ui/kit/test_main_window
51 an authorization that is used up   test_authorizations
52 death                              test_no_shows: nobody_is_owed_a_call_about_a_client_who_has_died
make-ups                              test_forecast: a_make_up_is_credited_on_its_day_and_the_absence_stays
"""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from coordinator.summaries.rules import WeekHours
from coordinator.summaries.weekly_summary import summary_of
from tests.coordinator.summaries.invented_clinic import (
    ZONE,
    Clinic,
    Level,
    Marked,
    Meeting,
    Person,
    Thresholds,
    minute,
)
from tests.coordinator.summaries.ledger_bench import client_id, in_memory

MONDAY = date(2026, 3, 9)
LATER = minute(datetime(2026, 4, 20, tzinfo=UTC))
PRESENT = Marked("present")


def day(ahead: int) -> date:
    return MONDAY + timedelta(days=ahead)


def meeting(number: int, ahead: int, hour: int = 9, minutes: int = 180, group: int = 0) -> Meeting:
    wall = datetime.combine(day(ahead), datetime.min.time()).replace(tzinfo=ZONE) + timedelta(hours=hour)
    start = minute(wall.astimezone(UTC))
    return Meeting(number, group, day(ahead), start, start + minutes, (), "held", None)


def three(group: int = 0, number: int = 0) -> tuple[Meeting, ...]:
    """Monday, Wednesday and Friday at nine, three hours each."""
    return tuple(meeting(number + place, ahead, group=group) for place, ahead in enumerate((0, 2, 4)))


def a_person(*stays: tuple[int, date, date | None], born: date | None = None) -> Person:
    return Person(0, born, None, stays or ((0, day(-60), None),), (), ())


def a_clinic(
    meetings: tuple[Meeting, ...],
    person: Person,
    marks: dict[int, Marked] | None = None,
    rules: tuple[Thresholds, ...] = (Thresholds(date(2000, 1, 1), credit="exact"),),
    bands: tuple[str, ...] = ("adult", "adult"),
) -> Clinic:
    marks = {one.number: PRESENT for one in meetings} if marks is None else marks
    return Clinic(
        rules,
        bands,
        meetings,
        (person,),
        {(number, 0): mark for number, mark in marks.items()},
        MONDAY,
        day(6),
        LATER,
    )


def week(clinic: Clinic, first: date = MONDAY, last: date | None = None) -> WeekHours:
    found = summary_of(in_memory(clinic), first, last or first + timedelta(days=6)).client(client_id(0))
    assert found is not None
    return found.hours


@pytest.mark.parametrize(("on", "lasts"), [(date(2026, 3, 8), 120), (date(2026, 11, 1), 240)])
def test_case_1_a_block_over_a_clock_change_counts_the_time_that_passed(on: date, lasts: int) -> None:
    wall = datetime.combine(on, datetime.min.time()).replace(hour=0, minute=30)
    start, end = (minute((wall + timedelta(hours=ahead)).replace(tzinfo=ZONE).astimezone(UTC)) for ahead in (0, 3))
    block = Meeting(0, 0, on, start, end, (), "held", None)
    clinic = replace(
        a_clinic((block,), a_person((0, date(2026, 1, 1), None))), now=minute(datetime(2027, 1, 1, tzinfo=UTC))
    )
    hours = week(clinic, on, on)
    assert (hours.offered, hours.expected, hours.attended, hours.credited) == (lasts,) * 4


def test_case_4_a_block_over_midnight_belongs_to_the_day_and_week_of_its_start() -> None:
    night = meeting(0, 6, hour=22)
    hours = week(a_clinic((night,), a_person()))
    assert [cell.service_date for cell in hours.cells] == [day(6)]
    assert hours.credited == 180
    assert summary_of(in_memory(a_clinic((night,), a_person())), day(7), day(13)).clients == ()


def test_case_5_a_week_that_begins_on_another_day_from_a_date_on_is_cut_and_nothing_counts_twice() -> None:
    rules = (Thresholds(date(2000, 1, 1), credit="exact"), Thresholds(day(6), credit="exact", week_starts="sun"))
    blocks = tuple(meeting(place, ahead) for place, ahead in enumerate((0, 6, 7)))
    clinic = a_clinic(blocks, a_person(), rules=rules)
    assert week(clinic, MONDAY, day(5)).credited == 180
    assert week(clinic, day(6), day(12)).credited == 360


def test_case_6_a_session_that_ends_early_asks_for_no_more_than_was_held() -> None:
    blocks = (replace(three()[0], ended=three()[0].start + 150), *three()[1:])
    hours = week(a_clinic(blocks, a_person()))
    assert (hours.offered, hours.expected, hours.credited) == (510, 510, 510)
    assert not hours.fell_short
    assert hours.cells[0].planned_minutes == 180


def test_case_8_a_holiday_week_is_said_of_the_program_and_held_against_nobody() -> None:
    blocks = (replace(three()[0], status="cancelled"), *three()[1:])
    clinic = a_clinic(blocks, a_person(), {1: PRESENT, 2: PRESENT})
    found = summary_of(in_memory(clinic), MONDAY, day(6))
    assert (found.groups[0].offered_minutes, found.groups[0].offered_too_little) == (360, True)
    hours = week(clinic)
    assert (hours.goal, hours.fair_goal, hours.fell_short, hours.reached_goal) == (540, 360, False, False)


def test_case_10_who_is_admitted_on_wednesday_is_asked_for_what_is_left_without_proration() -> None:
    hours = week(a_clinic(three(), a_person((0, day(2), None)), {1: PRESENT, 2: PRESENT}))
    assert [cell.label.value for cell in hours.cells] == ["present", "present"]
    assert (hours.goal, hours.expected, hours.credited, hours.partial) == (540, 360, 360, True)
    assert not hours.fell_short


def test_case_11_sessions_after_a_discharge_are_not_expected_and_earlier_ones_stay() -> None:
    hours = week(a_clinic(three(), a_person((0, day(-60), day(1))), {0: PRESENT, 2: Marked("unmarked")}))
    assert [cell.label.value for cell in hours.cells] == ["present", "not-expected"]
    assert (hours.expected, hours.attended, hours.fell_short) == (180, 180, False)


def test_case_12_between_discharge_and_readmission_nothing_is_expected() -> None:
    stays = ((0, day(-60), day(0)), (0, day(4), None))
    hours = week(a_clinic(three(), a_person(*stays), {0: PRESENT, 2: PRESENT}))
    assert (hours.expected, hours.credited, hours.partial, hours.fell_short) == (360, 360, True, False)


def test_case_13_two_groups_on_one_day_add_up_where_they_do_not_overlap() -> None:
    both = a_person((0, day(-60), None), (1, day(-60), None))
    apart = week(a_clinic((meeting(0, 0), meeting(1, 0, hour=13, group=1)), both))
    assert (apart.attended, apart.offered, apart.expected) == (360, 360, 360)
    crossing = week(a_clinic((meeting(0, 0), meeting(1, 0, hour=10, group=1)), both))
    assert (crossing.attended, crossing.offered, crossing.expected) == (240, 240, 240)
    assert crossing.cells[1].counted_elsewhere == 120


def test_case_15_hours_follow_a_client_who_is_transferred_and_the_week_is_whole() -> None:
    stays = ((0, day(-60), day(2)), (1, day(3), None))
    second = tuple(meeting(10 + place, ahead, group=1) for place, ahead in enumerate((1, 3)))
    hours = week(a_clinic((*three(), *second), a_person(*stays), {0: PRESENT, 1: PRESENT, 11: PRESENT}))
    assert (hours.credited, hours.expected, hours.offered, hours.partial) == (540, 540, 540, False)


def test_case_18_and_47_what_the_program_cancels_is_nobodys_absence() -> None:
    blocks = (replace(three()[0], status="cancelled"), *three()[1:])
    clinic = a_clinic(blocks, a_person(), {0: Marked("absent"), 1: PRESENT, 2: PRESENT})
    found = summary_of(in_memory(clinic), MONDAY, day(6)).client(client_id(0))
    assert found is not None
    assert found.no_shows == ()
    assert (found.hours.offered, found.hours.cells[0].label.value) == (360, "cancelled")


@pytest.mark.parametrize("mark", [Marked("excused", announced=True), Marked("absent", announced=True)])
def test_case_19_who_cancels_before_the_start_is_no_no_show(mark: Marked) -> None:
    clinic = a_clinic(three(), a_person(), {0: mark, 1: PRESENT, 2: PRESENT})
    found = summary_of(in_memory(clinic), MONDAY, day(6)).client(client_id(0))
    assert found is not None
    assert found.no_shows == ()
    assert (found.hours.offered, found.hours.credited) == (540, 360)


def test_case_22_each_date_is_asked_for_what_its_level_of_care_asks() -> None:
    stepped = replace(a_person(), levels=(Level(day(3), "asam_1", None, None),))
    hours = week(a_clinic(three(), stepped, {0: PRESENT, 1: PRESENT, 2: Marked("absent")}))
    assert (hours.goal, hours.fair_goal, hours.fell_short) == (540, 360, False)


def test_case_22_a_step_down_with_an_end_keeps_low_hours_quiet_until_that_day() -> None:
    stepping = replace(a_person(), levels=(Level(day(-3), "asam_2_1", None, day(6)),))
    quiet = week(a_clinic(three(), stepping, {0: PRESENT, 1: Marked("absent"), 2: Marked("absent")}))
    assert (quiet.goal, quiet.fell_short, quiet.stepping_down) == (540, False, True)
    until_tuesday = replace(stepping, levels=(Level(day(-3), "asam_2_1", None, day(1)),))
    loud = week(a_clinic(three(), until_tuesday, {0: PRESENT, 1: Marked("absent"), 2: Marked("absent")}))
    assert (loud.fair_goal, loud.fell_short) == (360, True)


@pytest.mark.parametrize(("away", "attended"), [(10, 180), (11, 169)])
def test_case_24_a_drop_up_to_what_the_program_merges_counts_and_a_longer_one_is_taken_away(
    away: int, attended: int
) -> None:
    start = three()[0].start
    dropped = Marked("present", gaps=((start + 60, start + 60 + away),))
    assert week(a_clinic(three()[:1], a_person(), {0: dropped})).attended == attended


def test_case_27_an_individual_hour_inside_the_block_counts_once_and_as_what_it_was() -> None:
    block = three()[0]
    person = replace(a_person(), outside=(("individual_therapy", block.start + 30, 50),))
    hours = week(a_clinic((block,), person))
    assert {service.value: minutes for service, minutes in hours.by_service.items()} == {
        "individual_therapy": 50,
        "group_therapy": 130,
    }
    assert (hours.attended, hours.credited) == (180, 180)


def test_case_30_who_is_removed_has_the_minutes_to_that_point() -> None:
    assert week(a_clinic(three()[:1], a_person(), {0: Marked("removed", left=100)})).credited == 80


def test_case_38_from_the_birthday_on_the_goal_is_the_adults() -> None:
    born = date(2008, 3, 16)
    teens = ("adolescent", "adolescent")
    later = tuple(replace(one, number=one.number + 5, day=one.day + timedelta(days=7)) for one in three())
    later = tuple(replace(one, start=one.start + 7 * 1440, end=one.end + 7 * 1440) for one in later)
    blocks = (*three(), *three(number=3), *later)[:3]
    clinic = a_clinic((*blocks, *later), a_person(born=born), bands=teens)
    clinic = replace(clinic, meetings=tuple(replace(one, number=at) for at, one in enumerate(clinic.meetings)))
    clinic = replace(clinic, marks={(one.number, 0): PRESENT for one in clinic.meetings})
    assert (week(clinic).goal, week(clinic, day(7)).goal) == (360, 540)


def test_the_age_from_which_the_adult_goal_holds_is_the_programs() -> None:
    rules = (Thresholds(date(2000, 1, 1), credit="exact", adult_from=21),)
    assert week(a_clinic(three(), a_person(born=date(2006, 1, 1)), rules=rules)).goal == 360


def test_a_credit_rule_holds_from_its_date_on_within_a_week() -> None:
    rules = (Thresholds(date(2000, 1, 1), credit="exact"), Thresholds(day(2), credit="floor-15"))
    late = Marked("present", late=10)
    hours = week(a_clinic(three(), a_person(), {0: late, 1: late, 2: late}, rules=rules))
    assert [cell.credited_minutes for cell in hours.cells] == [170, 165, 165]


def test_a_service_that_does_not_count_is_attended_and_not_credited() -> None:
    rules = (Thresholds(date(2000, 1, 1), credit="exact", uncounted=("psychoeducation", "case_management")),)
    block = replace(three()[0], parts=(("group_therapy", 120), ("psychoeducation", 60)))
    person = replace(
        a_person(), outside=(("case_management", block.end + 60, 30), ("family_therapy", block.end + 120, 50))
    )
    hours = week(a_clinic((block,), person, rules=rules))
    assert (hours.attended, hours.credited, hours.expected) == (260, 170, 120)

"""Dated thresholds, credit and weeks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from math import floor
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from coordinator import audit, programs
from coordinator.programs import ProgramRules, credited, rules_in_force, week_of
from coordinator.programs.commands import ProgramExists
from coordinator.programs.rules import ThresholdOutOfRange, check_thresholds
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import AgeBand, CreditRule, Weekday
from tests.reversing import take_back

minutes = some.integers(0, 600)
days = some.dates(date(1990, 1, 1), date(2100, 12, 31))
ROUNDED = {CreditRule.NEAREST_5: 5, CreditRule.NEAREST_15: 15}


# ---------------------------------------------------------------- credit


@given(minutes, some.sampled_from(CreditRule), minutes)
def test_credit_is_neither_negative_nor_more_than_the_session_counts(
    attended: int, rule: CreditRule, countable: int
) -> None:
    assert 0 <= credited(attended, rule, countable_minutes=countable) <= countable


@given(minutes, minutes, some.sampled_from(CreditRule), minutes)
def test_who_stayed_longer_is_never_credited_less(one: int, other: int, rule: CreditRule, countable: int) -> None:
    less, more = sorted((one, other))
    assert credited(less, rule, countable_minutes=countable) <= credited(more, rule, countable_minutes=countable)


@given(minutes, some.sampled_from(sorted(ROUNDED)))
def test_rounding_goes_to_the_nearest_step_and_halves_go_up(attended: int, rule: CreditRule) -> None:
    step = ROUNDED[rule]
    nearest = floor(Fraction(attended, step) + Fraction(1, 2)) * step
    assert credited(attended, rule, countable_minutes=10_000) == nearest


@given(minutes, some.sampled_from(CreditRule), minutes)
def test_what_was_credited_is_credited_the_same_again(attended: int, rule: CreditRule, countable: int) -> None:
    once = credited(attended, rule, countable_minutes=countable)
    if rule is not CreditRule.FULL_BLOCK_ONLY and once != countable:
        assert credited(once, rule, countable_minutes=countable) == once


@given(minutes, minutes)
def test_a_full_block_is_all_or_nothing(attended: int, countable: int) -> None:
    whole = credited(attended, CreditRule.FULL_BLOCK_ONLY, countable_minutes=countable)
    assert whole == (countable if attended >= countable else 0)


@pytest.mark.parametrize(
    ("rule", "attended", "expected"),
    [
        (CreditRule.EXACT, 127, 127),
        (CreditRule.EXACT, 200, 165),
        (CreditRule.NEAREST_5, 127, 125),
        (CreditRule.NEAREST_5, 128, 130),
        (CreditRule.NEAREST_15, 127, 120),
        (CreditRule.NEAREST_15, 128, 135),
        (CreditRule.NEAREST_15, 7, 0),
        (CreditRule.NEAREST_15, 8, 15),
        (CreditRule.NEAREST_15, 165, 165),
        (CreditRule.FLOOR_15, 134, 120),
        (CreditRule.FLOOR_15, 135, 135),
        (CreditRule.FULL_BLOCK_ONLY, 164, 0),
        (CreditRule.FULL_BLOCK_ONLY, 165, 165),
    ],
)
def test_the_credit_of_a_three_hour_block_with_a_quarter_hour_break(
    rule: CreditRule, attended: int, expected: int
) -> None:
    assert credited(attended, rule, countable_minutes=165) == expected


# ---------------------------------------------------------------- weeks


@given(days, some.sampled_from(Weekday))
def test_a_week_has_seven_days_begins_as_asked_and_holds_its_day(day: date, starts: Weekday) -> None:
    first, last = week_of(day, starts)
    assert first <= day <= last
    assert last - first == timedelta(days=6)
    assert first.weekday() == starts.number


@given(days, some.sampled_from(Weekday))
def test_every_day_of_a_week_has_the_same_week_and_the_next_day_the_next(day: date, starts: Weekday) -> None:
    first, last = week_of(day, starts)
    assert {week_of(first + timedelta(days=offset), starts) for offset in range(7)} == {(first, last)}
    assert week_of(last + timedelta(days=1), starts)[0] == last + timedelta(days=1)


# ---------------------------------------------------------------- thresholds over time


@given(some.lists(days, min_size=1, max_size=8, unique=True), days)
def test_the_newest_rules_that_are_not_later_hold(beginnings: list[date], day: date) -> None:
    timeline = [ProgramRules(effective_from=beginning) for beginning in beginnings]
    earlier = [beginning for beginning in beginnings if beginning <= day]
    assert rules_in_force(timeline, day).effective_from == (max(earlier) if earlier else min(beginnings))


@pytest.mark.parametrize("field", ["weekly_goal_minutes", "grace_minutes", "max_size", "note_due_days"])
@pytest.mark.parametrize("value", [-1, 7 * 24 * 60 + 1])
def test_a_threshold_that_cannot_be_meant_is_refused_by_name(field: str, value: int) -> None:
    changed: dict[str, Any] = {field: value}
    with pytest.raises(ThresholdOutOfRange) as refused:
        check_thresholds(ProgramRules(effective_from=date(2026, 1, 1), **changed))
    assert refused.value.field == field


def test_adolescents_have_a_goal_of_their_own() -> None:
    rules = ProgramRules(effective_from=date(2026, 1, 1))
    assert rules.goal_minutes(AgeBand.ADULT) == 540
    assert {rules.goal_minutes(band) for band in AgeBand if band is not AgeBand.ADULT} == {360}


def test_a_new_threshold_leaves_earlier_weeks_as_they_were(store: Store) -> None:
    program = store.read(programs.program)
    before = store.read(programs.rules_on, date(2026, 3, 1))
    store.write(programs.change_rules, program.id, replace(before, effective_from=date(2026, 4, 1), grace_minutes=5))
    assert store.read(programs.rules_on, date(2026, 3, 31)) == before
    assert store.read(programs.rules_on, date(2026, 4, 1)).grace_minutes == 5
    assert len(store.read(programs.rules_timeline)) == 2


def test_a_second_change_for_the_same_day_replaces_the_first(store: Store) -> None:
    program = store.read(programs.program)
    for grace in (5, 7):
        store.write(programs.change_rules, program.id, ProgramRules(date(2026, 4, 1), grace_minutes=grace))
    assert store.read(programs.rules_on, date(2026, 4, 1)).grace_minutes == 7
    assert len(store.read(programs.rules_timeline)) == 2


def test_refused_thresholds_change_nothing(store: Store) -> None:
    program, head = store.read(programs.program), store.read(audit.head)
    with pytest.raises(ThresholdOutOfRange):
        store.write(programs.change_rules, program.id, ProgramRules(date(2026, 4, 1), max_size=-1))
    assert len(store.read(programs.rules_timeline)) == 1
    assert store.read(audit.head) == head


# ---------------------------------------------------------------- the program itself


def test_a_store_has_one_program(store: Store) -> None:
    with pytest.raises(ProgramExists):
        store.write(programs.create_program, "Another", "Europe/Paris")
    assert store.read(programs.program).clinic_name == "Alder Street IOP"


def test_undo_and_redo_of_the_program_s_facts_give_back_every_field(store: Store) -> None:
    before = store.read(programs.program)
    change = store.write(
        programs.change_program, before.id, clinic_name="Elm Street IOP", address="12 Elm Street", phone="202-555-0142",
        zone="America/Chicago", confidentiality_notice="42 CFR part 2 applies.", part2_covered=False,
    )  # fmt: skip
    after = store.read(programs.program)
    undone = take_back(store, change)
    assert store.read(programs.program) == before
    take_back(store, undone)
    assert store.read(programs.program) == after
    assert after.clinic_name == "Elm Street IOP"

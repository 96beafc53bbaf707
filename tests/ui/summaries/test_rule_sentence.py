"""The sentence under the table says by which rule hours are credited, what counts, and whose sessions they are of."""

from __future__ import annotations

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from coordinator import summaries
from coordinator.store.unit_of_work import Store
from coordinator.summaries import WeekReport
from coordinator.vocabulary import ExcuseReason, ServiceType
from tests.coordinator.summaries.evening_group import evening_group
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, six_weeks
from ui.formats import Formats
from ui.summaries import rule_words

REASONS = {reason: reason.value for reason in ExcuseReason}
FORMATS = Formats(ZoneInfo("America/New_York"))


@pytest.fixture
def lived(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=1)


def report_of(store: Store, lived: SixWeeks) -> WeekReport:
    return store.read(summaries.week_report, MAR_2, lived.group_id, REASONS)


@pytest.mark.usefixtures("qapp")
def test_what_does_not_count_is_named(store: Store, lived: SixWeeks) -> None:
    report = report_of(store, lived)
    usual = rule_words.rule_sentence(report, FORMATS)
    assert usual.endswith("Individual and family sessions count toward 9 hours.")
    rules = replace(report.summary.rules, uncounted_services=(ServiceType.FAMILY_THERAPY, ServiceType.CASE_MANAGEMENT))
    said = rule_words.rule_sentence(replace(report, summary=replace(report.summary, rules=rules)), FORMATS)
    assert "Individual and family" not in said
    assert "Time outside the group’s sessions counts toward 9 hours." in said
    assert "Recorded, but not counted: Family therapy" in said
    assert "Case management" in said


@pytest.mark.usefixtures("qapp")
def test_hours_of_other_groups_are_said_to_be_in_the_total(store: Store, clock: FakeClock, lived: SixWeeks) -> None:
    assert "other groups" not in rule_words.rule_sentence(report_of(store, lived), FORMATS)
    evening_group(store, clock, lived.clients["Amara"])
    said = rule_words.rule_sentence(report_of(store, lived), FORMATS)
    assert said.endswith("Totals hold the hours in a client’s other groups too.")

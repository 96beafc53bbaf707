"""A document holds no longer once any figure in it would come out otherwise, whatever the reason."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import UUID

import pytest

from coordinator import attendance, programs, roster, sessions, summaries
from coordinator.roster.queries.occupancy import stays_of
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ExportRequest, Standing
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import CreditRule, FileFormat, GroupId, Mark
from tests.coordinator.summaries.evening_group import evening_group
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, at, six_weeks

WORDING = Wording.load()
LAST = MAR_2 + timedelta(days=6)


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=1)


@pytest.fixture
def evening(store: Store, clock: FakeClock, weeks: SixWeeks) -> GroupId:
    return evening_group(store, clock, weeks.clients["Amara"])


def standing(store: Store, path: Path) -> Standing:
    found = store.read(summaries.verified_document, summaries.digest_of_file(path))
    assert found is not None
    return found.standing


def in_the_other_group(store: Store, weeks: SixWeeks, evening: GroupId) -> object:
    first = store.read(sessions.sessions_between, MAR_2, LAST, evening)[0]
    return store.write(attendance.mark, first.id, weeks.clients["Amara"], Mark.ABSENT)


def the_stay_of_owen(store: Store, weeks: SixWeeks) -> UUID:
    return store.read(lambda work: stays_of(work, weeks.clients["Owen"], weeks.group_id)[0].id)


def discharged_on_the_day_before(store: Store, weeks: SixWeeks, evening: GroupId) -> object:
    del evening
    stay_id = the_stay_of_owen(store, weeks)
    return store.write(partial(roster.end_enrolment, on=MAR_2 + timedelta(days=3)), stay_id)


def another_rule_from_that_week_on(store: Store, weeks: SixWeeks, evening: GroupId) -> object:
    del weeks, evening
    rules = store.read(programs.rules_timeline)[-1]
    return store.write(
        programs.change_rules,
        store.read(programs.program).id,
        replace(rules, effective_from=MAR_2, credit_rule=CreditRule.FULL_BLOCK_ONLY),
    )


REASONS = {
    "a mark in a client's other group": in_the_other_group,
    "a stay that ended earlier": discharged_on_the_day_before,
    "a credit rule from that week on": another_rule_from_that_week_on,
}


@pytest.mark.parametrize("why", REASONS)
def test_other_figures_make_a_document_outdated_and_the_next_one_amended(
    store: Store, clock: FakeClock, weeks: SixWeeks, evening: GroupId, tmp_path: Path, why: str
) -> None:
    asked = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.JSON,))
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    kept = file.rename(tmp_path / "kept.json")
    assert standing(store, kept) is Standing.CURRENT
    clock.advance(minutes=1)
    REASONS[why](store, weeks, evening)
    assert standing(store, kept) is Standing.OUTDATED
    clock.advance(minutes=1)
    (again,) = summaries.export_weekly_summary(store, asked, WORDING).files
    assert json.loads(again.read_text(encoding="utf-8"))["amended"]["replaces"] == "2026-W10-MA-01"
    assert standing(store, kept) is Standing.REPLACED


def test_a_week_that_goes_on_corrects_nothing_that_was_told(
    store: Store, clock: FakeClock, weeks: SixWeeks, tmp_path: Path
) -> None:
    monday = MAR_2 + timedelta(days=7)
    first, second, _third = store.read(sessions.sessions_between, monday, monday + timedelta(days=6), weeks.group_id)
    clock.set(at(monday, 9, 15))
    store.write(attendance.mark_all_present, first.id)
    clock.set(at(monday, 12, 5))
    store.write(sessions.end_session, first.id)
    clock.set(at(monday, 13))
    asked = ExportRequest(monday, weeks.group_id, tmp_path, formats=(FileFormat.JSON,))
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    clock.set(second.starts_at + timedelta(minutes=15))
    store.write(attendance.mark_all_present, second.id)
    clock.set(second.ends_at)
    store.write(sessions.end_session, second.id)
    assert standing(store, file) is Standing.CURRENT


def test_what_is_put_back_as_it_was_holds_again(
    store: Store, clock: FakeClock, weeks: SixWeeks, tmp_path: Path
) -> None:
    asked = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.JSON,))
    (file,) = summaries.export_weekly_summary(store, asked, WORDING).files
    clock.advance(minutes=1)
    stay_id = the_stay_of_owen(store, weeks)
    change = store.write(partial(roster.end_enrolment, on=MAR_2 + timedelta(days=3)), stay_id)
    assert standing(store, file) is Standing.OUTDATED
    assert change.undo is not None
    store.write(change.undo)
    assert standing(store, file) is Standing.CURRENT

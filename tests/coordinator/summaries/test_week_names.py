"""A document speaks of its own week: by one name whatever day it begins on, and with the schedule that held then."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path

import pytest

from coordinator import programs, series, summaries
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ExportRequest
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import FileFormat, Weekday
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, at, six_weeks

WORDING = Wording.load()


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    made = six_weeks(store, clock, weeks=1)
    clock.set(at(MAR_2 + timedelta(days=7), 8))
    return made


@pytest.mark.parametrize("begins", [Weekday.SUN, Weekday.SAT, Weekday.MON])
def test_the_week_of_march_2_is_week_10_though_it_begins_on_a_sunday(
    store: Store, weeks: SixWeeks, tmp_path: Path, begins: Weekday
) -> None:
    rules = replace(store.read(programs.rules_timeline)[-1], effective_from=date(2026, 2, 1), week_starts=begins)
    store.write(programs.change_rules, store.read(programs.program).id, rules)
    summary = store.read(summaries.weekly_summary, MAR_2, weeks.group_id)
    assert summary.starts_on.weekday() == begins.number
    asked = ExportRequest(MAR_2, weeks.group_id, tmp_path, formats=(FileFormat.CSV,))
    made = summaries.export_weekly_summary(store, asked, WORDING)
    assert summary.week == "2026-W10"
    assert made.number == "2026-W10-MA-01"
    assert [file.name for file in made.files] == ["Weekly summary 2026-W10 MA.csv"]


def test_the_schedule_is_that_of_the_week_and_not_todays(store: Store, weeks: SixWeeks, tmp_path: Path) -> None:
    asked = ExportRequest(MAR_2, weeks.group_id, tmp_path)
    wednesday = next(one for one in store.read(series.blocks, weeks.group_id) if one.recurrence.weekday is Weekday.WED)
    store.write(partial(series.remove_block, from_on=MAR_2 + timedelta(days=7)), wednesday.id)
    extra = partial(series.add_block, weekdays=(Weekday.SAT,), starts=time(14), from_on=MAR_2 + timedelta(days=12))
    store.write(extra, weeks.group_id)
    (told,) = store.read(summaries.preview_document, asked, WORDING).schedule
    assert told.weekdays == (Weekday.MON, Weekday.WED, Weekday.FRI)

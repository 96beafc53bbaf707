"""What a payer approved: used, left, running out; it warns and never blocks."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from coordinator import attendance, roster, summaries, today
from coordinator.roster.errors import DatesOutOfOrder
from coordinator.store.unit_of_work import Store
from coordinator.summaries import AuthorizationDetails, UnitsOutOfRange
from coordinator.summaries.authorization_rules import PACE_DAYS, use_of
from coordinator.today import TodoKind
from coordinator.vocabulary import ApprovedUnit, DischargeReason, Mark
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import SixWeeks, six_weeks

FIRST = date(2026, 2, 2)


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock)


@given(
    st.dictionaries(st.integers(0, 60), st.integers(0, 400), max_size=30),
    st.integers(1, 200),
    st.sampled_from(ApprovedUnit),
    st.integers(0, 90),
)
def test_use_is_what_counting_day_by_day_gives(
    days: dict[int, int], approved: int, unit: ApprovedUnit, at: int
) -> None:
    credited = {FIRST + timedelta(days=day): minutes for day, minutes in days.items() if day <= at}
    today_, last = FIRST + timedelta(days=at), FIRST + timedelta(days=60)
    size = {ApprovedUnit.MINUTES: 1, ApprovedUnit.QUARTER_HOURS: 15}

    def units(minutes: int) -> int:
        return min(1, minutes) if unit is ApprovedUnit.DAYS else minutes // size[unit]

    use = use_of(approved, unit, FIRST, last, credited, today_)
    assert use.used == sum(units(minutes) for minutes in credited.values())
    assert use.remaining == approved - use.used
    if use.remaining <= 0:
        assert use.runs_out_on is not None
        before = sum(units(minutes) for day, minutes in credited.items() if day < use.runs_out_on)
        assert before < approved <= before + units(credited[use.runs_out_on])
    elif use.runs_out_on is not None:
        begins = max(FIRST, today_ - timedelta(days=PACE_DAYS - 1))
        lately = sum(units(minutes) for day, minutes in credited.items() if day >= begins)
        length = (today_ - begins).days + 1
        ahead = (use.runs_out_on - today_).days
        assert lately * ahead >= use.remaining * length > lately * (ahead - 1)
        assert use.runs_out_on <= last


def test_days_used_come_from_the_hours_and_today_warns_when_the_end_is_near(store: Store, weeks: SixWeeks) -> None:
    amara = weeks.clients["Amara"]
    details = AuthorizationDetails(ApprovedUnit.DAYS, 12, FIRST, date(2026, 4, 30), date(2026, 3, 20), "A-1", "Payer")
    store.write(summaries.add_authorization, amara, details)
    (one,) = store.read(summaries.authorizations, amara)
    days: Counter[date] = Counter()
    for week in store.read(summaries.weeks_before, date(2026, 3, 11), 6):
        mine = week.client(amara)
        for cell in mine.hours.cells if mine is not None else ():
            days[cell.service_date] += cell.credited_minutes
    used = sum(minutes > 0 for day, minutes in days.items() if day >= FIRST)
    assert (one.use.used, one.use.remaining) == (used, 12 - used)
    assert [todo.client_id for todo in todos(store)] == [amara]


def test_a_used_up_authorization_blocks_nothing(store: Store, weeks: SixWeeks, clock: FakeClock) -> None:
    amara = weeks.clients["Amara"]
    store.write(
        summaries.add_authorization,
        amara,
        AuthorizationDetails(ApprovedUnit.QUARTER_HOURS, 1, FIRST, date(2026, 3, 13)),
    )
    (one,) = store.read(summaries.authorizations, amara)
    assert one.use.remaining < 0
    clock.advance(minutes=5)
    session = next(
        cell.session_id
        for cell in store.read(summaries.weekly_summary, date(2026, 3, 11)).clients[0].hours.cells
        if cell.service_date == date(2026, 3, 11)
    )
    store.write(attendance.mark, session, amara, Mark.PRESENT)
    assert store.read(attendance.sheet, session).lines[0].state.mark is Mark.PRESENT


def test_nobody_is_reminded_of_a_client_who_left(store: Store, weeks: SixWeeks) -> None:
    amara = weeks.clients["Amara"]
    details = AuthorizationDetails(ApprovedUnit.DAYS, 30, FIRST, date(2026, 3, 15))
    store.write(summaries.add_authorization, amara, details)
    assert len(todos(store)) == 1
    store.write(roster.discharge, amara, on=date(2026, 3, 9), reason=DischargeReason.DECEASED)
    assert todos(store) == []


def test_it_is_changed_removed_and_comes_back(store: Store, weeks: SixWeeks) -> None:
    amara = weeks.clients["Amara"]
    details = AuthorizationDetails(ApprovedUnit.DAYS, 30, FIRST, date(2026, 4, 15))
    added = store.write(summaries.add_authorization, amara, details)
    more = AuthorizationDetails(ApprovedUnit.DAYS, 45, FIRST, date(2026, 5, 15))
    changed = store.write(summaries.change_authorization, added.outcome, more)
    assert [one.details for one in store.read(summaries.authorizations, amara)] == [more]
    assert changed.undo is not None
    store.write(changed.undo)
    removed = store.write(summaries.remove_authorization, added.outcome)
    assert store.read(summaries.authorizations, amara) == ()
    assert removed.undo is not None
    store.write(removed.undo)
    assert [one.details for one in store.read(summaries.authorizations, amara)] == [details]


def test_what_no_payer_approves_is_refused_and_nothing_is_kept(store: Store, weeks: SixWeeks) -> None:
    amara = weeks.clients["Amara"]
    with pytest.raises(UnitsOutOfRange):
        store.write(
            summaries.add_authorization, amara, AuthorizationDetails(ApprovedUnit.DAYS, 0, FIRST, date(2026, 3, 1))
        )
    with pytest.raises(DatesOutOfOrder):
        store.write(
            summaries.add_authorization, amara, AuthorizationDetails(ApprovedUnit.DAYS, 9, FIRST, date(2026, 1, 1))
        )
    assert store.read(summaries.authorizations, amara) == ()


def todos(store: Store) -> list[today.Todo]:
    return [one for one in store.read(today.to_finish).todos if one.kind is TodoKind.AUTHORIZATION]

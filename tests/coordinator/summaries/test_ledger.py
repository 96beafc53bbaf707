"""Two books of the same hours: the program's, and one kept minute by minute by `naive_ledger`.

Hypothesis invents the clinics: mid-week admissions and discharges, transfers, readmissions, step downs, birthdays,
changes of every threshold, cancelled sessions, early ends, sessions over midnight and over a change of the clocks,
overlapping groups, individual hours inside a session, reports with gaps. Every figure of every client, group and
week agrees. Two thousand clinics: ``pytest -m slow tests/coordinator/summaries/test_ledger.py``.
"""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st
from sqlalchemy.engine import Engine

from coordinator import people, programs, summaries
from coordinator.changes import Change, ChangeFeed
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries.material import Material
from coordinator.summaries.weekly_summary import ClientWeek, WeeklySummary, summary_of
from tests.coordinator.summaries import naive_ledger
from tests.coordinator.summaries.invented_clinic import Clinic, clinics, instant
from tests.coordinator.summaries.ledger_bench import client_id, group_id, in_memory, session_id, write
from tests.fakes import FakeClock


def the_program_says(one: ClientWeek) -> naive_ledger.Entry:
    hours = one.hours
    return naive_ledger.Entry(
        goal=hours.goal,
        fair=hours.fair_goal,
        offered=hours.offered,
        expected=hours.expected,
        attended=hours.attended,
        credited=hours.credited,
        best=hours.best_still_possible,
        by_service={service.value: minutes for service, minutes in hours.by_service.items()},
        cells=tuple(
            naive_ledger.Cell(
                cell.session_id.int - session_id(0).int,
                cell.label.value,
                cell.attended_minutes,
                cell.credited_minutes,
                cell.still_possible_minutes,
                cell.expected_minutes,
            )
            for cell in hours.cells
        ),
        no_shows=len(one.no_shows),
        contacted=one.no_shows_contacted,
        notes_due=one.notes_due,
        notes_signed=one.notes_signed,
    )


def compare_week(clinic: Clinic, found: WeeklySummary, first: date, last: date, group: int | None = None) -> None:
    wanted = {}
    for person in clinic.people:
        entry = naive_ledger.entry(clinic, person, first, last)
        groups = {clinic.meetings[cell.meeting].group for cell in entry.cells} if entry else set()
        if entry is not None and (group is None or group in groups):
            wanted[client_id(person.number)] = entry
    said = {one.client_id: the_program_says(one) for one in found.clients if group is None or one.hours.cells}
    assert said == wanted
    for one in found.groups:
        cells = [
            (entry, cell)
            for entry in wanted.values()
            for cell in entry.cells
            if group_id(clinic.meetings[cell.meeting].group) == one.group_id
        ]
        assert one.attended_minutes == sum(cell.attended for _entry, cell in cells)
        assert one.credited_minutes == sum(cell.credited for _entry, cell in cells)
        assert one.expected_minutes == sum(cell.asked for _entry, cell in cells)
        members = {id(entry): entry for entry, _cell in cells}.values()
        assert one.clients - len(members) in range(len(clinic.people))
        assert one.reached_goal >= sum(entry.credited >= entry.goal for entry in members)


def compare(clinic: Clinic, material: Material) -> None:
    for first, last in naive_ledger.weeks_of(clinic):
        assert programs.week_in(material.timeline, first) == programs.week_in(material.timeline, last) == (first, last)
        compare_week(clinic, summary_of(material, first, last), first, last)


@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(clinics(most_people=10, most_weeks=3))
def test_every_figure_agrees_with_the_ledger_kept_minute_by_minute(clinic: Clinic) -> None:
    compare(clinic, in_memory(clinic))


@pytest.mark.slow
@pytest.mark.timeout(4 * 60 * 60)
@settings(max_examples=2_000, deadline=None, suppress_health_check=list(HealthCheck), print_blob=True)
@given(clinics())
def test_every_figure_of_two_thousand_clinics_agrees(clinic: Clinic) -> None:
    event(f"{len(clinic.people) // 20 * 20} clients and more")
    compare(clinic, in_memory(clinic))


class RolledBackError(Exception):
    """Raised at the end of a try, so that one file serves every clinic."""


def compare_through_a_store(clinic: Clinic, engine: Engine, week: int, group: int) -> None:
    store = Store(engine, clock=FakeClock(instant(clinic.now)), feed=ChangeFeed())
    weeks = naive_ledger.weeks_of(clinic)
    first, last = weeks[week % len(weeks)]
    group %= len(clinic.bands)

    def written_and_read(work: UnitOfWork) -> Change[None]:
        write(work, clinic)
        work.rows.flush()
        compare_week(clinic, summaries.weekly_summary(work, first), first, last)
        compare_week(clinic, summaries.weekly_summary(work, last, group_id(group)), first, last, group)
        raise RolledBackError

    store.sign_in(store.read(people.facilitators)[0].id)
    with pytest.raises(RolledBackError):
        store.write(written_and_read)


@settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
@given(clinic=clinics(most_people=6, most_weeks=2), week=st.integers(0, 20), group=st.integers(0, 3))
def test_what_a_real_store_answers_agrees_too(
    store: Store, engine: Engine, clinic: Clinic, week: int, group: int
) -> None:
    del store
    compare_through_a_store(clinic, engine, week, group)


@pytest.mark.slow
@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(clinic=clinics(most_people=25, most_weeks=6), week=st.integers(0, 20), group=st.integers(0, 3))
def test_a_hundred_and_twenty_clinics_agree_through_a_real_store(
    store: Store, engine: Engine, clinic: Clinic, week: int, group: int
) -> None:
    del store
    compare_through_a_store(clinic, engine, week, group)

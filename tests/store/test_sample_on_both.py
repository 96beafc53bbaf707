"""The sample clinic, eight weeks of it, gives the same answers from either store."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlalchemy.engine import Engine

from coordinator import attendance, audit, notes, people, programs, roster, sample_clinic, sessions, summaries, today
from coordinator.changes import ChangeFeed
from coordinator.sample_clinic import Scale
from coordinator.store.engine import LocalStore
from coordinator.store.unit_of_work import Store
from tests.fakes import FakeClock

FIRST, LAST = date(2026, 1, 5), date(2026, 3, 29)


def filled(engine: Engine, clock: FakeClock, scale: Scale) -> Store:
    store = Store(engine, clock=clock, feed=ChangeFeed())
    store.write(programs.create_program, "A clinic", "America/New_York")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW").outcome)
    store.write(sample_clinic.fill, scale)
    return store


def answers(store: Store) -> dict[str, object]:
    """What screens show of the clinic, without the ids, which are each store's own."""
    week = store.read(summaries.weekly_summary, date(2026, 3, 4))
    day, unfinished = store.read(today.today), store.read(today.to_finish)
    everybody = store.read(roster.clients, standing=roster.Standing.ALL)
    return {
        "clients": [(line.name, line.code, line.standing) for line in everybody],
        "groups": [(group.name, group.capacity, group.zone) for group in store.read(roster.groups)],
        "sessions": [
            (one.group_name, one.service_date, one.starts_at, one.status, one.planned_minutes, one.substitute)
            for one in store.read(sessions.sessions_between, FIRST, LAST)
        ],
        "attendance": sorted(
            (fact.service_date, str(fact.label), fact.attended_minutes or 0, fact.planned_minutes)
            for fact in store.read(attendance.attendance_between, FIRST, LAST)
        ),
        "week": [
            (one.name, one.hours.attended, one.hours.goal, one.notes_due, one.notes_signed) for one in week.clients
        ],
        "unsigned": len(store.read(notes.unsigned)),
        "today": (day.day, [(todo.kind, todo.count) for todo in unfinished.todos], len(day.sessions), day.is_sample),
        "moments": [moment.due_at for moment in store.read(sessions.moments, timedelta(hours=48))],
        "entries": store.read(audit.verify).entries,
        "intact": store.read(audit.verify).intact,
    }


@pytest.mark.postgres
@pytest.mark.parametrize("scale", [Scale.SMALL, pytest.param(Scale.CLINIC, marks=pytest.mark.slow)])
def test_the_sample_clinic_is_the_same_in_a_file_and_in_a_shared_store(
    local_store: LocalStore, shared_engine: Engine, clock: FakeClock, scale: Scale
) -> None:
    here, there = (filled(engine, clock, scale) for engine in (local_store.engine, shared_engine))
    expected = answers(here)
    assert answers(there) == expected
    assert expected["intact"]
    assert there.write(sample_clinic.remove_sample).outcome == here.write(sample_clinic.remove_sample).outcome
    assert answers(there) == answers(here)

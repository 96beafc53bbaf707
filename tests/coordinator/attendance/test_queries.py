"""The sheet of a session: whole, read again, and with people of one name."""

from __future__ import annotations

from datetime import timedelta

import pytest

from coordinator import attendance
from coordinator.attendance import AttendanceSheet, Timing
from coordinator.changes import Change
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, ClientId, Mark, Topic
from tests.builders import a_client
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock


@pytest.fixture
def clinic(store: Store) -> Clinic:
    return a_clinic(store)


def at(clock: FakeClock, minutes: int) -> None:
    clock.set(NINE + timedelta(minutes=minutes))


def the_sheet(store: Store, clinic: Clinic) -> AttendanceSheet:
    return store.read(attendance.sheet, clinic.session_id)


def test_same_names_are_told_apart(store: Store, clinic: Clinic) -> None:
    def build(work: UnitOfWork) -> Change[ClientId]:
        client_id = a_client(work, name="Amara Osei", code="B-2000", group_id=clinic.group_id)
        return Change(Action.ADD_CLIENT, client_id, frozenset({Topic.ROSTER}), client_id)

    store.write(build)
    same = [line for line in the_sheet(store, clinic).lines if line.same_name]
    assert [line.code for line in same] == ["A-1040", "B-2000"]


def test_reading_marks_again_gives_what_reading_everything_gives(
    store: Store, clinic: Clinic, clock: FakeClock
) -> None:
    before = the_sheet(store, clinic)
    at(clock, 30)
    store.write(attendance.stamp, clinic.session_id, clinic["Elias"], Timing.LATE)
    store.write(attendance.mark, clinic.session_id, clinic["Hana"], Mark.ABSENT)
    store.write(attendance.confirm_location, clinic.session_id, clinic["Amara"], "Motel, Rutland, VT")
    at(clock, 74)
    assert store.read(attendance.marks_again, before) == the_sheet(store, clinic)


def test_a_walk_in_makes_the_whole_sheet_be_read(store: Store, clinic: Clinic, clock: FakeClock) -> None:
    before = the_sheet(store, clinic)

    def build(work: UnitOfWork) -> Change[ClientId]:
        client_id = a_client(work, name="Walk In")
        return Change(Action.ADD_CLIENT, client_id, frozenset({Topic.ROSTER}), client_id)

    visitor = store.write(build).outcome
    at(clock, 5)
    store.write(attendance.mark, clinic.session_id, visitor, Mark.PRESENT)
    assert store.read(attendance.marks_again, before).lines[-1].name == "Walk In"

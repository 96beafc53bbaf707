"""What a change after the signature or the export leaves behind: an addendum to write, a summary to export again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from coordinator import attendance, notes, sessions, today
from coordinator.attendance import Notice
from coordinator.changes import Change
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ExportRequest
from coordinator.summaries.logbook import record_export
from coordinator.today import Todo, TodoKind
from coordinator.vocabulary import Mark
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic, a_morning
from tests.coordinator.notes.note_builders import written
from tests.fakes import FakeClock


def a_held_session(store: Store, clock: FakeClock) -> Clinic:
    clinic = a_clinic(store)
    a_morning(store, clock, clinic)
    clock.set(NINE + timedelta(minutes=180))
    store.write(sessions.end_session, clinic.session_id)
    return clinic


def left(store: Store, kind: TodoKind) -> list[Todo]:
    return [one for one in store.read(today.to_finish).todos if one.kind is kind]


def undo(store: Store, change: Change[object]) -> None:
    assert change.undo is not None
    store.write(change.undo)


def test_a_change_after_the_signature_asks_for_an_addendum_until_one_is_written(store: Store, clock: FakeClock) -> None:
    clinic = a_held_session(store, clock)
    session, elias = clinic.session_id, clinic["Elias"]
    digest = store.write(notes.save_draft, session, elias, written()).outcome
    store.write(notes.sign, session, elias, digest)
    clock.advance(minutes=5)
    store.write(attendance.mark, session, clinic["Ben"], Mark.ABSENT)
    assert left(store, TodoKind.ADDENDUM) == [], "another client's mark is not in this note"
    change = store.write(attendance.set_minutes, session, elias, attendance.Timing.LATE, 30)
    assert Notice.NOTE_SIGNED in change.outcome.notices
    (wanted,) = left(store, TodoKind.ADDENDUM)
    assert (wanted.client_id, wanted.session_id) == (elias, session)
    undo(store, change)
    assert left(store, TodoKind.ADDENDUM) == [], "what was put back needs no addendum"
    clock.advance(minutes=1)
    store.write(attendance.set_minutes, session, elias, attendance.Timing.LATE, 31)
    assert len(left(store, TodoKind.ADDENDUM)) == 1
    clock.advance(minutes=1)
    store.write(notes.add_addendum, session, elias, "Elias arrived 31 minutes late.")
    assert left(store, TodoKind.ADDENDUM) == []
    clock.advance(minutes=1)
    store.write(attendance.set_minutes, session, elias, attendance.Timing.LATE, 33)
    assert len(left(store, TodoKind.ADDENDUM)) == 1


def test_a_change_after_the_export_makes_it_outdated_until_it_is_exported_again(store: Store, clock: FakeClock) -> None:
    clinic = a_held_session(store, clock)
    day = NINE.date()
    request = ExportRequest(day=day, group_id=clinic.group_id, folder=Path())
    monday = day - timedelta(days=2)
    store.write(record_export, request, "MA-1", monday, "0" * 64)
    clock.advance(minutes=5)
    assert left(store, TodoKind.OUTDATED) == []
    change = store.write(attendance.mark, clinic.session_id, clinic["Ben"], Mark.ABSENT)
    assert Notice.EXPORT_OUTDATED in change.outcome.notices
    (outdated,) = left(store, TodoKind.OUTDATED)
    assert outdated.starts_on == monday
    undo(store, change)
    assert left(store, TodoKind.OUTDATED) == []
    clock.advance(minutes=1)
    store.write(attendance.mark, clinic.session_id, clinic["Ben"], Mark.EXCUSED)
    clock.advance(minutes=1)
    store.write(record_export, request, "MA-2", monday, "1" * 64)
    assert left(store, TodoKind.OUTDATED) == []


def test_an_export_of_one_client_is_outdated_by_that_client_alone(store: Store, clock: FakeClock) -> None:
    clinic = a_held_session(store, clock)
    day = NINE.date()
    request = ExportRequest(day=day, group_id=clinic.group_id, folder=Path(), client_id=clinic["Elias"])
    store.write(record_export, request, "MA-1", day - timedelta(days=2), "0" * 64)
    clock.advance(minutes=5)
    other = store.write(attendance.mark, clinic.session_id, clinic["Ben"], Mark.ABSENT)
    assert Notice.EXPORT_OUTDATED not in other.outcome.notices
    assert left(store, TodoKind.OUTDATED) == []
    store.write(attendance.mark, clinic.session_id, clinic["Elias"], Mark.ABSENT)
    assert len(left(store, TodoKind.OUTDATED)) == 1


def test_a_change_that_was_exported_and_taken_back_afterwards_makes_the_export_outdated(
    store: Store, clock: FakeClock
) -> None:
    clinic = a_held_session(store, clock)
    clock.advance(minutes=1)
    change = store.write(attendance.mark, clinic.session_id, clinic["Ben"], Mark.ABSENT)
    clock.advance(minutes=1)
    request = ExportRequest(day=NINE.date(), group_id=clinic.group_id, folder=Path())
    store.write(record_export, request, "MA-1", NINE.date() - timedelta(days=2), "0" * 64)
    assert left(store, TodoKind.OUTDATED) == []
    clock.advance(minutes=1)
    undo(store, change)
    assert len(left(store, TodoKind.OUTDATED)) == 1, "the file tells the mark that is no longer there"


def test_a_step_out_that_the_export_told_and_that_is_gone_since_makes_it_outdated(
    store: Store, clock: FakeClock
) -> None:
    clinic = a_clinic(store)
    a_morning(store, clock, clinic)
    session, amara = clinic.session_id, clinic["Amara"]
    stepped = store.write(attendance.step_out, session, amara)
    clock.advance(minutes=12)
    back = store.write(attendance.come_back, session, amara)
    clock.set(NINE + timedelta(minutes=180))
    store.write(sessions.end_session, session)
    request = ExportRequest(day=NINE.date(), group_id=clinic.group_id, folder=Path(), client_id=amara)
    store.write(record_export, request, "MA-1", NINE.date() - timedelta(days=2), "0" * 64)
    clock.advance(minutes=5)
    assert left(store, TodoKind.OUTDATED) == []
    undo(store, back)
    assert stepped.undo is not None
    removed = store.write(stepped.undo)
    assert len(left(store, TodoKind.OUTDATED)) == 1, "twelve minutes more than the file says"
    undo(store, removed)
    assert len(left(store, TodoKind.OUTDATED)) == 1, "she is out again, and has not come back"


def test_a_step_out_that_was_removed_and_put_back_leaves_the_export_as_it_is(store: Store, clock: FakeClock) -> None:
    clinic = a_clinic(store)
    a_morning(store, clock, clinic)
    stepped = store.write(attendance.step_out, clinic.session_id, clinic["Amara"])
    clock.set(NINE + timedelta(minutes=180))
    store.write(sessions.end_session, clinic.session_id)
    request = ExportRequest(day=NINE.date(), group_id=clinic.group_id, folder=Path())
    store.write(record_export, request, "MA-1", NINE.date() - timedelta(days=2), "0" * 64)
    clock.advance(minutes=5)
    assert stepped.undo is not None
    removed = store.write(stepped.undo)
    assert len(left(store, TodoKind.OUTDATED)) == 1
    undo(store, removed)
    assert left(store, TodoKind.OUTDATED) == []

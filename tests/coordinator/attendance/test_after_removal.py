"""Removal asks for care, steps out have times, a make-up knows what it is for, limits ask for a review."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from coordinator import attendance, programs
from coordinator.attendance import NothingWritten, Notice, NotMarkable, NotMissed
from coordinator.changes import Change
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId, Mark, SessionStatus, Topic, WalkInReason
from tests.builders import a_group, a_session
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    clinic = a_clinic(store)
    clock.set(NINE + timedelta(minutes=12))
    return clinic


def line(store: Store, clinic: Clinic, name: str) -> attendance.AttendanceLine:
    found = store.read(attendance.sheet, clinic.session_id).line(clinic[name])
    assert found is not None
    return found


def undo(store: Store, change: Change[object]) -> Change[object]:
    assert change.undo is not None
    return store.write(change.undo)


# -- removal


def test_a_removal_raises_a_task_that_stays_until_somebody_says_what_came_of_it(
    store: Store, clock: FakeClock, clinic: Clinic
) -> None:
    change = store.write(attendance.remove_from_session, clinic.session_id, clinic["Elias"])
    assert Notice.SAFETY_TASK in change.outcome.notices
    (task,) = store.read(attendance.safety_tasks)
    assert (task.client_name, task.session_id, task.raised_at) == ("Elias Brandt", clinic.session_id, clock.now())
    again = store.write(attendance.remove_from_session, clinic.session_id, clinic["Elias"])
    assert not again.topics
    assert len(store.read(attendance.safety_tasks)) == 1
    store.write(attendance.mark, clinic.session_id, clinic["Elias"], Mark.PRESENT)
    assert len(store.read(attendance.safety_tasks)) == 1, "a corrected mark does not look after anybody"
    with pytest.raises(NothingWritten):
        store.write(attendance.finish_safety_task, task.id, "  ")
    done = store.write(attendance.finish_safety_task, task.id, "Reached; sister drives him home")
    assert store.read(attendance.safety_tasks) == ()
    undo(store, done)
    assert len(store.read(attendance.safety_tasks)) == 1


def test_undoing_a_removal_takes_its_task_back_and_redo_raises_it(store: Store, clinic: Clinic) -> None:
    change = store.write(attendance.remove_from_session, clinic.session_id, clinic["Elias"])
    back = undo(store, change)
    assert store.read(attendance.safety_tasks) == ()
    assert line(store, clinic, "Elias").mark is Mark.UNMARKED
    redone = undo(store, back)
    assert len(store.read(attendance.safety_tasks)) == 1
    assert line(store, clinic, "Elias").mark is Mark.REMOVED
    undo(store, redone)
    assert store.read(attendance.safety_tasks) == ()


# -- several stretches


def test_a_step_out_longer_than_what_is_merged_takes_its_minutes(
    store: Store, clock: FakeClock, clinic: Clinic
) -> None:
    ben = clinic["Ben"]
    with pytest.raises(NotMarkable):
        store.write(attendance.step_out, clinic.session_id, ben)
    store.write(attendance.mark, clinic.session_id, ben, Mark.PRESENT)
    clock.set(NINE + timedelta(minutes=30))
    out = store.write(attendance.step_out, clinic.session_id, ben)
    clock.set(NINE + timedelta(minutes=45))
    away = line(store, clinic, "Ben")
    assert (away.out_since, away.attended_minutes) == (NINE + timedelta(minutes=30), 30)
    back = store.write(attendance.come_back, clinic.session_id, ben)
    clock.set(NINE + timedelta(minutes=180))
    assert line(store, clinic, "Ben").attended_minutes == 165
    (fact,) = store.read(attendance.attendance_between, date(2026, 3, 11), date(2026, 3, 11), None, ben)
    assert fact.attended_minutes == 165
    undo(store, back)
    assert line(store, clinic, "Ben").attended_minutes == 30
    undo(store, out)
    assert line(store, clinic, "Ben").attended_minutes == 180


def test_a_short_drop_is_kept_and_merged(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    ben = clinic["Ben"]
    store.write(attendance.mark, clinic.session_id, ben, Mark.PRESENT)
    dropped = store.write(attendance.log_disconnection, clinic.session_id, ben).outcome
    clock.set(NINE + timedelta(minutes=20))
    store.write(attendance.reconnected, dropped)
    clock.set(NINE + timedelta(minutes=60))
    found = line(store, clinic, "Ben")
    assert (found.attended_minutes, len(found.gaps)) == (60, 1)


def test_who_left_early_and_comes_back_has_two_stretches(store: Store, clock: FakeClock, clinic: Clinic) -> None:
    ben = clinic["Ben"]
    store.write(attendance.mark, clinic.session_id, ben, Mark.PRESENT)
    clock.set(NINE + timedelta(minutes=60))
    store.write(attendance.stamp, clinic.session_id, ben, attendance.Timing.LEFT_EARLY)
    clock.set(NINE + timedelta(minutes=90))
    change = store.write(attendance.come_back, clinic.session_id, ben)
    clock.set(NINE + timedelta(minutes=100))
    store.write(attendance.step_out, clinic.session_id, ben)
    clock.set(NINE + timedelta(minutes=130))
    store.write(attendance.come_back, clinic.session_id, ben)
    clock.set(NINE + timedelta(minutes=180))
    found = line(store, clinic, "Ben")
    assert (found.left_early, found.attended_minutes, len(found.spans)) == (False, 120, 3)
    history = store.read(attendance.evidence, clinic.session_id, ben).history
    assert [one.action for one in history][:3] == [Action.COME_BACK, Action.STEP_OUT, Action.COME_BACK]
    redo = undo(store, change)
    assert line(store, clinic, "Ben").left_early_minutes == 120
    undo(store, redo)
    assert line(store, clinic, "Ben").left_early is False
    with pytest.raises(NotMarkable):
        store.write(attendance.come_back, clinic.session_id, ben)


# -- make-ups


def a_missed_monday(store: Store, clinic: Clinic) -> GroupSessionId:
    def build(work: UnitOfWork) -> Change[GroupSessionId]:
        monday = datetime(2026, 3, 9, 9)  # noqa: DTZ001  a wall time
        made = a_session(work, clinic.group_id, local_start=monday, status=SessionStatus.HELD)
        return Change(Action.PLAN_SESSIONS, made, frozenset({Topic.SESSIONS}), made)

    monday = store.write(build).outcome
    store.write(attendance.mark, monday, clinic["Hana"], Mark.ABSENT)
    return monday


def another_group(store: Store) -> GroupSessionId:
    def build(work: UnitOfWork) -> Change[GroupSessionId]:
        made = a_session(work, a_group(work, name="DBT Skills", short_code="DBT"), status=SessionStatus.LIVE)
        return Change(Action.PLAN_SESSIONS, made, frozenset({Topic.SESSIONS}), made)

    return store.write(build).outcome


def test_a_make_up_names_the_session_it_makes_up_and_the_absence_stays(store: Store, clinic: Clinic) -> None:
    monday, elsewhere, hana = a_missed_monday(store, clinic), another_group(store), clinic["Hana"]
    (missed,) = store.read(attendance.missed_sessions, elsewhere, hana)
    assert (missed.session_id, missed.group_name, missed.service_date) == (monday, "Mood & Anxiety", date(2026, 3, 9))
    change = store.write(attendance.add_walk_in, elsewhere, hana, WalkInReason.MAKE_UP, makes_up_id=monday)
    found = store.read(attendance.sheet, elsewhere).line(hana)
    assert found is not None
    assert found.walk_in is not None
    assert found.walk_in.makes_up == missed
    known = store.read(attendance.evidence, monday, hana)
    assert known.mark is Mark.ABSENT
    assert known.made_up is not None
    assert (known.made_up.session_id, known.made_up.group_name) == (elsewhere, "DBT Skills")
    assert store.read(attendance.missed_sessions, elsewhere, hana) == ()
    redo = undo(store, change)
    assert len(store.read(attendance.missed_sessions, elsewhere, hana)) == 1
    undo(store, redo)
    assert store.read(attendance.missed_sessions, elsewhere, hana) == ()


def test_nobody_makes_up_for_what_they_did_not_miss(store: Store, clinic: Clinic) -> None:
    monday, elsewhere = a_missed_monday(store, clinic), another_group(store)
    with pytest.raises(NotMissed):
        store.write(attendance.add_walk_in, elsewhere, clinic["Ben"], WalkInReason.MAKE_UP, makes_up_id=monday)


# -- limits


def test_the_programs_limit_of_absences_asks_for_a_review_and_never_more(store: Store, clinic: Clinic) -> None:
    program = store.read(programs.program)
    rules = store.read(programs.rules_on, date(2026, 3, 11))
    limited = programs.ProgramRules(effective_from=rules.effective_from, absence_limit=2, absence_limit_weeks=12)
    monday = a_missed_monday(store, clinic)
    store.write(attendance.mark, monday, clinic["Hana"], Mark.ABSENT, announced=True)
    store.write(attendance.mark, clinic.session_id, clinic["Hana"], Mark.ABSENT, announced=True)
    assert store.read(attendance.absences_to_review) == ()
    store.write(programs.change_rules, program.id, limited)
    (streak,) = store.read(attendance.absences_to_review)
    assert (streak.client_id, streak.count, streak.weeks) == (clinic["Hana"], 2, 12)
    store.write(attendance.review_absences, clinic["Hana"], streak.last_on, "Contract signed")
    assert store.read(attendance.absences_to_review) == ()
    assert len(store.read(attendance.sheet, clinic.session_id).lines) == 10

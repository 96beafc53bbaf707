"""Who is missing once the grace period is over, and absences in a row that ask for a review."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from coordinator import attendance
from coordinator.changes import Change
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId, Mark, SessionStatus, Topic
from tests.builders import a_session
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    clinic = a_clinic(store)
    clock.set(NINE + timedelta(minutes=12))
    return clinic


def test_the_missing_are_named_from_the_end_of_the_grace_period_on(
    store: Store, clock: FakeClock, clinic: Clinic
) -> None:
    for name in ("Amara", "Ben"):
        store.write(attendance.mark, clinic.session_id, clinic[name], Mark.PRESENT)
    clock.set(NINE + timedelta(minutes=9))
    assert store.read(attendance.sheet, clinic.session_id).missing == ()
    clock.set(NINE + timedelta(minutes=10))
    assert len(store.read(attendance.sheet, clinic.session_id).missing) == 8


def past_sessions(store: Store, clinic: Clinic, marks: list[tuple[Mark, bool]]) -> list[GroupSessionId]:
    """Sessions of the weeks before, oldest first, with Hana's marks."""
    made: list[GroupSessionId] = []

    def build(work: UnitOfWork) -> Change[None]:
        for number in range(len(marks)):
            start = datetime(2026, 3, 11, 9) - timedelta(days=2 * (len(marks) - number))  # noqa: DTZ001  a wall time
            made.append(a_session(work, clinic.group_id, local_start=start, status=SessionStatus.HELD))
        return Change(Action.PLAN_SESSIONS, None, frozenset({Topic.SESSIONS}), None)

    store.write(build)
    for session_id, (mark, announced) in zip(made, marks, strict=True):
        store.write(attendance.mark, session_id, clinic["Hana"], mark, announced=announced)
    return made


def test_three_absences_in_a_row_without_notice_ask_for_a_review(store: Store, clinic: Clinic) -> None:
    away = (Mark.ABSENT, False)
    past_sessions(store, clinic, [(Mark.PRESENT, False), away, away])
    assert store.read(attendance.absences_to_review) == ()
    store.write(attendance.mark, clinic.session_id, clinic["Hana"], Mark.ABSENT)
    (streak,) = store.read(attendance.absences_to_review)
    assert (streak.name, streak.count, streak.last_on) == ("Hana Kim", 3, date(2026, 3, 11))
    assert streak.last_session_id == clinic.session_id
    review = store.write(attendance.review_absences, clinic["Hana"], streak.last_on, "Called the case manager")
    assert store.read(attendance.absences_to_review) == ()
    assert review.undo is not None
    store.write(review.undo)
    assert len(store.read(attendance.absences_to_review)) == 1


@pytest.mark.parametrize("between", [(Mark.ABSENT, True), (Mark.EXCUSED, True), (Mark.PRESENT, False)])
def test_notice_or_presence_ends_a_row_of_absences(store: Store, clinic: Clinic, between: tuple[Mark, bool]) -> None:
    away = (Mark.ABSENT, False)
    past_sessions(store, clinic, [away, away, between, away, away])
    assert store.read(attendance.absences_to_review) == ()

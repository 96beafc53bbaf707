"""What a session does by keyboard beside the marks: steps out, make-ups, places that are asked about, help numbers."""

from __future__ import annotations

from datetime import datetime

from pytestqt.qtbot import QtBot

from coordinator import attendance
from coordinator.changes import Change
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId, Mark, SessionStatus, Topic, WalkInReason
from tests.builders import a_session
from tests.ui.session.conftest import Desk
from tests.ui.session.test_in_session import a_stranger, texts
from tests.ui.session.test_page import bars, choose, press
from ui.widgets import LinkButton


def test_stepping_out_and_back_is_one_key_each_and_shows_in_the_row(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "p", "1")
    desk.minute(30)
    press(qtbot, desk, "b")
    row = desk.page.list.rows[0]
    assert row.minutes.text() == "Out since 9:30"
    assert "stepped out" in row.accessibleName()
    desk.minute(50)
    press(qtbot, desk, "b")
    desk.minute(60)
    assert desk.page.list.rows[0].minutes.text() == "40 min"
    assert len(desk.line("Amara").spans) == 2
    desk.bridge.undo()
    assert desk.page.list.rows[0].minutes.text() == "Out since 9:30"


def test_who_left_early_is_back_with_the_same_key(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "p", "1")
    desk.minute(30)
    press(qtbot, desk, "d", "Enter")
    desk.minute(45)
    press(qtbot, desk, "b")
    assert not desk.line("Amara").left_early
    assert not desk.page.list.rows[0].buttons["leftEarly"].isChecked()
    assert desk.line("Amara").attended_minutes == 30


def test_only_who_is_here_can_step_out(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "b")
    assert bars(desk) == ["Only a client who is here can step out, while the session runs. Mark them first."]


def test_a_place_without_a_state_is_asked_about_and_the_home_state_is_one_key(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+V", *"Library", "Enter")
    assert bars(desk) == ["In which state is Amara Osei now? The location names none."]
    assert desk.line("Amara").location_confirmed_at is None
    press(qtbot, desk, "Enter")
    line = desk.line("Amara")
    assert (line.location, line.location_state) == ("Library", "NY")
    assert desk.page.list.hasFocus()
    assert bars(desk) == []


def test_a_state_that_is_none_is_asked_again(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+V", *"Paris", "Enter", *"Narnia", "Enter")
    asked = "“Narnia” is not a state. In which state is Amara Osei now? Type its name or two letters."
    assert bars(desk) == [asked]
    press(qtbot, desk, *"texas", "Enter")
    assert desk.line("Amara").location_state == "TX"


def test_a_car_is_asked_about(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+V", *"Car, Troy, NY", "Enter")
    assert bars(desk) == ["Is Amara Osei driving? Nobody takes part at the wheel, and location is not confirmed yet."]
    parked = next(one for one in desk.page.findChildren(LinkButton) if one.text() == "Parked")
    parked.click()
    assert desk.line("Amara").location_state == "NY"


def test_a_removal_says_that_today_asks_for_care(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "p", "1", "Shift+R")
    assert bars(desk) == ["Removed. Today asks for this client to be looked after."]
    assert [one.client_name for one in desk.store.read(attendance.safety_tasks)] == ["Amara Osei"]


def test_the_call_back_number_is_confirmed_with_the_location(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Ben")
    desk.page.side.callback.setFocus()
    press(qtbot, desk, *"555 0123", "Enter")
    line = desk.line("Ben")
    assert (line.callback_today, line.callback_confirmed_at is not None) == ("555 0123", True)
    press(qtbot, desk, "F9")
    assert "Call the client back, number confirmed at 9:12 AM" in texts(desk)
    assert "555 0123" in texts(desk)


def test_the_local_emergency_number_of_today_is_noted_on_the_card(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Ben")
    press(qtbot, desk, "F9")
    assert "No local number on record" in texts(desk)
    number = desk.page.cards.help.number
    assert number is not None
    number.setFocus()
    press(qtbot, desk, *"518 555 0111", "Enter")
    assert "518 555 0111" in texts(desk)


def test_a_make_up_names_the_missed_session(qtbot: QtBot, desk: Desk) -> None:
    ines = a_stranger(desk)

    def missed(work: UnitOfWork) -> Change[GroupSessionId]:
        monday = datetime(2026, 3, 9, 9)  # noqa: DTZ001  a wall time
        made = a_session(work, desk.clinic.group_id, local_start=monday, status=SessionStatus.HELD)
        return Change(Action.PLAN_SESSIONS, made, frozenset({Topic.SESSIONS}), made)

    monday = desk.store.write(missed).outcome
    desk.store.write(attendance.mark, monday, ines, Mark.ABSENT)
    press(qtbot, desk, "w", *"ines", "Enter")
    form = desk.page.cards.walk_in
    form.reason.choose(WalkInReason.MAKE_UP.value)
    form.reason.chosen.emit(WalkInReason.MAKE_UP.value)
    assert [one.text() for one in form.missed.buttons] == ["Mood & Anxiety, Mar 9", "None of these"]
    form.add.click()
    line = desk.line_of(ines)
    assert line.walk_in is not None
    assert line.walk_in.makes_up is not None
    assert line.walk_in.makes_up.session_id == monday

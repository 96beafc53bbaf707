"""Attendance by keyboard, as somebody leading a group does it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot

from coordinator import people
from coordinator.vocabulary import AttendanceLabel, ExcuseReason, Mark, OutreachOutcome, SessionStatus
from tests.coordinator.attendance.clinic import MORNING_REPORT, a_zoom_report
from tests.ui.session.conftest import Desk
from ui.widgets import InfoBar, LinkButton

KEYS = {
    "Enter": Qt.Key.Key_Return,
    "Esc": Qt.Key.Key_Escape,
    "Down": Qt.Key.Key_Down,
    "Backspace": Qt.Key.Key_Backspace,
    "F9": Qt.Key.Key_F9,
}


def press(qtbot: QtBot, desk: Desk, *keys: str) -> None:
    """Press keys where the focus is, as a keyboard does."""
    for key in keys:
        target = QApplication.activePopupWidget() or QApplication.focusWidget() or desk.page.list
        plain = key.removeprefix("Shift+")
        held = Qt.KeyboardModifier.ShiftModifier if plain != key else Qt.KeyboardModifier.NoModifier
        qtbot.keyClick(target, KEYS.get(plain, plain), held)


def choose(desk: Desk, name: str) -> None:
    desk.page.list.choose(desk.clinic[name])


def bars(desk: Desk) -> list[str]:
    return [bar.accessibleName() for bar in desk.page.findChildren(InfoBar) if bar.isVisible()]


def test_nobody_is_marked_and_the_first_row_is_chosen(desk: Desk) -> None:
    assert [row.name.text() for row in desk.page.list.rows][:2] == ["Amara Osei", "Ben Castellano"]
    assert desk.page.list.current == desk.clinic["Amara"]
    assert not any(button.isChecked() for row in desk.page.list.rows for button in row.buttons.values())


def test_present_moves_down(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "p", " ")
    assert desk.line("Amara").mark is Mark.PRESENT
    assert desk.line("Ben").mark is Mark.PRESENT
    assert desk.page.list.current == desk.clinic["Chloe"]
    row = desk.page.list.rows[0]
    assert row.buttons["present"].isChecked()
    assert row.minutes.text() == "12 min"


def test_late_twelve_minutes_is_four_keys(qtbot: QtBot, desk: Desk) -> None:
    desk.minute(20)
    choose(desk, "Elias")
    press(qtbot, desk, "l")
    assert desk.page.list.rows[4].editor.text() == "20"
    press(qtbot, desk, "1", "2", "Enter")
    assert desk.line("Elias").arrived_late_minutes == 12
    assert desk.page.list.rows[4].minutes.text() == "Late 12 min"
    assert desk.page.list.hasFocus()


def test_left_early_joins_late_and_escape_keeps_the_stamp(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Marcus")
    press(qtbot, desk, "l", "Esc")
    desk.minute(58)
    press(qtbot, desk, "d", "Down")
    line = desk.line("Marcus")
    assert (line.arrived_late_minutes, line.left_early_minutes) == (12, 122)
    assert desk.page.list.rows[8].minutes.text() == "Late 12, left 9:58"
    assert desk.page.list.current == desk.clinic["Tomás"]


def test_an_emptied_field_means_not_recorded(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "l", "Backspace", "Enter")
    line = desk.line("Amara")
    assert (line.label, line.arrived_late_minutes) == (AttendanceLabel.LATE, None)


def test_more_minutes_than_the_session_has_are_refused_in_words(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "l", "9", "9", "9", "Enter")
    assert desk.line("Amara").arrived_late_minutes == 12
    assert bars(desk) == ["The session lasts 180 minutes, so 999 minutes cannot be right. Nothing was changed."]


def test_excused_with_reason_is_two_keys(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "e")
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    press(qtbot, desk, "2")
    assert desk.line("Amara").reason is ExcuseReason.COURT
    assert desk.page.list.rows[0].minutes.text() == "Court or probation"


def test_absent_offers_the_outreach_log(qtbot: QtBot, desk: Desk) -> None:
    desk.minute(20)
    choose(desk, "Hana")
    press(qtbot, desk, "a")
    assert desk.page.list.rows[6].location.words == "Log outreach call"
    assert desk.page.list.rows[6].minutes.text() == "No-show"
    press(qtbot, desk, "v", "2")
    assert [one.outcome for one in desk.line("Hana").outreach] == [OutreachOutcome.NO_ANSWER]
    assert desk.page.list.rows[6].location.words == "Called 9:20 AM"


def test_backspace_clears_and_undo_brings_back(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "a", "Backspace")
    assert desk.line("Amara").mark is Mark.UNMARKED
    desk.bridge.undo()
    assert desk.line("Amara").mark is Mark.ABSENT
    assert desk.page.list.rows[0].buttons["absent"].isChecked()


def test_the_whole_group_is_one_key_and_one_undo(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Hana")
    press(qtbot, desk, "a", "Shift+P")
    assert desk.line("Hana").mark is Mark.ABSENT
    assert {desk.line(name).mark for name in ("Amara", "Tomás")} == {Mark.PRESENT}
    desk.bridge.undo()
    assert desk.line("Tomás").mark is Mark.UNMARKED
    assert desk.line("Hana").mark is Mark.ABSENT


def test_digits_jump_and_slash_finds(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "7")
    assert desk.page.list.current == desk.clinic["Hana"]
    press(qtbot, desk, "/", "m", "a", "r")
    assert desk.page.list.current == desk.clinic["Marcus"]
    press(qtbot, desk, "Enter")
    assert desk.page.list.hasFocus()


def test_letters_are_text_while_a_field_has_the_focus(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "n", *"palace", "Enter")
    assert [one.text for one in desk.line("Amara").observations] == ["palace"]
    assert desk.line("Amara").mark is Mark.UNMARKED
    assert desk.page.list.hasFocus()


def test_letters_can_be_turned_off(qtbot: QtBot, desk: Desk) -> None:
    desk.keys.take("", on=False)
    press(qtbot, desk, "p")
    assert desk.line("Amara").mark is Mark.UNMARKED


def test_location_and_contact_are_one_key(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Tomás")
    assert desk.page.side.location.text() == "Home, 418 Larch Ave, Unit 2"
    press(qtbot, desk, "v")
    assert desk.line("Tomás").contact_confirmed_at is not None
    assert desk.page.list.rows[9].location.words == "Home"
    assert desk.line("Amara").location_confirmed_at is None


def test_another_location_is_typed(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+V", *"Library, Rutland, VT", "Enter")
    assert desk.line("Amara").location == "Library, Rutland, VT"
    assert bars(desk) == ["You have no license on record for the state this client is in."]
    assert desk.page.list.rows[0].location.words == "Not licensed in VT"


def test_follow_up_is_one_key(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "f")
    assert [one.follow_up for one in desk.line("Amara").observations] == [True]


def test_rows_never_resort_and_the_focus_stays(qtbot: QtBot, desk: Desk) -> None:
    names = [row.name.text() for row in desk.page.list.rows]
    choose(desk, "Hana")
    press(qtbot, desk, "a", "7", "e", "1")
    assert [row.name.text() for row in desk.page.list.rows] == names
    assert desk.page.list.hasFocus()
    assert desk.page.list.current == desk.clinic["Hana"]


def test_screen_readers_hear_rows_and_buttons(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Elias")
    press(qtbot, desk, "l", "Enter", "v")
    row = desk.page.list.rows[4]
    assert row.accessibleName() == "5 of 10, Elias Brandt, late 12 minutes, location confirmed"
    assert row.buttons["present"].accessibleName() == "Present, Elias Brandt"


def test_hidden_names_are_initials_everywhere(qtbot: QtBot, desk: Desk) -> None:
    desk.names.set_hidden(True)
    texts = " ".join(
        text
        for child in desk.page.findChildren(QWidget)
        for text in (child.accessibleName(), getattr(child, "text", str)() if hasattr(child, "text") else "")
        if child.isVisible() and isinstance(text, str)
    )
    assert "T. R." in texts
    assert "Names hidden" in texts
    assert "Rivera" not in texts
    desk.names.set_hidden(False)
    assert desk.page.list.rows[9].name.text() == "Tomás Rivera"


def test_the_header_counts_and_shows_the_clock(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "Shift+P")
    desk.minute(74)
    assert desk.page.head.elapsed.text() == "1:14"
    assert desk.page.head.counts.accessibleName() == "10 present"
    assert desk.page.list.rows[0].minutes.text() == "1 h 14"


def test_ending_with_somebody_unmarked_asks_in_place(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, *"pppppppppp", "Backspace")
    desk.page.head.end.click()
    assert bars(desk) == ["1 client is not marked."]
    next(link for link in desk.page.findChildren(LinkButton) if link.text() == "Mark absent").click()
    assert desk.line("Tomás").mark is Mark.ABSENT
    sheet = desk.page.desk.sheet
    assert sheet is not None
    assert sheet.session.status is SessionStatus.HELD


def test_the_last_five_minutes_make_ending_the_main_action(desk: Desk, qtbot: QtBot) -> None:
    desk.minute(100)
    quiet = desk.page.head.end.grab().toImage()
    desk.minute(176)
    assert desk.page.head.end.grab().toImage() != quiet


def test_a_dropped_report_is_compared_and_applied(qtbot: QtBot, desk: Desk, report: Callable[[bytes], Path]) -> None:
    press(qtbot, desk, "Shift+P")
    desk.clock.set(desk.clock.now() + timedelta(minutes=180))
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(report(a_zoom_report(*MORNING_REPORT))))])
    buttons, held = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    desk.page.dropEvent(QDropEvent(QPointF(5, 5), Qt.DropAction.CopyAction, mime, buttons, held))
    assert desk.comparison.isVisible()
    desk.comparison.apply.click()
    assert desk.page.list.isVisible()
    assert desk.line("Dana").left_early_minutes == 29


@pytest.mark.parametrize("width", [1072, 828, 560, 400])
def test_narrow_windows_keep_marks_and_names(desk: Desk, qtbot: QtBot, width: int) -> None:
    desk.page.side.hide()
    desk.page.resize(width, 700)
    shown = desk.page.list if width >= 508 else desk.page.compact
    assert shown.isVisible()
    if shown is desk.page.list:
        row = desk.page.list.rows[0]
        assert row.buttons["excused"].geometry().right() < row.width()
        assert row.minutes.isVisible()


def test_the_compact_layout_takes_the_same_keys(desk: Desk, qtbot: QtBot) -> None:
    desk.page.side.hide()
    desk.page.resize(400, 700)
    desk.page.compact.setFocus()
    press(qtbot, desk, "p")
    press(qtbot, desk, "l", "7", "Enter", "a")
    assert desk.line("Amara").mark is Mark.PRESENT
    assert desk.line("Ben").mark is Mark.ABSENT


def test_that_no_licensed_states_are_on_record_is_said(qtbot: QtBot, desk: Desk) -> None:
    desk.store.sign_in(desk.store.write(people.add_facilitator, "Jonas Weber", "LPC").outcome)
    press(qtbot, desk, "v")
    told = "No licensed states are recorded for Jonas Weber; add them in Settings › General › People."
    assert bars(desk) == [told]
    assert desk.line("Amara").location_confirmed_at is not None

"""E, then Other: the reason is typed in the row itself."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import attendance
from coordinator.attendance import LONGEST_REASON
from coordinator.vocabulary import ExcuseReason, Mark
from tests.ui.session.conftest import FORMATS, Desk
from tests.ui.session.test_page import bars, choose, press
from ui.compact.window import CompactWindow
from ui.session.reason_field import ReasonField
from ui.theme import Theme

OTHER = str(list(ExcuseReason).index(ExcuseReason.OTHER) + 1)


def field(desk: Desk, name: str) -> ReasonField:
    return next(row for row in desk.page.list.rows if row.name.text().startswith(name)).reason


def test_other_opens_a_line_and_enter_keeps_what_was_typed(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "e", OTHER)
    assert field(desk, "Amara").isVisible()
    assert field(desk, "Amara").hasFocus()
    assert desk.line("Amara").mark is Mark.UNMARKED, "nothing is stored before Enter"
    press(qtbot, desk, *"power cut", "Enter")
    line = desk.line("Amara")
    assert (line.mark, line.reason, line.state.reason_note) == (Mark.EXCUSED, ExcuseReason.OTHER, "power cut")
    row = desk.page.list.rows[0]
    assert not row.reason.isVisible()
    assert desk.page.list.hasFocus()
    assert row.minutes.text() == "Other: power cut"
    assert row.toolTip() == "Other: power cut"
    assert "excused, Other: power cut" in row.accessibleName()
    assert "“power cut”" in told_history(qtbot, desk)
    desk.names.set_hidden(True)
    assert (row.minutes.text(), row.toolTip()) == ("Other", "Other")


def escape(qtbot: QtBot, desk: Desk) -> None:
    qtbot.keyClick(QApplication.focusWidget() or desk.page.list, Qt.Key.Key_Escape)


def told_history(qtbot: QtBot, desk: Desk) -> str:
    press(qtbot, desk, "h")
    texts = [one.text() for one in desk.page.cards.card.findChildren(type(desk.page.list.rows[0].number))]
    escape(qtbot, desk)
    return "\n".join(texts)


def test_escape_leaves_the_mark_as_it_was(qtbot: QtBot, desk: Desk) -> None:
    choose(desk, "Ben")
    press(qtbot, desk, "a")
    press(qtbot, desk, "e", OTHER, *"power")
    escape(qtbot, desk)
    assert (desk.line("Ben").mark, desk.line("Ben").state.reason_note) == (Mark.ABSENT, "")
    assert not field(desk, "Ben").isVisible()
    assert desk.page.list.hasFocus()


def test_what_is_on_record_can_be_changed_and_one_undo_brings_it_back(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "e", OTHER, *"power cut", "Enter")
    press(qtbot, desk, "e", OTHER)
    assert field(desk, "Amara").selectedText() == "power cut"
    press(qtbot, desk, *"bus strike", "Enter")
    assert desk.line("Amara").state.reason_note == "bus strike"
    desk.bridge.undo()
    assert desk.line("Amara").state.reason_note == "power cut"


def test_other_without_words_is_other(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "e", OTHER, "Enter")
    assert (desk.line("Amara").reason, desk.line("Amara").state.reason_note) == (ExcuseReason.OTHER, "")


def test_too_many_words_are_said_and_the_line_stays_open(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "e", OTHER)
    field(desk, "Amara").setText("x" * (LONGEST_REASON + 1))
    press(qtbot, desk, "Enter")
    assert field(desk, "Amara").isVisible()
    assert any(f"has {LONGEST_REASON + 1} characters and may have {LONGEST_REASON}" in said for said in bars(desk))
    assert desk.line("Amara").mark is Mark.UNMARKED
    field(desk, "Amara").setText("bus strike")
    press(qtbot, desk, "Enter")
    assert desk.line("Amara").state.reason_note == "bus strike"


def test_another_window_in_front_leaves_the_line_open(qtbot: QtBot, desk: Desk) -> None:
    press(qtbot, desk, "e", OTHER, *"bus")
    field(desk, "Amara").clearFocus()
    assert desk.line("Amara").state.reason_note == "bus", "elsewhere in the window keeps it, as with minutes"


@pytest.mark.parametrize("key", ["Enter", "Escape"])
def test_the_compact_window_has_the_line_too(qtbot: QtBot, theme: Theme, desk: Desk, key: str) -> None:
    window = CompactWindow(theme, desk.page.desk, FORMATS, desk.names, product="Session Coordinator")
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    desk.page.refresh()
    qtbot.waitUntil(lambda: window.view.current is not None)
    window.view.setFocus()
    qtbot.keyClick(window.view, "e")
    qtbot.keyClick(QApplication.activePopupWidget(), OTHER)
    line = window.view.findChildren(ReasonField)[0]
    assert line.isVisible()
    qtbot.keyClicks(line, "bus strike")
    qtbot.keyClick(line, Qt.Key.Key_Return if key == "Enter" else Qt.Key.Key_Escape)
    kept = desk.store.read(attendance.sheet, desk.clinic.session_id).lines[0].state.reason_note
    assert kept == ("bus strike" if key == "Enter" else "")
    window.hide()

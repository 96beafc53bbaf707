"""Other letters than the usual ones: in the list, the compact layout, on caps, in tooltips and in the overview."""

from __future__ import annotations

from PySide6.QtWidgets import QAbstractButton
from pytestqt.qtbot import QtBot

from coordinator.vocabulary import Mark
from tests.ui.session.conftest import FORMATS, Desk
from tests.ui.session.test_page import press
from ui.compact.window import CompactWindow
from ui.session.letter_cap import LetterCap
from ui.theme import Theme


def test_another_letter_marks_at_once_and_the_old_one_no_longer(qtbot: QtBot, desk: Desk) -> None:
    desk.keys.take("present=J absent=P", on=True)
    press(qtbot, desk, "j")
    assert desk.line("Amara").mark is Mark.PRESENT
    press(qtbot, desk, "a")
    assert desk.line("Ben").mark is Mark.UNMARKED
    press(qtbot, desk, "p")
    assert desk.line("Ben").mark is Mark.ABSENT


def test_a_letter_with_shift_and_one_without_are_two(qtbot: QtBot, desk: Desk) -> None:
    desk.keys.take("absent=Shift+A", on=True)
    press(qtbot, desk, "a")
    assert desk.line("Amara").mark is Mark.UNMARKED
    press(qtbot, desk, "Shift+a")
    assert desk.line("Amara").mark is Mark.ABSENT


def test_arrows_digits_space_and_slash_stay_as_they_are(qtbot: QtBot, desk: Desk) -> None:
    desk.keys.take("present=J", on=True)
    press(qtbot, desk, "Down", " ")
    assert desk.line("Ben").mark is Mark.PRESENT


def test_caps_tooltips_and_spoken_words_follow(desk: Desk) -> None:
    button = desk.page.list.rows[0].buttons["present"]
    assert (button.text(), button.toolTip()) == ("P", "Present, Amara Osei (P)")
    desk.keys.take("present=J attempt=K confirm=X history=Y", on=True)
    assert (button.text(), button.toolTip()) == ("J", "Present, Amara Osei (J)")
    assert button.accessibleDescription() == "Key J"
    assert button.accessibleName() == "Present, Amara Osei"
    caps = {cap.accessibleName() for cap in desk.page.findChildren(LetterCap)}
    assert {"K", "Y"} <= caps
    assert not {"O", "H"} & caps


def test_the_overview_of_keys_follows(desk: Desk) -> None:
    desk.keys.take("present=J all-present=Shift+Q", on=True)
    lines = {line.does: line.keys for line in desk.page.keys()}  # noqa: SIM118
    assert lines["Present, and move down; Space does the same"] == "J"
    assert lines["Mark everyone still unmarked present"] == "Shift+Q"
    assert lines["Jump to row 7"] == "7"


def test_the_compact_window_follows(qtbot: QtBot, theme: Theme, desk: Desk) -> None:
    window = CompactWindow(theme, desk.page.desk, FORMATS, desk.names, product="Session Coordinator", keys=desk.keys)
    qtbot.addWidget(window)
    window.show()
    window.activateWindow()
    desk.page.refresh()
    qtbot.waitUntil(lambda: window.view.current is not None)
    desk.keys.take("present=J", on=True)
    late = next(one for one in window.findChildren(QAbstractButton) if one.text() == "Present")
    assert late.accessibleDescription() == "Key J"
    window.view.setFocus()
    qtbot.keyClick(window.view, "j")
    qtbot.waitUntil(lambda: desk.line("Amara").mark is Mark.PRESENT)
    window.hide()

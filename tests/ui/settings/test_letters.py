"""Settings, Keyboard: another letter for what the Session screen does."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from coordinator.letter_keys import LetterAction
from tests.ui.settings.bench import Bench
from ui.settings.keyboard import KeyboardSection
from ui.settings.letter_rows import LetterRows
from ui.settings.page import Part

PRESENT, ABSENT, ALL = LetterAction.PRESENT, LetterAction.ABSENT, LetterAction.ALL_PRESENT


@pytest.fixture
def letters(bench: Bench) -> LetterRows:
    bench.page.show_part(Part.KEYBOARD)
    QApplication.processEvents()
    section = bench.page.sections[Part.KEYBOARD]
    assert isinstance(section, KeyboardSection)
    return section.letters


def press(letters: LetterRows, action: LetterAction, key: Qt.Key, *, shift: bool = False) -> None:
    """Go to an action's letter, press Enter, then the key."""
    button = letters.lines[action].button
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Return)
    held = Qt.KeyboardModifier.ShiftModifier if shift else Qt.KeyboardModifier.NoModifier
    QTest.keyClick(button, key, held)


def test_every_letter_action_is_listed_with_its_key(letters: LetterRows) -> None:
    assert set(letters.lines) == set(LetterAction)
    assert letters.lines[PRESENT].button.accessibleName() == "Present, and move down, P"
    assert letters.lines[ALL].button.text() == "Shift P"
    assert not letters.usual.isEnabled()


def test_another_letter_is_pressed_and_kept(bench: Bench, letters: LetterRows) -> None:
    press(letters, PRESENT, Qt.Key.Key_J)
    assert bench.kept[-1].letters == "present=J"
    assert letters.lines[PRESENT].button.text() == "J"
    press(letters, ALL, Qt.Key.Key_J, shift=True)
    assert bench.kept[-1].letters == "present=J all-present=Shift+J"
    letters.usual.click()
    assert bench.kept[-1].letters == ""
    assert letters.lines[PRESENT].button.text() == "P"


def test_a_clash_is_said_at_once_and_the_two_can_be_swapped(bench: Bench, letters: LetterRows) -> None:
    press(letters, PRESENT, Qt.Key.Key_A)
    line = letters.lines[PRESENT]
    assert line.line.message() == "A is “Absent” already."
    assert len(bench.kept) == 1, "nothing is changed before it is answered"
    assert line.swap.isVisible()
    line.leave.click()
    assert (line.line.message(), len(bench.kept)) == ("", 1)
    press(letters, PRESENT, Qt.Key.Key_A)
    QTest.keyClick(line.swap, Qt.Key.Key_Return)
    assert bench.kept[-1].letters == "present=A absent=P"
    assert (line.button.text(), letters.lines[ABSENT].button.text()) == ("A", "P")
    assert not line.swap.isVisible()


@pytest.mark.parametrize("key", [Qt.Key.Key_7, Qt.Key.Key_Down, Qt.Key.Key_Space, Qt.Key.Key_Slash, Qt.Key.Key_F5])
def test_what_is_no_letter_is_refused_in_the_row(bench: Bench, letters: LetterRows, key: Qt.Key) -> None:
    press(letters, PRESENT, key)
    assert letters.lines[PRESENT].line.message().startswith("Only a letter can be chosen")
    assert len(bench.kept) == 1
    QTest.keyClick(letters.lines[PRESENT].button, Qt.Key.Key_J)
    assert bench.kept[-1].letters == "present=J", "it goes on waiting for one"


def test_escape_and_going_elsewhere_change_nothing(bench: Bench, letters: LetterRows) -> None:
    press(letters, PRESENT, Qt.Key.Key_Escape)
    button = letters.lines[PRESENT].button
    assert button.text() == "P"
    QTest.keyClick(button, Qt.Key.Key_J)
    assert len(bench.kept) == 1, "without Enter first a letter is no answer"
    QTest.keyClick(button, Qt.Key.Key_Return)
    letters.lines[ABSENT].button.setFocus()
    QApplication.processEvents()
    assert (button.text(), len(bench.kept)) == ("P", 1)

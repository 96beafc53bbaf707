"""Note templates in Settings: made, changed, moved, retired, by keyboard; words taken out of the dictionary."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from coordinator import notes
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import TemplateKind
from tests.ui.settings.bench import Bench
from tests.ui.settings.test_page import named, section
from ui.settings.page import Part
from ui.settings.template_form import TemplateForm
from ui.settings.templates import TemplatesSection
from ui.widgets import CheckBox, TextField


@pytest.fixture(autouse=True)
def _in_front(bench: Bench, qtbot: QtBot) -> None:
    bench.page.activateWindow()
    qtbot.waitUntil(bench.page.isActiveWindow, timeout=2000)


def offered(store: Store) -> list[str]:
    return [one.title for one in store.read(notes.shelf).templates if one.offered]


def press_button(bench: Bench, name: str) -> None:
    named(bench, QAbstractButton, name).click()
    QApplication.processEvents()


def open_form(bench: Bench) -> TemplateForm:
    part = bench.page.sections[Part.TEMPLATES]
    assert isinstance(part, TemplatesSection)
    assert part.form is not None
    return part.form


def test_a_template_is_made_with_its_sections(bench: Bench, store: Store) -> None:
    section(bench, Part.TEMPLATES, TemplatesSection)
    press_button(bench, "New template: note about a client")
    form = open_form(bench)
    assert form.title.hasFocus()
    QTest.keyClicks(form.title, "Family note")
    QTest.keyClicks(named(bench, TextField, "Name of section 1"), "Who came")
    QTest.keyClicks(named(bench, TextField, "Hint of section 1"), "Family members and friends")
    named(bench, CheckBox, "Section 1 is required").click()
    press_button(bench, "Add section")
    assert named(bench, TextField, "Name of section 2").hasFocus()
    QTest.keyClicks(named(bench, TextField, "Name of section 2"), "Plan")
    QTest.keyClick(named(bench, TextField, "Name of section 2"), Qt.Key.Key_Return)
    made = next(one for one in store.read(notes.shelf).templates if one.title == "Family note")
    assert [(one.key, one.title, one.placeholder, one.required) for one in made.sections] == [
        ("who_came", "Who came", "Family members and friends", True),
        ("plan", "Plan", "", False),
    ]
    assert made.participation
    assert made.kind is TemplateKind.INDIVIDUAL


def test_what_ships_is_copied_and_reordered(bench: Bench, store: Store) -> None:
    section(bench, Part.TEMPLATES, TemplatesSection)
    press_button(bench, "Copy PIE note")
    form = open_form(bench)
    assert form.title.text() == "PIE note, copy"
    press_button(bench, "Move section 4 up")
    assert named(bench, QAbstractButton, "Move section 3 up").hasFocus()
    press_button(bench, "Remove section 1")
    QTest.keyClick(form.title, Qt.Key.Key_Return)
    made = next(one for one in store.read(notes.shelf).templates if one.title == "PIE note, copy")
    assert [one.key for one in made.sections] == ["intervention", "plan", "evaluation"]
    press_button(bench, "Change PIE note, copy")
    named(bench, TextField, "Name").setText("Short PIE")
    press_button(bench, "Save")
    assert "Short PIE" in offered(store)
    assert "PIE note, copy" not in offered(store)
    bench.bridge.undo()
    assert "PIE note, copy" in offered(store)


def test_a_form_with_a_fault_stays_and_says_why(bench: Bench, store: Store) -> None:
    section(bench, Part.TEMPLATES, TemplatesSection)
    press_button(bench, "New template: group note")
    form = open_form(bench)
    QTest.keyClicks(form.title, "Group note")
    QTest.keyClicks(named(bench, TextField, "Name of section 1"), "Topic")
    press_button(bench, "Save")
    assert form._wrong.text() == "Another template has this name."
    assert form.isVisibleTo(bench.page)
    QTest.keyClick(form.title, Qt.Key.Key_Escape)
    assert not any(one.own for one in store.read(notes.shelf).templates)


def test_templates_are_moved_retired_and_offered_again(bench: Bench, store: Store) -> None:
    part = section(bench, Part.TEMPLATES, TemplatesSection)
    press_button(bench, "Move DAP note up")
    assert store.read(notes.shelf).first(TemplateKind.INDIVIDUAL).title == "DAP note"
    press_button(bench, "Retire SOAP note")
    assert "SOAP note" not in offered(store)
    press_button(bench, "Offer SOAP note again")
    assert "SOAP note" in offered(store)
    assert part.isVisibleTo(bench.page)


def test_moving_by_keyboard_keeps_the_focus_on_the_template(bench: Bench, store: Store) -> None:
    section(bench, Part.TEMPLATES, TemplatesSection)
    named(bench, QAbstractButton, "Move BIRP note down").setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Space)
    focus = QApplication.focusWidget()
    assert focus is not None
    assert focus.accessibleName() == "Move BIRP note down"


def test_a_learned_word_is_taken_out(bench: Bench, store: Store) -> None:
    store.write(notes.learn_word, "zumbalink")
    section(bench, Part.TEMPLATES, TemplatesSection)
    press_button(bench, "Remove zumbalink")
    assert store.read(notes.known_words) == ()

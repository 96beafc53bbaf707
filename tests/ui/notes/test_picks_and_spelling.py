"""Quick picks that become sentences, goals cited by label, and the spelling check, all by keyboard."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from coordinator import notes
from coordinator.store.unit_of_work import Store
from tests.ui.notes.hands import PATIENCE_MS, Ctrl, field, press, stored, type_into, type_words
from tests.ui.notes.scene import Scene
from ui.notes import NotesPage


def plain(key: Qt.Key) -> None:
    press(key, Qt.KeyboardModifier.NoModifier)


def the_menu(qtbot: QtBot) -> QMenu:
    found: list[QMenu] = []

    def there() -> bool:
        popup = QApplication.activePopupWidget()
        found[:] = [popup] if isinstance(popup, QMenu) else []
        return bool(found)

    qtbot.waitUntil(there, timeout=PATIENCE_MS)
    return found[0]


class TestQuickPicks:
    def test_a_pick_becomes_a_sentence_with_its_blank_selected(self, page: NotesPage, qtbot: QtBot) -> None:
        type_into(page, "plan", "Rest.")
        press(Qt.Key.Key_J, Ctrl)
        picks = page.editor.sections.picks
        assert picks.field.hasFocus()
        assert picks.labels()[0] == "Continue"
        type_words(picks.field, "prac")
        assert "Practice" in picks.labels()
        plain(Qt.Key.Key_Return)
        assert field(page, "plan").hasFocus()
        assert field(page, "plan").text() == "Rest. Practice … daily until the next session."
        type_words(field(page, "plan"), "breathing")
        assert field(page, "plan").text() == "Rest. Practice breathing daily until the next session."

    def test_a_goal_is_cited_by_number_and_label(self, page: NotesPage, store: Store, scene: Scene) -> None:
        page.editor.sections.goals._chips[2].click()
        assert page.editor.content().goals == ()
        field(page, "progress").setFocus()
        press(Qt.Key.Key_J, Ctrl)
        picks = page.editor.sections.picks
        assert picks.labels()[0] == "Goal 2: Keep a steady sleep routine"
        plain(Qt.Key.Key_Return)
        assert "Goal 2 (Keep a steady sleep routine): …" in field(page, "progress").text()
        page.save_now()
        assert stored(store, scene, "Elias").content.goals == (2,)

    def test_esc_leaves_without_a_word(self, page: NotesPage) -> None:
        field(page, "risk").setFocus()
        before = field(page, "risk").text()
        press(Qt.Key.Key_J, Ctrl)
        plain(Qt.Key.Key_Escape)
        assert field(page, "risk").hasFocus()
        assert field(page, "risk").text() == before
        assert not page.editor.sections.picks.isVisible()

    def test_the_group_note_offers_every_approach(self, page: NotesPage, scene: Scene) -> None:
        page.open(scene.monday)
        field(page, "interventions").setFocus()
        press(Qt.Key.Key_J, Ctrl)
        offered = page.editor.sections.picks.labels()
        for approach in (
            "12-step facilitation",
            "CBT",
            "DBT",
            "Motivational interviewing",
            "Therapeutic community",
            "Community reinforcement",
            "Network therapy",
            "Matrix model",
            "Contingency management",
        ):
            assert approach in offered
        type_words(page.editor.sections.picks.field, "urge")
        plain(Qt.Key.Key_Return)
        assert field(page, "interventions").text() == "Urge surfing was explained and practiced."

    def test_nothing_is_offered_for_a_signed_note(self, page: NotesPage, scene: Scene) -> None:
        page.show_note(scene.clients["Amara"])
        page.editor.open_picks()
        assert not page.editor.sections.picks.isVisible()


class TestSpelling:
    def test_a_wrong_word_is_underlined_once_it_is_finished(self, page: NotesPage) -> None:
        type_into(page, "plan", "Bring the medicaton")
        assert field(page, "plan").waved() == ()
        type_words(field(page, "plan"), " list.")
        assert field(page, "plan").waved() == ((10, 19),)

    def test_names_of_the_room_and_words_of_the_field_are_known(self, page: NotesPage) -> None:
        type_into(page, "plan", "oyelaran siddiqui telehealth psychoeducation buprenorphine. ")
        assert field(page, "plan").waved() == ()

    def test_two_keys_correct_a_word(self, page: NotesPage, qtbot: QtBot) -> None:
        type_into(page, "plan", "Bring the medicaton list.")
        press(Qt.Key.Key_Period, Ctrl)
        menu = the_menu(qtbot)
        assert menu.actions()[0].text() == "medication"
        QTest.keyClick(menu, Qt.Key.Key_Return)
        assert field(page, "plan").text() == "Bring the medication list."
        assert field(page, "plan").waved() == ()

    def test_a_learned_word_is_known_from_then_on_and_can_be_taken_out(
        self, page: NotesPage, store: Store, qtbot: QtBot
    ) -> None:
        type_into(page, "plan", "Call zumbalink about it.")
        assert field(page, "plan").waved() == ((5, 14),)
        press(Qt.Key.Key_Period, Ctrl)
        menu = the_menu(qtbot)
        next(one for one in menu.actions() if "dictionary" in one.text()).trigger()
        menu.close()
        assert store.read(notes.known_words) == ("zumbalink",)
        assert field(page, "plan").waved() == ()
        field(page, "plan").select(0, 0)
        page.desk._bridge.change(notes.forget_word, "Zumbalink")
        assert store.read(notes.known_words) == ()
        assert field(page, "plan").waved() == ((5, 14),)

    def test_ignoring_holds_for_this_note(self, page: NotesPage, scene: Scene, qtbot: QtBot) -> None:
        type_into(page, "plan", "Call zumbalink about it.")
        press(Qt.Key.Key_Period, Ctrl)
        menu = the_menu(qtbot)
        next(one for one in menu.actions() if one.text() == "Ignore in this note").trigger()
        menu.close()
        assert field(page, "plan").waved() == ()
        page.show_note(scene.clients["Farah"])
        page.show_note(scene.clients["Elias"])
        assert field(page, "plan").waved() == ((5, 14),)

    def test_the_words_menu_has_what_is_meant_above_the_usual_entries(self, page: NotesPage, qtbot: QtBot) -> None:
        type_into(page, "plan", "Bring the medicaton list.")
        one = field(page, "plan")
        one.select(12, 12)
        middle = one.cursorRect().center()
        event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, middle, one.mapToGlobal(middle))
        QApplication.sendEvent(one, event)
        menu = the_menu(qtbot)
        texts = [action.text() for action in menu.actions()]
        assert texts[0] == "medication"
        assert any("Paste" in text for text in texts)
        menu.close()

"""What a facilitator sees and does on the notes screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractButton, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from coordinator import attendance, notes
from coordinator.notes import NoteState
from coordinator.store.unit_of_work import Store
from tests.ui.notes.hands import Alt, Ctrl, Shift, field, press, save_soon, stored, type_into, type_words
from tests.ui.notes.scene import PROGRESS, Scene, a_note
from ui.notes import NotesPage
from ui.shown_names import ShownNames


class TestTheListAndTheFacts:
    def test_rows_say_attendance_and_state(self, page: NotesPage) -> None:
        assert [row.accessibleName() for row in page.list.rows()[:8]] == [
            "Group note, Signed",
            "Amara Osei, Present, Signed",
            "Ben Castellano, Present, Signed",
            "Chloe Nakamura, Present, Signed",
            "Dana Whitfield, Present, Draft",
            "Elias Brandt, Late 12 min, Draft",
            "Farah Siddiqui, Present, To write",
            "Hana Kim, No-show, No-show note",
        ]
        assert page.head.title.text() == "Notes, Mood & Anxiety"
        assert page.head.subtitle.text() == "Wednesday, March 11  ·  9:00 AM – 12:00 PM  ·  4 of 11 signed"

    def test_the_facts_stand_beside_the_note(self, page: NotesPage) -> None:
        assert page._view is not None
        assert [(name, words) for name, words, _ in page.words.facts(page._view)] == [
            ("Credited", "2 h 45"),
            ("Joined", "9:12 AM"),
            ("Location", "Home, 9:14 AM"),
            ("Contact", "Confirmed"),
        ]
        rules = {name: rule for name, _, rule in page.words.facts(page._view)}
        assert rules["Credited"] == "Credited to the nearest 15 minutes."

    def test_everything_has_a_name(self, page: NotesPage) -> None:
        controls = [
            one
            for kind in (QAbstractButton, QLineEdit, QTextEdit, QPlainTextEdit)
            for one in page.findChildren(kind)
            if one.isVisible()
        ]
        nameless = [one for one in controls if not (one.accessibleName() or getattr(one, "text", str)())]
        assert len(controls) > 20
        assert nameless == []

    def test_a_title_never_names_a_client(self, page: NotesPage, scene: Scene) -> None:
        assert not any(name in f"{page.title} {page.windowTitle()}" for name in scene.clients)


class TestWriting:
    def test_typing_is_stored_within_a_second(self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot) -> None:
        type_into(page, "plan", "Bring the log.")
        qtbot.waitUntil(
            lambda: stored(store, scene, "Elias").content.sections.get("plan") == "Bring the log.", timeout=1500
        )

    def test_leaving_in_the_middle_of_a_word_loses_nothing(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(page, "plan", "Bri")
        press(Qt.Key.Key_Down, Alt)
        assert stored(store, scene, "Elias").content.sections["plan"] == "Bri"
        assert page.desk.client_id == scene.clients["Farah"]
        type_into(page, "response", "Ca")
        page.hide()
        assert stored(store, scene, "Farah").content.sections["response"] == "Ca"

    def test_facts_that_arrive_never_replace_what_is_being_typed(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(page, "plan", "Half a sent")
        caret = field(page, "plan").textCursor().position()
        store.write(attendance.add_observation, scene.session, scene.clients["Elias"], "Late for lunch as well.")
        assert field(page, "plan").toPlainText() == "Half a sent"
        assert field(page, "plan").textCursor().position() == caret
        assert field(page, "plan").hasFocus()
        assert page._view is not None
        assert len(page._view.observations) == 3

    def test_words_that_the_store_refuses_stay_and_can_be_saved_again(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        book = "word " * 4100
        field(page, "plan").setPlainText(book)
        save_soon(page)
        assert any(one.startswith("Not saved. One field has") for one in page.editor.bars.sentences())
        page.show_note(scene.clients["Farah"])
        page.show_note(scene.clients["Elias"])
        assert field(page, "plan").toPlainText() == book
        field(page, "plan").setPlainText("Shorter.")
        page.save_now()
        assert stored(store, scene, "Elias").content.sections["plan"] == "Shorter."
        assert page.editor.bars.bar("refused") is None

    def test_words_of_another_writer_are_not_overwritten(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(page, "plan", "Mine.")
        theirs = a_note("Theirs.", "Their plan.")
        store.write(notes.save_draft, scene.session, scene.clients["Elias"], theirs)
        save_soon(page)
        bar = page.editor.bars.bar("conflict")
        assert bar is not None
        assert stored(store, scene, "Elias").content == theirs
        page.editor.bars.overwrite_requested.emit()
        assert stored(store, scene, "Elias").content.sections["plan"] == "Mine."
        assert page.editor.bars.bar("conflict") is None

    def test_a_word_changed_elsewhere_shows_where_nothing_is_typed(
        self, page: NotesPage, store: Store, scene: Scene
    ) -> None:
        store.write(notes.set_template, scene.session, scene.clients["Elias"], "dap")
        assert [one.accessibleName() for one in page.editor.fields().values()][:3] == ["Data", "Assessment", "Plan"]

    def test_choosing_a_template_keeps_the_words(self, page: NotesPage, store: Store, scene: Scene) -> None:
        menu = page.editor.template.menu_of_templates()
        titles = [action.text() for action in menu.actions()]
        assert titles[:2] == ["Participation note", "DAP note"]
        menu.actions()[1].trigger()
        assert PROGRESS in page.editor.content().sections.values()
        assert page.editor.template.text() == "DAP note"
        assert stored(store, scene, "Elias").template.key == "dap"

    def test_the_newest_unused_observation_goes_in_with_one_key(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        field(page, "plan").setFocus()
        press(Qt.Key.Key_I, Ctrl | Shift)
        assert field(page, "plan").toPlainText() == "Breathing skill 4 of 5 days. Sleep poor."
        save_soon(page)
        assert [one.used for one in stored(store, scene, "Elias").observations] == [True, True]
        press(Qt.Key.Key_I, Ctrl | Shift)
        assert field(page, "plan").toPlainText() == "Breathing skill 4 of 5 days. Sleep poor."

    def test_participation_starts_without_a_choice(self, page: NotesPage, scene: Scene) -> None:
        page.show_note(scene.clients["Farah"])
        assert page.editor.participation.level() is None
        page.editor.participation._buttons["prompted"].click()
        page.save_now()
        assert page._view is not None
        assert page._view.content.participation == "prompted"
        assert page._view.state is NoteState.DRAFT


class TestAround:
    def test_hidden_names_collapse_the_note(
        self, page: NotesPage, names: ShownNames, store: Store, scene: Scene
    ) -> None:
        names.set_hidden(True)
        shown = [one.text() for one in page.findChildren(QAbstractButton) if one.isVisible()]
        assert "E. B." in shown
        assert not any("Brandt" in one for one in shown)
        assert not any(one.isVisible() for one in page.editor.fields().values())
        page.sign()
        assert stored(store, scene, "Elias").signature is None
        names.set_hidden(False)
        assert field(page, "response").isVisible()

    def test_print_names_nobody_else(self, page: NotesPage, printed: list[str], scene: Scene, qtbot: QtBot) -> None:
        field(page, "response").setPlainText("<b>Bold</b> & plain\nsecond line")
        press(Qt.Key.Key_P, Ctrl)
        (html,) = printed
        assert "&lt;b&gt;Bold&lt;/b&gt; &amp; plain<br>second line" in html
        assert "Elias Brandt" in html
        assert "Draft, not signed." in html
        assert not any(name in html for name in scene.clients if name != "Elias")

    def test_ctrl_tab_and_the_switch_lead_to_attendance(self, page: NotesPage, scene: Scene, qtbot: QtBot) -> None:
        asked: list[object] = []
        page.attendance_requested.connect(asked.append)
        press(Qt.Key.Key_Tab, Ctrl)
        page.head.halves._buttons["attendance"].click()
        assert asked == [scene.session, scene.session]
        assert page.head.halves.choice() == "notes"

    def test_arrows_walk_the_list_and_enter_begins_to_write(self, page: NotesPage, scene: Scene, qtbot: QtBot) -> None:
        page.list.focus_current()
        press(Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        assert page.desk.client_id == scene.clients["Farah"]
        press(Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        assert field(page, "response").hasFocus()

    def test_a_new_session_opens_at_the_first_note_to_finish(self, page: NotesPage, scene: Scene) -> None:
        page.open(scene.monday)
        assert page.desk.client_id is None
        page.open(scene.session)
        assert page.desk.client_id == scene.clients["Dana"]

    def test_a_text_of_any_length_is_seen_whole(self, page: NotesPage, qtbot: QtBot) -> None:
        before = field(page, "plan").height()
        type_words(field(page, "plan"), "One line of the plan and more. " * 12)
        assert field(page, "plan").height() > 4 * before
        assert not field(page, "plan").verticalScrollBar().isVisible()

"""What a facilitator sees and does on the notes screen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QPlainTextEdit, QTextEdit
from pytestqt.qtbot import QtBot

from coordinator import attendance, notes
from coordinator.notes import NoteState
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Mark
from tests.fakes import FakeClock
from tests.ui.notes.scene import PROGRESS, Scene, a_note
from ui.notes import NotesPage
from ui.notes.field import NoteField
from ui.shown_names import ShownNames

Ctrl, Alt, Shift = (
    Qt.KeyboardModifier.ControlModifier,
    Qt.KeyboardModifier.AltModifier,
    Qt.KeyboardModifier.ShiftModifier,
)


def field(page: NotesPage, key: str) -> NoteField:
    return page.editor.fields()[key]


def stored(store: Store, scene: Scene, name: str) -> notes.NoteView:
    return store.read(notes.note, scene.session, scene.clients[name])


def type_into(qtbot: QtBot, page: NotesPage, key: str, words: str) -> None:
    field(page, key).setFocus()
    field(page, key).moveCursor(QTextCursor.MoveOperation.End)
    qtbot.keyClicks(field(page, key), words)


def press(qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
    focus = QApplication.focusWidget()
    assert focus is not None
    qtbot.keyClick(focus, key, modifier)


def save_soon(page: NotesPage) -> None:
    """What the timer does within a second."""
    assert page._soon.isActive()
    assert page._soon.interval() < 1000
    page.save_now()


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
        type_into(qtbot, page, "plan", "Bring the log.")
        qtbot.waitUntil(
            lambda: stored(store, scene, "Elias").content.sections.get("plan") == "Bring the log.", timeout=1500
        )

    def test_leaving_in_the_middle_of_a_word_loses_nothing(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(qtbot, page, "plan", "Bri")
        press(qtbot, Qt.Key.Key_Down, Alt)
        assert stored(store, scene, "Elias").content.sections["plan"] == "Bri"
        assert page.desk.client_id == scene.clients["Farah"]
        type_into(qtbot, page, "response", "Ca")
        page.hide()
        assert stored(store, scene, "Farah").content.sections["response"] == "Ca"

    def test_facts_that_arrive_never_replace_what_is_being_typed(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(qtbot, page, "plan", "Half a sent")
        caret = field(page, "plan").textCursor().position()
        store.write(attendance.add_observation, scene.session, scene.clients["Elias"], "Late for lunch as well.")
        assert field(page, "plan").toPlainText() == "Half a sent"
        assert field(page, "plan").textCursor().position() == caret
        assert field(page, "plan").hasFocus()
        assert page._view is not None
        assert len(page._view.observations) == 3

    def test_words_of_another_writer_are_not_overwritten(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(qtbot, page, "plan", "Mine.")
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
        press(qtbot, Qt.Key.Key_I, Ctrl | Shift)
        assert field(page, "plan").toPlainText() == "Breathing skill 4 of 5 days. Sleep poor."
        save_soon(page)
        assert [one.used for one in stored(store, scene, "Elias").observations] == [True, True]
        press(qtbot, Qt.Key.Key_I, Ctrl | Shift)
        assert field(page, "plan").toPlainText() == "Breathing skill 4 of 5 days. Sleep poor."

    def test_participation_starts_without_a_choice(self, page: NotesPage, scene: Scene) -> None:
        page.show_note(scene.clients["Farah"])
        assert page.editor.participation.level() is None
        page.editor.participation._buttons["prompted"].click()
        page.save_now()
        assert page._view is not None
        assert page._view.content.participation == "prompted"
        assert page._view.state is NoteState.DRAFT


class TestGuards:
    def test_another_members_name_is_underlined_and_gives_way_to_a_peer(self, page: NotesPage, qtbot: QtBot) -> None:
        assert page.editor.bars.sentences() == ("Names another group member: Marcus",)
        text = field(page, "response").toPlainText()
        ((start, end),) = field(page, "response").marked()
        assert text[start:end] == "Marcus"
        page.editor.bars.replace_requested.emit()
        assert "offered feedback to a peer about asking" in field(page, "response").toPlainText()
        assert page.editor.bars.sentences() == ()
        assert field(page, "response").marked() == ()
        field(page, "response").undo()
        assert field(page, "response").toPlainText() == text

    def test_emoji_before_a_name_do_not_move_the_underline(self, page: NotesPage, qtbot: QtBot) -> None:
        field(page, "plan").setPlainText("🙂🙂 Ask Tomás's sponsor.")
        page.editor.bars.replace_requested.emit()
        assert field(page, "plan").toPlainText() == "🙂🙂 Ask a peer's sponsor."

    def test_the_same_words_as_other_notes(self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot) -> None:
        same = a_note("Took part in the mapping exercise and listened to the others all along.", "Go on.")
        for name in ("Farah", "Jolene"):
            store.write(notes.save_draft, scene.session, scene.clients[name], same)
        field(page, "response").setPlainText("Took part in the mapping exercise and listened to the others all along!")
        field(page, "progress").setPlainText("")
        field(page, "plan").setPlainText("Go on.")
        assert "Same text as 2 other notes" in page.editor.bars.sentences()

    def test_minutes_that_contradict_the_record(self, page: NotesPage) -> None:
        field(page, "plan").setPlainText("Came 20 minutes late.")
        assert "The record says 12 min late" in page.editor.bars.sentences()

    def test_a_risk_without_a_plan(self, page: NotesPage) -> None:
        field(page, "risk").setPlainText("Told of suicidal thoughts on Sunday.")
        told = "A risk is described, and the plan says nothing about it."
        assert told in page.editor.bars.sentences()
        field(page, "plan").setPlainText("Reviewed the safety plan, called the partner.")
        assert told not in page.editor.bars.sentences()


class TestSigning:
    def test_an_empty_required_section_is_asked_about_once(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        press(qtbot, Qt.Key.Key_Return, Ctrl)
        assert "Plan is empty. Sign again to leave it so." in page.editor.bars.sentences()
        assert field(page, "plan").hasFocus()
        assert stored(store, scene, "Elias").signature is None
        press(qtbot, Qt.Key.Key_Return, Ctrl)
        assert stored(store, scene, "Elias").signature is not None

    def test_the_last_keystroke_is_in_the_signed_note(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(qtbot, page, "plan", "Bring the log.")
        press(qtbot, Qt.Key.Key_Return, Ctrl)
        view = stored(store, scene, "Elias")
        assert view.content.sections["plan"] == "Bring the log."
        assert view.signature is not None
        assert view.signature.intact
        assert page.head.subtitle.text().endswith("5 of 11 signed")
        assert all(one.isReadOnly() for one in page.editor.fields().values())
        assert page.editor.add.isVisible()
        assert not page.editor.sign.isVisible()

    def test_undo_is_offered_for_a_minute(
        self, page: NotesPage, store: Store, scene: Scene, clock: FakeClock, qtbot: QtBot
    ) -> None:
        type_into(qtbot, page, "plan", "Bring the log.")
        page.sign()
        bar = page.editor.bars.bar("signed")
        assert bar is not None
        assert bar.accessibleName() == "Signed."
        clock.advance(seconds=30)
        bar.undo_requested.emit()  # type: ignore[attr-defined]
        assert stored(store, scene, "Elias").signature is None
        assert page.editor.bars.bar("signed") is None
        assert not field(page, "plan").isReadOnly()
        assert field(page, "plan").toPlainText() == "Bring the log."

    def test_after_the_minute_the_store_says_no(
        self, page: NotesPage, store: Store, scene: Scene, clock: FakeClock, qtbot: QtBot
    ) -> None:
        type_into(qtbot, page, "plan", "Bring the log.")
        page.sign()
        clock.advance(seconds=61)
        page.desk.withdraw(scene.clients["Elias"])
        assert any("minute to take a signature back is over" in one for one in page.editor.bars.sentences())
        assert stored(store, scene, "Elias").signature is not None

    def test_an_empty_note_is_not_signed(self, page: NotesPage, store: Store, scene: Scene) -> None:
        page.show_note(scene.clients["Farah"])
        page.sign()
        assert "Nothing is written yet, so there is nothing to sign." in page.editor.bars.sentences()
        assert stored(store, scene, "Farah").note_id is None

    def test_an_addendum_is_signed_and_the_note_stays(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        page.show_note(scene.clients["Amara"])
        before = stored(store, scene, "Amara")
        page.editor.add.click()
        assert page.editor.sealed.text.hasFocus()
        qtbot.keyClicks(page.editor.sealed.text, "The walk was on Tuesday.")
        page.editor.sealed.kind.choose("correction")
        page.editor.sealed.save.click()
        after = stored(store, scene, "Amara")
        assert [(one.kind, one.text) for one in after.addenda] == [("correction", "The walk was on Tuesday.")]
        assert after.content == before.content
        assert not page.editor.sealed.is_typing()

    def test_a_no_show_note_is_filled_from_the_record_and_signed_by_hand(
        self, page: NotesPage, store: Store, scene: Scene
    ) -> None:
        page.show_note(scene.clients["Hana"])
        assert field(page, "absence").toPlainText() == (
            "Did not attend and gave no notice before the session. Called at 9:14 AM: no answer."
        )
        assert stored(store, scene, "Hana").note_id is None
        page.sign()
        signed = stored(store, scene, "Hana")
        assert signed.signature is not None
        assert "no answer" in signed.content.sections["absence"]

    def test_a_client_found_to_be_there_after_all_gets_an_ordinary_note(
        self, page: NotesPage, store: Store, scene: Scene
    ) -> None:
        page.show_note(scene.clients["Hana"])
        store.write(attendance.mark, scene.session, scene.clients["Hana"], Mark.PRESENT)
        assert "response" in page.editor.fields()
        assert page.editor.content().is_empty

    def test_eleven_notes_take_at_most_four_keys_each_beside_the_text(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        keys = 0

        def write(words: str) -> None:
            caret = QApplication.focusWidget()
            assert isinstance(caret, NoteField)
            qtbot.keyClicks(caret, words)

        def chord(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
            nonlocal keys
            keys += 1
            press(qtbot, key, modifier)

        monday = scene.monday
        for name in ("Farah", "Jolene"):
            store.write(attendance.add_observation, monday, scene.clients[name], f"{name} spoke of the week.")
        page.open(monday)
        page.activate()
        for place, line in enumerate(store.read(notes.note_list, monday).lines):
            assert page.desk.client_id == line.client_id
            if line.state is not NoteState.SIGNED:
                if line.attendance is not None and line.attendance.observations:
                    chord(Qt.Key.Key_I, Ctrl | Shift)
                write(f"What was seen of note {place}.")
                chord(Qt.Key.Key_Return, Ctrl)  # the second required section is empty: the caret goes there
                write(f"What follows for note {place}.")
                chord(Qt.Key.Key_Return, Ctrl)
            if place < 10:
                chord(Qt.Key.Key_Down, Alt)
        assert store.read(notes.note_list, monday).signed == 11
        assert keys <= 4 * 11


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
        press(qtbot, Qt.Key.Key_P, Ctrl)
        (html,) = printed
        assert "&lt;b&gt;Bold&lt;/b&gt; &amp; plain<br>second line" in html
        assert "Elias Brandt" in html
        assert "Draft, not signed." in html
        assert not any(name in html for name in scene.clients if name != "Elias")

    def test_ctrl_tab_and_the_switch_lead_to_attendance(self, page: NotesPage, scene: Scene, qtbot: QtBot) -> None:
        asked: list[object] = []
        page.attendance_requested.connect(asked.append)
        press(qtbot, Qt.Key.Key_Tab, Ctrl)
        page.halves._buttons["attendance"].click()
        assert asked == [scene.session, scene.session]
        assert page.halves.choice() == "notes"

    def test_arrows_walk_the_list_and_enter_begins_to_write(self, page: NotesPage, scene: Scene, qtbot: QtBot) -> None:
        page.list.focus_current()
        press(qtbot, Qt.Key.Key_Down, Qt.KeyboardModifier.NoModifier)
        assert page.desk.client_id == scene.clients["Farah"]
        press(qtbot, Qt.Key.Key_Return, Qt.KeyboardModifier.NoModifier)
        assert field(page, "response").hasFocus()

    def test_a_new_session_opens_at_the_first_note_to_finish(self, page: NotesPage, scene: Scene) -> None:
        page.open(scene.monday)
        assert page.desk.client_id is None
        page.open(scene.session)
        assert page.desk.client_id == scene.clients["Dana"]

    def test_a_text_of_any_length_is_seen_whole(self, page: NotesPage, qtbot: QtBot) -> None:
        before = field(page, "plan").height()
        qtbot.keyClicks(field(page, "plan"), "One line of the plan and more. " * 12)
        assert field(page, "plan").height() > 4 * before
        assert not field(page, "plan").verticalScrollBar().isVisible()

"""Guards, signatures and what may follow them."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import attendance, notes, people
from coordinator.changes import Change
from coordinator.notes import NoteState
from coordinator.store.tables import GroupSessionRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, FacilitatorId, Mark, StaffRole, Topic
from tests.fakes import FakeClock
from tests.ui.notes.hands import Alt, Ctrl, Shift, field, press, stored, type_into, type_words
from tests.ui.notes.scene import Scene, a_note
from ui.notes import NotesPage
from ui.notes.field import NoteField
from ui.widgets import Button, LinkButton, Text


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
        press(Qt.Key.Key_Return, Ctrl)
        assert "Plan is empty. Sign again to leave it so." in page.editor.bars.sentences()
        assert field(page, "plan").hasFocus()
        assert stored(store, scene, "Elias").signature is None
        press(Qt.Key.Key_Return, Ctrl)
        assert stored(store, scene, "Elias").signature is not None

    def test_the_last_keystroke_is_in_the_signed_note(
        self, page: NotesPage, store: Store, scene: Scene, qtbot: QtBot
    ) -> None:
        type_into(page, "plan", "Bring the log.")
        press(Qt.Key.Key_Return, Ctrl)
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
        type_into(page, "plan", "Bring the log.")
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
        type_into(page, "plan", "Bring the log.")
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
        type_words(page.editor.sealed.text, "The walk was on Tuesday.")
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
            type_words(caret, words)

        def chord(key: Qt.Key, modifier: Qt.KeyboardModifier) -> None:
            nonlocal keys
            keys += 1
            press(key, modifier)

        monday = scene.monday
        store.write(attendance.mark_all_present, monday)
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


def test_for_a_session_somebody_else_led_the_reason_is_asked_for_and_shown(
    page: NotesPage, store: Store, scene: Scene
) -> None:
    other = store.write(people.add_facilitator, "J. Okafor", "LPC").outcome

    def led(work: UnitOfWork) -> Change[None]:
        work.get(GroupSessionRow, scene.session).facilitator_id = other
        return Change(Action.SUBSTITUTE, scene.session, frozenset({Topic.SESSIONS}), None)

    store.write(led)
    type_into(page, "plan", "Bring the log.")
    page.sign()
    bar = page.editor.bars.bar("refused")
    assert bar is not None
    assert "Somebody else led this session" in bar.accessibleName()
    page.editor.bars.ask_reason = lambda _parent: ""
    bar.findChildren(LinkButton)[0].click()
    assert stored(store, scene, "Elias").signature is None
    page.editor.bars.ask_reason = lambda _parent: "Asked to by J. Okafor."
    bar.findChildren(LinkButton)[0].click()
    signature = stored(store, scene, "Elias").signature
    assert signature is not None
    assert signature.despite == "Asked to by J. Okafor."
    told = page.words.beside(signature, "America/New_York")
    assert told[:2] == ("Session led by J. Okafor, LPC", "Signed all the same because: Asked to by J. Okafor.")


class TestSigningBeside:
    """Renee works under M. Chen: what she adds to a signed note waits for Chen's signature as the note does."""

    @pytest.fixture
    def added(self, page: NotesPage, store: Store, scene: Scene) -> FacilitatorId:
        """An addition of Renee's to Amara's note, made under her supervision; Chen is signed in and looks."""
        assert store.actor is not None
        chen = store.write(people.add_facilitator, "M. Chen", "LPC-S", role=StaffRole.SUPERVISOR).outcome
        store.write(people.set_supervision, store.actor, chen)
        store.write(notes.add_addendum, scene.session, scene.clients["Amara"], "The walk was on Tuesday.")
        store.sign_in(chen)
        page.show_note(scene.clients["Amara"])
        return chen

    def test_the_card_and_the_list_say_what_waits_and_the_button_signs_beside(
        self, page: NotesPage, store: Store, scene: Scene, added: FacilitatorId, printed: list[str]
    ) -> None:
        amara = next(one for one in page.list.rows() if one.line.client_id == scene.clients["Amara"])
        assert amara.accessibleName().endswith("Waits for a co-signature")
        assert "Waits for the co-signature of M. Chen, LPC-S" in said(page)
        button = next(
            one for one in page.editor.sealed.findChildren(Button) if one.isVisible() and one.text() == "Co-sign"
        )
        assert button.accessibleName().startswith("Co-sign: Addendum, Renee Alvarado")
        button.click()
        (after,) = stored(store, scene, "Amara").addenda
        assert after.cosignature is not None
        assert after.cosignature.signer == "M. Chen, LPC-S"
        assert any(told.startswith("Co-signed by M. Chen, LPC-S, March 11, 2026") for told in said(page))
        assert amara.accessibleName().endswith("Signed")
        page.print_note()
        assert "Co-signed by M. Chen, LPC-S" in printed[0].rpartition("The walk was on Tuesday.")[2]

    def test_by_keyboard_and_taken_back_within_the_minute(
        self, page: NotesPage, store: Store, scene: Scene, added: FacilitatorId, clock: FakeClock
    ) -> None:
        assert page.editor.sign.isVisible()
        assert page.editor.sign.text() == "Co-sign"
        page.list.focus_current()
        press(Qt.Key.Key_Return, Ctrl)
        assert stored(store, scene, "Amara").addenda[0].cosignature is not None
        assert not page.editor.sign.isVisible()
        bar = page.editor.bars.bar("signed")
        assert bar is not None
        clock.advance(seconds=30)
        bar.undo_requested.emit()  # type: ignore[attr-defined]
        assert stored(store, scene, "Amara").addenda[0].cosignature is None
        assert page.editor.sign.isVisible()

    def test_the_author_is_told_who_is_awaited_and_gets_no_button(
        self, page: NotesPage, store: Store, scene: Scene, added: FacilitatorId
    ) -> None:
        store.sign_in(next(one.id for one in store.read(people.facilitators) if one.name == "Renee Alvarado"))
        page.refresh()
        assert "Waits for the co-signature of M. Chen, LPC-S" in said(page)
        assert not [
            one for one in page.editor.sealed.findChildren(Button) if one.isVisible() and one.text() == "Co-sign"
        ]
        assert not page.editor.sign.isVisible()


def said(page: NotesPage) -> list[str]:
    """What stands below the note."""
    QApplication.processEvents()  # what was just put into a layout is shown by the next event
    return [one.text() for one in page.editor.sealed.findChildren(Text) if one.isVisible()]

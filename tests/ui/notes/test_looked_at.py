"""Whoever opens or prints a note is in its history, once in ten minutes."""

from __future__ import annotations

from coordinator import audit
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Action
from tests.fakes import FakeClock
from tests.ui.notes.hands import stored
from tests.ui.notes.scene import Scene
from ui.notes import NotesPage

LOOKED = {Action.VIEW_RECORD, Action.PRINT_RECORD}


def looked_at(store: Store, scene: Scene, name: str) -> list[Action]:
    """What the history of a note says of being looked at, oldest first."""
    note_id = stored(store, scene, name).note_id
    entries = store.read(lambda work: audit.entries(work, subject_id=note_id))
    return [one.action for one in reversed(entries) if one.action in LOOKED]


def test_opening_a_note_is_one_entry_and_another_reading_of_it_none(
    page: NotesPage, store: Store, scene: Scene, clock: FakeClock
) -> None:
    assert looked_at(store, scene, "Elias") == [Action.VIEW_RECORD]
    page.refresh()
    assert looked_at(store, scene, "Elias") == [Action.VIEW_RECORD]
    page.show_note(scene.clients["Amara"])
    page.show_note(scene.clients["Elias"])
    assert looked_at(store, scene, "Amara") == [Action.VIEW_RECORD]
    assert looked_at(store, scene, "Elias") == [Action.VIEW_RECORD], "back and forth is one look"
    clock.advance(minutes=11)
    page.show_note(scene.clients["Amara"])
    page.show_note(scene.clients["Elias"])
    assert looked_at(store, scene, "Elias") == [Action.VIEW_RECORD] * 2
    assert store.read(audit.verify).intact


def test_printing_a_note_is_one_entry(page: NotesPage, store: Store, scene: Scene, printed: list[str]) -> None:
    page.print_note()
    assert len(printed) == 1
    assert looked_at(store, scene, "Elias") == [Action.VIEW_RECORD, Action.PRINT_RECORD]


def test_a_half_typed_addition_is_there_again(page: NotesPage, store: Store, scene: Scene) -> None:
    amara = scene.clients["Amara"]
    page.show_note(amara)
    sealed = page.editor.sealed
    sealed.open_form()
    sealed.text.setPlainText("Asked afterwards wh")
    page.show_note(scene.clients["Ben"])
    assert not sealed.is_typing()
    page.show_note(amara)
    assert sealed.is_typing()
    assert sealed.text.toPlainText() == "Asked afterwards wh"
    draft = stored(store, scene, "Amara").addendum_draft
    assert draft is not None
    assert draft.text == "Asked afterwards wh"

"""All notes searched, and one client's notes read in order, as a facilitator does it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from sqlmodel import select

from coordinator import notes
from coordinator.changes import Change
from coordinator.store.tables import GoalRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, Topic
from tests.ui.notes.scene import Scene
from ui.bridge import Bridge
from ui.formats import Formats
from ui.notes import FindNotes, NotesReader
from ui.palette.page import Palette
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme

FORMATS = Formats(ZoneInfo("America/New_York"), QLocale("en_US"))


@pytest.fixture
def theme(qapp: QApplication) -> Theme:
    return Theme(qapp, scheme=SchemeChoice.LIGHT)


@pytest.fixture
def find(theme: Theme, qtbot: QtBot, bridge: Bridge, names: ShownNames, scene: Scene) -> Iterator[FindNotes]:
    dialog = FindNotes(theme, bridge, FORMATS, names, typed="warning")
    qtbot.addWidget(dialog)
    dialog.show()
    yield dialog
    dialog.close()


def lines(find: FindNotes) -> list[str]:
    return [find.list.item(at).text() for at in range(find.list.count())]


def test_what_was_typed_before_is_found_at_once_with_its_sentence(find: FindNotes, scene: Scene) -> None:
    (elias,) = [line for line in lines(find) if "Elias Brandt" in line]
    assert elias.startswith("March 11, 2026  ·  Mood & Anxiety  ·  Elias Brandt  ·  Draft\n")
    assert "two early warning signs" in elias


def test_enter_opens_the_note_that_stands_first(find: FindNotes, qtbot: QtBot, scene: Scene) -> None:
    find.field.clear()
    qtbot.keyClicks(find.field, "sleep log elias")
    assert find.said.text() == "No note holds all of these words."
    assert not find.go.isEnabled()
    find.field.clear()
    qtbot.keyClicks(find.field, "relapse mappi")
    qtbot.keyClick(find.field, Qt.Key.Key_Return)
    assert find.chosen is not None
    assert (find.chosen.session_id, find.chosen.client_id) == (scene.session, scene.clients["Elias"])


@pytest.fixture
def reader(
    theme: Theme, qtbot: QtBot, bridge: Bridge, names: ShownNames, scene: Scene, printed: list[str]
) -> NotesReader:
    def send(parent: QWidget, html: str) -> None:
        printed.append(html)

    dialog = NotesReader(theme, bridge, FORMATS, names, send_to_printer=send)
    qtbot.addWidget(dialog)
    return dialog


def test_a_clients_notes_are_read_and_printed_without_anyone_elses(
    reader: NotesReader, store: Store, scene: Scene, printed: list[str]
) -> None:
    client = scene.clients["Amara"]
    reader.read(client, "Amara Osei", "A-1")
    stored = store.read(notes.client_notes, client)
    shown = reader.text.toPlainText()
    assert stored
    for one in stored:
        for section in one.sections:
            assert section.text.split("\n")[0] in shown
    assert shown.index(FORMATS.full_date(stored[0].service_date)) >= 0
    reader.print.click()
    (page,) = printed
    assert "Amara Osei" in page
    for other in ("Elias", "Brandt", "Hana", "Tom&#225;s", "Marcus"):
        assert other not in page


def test_a_copy_names_nobody_else_even_where_the_note_does(
    reader: NotesReader, store: Store, scene: Scene, printed: list[str]
) -> None:
    client = scene.clients["Elias"]
    reader.read(client, "Elias Brandt", "A-4")
    assert "offered feedback to Marcus" in reader.text.toPlainText()
    reader.print.click()
    (page,) = printed
    assert "offered feedback to [a peer] about asking" in page
    assert not any(name in page for name in ("Marcus", "Oyelaran", "Hana", "Kim"))
    assert "Names of other clients are left out of this copy." in page
    assert "Elias Brandt" in page
    assert "2. Keep a steady sleep routine" in page
    assert "Elias" not in reader.windowTitle()
    assert "Brandt" not in reader.windowTitle()


def test_a_signed_note_keeps_the_goals_label(store: Store, scene: Scene) -> None:
    client = scene.clients["Elias"]
    view = store.read(notes.note, scene.session, client)
    store.write(notes.sign, scene.session, client, view.digest)
    store.write(_reword)
    (newest, *_) = store.read(notes.client_notes, client)
    assert [goal.label for goal in newest.goals] == ["Keep a steady sleep routine"]
    assert newest.signature is not None
    assert newest.signature.intact


def _reword(work: UnitOfWork) -> Change[None]:
    for goal in work.rows.exec(select(GoalRow)):
        goal.label = "Something else"
    return Change(Action.CHANGE_CLIENT, None, frozenset({Topic.ROSTER}), None)


def test_nothing_to_print_where_nothing_is_written(reader: NotesReader, scene: Scene) -> None:
    reader.read(scene.clients["Tomás"], "Tomás Rivera", "A-9")
    if not reader.text.toPlainText():
        assert reader.said.text() == "No note is written yet."
        assert not reader.print.isEnabled()


def test_enter_in_the_palette_without_a_match_searches_the_notes(theme: Theme, qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    asked: list[str] = []
    collect: Callable[..., None] = lambda then: then(())  # noqa: E731
    palette = Palette(theme, window, collect, asked.append)
    window.show()
    palette.open()
    qtbot.keyClicks(palette.field, "kingfisher")
    qtbot.keyClick(palette.field, Qt.Key.Key_Return)
    assert asked == ["kingfisher"]
    assert palette.isHidden()
    assert palette.field.text() == ""

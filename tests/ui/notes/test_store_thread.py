"""The screen with the store on its own thread, as in the program: answers come late and out of step with typing."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from coordinator import attendance, notes
from coordinator.changes import ChangeFeed
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.worker import ThreadWorker
from tests.fakes import FakeClock
from tests.ui.notes.scene import set_scene
from ui.bridge import Bridge
from ui.formats import Formats
from ui.notes import NotesPage
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme

WORDS = "Brings the log on Friday, calls the sponsor on Thursday and keeps the morning walk. "


def test_what_is_typed_while_answers_arrive_is_neither_lost_nor_reordered(
    qapp: QApplication, qtbot: QtBot, store: Store, clock: FakeClock, feed: ChangeFeed
) -> None:
    scene = set_scene(store, clock)
    elias = scene.clients["Elias"]
    worker = ThreadWorker()
    bridge = Bridge(store, worker, UndoHistory())
    feed.subscribe(bridge.publish)
    theme = Theme(qapp, scheme=SchemeChoice.LIGHT)
    page = NotesPage(theme, bridge, Formats(ZoneInfo("America/New_York"), QLocale("en_US")), ShownNames())
    qtbot.addWidget(page)
    page.show()
    page.open(scene.session, elias)
    page.activate()
    qtbot.waitUntil(lambda: "plan" in page.editor.fields(), timeout=5000)
    plan = page.editor.fields()["plan"]
    plan.setFocus()
    for place, letter in enumerate(WORDS):
        QTest.keyClicks(plan, letter)
        if place % 7 == 0:
            page.save_now()
        if place % 11 == 0:
            bridge.change(attendance.add_observation, scene.session, elias, f"Seen at letter {place}.")
        if place % 3 == 0:
            QTest.qWait(2)
    page.sign()
    qtbot.waitUntil(lambda: page._view is not None and page._view.signature is not None, timeout=5000)
    view = store.read(notes.note, scene.session, elias)
    assert view.content.sections["plan"] == WORDS
    assert page.editor.fields()["plan"].text() == WORDS
    assert view.signature is not None
    assert view.signature.intact
    assert page.editor.bars.bar("conflict") is None
    assert page.editor.bars.bar("refused") is None
    page.hide()
    worker.drain_and_stop()
    QTest.qWait(10)

"""The notes screen on a real store, everything on the test's own thread."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import notes
from coordinator.store.unit_of_work import Store
from tests.fakes import FakeClock
from tests.ui.notes.hands import PATIENCE_MS
from tests.ui.notes.scene import Scene, set_scene
from ui.bridge import Bridge
from ui.formats import Formats
from ui.notes import NotesPage
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme


@pytest.fixture(scope="session", autouse=True)
def _words_are_read() -> None:
    """Read the word lists before any page is shown.

    Otherwise every page of the first tests starts a thread that reads them, they read on through the tests that follow,
    and on a busy computer the interface waits for them past the time that a test allows.
    """
    notes.read_words()


@pytest.fixture
def scene(store: Store, clock: FakeClock) -> Scene:
    return set_scene(store, clock)


@pytest.fixture
def printed() -> list[str]:
    """What went to the printer."""
    return []


@pytest.fixture
def page(
    qapp: QApplication, qtbot: QtBot, bridge: Bridge, names: ShownNames, scene: Scene, printed: list[str]
) -> Iterator[NotesPage]:
    """The screen, open on Elias Brandt's note."""
    theme = Theme(qapp, scheme=SchemeChoice.LIGHT)
    formats = Formats(ZoneInfo("America/New_York"), QLocale("en_US"))

    def send(parent: QWidget, html: str) -> None:
        printed.append(html)

    page = NotesPage(theme, bridge, formats, names, send_to_printer=send)
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.show()
    page.activateWindow()
    qtbot.waitUntil(page.isActiveWindow, timeout=PATIENCE_MS)
    page.open(scene.session, scene.clients["Elias"])
    page.activate()
    yield page
    page.hide()
    page.deleteLater()

"""The open vault on screen: the day first, other pages when they are wanted, and no stray window flashes up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import sample_clinic
from coordinator.bootstrap import FirstRun, create_vault, open_coordinator
from coordinator.sample_clinic import Scale
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import FacilitatorId, Mark
from coordinator.worker import ThreadWorker
from tests.fakes import FakeClock
from ui.page import Place
from ui.theme import Theme
from ui.widgets.keys_sheet import KeysSheet
from ui.workspace import Workspace

FIVE_TO_NINE = datetime(2026, 3, 11, 12, 55, tzinfo=UTC)
PASSPHRASE = "river lantern copper eight fold"


class Windows(QObject):
    """Writes down each window that shows itself."""

    def __init__(self) -> None:
        super().__init__()
        self.shown: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.shown.append(type(watched).__name__)
        return False


def fill(store: Store) -> None:
    store.write(partial(sample_clinic.fill, scale=Scale.SMALL))


@pytest.fixture
def windows(qapp: QApplication) -> Iterator[Windows]:
    watch = Windows()
    qapp.installEventFilter(watch)
    yield watch
    qapp.removeEventFilter(watch)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DatabaseKey, FacilitatorId]:
    folder = tmp_path_factory.mktemp("workspace") / "vault"
    first_run = FirstRun(folder, PASSPHRASE, RecoveryCode.generate(), "Renee Alvarado, LCSW", "", "America/New_York")
    key, me = create_vault(first_run, clock=FakeClock(FIVE_TO_NINE), secrets=None, fill=fill)
    return folder, key, me


@pytest.fixture
def workspace(
    filled: tuple[Path, DatabaseKey, FacilitatorId], tmp_path: Path, theme: Theme, windows: Windows, qtbot: QtBot
) -> Iterator[Workspace]:
    folder, key, me = filled
    vault, clock = Vault(tmp_path / "vault"), FakeClock(FIVE_TO_NINE)
    shutil.copytree(folder, vault.folder)
    made = open_coordinator(vault, key, clock=clock, secrets=None, worker=ThreadWorker(), person=me)
    workspace = Workspace(made, theme, Settings(), clock=clock, state=None, open_link=lambda _url: True)
    with qtbot.waitActive(workspace.window):
        workspace.show()
    yield workspace
    if not workspace.closed:
        workspace.close()
    workspace.window.close_now()
    workspace.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def test_the_day_is_there_before_the_other_pages(qtbot: QtBot, workspace: Workspace) -> None:
    with qtbot.waitSignal(workspace.pages.today.day_shown):
        pass
    assert workspace.pages.not_made() is Place.SESSION
    qtbot.waitUntil(lambda: workspace.pages.not_made() is None, timeout=20_000)


def test_nothing_but_the_window_shows_itself_while_pages_are_made(
    qtbot: QtBot, workspace: Workspace, windows: Windows
) -> None:
    qtbot.waitUntil(lambda: workspace.pages.not_made() is None, timeout=20_000)
    for place in Place:
        workspace.window.show_place(place)
        QTest.qWait(50)
    assert windows.shown == ["MainWindow"]
    assert workspace.window.isActiveWindow()


def test_a_key_finds_the_page_it_needs_before_that_was_made(qtbot: QtBot, workspace: Workspace) -> None:
    QTest.keyClick(workspace.window, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: workspace.window.place() is Place.SESSION, timeout=20_000)
    assert workspace.pages.open_session is not None


def test_single_letters_are_turned_off_and_exchanged_at_once(qtbot: QtBot, workspace: Workspace) -> None:
    QTest.keyClick(workspace.window, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: workspace.window.place() is Place.SESSION, timeout=20_000)
    desk, rows = workspace.pages.session.attendance.desk, workspace.pages.session.attendance.list
    qtbot.waitUntil(lambda: bool(rows.rows), timeout=5_000)
    workspace.change_settings(replace(workspace.settings, single_key_marking=False))
    QTest.keyClick(rows, Qt.Key.Key_P)
    QTest.qWait(300)
    assert desk.sheet is not None
    assert {line.mark for line in desk.sheet.lines} == {Mark.UNMARKED}
    workspace.change_settings(replace(workspace.settings, single_key_marking=True, letters="present=J late=P"))
    QTest.keyClick(rows, Qt.Key.Key_J)
    qtbot.waitUntil(lambda: desk.sheet is not None and desk.sheet.lines[0].mark is Mark.PRESENT)


def test_a_vault_that_is_left_at_once_is_closed_in_order(workspace: Workspace) -> None:
    workspace.close()
    QTest.qWait(200)
    assert workspace.pages.not_made() is Place.SESSION


def test_each_key_leads_where_it_says(qtbot: QtBot, workspace: Workspace) -> None:
    window = workspace.window
    qtbot.waitUntil(lambda: workspace.pages.not_made() is None, timeout=30_000)
    control, shift, alt = (
        Qt.KeyboardModifier.ControlModifier,
        Qt.KeyboardModifier.ShiftModifier,
        Qt.KeyboardModifier.AltModifier,
    )
    places = {
        Qt.Key.Key_2: Place.WEEK,
        Qt.Key.Key_3: Place.GROUPS,
        Qt.Key.Key_4: Place.CLIENTS,
        Qt.Key.Key_5: Place.REPORTS,
        Qt.Key.Key_Comma: Place.SETTINGS,
        Qt.Key.Key_1: Place.TODAY,
    }
    for key, place in places.items():
        QTest.keyClick(window, key, control)
        assert window.place() is place
    QTest.keyClick(window, Qt.Key.Key_Left, alt)
    assert window.place() is Place.SETTINGS
    QTest.keyClick(window, Qt.Key.Key_F4)
    qtbot.waitUntil(lambda: window.place() is Place.SESSION)
    front = workspace.pages.session
    QTest.keyClick(window, Qt.Key.Key_Tab, control)
    qtbot.waitUntil(front.notes.isVisible)
    QTest.keyClick(window, Qt.Key.Key_Tab, control)
    qtbot.waitUntil(front.attendance.isVisible)
    hidden = []
    for _ in range(2):
        QTest.keyClick(window, Qt.Key.Key_H, control | shift)
        hidden.append(workspace.names.hidden)
    assert hidden == [True, False]
    QTest.keyClick(window, Qt.Key.Key_K, control)
    qtbot.waitUntil(workspace.palette.isVisible)
    workspace.palette.hide()
    QTest.keyClick(window, Qt.Key.Key_F1)
    sheet = window.findChild(KeysSheet)
    assert sheet is not None
    assert sheet.isVisible()
    sheet.close()
    with qtbot.waitSignal(workspace.lock_requested):
        QTest.keyClick(window, Qt.Key.Key_L, control)

"""The assembled window over a made-up group, and somebody who types in it and counts every key."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import attendance
from coordinator.attendance import AttendanceLine, AttendanceSheet
from coordinator.bootstrap import Coordinator, FirstRun, create_vault, open_coordinator
from coordinator.changes import Change
from coordinator.settings import Settings
from coordinator.store.tables import GroupRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import Action, FacilitatorId, GroupSessionId, SessionStatus, Topic
from coordinator.worker import ThreadWorker
from tests.coordinator.attendance.clinic import a_clinic
from tests.fakes import FakeClock
from ui.page import Place
from ui.session.page import SessionPage
from ui.theme import Theme
from ui.tour_camera import FIVE_TO_NINE, PASSPHRASE
from ui.workspace import Workspace


class Waits(Protocol):
    """What waits until something holds."""

    def __call__(self, done: Callable[[], bool]) -> None: ...


@dataclass
class Typist:
    """Presses keys where the focus is, as a keyboard does, and counts them: one key or chord is one keystroke."""

    workspace: Workspace
    made: Coordinator
    clock: FakeClock
    wait: Waits
    opened: list[str] = field(default_factory=list)
    count: int = 0
    front: QWidget | None = None

    @property
    def page(self) -> SessionPage:
        """Attendance in the full window."""
        return self.workspace.pages.session.attendance

    def press(self, *keys: str) -> None:
        """Press each key or chord once."""
        for key in keys:
            self.count += 1
            if QApplication.activeWindow() is None:
                self.bring(self.front or self.workspace.window)
            chord = QKeySequence(key)[0]  # type: ignore[index]  # its stub leaves this out
            target = QApplication.activePopupWidget() or QApplication.focusWidget() or self._window()
            QTest.keyClick(target, chord.key(), chord.keyboardModifiers())
            QApplication.processEvents()

    def counted(self, *keys: str) -> int:
        """Press keys and give how many keystrokes that was."""
        before = self.count
        self.press(*keys)
        return self.count - before

    def bring(self, window: QWidget) -> None:
        """Put a window in front."""
        self.front = window

        def activated() -> bool:
            if not window.isActiveWindow():
                if QApplication.activeWindow() is None:
                    window.hide()  # without a window manager nobody else gives a window the focus back
                window.show()
                window.activateWindow()
                QApplication.processEvents()
            return window.isActiveWindow()

        self.wait(activated)

    def arrive(self) -> None:
        """Wait until attendance is in front and its list takes keys."""
        self.wait(lambda: self.workspace.window.place() is Place.SESSION and self.page.desk.sheet is not None)
        self.bring(self.workspace.window)
        self.wait(self.page.list.hasFocus)

    def session(self) -> GroupSessionId:
        """The open session."""
        found = self.workspace.pages.session.session_id
        assert found is not None
        return found

    def sheet(self) -> AttendanceSheet:
        """What the store holds of it."""
        return self.made.worker.submit(self.made.store.read, attendance.sheet, self.session()).result()

    def line(self, number: int) -> AttendanceLine:
        """What the store holds of the client in a row."""
        return self.sheet().lines[number - 1]

    def _window(self) -> QWidget:
        compact = QApplication.activeWindow()
        return compact if compact is not None else self.workspace.window


@dataclass(frozen=True)
class Sample:
    """A closed vault with one group in it, made once: each test copies it."""

    folder: Path
    key: DatabaseKey
    me: FacilitatorId


def a_sample(folder: Path) -> Sample:
    """Make a vault with a group that meets at nine, on a Wednesday at five to nine."""
    person, clinic, zone = "Renee Alvarado, LCSW", "Alder Street IOP", "America/New_York"
    first_run = FirstRun(folder, PASSPHRASE, RecoveryCode.generate(), person, clinic, zone)
    key, me = create_vault(first_run, clock=FakeClock(FIVE_TO_NINE), secrets=None, fill=_fill)
    return Sample(folder, key, me)


@contextmanager
def an_assembled_window(qtbot: QtBot, theme: Theme, sample: Sample, folder: Path) -> Iterator[Typist]:
    """Open a copy of the vault; links are written down and not opened."""
    clock, opened = FakeClock(FIVE_TO_NINE), list[str]()
    shutil.copytree(sample.folder, folder)
    made = open_coordinator(
        Vault(folder), sample.key, clock=clock, secrets=None, worker=ThreadWorker(), person=sample.me
    )
    workspace = Workspace(made, theme, Settings(), clock=clock, state=None, open_link=_record(opened))
    workspace.window.resize(1280, 800)
    workspace.show()

    def wait(done: Callable[[], bool]) -> None:
        qtbot.waitUntil(done, timeout=60_000)

    typist = Typist(workspace, made, clock, wait, opened)
    try:
        typist.bring(workspace.window)
        wait(lambda: workspace.pages.today.today is not None)
        yield typist
    finally:
        workspace.window.close_now()
        workspace.close()
        workspace.deleteLater()
        QApplication.processEvents()


def _fill(store: Store) -> None:
    clinic = a_clinic(store, status=SessionStatus.PLANNED)

    def lock_the_door(work: UnitOfWork) -> Change[None]:
        work.get(GroupRow, clinic.group_id).passcode = "heron-4"
        return Change(Action.CHANGE_GROUP, clinic.group_id, frozenset({Topic.ROSTER}), None)

    store.write(lock_the_door)


def _record(opened: list[str]) -> Callable[[str], bool]:
    def record(url: str) -> bool:
        opened.append(url)
        return True

    return record

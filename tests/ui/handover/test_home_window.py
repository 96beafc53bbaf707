"""In the program's own window: a session that a substitute leads is handed over from Today and by name."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import people, sample_clinic, sessions
from coordinator.bootstrap import FirstRun, create_vault, open_coordinator
from coordinator.sample_clinic import Scale
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import FacilitatorId
from coordinator.worker import ThreadWorker
from tests.fakes import FakeClock
from tests.ui.test_workspace import FIVE_TO_NINE, PASSPHRASE
from ui.handover.giving import HandOverDialog
from ui.theme import Theme
from ui.widgets import Button, ScrollColumn
from ui.workspace import Workspace


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DatabaseKey, FacilitatorId]:
    """A sample clinic whose next session somebody else leads today."""
    folder = tmp_path_factory.mktemp("home") / "vault"
    first_run = FirstRun(folder, PASSPHRASE, RecoveryCode.generate(), "Renee Alvarado, LCSW", "", "America/New_York")

    def fill(store: Store) -> None:
        store.write(partial(sample_clinic.fill, scale=Scale.SMALL))
        following = store.read(sessions.next_session)
        assert following is not None
        stand_in = store.write(people.add_facilitator, "Mallory Chen", "LPC", states=["NY"]).outcome
        store.write(sessions.substitute_facilitator, following.id, stand_in, despite="Known to the group.")

    key, me = create_vault(first_run, clock=FakeClock(FIVE_TO_NINE), secrets=None, fill=fill)
    return folder, key, me


@pytest.fixture
def workspace(
    filled: tuple[Path, DatabaseKey, FacilitatorId], tmp_path: Path, theme: Theme, qtbot: QtBot
) -> Iterator[Workspace]:
    folder, key, me = filled
    vault, clock = Vault(tmp_path / "vault"), FakeClock(FIVE_TO_NINE)
    shutil.copytree(folder, vault.folder)
    made = open_coordinator(vault, key, clock=clock, secrets=None, worker=ThreadWorker(), person=me)
    workspace = Workspace(made, theme, Settings(), clock=clock, state=None, open_link=lambda _url: True)
    with qtbot.waitSignal(workspace.pages.today.day_shown, timeout=20_000):
        workspace.show()
    yield workspace
    if not workspace.closed:
        workspace.close()
    workspace.window.close_now()
    workspace.window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def titles_while(qtbot: QtBot, ask: Callable[[], None]) -> list[str]:
    """Do something that opens the dialog, put it away, and give what it was called."""
    seen: list[str] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, HandOverDialog):
            seen.append(dialog.windowTitle())
            dialog.reject()
            return
        QTimer.singleShot(20, look)

    QTimer.singleShot(0, look)
    ask()
    qtbot.waitUntil(lambda: bool(seen), timeout=20_000)
    return seen


def button_of(page: QWidget, words: str) -> Button:
    (found,) = (one for one in page.findChildren(Button) if one.text().startswith(words) and one.isVisible())
    return found


def test_today_hands_the_next_session_over(workspace: Workspace, qtbot: QtBot) -> None:
    give = button_of(workspace.pages.today, "Hand over")
    assert give.accessibleName().startswith("Hand over ")
    assert titles_while(qtbot, lambda: qtbot.mouseClick(give, Qt.MouseButton.LeftButton)) == ["Hand over a session"]


def test_the_palette_hands_the_next_session_over(workspace: Workspace, qtbot: QtBot) -> None:
    assert titles_while(qtbot, workspace.handing.give_next) == ["Hand over a session"]


@pytest.mark.parametrize("percent", [100, 150, 200])
def test_nothing_of_today_is_cut_beside_the_button(
    workspace: Workspace, theme: Theme, qtbot: QtBot, percent: int
) -> None:
    workspace.window.resize(1280, 800)
    theme.set_text_percent(percent)
    page = workspace.pages.today

    def fits() -> None:
        (scroll,) = page.findChildren(ScrollColumn)
        content = scroll.widget()
        assert content is not None
        assert content.minimumSizeHint().width() <= scroll.viewport().width()
        assert scroll.verticalScrollBar().value() == 0

    qtbot.waitUntil(fits, timeout=20_000)

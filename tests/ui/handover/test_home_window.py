"""In the program's own window: a session is handed over from Today, by name, and while it is open."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from coordinator import people, roster, sample_clinic, series, sessions
from coordinator.bootstrap import FirstRun, create_vault, open_coordinator
from coordinator.roster import GroupDetails
from coordinator.sample_clinic import Scale
from coordinator.series import Segment
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import FacilitatorId, GroupSessionId, ServiceType, SessionStatus, Weekday
from coordinator.worker import ThreadWorker
from tests.fakes import FakeClock
from tests.ui.test_workspace import FIVE_TO_NINE, PASSPHRASE
from ui.handover.giving import HandOverDialog
from ui.session.head import SessionHead
from ui.theme import Theme
from ui.today.session_card import LaterCard, SessionCard
from ui.widgets import Button, ScrollColumn
from ui.workspace import Workspace


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, DatabaseKey, FacilitatorId]:
    """A sample clinic whose sessions somebody else leads today."""
    folder = tmp_path_factory.mktemp("home") / "vault"
    first_run = FirstRun(folder, PASSPHRASE, RecoveryCode.generate(), "Renee Alvarado, LCSW", "", "America/New_York")

    def fill(store: Store) -> None:
        store.write(partial(sample_clinic.fill, scale=Scale.SMALL))
        stand_in = store.write(people.add_facilitator, "Mallory Chen", "LPC", states=["NY"]).outcome
        _meet_in_the_evening(store)
        for one in store.read(sessions.todays_sessions):
            store.write(sessions.substitute_facilitator, one.id, stand_in, despite="Known to the group.")

    key, me = create_vault(first_run, clock=FakeClock(FIVE_TO_NINE), secrets=None, fill=fill)
    return folder, key, me


def _meet_in_the_evening(store: Store) -> None:
    details = GroupDetails(name="Evening Skills and Relapse Prevention", link="https://us02web.zoom.us/j/5550102580")
    group = store.write(roster.add_group, details).outcome
    block = partial(
        series.add_block,
        weekdays=(Weekday.WED,),
        starts=time(17, 30),
        from_on=date(2026, 3, 11),
        segments=(Segment(ServiceType.GROUP_THERAPY, 180),),
    )
    store.write(block, group)
    store.write(sessions.plan_ahead)


@pytest.fixture
def workspace(
    filled: tuple[Path, DatabaseKey, FacilitatorId], tmp_path: Path, theme: Theme, clock: FakeClock, qtbot: QtBot
) -> Iterator[Workspace]:
    folder, key, me = filled
    vault = Vault(tmp_path / "vault")
    clock.set(FIVE_TO_NINE)
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


def asked_while(qtbot: QtBot, ask: Callable[[], None]) -> list[GroupSessionId]:
    """Do something that opens the dialog, put it away, and give the session that it asked about."""
    seen: list[GroupSessionId] = []

    def look() -> None:
        dialog = QApplication.activeModalWidget()
        if isinstance(dialog, HandOverDialog):
            assert dialog.windowTitle() == "Hand over a session"
            seen.append(dialog._found.session.id)
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


def todays(workspace: Workspace) -> tuple[GroupSessionId, ...]:
    found = workspace.pages.today.today
    assert found is not None
    return tuple(one.session.id for one in found.sessions)


def test_today_hands_the_next_session_over(workspace: Workspace, qtbot: QtBot) -> None:
    (card,) = workspace.pages.today.findChildren(SessionCard)
    give = button_of(card, "Hand over")
    assert give.accessibleName() == "Hand over Mood & Anxiety"
    asked = asked_while(qtbot, lambda: qtbot.mouseClick(give, Qt.MouseButton.LeftButton))
    assert asked == [card.day_session.session.id]


def test_today_hands_a_later_session_over_by_keyboard(workspace: Workspace, qtbot: QtBot) -> None:
    (card,) = workspace.pages.today.findChildren(LaterCard)
    give, prepare = button_of(card, "Hand over"), button_of(card, "Prepare")
    assert give.accessibleName() == "Hand over Evening Skills and Relapse Prevention"
    prepare.setFocus(Qt.FocusReason.TabFocusReason)
    qtbot.keyClick(prepare, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    assert give.hasFocus(), "it stands before Prepare"
    asked = asked_while(qtbot, lambda: qtbot.keyClick(give, Qt.Key.Key_Return))
    assert asked == [todays(workspace)[-1]]


def test_the_palette_hands_the_next_session_over(workspace: Workspace, qtbot: QtBot) -> None:
    assert asked_while(qtbot, workspace.handing.give_next) == [todays(workspace)[0]]


class TestInAnOpenSession:
    @pytest.fixture
    def head(self, workspace: Workspace, qtbot: QtBot) -> SessionHead:
        """Attendance of the first session, in front."""
        workspace.window.resize(1280, 800)
        workspace.paths.open_session(todays(workspace)[0])
        attendance = workspace.pages.session.attendance
        qtbot.waitUntil(lambda: attendance.desk.sheet is not None, timeout=20_000)
        qtbot.waitUntil(attendance.head.hand_over.isVisible, timeout=20_000)
        return attendance.head

    def test_it_is_handed_over_from_its_header_by_keyboard(
        self, workspace: Workspace, head: SessionHead, qtbot: QtBot
    ) -> None:
        assert head.hand_over.accessibleName() == "Hand over…"
        assert head.hand_over.text() or head.hand_over.toolTip() == "Hand over…", "words, or what the icon means"
        head.passcode.setFocus(Qt.FocusReason.TabFocusReason)
        qtbot.keyClick(head.passcode, Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
        assert head.hand_over.hasFocus()
        asked = asked_while(qtbot, lambda: qtbot.keyClick(head.hand_over, Qt.Key.Key_Return))
        assert asked == [todays(workspace)[0]]

    def test_the_menu_of_attendance_and_of_notes_hands_it_over(
        self, workspace: Workspace, head: SessionHead, qtbot: QtBot
    ) -> None:
        place = workspace.pages.session
        for turn in (lambda: None, lambda: place.open_notes(todays(workspace)[0])):
            turn()
            (entry,) = (one for one in place.actions() if one.text() == "Hand over to a substitute")
            assert asked_while(qtbot, entry.trigger) == [todays(workspace)[0]]

    def test_who_leaves_half_way_hands_over_until_it_has_ended(
        self, workspace: Workspace, head: SessionHead, clock: FakeClock, qtbot: QtBot
    ) -> None:
        (first, *_), place = todays(workspace), workspace.pages.session
        (entry,) = (one for one in place.actions() if one.text() == "Hand over to a substitute")
        workspace.bridge.change(sessions.launch, first)
        clock.set(FIVE_TO_NINE + timedelta(hours=1))
        desk = place.attendance.desk
        qtbot.waitUntil(lambda: desk.sheet is not None and desk.sheet.session.status is SessionStatus.LIVE)
        assert head.hand_over.isVisible()
        assert entry.isEnabled()
        workspace.bridge.change(sessions.end_session, first)
        qtbot.waitUntil(lambda: not head.hand_over.isVisible(), timeout=20_000)
        assert not entry.isEnabled()

    def test_nothing_of_the_header_is_cut(
        self, workspace: Workspace, theme: Theme, head: SessionHead, qtbot: QtBot
    ) -> None:
        def fits() -> None:
            assert head.minimumSizeHint().width() <= head.width()
            assert head.title.width() >= head.title.sizeHint().width(), "the group is named whole"
            assert head.hand_over.width() >= head.hand_over.minimumSizeHint().width()
            assert head.hand_over.accessibleName() == "Hand over…"

        for percent in (200, 150, 100):
            theme.set_text_percent(percent)
            qtbot.waitUntil(fits, timeout=20_000)


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
        for card in page.findChildren(LaterCard):
            assert card.minimumSizeHint().width() <= card.width()
        assert scroll.verticalScrollBar().value() == 0

    qtbot.waitUntil(fits, timeout=20_000)

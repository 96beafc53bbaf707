"""Reminders while the vault is locked: by the time alone, on a real session bus, and not said again afterwards."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator import sessions
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import MomentKind
from tests.fakes import FakeClock
from tests.ui.week.a_desktop import Desktop, a_desktop
from tests.ui.week.week_clinic import fill
from ui.locked_reminders import LockedReminders, handed_over, taken_over

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus is the Linux desktop's")
NEW_YORK = ZoneInfo("America/New_York")
NINE = datetime(2026, 3, 11, 9, 0, tzinfo=NEW_YORK)
FIVE = timedelta(minutes=5)


@pytest.fixture(autouse=True)
def _american() -> Iterator[None]:
    before = QLocale()
    QLocale.setDefault(QLocale("en_US"))
    yield
    QLocale.setDefault(before)


@pytest.fixture
def desktop(session_bus: str | None) -> Iterator[Desktop]:
    with a_desktop() as made:
        yield made


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


def said(desktop: Desktop) -> list[tuple[str, str, bool]]:
    return [(one.title, one.body, one.quiet) for one in desktop.shown]


def test_what_is_handed_over_are_times_and_nothing_else() -> None:
    text = handed_over([NINE, NINE + timedelta(hours=8)])
    assert text == "2026-03-11T09:00:00-04:00,2026-03-11T17:00:00-04:00"
    assert taken_over(text) == (NINE, NINE + timedelta(hours=8))
    assert taken_over("") == taken_over("soon,2026-03-11T09:00:00") == ()


def test_a_locked_window_says_when_and_again_quietly_until_it_is_opened(
    desktop: Desktop, window: QWidget, qtbot: QtBot
) -> None:
    clock = FakeClock(datetime(2026, 3, 11, 12, 50, tzinfo=UTC))
    reminders = LockedReminders(window, [NINE], FIVE, clock)
    clock.set(datetime(2026, 3, 11, 12, 55, tzinfo=UTC))
    reminders.look()
    qtbot.waitUntil(lambda: len(desktop.shown) == 1)
    clock.advance(minutes=3)
    reminders.look()
    qtbot.waitUntil(lambda: len(desktop.shown) == 2)
    clock.set(datetime(2026, 3, 11, 13, 0, tzinfo=UTC))
    reminders.look()
    qtbot.waitUntil(lambda: len(desktop.shown) == 3)
    clock.advance(minutes=4)
    reminders.look()
    qtbot.waitUntil(lambda: len(desktop.shown) == 4)
    assert said(desktop) == [
        ("Next session in 5 minutes", "9:00 AM", False),
        ("Next session in 2 minutes", "9:00 AM", True),
        ("A session starts now", "9:00 AM", False),
        ("A session waits to be launched", "9:00 AM", True),
    ]
    assert reminders.told == (datetime(2026, 3, 11, 12, 55, tzinfo=UTC), datetime(2026, 3, 11, 13, 0, tzinfo=UTC))
    reminders.stop()


def test_a_click_asks_for_the_locked_window(session_bus: str | None, window: QWidget, qtbot: QtBot) -> None:
    with a_desktop("click"):
        clock = FakeClock(datetime(2026, 3, 11, 12, 54, tzinfo=UTC))
        reminders = LockedReminders(window, [NINE], FIVE, clock)
        clock.advance(minutes=1)
        with qtbot.waitSignal(reminders.clicked, timeout=5000):
            reminders.look()
        assert reminders._waiting, "choosing is not dismissing"
        reminders.stop()


def test_closing_a_notification_dismisses_it(session_bus: str | None, window: QWidget, qtbot: QtBot) -> None:
    with a_desktop("close") as desktop:
        clock = FakeClock(datetime(2026, 3, 11, 12, 54, tzinfo=UTC))
        reminders = LockedReminders(window, [NINE], FIVE, clock)
        clock.advance(minutes=1)
        reminders.look()
        qtbot.waitUntil(lambda: not reminders._waiting)
        clock.advance(minutes=3)
        reminders.look()
        qtbot.wait(200)
        assert len(desktop.shown) == 1
        reminders.stop()


def test_what_fell_due_while_the_computer_slept_is_one_summary(desktop: Desktop, window: QWidget, qtbot: QtBot) -> None:
    clock = FakeClock(datetime(2026, 3, 11, 10, 0, tzinfo=UTC))
    starts = [NINE + timedelta(minutes=10 * number) for number in range(3)]
    reminders = LockedReminders(window, starts, FIVE, clock)
    clock.set(datetime(2026, 3, 11, 18, 0, tzinfo=UTC))
    reminders.look()
    qtbot.waitUntil(lambda: bool(desktop.shown))
    qtbot.wait(200)
    assert said(desktop) == [("3 sessions needed you while this computer slept", "Unlock to see what is left.", False)]
    reminders.stop()


def test_what_was_said_while_locked_is_not_said_again(
    store: Store, clock: FakeClock, desktop: Desktop, window: QWidget, qtbot: QtBot
) -> None:
    fill(store)
    clock.set(datetime(2026, 3, 11, 12, 50, tzinfo=UTC))
    starts = [one.due_at for one in store.read(sessions.moments) if one.kind is MomentKind.START]
    reminders = LockedReminders(window, starts, FIVE, clock)
    clock.set(datetime(2026, 3, 11, 13, 3, tzinfo=UTC))
    reminders.look()
    told = reminders.told
    reminders.stop()
    assert store.write(sessions.note_told, told).outcome == 2
    assert store.write(sessions.note_told, told).outcome == 0
    delivered = store.write(sessions.deliver_due).outcome
    kinds = {one.kind for one in (*delivered.prompt, *delivered.missed)}
    assert kinds <= {MomentKind.LINK_CHECK}
    assert store.read(sessions.waiting_reminders), "it still waits to be launched"

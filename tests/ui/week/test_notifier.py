"""Notifications, shown by a real service on a real bus."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator import sessions
from coordinator.jobs import MissedReminders, Reminder
from coordinator.settings import ReminderContent
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.vocabulary import GroupSessionId, MomentKind
from coordinator.worker import InlineWorker
from tests.fakes import FakeClock
from tests.ui.week.a_desktop import Desktop, a_desktop
from tests.ui.week.week_clinic import fill
from ui.bridge import Bridge
from ui.formats import Formats
from ui.notifier import Notifier

NINE = datetime(2026, 3, 11, 13, 0, tzinfo=UTC)
FORMATS = Formats(ZoneInfo("America/New_York"), QLocale("en_US"))


def a_reminder(kind: MomentKind = MomentKind.REMINDER, due_at: datetime = NINE - timedelta(minutes=5)) -> Reminder:
    return Reminder(kind, due_at, GroupSessionId(uuid4()), NINE, "Mood & Anxiety")


@pytest.fixture
def notifier(qtbot: QtBot) -> Iterator[Notifier]:
    window = QWidget()
    qtbot.addWidget(window)
    made = Notifier(window, ReminderContent.TIME_ONLY, FORMATS)
    yield made
    made.close()


def test_by_default_only_the_time_is_said(notifier: Notifier) -> None:
    assert notifier.words(a_reminder()) == ("Next session in 5 minutes", "9:00 AM")
    assert notifier.words(a_reminder(MomentKind.START, NINE)) == ("A session starts now", "9:00 AM")
    assert notifier.words(a_reminder(MomentKind.NO_SHOW_LIST, NINE)) is None


def test_the_group_is_named_where_it_was_chosen(notifier: Notifier) -> None:
    notifier.set_content(ReminderContent.GROUP_NAME)
    assert notifier.words(a_reminder()) == ("Next session in 5 minutes", "Mood & Anxiety, 9:00 AM")


def test_what_was_missed_is_one_sentence(notifier: Notifier) -> None:
    missed = MissedReminders(tuple(a_reminder() for _ in range(3)))
    words = notifier.words(missed)
    assert words is not None
    assert words[0] == "3 sessions needed you while this computer slept"


@pytest.fixture
def desktop(session_bus: str | None) -> Iterator[Desktop]:
    with a_desktop("click") as made:
        yield made


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus is the Linux desktop's")
def test_a_reminder_reaches_the_desktop_and_a_click_comes_back(
    desktop: Desktop, notifier: Notifier, qtbot: QtBot
) -> None:
    with qtbot.waitSignal(notifier.clicked, timeout=5000):
        notifier.show(a_reminder())
    assert [(one.title, one.body) for one in desktop.shown] == [("Next session in 5 minutes", "9:00 AM")]


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="D-Bus is the Linux desktop's")
def test_closing_a_notification_dismisses_its_session(
    session_bus: str | None, store: Store, clock: FakeClock, qtbot: QtBot
) -> None:
    fill(store)
    window = QWidget()
    qtbot.addWidget(window)
    made = Notifier(window, ReminderContent.TIME_ONLY, FORMATS, Bridge(store, InlineWorker(), UndoHistory()))
    store.write(sessions.deliver_due)
    session = store.read(sessions.todays_sessions)[0]
    assert store.read(sessions.waiting_reminders)
    with a_desktop("close"):
        made.show(Reminder(MomentKind.REMINDER, NINE - timedelta(minutes=5), session.id, NINE, "Mood & Anxiety"))
        qtbot.waitUntil(lambda: store.read(sessions.waiting_reminders) == ())
    made.close()


def test_off_is_off_and_a_missing_desktop_harms_nothing(notifier: Notifier, session_bus: str | None) -> None:
    notifier.show(a_reminder())
    notifier.set_content(ReminderContent.OFF)
    notifier.show(a_reminder())


def test_a_reminder_is_said_again_until_it_is_dismissed(
    store: Store, clock: FakeClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(store)
    window = QWidget()
    qtbot.addWidget(window)
    made = Notifier(window, ReminderContent.TIME_ONLY, FORMATS, Bridge(store, InlineWorker(), UndoHistory()))
    said: list[tuple[str, str]] = []
    monkeypatch.setattr(made, "_send", lambda title, body, *, quiet=False: said.append((title, body)))
    session = store.read(sessions.todays_sessions)[0]
    made.start()
    assert made._again.isActive(), "what waits from before the start is said again too"
    made.repeat()
    assert said == [], "nothing fell due yet"
    store.write(sessions.deliver_due)
    clock.set(NINE - timedelta(minutes=3))
    made.repeat()
    clock.set(NINE + timedelta(minutes=4))
    made.repeat()
    assert said == [("Next session in 3 minutes", "9:00 AM"), ("A session waits to be launched", "9:00 AM")]
    store.write(sessions.dismiss_reminders, session.id)
    made.repeat()
    assert len(said) == 2
    made.close()

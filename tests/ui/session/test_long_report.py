"""A report of a hundred thousand rows is read beside the desk: marking goes on, and Stop leaves nothing behind."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from sqlmodel import select

from coordinator import attendance
from coordinator.changes import ChangeFeed
from coordinator.store.tables import IntervalRow, ReportImportRow
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.vocabulary import GroupSessionId, Mark
from coordinator.worker import ThreadWorker
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock
from tests.ui.session.conftest import FORMATS
from ui.bridge import Bridge
from ui.comparison.page import ComparisonPage
from ui.session.page import SessionPage
from ui.shown_names import ShownNames
from ui.theme import Theme

ROWS = 100_000


@pytest.fixture(scope="module")
def long_report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    lines = ["Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room"]
    names = ("Amara Osei", "Ben Castellano", "Elias Brandt", "Farah Siddiqui", "Hana Kim")
    for number in range(ROWS):
        minute, second = divmod(number % 3600, 60)
        joined = f"03/11/2026 09:{minute:02d}:{second:02d} AM"
        left = f"03/11/2026 10:{minute:02d}:{second:02d} AM"
        lines.append(f"{names[number % 5]},,{joined},{left},60,Yes,No")
    path = tmp_path_factory.mktemp("long") / "participants.csv"
    path.write_text("\r\n".join(lines), encoding="utf-8")
    return path


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    made = a_clinic(store)
    clock.set(NINE + timedelta(minutes=12))
    return made


@pytest.fixture
def page(qtbot: QtBot, theme: Theme, store: Store, feed: ChangeFeed, clinic: Clinic) -> Iterator[SessionPage]:
    """The page on threads as the program has them."""
    worker = ThreadWorker()
    bridge, names = Bridge(store, worker, UndoHistory()), ShownNames()
    feed.subscribe(bridge.publish)
    comparison = ComparisonPage(theme, bridge, FORMATS, names, choose_file=lambda _: ())
    made = SessionPage(theme, bridge, FORMATS, names, comparison=comparison, choose_file=lambda _: ())
    qtbot.addWidget(made)
    made.resize(1072, 768)
    made.open(clinic.session_id)
    made.show()
    made.activateWindow()
    qtbot.waitUntil(lambda: bool(made.list.rows), timeout=20_000)
    made.activate()
    yield made
    bridge.close()
    made.hide()
    worker.drain_and_stop()


def taken_in(store: Store) -> int:
    return store.read(
        lambda work: len(work.rows.exec(select(ReportImportRow)).all()) + len(work.rows.exec(select(IntervalRow)).all())
    )


@pytest.mark.slow
def test_a_client_is_marked_and_the_mark_is_painted_before_the_report_is_read(
    qtbot: QtBot, page: SessionPage, store: Store, clinic: Clinic, long_report: Path
) -> None:
    page.compare(long_report)
    qtbot.waitUntil(page.comparing.progress.isVisible, timeout=20_000)
    QTest.keyClick(page.list, Qt.Key.Key_P)
    first = page.list.rows[0]
    qtbot.waitUntil(first.buttons["present"].isChecked, timeout=20_000)
    assert page.comparing.progress.running, "the report is still being read"
    assert not page.comparing.in_front
    line = store.read(attendance.sheet, clinic.session_id).lines[0]
    assert line.mark is Mark.PRESENT
    qtbot.waitUntil(lambda: page.comparing.progress.percent > 20, timeout=60_000)
    qtbot.waitUntil(lambda: page.comparing.in_front, timeout=200_000)
    assert not page.comparing.progress.running


@pytest.mark.slow
@pytest.mark.parametrize("how", ["button", "escape"])
def test_stop_ends_the_reading_and_leaves_nothing_behind(
    qtbot: QtBot, page: SessionPage, store: Store, long_report: Path, how: str
) -> None:
    page.compare(long_report)
    qtbot.waitUntil(page.comparing.progress.isVisible, timeout=20_000)
    if how == "button":
        page.comparing.progress.stop.click()
    else:
        QTest.keyClick(page.list, Qt.Key.Key_Escape)
    assert not page.comparing.progress.running
    done = threading.Event()
    page._bridge._worker.submit_apart(done.set)
    qtbot.waitUntil(done.is_set, timeout=20_000)  # the thread is free again: the reading has ended
    QTest.qWait(50)
    assert not page.comparing.in_front
    assert taken_in(store) == 0
    QTest.keyClick(page.list, Qt.Key.Key_A)
    qtbot.waitUntil(page.list.rows[0].buttons["absent"].isChecked, timeout=20_000)


@pytest.mark.slow
def test_another_session_stops_the_reading_of_the_one_before(page: SessionPage, long_report: Path) -> None:
    page.compare(long_report)
    assert page.comparing.progress.running
    page.open(GroupSessionId(uuid4()))
    assert not page.comparing.progress.running

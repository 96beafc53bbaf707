"""A mark from the key press to committed and repainted, on a store with a history."""

from __future__ import annotations

import statistics
import time
from datetime import date, timedelta
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtCore import QEventLoop, QLocale
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import insert

from coordinator import attendance
from coordinator.changes import Change, ChangeFeed
from coordinator.store.tables import AttendanceRow, GroupSessionRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, GroupSessionId, Mark, SessionStatus, Topic
from coordinator.worker import ThreadWorker
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock
from tests.ui.session.bench import a_bridge
from ui.formats import Formats
from ui.session.page import SessionPage
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme

MARKS = 20_000
PRESSES = 100
ROUNDS = 3
"""The best round counts: what other programs take of the machine is not ours."""
P99_MS = 16.0


def a_history(store: Store, clinic: Clinic, marks: int) -> None:
    """Past sessions of the same clients, `marks` of them in all."""

    def fill(work: UnitOfWork) -> Change[None]:
        sessions: list[dict[str, object]] = []
        rows: list[dict[str, object]] = []
        for number in range(marks // len(clinic.clients)):
            starts_at = NINE - timedelta(days=number + 1)
            session_id = GroupSessionId(uuid4())
            past = GroupSessionRow(
                id=session_id,
                group_id=clinic.group_id,
                service_date=starts_at.date(),
                starts_at=starts_at,
                ends_at=starts_at + timedelta(hours=3),
                zone="America/New_York",
                planned_minutes=180,
                status=SessionStatus.HELD,
            )
            sessions.append(past.model_dump())
            rows += [
                AttendanceRow(session_id=session_id, client_id=client, mark=Mark.PRESENT).model_dump()
                for client in clinic.clients.values()
            ]
        connection = work.rows.connection()
        connection.execute(insert(GroupSessionRow), sessions)
        connection.execute(insert(AttendanceRow), rows)
        return Change(Action.FILL_SAMPLE, None, frozenset({Topic.ATTENDANCE}), None)

    store.write(fill)


@pytest.fixture
def clinic(store: Store, clock: FakeClock) -> Clinic:
    clinic = a_clinic(store)
    a_history(store, clinic, MARKS)
    clock.set(NINE + timedelta(minutes=20))
    return clinic


@pytest.mark.benchmark
def test_a_key_press_is_stored_and_painted_at_once(
    qtbot: QtBot, qapp: QApplication, store: Store, feed: ChangeFeed, clinic: Clinic
) -> None:
    theme = Theme(qapp, scheme=SchemeChoice.LIGHT)
    worker = ThreadWorker()
    bridge = a_bridge(store, feed, worker)
    formats = Formats(ZoneInfo("America/New_York"), QLocale("en_US"))
    page = SessionPage(theme, bridge, formats, ShownNames())
    qtbot.addWidget(page)
    page.resize(1072, 768)
    page.open(clinic.session_id)
    page.show()
    qtbot.waitUntil(lambda: len(page.list.rows) == len(clinic.clients), timeout=3000)
    page.list.setFocus()
    rounds = [sorted(_press(qtbot, qapp, page)) for _ in range(ROUNDS)]
    worker.drain_and_stop()
    page.hide()
    p99, median = min((taken[int(len(taken) * 0.99) - 1], statistics.median(taken)) for taken in rounds)
    print(f"mark: median {median:.1f} ms, p99 {p99:.1f} ms, allowed {P99_MS} ms")  # noqa: T201
    assert p99 <= P99_MS


def _press(qtbot: QtBot, qapp: QApplication, page: SessionPage) -> list[float]:
    """Mark one client after the other; gives the milliseconds from each key press to its paint."""
    taken: list[float] = []
    for number in range(PRESSES):
        place = number % len(page.list.rows)
        row = page.list.rows[place]
        assert row.line is not None
        page.list.choose(row.line.client_id)
        key, wanted = ("a", "absent") if row.buttons["present"].isChecked() else ("p", "present")
        qapp.processEvents()
        loop = QEventLoop()
        page.desk.shown.connect(loop.quit)
        began = time.perf_counter()
        qtbot.keyClick(page.list, key)
        while not row.buttons[wanted].isChecked():
            loop.exec()
        qapp.processEvents()  # paints what is dirty
        taken.append((time.perf_counter() - began) * 1000)
        page.desk.shown.disconnect(loop.quit)
    return taken


@pytest.mark.benchmark
def test_facts_of_a_week_do_not_grow_with_the_history(store: Store, clinic: Clinic) -> None:
    began = time.perf_counter()
    week = store.read(attendance.attendance_between, date(2026, 3, 9), date(2026, 3, 15))
    of_a_week = time.perf_counter() - began
    began = time.perf_counter()
    everything = store.read(attendance.attendance_between, date(2020, 1, 1), date(2026, 3, 15))
    of_all = time.perf_counter() - began
    print(f"week {of_a_week * 1000:.1f} ms, {len(everything)} facts {of_all * 1000:.0f} ms")  # noqa: T201
    assert len(everything) >= MARKS
    assert len(week) == 3 * len(clinic.clients)
    assert of_a_week < of_all / 10
    assert of_all < 3

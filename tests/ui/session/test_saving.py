"""A mark is on screen once it is stored, never before; what the store could not take is kept."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Future
from datetime import timedelta
from typing import ParamSpec, TypeVar

import pytest
from pytestqt.qtbot import QtBot
from sqlmodel import select

from coordinator import attendance
from coordinator.changes import Change, ChangeFeed
from coordinator.errors import StoreFull
from coordinator.store.tables import AttendanceRow
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Mark
from coordinator.worker import InlineWorker
from tests.coordinator.attendance.clinic import NINE, Clinic, a_clinic
from tests.fakes import FakeClock
from tests.ui.session.bench import a_bridge
from tests.ui.session.conftest import FORMATS, Desk
from ui.session.page import SessionPage
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import InfoBar, LinkButton

P = ParamSpec("P")
T = TypeVar("T")


class HeldWorker:
    """Runs calls only when it is told to."""

    def __init__(self) -> None:
        self._waiting: list[Callable[[], None]] = []

    def submit(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        future: Future[T] = Future()

        def run() -> None:
            done = InlineWorker().submit(call, *args, **kwargs)
            failure = done.exception()
            if failure is not None:
                future.set_exception(failure)
            else:
                future.set_result(done.result())

        self._waiting.append(run)
        return future

    def submit_apart(self, call: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        return self.submit(call, *args, **kwargs)

    def run_all(self) -> None:
        while self._waiting:
            self._waiting.pop(0)()

    def drain_and_stop(self) -> None:
        self.run_all()


@pytest.fixture
def held(
    qtbot: QtBot, theme: Theme, store: Store, feed: ChangeFeed, clock: FakeClock
) -> Iterator[tuple[SessionPage, HeldWorker, Clinic]]:
    clinic, worker = a_clinic(store), HeldWorker()
    clock.set(NINE + timedelta(minutes=5))
    page = SessionPage(theme, a_bridge(store, feed, worker), FORMATS, ShownNames())
    qtbot.addWidget(page)
    page.open(clinic.session_id)
    page.show()
    worker.run_all()
    yield page, worker, clinic
    page.hide()


def test_a_mark_is_shown_after_the_commit_only(
    qtbot: QtBot, held: tuple[SessionPage, HeldWorker, Clinic], store: Store
) -> None:
    page, worker, clinic = held
    qtbot.keyClick(page.list, "p")
    assert not page.list.rows[0].buttons["present"].isChecked()
    worker.run_all()
    assert page.list.rows[0].buttons["present"].isChecked()
    assert store.read(attendance.sheet, clinic.session_id).lines[0].mark is Mark.PRESENT


def test_digits_typed_before_the_stamp_arrives_are_minutes(
    qtbot: QtBot, held: tuple[SessionPage, HeldWorker, Clinic], store: Store
) -> None:
    page, worker, clinic = held
    qtbot.keyClick(page.list, "l")
    editor = page.list.rows[0].editor
    qtbot.keyClicks(editor, "12")
    worker.run_all()
    assert editor.text() == "12"
    editor.kept.emit(12, False)
    worker.run_all()
    assert store.read(attendance.sheet, clinic.session_id).lines[0].arrived_late_minutes == 12


def test_the_same_mark_replayed_leaves_one_row(store: Store) -> None:
    clinic = a_clinic(store)
    for _ in range(100):
        store.write(attendance.mark, clinic.session_id, clinic["Amara"], Mark.PRESENT)
    rows = store.read(lambda work: len(work.rows.exec(select(AttendanceRow)).all()))
    assert rows == 1


def test_a_full_disk_is_said_and_the_mark_is_kept_until_it_can_be_saved(
    qtbot: QtBot, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    write = desk.store.write_and_read

    def full(*args: object, **kwargs: object) -> Change[object]:
        raise StoreFull

    monkeypatch.setattr(desk.store, "write_and_read", full)
    qtbot.keyClick(desk.page.list, "p")
    qtbot.keyClick(desk.page.list, "a")
    assert desk.page.desk.unsaved == 2
    assert not desk.page.list.rows[0].buttons["present"].isChecked()
    bar = next(bar for bar in desk.page.findChildren(InfoBar) if bar.isVisible())
    assert bar.accessibleName().startswith("Not saved.")
    monkeypatch.setattr(desk.store, "write_and_read", write)
    bar.findChildren(LinkButton)[0].click()
    assert (desk.line("Amara").mark, desk.line("Ben").mark) == (Mark.PRESENT, Mark.ABSENT)
    assert desk.page.desk.unsaved == 0

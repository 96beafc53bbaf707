"""An export runs beside the store: others are served while a page is set, and Stop leaves whole files."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from sqlmodel import select

from coordinator import roster, summaries
from coordinator.store.tables import ExportRow
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ExportedWeek, ExportRequest
from coordinator.summaries.wording import Wording
from coordinator.undo import UndoHistory
from coordinator.vocabulary import Audience, FileFormat
from coordinator.worker import ThreadWorker
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks, six_weeks
from ui.bridge import Bridge
from ui.summaries.exporter import Exporter

WORDING = Wording.load()
LONG = 30_000


@pytest.fixture
def weeks(store: Store, clock: FakeClock) -> SixWeeks:
    return six_weeks(store, clock, weeks=1)


@pytest.fixture
def bridge(store: Store) -> Iterator[Bridge]:
    worker = ThreadWorker()
    made = Bridge(store, worker, UndoHistory())
    yield made
    made.close()
    worker.drain_and_stop()


def requests_of(store: Store, weeks: SixWeeks, folder: Path, *formats: FileFormat) -> tuple[ExportRequest, ...]:
    like = ExportRequest(MAR_2, weeks.group_id, folder, formats=formats, audience=Audience.CLIENT)
    return store.read(summaries.week_requests, like, [weeks.group_id])


def test_somebody_else_is_served_while_a_page_is_set(
    qtbot: QtBot, store: Store, bridge: Bridge, weeks: SixWeeks, tmp_path: Path
) -> None:
    """The words of the first page set beside the store are held back until the store has answered somebody."""
    answered, held = threading.Event(), threading.Event()

    class Held(Wording):
        def say(self, key: str, **facts: str | int) -> str:
            if threading.current_thread().name.startswith("apart") and not held.is_set():
                held.set()
                assert answered.wait(LONG / 1000), "nobody was served while a page was set"
            return super().say(key, **facts)

    exporter = Exporter(bridge, Held(WORDING.words))
    asked = requests_of(store, weeks, tmp_path, FileFormat.HTML)
    with qtbot.waitSignal(exporter.finished, timeout=LONG):
        exporter.start(asked)
        qtbot.waitUntil(held.is_set, timeout=LONG)
        bridge.read(roster.clients, then=lambda _lines: answered.set())
    assert len(list(tmp_path.glob("*.html"))) == len(asked)


def test_stop_leaves_whole_files_that_are_logged(
    qtbot: QtBot, store: Store, bridge: Bridge, weeks: SixWeeks, tmp_path: Path
) -> None:
    exporter = Exporter(bridge, WORDING)
    exporter.progressed.connect(lambda done, _total: exporter.stop() if done == 1 else None)
    with qtbot.waitSignal(exporter.finished, timeout=LONG) as finished:
        exporter.start(requests_of(store, weeks, tmp_path, FileFormat.PDF, FileFormat.JSON))
    (made,) = finished.args or [None]
    assert isinstance(made, ExportedWeek)
    assert made.stopped
    written = list(tmp_path.glob("*.json"))
    assert 1 <= len(written) == len(made.done) < len(weeks.clients)
    assert all(json.loads(path.read_text(encoding="utf-8"))["summary"] for path in written)
    assert len(store.read(lambda work: work.rows.exec(select(ExportRow)).all())) == len(written)
    assert not exporter.running


def test_closing_the_program_ends_an_export_between_two_files(
    qtbot: QtBot, store: Store, weeks: SixWeeks, tmp_path: Path
) -> None:
    worker = ThreadWorker()
    bridge = Bridge(store, worker, UndoHistory())
    exporter = Exporter(bridge, WORDING)
    with qtbot.waitSignal(exporter.progressed, timeout=LONG):
        exporter.start(requests_of(store, weeks, tmp_path, FileFormat.PDF))
    bridge.close()
    worker.drain_and_stop()
    logged = store.read(lambda work: work.rows.exec(select(ExportRow)).all())
    assert 1 <= len(list(tmp_path.glob("*.pdf"))) == len(logged) < len(weeks.clients)


def test_a_folder_that_went_away_is_said_once_and_nothing_goes_on(
    qtbot: QtBot, store: Store, bridge: Bridge, weeks: SixWeeks, tmp_path: Path
) -> None:
    first, *rest = requests_of(store, weeks, tmp_path, FileFormat.CSV)
    exporter = Exporter(bridge, WORDING)
    with qtbot.waitSignal(exporter.failed, timeout=LONG) as failed:
        exporter.start([first, *(replace(one, folder=tmp_path / "gone") for one in rest)])
    _error, done = failed.args or [None, ()]
    assert [one.client_id for one in done] == [first.client_id]
    assert not exporter.running

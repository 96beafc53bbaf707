"""A file is dragged onto Reports, or chosen there, and a sentence says whether it can be relied on."""

from __future__ import annotations

from datetime import UTC, datetime

from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from pytestqt.qtbot import QtBot

from coordinator import attendance, sessions
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import FileFormat, Mark
from tests.fakes import FakeClock
from tests.ui.summaries.bench import Bench, document_there
from tests.ui.summaries.six_weeks import MAR_2, SixWeeks


def test_a_file_that_was_exported_here_is_known_and_a_changed_one_is_not(
    bench: Bench, qtbot: QtBot, store: Store, clock: FakeClock, weeks: SixWeeks
) -> None:
    document_there(bench, qtbot)
    bench.page.panel._alter(file_format=FileFormat.CSV)
    qtbot.waitUntil(bench.page.panel.footer.export.isEnabled, timeout=15_000)
    bench.page.desk.export()
    (file,) = bench.places.chosen.iterdir()
    bench.places.asked = file
    bench.page.panel.verify_wanted.emit()
    message = bench.page.panel.footer.message
    assert message() == (
        "Summary 2026-W10-MA-01, exported Mar 11, 2026 by Renee Alvarado, LCSW for the treatment team. "
        "It still tells what is recorded."
    )
    clock.advance(minutes=1)
    first = store.read(sessions.sessions_between, MAR_2, MAR_2, weeks.group_id)[0]
    store.write(attendance.mark, first.id, weeks.clients["Ben"], Mark.EXCUSED)
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(file))])
    left = Qt.MouseButton.LeftButton
    drop = QDropEvent(QPointF(), Qt.DropAction.CopyAction, data, left, Qt.KeyboardModifier.NoModifier)
    bench.page.dropEvent(drop)
    assert message().endswith("What it tells was changed since. Export it again.")
    file.write_bytes(file.read_bytes() + b" ")
    bench.page.panel.verify_wanted.emit()
    assert message() == "This vault did not export this file, or the file was changed since. Do not rely on it."


def test_the_day_of_an_export_is_that_of_the_clinics_clock(bench: Bench, qtbot: QtBot, clock: FakeClock) -> None:
    document_there(bench, qtbot)
    bench.page.panel._alter(file_format=FileFormat.CSV)
    qtbot.waitUntil(bench.page.panel.footer.export.isEnabled, timeout=15_000)
    clock.set(datetime(2026, 3, 12, 1, 30, tzinfo=UTC))  # half past nine on the evening of March 11 in New York
    bench.page.desk.export()
    (bench.places.asked,) = bench.places.chosen.iterdir()
    bench.page.panel.verify_wanted.emit()
    assert "exported Mar 11, 2026 by" in bench.page.panel.footer.message()

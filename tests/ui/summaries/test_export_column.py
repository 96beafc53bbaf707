"""The choices of the export column, and what it says about them."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel, QWidget
from pytestqt.qtbot import QtBot

from coordinator.vocabulary import FileFormat
from tests.ui.summaries.bench import Bench, document_there
from ui.summaries.export_options import ExportOptions
from ui.widgets import CheckBox


def test_a_csv_goes_without_its_byte_order_mark_where_somebody_clears_the_box(bench: Bench, qtbot: QtBot) -> None:
    document_there(bench, qtbot)
    box = next(one for one in bench.page.panel.findChildren(CheckBox) if one.text() == "Byte order mark")
    assert box.isHidden(), "a PDF has none"
    bench.page.panel.set_options(ExportOptions(file_format=FileFormat.CSV))
    assert not box.isHidden()
    assert box.isChecked()
    box.click()
    bench.page.desk.export()
    (file,) = bench.places.chosen.iterdir()
    assert file.read_bytes().startswith(b"summary,")


def test_the_column_says_that_notes_are_unsigned_as_the_summary_does_or_that_it_does_not(
    bench: Bench, qtbot: QtBot
) -> None:
    document_there(bench, qtbot)
    panel = bench.page.panel
    assert "2 notes are still unsigned; the summary says so." in said_in(panel)
    box = next(one for one in panel.findChildren(CheckBox) if one.text() == "Note status")
    box.click()
    assert "2 notes are still unsigned; the summary leaves note status out." in said_in(panel)
    assert "says so" not in said_in(panel)


def said_in(panel: QWidget) -> str:
    return " ".join(one.text() for one in panel.findChildren(QLabel))

"""The Reports screen on a real store, at once: what the tests of this folder and the eye work with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from coordinator.changes import ChangeFeed
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.worker import InlineWorker
from ui.bridge import Bridge
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.summaries import ReportsPage
from ui.summaries.desk import Places
from ui.theme import Theme


class TestPlaces(Places):
    """Answers for the reader: a folder, a printer that writes a file."""

    __test__ = False

    def __init__(self, folder: Path) -> None:
        super().__init__(QWidget())
        self.chosen = folder
        self.paper = folder / "paper.pdf"
        self.shown: list[Path] = []
        self.asked = folder

    def folder(self, now: Path, then: object) -> None:
        del now
        then(self.chosen)  # type: ignore[operator]

    def document(self, now: Path, then: object) -> None:
        del now
        then(self.asked)  # type: ignore[operator]

    def printer(self, printer: QPrinter, then: object) -> None:
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(self.paper))
        then()  # type: ignore[operator]

    def show(self, folder: Path) -> None:
        self.shown.append(folder)


@dataclass
class Bench:
    """The page with what it works on."""

    page: ReportsPage
    bridge: Bridge
    names: ShownNames
    places: TestPlaces
    kept: list[Settings]

    @classmethod
    def set_up(cls, theme: Theme, store: Store, feed: ChangeFeed, folder: Path) -> Self:
        """The page, filled and shown at the size it has in a window of 1280 x 800."""
        bridge = Bridge(store, InlineWorker(), UndoHistory())
        feed.subscribe(bridge.publish)
        names = ShownNames()
        kept = [replace(Settings(), export_folder=str(folder))]
        places = TestPlaces(folder)
        page = ReportsPage(
            theme,
            bridge,
            Formats(ZoneInfo("America/New_York"), QLocale("en_US")),
            names,
            settings=lambda: kept[-1],
            save=kept.append,
            places=places,
        )
        page.resize(1072, 768)
        page.show()
        page.refresh()
        return cls(page, bridge, names, places, kept)


def document_there(bench: Bench, qtbot: QtBot) -> None:
    """Wait for the page in the column: it is set on a thread of its own."""
    qtbot.waitUntil(bench.page.panel.thumbnail.has_page, timeout=15_000)

"""Where a report comes from, and the screen that compares it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator.vocabulary import GroupSessionId

__all__ = ["ComparisonView", "choose_report", "dropped_files"]


class ComparisonView(Protocol):
    """What the page needs of the comparison screen."""

    finished: SignalInstance
    ready: SignalInstance
    reading: SignalInstance

    def widget(self) -> QWidget:
        """Give the widget to be shown."""
        ...

    @property
    def is_reading(self) -> bool:
        """Whether a report is being read."""
        ...

    def stop(self) -> None:
        """Stop reading; nothing was changed."""
        ...

    def compare(self, session_id: GroupSessionId, *paths: Path) -> None:
        """Read a report, in one file or several, for a session and show what it says."""
        ...


def choose_report(parent: QWidget) -> tuple[Path, ...]:
    """Ask for a report's files, several where a meeting was restarted; none where the person thought better of it."""
    chosen, _ = QFileDialog.getOpenFileNames(
        parent,
        parent.tr("Compare with report"),
        "",
        parent.tr("Reports (*.csv *.tsv *.txt *.xlsx *.xls *.json *.xml);;All files (*)"),
    )
    return tuple(Path(one) for one in chosen)


def dropped_files(event: QDropEvent) -> tuple[Path, ...]:
    """Give the local files of a drag; none where something else is among them."""
    urls = event.mimeData().urls()
    return tuple(Path(url.toLocalFile()) for url in urls) if all(url.isLocalFile() for url in urls) else ()

"""Where a report comes from, and the screen that compares it."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator.vocabulary import GroupSessionId

__all__ = ["ComparisonView", "choose_report", "dropped_file"]


class ComparisonView(Protocol):
    """What the page needs of the comparison screen."""

    finished: SignalInstance

    def widget(self) -> QWidget:
        """Give the widget to be shown."""
        ...

    def compare(self, session_id: GroupSessionId, path: Path) -> None:
        """Read a report for a session and show what it says."""
        ...


def choose_report(parent: QWidget) -> Path | None:
    """Ask for a report's file; None where the person thought better of it."""
    chosen, _ = QFileDialog.getOpenFileName(
        parent,
        parent.tr("Compare with report"),
        "",
        parent.tr("Reports (*.csv *.tsv *.txt *.xlsx *.json);;All files (*)"),
    )
    return Path(chosen) if chosen else None


def dropped_file(event: QDropEvent) -> Path | None:
    """Give the one local file of a drag; None for anything else."""
    files = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
    return Path(files[0]) if len(files) == 1 else None

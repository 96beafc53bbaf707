"""The comparison with a report as part of the session page: marking goes on until there is something to compare."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedLayout

from coordinator.vocabulary import GroupSessionId
from ui.session.reports import ComparisonView
from ui.theme import Theme
from ui.widgets import ProgressPanel

__all__ = ["Comparing"]


class Comparing(QObject):
    """Brings the comparison to the front when a report is read, and takes it back.

    Args:
        theme: the program's theme.
        view: the screen that compares; None where there is none.
        views: the page's layouts, of which one is in front.
    """

    left = Signal()
    """The comparison is in front no longer."""

    def __init__(
        self, theme: Theme, view: ComparisonView | None, views: QStackedLayout, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._view, self._views = view, views
        self.progress = ProgressPanel(theme)
        if view is not None:
            view.finished.connect(self.leave)
            view.ready.connect(self._come)
            view.reading.connect(self.progress.show_share)
            self.progress.stop_wanted.connect(view.stop)

    @property
    def possible(self) -> bool:
        """Whether there is a screen that compares."""
        return self._view is not None

    @property
    def in_front(self) -> bool:
        """Whether the comparison is what is seen."""
        return self._view is not None and self._views.currentWidget() is self._view.widget()

    def add_view(self) -> None:
        """Put the screen among the page's layouts."""
        if self._view is not None:
            self._views.addWidget(self._view.widget())

    def compare(self, session_id: GroupSessionId, *paths: Path) -> None:
        """Read a report for a session."""
        if self._view is not None:
            self.progress.begin(self.tr("Reading the report. You can go on marking."))
            self._view.compare(session_id, *paths)

    def stop(self) -> bool:
        """Stop reading; says whether there was anything to stop."""
        if self._view is None or not self._view.is_reading:
            return False
        self._view.stop()
        return True

    def leave(self) -> None:
        """Take the comparison out of sight."""
        self.progress.end()
        if self.in_front:
            self.left.emit()

    def _come(self) -> None:
        self.progress.end()
        if self._view is not None:
            self._views.setCurrentWidget(self._view.widget())

"""Reads a report on a thread of its own: the window and the store go on serving meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from coordinator import attendance
from coordinator.attendance import OpenedReport
from coordinator.attendance.reports import Reading, watched
from coordinator.errors import CoordinatorError
from coordinator.vocabulary import ClientId, GroupSessionId
from ui.bridge import Ask, Bridge, Task

__all__ = ["ReportReader"]


class ReportReader(QObject):
    """One reading at a time; a new one stops the one before.

    Args:
        bridge: the way to the store.
    """

    progressed = Signal(float)
    """So far, 0 to 1."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._task: Task | None = None

    @property
    def running(self) -> bool:
        """Whether a report is being read."""
        return self._task is not None

    def read(
        self,
        session_id: GroupSessionId,
        paths: tuple[Path, ...],
        matches: Mapping[int, ClientId | None],
        reading: Reading | None,
        before: OpenedReport | None,
        *,
        then: Callable[[OpenedReport], None],
        fail: Callable[[CoordinatorError], None],
    ) -> None:
        """Read files for a session and compare them; see `attendance.open_report`."""
        self.stop()

        def work(ask: Ask, task: Task) -> OpenedReport:
            # A signal is the one thing that may be touched from this thread.
            with watched(attendance.watching(self.progressed.emit, lambda: task.stopped)):
                return attendance.open_report(ask, session_id, paths, matches, reading, before)

        def done(opened: OpenedReport) -> None:
            self._task = None
            then(opened)

        def failed(error: CoordinatorError) -> None:
            self._task = None
            fail(error)

        self._task = task = Task()
        self._bridge.run_apart(work, task, then=done, fail=failed)

    def stop(self) -> None:
        """Want the outcome no more; the thread comes to an end by itself."""
        if self._task is not None:
            self._task.stop()
            self._task = None

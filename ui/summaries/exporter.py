"""Writes summaries one after the other, so that the store is free for other work in between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from coordinator.errors import CoordinatorError
from coordinator.summaries import Exported, ExportRequest, export_weekly_summary
from coordinator.summaries.wording import Wording
from ui.bridge import Bridge


class Exporter(QObject):
    """Runs an export. Each file is whole and recorded; *Stop* takes effect between two files."""

    progressed = Signal(int, int)
    """How many of how many summaries are written."""
    finished = Signal(object, bool)
    """Carries the tuple of `Exported`, and whether the reader stopped before the last one."""
    failed = Signal(object, object)
    """Carries the `CoordinatorError`, and the tuple of what had been written before it."""

    def __init__(self, bridge: Bridge, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._wording = bridge, wording
        self._waiting: list[ExportRequest] = []
        self._done: list[Exported] = []
        self._total = 0
        self._stopping = False

    @property
    def running(self) -> bool:
        """Whether an export is under way."""
        return self._total > 0

    def start(self, requests: Sequence[ExportRequest]) -> None:
        """Begin; nothing happens while another export runs."""
        if self.running or not requests:
            return
        self._waiting, self._done = list(requests), []
        self._total, self._stopping = len(requests), False
        self._next()

    def stop(self) -> None:
        """Write no further file."""
        self._stopping = True

    def _next(self) -> None:
        if not self._waiting or self._stopping:
            stopped = bool(self._waiting)
            done = self._end()
            self.finished.emit(done, stopped)
            return
        request = self._waiting.pop(0)
        self._bridge.run(export_weekly_summary, request, self._wording, then=self._written, fail=self._refused)

    def _written(self, exported: Exported) -> None:
        self._done.append(exported)
        self.progressed.emit(len(self._done), self._total)
        self._next()

    def _refused(self, error: CoordinatorError) -> None:
        self.failed.emit(error, self._end())

    def _end(self) -> tuple[Exported, ...]:
        done = tuple(self._done)
        self._waiting, self._done, self._total = [], [], 0
        return done

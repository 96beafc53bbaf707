"""Writes summaries one after the other, so that the store is free for other work in between."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from coordinator.errors import CoordinatorError
from coordinator.summaries import (
    Blocked,
    ConsentMissing,
    Exported,
    ExportedWeek,
    ExportRequest,
    RecipientNotChosen,
    export_weekly_summary,
)
from coordinator.summaries.wording import Wording
from ui.bridge import Bridge


class Exporter(QObject):
    """Runs an export. Each file is whole and recorded; *Stop* takes effect between two files.

    Of several, a client whose consent lets nothing go is left out, and the others are done.
    """

    progressed = Signal(int, int)
    """How many of how many summaries are written."""
    finished = Signal(object)
    """Carries the `ExportedWeek`."""
    failed = Signal(object, object)
    """Carries the `CoordinatorError`, and the tuple of what had been written before it."""

    def __init__(self, bridge: Bridge, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._wording = bridge, wording
        self._waiting: list[ExportRequest] = []
        self._done: list[Exported] = []
        self._blocked: list[Blocked] = []
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
        self._waiting, self._done, self._blocked = list(requests), [], []
        self._total, self._stopping = len(requests), False
        self._next()

    def stop(self) -> None:
        """Write no further file."""
        self._stopping = True

    def _next(self) -> None:
        if not self._waiting or self._stopping:
            stopped, blocked = bool(self._waiting), tuple(self._blocked)
            self.finished.emit(ExportedWeek(self._end(), blocked, stopped))
            return
        request = self._waiting.pop(0)
        self._bridge.run(export_weekly_summary, request, self._wording, then=self._written, fail=self._refused)

    def _written(self, exported: Exported) -> None:
        self._done.append(exported)
        self._go_on()

    def _go_on(self) -> None:
        self.progressed.emit(self._total - len(self._waiting), self._total)
        self._next()

    def _refused(self, error: CoordinatorError) -> None:
        if isinstance(error, ConsentMissing | RecipientNotChosen) and self._total > 1:
            self._blocked.append(Blocked(error.client_id, error))
            self._go_on()
            return
        self.failed.emit(error, self._end())

    def _end(self) -> tuple[Exported, ...]:
        done = tuple(self._done)
        self._waiting, self._done, self._total = [], [], 0
        return done

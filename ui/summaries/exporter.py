"""Writes summaries beside the store, so that the program answers while their pages are set."""

from __future__ import annotations

from collections.abc import Sequence
from threading import Event

from PySide6.QtCore import QObject, Signal, Slot

from coordinator.errors import CoordinatorError
from coordinator.summaries import (
    Blocked,
    Exported,
    ExportedWeek,
    ExportRequest,
    KeptBack,
    NothingToExport,
    export_each,
)
from coordinator.summaries.wording import Wording
from ui.bridge import Bridge, StoreBeside, Task


class Exporter(QObject):
    """Runs an export. Each file is whole and recorded; *Stop* takes effect between two files.

    Of several, a client whose consent lets nothing go is left out, and the others are done. Only reading and logging
    take their turn on the store's thread; setting, locking and saving a file is done beside it.
    """

    progressed = Signal(int, int)
    """How many of how many summaries are written."""
    finished = Signal(object)
    """Carries the `ExportedWeek`."""
    failed = Signal(object, object)
    """Carries the `CoordinatorError`, and the tuple of what had been written before it."""

    _came = Signal(object)
    """Carries an `Exported` or `Blocked` from the other thread, or None where there was nothing to tell."""

    def __init__(self, bridge: Bridge, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._bridge, self._wording = bridge, wording
        self._done: list[Exported] = []
        self._blocked: list[Blocked] = []
        self._empty = 0
        self._total = 0
        self._stopping = Event()
        self._came.connect(self._count)

    @property
    def running(self) -> bool:
        """Whether an export is under way."""
        return self._total > 0

    def start(self, requests: Sequence[ExportRequest]) -> None:
        """Begin; nothing happens while another export runs."""
        if self.running or not requests:
            return
        asked, stopping = tuple(requests), Event()
        self._done, self._blocked, self._empty = [], [], 0
        self._total, self._stopping = len(asked), stopping

        def write(store: StoreBeside, task: Task) -> bool:
            # A signal is the one thing that may be touched from this thread.
            written, empty = export_each(store, asked, self._wording), 0
            for _ in asked:
                if stopping.is_set() or task.stopped:
                    return False
                outcome = next(written)
                if isinstance(outcome, KeptBack) and len(asked) == 1:
                    raise outcome.error
                told = Blocked.of(outcome) if isinstance(outcome, KeptBack) else outcome
                empty += told is None
                self._came.emit(told)
            if empty == len(asked):
                raise NothingToExport
            return True

        self._bridge.write_apart(write, Task(), then=self._end_well, fail=self._refused)

    def stop(self) -> None:
        """Write no further file."""
        self._stopping.set()

    @Slot(object)
    def _count(self, outcome: Exported | Blocked | None) -> None:
        if outcome is None:
            self._empty += 1
        elif isinstance(outcome, Blocked):
            self._blocked.append(outcome)
        else:
            self._done.append(outcome)
        self.progressed.emit(len(self._done) + len(self._blocked) + self._empty, self._total)

    def _end_well(self, whole: bool) -> None:  # noqa: FBT001  what the procedure gave
        blocked = tuple(self._blocked)
        self.finished.emit(ExportedWeek(self._end(), blocked, stopped=not whole))

    def _refused(self, error: CoordinatorError) -> None:
        self.failed.emit(error, self._end())

    def _end(self) -> tuple[Exported, ...]:
        done = tuple(self._done)
        self._done, self._total = [], 0
        return done

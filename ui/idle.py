"""Notices that nobody is at the desk, or that the computer slept.

Input is watched where the system hands it over, at the windows. A filter over the whole application would be asked
about every event of every widget, tens of thousands for one switch of the colours, and each question takes Python
longer than the event takes Qt.
"""

from __future__ import annotations

import time

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

TICK_MS = 1000
SLEPT_SECONDS = 60
INPUT = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)


class IdleWatch(QObject):
    """Sends `idle` after a time without input, and at once when the clock jumped by more than a minute.

    A computer that slept shows itself as a gap between two ticks of one second, whichever signal it sent
    (45 CFR 164.312(a)(2)(iii), automatic logoff).
    """

    idle = Signal()

    def __init__(self, seconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._seconds = seconds
        self._last_input = time.monotonic()
        self._last_tick = _wall()
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._timer.start()
        self._watch_windows()

    def set_seconds(self, seconds: int) -> None:
        """Wait longer or shorter from now on."""
        self._seconds = seconds

    def stop(self) -> None:
        """Watch no more."""
        self._timer.stop()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take note of input; never swallow it."""
        if event.type() in INPUT:
            self._last_input = time.monotonic()
        return super().eventFilter(watched, event)

    def _watch_windows(self) -> None:
        """Watch those that were opened since; Qt lists a filter once however often it is installed."""
        for window in QGuiApplication.topLevelWindows():
            window.installEventFilter(self)

    def _tick(self) -> None:
        self._watch_windows()
        now, before = _wall(), self._last_tick
        self._last_tick = now
        if now - before > SLEPT_SECONDS or time.monotonic() - self._last_input > self._seconds:
            self._last_input = time.monotonic()
            self.idle.emit()


def _wall() -> float:
    """Seconds that go on while the computer sleeps, where the system has such a clock."""
    kind = getattr(time, "CLOCK_BOOTTIME", None)
    if kind is not None:
        return time.clock_gettime(kind)
    from coordinator.clock import SystemClock  # noqa: PLC0415  only where there is no better clock

    return SystemClock().now().timestamp()

"""What the frame of the window shows of the store: the running session, the last backup, other programs' changes."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator import sessions
from coordinator.bootstrap import Coordinator
from coordinator.changes import Change
from coordinator.sessions import GroupSession
from coordinator.vocabulary import Action, Topic
from ui.bridge import Bridge

TICK_MS = 5_000
EVERYTHING = frozenset(Topic)


class Pulse(QObject):
    """Every five seconds: has another program written, and how long does the session run?"""

    live_shown = Signal(object)
    """Carries the running `GroupSession`, or None."""

    def __init__(self, coordinator: Coordinator, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._coordinator, self._bridge = coordinator, bridge
        self._version: int | None = None
        self._own = 0
        self._live: GroupSession | None = None
        self._timer = QTimer(self, interval=TICK_MS)
        self._timer.timeout.connect(self._beat)
        bridge.changed.connect(self._changed)

    @property
    def live(self) -> GroupSession | None:
        """The session that runs now."""
        return self._live

    def start(self) -> None:
        """Begin."""
        self._read_live()
        self._timer.start()

    def stop(self) -> None:
        """End, before the store is closed."""
        self._timer.stop()

    def show_now(self) -> None:
        """Say again how long the session runs."""
        self.live_shown.emit(self._live)

    def minutes(self, now: datetime) -> int:
        """How long the running session runs, in whole minutes."""
        return 0 if self._live is None else max(0, int((now - self._live.starts_at).total_seconds()) // 60)

    def _beat(self) -> None:
        self._bridge.run(_data_version(self._coordinator), then=self._compared)
        self.live_shown.emit(self._live)

    def _compared(self, version: int) -> None:
        if self._version is not None and version != self._version:
            # A command of another process: everything may be different.
            self._bridge.changed.emit(Change(Action.CHANGE_PROGRAM, None, EVERYTHING, outcome=None))
        self._version = version

    def _changed(self, change: Change[object]) -> None:
        if change.topics & {Topic.SESSIONS, Topic.SERIES, Topic.ROSTER}:
            self._read_live()

    def _read_live(self) -> None:
        self._bridge.read(sessions.live_session, then=self._show_live)

    def _show_live(self, live: GroupSession | None) -> None:
        self._live = live
        self.live_shown.emit(live)


def _data_version(coordinator: Coordinator) -> Callable[[object], int]:
    def version(_store: object) -> int:
        return coordinator.local.data_version()

    return version

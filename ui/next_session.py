"""What a key does about the session that runs, or else about the next one: launch it, open it, copy its passcode."""

from __future__ import annotations

from PySide6.QtCore import QObject

from coordinator import sessions, today
from coordinator.sessions import GroupSession
from coordinator.today import Today
from coordinator.vocabulary import SessionStatus
from ui.bridge import Bridge
from ui.launching import Launcher
from ui.main_window import MainWindow
from ui.paths import Paths


class NextSession(QObject):
    """Looks the session up at each key, since the clock decides which one it is."""

    def __init__(self, window: MainWindow, bridge: Bridge, launcher: Launcher, paths: Paths) -> None:
        super().__init__(window)
        self._window, self._bridge, self._launcher, self._paths = window, bridge, launcher, paths

    def launch(self) -> None:
        """F5: launch the running or next session of today."""
        self._bridge.read(today.today, then=self._launch_of)

    def open(self) -> None:
        """F4: attendance of the running or next session."""
        self._bridge.read(sessions.next_session, then=self._open)

    def copy_passcode(self) -> None:
        """Copy the passcode of the running or next session."""
        self._bridge.read(sessions.next_session, then=self._copy)

    def _launch_of(self, found: Today) -> None:
        if any(one.session.status in {SessionStatus.PLANNED, SessionStatus.LIVE} for one in found.sessions):
            self._launcher.launch_next(found.sessions)
        else:
            self._window.show_toast(self.tr("No session is left today."))

    def _open(self, session: GroupSession | None) -> None:
        if session is None:
            self._window.show_toast(self.tr("No session is planned."))
        else:
            self._paths.open_session(session.id)

    def _copy(self, session: GroupSession | None) -> None:
        if session is not None:
            self._launcher.copy_passcode(session.id)

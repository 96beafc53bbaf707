"""One window for one vault: a second start raises the first window and ends."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QCryptographicHash, QLockFile, QObject, QStandardPaths, Signal

if TYPE_CHECKING:
    from PySide6.QtNetwork import QLocalServer

ANSWER_MS = 1500


class Instance(QObject):
    """Holds the lock of a vault folder for this process."""

    raised = Signal()
    """Somebody started the program again: come to the front."""

    def __init__(self, vault: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        place = QByteArray(str(vault.expanduser().absolute()).encode())
        digest = QCryptographicHash.hash(place, QCryptographicHash.Algorithm.Sha256).toHex().toStdString()[:16]
        self._name = f"session-coordinator-{digest}"
        self._lock = QLockFile(str(_runtime_folder() / f"{self._name}.lock"))
        # A lock is stale only when its process is gone, never because it is old.
        self._lock.setStaleLockTime(0)
        self._server: QLocalServer | None = None

    def claim(self) -> bool:
        """Take the lock; False when another process has it, which is then asked to come to the front."""
        if self._lock.tryLock(0):
            return True
        self._knock()
        return False

    def release(self) -> None:
        """Give the lock back, before the process is replaced or ends."""
        if self._server is not None:
            self._server.close()
        self._lock.unlock()

    def listen(self) -> None:
        """Answer later starts, while the lock is held. Called once the window is on screen: this loads a library."""
        from PySide6.QtNetwork import QLocalServer  # noqa: PLC0415

        self._server = QLocalServer(self)
        self._server.setSocketOptions(QLocalServer.SocketOption.UserAccessOption)
        self._server.newConnection.connect(self._knocked)
        QLocalServer.removeServer(self._name)
        self._server.listen(self._name)

    def _knock(self) -> None:
        from PySide6.QtNetwork import QLocalSocket  # noqa: PLC0415  only a second start needs it

        socket = QLocalSocket()
        socket.connectToServer(self._name)
        if socket.waitForConnected(ANSWER_MS):
            socket.disconnectFromServer()

    def _knocked(self) -> None:
        while self._server is not None and self._server.hasPendingConnections():
            self._server.nextPendingConnection().deleteLater()
        self.raised.emit()


def _runtime_folder() -> Path:
    places = QStandardPaths.StandardLocation
    for place in (places.RuntimeLocation, places.AppLocalDataLocation, places.TempLocation):
        name = QStandardPaths.writableLocation(place)
        if name:
            folder = Path(name)
            folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            return folder
    return Path.home()

"""Puts a passcode on the clipboard and takes it away again."""

from __future__ import annotations

import hashlib

from PySide6.QtCore import QMimeData, QObject, QTimer, Signal
from PySide6.QtGui import QGuiApplication

CLEAR_AFTER_MS = 60_000
HINTS = {
    "x-kde-passwordManagerHint": b"secret",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"1",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
    "org.nspasteboard.ConcealedType": b"1",
}
"""What tells clipboard managers of the three systems not to keep it."""


class SecretClipboard(QObject):
    """Copies a secret, and clears it after a minute or at lock, only if it is still ours."""

    cleared = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._digest = b""
        self._timer = QTimer(self, singleShot=True, interval=CLEAR_AFTER_MS)
        self._timer.timeout.connect(self.clear)

    def copy(self, secret: str) -> None:
        """Put the secret there for 60 seconds: a meeting program may need longer than ten to start."""
        content = QMimeData()
        content.setText(secret)
        for kind, value in HINTS.items():
            content.setData(kind, value)
        QGuiApplication.clipboard().setMimeData(content)
        self._digest = _digest(secret)
        self._timer.start()

    def clear(self) -> None:
        """Take the secret away, unless something else was copied since."""
        self._timer.stop()
        if self._digest and _digest(QGuiApplication.clipboard().text()) == self._digest:
            QGuiApplication.clipboard().clear()
            self.cleared.emit()
        self._digest = b""


def _digest(text: str) -> bytes:
    return hashlib.sha256(text.encode()).digest()

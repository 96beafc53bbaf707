"""Where the window stood last time. Facts about this computer only; never one about a client."""

from PySide6.QtCore import QByteArray, QSettings
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

__all__ = ["WindowState"]


class WindowState:
    """Remembers size and place of windows by name, in QSettings."""

    def __init__(self, settings: QSettings) -> None:
        self._settings = settings

    def restore(self, window: QWidget, name: str, *, width: int, height: int) -> None:
        """Put a window back, or give it its first size. A place on a screen that is gone is not used."""
        saved = self._settings.value(f"windows/{name}")
        if isinstance(saved, QByteArray) and window.restoreGeometry(saved):
            frame = window.frameGeometry()
            if any(screen.availableGeometry().intersects(frame) for screen in QGuiApplication.screens()):
                return
        window.resize(width, height)

    def save(self, window: QWidget, name: str) -> None:
        """Remember where a window stands now."""
        self._settings.setValue(f"windows/{name}", window.saveGeometry())

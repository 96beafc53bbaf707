"""Says something outside the program: through the desktop's notification service, or the tray where there is none."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QObject, Signal
from PySide6.QtWidgets import QApplication, QSystemTrayIcon, QWidget

from ui.desktop_bus import DesktopBus


class DesktopNotices(QObject):
    """Shows one notification at a time; where there is neither service nor tray, nothing is shown outside.

    A click anywhere on a notification is a click: trays carry no buttons.

    Args:
        window: whose icon the tray takes.
    """

    clicked = Signal()
    dismissed = Signal()
    """The person closed a notification without choosing it; a tray never tells."""

    def __init__(self, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        self._bus: DesktopBus | None = None
        self._tray: QSystemTrayIcon | None = None
        self._asked = False

    def send(self, title: str, body: str, *, quiet: bool = False) -> None:
        """Show a notification in place of the one before; a quiet one makes no sound."""
        if not self._asked:
            self._asked = True
            self._connect()
        program = QCoreApplication.applicationName()
        if self._bus is not None and self._bus.show(program, title, body, quiet=quiet):
            return
        if self._tray is not None:
            self._tray.showMessage(title, body)

    def close(self) -> None:
        """Take the tray icon away and leave the bus."""
        if self._tray is not None:
            self._tray.hide()
            self._tray = None
        if self._bus is not None:
            self._bus.close()
            self._bus = None
        self._asked = False

    def _connect(self) -> None:
        bus = DesktopBus(self)
        if bus.open():
            self._bus = bus
            bus.clicked.connect(self.clicked)
            bus.dismissed.connect(self.dismissed)
            return
        if QSystemTrayIcon.isSystemTrayAvailable() and QSystemTrayIcon.supportsMessages():
            icon = self._window.windowIcon()
            self._tray = QSystemTrayIcon(icon if not icon.isNull() else QApplication.windowIcon(), self)
            self._tray.setToolTip(QCoreApplication.applicationName())
            self._tray.messageClicked.connect(self.clicked)
            self._tray.show()

"""The desktop's own notifications on Linux (Desktop Notifications Specification 1.2), spoken to without a thread.

Qt for Python cannot send an unsigned number over D-Bus, which the specification's `Notify` wants, so this speaks
through jeepney, the same small library through which the keyring is reached. Messages are read when the event
loop says that there are some.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSocketNotifier, Signal

if TYPE_CHECKING:
    from jeepney import Message
    from jeepney.io.blocking import DBusConnection

SERVICE = "org.freedesktop.Notifications"
PATH = "/org/freedesktop/Notifications"
PATIENCE_SECONDS = 0.5
EXPIRES_BY_ITSELF = -1
CLOSED_BY_THE_PERSON = 2
"""The reason of `NotificationClosed` for one that the person dismissed."""


class DesktopBus(QObject):
    """A connection to the desktop's notification service.

    Each kind of notification replaces the one before, so that reminders never pile up.
    """

    clicked = Signal()
    dismissed = Signal()
    """The person closed the notification without choosing it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._connection: DBusConnection | None = None
        self._notifier: QSocketNotifier | None = None
        self._shown_id = self._clicked_id = 0
        self._asked_serial = 0

    def open(self) -> bool:
        """Connect; False where there is no session bus or nobody shows notifications on it."""
        if not sys.platform.startswith("linux"):
            return False
        from jeepney import MatchRule, message_bus  # noqa: PLC0415  there on Linux only
        from jeepney.io.blocking import open_dbus_connection  # noqa: PLC0415
        from jeepney.wrappers import DBusErrorResponse  # noqa: PLC0415

        try:
            connection = open_dbus_connection("SESSION")
        except (OSError, KeyError, ValueError):
            return False
        self._connection = connection
        rule = MatchRule(type="signal", interface=SERVICE, path=PATH)
        try:
            running = connection.send_and_get_reply(message_bus.ListNames(), timeout=PATIENCE_SECONDS).body[0]
            startable = connection.send_and_get_reply(message_bus.ListActivatableNames(), timeout=PATIENCE_SECONDS)
            connection.send_and_get_reply(message_bus.AddMatch(rule), timeout=PATIENCE_SECONDS)
        except (OSError, TimeoutError, DBusErrorResponse):
            self.close()
            return False
        if SERVICE not in running and SERVICE not in startable.body[0]:
            self.close()
            return False
        self._notifier = QSocketNotifier(connection.sock.fileno(), QSocketNotifier.Type.Read, self)
        self._notifier.activated.connect(self._read)
        return True

    def close(self) -> None:
        """End the connection."""
        if self._notifier is not None:
            self._notifier.setEnabled(False)
            self._notifier = None
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def show(self, program: str, title: str, body: str, *, quiet: bool = False) -> bool:
        """Show a notification; False where the connection is gone. A quiet one is of low urgency and has no sound."""
        from jeepney import DBusAddress, new_method_call  # noqa: PLC0415  there on Linux only

        if self._connection is None:
            return False
        address = DBusAddress(PATH, bus_name=SERVICE, interface=SERVICE)
        hints = {"urgency": ("y", 0 if quiet else 1), "transient": ("b", False), "suppress-sound": ("b", quiet)}
        arguments = (program, self._shown_id, "", title, body, ["default", ""], hints, EXPIRES_BY_ITSELF)
        message = new_method_call(address, "Notify", "susssasa{sv}i", arguments)
        self._asked_serial = next(self._connection.outgoing_serial)
        try:
            self._connection.send(message, serial=self._asked_serial)
        except OSError:
            self.close()
            return False
        return True

    def _read(self) -> None:
        while self._connection is not None:
            try:
                message = self._connection.receive(timeout=0)
            except TimeoutError:
                return
            except (OSError, ValueError, EOFError):
                self.close()
                return
            self._take(message)

    def _take(self, message: Message) -> None:
        from jeepney import HeaderFields, MessageType  # noqa: PLC0415  there on Linux only

        fields = message.header.fields
        kind = message.header.message_type
        if kind is MessageType.method_return and fields.get(HeaderFields.reply_serial) == self._asked_serial:
            self._shown_id = message.body[0]
            return
        if kind is not MessageType.signal or not message.body or message.body[0] != self._shown_id:
            return
        member = fields.get(HeaderFields.member)
        if member == "ActionInvoked":
            self._clicked_id = self._shown_id
            self.clicked.emit()
        elif member == "NotificationClosed" and message.body[1] == CLOSED_BY_THE_PERSON:
            # Some desktops close what was chosen, and say so in the same words.
            chosen, self._clicked_id = self._clicked_id == self._shown_id, 0
            if not chosen:
                self.dismissed.emit()

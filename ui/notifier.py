"""Says outside the window that a session is near. Never a client's name; by default not even the group's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from coordinator import sessions
from coordinator.jobs import MissedReminders, Reminder
from coordinator.sessions import GroupSession
from coordinator.settings import ReminderContent
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import GroupSessionId, MomentKind
from ui.bridge import Bridge
from ui.desktop_notices import DesktopNotices
from ui.formats import Formats, counted

SAID_OUTSIDE = frozenset({MomentKind.REMINDER, MomentKind.START, MomentKind.UNFINISHED})
"""The other moments are shown inside the program only."""

AGAIN_MS = 120_000
REMINDS = frozenset({MomentKind.REMINDER, MomentKind.START})


@dataclass(frozen=True, slots=True)
class StillWaiting:
    """The session whose reminder nobody heeded yet, if any. `silent` while a group is being held."""

    now: datetime
    session: GroupSession | None
    silent: bool


def still_waiting(work: UnitOfWork) -> StillWaiting:
    """Read what is to be said again: the first session that was reminded of, not launched, dismissed or over."""
    silent = sessions.live_session(work) is not None
    waiting = dict.fromkeys(one.session_id for one in sessions.waiting_reminders(work) if one.kind in REMINDS)
    found = (sessions.session(work, session_id) for session_id in waiting)
    return StillWaiting(work.now, next((one for one in found if one.ends_at > work.now), None), silent)


class Notifier(QObject):
    """Says reminders outside the program; the same facts are always inside it.

    A notification that the person closes dismisses the reminders of its session.

    Args:
        window: whose icon the tray takes.
        content: how much a notification says.
        formats: the reader's formats.
        bridge: with it, a reminder is said again every two minutes until the session is launched, dismissed or over.
    """

    clicked = Signal()

    def __init__(
        self, window: QWidget, content: ReminderContent, formats: Formats, bridge: Bridge | None = None
    ) -> None:
        super().__init__(window)
        self._content, self._formats = content, formats
        self._notices = DesktopNotices(window)
        self._notices.clicked.connect(self.clicked)
        self._notices.dismissed.connect(self._dismiss)
        self._bridge = bridge
        self._spoken_of: GroupSessionId | None = None
        self._again = QTimer(self, interval=AGAIN_MS)
        self._again.timeout.connect(self.repeat)

    def set_content(self, content: ReminderContent) -> None:
        """Say as much as the person chose from now on."""
        self._content = content

    def start(self) -> None:
        """Go on with what still waits from before: soon, and quietly."""
        if self._bridge is not None:
            self._again.start()

    def show(self, reminder: Reminder | MissedReminders) -> None:
        """Show a reminder, or one summary of what was missed."""
        if self._content is ReminderContent.OFF:
            return
        words = self.words(reminder)
        if words is not None:
            self._spoken_of = reminder.session_id if isinstance(reminder, Reminder) else None
            self._send(*words)
            if self._bridge is not None:
                self._again.start()

    def repeat(self) -> None:
        """Say quietly what still waits; with nothing left the notifier rests until the next reminder."""
        if self._bridge is not None and self._content is not ReminderContent.OFF:
            self._bridge.read(still_waiting, then=self._say_again)

    def _say_again(self, found: StillWaiting) -> None:
        if found.silent:
            return
        if found.session is None:
            self._again.stop()
            return
        minutes = -int((found.now - found.session.starts_at).total_seconds() // 60)
        title = (
            counted("Notifier", "Next session in %n minute(s)", minutes)
            if minutes > 0
            else self.tr("A session waits to be launched")
        )
        self._spoken_of = found.session.id
        named = self._content is ReminderContent.GROUP_NAME
        time = self._formats.time(found.session.starts_at)
        self._send(title, f"{found.session.group_name}, {time}" if named else time, quiet=True)

    def words(self, reminder: Reminder | MissedReminders) -> tuple[str, str] | None:
        """Give title and body; None where a moment is not said outside the program."""
        if isinstance(reminder, MissedReminders):
            missed = {one.session_id for one in reminder.reminders if one.kind in SAID_OUTSIDE}
            if not missed:
                return None
            title = counted("Notifier", "%n session(s) needed you while this computer slept", len(missed))
            return title, self.tr("Open Today to see what is left.")
        title = self._title(reminder)
        return (title, self._body(reminder)) if title else None

    def close(self) -> None:
        """Be quiet, and leave the desktop."""
        self._again.stop()
        self._notices.close()

    def _dismiss(self) -> None:
        """Be quiet about the session that was spoken of last."""
        if self._bridge is not None and self._spoken_of is not None:
            self._bridge.change(sessions.dismiss_reminders, self._spoken_of)

    def _title(self, reminder: Reminder) -> str:
        match reminder.kind:
            case MomentKind.REMINDER:
                lead = reminder.starts_at - reminder.due_at if reminder.starts_at is not None else None
                minutes = round(lead.total_seconds() / 60) if lead is not None else 5
                return counted("Notifier", "Next session in %n minute(s)", minutes)
            case MomentKind.START:
                return self.tr("A session starts now")
            case MomentKind.UNFINISHED:
                return self.tr("A session is not finished")
            case _:
                return ""

    def _body(self, reminder: Reminder) -> str:
        time = self._formats.time(reminder.starts_at) if reminder.starts_at is not None else ""
        if self._content is ReminderContent.GROUP_NAME and reminder.group_name:
            return f"{reminder.group_name}, {time}" if time else reminder.group_name
        return time

    def _send(self, title: str, body: str, *, quiet: bool = False) -> None:
        self._notices.send(title, body, quiet=quiet)

"""What runs by itself while the vault is open, and what it has to say: reminders, and jobs that failed."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QObject, Signal

from coordinator.bootstrap import Coordinator
from coordinator.errors import CoordinatorError
from coordinator.jobs import Jobs, MissedReminders, Reminder, Rhythm
from coordinator.settings import ReminderContent, Settings
from ui.bridge import Bridge
from ui.formats import Formats
from ui.main_window import MainWindow
from ui.notifier import Notifier
from ui.pulse import Pulse


class Routine(QObject):
    """Brings what the scheduler says from its threads to the interface thread.

    Args:
        coordinator: whose jobs run.
        window: whose icon a notification takes.
        bridge: the way to the store.
        pulse: whether a session runs.
        formats: the reader's locale.
        settings: how early reminders come and what they may say.
    """

    clicked = Signal()
    """A notification was chosen."""
    failed = Signal(object)
    """Carries the `CoordinatorError` of a job."""
    _reminded = Signal(object)
    _job_failed = Signal(object)

    def __init__(
        self,
        coordinator: Coordinator,
        window: MainWindow,
        bridge: Bridge,
        pulse: Pulse,
        formats: Formats,
        settings: Settings,
    ) -> None:
        super().__init__(window)
        self._pulse = pulse
        self._notifier = Notifier(window, settings.reminder_content, formats, bridge)
        self._jobs = Jobs(
            coordinator.store,
            coordinator.worker,
            coordinator.feed,
            remind=self._reminded.emit,
            report=self._job_failed.emit,
            snapshot=coordinator.snapshot,
            rhythm=Rhythm(reminder_lead=timedelta(minutes=settings.reminder_lead_minutes)),
        )
        self._notifier.clicked.connect(self.clicked)
        self._reminded.connect(self._remind)
        self._job_failed.connect(self._show_failed)

    def start(self) -> None:
        """Begin."""
        self._jobs.start()

    def stop(self) -> None:
        """End, before the store is closed."""
        self._jobs.stop()
        self._notifier.close()

    def set_content(self, content: ReminderContent) -> None:
        """Say more or less in notifications from now on."""
        self._notifier.set_content(content)

    def _remind(self, reminder: Reminder | MissedReminders) -> None:
        # Silent while a session runs: nobody is reminded of the next one in front of a group.
        if self._pulse.live is None:
            self._notifier.show(reminder)

    def _show_failed(self, failure: BaseException) -> None:
        if not isinstance(failure, CoordinatorError):
            raise failure
        self.failed.emit(failure)

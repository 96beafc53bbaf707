"""What runs by itself while the vault is open, and what it has to say: reminders, and jobs that failed."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal

from coordinator import programs, sessions
from coordinator.bootstrap import Coordinator
from coordinator.errors import CoordinatorError
from coordinator.jobs import Jobs, MissedReminders, Reminder, Rhythm
from coordinator.settings import ReminderContent, Settings
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import MomentKind
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
        self._coordinator, self._pulse = coordinator, pulse
        self.told: Sequence[datetime] = ()
        """The instants (UTC) of what was said while the vault was locked: it is not said again."""
        self._lead = timedelta(minutes=settings.reminder_lead_minutes)
        self._notifier = Notifier(window, settings.reminder_content, formats, bridge)
        self._jobs = Jobs(
            coordinator.store,
            coordinator.worker,
            coordinator.feed,
            remind=self._reminded.emit,
            report=self._job_failed.emit,
            snapshot=coordinator.snapshot,
            rhythm=Rhythm(reminder_lead=self._lead),
        )
        self._notifier.clicked.connect(self.clicked)
        self._reminded.connect(self._remind)
        self._job_failed.connect(self._show_failed)

    def start(self) -> None:
        """Begin."""
        made = self._coordinator
        if self.told:
            made.worker.submit(made.store.write, sessions.note_told, self.told, lead=self._lead)
        self._jobs.start()
        self._notifier.start()

    def next_starts(self) -> tuple[datetime, ...]:
        """Give when the sessions of the next two days start, on the program's clock: all that a locked window knows.

        Raises a `StoreError`.
        """
        made = self._coordinator
        return made.worker.submit(made.store.read, _next_starts).result()

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


def _next_starts(work: UnitOfWork) -> tuple[datetime, ...]:
    zone = ZoneInfo(programs.program(work).zone)
    return tuple(one.due_at.astimezone(zone) for one in sessions.moments(work) if one.kind is MomentKind.START)

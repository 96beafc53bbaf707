"""The open vault on screen: pages, frame and jobs, and the paths between them.

Built by startup once the store is open, and taken down before the file is closed.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from coordinator import programs, sessions, today
from coordinator.bootstrap import Coordinator
from coordinator.changes import Change
from coordinator.clock import Clock
from coordinator.errors import CoordinatorError, NotFound
from coordinator.jobs import Jobs, MissedReminders, Reminder, Rhythm
from coordinator.programs import Program
from coordinator.sessions import GroupSession, MeetingDoor
from coordinator.settings import Settings
from coordinator.today import Today
from coordinator.undo import UndoStep
from coordinator.vault.snapshots import list_snapshots
from coordinator.vocabulary import Action, GroupSessionId, SessionStatus
from ui.action_names import QUIET, done_words, undo_words
from ui.bridge import Bridge
from ui.capture import can_hide, hide_from_capture
from ui.error_messages import Where, describe
from ui.first_run import StartChoice
from ui.formats import Formats
from ui.idle import IdleWatch
from ui.launching import Launcher, failed_words
from ui.links import OpenLink, open_with_system
from ui.main_window import MainWindow
from ui.notifier import Notifier
from ui.page import Place
from ui.pages import Pages
from ui.paths import Paths
from ui.pulse import Pulse
from ui.secret_clipboard import SecretClipboard
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Tone
from ui.window_state import WindowState

PRODUCT = "Session Coordinator"
BACKUP_OLD = timedelta(days=3)


class Workspace(QObject):
    """Everything between the door and the lock.

    Args:
        coordinator: the open vault.
        theme: the program's theme.
        settings: this computer's preferences.
        clock: where the present instant comes from.
        state: where windows stood.
        start: what the person chose on the first run.
        open_link: hands a link to the operating system; the tour records it instead.
    """

    lock_requested = Signal(bool)
    """Lock now; carries whether a session runs."""
    quit_requested = Signal()
    settings_changed = Signal(object)
    _reminded = Signal(object)

    def __init__(
        self,
        coordinator: Coordinator,
        theme: Theme,
        settings: Settings,
        *,
        clock: Clock,
        state: WindowState | None,
        start: StartChoice | None = None,
        open_link: OpenLink = open_with_system,
    ) -> None:
        super().__init__()
        self._coordinator, self._theme, self._settings, self._clock = coordinator, theme, settings, clock
        self._start = start
        self.bridge = Bridge(coordinator.store, coordinator.worker, coordinator.history, self)
        self._unsubscribe = coordinator.feed.subscribe(self.bridge.publish)
        program = coordinator.worker.submit(coordinator.store.read, programs.program).result()
        self.formats = Formats(ZoneInfo(program.zone), QLocale())
        self.names = ShownNames(self)
        self.clipboard = SecretClipboard(self)
        self.launcher = Launcher(
            self.bridge,
            open_link=open_link,
            clipboard=self.clipboard,
            copies_passcode=settings.copy_passcode_at_launch,
        )
        self.pages = Pages(self, coordinator, theme, settings, clock=clock, hidden=can_hide())
        self.window = MainWindow(theme, PRODUCT, program.clinic_name, self.pages.by_place, state=state)
        self.launcher.set_window(self.window)
        self.paths = Paths(self.window, self.pages, self.bridge)
        self.pulse = Pulse(coordinator, self.bridge, self)
        self.notifier = Notifier(self.window, settings.reminder_content, self.formats)
        self._idle = IdleWatch(_application(), settings.idle_lock_seconds, self)
        self._jobs = self._make_jobs()
        self._connect()
        self._greet(program)

    @property
    def vault_folder(self) -> Path:
        """The folder of the open vault."""
        return self._coordinator.vault.folder

    @property
    def settings(self) -> Settings:
        """This computer's preferences as they are now."""
        return self._settings

    def show(self) -> None:
        """Show the window where it stood, and begin what runs by itself."""
        self.window.show()
        if self._settings.hide_from_capture and can_hide():
            hide_from_capture(self.window, hidden=True)
        self.pulse.start()
        self._jobs.start()
        QTimer.singleShot(0, self._begin)

    def time_words(self) -> str:
        """The present time for the lock screen."""
        return self.formats.time(self._clock.now())

    def close(self, *, keep_place: bool = False) -> None:
        """Save drafts, stop what runs by itself, and close the store; the file is given back whatever happens.

        Raises the `StoreError` of a snapshot that could not be made.
        """
        del keep_place
        self.pages.save_now()
        self.clipboard.clear()
        self._idle.stop()
        self.pulse.stop()
        self.pages.stop()
        self._jobs.stop()
        self._unsubscribe()
        self._coordinator.close()

    # -- wiring

    def _make_jobs(self) -> Jobs:
        made = self._coordinator
        return Jobs(
            made.store,
            made.worker,
            made.feed,
            remind=self._reminded.emit,
            report=self._job_failed,
            snapshot=made.snapshot,
            rhythm=Rhythm(reminder_lead=timedelta(minutes=self._settings.reminder_lead_minutes)),
        )

    def _connect(self) -> None:
        window, bridge = self.window, self.bridge
        window.lock_requested.connect(self._lock)
        window.close_requested.connect(self.quit_requested)
        window.launch_requested.connect(self._launch_next)
        window.session_requested.connect(self._open_session)
        window.passcode_requested.connect(self._copy_passcode)
        window.compact_requested.connect(self.pages.toggle_compact)
        window.names_requested.connect(self.names.toggle)
        window.search_requested.connect(self.pages.show_palette)
        window.undo_requested.connect(self._undo)
        window.redo_requested.connect(self._redo)
        bridge.changed.connect(self._changed)
        bridge.failed.connect(self.show_error)
        bridge.history_changed.connect(self._show_history)
        self.launcher.launched.connect(self.paths.open_session)
        self.launcher.link_failed.connect(self._link_failed)
        self.launcher.passcode_copied.connect(lambda: window.show_toast(self.tr("Passcode copied. Clears in 60 s.")))
        self.launcher.refused.connect(self.show_error)
        self.paths.launch_wanted.connect(self.launcher.launch)
        self.paths.passcode_wanted.connect(self.launcher.copy_passcode)
        self.pulse.live_shown.connect(self._show_live)
        self.notifier.clicked.connect(self._notification_clicked)
        self._reminded.connect(self._remind)
        self._idle.idle.connect(self._lock)

    def _greet(self, program: Program) -> None:
        if program.is_sample:
            link = self.window.show_message(
                Tone.INFO,
                self.tr("Sample clinic. Everyone here is made up."),
                action=self.tr("Remove sample"),
            )
            if link is not None:
                link.clicked.connect(self.pages.remove_sample)
        self._show_backup()
        self._show_history()

    def _begin(self) -> None:
        if self._start is StartChoice.IMPORT:
            self.paths.import_roster()
        elif self._start is StartChoice.SAMPLE:
            self.pages.fill_sample()
        self._start = None

    # -- from the store

    def _changed(self, change: Change[object]) -> None:
        if change.action is Action.CHANGE_PROGRAM:
            self.bridge.read(programs.program, then=self._show_program, fail=_ignore_missing)
        if change.undo is None or change.action in QUIET:
            return
        words = done_words(change.action, change.detail)
        history = self.bridge.history.next_undo
        if words and history is not None and history.action is change.action:
            self.window.show_toast(words, undo=True)

    def _show_program(self, program: Program) -> None:
        self.window.set_clinic(program.clinic_name)
        self.change_settings(replace(self._settings, clinic=program.clinic_name))

    def _show_history(self) -> None:
        history = self.bridge.history
        redo = history.next_redo
        self.window.show_undo_steps(
            tuple(undo_words(step) for step in history.steps), (self.tr("Redo"),) if redo is not None else ()
        )

    def _show_live(self, live: GroupSession | None) -> None:
        if live is None:
            self.window.sidebar.hide_live()
            return
        elapsed = self.formats.clock_duration(self.pulse.minutes(self._clock.now()))
        self.window.sidebar.show_live(live.group_name, elapsed)

    def _show_backup(self) -> None:
        found = list_snapshots(self._coordinator.vault.snapshots_folder)
        if not found:
            return
        taken, now = found[0].taken_at, self._clock.now()
        if now - taken > BACKUP_OLD:
            day = self.formats.weekday(self.formats.date_of(taken))
            self.window.sidebar.set_backup(self.tr("Last backup {day}").format(day=day), old=True)
        else:
            time = self.formats.time(taken)
            self.window.sidebar.set_backup(self.tr("Backed up {time}").format(time=time))

    def _job_failed(self, failure: BaseException) -> None:
        if isinstance(failure, CoordinatorError):
            self.bridge.report(failure)
        else:
            raise failure

    def show_error(self, error: CoordinatorError) -> None:
        """Say what went wrong above the page."""
        message = describe(error)
        tone = Tone.ERROR if message.where is not Where.BESIDE else Tone.WARNING
        self.window.show_message(tone, message.sentence)

    # -- keys

    def _launch_next(self) -> None:
        self.bridge.read(today.today, then=self._launch_of)

    def _launch_of(self, found: Today) -> None:
        if not any(one.session.status in {SessionStatus.PLANNED, SessionStatus.LIVE} for one in found.sessions):
            self.window.show_toast(self.tr("No session is left today."))
            return
        self.launcher.launch_next(found.sessions)

    def _open_session(self) -> None:
        self.bridge.read(sessions.next_session, then=self._open_next)

    def _open_next(self, session: GroupSession | None) -> None:
        if session is None:
            self.window.show_toast(self.tr("No session is planned."))
        else:
            self.paths.open_session(session.id)

    def _copy_passcode(self) -> None:
        self.bridge.read(sessions.next_session, then=self._copy_of)

    def _copy_of(self, session: GroupSession | None) -> None:
        if session is not None:
            self.launcher.copy_passcode(session.id)

    def _undo(self) -> None:
        self.bridge.undo(then=self._undone)

    def _redo(self) -> None:
        self.bridge.redo()

    def _undone(self, step: UndoStep) -> None:
        self.window.show_toast(self.tr("Done: {what}").format(what=undo_words(step)))

    def _lock(self) -> None:
        self.lock_requested.emit(self.pulse.live is not None)

    # -- launching and reminding

    def _link_failed(self, session_id: GroupSessionId, door: MeetingDoor) -> None:
        link = self.window.show_message(Tone.ERROR, failed_words(door), action=self.tr("Copy link"))
        if link is not None:
            link.clicked.connect(lambda: self.launcher.copy_link(door))
        if door.backup_url:
            sentence = self.tr("There is a backup link for this session.")
            backup = self.window.show_message(Tone.INFO, sentence, action=self.tr("Open backup link"))
            if backup is not None:
                backup.clicked.connect(lambda: self.launcher.launch(session_id, backup=True))
        again = self.window.show_message(
            Tone.INFO, self.tr("The session runs and attendance can be taken."), action=self.tr("Open in browser")
        )
        if again is not None:
            again.clicked.connect(lambda: self.launcher.open_again(session_id, door))

    def _remind(self, reminder: Reminder | MissedReminders) -> None:
        if self.pulse.live is None:
            self.notifier.show(reminder)

    def _notification_clicked(self) -> None:
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()
        self.window.show_place(Place.TODAY)

    def change_settings(self, settings: Settings) -> None:
        """Take over preferences at once, and have them kept."""
        if settings == self._settings:
            return
        self._settings = settings
        self._idle.set_seconds(settings.idle_lock_seconds)
        self.launcher.copies_passcode = settings.copy_passcode_at_launch
        self.notifier.set_content(settings.reminder_content)
        if can_hide():
            hide_from_capture(self.window, hidden=settings.hide_from_capture)
        self.settings_changed.emit(settings)


def _ignore_missing(error: CoordinatorError) -> None:
    if not isinstance(error, NotFound):
        raise error


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError(app)
    return app

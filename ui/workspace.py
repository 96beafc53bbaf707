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

from coordinator import programs, sample_clinic, sessions, today
from coordinator.bootstrap import Coordinator
from coordinator.clock import Clock
from coordinator.errors import CoordinatorError
from coordinator.jobs import Jobs, MissedReminders, Reminder, Rhythm
from coordinator.sessions import GroupSession
from coordinator.settings import Settings
from coordinator.today import Today
from coordinator.vault.snapshots import Snapshot
from coordinator.vocabulary import SessionStatus
from ui.bridge import Bridge
from ui.capture import can_hide, hide_from_capture
from ui.compact.window import CompactWindow
from ui.first_run import StartChoice
from ui.formats import Formats
from ui.frame import Frame
from ui.idle import IdleWatch
from ui.launching import Launcher
from ui.links import OpenLink, open_with_system
from ui.main_window import MainWindow
from ui.notifier import Notifier
from ui.page import Place
from ui.pages import Pages, Tools
from ui.palette.page import Palette
from ui.paths import Paths
from ui.pulse import Pulse
from ui.searching import Commands, Searching
from ui.secret_clipboard import SecretClipboard
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.vault_actions import OpenVaultActions
from ui.window_state import WindowState

PRODUCT = "Session Coordinator"


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
    restore_requested = Signal(object)
    """Put the `Snapshot` it carries in the vault's place, and start again at the lock screen."""
    settings_changed = Signal(object)
    _reminded = Signal(object)
    _job_failed = Signal(object)

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
        zone = ZoneInfo(program.zone)
        self.formats = Formats(zone, QLocale())
        self.names = ShownNames(self)
        self.clipboard = SecretClipboard(self)
        self.launcher = Launcher(
            self.bridge,
            open_link=open_link,
            clipboard=self.clipboard,
            copies_passcode=settings.copy_passcode_at_launch,
            parent=self,
        )
        hidden = settings.hide_from_capture and can_hide()
        self.pages = Pages(
            Tools(
                theme=theme,
                bridge=self.bridge,
                formats=self.formats,
                names=self.names,
                zone=zone,
                clock=clock,
                settings=settings,
                open_link=open_link,
                hidden_from_capture=hidden,
                vault=OpenVaultActions(coordinator, self.restore_requested.emit),
                remove_sample=self.remove_sample,
                current_settings=lambda: self._settings,
                save_settings=self.change_settings,
            )
        )
        self.window = MainWindow(theme, PRODUCT, program.clinic_name, self.pages.by_place, state=state)
        self.launcher.set_window(self.window)
        self.compact = CompactWindow(
            theme,
            self.pages.session.attendance.desk,
            self.formats,
            self.names,
            product=PRODUCT,
            state=state,
            hidden_from_capture=hidden,
            letters=settings.single_key_marking,
        )
        self.paths = Paths(self.window, self.pages, self.bridge, theme)
        commands = Commands(
            launch=self.launch_next,
            attendance=self.open_session,
            passcode=self.copy_passcode,
            compact=self.toggle_compact,
            names=self.names.toggle,
            lock=self.lock,
        )
        searching = Searching(
            theme, self.window, self.pages, self.paths, self.bridge, self.formats, self.names, commands
        )
        self.pages.clients.notes_requested.connect(searching.read_notes)
        self.palette = Palette(theme, self.window, searching.collect, searching.search_notes)
        self.pulse = Pulse(coordinator, self.bridge, self)
        self.frame = Frame(
            self.window,
            self.bridge,
            self.pulse,
            self.formats,
            clock,
            snapshots=coordinator.vault.snapshots_folder,
            remove_sample=self.remove_sample,
        )
        self.notifier = Notifier(self.window, settings.reminder_content, self.formats, self.bridge)
        self._idle = IdleWatch(_application(), settings.idle_lock_seconds, self)
        self._jobs = self._make_jobs()
        self._connect()
        self.frame.begin(program)

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
            hide_from_capture(self.compact, hidden=True)
        self.pulse.start()
        self._jobs.start()
        QTimer.singleShot(0, self._begin)

    def time_words(self) -> str:
        """The present time for the lock screen."""
        return self.formats.time(self._clock.now())

    def close(self, restoring: Snapshot | None = None) -> None:
        """Save drafts, stop what runs by itself, and close the store; the file is given back whatever happens.

        With `restoring` that snapshot is then put in the vault's place. Raises the `StoreError` of a snapshot that
        could not be made or restored.
        """
        self.pages.save_now()
        self.pages.stop()
        self.clipboard.clear()
        self._idle.stop()
        self.pulse.stop()
        self.compact.hide()
        self._jobs.stop()
        self.notifier.close()
        self._unsubscribe()
        if restoring is None:
            self._coordinator.close()
        else:
            self._coordinator.close_and_restore(restoring)

    def change_settings(self, settings: Settings) -> None:
        """Take over preferences at once, and have them kept."""
        if settings == self._settings:
            return
        self._settings = settings
        self._idle.set_seconds(settings.idle_lock_seconds)
        self.launcher.copies_passcode = settings.copy_passcode_at_launch
        self.notifier.set_content(settings.reminder_content)
        if can_hide():
            for window in (self.window, self.compact):
                hide_from_capture(window, hidden=settings.hide_from_capture)
        self.settings_changed.emit(settings)

    def fill_sample(self) -> None:
        """Fill an empty vault with the sample clinic."""
        self.window.show_toast(self.tr("Filling the sample clinic."))
        self.bridge.change(sample_clinic.fill)

    def remove_sample(self) -> None:
        """Take the sample clinic away."""
        self.bridge.change(sample_clinic.remove_sample)

    def toggle_compact(self) -> None:
        """Show the running session in the small window, or come back from it."""
        if self.compact.isVisible():
            self.compact.close()
        elif self.pages.session.session_id is not None:
            self.compact.show()
            self.compact.activateWindow()
            self.window.showMinimized()

    # -- wiring

    def _make_jobs(self) -> Jobs:
        made = self._coordinator
        return Jobs(
            made.store,
            made.worker,
            made.feed,
            remind=self._reminded.emit,
            report=self._job_failed.emit,
            snapshot=made.snapshot,
            rhythm=Rhythm(reminder_lead=timedelta(minutes=self._settings.reminder_lead_minutes)),
        )

    def _connect(self) -> None:
        window = self.window
        window.lock_requested.connect(self._lock)
        window.close_requested.connect(self.quit_requested)
        window.launch_requested.connect(self.launch_next)
        window.session_requested.connect(self.open_session)
        window.passcode_requested.connect(self.copy_passcode)
        window.compact_requested.connect(self.toggle_compact)
        window.names_requested.connect(self.names.toggle)
        window.search_requested.connect(self.palette.open)
        self.launcher.launched.connect(self.paths.open_session)
        self.launcher.link_failed.connect(
            lambda session_id, door: self.frame.show_failed_link(self.launcher, session_id, door)
        )
        self.launcher.passcode_copied.connect(lambda: window.show_toast(self.tr("Passcode copied. Clears in 60 s.")))
        self.launcher.refused.connect(self.frame.show_error)
        self.paths.launch_wanted.connect(self.launcher.launch)
        self.paths.passcode_wanted.connect(self.launcher.copy_passcode)
        self.paths.link_wanted.connect(self.launcher.open_only)
        self.pages.session.attendance.compact_requested.connect(self.toggle_compact)
        self.compact.full_wanted.connect(self._come_back)
        self.compact.passcode_requested.connect(self.launcher.copy_passcode)
        self.frame.clinic_named.connect(lambda name: self.change_settings(replace(self._settings, clinic=name)))
        self.notifier.clicked.connect(self._notification_clicked)
        self._reminded.connect(self._remind)
        self._job_failed.connect(self._show_failed_job)
        self._idle.idle.connect(self._lock)

    def _begin(self) -> None:
        if self._start is StartChoice.IMPORT:
            self.paths.import_roster()
        elif self._start is StartChoice.SAMPLE:
            self.fill_sample()
        self._start = None

    def _show_failed_job(self, failure: BaseException) -> None:
        if not isinstance(failure, CoordinatorError):
            raise failure
        self.frame.show_error(failure)

    # -- keys

    def launch_next(self) -> None:
        """F5: launch the running or next session."""
        self.bridge.read(today.today, then=self._launch_of)

    def open_session(self) -> None:
        """F4: attendance of the running or next session."""
        self.bridge.read(sessions.next_session, then=self._open_next)

    def copy_passcode(self) -> None:
        """Copy the passcode of the running or next session."""
        self.bridge.read(sessions.next_session, then=self._copy_of)

    def lock(self) -> None:
        """Ctrl+L: lock at once."""
        self._lock()

    def _launch_of(self, found: Today) -> None:
        if any(one.session.status in {SessionStatus.PLANNED, SessionStatus.LIVE} for one in found.sessions):
            self.launcher.launch_next(found.sessions)
        else:
            self.window.show_toast(self.tr("No session is left today."))

    def _open_next(self, session: GroupSession | None) -> None:
        if session is None:
            self.window.show_toast(self.tr("No session is planned."))
        else:
            self.paths.open_session(session.id)

    def _copy_of(self, session: GroupSession | None) -> None:
        if session is not None:
            self.launcher.copy_passcode(session.id)

    def _lock(self) -> None:
        self.lock_requested.emit(self.pulse.live is not None)

    def _remind(self, reminder: Reminder | MissedReminders) -> None:
        # Silent while a session runs: nobody is reminded of the next one in front of a group.
        if self.pulse.live is None:
            self.notifier.show(reminder)

    def _come_back(self) -> None:
        self.window.showNormal()
        self.window.activateWindow()
        self.window.show_place(Place.SESSION)

    def _notification_clicked(self) -> None:
        self.window.showNormal()
        self.window.activateWindow()
        self.window.show_place(Place.TODAY)


def _application() -> QApplication:
    app = QApplication.instance()
    if not isinstance(app, QApplication):
        raise TypeError(app)
    return app

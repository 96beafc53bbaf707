"""The open vault on screen: pages, frame and jobs, and the paths between them.

Built by startup once the store is open, and taken down before the file is closed. The day is painted first; other
pages and windows are made when somebody asks for them, or in quiet turns after that.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale, QObject, Qt, QTimer, Signal

from coordinator import programs
from coordinator.bootstrap import Coordinator
from coordinator.clock import Clock
from coordinator.settings import Settings
from coordinator.vault.snapshots import Snapshot
from ui.bridge import Bridge
from ui.capture import can_hide, hide_from_capture
from ui.compact_place import CompactPlace
from ui.formats import Formats
from ui.frame import Frame
from ui.handing_over import HandingOver
from ui.idle import IdleWatch
from ui.launching import Launcher
from ui.links import OpenLink, open_with_system
from ui.main_window import MainWindow
from ui.marking_keys import MarkingKeys
from ui.next_session import NextSession
from ui.page import Place
from ui.pages import Pages, Tools
from ui.paths import Paths
from ui.pulse import Pulse
from ui.routine import Routine
from ui.secret_clipboard import SecretClipboard
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.vault_actions import OpenVaultActions
from ui.window_state import WindowState

if TYPE_CHECKING:
    from ui.first_run import StartChoice
    from ui.loading import Loading
    from ui.palette.page import Palette
    from ui.searching import Searching

PRODUCT = "Session Coordinator"
PAINTS_MS = 40
"""The day that was read is painted in this time, before anything else asks for the processor."""
LATEST_MS = 2_000
LOADS_MS = 30


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
        loading: imports the other screens; without it each is imported where it is first made.
    """

    lock_requested = Signal(bool)
    """Lock now; carries whether a session runs."""
    quit_requested = Signal()
    restore_requested = Signal(object)
    """Put the `Snapshot` it carries in the vault's place, and start again at the lock screen."""
    settings_changed = Signal(object)

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
        loading: Loading | None = None,
    ) -> None:
        super().__init__()
        self._coordinator, self._theme, self._settings, self._clock = coordinator, theme, settings, clock
        self._start, self._loading = start, loading
        self._begun = self.closed = False
        self.bridge = Bridge(coordinator.store, coordinator.worker, coordinator.history, self)
        self._unsubscribe = coordinator.feed.subscribe(self.bridge.publish)
        program = coordinator.worker.submit(coordinator.store.read, programs.program).result()
        zone = ZoneInfo(program.zone)
        self.formats = Formats(zone, QLocale())
        self.names = ShownNames(self)
        self._keys = MarkingKeys(settings.letters, on=settings.single_key_marking, parent=self)
        self.clipboard = SecretClipboard(self)
        self.launcher = Launcher(
            self.bridge,
            open_link=open_link,
            clipboard=self.clipboard,
            copies_passcode=settings.copy_passcode_at_launch,
            parent=self,
        )
        tools = Tools(
            theme=theme,
            bridge=self.bridge,
            formats=self.formats,
            names=self.names,
            zone=zone,
            clock=clock,
            settings=settings,
            open_link=open_link,
            hidden_from_capture=settings.hide_from_capture and can_hide(),
            vault=OpenVaultActions(coordinator, self.restore_requested.emit),
            remove_sample=self.remove_sample,
            process=coordinator.process,
            current_settings=lambda: self._settings,
            keys=self._keys,
            save_settings=self.change_settings,
            wait_for_screens=self._wait_for_screens,
            guest=coordinator.guest,
        )
        self.pages = Pages(tools, self)
        self.window = MainWindow(theme, PRODUCT, program.clinic_name, tools.places, self.pages.at, state=state)
        self.launcher.set_window(self.window)
        self.paths = Paths(self.window, self.pages, self.bridge, theme, self.names)
        self.compact = CompactPlace(
            self.window, self.pages, self.paths, self.launcher, tools, product=PRODUCT, state=state
        )
        self.handing = HandingOver(self.window, self.pages, self.bridge, tools, self.clipboard, coordinator.guest)
        self.next = NextSession(self.window, self.bridge, self.launcher, self.paths)
        self.pulse = Pulse(coordinator, self.bridge, self)
        self.frame = Frame(
            self.window,
            self.bridge,
            self.pulse,
            self.formats,
            clock,
            snapshots=coordinator.vault.snapshots_folder,
            remove_sample=None if coordinator.guest else self.remove_sample,
        )
        self._idle = IdleWatch(settings.idle_lock_seconds, self)
        self.routine = Routine(coordinator, self.window, self.bridge, self.pulse, self.formats, settings)
        self._connect()
        self.frame.begin(program)
        if coordinator.file_changed:
            self.frame.show_file_changed()

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
        self.pages.today.day_shown.connect(
            lambda _day: QTimer.singleShot(PAINTS_MS, self, self._go_on), Qt.ConnectionType.SingleShotConnection
        )
        # Reminders come also on a day that could not be read.
        QTimer.singleShot(LATEST_MS, self, self._go_on)

    def time_words(self) -> str:
        """The present time for the lock screen."""
        return self.formats.time(self._clock.now())

    def close(self, restoring: Snapshot | None = None) -> None:
        """Save drafts, stop what runs by itself, and close the store; the file is given back whatever happens.

        With `restoring` that snapshot is then put in the vault's place. Raises the `StoreError` of a snapshot that
        could not be made or restored.
        """
        self._begun = self.closed = True
        self.pages.save_now()
        self.pages.stop()
        self.clipboard.clear()
        self._idle.stop()
        self.pulse.stop()
        self.compact.hide()
        self.routine.stop()
        self._unsubscribe()
        self.bridge.close()
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
        self.routine.set_content(settings.reminder_content)
        self._keys.take(settings.letters, on=settings.single_key_marking)
        if can_hide():
            hide_from_capture(self.window, hidden=settings.hide_from_capture)
            self.compact.set_hidden_from_capture(hidden=settings.hide_from_capture)
        self.settings_changed.emit(settings)

    def fill_sample(self) -> None:
        """Fill an empty vault with the sample clinic."""
        self.window.show_toast(self.tr("Filling the sample clinic."))
        self._wait_for_screens()
        from coordinator import sample_clinic  # noqa: PLC0415  few ever fill it

        self.bridge.change(sample_clinic.fill)

    def remove_sample(self) -> None:
        """Take the sample clinic away."""
        self._wait_for_screens()
        from coordinator import sample_clinic  # noqa: PLC0415  few ever take it away

        self.bridge.change(sample_clinic.remove_sample)

    # -- made when they are first wanted

    @cached_property
    def palette(self) -> Palette:
        """What Ctrl+K opens."""
        self._wait_for_screens()
        from ui.palette.page import Palette  # noqa: PLC0415  the day is painted without it

        return Palette(self._theme, self.window, self._searching.collect, self._searching.search_notes)

    @cached_property
    def _searching(self) -> Searching:
        self._wait_for_screens()
        from ui.searching import Commands, Searching  # noqa: PLC0415  the day is painted without it

        commands = Commands(
            launch=self.next.launch,
            attendance=self.next.open,
            passcode=self.next.copy_passcode,
            compact=self.compact.toggle,
            names=self.names.toggle,
            lock=self._lock,
            hand_over=self.handing.give_next,
            bring_back=self.handing.bring_back,
            give_back=self.handing.give_back if self._coordinator.guest else None,
        )
        return Searching(
            self._theme, self.window, self.pages, self.paths, self.bridge, self.formats, self.names, commands
        )

    def _go_on(self) -> None:
        """Begin what runs by itself, and what the person chose on the first run, now that the day is on screen."""
        if self._begun:
            return
        self._begun = True
        if self._loading is not None:
            self._loading.go_on()
        self.pulse.start()
        self.routine.start()
        self._begin()
        self._make_pages()

    def _make_pages(self) -> None:
        """Make one page that nobody has asked for yet, and the next in a later turn, so that keys come between."""
        if self.closed or (place := self.pages.not_made(self.window.leads_to)) is None:
            return
        if self._loading is not None and not self._loading.all_there:
            QTimer.singleShot(LOADS_MS, self, self._make_pages)
            return
        self.window.page(place)
        QTimer.singleShot(0, self, self._make_pages)

    def _wait_for_screens(self) -> None:
        if self._loading is not None:
            self._loading.wait_for_all()

    # -- wiring

    def _connect(self) -> None:
        window = self.window
        window.lock_requested.connect(self._lock)
        window.close_requested.connect(self.quit_requested)
        window.launch_requested.connect(self.next.launch)
        window.session_requested.connect(self.next.open)
        window.passcode_requested.connect(self.next.copy_passcode)
        window.compact_requested.connect(self.compact.toggle)
        window.names_requested.connect(self.names.toggle)
        window.search_requested.connect(self._search)
        self.launcher.launched.connect(self.paths.open_session)
        self.launcher.link_failed.connect(
            lambda session_id, door: self.frame.show_failed_link(self.launcher, session_id, door)
        )
        self.launcher.passcode_copied.connect(lambda: window.show_toast(self.tr("Passcode copied. Clears in 60 s.")))
        self.launcher.refused.connect(self.frame.show_error)
        self.paths.launch_wanted.connect(self.launcher.launch)
        self.paths.passcode_wanted.connect(self.launcher.copy_passcode)
        self.paths.link_wanted.connect(self.launcher.open_only)
        self.pages.made.connect(self._join)
        if not self._coordinator.guest:
            self.frame.clinic_named.connect(lambda name: self.change_settings(replace(self._settings, clinic=name)))
        self.routine.clicked.connect(self._notification_clicked)
        self.routine.failed.connect(self.frame.show_error)
        self._idle.idle.connect(self._lock)

    def _join(self, place: Place) -> None:
        if place is Place.SESSION:
            self.pages.session.attendance.compact_requested.connect(self.compact.toggle)
        elif place is Place.CLIENTS:
            self.pages.clients.notes_requested.connect(self._searching.read_notes)

    def _begin(self) -> None:
        if self._start is None:
            return
        from ui.first_run import StartChoice  # noqa: PLC0415  on most days nobody chose

        if self._start is StartChoice.IMPORT:
            self.paths.import_roster()
        elif self._start is StartChoice.SAMPLE:
            self.fill_sample()
        self._start = None

    # -- keys

    def _search(self) -> None:
        self.palette.open()

    def _lock(self) -> None:
        self.lock_requested.emit(self.pulse.live is not None)

    def _notification_clicked(self) -> None:
        self.window.showNormal()
        self.window.activateWindow()
        self.window.show_place(Place.TODAY)

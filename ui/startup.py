"""The composition root: one window for one vault, from the door to the workspace and back to the door.

Locking replaces the whole process, since Python cannot erase a string: cover, save drafts, stop jobs, drain the
worker, checkpoint and close, then start again at the lock screen.
"""

from __future__ import annotations

import os
import sys
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSettings, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from coordinator.clock import Clock, SystemClock
from coordinator.errors import CoordinatorError
from coordinator.settings import ReminderContent, Settings, read_settings, write_settings
from ui.collecting import CollectsHere
from ui.door import PRODUCT, Door, Opened
from ui.instance import Instance
from ui.loading import Loading
from ui.theme import SchemeChoice, Theme
from ui.widgets import FocusRing
from ui.window_state import WindowState

if TYPE_CHECKING:
    from types import TracebackType

    from coordinator.vault.secret_item import Secrets
    from coordinator.vault.snapshots import Snapshot
    from ui.crash_dialog import CrashDialog
    from ui.locked_reminders import LockedReminders
    from ui.workspace import Workspace

APPLICATION = "session-coordinator"


def run(vault: Path | None, *, locked_at: str = "", session_runs: bool = False, next_starts: str = "") -> int:
    """Show the first window and run until the person quits; gives the process's exit code."""
    import platformdirs  # noqa: PLC0415  the window itself does not need it

    os.umask(0o077)
    app = QApplication(sys.argv[:1])
    CollectsHere(app)
    app.setApplicationName(PRODUCT)
    app.setDesktopFileName(APPLICATION)
    sys.excepthook = _show_crash
    settings_path = Path(platformdirs.user_config_dir(APPLICATION, appauthor=False)) / "settings.toml"
    settings = read_settings(settings_path)
    folder = vault or (Path(settings.vault) if settings.vault else default_folder())
    program = Program(app, folder, settings, settings_path, clock=SystemClock())
    if not program.start(locked_at=locked_at, session_runs=session_runs):
        return 0
    program.remind_while_locked(next_starts)
    return app.exec()


def _show_crash(kind: type[BaseException], failure: BaseException, trail: TracebackType | None) -> None:
    """Show a mistake of the program; what shows it is imported when there is one."""
    _crash_dialog().hook(kind, failure, trail)


@cache
def _crash_dialog() -> CrashDialog:
    from ui.crash_dialog import CrashDialog  # noqa: PLC0415  only after a crash

    return CrashDialog()


def default_folder() -> Path:
    """This user's vault folder: program data that does not roam to other computers."""
    import platformdirs  # noqa: PLC0415  the window itself does not need it

    return Path(platformdirs.user_data_dir(APPLICATION, appauthor=False, roaming=False)) / "vault"


class Program(QObject):
    """Holds what lives as long as the process: theme, settings, the instance lock, the window in front."""

    def __init__(
        self, app: QApplication, folder: Path, settings: Settings, settings_path: Path, *, clock: Clock
    ) -> None:
        super().__init__(app)
        self._app, self._folder, self._clock = app, folder, clock
        self._settings, self._settings_path = settings, settings_path
        self._theme = Theme(app, scheme=SchemeChoice(settings.theme.value), text_percent=settings.text_percent)
        self._ring = FocusRing(self._theme, app)
        self._state = WindowState(_state_file())
        self._instance = Instance(folder, self)
        self._instance.raised.connect(self._come_to_front)
        self._loading = Loading()
        app.aboutToQuit.connect(self._loading.stop)  # a thread that waits would keep the process
        self._door: Door | None = None
        self._workspace: Workspace | None = None
        self._reminders: LockedReminders | None = None

    def start(self, *, locked_at: str, session_runs: bool) -> bool:
        """Show the door; False when another process already has this vault, which then comes to the front."""
        if not self._instance.claim():
            return False
        self._door = Door(
            self._theme,
            self._folder,
            clock=self._clock,
            clinic=self._settings.clinic,
            locked_at=locked_at,
            session_runs=session_runs,
            claim=self._claim,
            make_secrets=_make_secrets,
            loading=self._loading,
            prepare=_import_screens,
        )
        self._door.opened.connect(self._opened)
        self._door.quit_requested.connect(self._app.quit)
        self._door.in_sight.connect(self._instance.listen)
        self._state.restore(self._door, "main", width=1280, height=768)
        self._door.show()
        return True

    def remind_while_locked(self, next_starts: str) -> None:
        """Say when the sessions that were handed over come, with their time only; a click shows the lock screen."""
        if self._door is None or not next_starts or self._settings.reminder_content is ReminderContent.OFF:
            return
        from ui.locked_reminders import LockedReminders, taken_over  # noqa: PLC0415  only after a lock

        lead = timedelta(minutes=self._settings.reminder_lead_minutes)
        self._reminders = LockedReminders(self._door, taken_over(next_starts), lead, self._clock)
        self._reminders.clicked.connect(self._come_to_front)

    def _opened(self, opened: Opened) -> None:
        from ui.workspace import Workspace  # noqa: PLC0415  the screens are not needed to paint the door

        told = self._reminders.told if self._reminders is not None else ()
        if self._reminders is not None:
            self._reminders.stop()
            self._reminders = None
        workspace = Workspace(
            opened.coordinator,
            self._theme,
            self._settings,
            clock=self._clock,
            state=self._state,
            start=opened.start,
            loading=self._loading,
        )
        workspace.routine.told = told
        workspace.lock_requested.connect(self._lock)
        workspace.quit_requested.connect(self._quit)
        workspace.restore_requested.connect(self._restore)
        workspace.settings_changed.connect(self._keep)
        self._workspace = workspace
        if self._door is not None:
            workspace.window.setGeometry(self._door.geometry())
            workspace.show()
            self._door.stop()
            self._door.close()
            self._door.deleteLater()
            self._door = None
        folder = opened.coordinator.vault.folder
        self._claim(folder)  # the first run may have made it in another place than the one this began with
        if not opened.coordinator.guest:
            self._keep(replace(self._settings, vault=str(folder)))

    def _claim(self, folder: Path) -> bool:
        """Hold another vault in place of the one that is held; False where another process has it.

        What is held is given back only then: a guest's window leaves the person's own vault free for another start.
        """
        if folder == self._folder:
            return True
        wanted = Instance(folder, self)
        if not wanted.claim():
            wanted.deleteLater()
            return False
        self._instance.release()
        self._instance.deleteLater()
        self._folder, self._instance = folder, wanted
        wanted.raised.connect(self._come_to_front)
        wanted.listen()
        return True

    def _keep(self, settings: Settings) -> None:
        if settings != self._settings or not self._settings_path.exists():
            self._settings = settings
            write_settings(self._settings_path, settings)

    def _lock(self, session_runs: bool) -> None:  # noqa: FBT001  from a signal
        """Cover at once; the rest follows when the cover is painted."""
        self._leave(session_runs=session_runs)

    def _restore(self, snapshot: Snapshot) -> None:
        self._leave(restoring=snapshot)

    def _leave(self, *, session_runs: bool = False, restoring: Snapshot | None = None) -> None:
        workspace = self._workspace
        if workspace is None:
            return
        self._workspace = None
        workspace.window.cover()
        self._app.processEvents()
        at = workspace.time_words()
        again = partial(self._replace_process, workspace, at, session_runs=session_runs, restoring=restoring)
        QTimer.singleShot(0, again)

    def _replace_process(
        self, workspace: Workspace, at: str, *, session_runs: bool, restoring: Snapshot | None
    ) -> None:
        folder = workspace.vault_folder
        starts: tuple[datetime, ...] = ()
        try:
            # Silent while a session runs: nobody is reminded of the next one in front of a group.
            starts = () if session_runs else workspace.routine.next_starts()
        except CoordinatorError as failure:
            sys.stderr.write(f"{type(failure).__name__}\n")
        try:
            workspace.close(restoring)
        except CoordinatorError as failure:
            # The file is closed all the same; the lock screen says what is wrong when it is opened again.
            sys.stderr.write(f"{type(failure).__name__}\n")
        self._state.save(workspace.window, "main")
        self._instance.release()
        command = [sys.executable, "-m", "ui", "--vault", str(folder), "--locked-at", at]
        if session_runs:
            command.append("--session-runs")
        if starts:
            from ui.locked_reminders import handed_over  # noqa: PLC0415  only at a lock

            command += ["--next-starts", handed_over(starts)]
        if sys.platform == "win32":
            import subprocess  # noqa: PLC0415  only there

            # A process cannot be replaced there: the next one starts, and this one ends with its memory.
            subprocess.Popen(command, close_fds=True)
            os._exit(0)
        os.execv(sys.executable, command)  # noqa: S606  no shell, and our own interpreter

    def _quit(self) -> None:
        workspace, self._workspace = self._workspace, None
        if workspace is None:
            self._app.quit()
            return
        workspace.window.cover()
        self._app.processEvents()
        try:
            workspace.close()
        finally:
            self._instance.release()
            workspace.window.close_now()
            self._app.quit()

    def _come_to_front(self) -> None:
        window: QWidget | None = self._workspace.window if self._workspace is not None else self._door
        if window is not None:
            window.showNormal() if window.isMinimized() else window.show()
            window.raise_()
            window.activateWindow()


def _import_screens() -> None:
    """Import what shows the day: nothing is made here but classes."""
    import ui.workspace  # noqa: F401, PLC0415  its import is the purpose


def _make_secrets() -> Secrets:
    from coordinator.vault.keyring_adapter import KeyringSecrets  # noqa: PLC0415  asked for off the interface thread

    return KeyringSecrets()


def _state_file() -> QSettings:
    import platformdirs  # noqa: PLC0415  the window itself does not need it

    folder = Path(platformdirs.user_state_dir(APPLICATION, appauthor=False))
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return QSettings(str(folder / "windows.ini"), QSettings.Format.IniFormat)

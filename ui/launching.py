"""One key opens the room: record who and when, open the link, copy the passcode, show the session."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMenu, QMessageBox, QWidget

from coordinator import sessions
from coordinator.errors import CoordinatorError
from coordinator.sessions import MeetingDoor
from coordinator.today import DaySession
from coordinator.vocabulary import GroupSessionId, SessionStatus
from ui.attendance_words import platform_words
from ui.bridge import Bridge
from ui.links import OpenLink
from ui.secret_clipboard import SecretClipboard


class Launcher(QObject):
    """Launches sessions.

    Args:
        bridge: the way to the store.
        open_link: hands a link to the operating system.
        clipboard: takes the passcode.
        copies_passcode: whether launching copies it.
    """

    launched = Signal(object)
    """A session is live: carries its id. Sent whether or not the platform's program opened."""
    link_failed = Signal(object, object)
    """No program took the link: carries the session's id and its `MeetingDoor`."""
    passcode_copied = Signal()
    refused = Signal(object)
    """The session could not be launched: carries the `CoordinatorError`."""

    def __init__(
        self,
        bridge: Bridge,
        *,
        open_link: OpenLink,
        clipboard: SecretClipboard,
        copies_passcode: bool,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._bridge, self._open_link, self._clipboard = bridge, open_link, clipboard
        self._window: QWidget | None = None
        self.copies_passcode = copies_passcode

    def launch(self, session_id: GroupSessionId, *, backup: bool = False) -> None:
        """Open a session's room; `backup` takes its backup link."""
        self._bridge.change(
            partial(sessions.launch, backup=backup),
            session_id,
            then=partial(self._open, session_id),
            fail=self._refused,
        )

    def launch_next(self, today: Sequence[DaySession]) -> None:
        """Launch the running or next session; with two at once, ask which in a menu of two."""
        choices = at_once(today)
        if len(choices) == 1:
            self.launch(choices[0].session.id)
        elif choices:
            menu = QMenu(self._window)
            menu.aboutToHide.connect(menu.deleteLater)
            for one in choices:
                action = menu.addAction(one.session.group_name)
                action.triggered.connect(partial(self._chosen, one.session.id))
            menu.setActiveAction(menu.actions()[0])
            middle = self._window.rect().center() if self._window is not None else QPoint()
            menu.popup(self._window.mapToGlobal(middle) if self._window is not None else middle)

    def copy_passcode(self, session_id: GroupSessionId) -> None:
        """Copy the passcode without launching."""
        self._bridge.read(sessions.meeting_door, session_id, then=self._copy, fail=self._refused)

    def open_only(self, session_id: GroupSessionId) -> None:
        """Open a session's link to try it; the session is not launched."""
        self._bridge.read(
            sessions.meeting_door, session_id, then=partial(self.open_again, session_id), fail=self._refused
        )

    def set_window(self, window: QWidget) -> None:
        """Ask questions and show the choice over this window."""
        self._window = window

    def copy_link(self, door: MeetingDoor) -> None:
        """Copy a link that did not open."""
        self._clipboard.copy(door.url)

    def open_again(self, session_id: GroupSessionId, door: MeetingDoor) -> None:
        """Hand the same link to the operating system once more."""
        if not self._open_link(door.url):
            self.link_failed.emit(session_id, door)

    def _chosen(self, session_id: GroupSessionId, _checked: bool = False) -> None:  # noqa: FBT001, FBT002  from Qt
        self.launch(session_id)

    def _open(self, session_id: GroupSessionId, door: MeetingDoor) -> None:
        if door.needs_confirmation and not self._confirmed(door):
            self.launched.emit(session_id)
            return
        if self.copies_passcode and door.passcode:
            self._copy(door)
        opened = self._open_link(door.url)
        self.launched.emit(session_id)
        if not opened:
            self.link_failed.emit(session_id, door)

    def _confirmed(self, door: MeetingDoor) -> bool:
        """Ask once about a host that is on no list; the session runs either way."""
        host = door.url.split("/")[2]
        box = QMessageBox(self._window)
        box.setIcon(QMessageBox.Icon.Question)
        box.setText(self.tr("Open a link to {host}?").format(host=host))
        box.setInformativeText(self.tr("This is not one of the known platforms. Open it only if you know it."))
        yes = box.addButton(self.tr("Open link"), QMessageBox.ButtonRole.AcceptRole)
        no = box.addButton(self.tr("Do not open"), QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(no)
        box.exec()
        box.deleteLater()
        return box.clickedButton() is yes

    def _copy(self, door: MeetingDoor) -> None:
        if door.passcode:
            self._clipboard.copy(door.passcode)
            self.passcode_copied.emit()

    def _refused(self, error: CoordinatorError) -> None:
        self.refused.emit(error)


def at_once(today: Sequence[DaySession]) -> list[DaySession]:
    """Give the sessions that F5 could mean: the running ones, else the next and whatever starts before it ends."""
    live = [one for one in today if one.session.status is SessionStatus.LIVE]
    if live:
        return live
    ahead = [one for one in today if one.session.status is SessionStatus.PLANNED]
    return [one for one in ahead if one.session.starts_at < ahead[0].session.ends_at] if ahead else []


def failed_words(door: MeetingDoor) -> str:
    """Give the sentence for a link that did not open: "Zoom did not open."."""
    return QGuiApplication.translate("Launching", "{platform} did not open.").format(
        platform=platform_words(door.platform)
    )

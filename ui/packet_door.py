"""Substitute packets at the door: opening one, and what is left of a guest vault whose time is over."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator.clock import Clock
from coordinator.errors import CoordinatorError
from ui import opening
from ui.background import Background
from ui.theme import Theme
from ui.unlock import UnlockPage


class PacketDoor(QObject):
    """Asks for a packet, and for the file of a return.

    Args:
        door: the window above which it asks.
        theme: the program's theme.
        background: where what takes a moment is done.
        clock: where the present instant comes from.
        ready: returns when what the dialog needs is imported.
        failed: says what went wrong.
    """

    opened = Signal(object, str)
    """Carries a guest vault's folder and the passphrase that opens it."""
    again = Signal(str)
    """The return is written: try the passphrase it carries once more."""
    removed = Signal()

    def __init__(
        self,
        door: QWidget,
        theme: Theme,
        background: Background,
        clock: Clock,
        ready: Callable[[], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__(door)
        self._door, self._theme, self._background, self._clock = door, theme, background, clock
        self._ready, self._failed = ready, failed

    def join(self, page: UnlockPage, folder: Path) -> None:
        """Do what the unlock page of a vault asks for."""
        page.packet_requested.connect(self.ask)
        page.return_requested.connect(partial(self.give_back, folder))
        page.remove_requested.connect(partial(self.remove, folder))

    def sentence(self, failure: CoordinatorError) -> str:
        """Say what is wrong with a packet or its vault."""
        from ui.error_messages import describe  # noqa: PLC0415  only where something is wrong
        from ui.handover import words  # noqa: F401, PLC0415  registers the words of the packet's errors

        return describe(failure).sentence

    def ask(self) -> None:
        """Ask for a packet's file and passphrase."""
        self._ready()
        from ui.handover.opening import OpenPacketDialog  # noqa: PLC0415  few come with a packet

        dialog = OpenPacketDialog(
            self._theme,
            self._background,
            lambda path, typed: opening.open_guest(path, typed, self._clock),
            parent=self._door,
        )
        dialog.opened.connect(self.opened)
        dialog.exec()
        dialog.deleteLater()

    def give_back(self, folder: Path, typed: str) -> None:
        """Write the return of a guest vault that opens no more."""
        name, _ = QFileDialog.getSaveFileName(
            self._door,
            self.tr("Save the return"),
            str(Path.home() / "Substitute return.return"),
            self.tr("Returns (*.return)"),
        )
        if name:
            write = partial(opening.write_return, folder, typed, Path(name), self._clock)
            self._background.run(write, lambda _nothing: self.again.emit(typed), self._failed)

    def remove(self, folder: Path, typed: str) -> None:
        """Remove a guest vault that was returned."""
        remove = partial(opening.remove_guest, folder, typed, self._clock)
        self._background.run(remove, lambda _nothing: self.removed.emit(), self._failed)

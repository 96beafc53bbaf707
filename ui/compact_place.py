"""The small window beside the meeting: made when it is first wanted, changed for the large one and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from ui.capture import hide_from_capture
from ui.launching import Launcher
from ui.main_window import MainWindow
from ui.page import Place
from ui.pages import Pages, Tools
from ui.paths import Paths

if TYPE_CHECKING:
    from ui.compact.window import CompactWindow
    from ui.window_state import WindowState


class CompactPlace(QObject):
    """Holds the compact window of one main window.

    Args:
        window: the main window, which it stands in for.
        pages, paths, launcher: what its keys lead to.
        tools: what windows are made with.
        product: the program's name.
        state: where windows stood.
    """

    def __init__(
        self,
        window: MainWindow,
        pages: Pages,
        paths: Paths,
        launcher: Launcher,
        tools: Tools,
        *,
        product: str,
        state: WindowState | None,
    ) -> None:
        super().__init__(window)
        self._main, self._pages, self._paths, self._launcher = window, pages, paths, launcher
        self._tools, self._product, self._state = tools, product, state
        self._hidden_from_capture = tools.hidden_from_capture
        self._window: CompactWindow | None = None

    @property
    def window(self) -> CompactWindow:
        """The window itself."""
        if self._window is None:
            self._tools.wait_for_screens()
            from ui.compact.window import CompactWindow  # noqa: PLC0415  the day is painted without it

            session = self._pages.session.attendance
            self._window = CompactWindow(
                self._tools.theme,
                session.desk,
                self._tools.formats,
                self._tools.names,
                product=self._product,
                state=self._state,
                hidden_from_capture=self._hidden_from_capture,
                keys=self._tools.keys,
            )
            self._window.full_wanted.connect(self._come_back)
            self._window.passcode_requested.connect(self._launcher.copy_passcode)
            self._window.notes_requested.connect(self._paths.open_notes)
            self._window.take_keys(self._main.keys_beside(), (*self._main.keys_in_full(), *session.keys_in_full))
            if self._hidden_from_capture:
                hide_from_capture(self._window, hidden=True)
        return self._window

    def toggle(self) -> None:
        """Show the running session in the small window, or come back from it."""
        if self._window is not None and self._window.isVisible():
            self._window.close()
        elif self._pages.open_session is not None:
            self.window.show()
            self.window.activateWindow()
            self._main.showMinimized()

    def hide(self) -> None:
        """Take it from the screen, if it is there."""
        if self._window is not None:
            self._window.hide()

    def set_hidden_from_capture(self, *, hidden: bool) -> None:
        """Keep it out of shared screens, or not, now and when it is made."""
        self._hidden_from_capture = hidden
        if self._window is not None:
            hide_from_capture(self._window, hidden=hidden)

    def _come_back(self) -> None:
        self._main.showNormal()
        self._main.activateWindow()
        self._main.show_place(Place.SESSION)

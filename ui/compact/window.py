"""The compact window: 360 × 720, above other windows, at the screen edge where it was left."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QGuiApplication, QHideEvent, QKeyEvent, QShowEvent
from PySide6.QtWidgets import QWidget

from coordinator.attendance import AttendanceSheet
from ui.formats import Formats
from ui.marking_keys import MarkingKeys
from ui.session.cards import SessionCards
from ui.session.compact_view import CompactView
from ui.session.desk import AttendanceDesk
from ui.session.words import AttendanceWords
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import ButtonSize, ElidedText, IconButton, Panel, column, row
from ui.window_state import WindowState

__all__ = ["CompactWindow"]

WIDTH, HEIGHT = 360, 720


class CompactWindow(QWidget):
    """The running session beside the meeting. Closing it returns to the full window and never ends the session.

    Its title is the program's name alone.

    Args:
        theme: the program's theme.
        desk: the open session, shared with the session page.
        formats: the reader's locale.
        names: whether names are shown.
        product: the program's name.
        state: remembers size and edge; None leaves the window where it is.
        hidden_from_capture: whether windows are left out of screen sharing here.
        keys: which letter does what, and whether they mark.
    """

    full_wanted = Signal()
    """Back to the full window: F8, the button, or closing."""
    passcode_requested = Signal(object)
    notes_requested = Signal(object)
    """The notes of the session, in the full window."""

    def __init__(
        self,
        theme: Theme,
        desk: AttendanceDesk,
        formats: Formats,
        names: ShownNames,
        *,
        product: str,
        state: WindowState | None = None,
        hidden_from_capture: bool = False,
        keys: MarkingKeys | None = None,
    ) -> None:
        super().__init__(None, Qt.WindowType.Window)
        self._desk, self._state = desk, state
        self.setWindowTitle(product)
        self.setMinimumSize(320, 420)
        words = AttendanceWords(formats, names, self, keys=keys)
        self.view = CompactView(theme, desk, words, hidden_from_capture=hidden_from_capture)
        self.cards = SessionCards(theme, desk, words, self)
        self.cards.card.closed.connect(self.view.setFocus)
        self._group = ElidedText(theme, "", "dense", weight=500)
        self.pin = IconButton(theme, "pin", self.tr("Keep above other windows"), size=ButtonSize.COMPACT)
        self.pin.setCheckable(True)
        full = IconButton(theme, "maximize-2", self.tr("Full window"), size=ButtonSize.COMPACT, keys="F8")
        for button in (self.pin, full):
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        top = Panel(theme, fill="sidebar")
        line = row(self._group, None, self.pin, full, gap=4, margins=(12, 2, 6, 2))
        line.setStretch(0, 1)
        top.setLayout(line)
        page = column(top, self.view)
        page.setStretch(1, 1)
        self.setLayout(page)
        # A Wayland compositor alone decides what lies above: a pin that does nothing is not shown.
        self._can_pin = not QGuiApplication.platformName().startswith("wayland")
        self.pin.setVisible(self._can_pin)
        self.set_pinned(pinned=self._can_pin)
        self.pin.clicked.connect(lambda: self.set_pinned(pinned=not self.pinned))
        full.clicked.connect(self.close)
        self.view.evidence_wanted.connect(self.cards.show_evidence)
        self.view.walk_in_wanted.connect(self.cards.show_walk_in)
        self.view.notes_wanted.connect(self._to_notes)
        self.view.passcode_wanted.connect(lambda: self.passcode_requested.emit(desk.session_id))
        desk.shown.connect(self._show)
        if state is not None:
            state.restore(self, "compact", width=WIDTH, height=HEIGHT)
        else:
            self.resize(WIDTH, HEIGHT)

    def take_keys(self, beside: Iterable[QAction], in_full: Iterable[QAction]) -> None:
        """Answer to keys of the full window: `beside` at once, `in_full` after coming back to it."""
        self.addActions(list(beside))
        for wanted in in_full:
            twin = QAction(wanted.text(), self)
            twin.setShortcut(wanted.shortcut())
            twin.triggered.connect(partial(self._in_full, wanted))
            self.addAction(twin)

    def _in_full(self, wanted: QAction) -> None:
        self.close()
        wanted.trigger()

    @property
    def pinned(self) -> bool:
        """Whether the window stays above others."""
        return bool(self.windowFlags() & Qt.WindowType.WindowStaysOnTopHint)

    def set_pinned(self, *, pinned: bool) -> None:
        """Keep the window above others, or let it be covered."""
        shown = self.isVisible()
        self.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, pinned)
        self.pin.setChecked(pinned)
        self.pin.set_icon("pin" if pinned else "pin-off")
        if shown:
            self.show()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F8 goes back to the full window and F9 shows help, from fields too: they leave these keys alone."""
        if event.key() == Qt.Key.Key_F9:
            self.cards.show_help(self.view.current)
            return
        if event.key() == Qt.Key.Key_F8:
            self.close()
            return
        super().keyPressEvent(event)

    def showEvent(self, event: QShowEvent) -> None:
        """Follow the clock, and put the focus where marking goes on."""
        super().showEvent(event)
        self._desk.compact_in_front = True
        self._desk.watch(self, on=True)
        if self._desk.sheet is not None:
            self._show(self._desk.sheet)
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def hideEvent(self, event: QHideEvent) -> None:
        """Leave the store in peace."""
        super().hideEvent(event)
        self._desk.compact_in_front = False
        self._desk.watch(self, on=False)

    def closeEvent(self, event: QCloseEvent) -> None:
        """Remember the edge and go back to the full window."""
        if self._state is not None:
            self._state.save(self, "compact")
        super().closeEvent(event)
        self.full_wanted.emit()

    def _to_notes(self) -> None:
        session_id = self._desk.session_id
        self.close()
        self.notes_requested.emit(session_id)

    def _show(self, sheet: AttendanceSheet) -> None:
        if self.isVisible():
            self._group.setText(sheet.session.group_name)
            self.view.show_sheet(sheet)

"""The menu bar and every key that works on all screens."""

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu, QMenuBar, QWidget

from ui.page import KeyLine, Place

__all__ = ["WindowMenus"]

PLACE_KEYS = {
    Place.TODAY: "Ctrl+1",
    Place.WEEK: "Ctrl+2",
    Place.GROUPS: "Ctrl+3",
    Place.CLIENTS: "Ctrl+4",
    Place.REPORTS: "Ctrl+5",
    Place.SETTINGS: "Ctrl+,",
    Place.PROCESS: "Ctrl+6",
}


class WindowMenus(QObject):
    """Builds the menus of a window and says what was chosen.

    Off macOS the bar is hidden until Alt or F10 and hides again when its menu closes.
    """

    place_chosen = Signal(Place)
    back_requested = Signal()
    session_requested = Signal()
    launch_requested = Signal()
    passcode_requested = Signal()
    compact_requested = Signal()
    search_requested = Signal()
    find_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    names_requested = Signal()
    inspector_requested = Signal()
    panes_requested = Signal()
    keys_requested = Signal()
    lock_requested = Signal()
    quit_requested = Signal()

    def __init__(self, window: QMainWindow, places: tuple[Place, ...]) -> None:
        super().__init__(window)
        self._window = window
        self._bar: QMenuBar = window.menuBar()
        self._alone = False
        self._before: QWidget | None = None
        self._lines: list[KeyLine] = []
        self._build(places)
        if not self._bar.isNativeMenuBar():
            self._bar.hide()
            for menu in self._bar.findChildren(QMenu):
                menu.aboutToHide.connect(self._hide_later)
            window.installEventFilter(self)

    def _build(self, places: tuple[Place, ...]) -> None:
        file = self._bar.addMenu(self.tr("&File"))
        lock = self._add(file, self.tr("Lock"), "Ctrl+L", self.lock_requested)
        leave = self._add(file, self.tr("Quit"), "Ctrl+Q", self.quit_requested)
        edit = self._bar.addMenu(self.tr("&Edit"))
        self.undo = self._add(edit, self.tr("Undo"), "Ctrl+Z", self.undo_requested)
        self.redo = self._add(edit, self.tr("Redo"), "Ctrl+Shift+Z", self.redo_requested)
        self.steps = edit.addMenu(self.tr("Earlier changes"))
        edit.addSeparator()
        self._add(edit, self.tr("Find in this screen"), "Ctrl+F", self.find_requested)
        search = self._add(edit, self.tr("Search or run"), "Ctrl+K", self.search_requested)
        go = self._bar.addMenu(self.tr("&Go"))
        names = {
            Place.TODAY: self.tr("Today"),
            Place.WEEK: self.tr("Week"),
            Place.GROUPS: self.tr("Groups"),
            Place.CLIENTS: self.tr("Clients"),
            Place.REPORTS: self.tr("Reports"),
            Place.SETTINGS: self.tr("Settings"),
            Place.PROCESS: self.tr("Process notes, apart from the record"),
        }
        for place in places:
            if place in names:
                action = self._add(go, names[place], PLACE_KEYS[place])
                action.triggered.connect(lambda _=False, chosen=place: self.place_chosen.emit(chosen))
        go.addSeparator()
        attendance = self._add(go, self.tr("Attendance of the live or next session"), "F4", self.session_requested)
        self._add(go, self.tr("Back"), "Alt+Left", self.back_requested)
        session = self._bar.addMenu(self.tr("&Session"))
        launch = self._add(session, self.tr("Launch next session"), "F5", self.launch_requested)
        passcode = self._add(session, self.tr("Copy passcode"), "Ctrl+Shift+C", self.passcode_requested)
        self.compact = self._add(session, self.tr("Compact window"), "F8", self.compact_requested)
        self.screen = self._bar.addMenu(self.tr("S&creen"))
        view = self._bar.addMenu(self.tr("&View"))
        self.inspector = self._add(view, self.tr("Show or hide the side column"), "F7", self.inspector_requested)
        self._add(view, self.tr("Next pane"), "F6", self.panes_requested)
        self.names = self._add(view, self.tr("Hide or show names"), "Ctrl+Shift+H", self.names_requested)
        help_menu = self._bar.addMenu(self.tr("&Help"))
        sheet = self._add(help_menu, self.tr("Keys for this screen"), "F1", self.keys_requested)
        self.beside = (lock, leave, self.undo, self.redo, launch, passcode, self.names)
        """What a second window of the program does just as well."""
        self.in_full = (search, attendance, sheet)
        """What a second window leaves to this one, and comes back to it for."""

    def _add(self, menu: QMenu, text: str, keys: str, signal: object = None) -> QAction:
        action = QAction(text, self._window)
        action.setShortcut(QKeySequence(keys))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        if signal is not None:
            action.triggered.connect(signal)
        menu.addAction(action)
        # A hidden menu bar does not answer to keys; the window itself does.
        self._window.addAction(action)
        self._lines.append(KeyLine(keys, text))
        return action

    def key_lines(self) -> tuple[KeyLine, ...]:
        """Every key that works on all screens and is on now."""
        on = {action.shortcut().toString() for action in self._window.actions() if action.isVisible()}
        return tuple(line for line in self._lines if QKeySequence(line.keys).toString() in on)

    def show_screen(self, actions: list[QAction]) -> None:
        """List what the screen in front offers; an empty menu is hidden."""
        self.screen.clear()
        self.screen.addActions([action for action in actions if action.text()])
        self.screen.menuAction().setVisible(not self.screen.isEmpty())

    def show_steps(self, undo: tuple[str, ...], redo: tuple[str, ...]) -> None:
        """Name the steps, newest first: "Undo mark 9 clients present"."""
        self.undo.setText(undo[0] if undo else self.tr("Undo"))
        self.undo.setEnabled(bool(undo))
        self.redo.setText(redo[0] if redo else self.tr("Redo"))
        self.redo.setEnabled(bool(redo))
        self.steps.clear()
        for name in undo:
            self.steps.addAction(name).setEnabled(False)
        self.steps.menuAction().setVisible(len(undo) > 1)

    # -- the bar that comes with Alt or F10

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt pressed and released alone, or F10, shows the bar."""
        if isinstance(event, QKeyEvent) and not event.isAutoRepeat():
            if event.type() == QEvent.Type.ShortcutOverride:
                # A key that is a shortcut, such as Alt and an arrow, is never sent as pressed.
                self._alone = event.key() == Qt.Key.Key_Alt
            elif event.type() == QEvent.Type.KeyPress:
                self._alone = event.key() == Qt.Key.Key_Alt
                if event.key() == Qt.Key.Key_F10:
                    self._show_bar()
                    return True
            elif event.type() == QEvent.Type.KeyRelease and event.key() == Qt.Key.Key_Alt and self._alone:
                self._alone = False
                self._show_bar()
                return True
        return super().eventFilter(watched, event)

    def _show_bar(self) -> None:
        if self._bar.isVisible():
            self._bar.hide()
            return
        self._before = QApplication.focusWidget()
        self._bar.show()
        self._bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        self._bar.setActiveAction(self._bar.actions()[0])

    def _hide_later(self) -> None:
        # On the way from one menu to the next, there is none for a moment.
        QTimer.singleShot(0, self._bar, self._hide_unless_open)

    def _hide_unless_open(self) -> None:
        if QApplication.activePopupWidget() is not None:
            return
        # What was chosen may have moved the focus; else it returns to where it was.
        focus = QApplication.focusWidget()
        back = self._before if focus is None or focus is self._bar else focus
        self._bar.hide()
        if back is not None and shiboken6.isValid(back):
            back.setFocus(Qt.FocusReason.MenuBarFocusReason)

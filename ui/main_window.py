"""The frame around every screen: places, messages, undo, keys, cover."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import SIGNAL, Qt, Signal
from PySide6.QtGui import QAction, QCloseEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from ui.page import Page, Place
from ui.sidebar import Sidebar
from ui.theme import Theme
from ui.widgets import InfoBar, LinkButton, Logo, Panel, Text, Toast, Tone, column, row, widgets_of
from ui.widgets.drawer import Drawer
from ui.widgets.keys_sheet import KeysSheet
from ui.window_menus import WindowMenus
from ui.window_state import WindowState

__all__ = ["MainWindow"]

FULL_WIDTH = 1180
MOST_BARS = 3


class MainWindow(QMainWindow):
    """Holds the pages and says what the reader asked for; it decides nothing.

    The window title is the program's name alone, so it can never show a client.

    Args:
        theme: the program's theme.
        product: the program's name.
        clinic: the clinic's name.
        places: where the window leads, in the order of the sidebar; the first is shown at once.
        make: gives the page of a place, when it is first shown or built.
        state: remembers size and place; None leaves the window where it is.
    """

    lock_requested = Signal()
    launch_requested = Signal()
    session_requested = Signal()
    passcode_requested = Signal()
    compact_requested = Signal()
    names_requested = Signal()
    search_requested = Signal()
    undo_requested = Signal()
    redo_requested = Signal()
    close_requested = Signal()
    """The reader wants to quit. The window stays until `close_now`."""
    place_shown = Signal(Place)

    def __init__(
        self,
        theme: Theme,
        product: str,
        clinic: str,
        places: Sequence[Place],
        make: Callable[[Place], Page],
        *,
        state: WindowState | None = None,
    ) -> None:
        super().__init__()
        self._theme, self._product, self._state = theme, product, state
        self._make, self._places = make, frozenset(places)
        self._pages: dict[Place, Page] = {}
        self._place: Place | None = None
        self._past: list[Place] = []
        self._closing = False
        self._cover: QWidget | None = None
        self.setWindowTitle(product)
        self.setMinimumSize(320, 420)
        self.sidebar = Sidebar(theme, product, clinic, places)
        self._stack = QStackedWidget()
        self._bars = QVBoxLayout()
        self._bars.setContentsMargins(0, 0, 0, 0)
        self._bars.setSpacing(0)
        self._content = QWidget()
        self._content.setLayout(column(self._bars, self._stack))
        self._middle = QWidget()
        self._middle.setLayout(row(self.sidebar, self._content, gap=0))
        self.setCentralWidget(self._middle)
        self._drawer = Drawer(self._stack)
        self.toast = Toast(theme, self._middle)
        self.toast.acted.connect(self.undo_requested)
        self._menus = WindowMenus(self, tuple(places))
        self._connect()
        theme.changed.connect(self._arrange)
        if state is not None:
            state.restore(self, "main", width=1280, height=768)
        else:
            self.resize(1280, 768)
        self.show_place(places[0])

    def _connect(self) -> None:
        menus = self._menus
        menus.place_chosen.connect(self.show_place)
        menus.back_requested.connect(self.go_back)
        menus.find_requested.connect(self._find)
        menus.inspector_requested.connect(self._toggle_inspector)
        menus.panes_requested.connect(self._next_pane)
        menus.keys_requested.connect(self.show_keys)
        menus.quit_requested.connect(self.close)
        menus.lock_requested.connect(self.lock_requested)
        menus.launch_requested.connect(self.launch_requested)
        menus.session_requested.connect(self.session_requested)
        menus.passcode_requested.connect(self.passcode_requested)
        menus.compact_requested.connect(self.compact_requested)
        menus.names_requested.connect(self.names_requested)
        menus.search_requested.connect(self.search_requested)
        menus.undo_requested.connect(self.undo_requested)
        menus.redo_requested.connect(self.redo_requested)
        self.sidebar.place_chosen.connect(self.show_place)
        self.sidebar.search_requested.connect(self.search_requested)
        self.sidebar.live_requested.connect(self.session_requested)
        self.sidebar.lock_requested.connect(self.lock_requested)
        menus.show_steps((), ())

    def set_clinic(self, clinic: str) -> None:
        """Show another clinic's name."""
        self.sidebar.set_clinic(clinic)

    # -- places

    def place(self) -> Place | None:
        """The place in front."""
        return self._place

    def page(self, place: Place) -> Page:
        """The page of a place, built now if nobody has been there yet."""
        page = self._pages.get(place)
        if page is None:
            page = self._pages[place] = self._make(place)
            page.badge_changed.connect(lambda text: self.sidebar.set_badge(place, text))
            page.inspector_wanted.connect(self._open_inspector)
            page.turned.connect(self._turned)
            self._stack.addWidget(page)
        return page

    def leads_to(self, place: Place) -> bool:
        """Whether this window has a place: that of a guest vault has few."""
        return place in self._places

    def show_place(self, place: Place) -> None:
        """Bring a page to the front and let it set the focus. Showing it again refreshes it.

        Where this window does not lead, nothing happens.
        """
        if not self.leads_to(place):
            return
        page = self.page(place)
        if self._place is not None and self._place is not place:
            self._past.append(self._place)
            del self._past[:-30]
        self._place = place
        self._stack.setCurrentWidget(page)
        self.sidebar.set_current(place)
        self._menus.show_screen(page.actions())
        self._arrange()
        page.activate()
        self.place_shown.emit(place)

    def _turned(self) -> None:
        if self._place is not None:
            self._menus.show_screen(self._pages[self._place].actions())
            self._arrange()

    def go_back(self) -> None:
        """Return to the place before; nothing happens at the first one."""
        if self._past:
            place = self._past.pop()
            self._place = None
            self.show_place(place)

    def offer(self, *, compact: bool, names: bool) -> None:
        """Show or leave out the actions whose screens this program has or lacks."""
        self._menus.compact.setVisible(compact)
        self._menus.names.setVisible(names)

    def keys_beside(self) -> tuple[QAction, ...]:
        """The actions whose keys work in a second window too."""
        return self._menus.beside

    def keys_in_full(self) -> tuple[QAction, ...]:
        """The actions that a second window comes back to this one for."""
        return self._menus.in_full

    # -- messages and undo

    def show_message(self, tone: Tone, sentence: str, *, action: str = "") -> LinkButton | None:
        """Put a bar above the page; gives its action button to be connected. The same sentence shows once."""
        for bar in self._shown_bars():
            if bar.accessibleName() == sentence:
                return None
        bars = self._shown_bars()
        if len(bars) >= MOST_BARS:
            self._drop(bars[0])
        bar = InfoBar(self._theme, tone, sentence, flush=True, closable=True)
        bar.closed.connect(lambda: self._drop(bar))
        self._bars.addWidget(bar)
        bar.set_text(sentence)
        return bar.add_action(action) if action else None

    def clear_messages(self) -> None:
        """Take all bars away, for example when their cause is gone."""
        for bar in self._shown_bars():
            self._drop(bar)

    def messages(self) -> tuple[str, ...]:
        """The sentences shown now, oldest first."""
        return tuple(bar.accessibleName() for bar in self._shown_bars())

    def show_toast(self, sentence: str, *, undo: bool = False) -> None:
        """Show what just happened for ten seconds, with *Undo* where it can be undone."""
        self.toast.show_message(sentence, self.tr("Undo") if undo else "")

    def show_undo_steps(self, undo: tuple[str, ...], redo: tuple[str, ...]) -> None:
        """Name what can be undone and redone, newest first, in the Edit menu."""
        self._menus.show_steps(undo, redo)

    def _shown_bars(self) -> list[InfoBar]:
        return [widget for widget in widgets_of(self._bars) if isinstance(widget, InfoBar)]

    def _drop(self, bar: InfoBar) -> None:
        self._bars.removeWidget(bar)
        bar.hide()
        bar.deleteLater()

    # -- cover

    def cover(self) -> None:
        """Hide everything at once: dialogs and menus close, and only the program's name is left to see."""
        while (popup := QApplication.activePopupWidget()) is not None:
            popup.close()
        for other in QApplication.topLevelWidgets():
            if other is not self and other.isVisible() and not other.inherits("QMenuBar"):
                other.hide()
        if self._cover is None:
            self._cover = Panel(self._theme, fill="canvas", parent=self)
            name = Text(self._theme, self._product, "subtitle", "textSecondary")
            mark = row(None, Logo(self._theme, size=44), None)
            self._cover.setLayout(column(None, mark, 14, row(None, name, None), None))
        self._cover.setGeometry(self.rect())
        self._cover.show()
        self._cover.raise_()
        self._cover.setFocus()
        self._cover.repaint()
        self._middle.hide()

    def uncover(self) -> None:
        """Show the screens again."""
        if self._cover is not None:
            self._cover.hide()
        self._middle.show()

    def is_covered(self) -> bool:
        """Whether the cover is up."""
        return self._cover is not None and self._cover.isVisible()

    # -- keys and panes

    def show_keys(self) -> None:
        """F1: the keys of this screen, then those that work everywhere."""
        lines = self._pages[self._place].keys() if self._place is not None else ()
        here = [(line.keys, line.does) for line in lines]
        everywhere = [(line.keys, line.does) for line in self._menus.key_lines()]
        sections = ([(self.tr("This screen"), here)] if here else []) + [(self.tr("Everywhere"), everywhere)]
        KeysSheet(self._theme, sections, parent=self).show()

    def _find(self) -> None:
        if self._place is not None:
            self._pages[self._place].find_in_page()

    def _next_pane(self) -> None:
        focus = QApplication.focusWidget()
        panes: list[QWidget] = [self.sidebar, self._stack]
        inspector = self._inspector()
        if inspector is not None and inspector.isVisible():
            panes.append(inspector)
        inside = [place for place, pane in enumerate(panes) if focus is not None and pane.isAncestorOf(focus)]
        target = panes[((inside[-1] if inside else -1) + 1) % len(panes)]
        if target is self._stack and self._place is not None:
            self._pages[self._place].activate()
            return
        for child in target.findChildren(QWidget):
            if child.focusPolicy() & Qt.FocusPolicy.TabFocus and child.isVisible() and child.isEnabled():
                child.setFocus(Qt.FocusReason.TabFocusReason)
                return

    # -- inspector and width

    def _inspector(self) -> QWidget | None:
        return self._pages[self._place].inspector() if self._place is not None else None

    def _narrow(self) -> bool:
        return self.width() < FULL_WIDTH * (0.5 + 0.5 * self._theme.scale)

    def _arrange(self) -> None:
        self.sidebar.set_rail(rail=self._narrow())
        self._drawer.take(self._inspector() if self._narrow() else None)
        self.toast.set_left(self.sidebar.width() + 24)

    def _toggle_inspector(self) -> None:
        if self._narrow():
            self._drawer.set_open(is_open=not self._drawer.is_open())
            return
        inspector = self._inspector()
        if inspector is not None:
            inspector.setVisible(not inspector.isVisible())

    def _open_inspector(self) -> None:
        if self._narrow() and self.sender() is self._stack.currentWidget():
            self._drawer.set_open(is_open=True)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rail and drawer below 1180 pixels, grown with the text."""
        super().resizeEvent(event)
        self._arrange()
        if self._cover is not None:
            self._cover.setGeometry(self.rect())

    def showEvent(self, event: QShowEvent) -> None:
        """Arrange before the first paint."""
        super().showEvent(event)
        self._arrange()

    # -- closing

    def close_now(self) -> None:
        """Close without asking: the store is closed."""
        self._closing = True
        self.close()

    def closeEvent(self, event: QCloseEvent) -> None:
        """Ask for an orderly end; the one who listens calls `close_now`."""
        if self._state is not None:
            self._state.save(self, "main")
        if self._closing or not self.receivers(SIGNAL("close_requested()")):
            super().closeEvent(event)
            return
        event.ignore()
        self.close_requested.emit()

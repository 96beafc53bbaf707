"""The frame: keys, places, messages, narrow windows, the cover."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QSettings, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from ui.main_window import MainWindow
from ui.page import KeyLine, Page, Place
from ui.theme import Theme
from ui.widgets import InspectorPanel, Text, TextField, Tone, row
from ui.widgets.keys_sheet import KeysSheet
from ui.window_state import WindowState


class _Page(Page):
    def __init__(self, theme: Theme, name: str) -> None:
        super().__init__()
        self.title = name
        self.activated = 0
        self.field = TextField(theme, "Find a client")
        self.column = InspectorPanel(theme, "Details")
        self.column.body.addWidget(Text(theme, "Hana Kim"))
        self.setLayout(row(self.field, self.column, gap=0))
        action = QAction(f"Print {name}", self)
        self.addAction(action)

    def keys(self) -> tuple[KeyLine, ...]:
        return (KeyLine("Shift+P", f"All present on {self.title}"),)

    def activate(self) -> None:
        self.activated += 1

    def inspector(self) -> QWidget:
        return self.column

    def find_in_page(self) -> None:
        self.field.setFocus()


@pytest.fixture
def window(theme: Theme, qtbot: QtBot) -> Iterator[MainWindow]:
    places = (Place.TODAY, Place.WEEK, Place.GROUPS, Place.CLIENTS, Place.REPORTS, Place.SETTINGS, Place.SESSION)
    made = MainWindow(theme, "Session Coordinator", "Alder Street IOP", places, lambda place: _Page(theme, place))
    qtbot.addWidget(made)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.toast._clock.stop()


def _press(window: MainWindow, key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    QTest.keyClick(window, key, modifiers)


def _sheet(window: MainWindow) -> KeysSheet:
    found = window.findChild(KeysSheet)
    assert found is not None
    return found


CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.mark.parametrize(
    ("key", "place"),
    [
        (Qt.Key.Key_1, Place.TODAY),
        (Qt.Key.Key_2, Place.WEEK),
        (Qt.Key.Key_3, Place.GROUPS),
        (Qt.Key.Key_4, Place.CLIENTS),
        (Qt.Key.Key_5, Place.REPORTS),
        (Qt.Key.Key_Comma, Place.SETTINGS),
    ],
)
def test_each_place_has_its_key(window: MainWindow, qtbot: QtBot, key: Qt.Key, place: Place) -> None:
    window.show_place(Place.SESSION)
    _press(window, key, CTRL)
    assert window.place() is place
    assert window.page(place).isVisible()


@pytest.mark.parametrize(
    ("key", "modifiers", "signal"),
    [
        (Qt.Key.Key_F5, NONE, "launch_requested"),
        (Qt.Key.Key_F4, NONE, "session_requested"),
        (Qt.Key.Key_F8, NONE, "compact_requested"),
        (Qt.Key.Key_L, CTRL, "lock_requested"),
        (Qt.Key.Key_K, CTRL, "search_requested"),
        (Qt.Key.Key_H, CTRL | SHIFT, "names_requested"),
        (Qt.Key.Key_C, CTRL | SHIFT, "passcode_requested"),
    ],
)
def test_keys_work_on_every_screen_with_the_menu_bar_hidden(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, modifiers: Qt.KeyboardModifier, signal: str
) -> None:
    assert not window.menuBar().isVisible()
    with qtbot.waitSignal(getattr(window, signal), timeout=500):
        _press(window, key, modifiers)


def test_undo_is_named_and_silent_when_there_is_nothing(window: MainWindow, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(window.undo_requested, wait=20):
        _press(window, Qt.Key.Key_Z, CTRL)
    window.show_undo_steps(("Undo mark 9 clients present", "Undo move Recovery Skills"), ("Redo mark absent",))
    with qtbot.waitSignal(window.undo_requested):
        _press(window, Qt.Key.Key_Z, CTRL)
    with qtbot.waitSignal(window.redo_requested):
        _press(window, Qt.Key.Key_Z, CTRL | SHIFT)
    texts = [action.text() for action in window.actions()]
    assert "Undo mark 9 clients present" in texts
    assert "Redo mark absent" in texts


def test_back_returns_through_the_places(window: MainWindow, qtbot: QtBot) -> None:
    for place in (Place.WEEK, Place.SESSION, Place.CLIENTS):
        window.show_place(place)
    _press(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert window.place() is Place.SESSION
    window.go_back()
    window.go_back()
    window.go_back()
    assert window.place() is Place.TODAY


def test_showing_a_place_activates_its_page(window: MainWindow) -> None:
    page = window.page(Place.WEEK)
    assert isinstance(page, _Page)
    window.show_place(Place.WEEK)
    assert page.activated == 1
    window.show_place(Place.WEEK)
    assert page.activated == 2


def test_find_goes_to_the_screens_own_search(window: MainWindow, qtbot: QtBot) -> None:
    window.show_place(Place.CLIENTS)
    _press(window, Qt.Key.Key_F, CTRL)
    page = window.page(Place.CLIENTS)
    assert isinstance(page, _Page)
    assert page.field.hasFocus()


def test_f1_lists_the_keys_of_the_screen_and_the_common_ones(window: MainWindow, qtbot: QtBot) -> None:
    _press(window, Qt.Key.Key_F1, NONE)
    sheet = _sheet(window)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert "All present on today" in words
    assert "Launch next session" in words
    sheet.close()


def test_f1_leaves_out_what_this_program_lacks(window: MainWindow, qtbot: QtBot) -> None:
    window.offer(compact=False, names=False)
    _press(window, Qt.Key.Key_F1, NONE)
    sheet = _sheet(window)
    words = [label.text() for label in sheet.findChildren(QLabel)]
    assert "Compact window" not in words
    sheet.close()
    with qtbot.assertNotEmitted(window.compact_requested, wait=20):
        _press(window, Qt.Key.Key_F8, NONE)


def test_f10_shows_the_menu_bar(window: MainWindow, qtbot: QtBot) -> None:
    _press(window, Qt.Key.Key_F10, NONE)
    assert window.menuBar().isVisible()
    titles = [action.text().replace("&", "") for action in window.menuBar().actions() if action.isVisible()]
    assert titles == ["File", "Edit", "Go", "Session", "Screen", "View", "Help"]


def test_alt_alone_shows_the_menu_bar_and_alt_with_a_shortcut_does_not(window: MainWindow, qtbot: QtBot) -> None:
    bar = window.menuBar()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    QTest.keyClick(window, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert not bar.isVisible()
    QTest.keyPress(window, Qt.Key.Key_Alt)
    QTest.keyRelease(window, Qt.Key.Key_Alt)
    assert bar.isVisible()


def test_the_title_names_only_the_program(window: MainWindow) -> None:
    for place in Place:
        window.show_place(place)
        assert window.windowTitle() == "Session Coordinator"


def test_narrow_windows_have_a_rail_and_a_drawer(window: MainWindow, qtbot: QtBot) -> None:
    page = window.page(Place.TODAY)
    assert isinstance(page, _Page)
    assert window.sidebar.width() == 208
    assert page.column.isVisible()
    window.resize(1000, 700)
    assert window.sidebar.width() == 52
    assert not page.column.isVisible()
    _press(window, Qt.Key.Key_F7, NONE)
    assert page.column.isVisible()
    assert page.column.geometry().right() == page.width() - 1, "the drawer stands at the end, over the page"
    window.resize(1280, 768)
    assert page.column.isVisible()
    assert page.column.parentWidget() is page
    assert window.sidebar.width() == 208


def test_a_drawer_goes_home_when_another_place_is_shown(window: MainWindow) -> None:
    page = window.page(Place.TODAY)
    assert isinstance(page, _Page)
    window.resize(1000, 700)
    window.show_place(Place.WEEK)
    assert page.column.parentWidget() is page


def test_large_text_brings_the_rail_earlier(window: MainWindow, theme: Theme) -> None:
    theme.set_text_percent(200)
    assert window.sidebar.width() < 80


def test_messages_show_once_and_leave(window: MainWindow, qtbot: QtBot) -> None:
    link = window.show_message(Tone.WARNING, "Zoom did not open.", action="Copy link")
    assert link is not None
    assert window.show_message(Tone.WARNING, "Zoom did not open.") is None
    window.show_message(Tone.ERROR, "Not saved. The disk is full.")
    assert window.messages() == ("Zoom did not open.", "Not saved. The disk is full.")
    window.clear_messages()
    assert window.messages() == ()


def test_only_three_bars_stand_at_once(window: MainWindow) -> None:
    for number in range(5):
        window.show_message(Tone.INFO, f"Fact {number}.")
    assert window.messages() == ("Fact 2.", "Fact 3.", "Fact 4.")


def test_the_toast_asks_for_undo(window: MainWindow, qtbot: QtBot) -> None:
    window.show_toast("Marked 9 clients present", undo=True)
    with qtbot.waitSignal(window.undo_requested):
        window.toast.acted.emit()


def test_the_cover_hides_everything_at_once(window: MainWindow, qtbot: QtBot) -> None:
    dialog = QDialog(window)
    QLineEdit(dialog)
    dialog.show()
    page = window.page(Place.TODAY)
    window.cover()
    assert window.is_covered()
    assert not dialog.isVisible()
    assert not page.isVisible()
    seen = [label.text() for label in window.findChildren(QLabel) if label.isVisible() and label.text()]
    assert seen == ["Session Coordinator"]
    window.uncover()
    assert page.isVisible()
    dialog.close()


def test_closing_waits_for_an_orderly_end(window: MainWindow, qtbot: QtBot) -> None:
    asked: list[bool] = []
    window.close_requested.connect(lambda: asked.append(True))
    window.close()
    assert asked == [True]
    assert window.isVisible()
    window.close_now()
    assert not window.isVisible()


def test_badges_and_the_running_session_are_told_to_screen_readers(window: MainWindow) -> None:
    window.page(Place.TODAY).badge_changed.emit("4")
    window.sidebar.show_live("Mood & Anxiety", "1:14")
    described = {
        child.accessibleName(): child.accessibleDescription() for child in window.sidebar.findChildren(QWidget)
    }
    assert described["Today"] == "4"
    assert "Live, Mood & Anxiety, 1:14" in described


def test_right_to_left_moves_the_sidebar(window: MainWindow, qapp: QApplication) -> None:
    window.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    qapp.processEvents()
    assert window.sidebar.mapTo(window, window.sidebar.rect().topRight()).x() >= window.width() - 1
    window.grab()


def test_the_window_comes_back_where_it_was(theme: Theme, qtbot: QtBot, tmp_path: object) -> None:
    settings = QSettings(f"{tmp_path}/window.ini", QSettings.Format.IniFormat)
    state = WindowState(settings)
    first = QWidget()
    qtbot.addWidget(first)
    state.restore(first, "main", width=640, height=480)
    assert (first.width(), first.height()) == (640, 480)
    first.resize(500, 444)
    state.save(first, "main")
    second = QWidget()
    qtbot.addWidget(second)
    state.restore(second, "main", width=640, height=480)
    assert (second.width(), second.height()) == (500, 444)

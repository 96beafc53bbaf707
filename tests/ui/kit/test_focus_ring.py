"""The ring around what has the keyboard: its place, and that it never outlives or undoes a window."""

from __future__ import annotations

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from ui.theme import Theme
from ui.widgets import Button, FocusRing, ScrollColumn, TextField, column


def show(qtbot: QtBot, window: QWidget) -> None:
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()


def test_it_stands_four_pixels_outside_and_follows(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    window, ring = QWidget(), FocusRing(theme, qapp)
    qtbot.addWidget(window)
    button = Button(theme, "Copy", parent=window)
    button.move(40, 40)
    window.resize(300, 200)
    show(qtbot, window)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring._frame is not None
    assert ring._frame.geometry() == button.geometry().adjusted(-4, -4, 4, 4)
    button.move(100, 90)
    qtbot.waitUntil(lambda: ring._frame is not None and ring._frame.pos() == QPoint(96, 86))
    button.clearFocus()
    assert ring._frame is None


def test_it_scrolls_with_its_control(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    scroll, ring = ScrollColumn(), FocusRing(theme, qapp)
    qtbot.addWidget(scroll)
    field = TextField(theme, "Name")
    scroll.box.addLayout(column(field, 900))
    scroll.resize(300, 200)
    show(qtbot, scroll)
    field.setFocus()
    assert ring._frame is not None
    assert ring._frame.parentWidget() is scroll.widget()


def test_a_destroyed_control_takes_it_away(theme: Theme, qapp: QApplication, qtbot: QtBot) -> None:
    window, ring = QWidget(), FocusRing(theme, qapp)
    qtbot.addWidget(window)
    button = Button(theme, "Copy", parent=window)
    show(qtbot, window)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    button.deleteLater()
    qtbot.waitUntil(lambda: ring._frame is None or not ring._frame.isVisible())


def test_a_window_nobody_else_holds_lives_until_the_focus_has_left_it(
    theme: Theme, qapp: QApplication, qtbot: QtBot
) -> None:
    ring = FocusRing(theme, qapp)
    window, other = QWidget(), QWidget()
    qtbot.addWidget(other)
    button = Button(theme, "Copy", parent=window)
    show(qtbot, window)
    button.setFocus(Qt.FocusReason.TabFocusReason)
    assert ring._host is window
    gone: list[str] = []
    window.destroyed.connect(lambda: gone.append("window"))
    there: list[bool] = []

    def after_the_ring(old: QWidget | None, _new: QWidget | None) -> None:
        there.append(old is not None and isValid(old) and not gone)

    qapp.focusChanged.connect(after_the_ring)
    del window, button
    show(qtbot, other)
    qapp.focusChanged.disconnect(after_the_ring)
    assert there
    assert all(there)
    qtbot.waitUntil(lambda: bool(gone))

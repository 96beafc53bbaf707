"""The keys of the week screen: as lines of the menu, and for the list that F1 shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.page import KeyLine


def _tr(source: str) -> str:
    return QCoreApplication.translate("Week", source)


def add_action(page: QWidget, words: str, keys: str, call: Callable[[], None]) -> None:
    """Give a page one line of the window's menu, with its key."""
    action = QAction(words, page)
    action.setShortcut(QKeySequence(keys))
    action.triggered.connect(call)
    page.addAction(action)


def add_card_keys(grid: QWidget, keys: Mapping[str, Callable[[], None]]) -> None:
    """Give the cards of the grid keys that concern the one with the focus."""
    for key, call in keys.items():
        shortcut = QShortcut(QKeySequence(key), grid)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(call)


def key_lines() -> tuple[KeyLine, ...]:
    """Give the keys with what they do."""
    return (
        KeyLine("PgUp", _tr("Earlier week")),
        KeyLine("PgDown", _tr("Later week")),
        KeyLine("Home", _tr("This week")),
        KeyLine("Ctrl+N", _tr("New block")),
        KeyLine("Ctrl+Shift+N", _tr("Extra session")),
        KeyLine("Ctrl+P", _tr("Print the week")),
        KeyLine("Return", _tr("Open the session")),
        KeyLine("Alt+Up", _tr("15 minutes earlier")),
        KeyLine("Alt+Down", _tr("15 minutes later")),
        KeyLine("Alt+Shift+Left", _tr("A day earlier")),
        KeyLine("Alt+Shift+Right", _tr("A day later")),
        KeyLine("Alt+Shift+Down", _tr("15 minutes longer")),
        KeyLine("Alt+Shift+Up", _tr("15 minutes shorter")),
        KeyLine("S", _tr("Assign substitute")),
        KeyLine("Del", _tr("Cancel the session")),
        KeyLine("E", _tr("Change the block from this session on")),
    )

"""Settings, Keyboard: a row for every letter of the Session screen, and another letter for who wants one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.letter_keys import USUAL, LetterAction, assigned, holder, letter_key, read_letters, written
from coordinator.settings import Settings
from ui.settings.rows import SettingRow
from ui.shapes import key_text
from ui.theme import Theme
from ui.widgets import Button, ButtonKind, ButtonSize, announce, column, row

__all__ = ["LetterButton", "LetterRows"]

_BARE = {Qt.Key.Key_Shift, Qt.Key.Key_Control, Qt.Key.Key_Alt, Qt.Key.Key_AltGr, Qt.Key.Key_Meta, Qt.Key.Key_CapsLock}


class LetterButton(Button):
    """Shows the letter of an action; pressed, it waits for another one."""

    given = Signal(str)
    """A letter was pressed: "J" or "Shift+J"."""
    refused = Signal()
    """Something was pressed that is no letter."""
    left = Signal()
    """It waits no longer."""

    waits = False
    """Qt sends events before the constructor is through."""

    def __init__(self, theme: Theme, does: str) -> None:
        super().__init__(theme, "", size=ButtonSize.COMPACT)
        self._does, self._key = does, ""
        self.clicked.connect(self._wait)

    def show_key(self, key: str) -> None:
        """Show which letter it is now."""
        self._key = key
        self.waits = False
        self._say()

    def _wait(self) -> None:
        self.waits = True
        self._say()
        announce(self, self.tr("Press the letter for “%1”. Esc leaves it.").replace("%1", self._does))

    def _say(self) -> None:
        shown = self.tr("Press a letter") if self.waits else key_text(self._key)
        self.setText(shown)
        self.setAccessibleName(f"{self._does}, {shown}")
        self.updateGeometry()

    def event(self, event: QEvent) -> bool:
        """While it waits a letter is not a shortcut of the window."""
        if self.waits and event.type() == QEvent.Type.ShortcutOverride:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Take the letter that was waited for."""
        if not self.waits or event.key() in _BARE:
            super().keyPressEvent(event)
            return
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        shift = held == Qt.KeyboardModifier.ShiftModifier
        plain = shift or held == Qt.KeyboardModifier.NoModifier
        key = letter_key(event.key(), shift=shift) if plain else ""
        if key or event.key() == Qt.Key.Key_Escape:
            self._stop()
        if key:
            self.given.emit(key)
        elif event.key() != Qt.Key.Key_Escape:
            self.refused.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Who goes elsewhere changes nothing."""
        super().focusOutEvent(event)
        if self.waits:
            self._stop()

    def _stop(self) -> None:
        self.waits = False
        self._say()
        self.left.emit()


class _LetterRow(QWidget):
    """An action with its letter, and the question where another one has that letter."""

    def __init__(self, theme: Theme, does: str) -> None:
        super().__init__()
        self.button = LetterButton(theme, does)
        self.line = SettingRow(theme, does, "", self.button)
        self.line.setMinimumHeight(theme.px(36))
        self.swap = Button(theme, self.tr("Swap the two"), size=ButtonSize.COMPACT)
        self.leave = Button(theme, self.tr("Leave as it is"), size=ButtonSize.COMPACT, kind=ButtonKind.FLAT)
        self._answers = QWidget(self)
        self._answers.setLayout(row(None, self.swap, self.leave, gap=8, margins=(18, 0, 18, 8)))
        self._answers.hide()
        self.setLayout(column(self.line, self._answers))
        self.wanted = ""

    def ask(self, sentence: str, key: str) -> None:
        """Say that another action has the letter, and offer to swap."""
        self.wanted = key
        self.line.refuse(sentence)
        self._answers.show()
        self.swap.setFocus(Qt.FocusReason.OtherFocusReason)

    def clear(self) -> None:
        """Take question and message away."""
        self.wanted = ""
        self.line.refuse("")
        self._answers.hide()


class LetterRows(QObject):
    """The rows of all letters.

    Args:
        theme: the program's theme.
        names: what each action is called, in the order of the list.
        settings: this computer's preferences as they are now.
        save: keeps changed preferences and puts them into force.
    """

    def __init__(
        self,
        theme: Theme,
        names: dict[LetterAction, str],
        settings: Callable[[], Settings],
        save: Callable[[Settings], None],
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._names, self._settings, self._save = names, settings, save
        self.lines = {action: _LetterRow(theme, does) for action, does in names.items()}
        for action, line in self.lines.items():
            line.button.given.connect(partial(self._given, action))
            line.button.refused.connect(partial(self._refused, action))
            line.button.clicked.connect(partial(self._only, action))
            line.swap.clicked.connect(partial(self._swap, action))
            line.leave.clicked.connect(partial(self._leave, action))
        self.usual = Button(theme, self.tr("Back to the usual letters"))
        self.usual.clicked.connect(self._back)
        self._show()

    def _show(self) -> None:
        letters = read_letters(self._settings().letters)
        for action, line in self.lines.items():
            line.clear()
            line.button.show_key(letters[action])
        self.usual.setEnabled(letters != USUAL)

    def _only(self, action: LetterAction) -> None:
        for other, line in self.lines.items():
            if other is not action:
                line.clear()
        self.lines[action].line.refuse("")

    def _given(self, action: LetterAction, key: str) -> None:
        other = holder(read_letters(self._settings().letters), key)
        if other is None or other is action:
            self._assign(action, key)
            return
        clash = self.tr("%1 is “%2” already.").replace("%1", key_text(key)).replace("%2", self._names[other])
        self.lines[action].ask(clash, key)

    def _refused(self, action: LetterAction) -> None:
        only = self.tr("Only a letter can be chosen, alone or with Shift. Digits, arrows and Space keep what they do.")
        self.lines[action].line.refuse(only)

    def _swap(self, action: LetterAction) -> None:
        self._assign(action, self.lines[action].wanted)

    def _leave(self, action: LetterAction) -> None:
        self.lines[action].clear()
        self.lines[action].button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _assign(self, action: LetterAction, key: str) -> None:
        letters = assigned(read_letters(self._settings().letters), action, key)
        self._keep(written(letters))
        button = self.lines[action].button
        button.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(button, button.accessibleName())

    def _back(self) -> None:
        self._keep("")
        first = next(iter(self.lines.values())).button
        first.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(first, self.tr("The usual letters are back."))

    def _keep(self, letters: str) -> None:
        self._save(replace(self._settings(), letters=letters))
        self._show()

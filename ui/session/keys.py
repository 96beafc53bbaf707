"""What a key press asks for while the attendance list has the focus."""

from __future__ import annotations

import sys
from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from coordinator.letter_keys import LetterAction, letter_key
from ui.marking_keys import MarkingKeys

__all__ = ["Ask", "ask_of"]


class Ask(Enum):
    """One wish."""

    PRESENT = auto()
    LATE = auto()
    LEFT_EARLY = auto()
    ABSENT = auto()
    EXCUSED = auto()
    CLEAR = auto()
    ALL_PRESENT = auto()
    CONFIRM = auto()
    OTHER_LOCATION = auto()
    OBSERVE = auto()
    FOLLOW_UP = auto()
    FIND = auto()
    REMOVE = auto()
    MODALITY = auto()
    ATTEMPT = auto()
    HISTORY = auto()
    WALK_IN = auto()
    AWAY = auto()
    DOWN = auto()
    UP = auto()
    FIRST = auto()
    LAST = auto()


SWITCH_KEYS = "Meta+Tab" if sys.platform == "darwin" else "Ctrl+Tab"
"""Ctrl+Tab on every keyboard: on macOS Qt calls the Control key Meta, and Ctrl is the command key."""
HELP_KEYS = "F9"
LETTERS = {action: Ask[action.name] for action in LetterAction}
"""What each action of a letter is here; which letter that is, `MarkingKeys` knows."""
OTHERS: dict[int, Ask] = {
    Qt.Key.Key_Space: Ask.PRESENT,
    Qt.Key.Key_Backspace: Ask.CLEAR,
    Qt.Key.Key_Delete: Ask.CLEAR,
    Qt.Key.Key_Slash: Ask.FIND,
    Qt.Key.Key_Down: Ask.DOWN,
    Qt.Key.Key_Up: Ask.UP,
    Qt.Key.Key_Home: Ask.FIRST,
    Qt.Key.Key_End: Ask.LAST,
}


def ask_of(event: QKeyEvent, keys: MarkingKeys) -> Ask | None:
    """Give what a key asks for; None for other keys, and for letters while single-letter marking is off."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    if held not in {Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier}:
        return None
    shift = held == Qt.KeyboardModifier.ShiftModifier
    if not shift and event.key() in OTHERS:
        return OTHERS[event.key()]
    action = keys.asked(letter_key(event.key(), shift=shift))
    return LETTERS[action] if action is not None else None

"""What a key press asks for while the attendance list has the focus."""

from __future__ import annotations

from enum import Enum, auto

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

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


LETTERS = {
    Qt.Key.Key_P: Ask.PRESENT,
    Qt.Key.Key_L: Ask.LATE,
    Qt.Key.Key_D: Ask.LEFT_EARLY,
    Qt.Key.Key_A: Ask.ABSENT,
    Qt.Key.Key_E: Ask.EXCUSED,
    Qt.Key.Key_V: Ask.CONFIRM,
    Qt.Key.Key_N: Ask.OBSERVE,
    Qt.Key.Key_F: Ask.FOLLOW_UP,
    Qt.Key.Key_M: Ask.MODALITY,
    Qt.Key.Key_O: Ask.ATTEMPT,
    Qt.Key.Key_H: Ask.HISTORY,
    Qt.Key.Key_W: Ask.WALK_IN,
    Qt.Key.Key_B: Ask.AWAY,
}
SHIFTED = {Qt.Key.Key_P: Ask.ALL_PRESENT, Qt.Key.Key_V: Ask.OTHER_LOCATION, Qt.Key.Key_R: Ask.REMOVE}
OTHERS = {
    Qt.Key.Key_Space: Ask.PRESENT,
    Qt.Key.Key_Backspace: Ask.CLEAR,
    Qt.Key.Key_Delete: Ask.CLEAR,
    Qt.Key.Key_Slash: Ask.FIND,
    Qt.Key.Key_Down: Ask.DOWN,
    Qt.Key.Key_Up: Ask.UP,
    Qt.Key.Key_Home: Ask.FIRST,
    Qt.Key.Key_End: Ask.LAST,
}


def ask_of(event: QKeyEvent, *, letters: bool = True) -> Ask | None:
    """Give what a key asks for; None for other keys. Without `letters`, single-letter marking is off."""
    held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
    key = Qt.Key(event.key())
    if held == Qt.KeyboardModifier.NoModifier:
        return OTHERS.get(key) or (LETTERS.get(key) if letters else None)
    if held == Qt.KeyboardModifier.ShiftModifier:
        return SHIFTED.get(key) if letters else None
    return None

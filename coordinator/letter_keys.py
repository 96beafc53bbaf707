"""Which letter does what on the Session screen, and what a person chose instead. Pure.

WCAG 2.1.4 (Character Key Shortcuts, level A): shortcuts of single letters can be turned off, remapped, or work only
while a component has the focus. Here all three hold. Digits, arrows, Space, Backspace and / are no letters and stay.
"""

from __future__ import annotations

import sys
from collections.abc import Mapping
from enum import StrEnum

SHIFT = "Shift+"


class LetterAction(StrEnum):
    """What a letter does, in the order of use; the values stand in the preferences file."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    ABSENT = "absent"
    EXCUSED = "excused"
    ALL_PRESENT = "all-present"
    REMOVE = "remove"
    AWAY = "away"
    CONFIRM = "confirm"
    OTHER_LOCATION = "other-location"
    OBSERVE = "observe"
    FOLLOW_UP = "follow-up"
    ATTEMPT = "attempt"
    MODALITY = "modality"
    WALK_IN = "walk-in"
    HISTORY = "history"


Letters = Mapping[LetterAction, str]
"""The key of every action: an upper-case letter, with "Shift+" before it where Shift is held."""

USUAL: Letters = {
    LetterAction.PRESENT: "P",
    LetterAction.LATE: "L",
    LetterAction.LEFT_EARLY: "D",
    LetterAction.ABSENT: "A",
    LetterAction.EXCUSED: "E",
    LetterAction.ALL_PRESENT: "Shift+P",
    LetterAction.REMOVE: "Shift+R",
    LetterAction.AWAY: "B",
    LetterAction.CONFIRM: "V",
    LetterAction.OTHER_LOCATION: "Shift+V",
    LetterAction.OBSERVE: "N",
    LetterAction.FOLLOW_UP: "F",
    LetterAction.ATTEMPT: "O",
    LetterAction.MODALITY: "M",
    LetterAction.WALK_IN: "W",
    LetterAction.HISTORY: "H",
}


def letter_key(code: int, *, shift: bool) -> str:
    """Name the key with a Unicode code point, "P" or "Shift+P"; empty where it is no letter of any alphabet."""
    letter = chr(code) if 0 < code <= sys.maxunicode else ""
    is_letter = letter.isalpha() and letter.upper() == letter
    return (SHIFT if shift else "") + letter if is_letter else ""


def read_letters(text: str) -> Letters:
    """Read what the preferences keep, "present=J late=K": what is not named keeps its usual letter.

    Raises ValueError for an unknown action, what is no letter, or one letter for two actions.
    """
    letters = dict(USUAL)
    for pair in text.split():
        name, equals, key = pair.partition("=")
        letter = key.removeprefix(SHIFT)
        if not equals or len(letter) != 1 or letter_key(ord(letter), shift=key.startswith(SHIFT)) != key:
            raise ValueError(pair)
        letters[LetterAction(name)] = key
    if len(set(letters.values())) != len(letters):
        raise ValueError(text)
    return letters


def written(letters: Letters) -> str:
    """Give what the preferences keep: only what differs from the usual letters."""
    return " ".join(f"{action.value}={letters[action]}" for action in LetterAction if letters[action] != USUAL[action])


def holder(letters: Letters, key: str) -> LetterAction | None:
    """Give the action that has a key, if one has."""
    return next((action for action, own in letters.items() if own == key), None)


def assigned(letters: Letters, action: LetterAction, key: str) -> Letters:
    """Give an action another key; who had that key takes the one that becomes free."""
    other = holder(letters, key)
    changed = {**letters, action: key}
    if other is not None and other is not action:
        changed[other] = letters[action]
    return changed

"""A keycap that always shows the letter an action has now."""

from __future__ import annotations

from coordinator.letter_keys import LetterAction
from ui.marking_keys import MarkingKeys
from ui.theme import Theme
from ui.widgets import Keycap

__all__ = ["MARK_LETTERS", "LetterCap"]

MARK_LETTERS = {
    "present": LetterAction.PRESENT,
    "late": LetterAction.LATE,
    "leftEarly": LetterAction.LEFT_EARLY,
    "absent": LetterAction.ABSENT,
    "excused": LetterAction.EXCUSED,
}
"""What the five buttons of a row do, by their theme status."""


class LetterCap(Keycap):
    """The picture of a letter that can be another one tomorrow."""

    def __init__(self, theme: Theme, keys: MarkingKeys, does: LetterAction) -> None:
        self._letters, self._does = keys, does
        super().__init__(theme, *keys.of(does).split("+"))
        keys.changed.connect(self._follow)

    def _follow(self) -> None:
        self.set_keys(*self._letters.of(self._does).split("+"))

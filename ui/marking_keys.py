"""The letters of the Session screen as they are now: whether they work, and which does what."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from coordinator.letter_keys import LetterAction, Letters, holder, read_letters

__all__ = ["MarkingKeys"]


class MarkingKeys(QObject):
    """Shared by everything that shows a letter or answers to one; `changed` comes with other letters.

    Args:
        on: whether single letters mark (Settings, Keyboard).
        chosen: what the preferences keep of other letters than the usual ones.
    """

    changed = Signal()

    def __init__(self, chosen: str = "", *, on: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.on = on
        self._chosen = chosen
        self._letters: Letters = read_letters(chosen)

    def take(self, chosen: str, *, on: bool) -> None:
        """Take over other preferences."""
        self.on = on
        if chosen != self._chosen:
            self._chosen, self._letters = chosen, read_letters(chosen)
            self.changed.emit()

    def of(self, action: LetterAction) -> str:
        """Give the key of an action, "P" or "Shift+P"."""
        return self._letters[action]

    def asked(self, key: str) -> LetterAction | None:
        """Give what a key does; None while letters are off."""
        return holder(self._letters, key) if self.on else None

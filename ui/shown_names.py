"""Names on screen, or initials while names are hidden."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

__all__ = ["ShownNames"]


class ShownNames(QObject):
    """One switch for every screen: Ctrl+Shift+H hides all names at once and shows them again."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._hidden = False

    @property
    def hidden(self) -> bool:
        """Whether initials stand for names now."""
        return self._hidden

    def set_hidden(self, hidden: bool) -> None:  # noqa: FBT001  a state, as in setEnabled
        """Hide or show names on every screen."""
        if hidden != self._hidden:
            self._hidden = hidden
            self.changed.emit()

    def toggle(self) -> None:
        """Hide names if they are shown, show them if they are hidden."""
        self.set_hidden(not self._hidden)

    def of(self, name: str) -> str:
        """Give a name as it is to be shown: "Tomás Rivera", or "T. R." while names are hidden."""
        return initials(name) if self._hidden else name


def initials(name: str) -> str:
    """Give the first letters of a name's words: "T. R."."""
    return " ".join(f"{word[0]}." for word in name.split() if word[0].isalnum())

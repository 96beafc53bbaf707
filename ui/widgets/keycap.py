"""The picture of a key, and the hints in a footer."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QWidget

from ui.shapes import draw_keycap, key_text, keycap_width
from ui.theme import Theme
from ui.widgets.layouts import row
from ui.widgets.text import Text

__all__ = ["KeyHint", "Keycap"]


class Keycap(QLabel):
    """One or more keys, each in its own cap: Keycap(theme, "Ctrl", "K")."""

    def __init__(self, theme: Theme, *keys: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keys = theme, keys
        self.setAccessibleName(" ".join(key_text(key) for key in keys))
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_keys(self, *keys: str) -> None:
        """Show other keys."""
        self._keys = keys
        self.setAccessibleName(" ".join(key_text(key) for key in keys))
        self._restyle()

    def _restyle(self) -> None:
        width = sum(keycap_width(self._theme, key) for key in self._keys) + 3 * (len(self._keys) - 1)
        self.setFixedSize(QSize(round(width), self._theme.px(18)))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the caps side by side; key order does not mirror."""
        del event
        painter, left = QPainter(self), 0.0
        for key in self._keys:
            left += draw_keycap(painter, self._theme, left, self.height() / 2, key) + 3


class KeyHint(QWidget):
    """A keycap and what it does, as in the footer of the attendance list."""

    def __init__(self, theme: Theme, keys: str | tuple[str, ...], text: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        caps = (keys,) if isinstance(keys, str) else keys
        self._cap = Keycap(theme, *caps)
        self.setLayout(row(self._cap, Text(theme, text, "caption", "textSecondary"), gap=6))

    def set_keys(self, *keys: str) -> None:
        """Show other keys."""
        self._cap.set_keys(*keys)

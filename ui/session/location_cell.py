"""The last cell of an attendance row: where the client is, and whether that and the contact were confirmed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from coordinator.letter_keys import LetterAction
from ui.marking_keys import MarkingKeys
from ui.session.words import LocationCell
from ui.shapes import draw_icon, draw_keycap, keycap_width
from ui.theme import Theme

__all__ = ["LocationButton"]


class LocationButton(QAbstractButton):
    """Icon and words; a target where it asks for something, plain words otherwise."""

    def __init__(self, theme: Theme, keys: MarkingKeys, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._keys = theme, keys
        self._cell = LocationCell("", "", "text")
        self._keycap = False
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)
        keys.changed.connect(self._follow)

    @property
    def asks(self) -> str:
        """What a click asks for."""
        return self._cell.asks

    @property
    def words(self) -> str:
        """What the cell says."""
        return self._cell.words

    def show_cell(self, cell: LocationCell, name: str, *, keycap: bool) -> None:
        """Show another state; `name` is the client's, for screen readers."""
        spoken = f"{cell.words}, {name}" if cell.words else ""
        if (cell, keycap, spoken) == (self._cell, self._keycap, self.accessibleName()):
            return
        self._cell, self._keycap = cell, keycap
        self.setAccessibleName(spoken)
        self.setToolTip(cell.words)
        self.setCursor(Qt.CursorShape.PointingHandCursor if cell.asks else Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, not cell.asks)
        self.updateGeometry()
        self.update()

    def set_keycap(self, *, shown: bool) -> None:
        """Show the key beside what it does, in the chosen row."""
        if shown != self._keycap:
            self._keycap = shown
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        """Icon, words and, in the chosen row, the keycap."""
        px = self._theme.px
        words = QFontMetricsF(self._font()).horizontalAdvance(self._cell.words)
        cap = px(8) + keycap_width(self._theme, self._key()) if self._shows_keycap() else 0
        return QSize(round(px(15) + px(6) + words + cap + 2), px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, words and keycap; mirrored for right-to-left."""
        del event
        if not self._cell.words:
            return
        theme, px, middle = self._theme, self._theme.px, self.height() / 2
        painter = QPainter(self)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        inks = {"shield-check": "present.text", "phone": "textMuted"}
        ink = inks.get(self._cell.icon, self._cell.colour) if not self._cell.strong else self._cell.colour
        size = px(15)
        draw_icon(
            painter,
            theme,
            self._cell.icon,
            ink,
            QPointF(self.width() - size / 2 if mirrored else size / 2, middle),
            size,
        )
        wide = keycap_width(theme, self._key()) if self._shows_keycap() else 0
        cap = px(8) + wide if wide else 0
        font = self._font()
        painter.setFont(font)
        painter.setPen(theme.colour(self._cell.colour))
        left = size + px(6)
        room = self.width() - left - cap
        words = painter.fontMetrics().elidedText(self._cell.words, Qt.TextElideMode.ElideRight, int(room) + 1)
        box = QRectF(cap if mirrored else left, 0, room, self.height())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, words)
        if wide:
            at = left + QFontMetricsF(font).horizontalAdvance(words) + px(8)
            draw_keycap(painter, theme, self.width() - at - wide if mirrored else at, middle, self._key())

    def _font(self) -> QFont:
        return self._theme.font("dense", weight=500 if self._cell.strong else None)

    def _key(self) -> str:
        return self._keys.of(LetterAction.CONFIRM)

    def _follow(self) -> None:
        self.updateGeometry()
        self.update()

    def _shows_keycap(self) -> bool:
        return self._keycap and bool(self._cell.asks) and self._cell.strong

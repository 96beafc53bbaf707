"""A line of the inspector that does something: icon, words, keycap at the end."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon, draw_keycap, keycap_width
from ui.theme import Theme


class ActionRow(QAbstractButton):
    """One action. `keys` only draws the keycap; the page makes the shortcut."""

    def __init__(self, theme: Theme, icon: str, text: str, keys: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._icon, self._keys = theme, icon, keys
        self.setText(text)
        self.setAccessibleName(text)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """34 pixels high; wide enough for its words."""
        px = self._theme.px
        words = QFontMetricsF(self._theme.font("dense")).horizontalAdvance(self.text())
        keys = keycap_width(self._theme, self._keys) + px(8) if self._keys else 0
        return QSize(round(px(26) + words + keys + 1), px(34))

    def minimumSizeHint(self) -> QSize:
        """As high as it is; the words may be cut."""
        return QSize(self._theme.px(80), self._theme.px(34))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw icon, words and keycap; a soft ground while pointed at."""
        del event
        painter, px = QPainter(self), self._theme.px
        if self.underMouse() and self.isEnabled():
            crisp_box(painter, QRectF(self.rect()), radius=6, fill=self._theme.colour("hover"))
        ink = "text" if self.isEnabled() else "textDisabled"
        middle = self.height() / 2
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        centre = self.width() - px(8) if mirrored else px(8)
        draw_icon(painter, self._theme, self._icon, ink, QPointF(centre, middle), px(16))
        cap = keycap_width(self._theme, self._keys) if self._keys else 0
        painter.setFont(self._theme.font("dense"))
        painter.setPen(self._theme.colour(ink))
        room = QRectF(cap if mirrored else px(26), 0, self.width() - px(26) - cap, self.height())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()))
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)
        if self._keys:
            draw_keycap(painter, self._theme, 0 if mirrored else self.width() - cap, middle, self._keys)

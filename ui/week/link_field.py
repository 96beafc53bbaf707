"""The link of a session, shown as a field that is pressed."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme


class LinkField(QAbstractButton):
    """Opens the link without starting the session. It shows the platform, never the link itself."""

    def __init__(self, theme: Theme, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._name = theme, name
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setToolTip(name)
        theme.changed.connect(self.updateGeometry)

    def show_link(self, words: str, *, usable: bool) -> None:
        """Show what the link is; without one there is nothing to press."""
        self.setText(words)
        self.setAccessibleName(f"{self._name}. {words}" if usable else words)
        self.setEnabled(usable)

    def sizeHint(self) -> QSize:
        """As high as a field."""
        return QSize(self._theme.px(160), self._theme.px(32))

    def minimumSizeHint(self) -> QSize:
        """The words may be cut."""
        return QSize(self._theme.px(80), self._theme.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter presses it, as Space does."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Box, camera, words, arrow out."""
        del event
        painter, px, colour = QPainter(self), self._theme.px, self._theme.colour
        fill = colour("hover" if self.underMouse() and self.isEnabled() else "surface")
        crisp_box(painter, QRectF(self.rect()), radius=6, fill=fill, stroke=colour("borderStrong"))
        middle, mirrored = self.height() / 2, self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        near, far = px(11) + px(15) / 2, self.width() - px(11) - px(15) / 2
        if mirrored:
            near, far = far, near
        draw_icon(painter, self._theme, "video", "text", QPointF(near, middle), px(15))
        if self.isEnabled():
            draw_icon(painter, self._theme, "external-link", "textSecondary", QPointF(far, middle), px(15))
        painter.setFont(self._theme.font("dense"))
        painter.setPen(colour("text" if self.isEnabled() else "textMuted"))
        room = QRectF(px(34), 0, self.width() - 2 * px(34), self.height())
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | side, shown)

"""A button that reads as a link: "Add", "Import", "Suggest one"."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QWidget

from ui.shapes import draw_icon
from ui.theme import Theme

__all__ = ["LinkButton"]


class LinkButton(QPushButton):
    """Words in the accent colour with a target of at least 28 pixels.

    Args:
        theme: the program's theme.
        text: a verb or a short phrase.
        name: the accessible name when the text alone says too little: "Add emergency contact, Dana".
        role: "caption" in lists, "dense" in forms.
        icon: a Lucide name shown before the words.
        colour: a colour name; "warnText" for a link that is also a warning.
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        name: str = "",
        role: str = "caption",
        icon: str = "",
        colour: str = "accentText",
        weight: int = 500,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._role, self._icon_name, self._colour, self._weight = theme, role, icon, colour, weight
        self.setAutoDefault(False)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font(self._role, weight=self._weight))
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """The words, at least 28 by 28."""
        px = self._theme.px
        width = QFontMetricsF(self.font()).horizontalAdvance(self.text())
        width += px(16) + px(6) if self._icon_name else 0
        return QSize(max(round(width + 0.5), 28), px(28))

    def minimumSizeHint(self) -> QSize:
        """Links are never cut."""
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter follows the focused link."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.click()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Icon and words, underlined while the pointer is on them; set to the end of the box."""
        del event
        px = self._theme.px
        colour = self._colour if self.isEnabled() else "textDisabled"
        painter = QPainter(self)
        font = QFont(self.font())
        font.setUnderline(self.underMouse() and self.isEnabled())
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        box = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        side = Qt.AlignmentFlag.AlignRight if not mirrored else Qt.AlignmentFlag.AlignLeft
        if self._icon_name:
            size = px(16)
            centre = self.width() - size / 2 if mirrored else size / 2
            draw_icon(painter, self._theme, self._icon_name, colour, QPointF(centre, self.height() / 2), size)
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self.text())

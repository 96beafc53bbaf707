"""A large choice with icon, title and explanation, as on the first-run screen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.widgets.choices import paint_radio

__all__ = ["RadioCard"]


class RadioCard(QRadioButton):
    """One of several cards of which one holds; put them in the same parent.

    Args:
        theme: the program's theme.
        icon: a Lucide name.
        title: the choice.
        detail: one sentence about it.
    """

    def __init__(
        self, theme: Theme, icon: str, title: str, detail: str, *, checked: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(title, parent)
        self._theme, self._icon_name, self._detail = theme, icon, detail
        self.setAccessibleDescription(detail)
        self.setChecked(checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """66 pixels high at 100 %."""
        return QSize(self._theme.px(420), self._theme.px(66))

    def minimumSizeHint(self) -> QSize:
        """Narrower than the hint, the detail is cut."""
        return QSize(self._theme.px(240), self._theme.px(66))

    def hitButton(self, pos: object) -> bool:
        """The whole card is the target."""
        del pos
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, icon tile, two lines and the radio mark; mirrored for right-to-left."""
        del event
        theme, px, on = self._theme, self._theme.px, self.isChecked()
        painter, rect = QPainter(self), QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        fill = theme.colour("selection" if on else "hover" if self.underMouse() else "surface")
        stroke = theme.colour("focus" if on else "border")
        crisp_box(painter, rect, radius=10, fill=fill, stroke=stroke, width=2 if on else 1)
        tile = QRectF(px(17), (rect.height() - px(38)) / 2, px(38), px(38))
        mark = QRectF(rect.width() - px(17) - px(18), (rect.height() - px(18)) / 2, px(18), px(18))
        words = QRectF(tile.right() + px(14), 0, mark.left() - tile.right() - px(28), rect.height())
        if mirrored:
            tile.moveLeft(rect.width() - tile.right())
            mark.moveLeft(rect.width() - mark.right())
            words.moveLeft(rect.width() - words.right())
        crisp_box(painter, tile, radius=8, fill=theme.colour("surfaceSunken"), stroke=theme.colour("divider"))
        draw_icon(painter, theme, self._icon_name, "accentText", QPointF(tile.center()), px(19))
        paint_radio(painter, theme, mark, on=on)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("denseStrong"))
        top = rect.height() / 2 - px(18)
        painter.drawText(
            QRectF(words.left(), top, words.width(), px(18)), side | Qt.AlignmentFlag.AlignAbsolute, self.text()
        )
        painter.setPen(theme.colour("textSecondary"))
        painter.setFont(theme.font("caption"))
        detail = painter.fontMetrics().elidedText(self._detail, Qt.TextElideMode.ElideRight, int(words.width()))
        painter.drawText(
            QRectF(words.left(), top + px(19), words.width(), px(17)), side | Qt.AlignmentFlag.AlignAbsolute, detail
        )

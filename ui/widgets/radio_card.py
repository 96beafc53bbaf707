"""A large choice with icon, title and explanation, as on the first-run screen."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QRadioButton, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.widgets.choices import paint_radio

__all__ = ["RadioCard"]

HEIGHT, TITLE_LINE, DETAIL_LINE = 66, 19, 17
"""Of a card with a line of each, and of such a line, in pixels at 100 %."""
TITLE_ROLE, DETAIL_ROLE = "denseStrong", "caption"


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
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._restyle)

    def _restyle(self) -> None:
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        """66 pixels high at 100 %."""
        return QSize(self._theme.px(420), self._theme.px(HEIGHT))

    def minimumSizeHint(self) -> QSize:
        """Narrower than the hint, the words take more lines."""
        return QSize(self._theme.px(220), self._theme.px(HEIGHT))

    def heightForWidth(self, width: int) -> int:
        """As high as the words need: 66 pixels with a line each, at 100 %."""
        px = self._theme.px
        _tile, _mark, words = self._places(QRectF(0, 0, width, px(HEIGHT)))
        title, detail = self._heights(words.width())
        return round(title + detail) + px(HEIGHT - TITLE_LINE - DETAIL_LINE)

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
        tile, mark, words = self._places(rect)
        if mirrored:
            tile.moveLeft(rect.width() - tile.right())
            mark.moveLeft(rect.width() - mark.right())
            words.moveLeft(rect.width() - words.right())
        crisp_box(painter, tile, radius=8, fill=theme.colour("surfaceSunken"), stroke=theme.colour("divider"))
        draw_icon(painter, theme, self._icon_name, "accentText", QPointF(tile.center()), px(19))
        paint_radio(painter, theme, mark, on=on)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.TextFlag.TextWordWrap
        title, detail = self._heights(words.width())
        words.setTop((rect.height() - title - detail) / 2)
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font(TITLE_ROLE))
        painter.drawText(words, flags, self.text())
        words.translate(0, title)
        painter.setPen(theme.colour("textSecondary"))
        painter.setFont(theme.font(DETAIL_ROLE))
        painter.drawText(words, flags, self._detail)

    def _places(self, rect: QRectF) -> tuple[QRectF, QRectF, QRectF]:
        """Where the tile, the mark and the words stand in a card, read from the left."""
        px = self._theme.px
        tile = QRectF(px(17), (rect.height() - px(38)) / 2, px(38), px(38))
        mark = QRectF(rect.width() - px(17) - px(18), (rect.height() - px(18)) / 2, px(18), px(18))
        return tile, mark, QRectF(tile.right() + px(14), 0, mark.left() - tile.right() - px(28), rect.height())

    def _heights(self, width: float) -> tuple[float, float]:
        """How high the title and the detail are in words of this width."""
        px, room = self._theme.px, QRectF(0, 0, max(1.0, width), 10_000)
        lines = []
        for text, role, line in (
            (self.text(), TITLE_ROLE, TITLE_LINE),
            (self._detail, DETAIL_ROLE, DETAIL_LINE),
        ):
            metrics = QFontMetricsF(self._theme.font(role))
            needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, text).height()
            lines.append(max(float(px(line)), needed))
        return lines[0], lines[1]

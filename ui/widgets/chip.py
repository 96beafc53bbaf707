"""Small rounded labels: information, warning, or an attendance status."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.tokens import STATUSES, status_icon

__all__ = ["Chip"]


class Chip(QLabel):
    """A chip.

    Args:
        theme: the program's theme.
        text: a few words or a count.
        tone: "info", "warn", or a status such as "late".
        icon: a Lucide name; None takes the tone's own (a warning triangle, or the status icon).
        name: the accessible name when the text is only a count: "3 clients late".
    """

    def __init__(
        self,
        theme: Theme,
        text: str,
        tone: str = "info",
        *,
        icon: str | None = None,
        name: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(text, parent)
        self._theme, self._tone = theme, tone
        self._own_icon = icon
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        if name:
            self.setAccessibleName(name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_as(self, text: str, tone: str, *, name: str = "") -> None:
        """Change text and tone together."""
        if (text, tone) != (self.text(), self._tone):
            self._tone = tone
            self.setText(text)
            self._restyle()
        self.setAccessibleName(name)

    def _icon(self) -> str:
        if self._own_icon is not None:
            return self._own_icon
        if self._tone in STATUSES:
            return status_icon(self._tone)
        return "triangle-alert" if self._tone == "warn" else ""

    def _colours(self) -> tuple[str, str]:
        if self._tone in STATUSES:
            return f"{self._tone}.soft", f"{self._tone}.text"
        return ("warnSoft", "warnText") if self._tone == "warn" else ("accentSoft", "accentText")

    def _restyle(self) -> None:
        self.setFont(self._theme.font("captionMedium"))
        self.updateGeometry()
        self.update()

    def _left(self) -> int:
        return self._theme.px(9 if not self._icon() else 7 if self._tone == "warn" else 6)

    def sizeHint(self) -> QSize:
        """Paddings as in the design: less before an icon."""
        px = self._theme.px
        width = self._left() + QFontMetricsF(self.font()).horizontalAdvance(self.text())
        width += px(13) + px(5) if self._icon() else 0
        width += px(8 if self._tone in STATUSES else 9)
        return QSize(round(width + 0.5), px(22))

    def minimumSizeHint(self) -> QSize:
        """Chips are never cut."""
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw ground, icon and words."""
        del event
        px = self._theme.px
        ground, ink = self._colours()
        painter = QPainter(self)
        dashed = self._tone == "unmarked"
        crisp_box(
            painter,
            QRectF(self.rect()),
            radius=self.height() / 2,
            fill=self._theme.colour(ground),
            stroke=self._theme.colour("borderStrong" if dashed else ink)
            if dashed or self._theme.high_contrast
            else None,
            dashes=(3, 2) if dashed else (),
        )
        left = float(self._left())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self._icon():
            size = px(13)
            centre = self.width() - left - size / 2 if mirrored else left + size / 2
            draw_icon(painter, self._theme, self._icon(), ink, QPointF(centre, self.height() / 2), size)
            left += size + px(5)
        painter.setPen(self._theme.colour(ink))
        painter.setFont(self.font())
        box = (
            QRectF(0, 0, self.width() - left, self.height())
            if mirrored
            else QRectF(left, 0, self.width(), self.height())
        )
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self.text())

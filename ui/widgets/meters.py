"""Small measures: places taken, passphrase strength, a key figure, a week in the heatmap."""

from enum import StrEnum

from PySide6.QtCore import QLineF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.shapes import crisp_box
from ui.theme import Theme
from ui.widgets.layouts import column, row
from ui.widgets.text import Text

__all__ = ["CapacityCells", "HeatCell", "HeatTone", "KeyFigure", "PassphraseStrength", "paint_heat"]


class CapacityCells(QLabel):
    """One cell per place, filled for those taken. The words "10 of 12" stand beside it.

    `name` is the accessible sentence: "10 of 12 places taken".
    """

    def __init__(self, theme: Theme, taken: int, places: int, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._taken, self._places = theme, taken, places
        self.setAccessibleName(name)
        self.setFixedSize(QSize(96, 10))
        theme.changed.connect(self.update)

    def show_places(self, taken: int, places: int, name: str) -> None:
        """Show other counts."""
        self._taken, self._places = taken, places
        self.setAccessibleName(name)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cells; more clients than places fill them all."""
        del event
        painter, count = QPainter(self), max(1, self._places)
        gap = 2.0 if count <= 24 else 1.0  # noqa: PLR2004 - narrower gaps keep very large groups readable
        width = (self.width() - gap * (count - 1)) / count
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for place in range(count):
            left = place * (width + gap)
            left = self.width() - left - width if mirrored else left
            fill = self._theme.colour("accent" if place < self._taken else "track")
            crisp_box(painter, QRectF(left, 0, width, self.height()), radius=1.5, fill=fill)


class PassphraseStrength(QWidget):
    """Five bars and a word for how hard a passphrase is to guess."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._level = theme, 0
        self._word = Text(theme, "", "captionMedium", "textMuted")
        self._bars = _Bars(theme)
        self.setLayout(row(self._bars, self._word, gap=10))

    def show_level(self, level: int) -> None:
        """Show 0 (nothing typed) to 5 (very strong)."""
        words = ("", self.tr("Very weak"), self.tr("Weak"), self.tr("Fair"), self.tr("Strong"), self.tr("Very strong"))
        colours = ("textMuted", "absent.text", "absent.text", "late.text", "present.text", "present.text")
        level = max(0, min(5, level))
        self._word.setText(words[level])
        self._word.set_colour(colours[level])
        self._bars.show_level(level, colours[level].replace(".text", ".solid"))
        self.setAccessibleName(self.tr("Passphrase strength"))
        self.setAccessibleDescription(words[level])


class _Bars(QWidget):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme, self._level, self._colour = theme, 0, "track"
        self.setFixedHeight(5)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.update)

    def show_level(self, level: int, colour: str) -> None:
        self._level, self._colour = level, colour
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, width = QPainter(self), (self.width() - 4 * 3) / 5
        for place in range(5):
            fill = self._theme.colour(self._colour if place < self._level else "track")
            crisp_box(painter, QRectF(place * (width + 3), 0, width, 5), radius=2, fill=fill)


class KeyFigure(QWidget):
    """A large figure over a caption: "79 h 30", "attended of 90 h planned"."""

    def __init__(
        self,
        theme: Theme,
        figure: str = "",
        caption: str = "",
        *,
        warning: bool = False,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._figure = Text(theme, figure, "figure")
        self._caption = Text(theme, caption, "caption", "textMuted")
        self.setLayout(column(self._figure, self._caption, gap=2))
        self.show_figure(figure, caption, warning=warning)

    def show_figure(self, figure: str, caption: str, *, warning: bool = False) -> None:
        """Show another figure; a warning is told by weight as well as colour."""
        self._figure.setText(figure)
        self._caption.setText(caption)
        self._caption.set_colour("warnText" if warning else "textMuted")
        self._caption.set_role("caption", weight=500 if warning else None)
        self.setAccessibleName(f"{figure} {caption}")


class HeatTone(StrEnum):
    """How a week is drawn in the six-week heatmap."""

    REACHED = "reached"
    BELOW = "below"
    FAR_BELOW = "far_below"
    CANCELLED = "cancelled"
    NOT_ENROLLED = "not_enrolled"


_HEAT = {
    HeatTone.REACHED: "present",
    HeatTone.BELOW: "late",
    HeatTone.FAR_BELOW: "absent",
    HeatTone.CANCELLED: "cancelled",
}


def paint_heat(painter: QPainter, theme: Theme, rect: QRectF, text: str, tone: HeatTone) -> None:
    """One heatmap cell with its number: for the widget and for table delegates."""
    if tone is HeatTone.NOT_ENROLLED:
        crisp_box(painter, rect, radius=3, stroke=theme.colour("border"), dashes=(3, 2))
        return
    status = theme.status(_HEAT[tone])
    crisp_box(painter, rect, radius=3, fill=status.soft)
    bar = QRectF(rect.left(), rect.bottom() - 3, rect.width(), 3)
    if tone in {HeatTone.BELOW, HeatTone.FAR_BELOW}:
        painter.fillRect(bar, status.solid)
    if tone is HeatTone.FAR_BELOW:
        painter.fillRect(QRectF(rect.left(), rect.top(), rect.width(), 3), status.solid)
    if tone is HeatTone.CANCELLED:
        painter.fillRect(bar, theme.colour("surface"))
        pen = QPen(status.solid, 3)
        pen.setDashPattern([1, 1])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
        painter.setPen(pen)
        painter.drawLine(QLineF(bar.left(), bar.center().y(), bar.right(), bar.center().y()))
    painter.setFont(theme.font("micro"))
    painter.setPen(status.text)
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, text)


class HeatCell(QLabel):
    """One week of one client; `name` is the sentence: "Hana Kim, week of March 2. 6 hours of 9."."""

    def __init__(self, theme: Theme, text: str, tone: HeatTone, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words, self._tone = theme, text, tone
        self.setAccessibleName(name)
        self.setToolTip(name)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedSize(self._theme.px(29), self._theme.px(24))
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the cell."""
        del event
        paint_heat(QPainter(self), self._theme, QRectF(self.rect()), self._words, self._tone)

"""Shapes every painted widget shares: rounded boxes and keycaps."""

import sys

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QFontMetricsF, QKeySequence, QPainter, QPen

from ui.theme import Theme

__all__ = ["crisp_box", "draw_icon", "draw_keycap", "key_text", "keycap_width"]


def crisp_box(
    painter: QPainter,
    rect: QRectF,
    *,
    radius: float,
    fill: QColor | None = None,
    stroke: QColor | None = None,
    width: float = 1.0,
    dashes: tuple[float, ...] = (),
) -> None:
    """A rounded box whose border lies wholly inside `rect`, so that hairlines stay sharp."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(fill if fill is not None else Qt.BrushStyle.NoBrush)
    if stroke is None:
        painter.setPen(Qt.PenStyle.NoPen)
        painter.drawRoundedRect(rect, radius, radius)
        return
    pen = QPen(stroke, width)
    if dashes:
        # Qt counts dashes in pen widths.
        pen.setDashPattern([dash / width for dash in dashes])
        pen.setCapStyle(Qt.PenCapStyle.FlatCap)
    painter.setPen(pen)
    half = width / 2
    painter.drawRoundedRect(rect.adjusted(half, half, -half, -half), radius - half / 2, radius - half / 2)


def draw_icon(painter: QPainter, theme: Theme, name: str, colour: str, centre: QPointF, size: int) -> None:
    """An icon centred on a point; `size` in device-independent pixels, already scaled."""
    pixmap = theme.pixmap(name, colour, size, painter.device().devicePixelRatioF())
    painter.drawPixmap(QPointF(round(centre.x() - size / 2), round(centre.y() - size / 2)), pixmap)


def key_text(keys: str) -> str:
    """A portable key sequence as it is printed on a keycap: "Ctrl+E" becomes "Ctrl E", or "⌘E" on macOS."""
    if sys.platform == "darwin":
        return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)
    arrows = {"Up": "↑", "Down": "↓", "Left": "←", "Right": "→"}
    parts = keys.split("+") if keys != "+" else ["+"]
    return " ".join(arrows.get(part, part) for part in parts)


def keycap_width(theme: Theme, keys: str) -> float:
    """How wide the keycap of a key sequence is."""
    text = QFontMetricsF(theme.font("micro")).horizontalAdvance(key_text(keys))
    return max(theme.px(18), round(text) + 2 * theme.px(5) + 2)


def draw_keycap(
    painter: QPainter, theme: Theme, left: float, middle: float, keys: str, ink: QColor | None = None
) -> float:
    """A keycap with its left edge at `left`, centred on `middle`; gives its width.

    With `ink` it is drawn as an outline in that colour, for use on the accent ground.
    """
    width, height = keycap_width(theme, keys), theme.px(18)
    rect = QRectF(round(left), round(middle - height / 2), width, height)
    fill = None if ink is not None else theme.colour("surfaceSunken")
    crisp_box(painter, rect, radius=theme.px(4), fill=fill, stroke=ink or theme.colour("border"))
    painter.setFont(theme.font("micro"))
    painter.setPen(ink or theme.colour("textMuted"))
    painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, key_text(keys))
    return width

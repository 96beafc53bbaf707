"""Words that run downwards, for a block that is too narrow for them: several groups at once."""

from __future__ import annotations

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QFont, QFontMetricsF, QPainter

GAP = 8


def draw_upright(
    painter: QPainter, box: QRectF, name: tuple[str, QFont, QColor], rest: tuple[str, QFont, QColor]
) -> None:
    """Draw a name and what follows it from the top of `box` down, in its middle; what does not fit is cut.

    Each is the words, their font and their colour.
    """
    painter.save()
    painter.translate(box.center().x(), box.top())
    painter.rotate(90)
    at, room = 0.0, box.height()
    side = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    for words, font, colour in (name, rest):
        metrics = QFontMetricsF(font)
        shown = metrics.elidedText(words, Qt.TextElideMode.ElideRight, max(0.0, room - at))
        painter.setFont(font)
        painter.setPen(colour)
        painter.drawText(QRectF(at, -metrics.height() / 2, room - at, metrics.height()), side, shown)
        at += metrics.horizontalAdvance(shown) + GAP
    painter.restore()

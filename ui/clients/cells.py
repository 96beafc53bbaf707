"""The painted cells of the list: name, groups, this week, and the chip that matters."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyleOptionViewItem

from ui.block_painter import paint_strip
from ui.clients.columns import ChipWords, GroupMarks
from ui.shapes import crisp_box, draw_icon
from ui.table_model import Role
from ui.widgets import CellDelegate

Index = QModelIndex | QPersistentModelIndex
INSET = 18.0
"""Where names begin, in line with the search field above them."""


class NameDelegate(CellDelegate):
    """Draws a name in line with the search field; the chosen one is bold."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The name is drawn further in than Qt would."""
        super().initStyleOption(option, index)
        option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the name."""
        super().paint(painter, option, index)
        painter.save()
        chosen = bool(option.state & option.state.State_Selected)
        painter.setFont(self._theme.font("denseStrong" if chosen else "denseMedium"))
        painter.setPen(self._theme.colour("text"))
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        rect = QRectF(option.rect)
        rect = rect.adjusted(4, 0, -INSET, 0) if mirrored else rect.adjusted(INSET, 0, -4, 0)
        words = painter.fontMetrics().elidedText(str(index.data()), Qt.TextElideMode.ElideRight, int(rect.width()))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class StripDelegate(CellDelegate):
    """Draws this week's blocks; more of them are drawn narrower, so that none leaves its cell."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the blocks."""
        shapes = index.data(Role.PAINT)
        if not isinstance(shapes, tuple):
            super().paint(painter, option, index)
            return
        width, height = self._block
        room = option.rect.width() - 16 - self._gap * (len(shapes) - 1)
        block = (min(width, max(6, room // len(shapes))), height)
        painter.save()
        self.initStyleOption(option, index)
        style = option.widget.style()
        style.drawPrimitive(style.PrimitiveElement.PE_PanelItemViewItem, option, painter, option.widget)
        painter.restore()
        rect = QRectF(option.rect)
        box = QRectF(rect.left() + 8, rect.center().y() - height / 2, block[0], height)
        paint_strip(painter, self._theme, box, shapes, width=float(block[0]), gap=float(self._gap))


class GroupsDelegate(CellDelegate):
    """Draws a bar for each group, then their short names."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Words are drawn after the bars."""
        super().initStyleOption(option, index)
        if isinstance(index.data(Role.PAINT), GroupMarks):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, the bars, the words."""
        super().paint(painter, option, index)
        marks = index.data(Role.PAINT)
        if not isinstance(marks, GroupMarks):
            return
        painter.save()
        rect, px = QRectF(option.rect), self._theme.px
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        at = 8.0
        for colour in marks.colours:
            left = rect.right() - at - 4 if mirrored else rect.left() + at
            bar = QRectF(left, rect.center().y() - px(8), 4, px(16))
            crisp_box(painter, bar, radius=2, fill=self._theme.colour(f"group.{colour}"))
            at += 8
        at += 4
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("textMuted"))
        room = QRectF(rect.left() + (0 if mirrored else at), rect.top(), rect.width() - at, rect.height())
        words = painter.fontMetrics().elidedText(marks.words, Qt.TextElideMode.ElideRight, int(room.width()))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(room, side | Qt.AlignmentFlag.AlignVCenter, words)
        painter.restore()


class ChipDelegate(CellDelegate):
    """Draws a chip as the widget of that name does."""

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """The chip draws its own words."""
        super().initStyleOption(option, index)
        if isinstance(index.data(Role.PAINT), ChipWords):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground, then the chip."""
        super().paint(painter, option, index)
        chip = index.data(Role.PAINT)
        if not isinstance(chip, ChipWords):
            return
        painter.save()
        theme, px, rect = self._theme, self._theme.px, QRectF(option.rect)
        ground, ink = ("warnSoft", "warnText") if chip.tone == "warn" else ("accentSoft", "accentText")
        font = theme.font("captionMedium")
        before = px(7 if chip.icon else 9)
        width = before + QFontMetricsF(font).horizontalAdvance(chip.words) + px(9) + (px(18) if chip.icon else 0)
        mirrored = option.direction == Qt.LayoutDirection.RightToLeft
        left = rect.right() - 8 - width if mirrored else rect.left() + 8
        box = QRectF(left, rect.center().y() - px(11), min(width + 1, rect.width() - 12), px(22))
        stroke = theme.colour(ink) if theme.high_contrast else None
        crisp_box(painter, box, radius=box.height() / 2, fill=theme.colour(ground), stroke=stroke)
        at = before
        if chip.icon:
            centre = box.right() - at - px(13) / 2 if mirrored else box.left() + at + px(13) / 2
            draw_icon(painter, theme, chip.icon, ink, QPointF(centre, box.center().y()), px(13))
            at += px(18)
        painter.setFont(font)
        painter.setPen(theme.colour(ink))
        words = box.adjusted(0, 0, -at, 0) if mirrored else box.adjusted(at, 0, 0, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(words, side | Qt.AlignmentFlag.AlignVCenter, chip.words)
        painter.restore()

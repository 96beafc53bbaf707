"""Widgets around the block painter; each carries the sentence a screen reader says."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui.block_painter import BlockScale, BlockShape, RibbonShape, paint_block, paint_hours, paint_ribbon, paint_strip
from ui.theme import Theme

__all__ = ["BlockStrip", "BlockWidget", "HoursBar", "Ribbon"]

# Cell and strip heights follow the mocks, which draw 12 and 10 where the token file rounds to 14 and 12.
_SIZES = {
    BlockScale.CELL: (42, 12),
    BlockScale.ROW: (132, 10),
    BlockScale.STRIP: (90, 10),
    BlockScale.RIBBON: (180, 10),
}


class BlockWidget(QLabel):
    """One block. `sentence` is its accessible name and tooltip: "Present, late 12 minutes"."""

    def __init__(
        self,
        theme: Theme,
        shape: BlockShape,
        sentence: str,
        *,
        scale: BlockScale = BlockScale.CELL,
        size: tuple[int, int] | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._shape, self._scale = theme, shape, scale
        self.setFixedSize(QSize(*(size or _SIZES[scale])))
        theme.changed.connect(self.update)
        self.show_shape(shape, sentence)

    def show_shape(self, shape: BlockShape, sentence: str) -> None:
        """Show another block."""
        if shape != self._shape:
            self._shape = shape
            self.update()
        if sentence != self.accessibleName():
            self.setAccessibleName(sentence)
            self.setToolTip(sentence)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the block."""
        del event
        paint_block(QPainter(self), self._theme, QRectF(self.rect()), self._shape, self._scale)


class BlockStrip(QLabel):
    """A week of blocks in a row; `sentence` tells all of them."""

    def __init__(
        self,
        theme: Theme,
        shapes: Sequence[BlockShape],
        sentence: str,
        *,
        cell: tuple[int, int] = (42, 12),
        gap: int = 5,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._cell, self._gap = theme, cell, gap
        self._shapes: tuple[BlockShape, ...] = ()
        theme.changed.connect(self.update)
        self.show_shapes(shapes, sentence)

    def show_shapes(self, shapes: Sequence[BlockShape], sentence: str) -> None:
        """Show another week."""
        self._shapes = tuple(shapes)
        count, (width, height) = max(1, len(self._shapes)), self._cell
        self.setFixedSize(QSize(count * width + (count - 1) * self._gap, height))
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the blocks."""
        del event
        rect, width = QRectF(self.rect()), float(self._cell[0])
        paint_strip(QPainter(self), self._theme, rect, self._shapes, width=width, gap=float(self._gap))


class Ribbon(QLabel):
    """The session's ribbon; as wide as its place. `sentence`: "1 hour 14 minutes of 3 hours"."""

    def __init__(
        self,
        theme: Theme,
        shape: RibbonShape,
        sentence: str = "",
        *,
        thick: int = 12,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._shape, self._thick = theme, shape, thick
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        # The needle reaches six pixels past either end of the bar.
        self._overhang = 6
        theme.changed.connect(self._restyle)
        self.show_shape(shape, sentence)
        self._restyle()

    def show_shape(self, shape: RibbonShape, sentence: str) -> None:
        """Show another moment."""
        relabelled = bool(shape.labels) != bool(self._shape.labels)
        self._shape = shape
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        if relabelled:
            self._restyle()
        self.update()

    def _restyle(self) -> None:
        labels = self._theme.px(14) if self._shape.labels else 0
        self.setFixedHeight(self._thick + 12 + labels)
        self.update()

    def sizeHint(self) -> QSize:
        """Any width from 180."""
        return QSize(180, self.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the ribbon inset by the needle's reach."""
        del event
        rect = QRectF(self.rect()).adjusted(self._overhang, 1, -self._overhang, 0)
        paint_ribbon(QPainter(self), self._theme, rect, self._shape, thick=self._thick)


class HoursBar(QLabel):
    """Hours toward the goal. `sentence`: "9 hours 45 minutes of 9 hours, 45 minutes individual"."""

    def __init__(
        self,
        theme: Theme,
        group_minutes: int,
        other_minutes: int,
        goal_minutes: int,
        sentence: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._minutes = (group_minutes, other_minutes, goal_minutes)
        self.setFixedSize(QSize(150, 22))
        self.setAccessibleName(sentence)
        self.setToolTip(sentence)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the bar."""
        del event
        paint_hours(QPainter(self), self._theme, QRectF(self.rect()), *self._minutes)

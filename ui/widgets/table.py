"""The table of long lists: whole rows, hairlines, an accent bar on the selected one."""

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRectF, Qt, Signal
from PySide6.QtGui import QFont, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from ui.block_painter import BlockScale, BlockShape, paint_block, paint_strip
from ui.table_model import Role
from ui.theme import Theme
from ui.widgets.meters import HeatTone, paint_heat

__all__ = ["CellDelegate", "Table"]

Index = QModelIndex | QPersistentModelIndex


class CellDelegate(QStyledItemDelegate):
    """Draws one column of a table; what it draws is the column's `paint` value.

    A BlockShape becomes a block, a tuple of them a week strip, a (text, HeatTone) pair a heatmap cell, and a
    plain string is the colour name of the words. Anything else is drawn as text alone.

    Args:
        theme: the program's theme.
        role: the type role of the words.
        colour: the colour name of the words.
        block: width and height of a block.
        gap: pixels between the blocks of a strip.
    """

    def __init__(
        self,
        theme: Theme,
        role: str = "dense",
        colour: str = "text",
        *,
        block: tuple[int, int] = (30, 10),
        gap: int = 4,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._role, self._colour, self._block, self._gap = theme, role, colour, block, gap

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:
        """Font and colour of the words; a painted cell has none."""
        super().initStyleOption(option, index)
        value = index.data(Role.PAINT)
        colour = value if isinstance(value, str) else self._colour
        option.font = QFont(self._theme.font(self._role))
        for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
            option.palette.setColor(role, self._theme.colour(colour))
        option.state &= ~option.state.State_HasFocus
        if isinstance(value, (BlockShape, tuple)):
            option.text = ""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """The ground and words as Qt draws them, then the picture."""
        super().paint(painter, option, index)
        value = index.data(Role.PAINT)
        rect = QRectF(option.rect)
        width, height = self._block
        box = QRectF(rect.left() + 8, rect.center().y() - height / 2, width, height)
        painter.save()
        if isinstance(value, BlockShape):
            paint_block(painter, self._theme, box, value, BlockScale.CELL)
        elif isinstance(value, tuple) and value and all(isinstance(shape, BlockShape) for shape in value):
            paint_strip(painter, self._theme, box, value, width=float(width), gap=float(self._gap))
        elif isinstance(value, tuple) and len(value) == 2 and isinstance(value[1], HeatTone):  # noqa: PLR2004 - a pair
            cell = QRectF(rect.center().x() - 14, rect.center().y() - 12, 29, 24)
            paint_heat(painter, self._theme, cell, str(value[0]), value[1])
        painter.restore()


class Table(QTableView):
    """A QTableView with the design's look. One tab stop; arrows move, Enter opens.

    Letters do not jump between rows: screens have their own search field.

    Args:
        theme: the program's theme.
        name: the accessible name.
        row_height: 36 by default, 34 in reports, 44 in attendance.
    """

    opened = Signal(QModelIndex)

    def __init__(self, theme: Theme, name: str, *, row_height: int = 36, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._row_height = theme, row_height
        self.setAccessibleName(name)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setMouseTracking(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        header.setMinimumSectionSize(20)
        header.setStretchLastSection(True)
        self.setItemDelegate(CellDelegate(theme, parent=self))
        self.doubleClicked.connect(self.opened)
        theme.changed.connect(self._restyle)
        self._restyle()

    def set_widths(self, *widths: int) -> None:
        """Column widths in design pixels, first to last; the last column takes what is left."""
        for place, width in enumerate(widths):
            self.setColumnWidth(place, self._theme.px(width))

    def show_column(self, place: int, delegate: CellDelegate) -> None:
        """Draw a column with a delegate of its own."""
        delegate.setParent(self)
        self.setItemDelegateForColumn(place, delegate)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter opens the current row."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)

    def keyboardSearch(self, search: str) -> None:
        """Do nothing: letters belong to the screen."""
        del search

    def viewportEvent(self, event: QEvent) -> bool:
        """Draw the accent bar of the selected row over the cells."""
        done = super().viewportEvent(event)
        if event.type() == QEvent.Type.Paint:
            self._paint_bar()
        return done

    def _paint_bar(self) -> None:
        rows = self.selectionModel().selectedRows() if self._has_model() else []
        if not rows:
            return
        painter = QPainter(self.viewport())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        for index in rows:
            top, height = self.rowViewportPosition(index.row()), self.rowHeight(index.row())
            left = self.viewport().width() - 3 if mirrored else 0
            painter.fillRect(left, top, 3, height, self._theme.colour("accent"))
        painter.end()

    def _has_model(self) -> bool:
        # Qt gives no selection model before there is a model, although its stubs promise both.
        return self.findChild(QItemSelectionModel) is not None

    def _restyle(self) -> None:
        self.verticalHeader().setDefaultSectionSize(self._theme.px(self._row_height))
        font, header = self._theme.font("captionMedium"), self.horizontalHeader()
        header.setFont(font)
        header.viewport().setFont(font)  # which paints, and keeps the first font it had from the style sheet
        self.viewport().update()

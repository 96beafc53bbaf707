"""The legend below the table: one shape for each status, flowing into as many lines as it needs."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from coordinator.vocabulary import AttendanceLabel
from ui.attendance_words import label_words
from ui.block_painter import BlockShape, BlockStatus
from ui.shapes import crisp_box
from ui.theme import Theme
from ui.widgets import BlockWidget, Text, row

SHAPES = (
    (AttendanceLabel.PRESENT, BlockShape(180, BlockStatus.PRESENT)),
    (AttendanceLabel.LATE, BlockShape(180, BlockStatus.PRESENT, arrived_late=30)),
    (AttendanceLabel.LEFT_EARLY, BlockShape(180, BlockStatus.PRESENT, left_early=60)),
    (AttendanceLabel.ABSENT, BlockShape(180, BlockStatus.ABSENT)),
    (AttendanceLabel.EXCUSED, BlockShape(180, BlockStatus.EXCUSED)),
    (AttendanceLabel.CANCELLED, BlockShape(180, BlockStatus.CANCELLED)),
)
SIZE = (30, 10)
GAP = 14


class Legend(QWidget):
    """Names the shapes of the table."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._items: list[QWidget] = []
        for label, shape in SHAPES:
            block = BlockWidget(theme, shape, "", size=SIZE)
            self._add(theme, block, label_words(label))
        self._add(theme, _Outlined(theme), self.tr("Individual"))
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        theme.changed.connect(self._flow)

    def _add(self, theme: Theme, shape: QWidget, words: str) -> None:
        item = QWidget(self)
        item.setLayout(row(shape, Text(theme, words, "caption", "textMuted"), gap=6))
        self._items.append(item)

    def heightForWidth(self, width: int) -> int:
        """As many lines as the items need."""
        return self._lay_out(width, move=False)

    def hasHeightForWidth(self) -> bool:
        """A narrow legend is higher."""
        return True

    def sizeHint(self) -> QSize:
        """All in one line."""
        width = sum(item.sizeHint().width() + GAP for item in self._items)
        return QSize(width, self._lay_out(width, move=False))

    def minimumSizeHint(self) -> QSize:
        """The widest item."""
        return QSize(max(item.sizeHint().width() for item in self._items), self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Flow again."""
        super().resizeEvent(event)
        self._flow()

    def _flow(self) -> None:
        self._lay_out(self.width(), move=True)
        self.updateGeometry()

    def _lay_out(self, width: int, *, move: bool) -> int:
        left = top = tallest = 0
        mirrored = self.isRightToLeft()
        for item in self._items:
            hint = item.sizeHint()
            if left and left + hint.width() > width:
                left, top = 0, top + tallest + 4
            if move:
                item.setGeometry(width - left - hint.width() if mirrored else left, top, hint.width(), hint.height())
            left += hint.width() + GAP
            tallest = max(tallest, hint.height())
        return top + tallest


class _Outlined(QLabel):
    """Time outside the group: outlined, as in the bars."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setFixedSize(18, 10)
        theme.changed.connect(self.update)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        present = self._theme.status("present")
        crisp_box(QPainter(self), QRectF(self.rect()), radius=2, fill=present.soft, stroke=present.solid, width=1.5)

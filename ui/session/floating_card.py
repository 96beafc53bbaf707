"""A card above the screen that never stops it: Esc or the cross puts it away, and the focus goes back."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QWidget

from ui.shapes import crisp_box
from ui.theme import Theme
from ui.widgets import ButtonSize, IconButton, ScrollColumn, Text, clear_layout, column, row

__all__ = ["FloatingCard"]

WIDTH = 460
EDGE = 12


class FloatingCard(QFrame):
    """A titled card over its host's content, at the end of the line and as high as it needs.

    Args:
        theme: the program's theme.
        host: the widget it lies above; it follows the host's size.
    """

    closed = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._title = Text(theme, "", "title", wrap=True)
        self.close_button = IconButton(theme, "x", self.tr("Close"), size=ButtonSize.COMPACT)
        self.close_button.clicked.connect(self.put_away)
        self._scroll = ScrollColumn(margins=(18, 4, 18, 18), gap=8)
        self.body = self._scroll.box
        top = row(self._title, self.close_button, gap=8, margins=(18, 12, 10, 4))
        top.setStretch(0, 1)
        page = column(top, self._scroll, margins=(1, 1, 1, 1))
        page.setStretch(1, 1)
        self.setLayout(page)
        self.hide()
        host.installEventFilter(self)
        theme.changed.connect(self._place)

    @property
    def narrow(self) -> bool:
        """Whether there is too little room for buttons beside words."""
        return self._host.width() < self._theme.px(WIDTH) + 2 * EDGE

    def begin(self, title: str) -> None:
        """Empty the card and give it a title."""
        clear_layout(self.body)
        self._title.setText(title)
        self.setAccessibleName(title)

    def present(self, first: QWidget | None = None) -> None:
        """Show the card with the focus on a control, the cross where none is given."""
        self.body.addStretch(1)
        self._place()
        self.show()
        self.raise_()
        (first or self.close_button).setFocus(Qt.FocusReason.OtherFocusReason)

    def put_away(self) -> None:
        """Hide the card; the host takes the focus back."""
        if not self.isHidden():
            self.hide()
            self.closed.emit()

    def refit(self) -> None:
        """Take the height of what is in the card now."""
        if not self.isHidden():
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the host's size."""
        if watched is self._host and event.type() == QEvent.Type.Resize and not self.isHidden():
            self._place()
        return super().eventFilter(watched, event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc puts the card away; no other key reaches the list below."""
        if event.key() == Qt.Key.Key_Escape:
            self.put_away()
        event.accept()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the card with a plain edge."""
        del event
        fill, stroke = QColor(self._theme.colour("surface")), self._theme.colour("border")
        crisp_box(QPainter(self), QRectF(self.rect()), radius=10, fill=fill, stroke=stroke)

    def _place(self) -> None:
        room = self._host.rect().adjusted(EDGE, EDGE, -EDGE, -EDGE)
        width = min(self._theme.px(WIDTH), room.width())
        self.resize(width, room.height())
        tall = self.body.heightForWidth(width - 2) if self.body.hasHeightForWidth() else self.body.sizeHint().height()
        height = min(room.height(), tall + self._title.heightForWidth(width - 80) + 40)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = room.left() if mirrored else room.right() - width + 1
        self.setGeometry(left, room.top(), width, height)

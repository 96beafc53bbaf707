"""The focus ring: two pixels with a gap of two, around whatever has the keyboard."""

from functools import partial

from PySide6.QtCore import QEvent, QObject, QPoint, QRect, QRectF, Qt, QTimer
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTextEdit,
    QWidget,
)
from shiboken6 import isValid

from ui.shapes import crisp_box
from ui.theme import Theme

__all__ = ["FocusRing"]

_RINGED = (QAbstractButton, QLineEdit, QComboBox, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_TYPED = (QLineEdit, QTextEdit, QPlainTextEdit, QAbstractSpinBox)
_REACH = 4  # two pixels of gap, two of ring


class _Frame(QWidget):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.setAttribute(Qt.WidgetAttribute.WA_NoSystemBackground)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        crisp_box(QPainter(self), QRectF(self.rect()), radius=9, stroke=self._theme.colour("focus"), width=2)


class FocusRing(QObject):
    """Draws the ring outside the focused control in every window of the program. Build one, at start.

    A control opts out with `setProperty("ring", False)`; another widget opts in with True. After a click
    only text fields show it, since the pointer already says where one is.
    """

    def __init__(self, theme: Theme, app: QApplication) -> None:
        super().__init__(theme)
        self._theme = theme
        self._frame: _Frame | None = None
        self._host: QWidget | None = None
        self._target: QWidget | None = None
        self._watched: list[QWidget] = []
        app.focusChanged.connect(self._moved)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Follow the target when it or something around it moves, hides or closes."""
        kind = event.type()
        if kind in {QEvent.Type.Move, QEvent.Type.Resize, QEvent.Type.Show, QEvent.Type.LayoutRequest}:
            self._place()
        elif kind == QEvent.Type.Hide and watched is self._target:
            self._clear()
        return False

    def _moved(self, old: QWidget | None, new: QWidget | None) -> None:
        del old
        self._clear()
        if new is None or not self._wants_ring(new):
            return
        host = _host(new)
        if host is None:
            return
        self._target = new
        self._host = host
        self._frame = _Frame(self._theme, host)
        ancestor: QWidget | None = new
        while ancestor is not None and ancestor is not host:
            ancestor.installEventFilter(self)
            self._watched.append(ancestor)
            ancestor = ancestor.parentWidget()
        self._place()

    @staticmethod
    def _wants_ring(widget: QWidget) -> bool:
        wish = widget.property("ring")
        if isinstance(wish, bool):
            return wish
        clicked = QApplication.mouseButtons() != Qt.MouseButton.NoButton
        return isinstance(widget, _TYPED) or (isinstance(widget, _RINGED) and not clicked)

    def _place(self) -> None:
        if self._frame is None or self._target is None or self._host is None:
            return
        if not (isValid(self._frame) and isValid(self._target)):
            self._clear()
            return
        rect = QRect(self._target.mapTo(self._host, QPoint(0, 0)), self._target.size())
        self._frame.setGeometry(rect.adjusted(-_REACH, -_REACH, _REACH, _REACH))
        self._frame.setVisible(self._target.isVisible())
        self._frame.raise_()

    def _clear(self) -> None:
        # Anything here may have been destroyed with its window while it had the focus.
        for widget in self._watched:
            if isValid(widget):
                widget.removeEventFilter(self)
        held = (*self._watched, self._target, self._host)
        self._watched = []
        self._target = self._host = None
        # Ours may be the last reference to a window. Qt goes on using it until the focus has moved, and a window that
        # is destroyed meanwhile ends the program: what was held is let go in a later turn.
        QTimer.singleShot(0, partial(_let_go, held))
        if self._frame is not None and isValid(self._frame):
            self._frame.hide()
            self._frame.deleteLater()
        self._frame = None


def _let_go(_held: tuple[QWidget | None, ...]) -> None:
    """Forget widgets that were kept alive until now."""


def _host(widget: QWidget) -> QWidget | None:
    """The nearest scrolled content or window: the ring must scroll and be clipped with its control."""
    ancestor = widget.parentWidget()
    while ancestor is not None:
        above = ancestor.parentWidget()
        scrolled = above is not None and isinstance(above.parentWidget(), QAbstractScrollArea)
        if ancestor.isWindow() or scrolled:
            return ancestor
        ancestor = above
    return None

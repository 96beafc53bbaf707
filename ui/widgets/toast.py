"""The message at the bottom left after a change, with *Undo*."""

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QEnterEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QFrame, QGraphicsDropShadowEffect, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_keycap, keycap_width
from ui.theme import Theme
from ui.widgets.info_bar import announce
from ui.widgets.layouts import row
from ui.widgets.link_button import LinkButton
from ui.widgets.text import Text

__all__ = ["Toast"]

SHOWN_FOR_MS = 10_000
_MARGIN = 20


class _OutlinedKey(QWidget):
    def __init__(self, theme: Theme, keys: str) -> None:
        super().__init__()
        self._theme, self._keys = theme, keys
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFixedSize(round(keycap_width(self._theme, self._keys)), self._theme.px(18))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        draw_keycap(QPainter(self), self._theme, 0, self.height() / 2, self._keys, self._theme.colour("onToast"))


class Toast(QFrame):
    """Stands over `host` at the bottom start corner for ten seconds; the time stops under the pointer or focus.

    `acted` is sent when the action is pressed. The same step always stands in the Edit menu as well.
    """

    acted = Signal()

    def __init__(self, theme: Theme, host: QWidget) -> None:
        super().__init__(host)
        self._theme, self._host = theme, host
        self._left = _MARGIN
        self._words = Text(theme, "", "dense", "onToast")
        self._action = LinkButton(theme, "", role="dense", colour="toastAction", weight=600)
        self._key = _OutlinedKey(theme, "Ctrl+Z")
        self.setLayout(row(self._words, self._action, self._key, gap=14, margins=(14, 0, 14, 0)))
        self.setFixedHeight(theme.px(40))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        shadow = QGraphicsDropShadowEffect(self)
        shadow.setBlurRadius(24)
        shadow.setOffset(0, 8)
        colour = theme.colour("scrim")
        colour.setAlphaF(0.18)
        shadow.setColor(colour)
        self.setGraphicsEffect(shadow)
        self._clock = QTimer(self)
        self._clock.setSingleShot(True)
        self._clock.setInterval(SHOWN_FOR_MS)
        self._clock.timeout.connect(self._expired)
        self._action.clicked.connect(self._act)
        host.installEventFilter(self)
        theme.changed.connect(self._restyle)
        self.hide()

    def show_message(self, text: str, action: str = "") -> None:
        """Show a sentence, with an action such as "Undo" when given, and have it read out."""
        self._words.setText(text)
        self._action.setText(action)
        self._action.setVisible(bool(action))
        self._key.setVisible(bool(action))
        self.adjustSize()
        self._place()
        self.show()
        self.raise_()
        self._clock.start()
        announce(self, text)

    def set_left(self, left: int) -> None:
        """Keep this far from the start edge of the host: the sidebar's width and a margin."""
        self._left = left
        self._place()

    def message(self) -> str:
        """The sentence shown last."""
        return self._words.text()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Stay in the corner when the host is resized."""
        if watched is self._host and event.type() == QEvent.Type.Resize:
            self._place()
        return super().eventFilter(watched, event)

    def enterEvent(self, event: QEnterEvent) -> None:
        """The pointer stops the time."""
        super().enterEvent(event)
        self._clock.stop()

    def leaveEvent(self, event: QEvent) -> None:
        """The time starts again."""
        super().leaveEvent(event)
        self._clock.start()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(40))
        self.adjustSize()
        self._place()

    def _expired(self) -> None:
        focused = QApplication.focusWidget()
        if focused is not None and self.isAncestorOf(focused):
            self._clock.start()
            return
        self.hide()

    def _act(self) -> None:
        self._clock.stop()
        self.hide()
        self.acted.emit()

    def _place(self) -> None:
        mirrored = self._host.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left = self._host.width() - self._left - self.width() if mirrored else self._left
        self.move(left, self._host.height() - self.height() - _MARGIN)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the dark ground."""
        del event
        crisp_box(QPainter(self), QRectF(self.rect()), radius=8, fill=self._theme.colour("toast"))

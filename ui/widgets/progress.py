"""How far something long is, and a way to stop it."""

from PySide6.QtCore import QRectF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy

from ui.shapes import crisp_box
from ui.theme import Theme
from ui.widgets.button import Button, ButtonSize
from ui.widgets.info_bar import announce
from ui.widgets.layouts import row
from ui.widgets.surfaces import Panel
from ui.widgets.text import Text

__all__ = ["ProgressPanel"]

UNSEEN_MS = 300
"""What is over sooner is not worth a bar that flickers."""


class _Bar(QProgressBar):
    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setRange(0, 100)
        self.setTextVisible(False)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(160), self._theme.px(8))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        painter, rect = QPainter(self), QRectF(self.rect())
        ground, edge = self._theme.colour("surfaceSunken"), self._theme.colour("border")
        crisp_box(painter, rect, radius=4, fill=ground, stroke=edge)
        width = rect.width() * self.value() / 100
        if width >= 1:
            left = rect.width() - width if self.layoutDirection() == Qt.LayoutDirection.RightToLeft else 0.0
            done = QRectF(left, 0, width, rect.height())
            crisp_box(painter, done, radius=4, fill=self._theme.colour("accent"))


class ProgressPanel(Panel):
    """Words, a bar and *Stop*, shown once something has taken longer than a moment.

    Args:
        theme: the program's theme.
    """

    stop_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        super().__init__(theme, fill="surfaceSunken", edges=("bottom",))
        self._words = Text(theme, "", "dense")
        self._bar = _Bar(theme)
        self.stop = Button(theme, self.tr("Stop"), size=ButtonSize.COMPACT)
        self.stop.clicked.connect(self.stop_wanted)
        line = row(self._words, self._bar, self.stop, gap=12, margins=(22, 8, 22, 8))
        line.setStretch(1, 1)
        self.setLayout(line)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(UNSEEN_MS)
        self._soon.timeout.connect(self._appear)
        self.hide()

    @property
    def running(self) -> bool:
        """Whether something is under way, seen or not yet."""
        return self._soon.isActive() or not self.isHidden()

    @property
    def percent(self) -> int:
        """How far it is."""
        return self._bar.value()

    def begin(self, words: str) -> None:
        """Something begins."""
        self._words.setText(words)
        self._bar.setAccessibleName(words)
        self.stop.setAccessibleName(f"{self.stop.text()}, {words}")
        self._bar.setValue(0)
        self._soon.start()

    def show_share(self, share: float) -> None:
        """It is so far, 0 to 1."""
        self._bar.setValue(round(share * 100))

    def end(self) -> None:
        """It is over."""
        self._soon.stop()
        self.hide()

    def _appear(self) -> None:
        self.show()
        announce(self, self._words.text())

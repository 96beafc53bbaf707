"""What the screens before the first day have in common: a heading, a column that scrolls, and a footer."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import Logo, Panel, ScrollColumn, Text, column, row

SIDE, LEAST_SIDE = 84, 24
WORDS = 936
"""The width of what the design shows between its two sides, at 100 % text."""


class SetupFrame(QWidget):
    """A whole window's content; its sides give way as the text grows, so that nothing leaves the window.

    Args:
        theme: the program's theme.
        title, subtitle: the heading.
    """

    def __init__(self, theme: Theme, title: str, subtitle: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._footer: QHBoxLayout | None = None
        heading = QWidget()
        heading.setLayout(
            column(
                Text(theme, title, "display", wrap=True),
                Text(theme, subtitle, "body", "textSecondary", wrap=True),
                gap=3,
            )
        )
        self._scroll = ScrollColumn()
        top = row(Logo(theme, size=40), gap=16)
        top.addWidget(heading, 1)
        self._scroll.box.addLayout(top)
        self._scroll.box.addSpacing(30)
        self._lines = column(self._scroll)
        self.setLayout(self._lines)
        theme.changed.connect(self._give_way)
        self._give_way()

    @property
    def box(self) -> QVBoxLayout:
        """The column below the heading."""
        return self._scroll.box

    def add_footer(self, footer: QHBoxLayout) -> None:
        """Put a line below the column, once that is full: the keyboard reaches things in the order they are added."""
        self._footer = footer
        bottom = Panel(self._theme, fill="surface", edges=("top",))
        bottom.setLayout(footer)
        self._lines.addWidget(bottom)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keep the sides as the width allows."""
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        side = max(LEAST_SIDE, min(SIDE, (self.width() - self._theme.px(WORDS)) // 2))
        self._scroll.box.setContentsMargins(side, 38, side, 30)
        if self._footer is not None:
            self._footer.setContentsMargins(side, 16, side, 16)

"""F1: all keys for this screen."""

from collections.abc import Iterable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QGridLayout, QWidget

from ui.theme import Theme
from ui.widgets.headers import ScrollColumn
from ui.widgets.keycap import Keycap
from ui.widgets.layouts import column
from ui.widgets.text import Text

__all__ = ["KeysSheet"]


class KeysSheet(QDialog):
    """A list of keys and what they do, in sections. Not modal: it may stay open beside the work."""

    def __init__(
        self, theme: Theme, sections: Iterable[tuple[str, Iterable[tuple[str, str]]]], *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Keys for this screen"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        scroll = ScrollColumn(margins=(24, 20, 24, 20), gap=6)
        for title, lines in sections:
            scroll.box.addWidget(Text(theme, title, "section"))
            grid = QGridLayout()
            grid.setHorizontalSpacing(16)
            grid.setVerticalSpacing(8)
            grid.setColumnStretch(1, 1)
            for place, (keys, does) in enumerate(lines):
                parts = keys.split("+") if keys not in {"+", "Ctrl++"} else [keys]
                grid.addWidget(Keycap(theme, *parts), place, 0)
                grid.addWidget(Text(theme, does, "dense", "textSecondary"), place, 1)
            scroll.box.addLayout(grid)
            scroll.box.addSpacing(12)
        scroll.box.addStretch(1)
        self.setLayout(column(scroll))
        self.resize(theme.px(440), theme.px(560))

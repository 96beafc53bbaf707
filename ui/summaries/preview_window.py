"""All pages of the document in a window of their own."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.summaries.preview import PageView
from ui.theme import Theme
from ui.widgets import Button, PageHeader, Panel, ScrollColumn, clear_layout, column

SIZE = (960, 760)


class PreviewWindow(QWidget):
    """Shows what export and print would give, page below page. Esc closes it."""

    print_wanted = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Window)
        self._theme = theme
        self.setWindowTitle(self.tr("Weekly summary"))
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._header = PageHeader(theme, self.tr("Weekly summary"))
        self._header.title.set_role("title")
        printing = Button(theme, self.tr("Print"), icon="printer", keys="Ctrl+P")
        printing.clicked.connect(self.print_wanted)
        close = Button(theme, self.tr("Close"))
        close.clicked.connect(self.close)
        self._header.add_action(printing)
        self._header.add_action(close)
        self._scroll = ScrollColumn(margins=(24, 20, 24, 24), gap=20)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        ground = Panel(theme, fill="canvas")
        ground.setLayout(column(self._header, self._scroll))
        self.setLayout(column(ground))
        action = QAction(self)
        action.setShortcut(QKeySequence("Ctrl+P"))
        action.triggered.connect(self.print_wanted)
        self.addAction(action)
        self.resize(*SIZE)

    def show_pages(self, pages: Sequence[QImage], caption: str) -> None:
        """Show the pages, first at the top."""
        self._header.set_words(self.tr("Weekly summary"), caption)
        clear_layout(self._scroll.box)
        for place, page in enumerate(pages):
            name = self.tr("Page {page} of {pages}").format(page=place + 1, pages=len(pages))
            self._scroll.box.addWidget(PageView(self._theme, page, name), 0, Qt.AlignmentFlag.AlignHCenter)
        self._scroll.box.addStretch(1)
        self._scroll.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc closes."""
        if event.key() == Qt.Key.Key_Escape:
            self.close()
            return
        super().keyPressEvent(event)

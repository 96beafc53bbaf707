"""The document itself as pictures: a small one in the column, a large one in a window, and on paper."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPageSize, QPainter, QPaintEvent, QPixmap
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QLabel, QWidget

from coordinator.errors import CoordinatorError
from coordinator.summaries.document import Paper, SummaryDocument
from coordinator.summaries.pdf import Typesetter
from coordinator.summaries.wording import Wording
from ui.background import Background
from ui.shapes import crisp_box
from ui.theme import Theme

SCREEN_PPI = 144.0
PRINT_PPI = 300.0
THUMBNAIL = (112, 145)


class PageMaker(QObject):
    """Sets pages off the interface thread, and off the store's: neither waits for the other.

    Only the newest request is answered; those asked for in between are dropped.
    """

    failed = Signal(object)
    """Carries the `CoordinatorError` that the newest request ended with."""

    def __init__(self, wording: Wording, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._wording = wording
        self._background = Background(self)
        self._typesetter: Typesetter | None = None
        self._newest = 0

    def make(self, document: SummaryDocument, ppi: float, then: Callable[[tuple[QImage, ...]], None]) -> None:
        """Set a document and hand its pages to `then`."""
        self._newest += 1
        number = self._newest

        def finished(pages: tuple[bytes, ...]) -> None:
            if number == self._newest:
                # Pictures are read here and not on the other thread: Qt's readers connect signals while they hold the
                # interpreter's lock, and then both threads can wait for each other for good.
                then(tuple(QImage.fromData(page) for page in pages))

        def refused(failure: BaseException) -> None:
            if not isinstance(failure, CoordinatorError):
                raise failure
            if number == self._newest:
                self.failed.emit(failure)

        self._background.run(lambda: self._pages(document, ppi), finished, refused)

    def forget(self) -> None:
        """Drop what is under way: the week or the options are others now."""
        self._newest += 1

    def stop(self) -> None:
        """Wait for the page that is being set, and end the thread."""
        self._background.stop()

    def _pages(self, document: SummaryDocument, ppi: float) -> tuple[bytes, ...]:
        if self._typesetter is None:
            self._typesetter = Typesetter(self._wording)
        return self._typesetter.render_preview(document, ppi)


class Thumbnail(QLabel):
    """The first page, small. White in every theme, as paper is."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._page: QImage | None = None
        self.setFixedSize(QSize(*THUMBNAIL))
        theme.changed.connect(self.update)

    def show_page(self, page: QImage | None, name: str) -> None:
        """Show a page, or an empty sheet while there is none."""
        self._page = page
        self.setAccessibleName(name)
        self.update()

    def has_page(self) -> bool:
        """Whether a page is shown."""
        return self._page is not None

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the sheet with its border."""
        del event
        painter, theme = QPainter(self), self._theme
        rect = QRectF(self.rect())
        if self._page is None:
            crisp_box(painter, rect, radius=3, fill=theme.colour("surface"), stroke=theme.colour("border"))
            return
        ratio = self.devicePixelRatioF()
        room = QSize(round((rect.width() - 2) * ratio), round((rect.height() - 2) * ratio))
        smooth = Qt.TransformationMode.SmoothTransformation
        pixmap = QPixmap.fromImage(self._page.scaled(room, Qt.AspectRatioMode.KeepAspectRatioByExpanding, smooth))
        pixmap.setDevicePixelRatio(ratio)
        painter.setClipRect(rect)
        painter.drawPixmap(1, 1, pixmap)
        crisp_box(painter, rect, radius=3, stroke=theme.colour("border"))


class PageView(QWidget):
    """One page at reading size; as wide as its place, up to its own size."""

    def __init__(self, theme: Theme, page: QImage, name: str) -> None:
        super().__init__()
        self._theme, self._page = theme, page
        self.setAccessibleName(name)
        self._fit(round(page.width() * 0.72))

    def _fit(self, width: int) -> None:
        self.setFixedSize(width, round(width * self._page.height() / max(1, self._page.width())))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the page, smooth at any scale."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawImage(QRectF(self.rect()), self._page)
        crisp_box(painter, QRectF(self.rect()), radius=0, stroke=self._theme.colour("border"))


def printer_for(paper: Paper) -> QPrinter:
    """A printer set up for the sheet the document was set on, without margins: the page brings its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    kind = QPageSize.PageSizeId.Letter if paper is Paper.LETTER else QPageSize.PageSizeId.A4
    printer.setPageSize(QPageSize(kind))
    printer.setFullPage(True)
    return printer

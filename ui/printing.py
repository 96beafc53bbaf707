"""Pictures of pages on paper."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrinter


def print_pages(printer: QPrinter, pages: Sequence[QImage]) -> None:
    """Put each picture on a sheet of its own, in the range the reader chose."""
    first, last = printer.fromPage() or 1, printer.toPage() or len(pages)
    painter = QPainter(printer)
    try:
        for place, page in enumerate(pages[first - 1 : last]):
            if place:
                printer.newPage()
            sheet = QRectF(painter.viewport())
            size = page.size().scaled(sheet.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
            left = (sheet.width() - size.width()) / 2
            painter.drawImage(QRectF(left, 0, size.width(), size.height()), page)
    finally:
        painter.end()

"""Finding a client in the rows: by number, by name, or the next one to be tried."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.attendance import AttendanceSheet
from coordinator.vocabulary import ClientId
from ui.theme import Theme
from ui.widgets import TextField, column

__all__ = ["FindField", "RowNumbers", "found_by_name", "whom_to_try"]

TWO_DIGITS_MS = 900


class RowNumbers:
    """Digits that jump to a row; two in quick succession make a number of two digits."""

    def __init__(self) -> None:
        self._typed, self._at = "", 0

    @staticmethod
    def takes(event: QKeyEvent) -> bool:
        """Say whether a key is a digit."""
        plain = not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        return plain and event.text().isascii() and event.text().isdigit()

    def number(self, event: QKeyEvent, rows: int) -> int | None:
        """Give the row, counted from 1, or None where there is no such row."""
        digit, at = event.text(), event.timestamp()
        typed = self._typed + digit if self._typed and 0 <= at - self._at < TWO_DIGITS_MS else digit
        if not 1 <= int(typed) <= rows:
            typed = digit
        self._typed, self._at = typed, at
        return int(typed) if 1 <= int(typed) <= rows else None


def found_by_name(sheet: AttendanceSheet | None, text: str) -> ClientId | None:
    """Give the first client whose name begins with what was typed or, failing that, holds it."""
    wanted = text.casefold().strip()
    if not wanted or sheet is None:
        return None
    starts = [line.client_id for line in sheet.lines if line.name.casefold().startswith(wanted)]
    inside = [line.client_id for line in sheet.lines if wanted in line.name.casefold()]
    return next(iter((*starts, *inside)), None)


def whom_to_try(sheet: AttendanceSheet | None, asked_for: ClientId | None, chosen: ClientId | None) -> ClientId | None:
    """Give whom an attempt is logged for: who was asked for, the chosen one if missing, the first nobody tried."""
    missing = sheet.missing if sheet is not None else ()
    open_ones = [line.client_id for line in missing if not line.outreach] or [line.client_id for line in missing]
    missed = chosen if chosen in {line.client_id for line in missing} else None
    return asked_for or missed or next(iter(open_ones), chosen)


class FindField(QWidget):
    """A field above the rows that is there only while a name is typed.

    Args:
        theme: the program's theme.
        parent: the widget that the rows belong to.
        margins: the space around the field.
    """

    typed = Signal(str)
    over = Signal()

    def __init__(self, theme: Theme, parent: QWidget, margins: tuple[int, int, int, int] = (14, 6, 14, 6)) -> None:
        super().__init__(parent)
        self.field = TextField(theme, self.tr("Find a client in this list"), placeholder=self.tr("Name"), height=28)
        self.field.textEdited.connect(self.typed)
        self.field.returnPressed.connect(self._end)
        self.field.installEventFilter(self)
        self.setLayout(column(self.field, margins=margins))
        self.hide()

    def begin(self) -> None:
        """Let a name be typed."""
        self.field.clear()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _end(self) -> None:
        self.hide()
        self.over.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc ends finding; leaving the field does too."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress and event.key() == Qt.Key.Key_Escape:
            self._end()
            return True
        if isinstance(event, QFocusEvent) and event.lostFocus():
            self.hide()
        return super().eventFilter(watched, event)

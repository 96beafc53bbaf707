"""A plain headed field that grows with its text, and marks words without touching them."""

from __future__ import annotations

from collections.abc import Sequence
from math import ceil

from PySide6.QtCore import QMimeData, QPoint, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit, QWidget

from ui.theme import Theme

__all__ = ["NoteField"]

LINE = 22
RAISED = 3
"""Qt puts what a line has over its font above the letters; this much of it is cut off, so that they stand centred."""


class NoteField(QTextEdit):
    """One section's text: plain, 14 on 22 pixels, as tall as its words.

    Args:
        theme: the program's theme.
        name: the accessible name, which is the section's heading.
        placeholder: what is asked for.
    """

    edited = Signal()
    """The reader changed the text; not sent by `show_text`."""
    focused = Signal(bool)
    menu_wanted = Signal(QPoint, int)
    """The menu key or the right button: where on the screen, and at which character of the text."""

    def __init__(self, theme: Theme, name: str, placeholder: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._quiet = False
        self._marks: tuple[tuple[int, int], ...] = ()
        self._waves: tuple[tuple[int, int], ...] = ()
        self.setProperty("bare", True)
        # The caret shows where the focus is; a ring around running text would jump with every line.
        self.setProperty("ring", False)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setAccessibleName(name)
        self.setAccessibleDescription(placeholder)
        self._placeholder = placeholder
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.viewport().setAutoFillBackground(False)
        self.document().setDocumentMargin(0)
        self.document().documentLayout().documentSizeChanged.connect(self._grow)
        self.textChanged.connect(self._changed)
        theme.changed.connect(self._restyle)
        self._restyle()

    def text(self) -> str:
        """The words, with plain line breaks."""
        return self.toPlainText()

    def show_text(self, text: str) -> None:
        """Show stored words. Nothing happens where they are there already, so that the caret stays."""
        if text == self.text():
            return
        self._quiet = True
        self.setPlainText(text)
        self._space_lines()
        self._quiet = False
        self._grow()

    def add_text(self, text: str) -> None:
        """Write words at the caret as the reader would, parted from what stands there; Ctrl+Z takes them away."""
        cursor = self.textCursor()
        before = self.text()[: cursor.position()]
        after = self.text()[cursor.position() :]
        lead = " " if before and not before[-1].isspace() else ""
        trail = " " if after and not after[0].isspace() else ""
        cursor.insertText(f"{lead}{text}{trail}")
        self.setTextCursor(cursor)
        self.ensureCursorVisible()

    def add_sentence(self, text: str, blank: str) -> None:
        """Write a sentence as `add_text` does and select what is still to be said in it."""
        self.add_text(text)
        end = self.textCursor().position()
        lead = text.find(blank)
        if lead < 0:
            return
        trail = self.text()[: self._offset(end)].rfind(text)
        self.select(trail + lead, trail + lead + len(blank))

    def replace_at(self, start: int, end: int, words: str) -> None:
        """Replace what stands at a place; Ctrl+Z brings it back."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self._place(start))
        cursor.setPosition(self._place(end), QTextCursor.MoveMode.KeepAnchor)
        cursor.insertText(words)

    def mark(self, places: Sequence[tuple[int, int]]) -> None:
        """Underline words with a wave on a warm ground; `places` are offsets in characters."""
        if tuple(places) == self._marks:
            return
        self._marks = tuple(places)
        self._show_marks()

    def wave(self, places: Sequence[tuple[int, int]]) -> None:
        """Underline misspelled words; `places` are offsets in characters."""
        if tuple(places) != self._waves:
            self._waves = tuple(places)
            self._show_marks()

    def waved(self) -> tuple[tuple[int, int], ...]:
        """The places of misspelled words."""
        return self._waves

    def caret(self) -> int:
        """How many characters stand before the caret."""
        return self._offset(self.textCursor().position())

    def select(self, start: int, end: int) -> None:
        """Select what stands between two offsets."""
        cursor = self.textCursor()
        cursor.setPosition(self._place(start))
        cursor.setPosition(self._place(end), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def correct(self, start: int, end: int, words: str) -> None:
        """Replace what stands at a place and put the caret behind it."""
        self.select(start, end)
        self.insertPlainText(words)

    def marked(self) -> tuple[tuple[int, int], ...]:
        """The places that are underlined."""
        return self._marks

    def sizeHint(self) -> QSize:
        """As tall as the text."""
        return QSize(200, self.height())

    def minimumSizeHint(self) -> QSize:
        """Lines may be short."""
        return QSize(120, self._theme.px(LINE))

    def paintEvent(self, event: QPaintEvent) -> None:
        """The words, or what is asked for on the same line: Qt would set its own placeholder higher."""
        super().paintEvent(event)
        if self.text():
            return
        painter = QPainter(self.viewport())
        painter.setFont(self.font())
        painter.setPen(self._theme.colour("textMuted"))
        box = QRectF(0, 0, self.viewport().width(), self._theme.px(LINE + RAISED))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        shown = painter.fontMetrics().elidedText(self._placeholder, Qt.TextElideMode.ElideRight, int(box.width()))
        painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter, shown)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Other lines, another height."""
        super().resizeEvent(event)
        self._grow()

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell who offers something for the field with the caret."""
        super().focusInEvent(event)
        self.focused.emit(True)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """The word that was being typed is finished."""
        super().focusOutEvent(event)
        self.focused.emit(False)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """The menu of the word under the pointer, or at the caret by the keyboard."""
        by_key = event.reason() == QContextMenuEvent.Reason.Keyboard
        cursor = self.textCursor() if by_key else self.cursorForPosition(event.pos())
        below = self.viewport().mapToGlobal(self.cursorRect().bottomLeft())
        self.menu_wanted.emit(below if by_key else event.globalPos(), self._offset(cursor.position()))

    def createMimeDataFromSelection(self) -> QMimeData:
        """Copy words only, without fonts and colours."""
        data = QMimeData()
        data.setText(self.textCursor().selection().toPlainText())
        return data

    def _changed(self) -> None:
        self._grow()
        if not self._quiet:
            self.edited.emit()

    def _place(self, offset: int) -> int:
        """Qt counts UTF-16 units, Python characters."""
        return len(self.text()[:offset].encode("utf-16-le")) // 2

    def _offset(self, place: int) -> int:
        """Give the characters before a place that Qt counts in UTF-16 units."""
        units = self.text().encode("utf-16-le")[: place * 2]
        return len(units.decode("utf-16-le", errors="ignore"))

    def _show_marks(self) -> None:
        guarded, misspelled = QTextCharFormat(), QTextCharFormat()
        guarded.setBackground(self._theme.colour("warnSoft"))
        guarded.setUnderlineColor(self._theme.colour("warnBorder"))
        misspelled.setUnderlineColor(self._theme.colour("absent.text"))
        shown = []
        marks = [(*place, guarded) for place in self._marks]
        marks += [(*place, misspelled) for place in self._waves if place not in self._marks]
        for start, end, look in marks:
            look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
            cursor = QTextCursor(self.document())
            cursor.setPosition(self._place(start))
            cursor.setPosition(self._place(end), QTextCursor.MoveMode.KeepAnchor)
            selection = QTextEdit.ExtraSelection()
            selection.cursor = cursor
            selection.format = look
            shown.append(selection)
        self.setExtraSelections(shown)

    def _space_lines(self) -> None:
        """Set the line height; typing keeps it, since a new paragraph takes after the one before."""
        spacing = QTextBlockFormat()
        spacing.setLineHeight(self._theme.px(LINE), QTextBlockFormat.LineHeightTypes.FixedHeight.value)
        cursor = QTextCursor(self.document())
        cursor.select(QTextCursor.SelectionType.Document)
        # Not a step that Ctrl+Z should take back.
        undo = self.isUndoRedoEnabled()
        self.setUndoRedoEnabled(False)
        cursor.mergeBlockFormat(spacing)
        self.setUndoRedoEnabled(undo)

    def _grow(self, *_: object) -> None:
        height = max(ceil(self.document().size().height()), self._theme.px(LINE))
        if height != self.height():
            self.setFixedHeight(height)

    def _restyle(self) -> None:
        quiet, self._quiet = self._quiet, True
        self.setFont(self._theme.font("body"))
        self.setViewportMargins(0, -self._theme.px(RAISED), 0, 0)
        self._space_lines()
        self._show_marks()
        self._quiet = quiet
        self._grow()

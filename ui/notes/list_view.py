"""The notes of a session: the group's, then one a client, with attendance and state."""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from coordinator.notes import NoteLine, NoteList, NoteState
from coordinator.vocabulary import ClientId
from ui.notes.words import NoteWords
from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.tokens import status_icon
from ui.widgets import Panel, ScrollColumn, Text, clear_layout, column, icon_label, row

__all__ = ["NoteListView", "NoteRow"]

WIDTH = 228
STATE_ICONS = {
    NoteState.SIGNED: ("circle-check", "present.text"),
    NoteState.DRAFT: ("square-pen", "textSecondary"),
    NoteState.TO_WRITE: ("circle-dashed", "textMuted"),
    NoteState.NO_SHOW: ("file-check", "textSecondary"),
}

BESIDE_ICON = ("signature", "warnText")
"""Signed, and a supervisor's signature is missing beside."""


class NoteRow(QAbstractButton):
    """One note: attendance, name, state. Selected rows have a bar in the accent colour."""

    stepped = Signal(int)
    entered = Signal()

    def __init__(self, theme: Theme, words: NoteWords, line: NoteLine, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words, self.line = theme, words, line
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.show_line(line)

    def show_line(self, line: NoteLine) -> None:
        """Show another state of the same note."""
        self.line = line
        name = self._words.name(line.attendance)
        self.setText(name)
        state = self._words.state_of(line)
        spoken = [name, state]
        if line.attendance is not None:
            spoken.insert(1, self._words.label(line.attendance))
        self.setAccessibleName(", ".join(spoken))
        self.setToolTip(state)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows move in the list, Enter begins to write; Space presses as on every button."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is not None and not event.modifiers():
            self.stepped.emit(step)
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not event.modifiers():
            self.entered.emit()
        else:
            super().keyPressEvent(event)

    def nextCheckState(self) -> None:
        """A click asks; the page decides which row is on."""

    def sizeHint(self) -> QSize:
        """36 pixels high."""
        return QSize(self._theme.px(180), self._theme.px(36))

    def minimumSizeHint(self) -> QSize:
        """Names may be cut."""
        return QSize(self._theme.px(100), self._theme.px(36))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, icons and name; mirrored for right-to-left."""
        del event
        theme, px, painter = self._theme, self._theme.px, QPainter(self)
        box = QRectF(self.rect())
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if self.isChecked():
            crisp_box(painter, box, radius=6, fill=theme.colour("selection"))
            bar = QRectF(box.width() - 3 if mirrored else 0, 0, 3, box.height())
            painter.save()
            painter.setClipRect(bar)
            crisp_box(painter, box, radius=6, fill=theme.colour("accent"))
            painter.restore()
        elif self.underMouse():
            crisp_box(painter, box, radius=6, fill=theme.colour("hover"))
        size, middle = px(15), box.height() / 2
        first, last = px(12) + size / 2, box.width() - px(12) - size / 2
        if mirrored:
            first, last = last, first
        icon, ink = ("users", "textMuted")
        if self.line.attendance is not None:
            tone = self._words.tone(self.line.attendance)
            icon, ink = status_icon(tone), f"{tone}.text"
        draw_icon(painter, theme, icon, ink, QPointF(first, middle), size)
        state, state_ink = BESIDE_ICON if self.line.awaits_cosignature else STATE_ICONS[self.line.state]
        draw_icon(painter, theme, state, state_ink, QPointF(last, middle), size)
        painter.setFont(theme.font("dense", weight=600 if self.isChecked() else 400))
        painter.setPen(theme.colour("text"))
        inner = box.adjusted(px(36), 0, -px(36), 0)
        shown = painter.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, int(inner.width()))
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(inner, side | Qt.AlignmentFlag.AlignVCenter, shown)


class NoteListView(Panel):
    """The list: one tab stop, arrows move inside.

    Args:
        theme: the program's theme.
        words: the words of notes.
    """

    chosen = Signal(object)
    """The client whose note is wanted; None for the group's."""
    entered = Signal()
    """Enter or Space: writing begins."""

    def __init__(self, theme: Theme, words: NoteWords, parent: QWidget | None = None) -> None:
        super().__init__(theme, edges=("right",), parent=parent)
        self._theme, self._words = theme, words
        self._rows: list[NoteRow] = []
        self._current: ClientId | None = None
        self.setAccessibleName(self.tr("Notes of this session"))
        self._heading = Text(theme, self.tr("Individual notes"), "caption", "textMuted")
        self._group = column(margins=(8, 0, 8, 0))
        self._clients = column(margins=(8, 0, 8, 0))
        self._waiting = QWidget(self)
        self._waiting.hide()
        scroll = ScrollColumn(margins=(0, 10, 0, 10))
        scroll.box.addLayout(self._group)
        scroll.box.addLayout(row(self._heading, margins=(20, 10, 20, 4)))
        scroll.box.addLayout(self._clients)
        scroll.box.addLayout(self._legend())
        scroll.box.addStretch(1)
        self._scroll = scroll
        self.setLayout(column(scroll, margins=(0, 0, 1, 0)))
        theme.changed.connect(self._restyle)
        self._restyle()

    def _legend(self) -> QVBoxLayout:
        lines = column(gap=6, margins=(20, 12, 20, 0))
        for state in (NoteState.SIGNED, NoteState.DRAFT, NoteState.TO_WRITE):
            icon, ink = STATE_ICONS[state]
            words = Text(self._theme, self._words.state(state), "caption", "textMuted")
            lines.addLayout(row(icon_label(self._theme, icon, ink, 14), words, None))
        told = Text(self._theme, self.tr("Waits for a co-signature"), "caption", "textMuted", wrap=True)
        line = row(icon_label(self._theme, *BESIDE_ICON, 14))
        line.addWidget(told, 1)
        self._waiting.setLayout(line)
        lines.addWidget(self._waiting)
        return lines

    def show_list(self, found: NoteList, current: ClientId | None) -> None:
        """Show the notes of a session; rows keep their place, only their state changes."""
        if [one.line.client_id for one in self._rows] != [line.client_id for line in found.lines]:
            clear_layout(self._group)
            clear_layout(self._clients)
            self._rows = [NoteRow(self._theme, self._words, line) for line in found.lines]
            for one in self._rows:
                one.clicked.connect(self._clicked)
                one.stepped.connect(self._step)
                one.entered.connect(self.entered)
                box = self._group if one.line.client_id is None else self._clients
                box.addWidget(one)
        for one, line in zip(self._rows, found.lines, strict=True):
            one.show_line(line)
        self._heading.setVisible(len(self._rows) > 1)
        self._waiting.setVisible(any(line.awaits_cosignature for line in found.lines))
        self.choose(current)

    def choose(self, client_id: ClientId | None) -> None:
        """Show which note is open."""
        self._current = client_id
        for one in self._rows:
            on = one.line.client_id == client_id
            one.setChecked(on)
            one.setFocusPolicy(Qt.FocusPolicy.StrongFocus if on else Qt.FocusPolicy.ClickFocus)
            if on:
                self._scroll.ensureWidgetVisible(one, 0, self._theme.px(36))

    def neighbour(self, step: int) -> NoteLine | None:
        """Give the note below or above the one that is open; None at the ends."""
        place = self._place() + step
        return self._rows[place].line if self._rows and 0 <= place < len(self._rows) else None

    def rows(self) -> tuple[NoteRow, ...]:
        """The rows in order."""
        return tuple(self._rows)

    def focus_current(self) -> None:
        """Put the focus on the row that is open."""
        if self._rows:
            self._rows[self._place()].setFocus(Qt.FocusReason.OtherFocusReason)

    def _step(self, step: int) -> None:
        line = self.neighbour(step)
        if line is not None:
            self.chosen.emit(line.client_id)
            self.focus_current()

    def _place(self) -> int:
        ids = [one.line.client_id for one in self._rows]
        return ids.index(self._current) if self._current in ids else 0

    def _clicked(self) -> None:
        sender = self.sender()
        if isinstance(sender, NoteRow):
            self.chosen.emit(sender.line.client_id)

    def _restyle(self) -> None:
        self.setFixedWidth(min(self._theme.px(WIDTH), 340))
        for one in self._rows:
            one.updateGeometry()
            one.update()

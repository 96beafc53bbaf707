"""Quick picks over the note: find one by a few letters, Enter writes its sentence at the caret."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.notes import GOALS, Pick, PickSet, matching
from ui.theme import Theme
from ui.widgets import Card, Divider, PickList, SearchField, Text, announce, column, row

__all__ = ["QuickPicks"]

WIDTH, ROW, MOST_ROWS = 420, 32, 8
AROUND = 4
"""How many rows of room the field above the list and the sentence below it take."""
LINE = 16


class QuickPicks(Card):
    """Lies over the editor while it is open; what is typed in it is kept nowhere.

    Args:
        theme: the program's theme.
        over: the widget that it lies over.
    """

    chosen = Signal(object)
    """A `Pick` to write."""
    left = Signal()
    """Closed without a choice."""

    def __init__(self, theme: Theme, over: QWidget) -> None:
        super().__init__(theme, parent=over)
        self._theme, self._over = theme, over
        self._sets: tuple[PickSet, ...] = ()
        self.field = SearchField(theme, self.tr("Quick picks"), placeholder=self.tr("Skill, approach, goal or plan"))
        self.list = PickList(self.tr("Quick picks"))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._sentence = Text(theme, "", "caption", "textSecondary", wrap=True)
        foot = row(self._sentence, margins=(14, 9, 14, 11))
        top = row(self.field, margins=(9, 9, 9, 9))
        middle = row(self.list, margins=(6, 6, 6, 6))
        self.setLayout(column(top, Divider(theme), middle, Divider(theme), foot, margins=(1, 1, 1, 1)))
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.field.escaped.connect(self._leave)
        self.list.itemClicked.connect(lambda _item: self._take())
        self.list.currentRowChanged.connect(self._tell)
        self.hide()

    def open(self, sets: Sequence[PickSet], below: QPoint) -> None:
        """Offer picks; `below` is where the caret stands, on the widget that this lies over."""
        self._sets = tuple(sets)
        self.field.clear()
        self._search("")
        width = min(self._theme.px(WIDTH), self._over.width() - 24)
        rows = min(MOST_ROWS, max(2, self._over.height() // self._theme.px(ROW) - AROUND))
        self.list.setFixedHeight(self._theme.px(ROW) * rows)
        self._sentence.setFixedHeight(self._theme.px(LINE * 2))
        self.setFixedSize(width, self._height())
        most_left, lowest = self._over.width() - width - 12, self._over.height() - self.height() - 12
        self.move(max(12, min(below.x(), most_left)), max(8, min(below.y(), lowest)))
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.PopupFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows and Enter belong to the list while the field has the focus; leaving the field closes."""
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(Qt.Key(event.key()))
        if watched is self.field and event.type() == QEvent.Type.FocusOut and self.isVisible():
            self.hide()
        return super().eventFilter(watched, event)

    def labels(self) -> tuple[str, ...]:
        """What is offered now, without headings."""
        return tuple(pick.label for pick in self.list.entries() if isinstance(pick, Pick))

    def _height(self) -> int:
        """Give the height that the parts need now; a layout would only know it with the next event."""
        box = self.layout()
        if box is None:
            return self.height()
        box.invalidate()
        box.activate()
        return box.sizeHint().height()

    def _pressed(self, key: Qt.Key) -> bool:
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._take()
        else:
            return False
        return True

    def _search(self, typed: str) -> None:
        found = matching(self._sets, typed)
        self.list.clear()
        for one in found:
            heading = self.list.add_heading(one.title if one.key != GOALS else self.tr("Goals of the plan"))
            heading.setFont(self._theme.font("caption"))
            heading.setForeground(self._theme.colour("textMuted"))
            for pick in one.picks:
                item = self.list.add_entry(pick.label, pick, f"{pick.label}. {pick.sentence}")
                item.setFont(self._theme.font("dense"))
        for at in range(self.list.count()):
            self.list.item(at).setSizeHint(QSize(0, self._theme.px(ROW)))
        self.list.step(1)
        if typed:
            count = len(self.labels())
            announce(self.field, self.tr("%1 found").replace("%1", str(count)) if count else self.tr("No match."))
        if not found:
            self._sentence.setText(self.tr("No match."))

    def _current(self) -> Pick | None:
        found = self.list.chosen()
        return found if isinstance(found, Pick) else None

    def _tell(self) -> None:
        pick = self._current()
        if pick is not None:
            self._sentence.setText(pick.sentence)
            announce(self.field, f"{pick.label}. {pick.sentence}")

    def _take(self) -> None:
        pick = self._current()
        if pick is not None:
            self.hide()
            self.chosen.emit(pick)

    def _leave(self) -> None:
        self.hide()
        self.left.emit()

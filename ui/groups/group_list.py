"""The groups down the side: bar, name, times, places."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QSizePolicy, QWidget

from coordinator.series import Block
from coordinator.vocabulary import GroupId
from ui.formats import Formats, counted
from ui.groups.facts import GroupRow, end_of
from ui.roster_words import weekday_words
from ui.theme import Theme
from ui.widgets import CapacityCells, ElidedText, GroupBar, Panel, ScrollColumn, Text, clear_layout, column, row

LIST_WIDTH = 286


class GroupList(Panel):
    """Which group is shown. One tab stop; arrows move. `chosen` carries the group's id."""

    chosen = Signal(object)

    def __init__(self, theme: Theme, formats: Formats, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, edges=("right",), parent=parent)
        self._theme, self._formats = theme, formats
        self._items: list[_Item] = []
        self._chosen: GroupId | None = None
        self.setAccessibleName(self.tr("Groups"))
        self._scroll = ScrollColumn()
        self.setLayout(column(self._scroll, margins=(0, 0, 1, 0)))
        theme.changed.connect(self._restyle)
        self._restyle()

    def show_groups(self, rows: Sequence[GroupRow], chosen: GroupId | None) -> None:
        """Show these groups with one of them chosen."""
        had_focus = any(item.hasFocus() for item in self._items)
        clear_layout(self._scroll.box)
        only_one = QButtonGroup(self)
        self._chosen = chosen
        self._items = [_Item(self._theme, self._formats, found, self) for found in rows]
        for item in self._items:
            only_one.addButton(item)
            item.setChecked(item.group_id == chosen)
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if item.isChecked() else Qt.FocusPolicy.ClickFocus)
            item.clicked.connect(self._clicked)
            self._scroll.box.addWidget(item)
        self._scroll.box.addStretch(1)
        if had_focus:
            self.focus_chosen()

    def choose(self, group_id: GroupId) -> None:
        """Show another group as the chosen one, without sending `chosen`."""
        for item in self._items:
            if item.group_id == group_id:
                item.setChecked(True)
                self._take_over()

    def focus_chosen(self) -> None:
        """Put the focus on the chosen group."""
        for item in self._items:
            if item.isChecked():
                item.setFocus(Qt.FocusReason.TabFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move the choice."""
        step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
        place = next((number for number, item in enumerate(self._items) if item.isChecked()), None)
        if step is None or place is None or not 0 <= place + step < len(self._items):
            super().keyPressEvent(event)
            return
        self._items[place + step].click()
        self._items[place + step].setFocus(Qt.FocusReason.TabFocusReason)

    def _clicked(self) -> None:
        self._take_over()
        self.chosen.emit(self._chosen)

    def _take_over(self) -> None:
        for item in self._items:
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if item.isChecked() else Qt.FocusPolicy.ClickFocus)
            if item.isChecked():
                self._chosen = item.group_id

    def _restyle(self) -> None:
        self.setFixedWidth(min(self._theme.px(LIST_WIDTH), 380))


class _Item(QAbstractButton):
    """One group."""

    def __init__(self, theme: Theme, formats: Formats, found: GroupRow, parent: GroupList) -> None:
        super().__init__(parent)
        self._theme = theme
        line = found.line
        self.group_id = line.group.id
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        times = block_times(found.blocks, formats)
        places = self.tr("%1 of %2").replace("%1", str(line.enrolled)).replace("%2", str(line.group.capacity))
        state = ""
        if line.waiting:
            state = counted("Roster", "%n waiting", line.waiting)
        elif line.full:
            state = self.tr("Full")
        self.setAccessibleName(". ".join(part for part in (line.group.name, times, places, state) if part))
        cells = CapacityCells(theme, line.enrolled, line.group.capacity, places)
        last = Text(theme, state, "captionMedium" if line.full and not line.waiting else "caption", "textMuted")
        words = column(
            ElidedText(theme, line.group.name, "denseStrong"),
            1,
            ElidedText(theme, times, "caption", "textMuted"),
            8,
            row(cells, Text(theme, places, "caption", "textMuted"), None, last, gap=10),
        )
        self.setLayout(row(GroupBar(theme, line.group.colour.value), words, gap=12, margins=(14, 13, 16, 14)))
        for child in self.findChildren(QWidget):
            child.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
            child.setForegroundRole(QPalette.ColorRole.WindowText)  # a button's children take its ink otherwise

    def sizeHint(self) -> QSize:
        """As large as what stands in it."""
        layout = self.layout()
        return layout.sizeHint() if layout is not None else super().sizeHint()

    def event(self, event: QEvent) -> bool:
        """Repaint when the pointer comes and goes."""
        if event.type() in {QEvent.Type.HoverEnter, QEvent.Type.HoverLeave}:
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of the chosen group with its accent bar, and the hairline below."""
        del event
        painter = QPainter(self)
        ground = "selection" if self.isChecked() else "hover" if self.underMouse() else "surface"
        painter.fillRect(self.rect(), self._theme.colour(ground))
        painter.fillRect(QRectF(0, self.height() - 1, self.width(), 1), self._theme.colour("divider"))
        if self.isChecked():
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            left = self.width() - 3 if mirrored else 0
            painter.fillRect(QRectF(left, 0, 3, self.height()), self._theme.colour("accent"))


def block_times(blocks: Sequence[Block], formats: Formats) -> str:
    """Give a group's week in a line: "Mon Wed Fri, 9 AM – 12 PM"; times that differ stand one after the other."""
    by_time: dict[str, list[str]] = {}
    for block in blocks:
        times = formats.time_range(block.recurrence.starts, end_of(block), short=True)
        by_time.setdefault(times, []).append(weekday_words(block.recurrence.weekday, short=True))
    return " \u00b7 ".join(f"{' '.join(dict.fromkeys(days))}, {times}" for times, days in by_time.items())

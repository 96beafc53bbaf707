"""The palette on screen: a field above a list, over the window that it was opened from."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from ui.palette.entries import Entry, Kind, matching
from ui.shapes import crisp_box, draw_icon, draw_keycap, keycap_width
from ui.theme import Theme
from ui.widgets import Card, Divider, KeyHint, PickList, Text, announce, column, icon_label, row

WIDTH, TOP = 620, 80
ROW, HEADING = 40, 32
MOST_ROWS = 9
SCRIM = 88

Collect = Callable[[Callable[[Sequence[Entry]], None]], None]
"""Gathers what can be found now and hands it on."""
Otherwise = Callable[[str], None]
"""Searches elsewhere for what was typed."""


class Palette(QWidget):
    """Opened by Ctrl+K, closed by Esc. It keeps nothing of what was typed.

    Args:
        theme: the program's theme.
        window: what it lies over.
        collect: gathers what can be found.
        search_notes: what Enter does where nothing matches.
    """

    def __init__(self, theme: Theme, window: QWidget, collect: Collect, search_notes: Otherwise | None = None) -> None:
        super().__init__(window)
        self._search_notes = search_notes
        self._theme, self._window, self._collect = theme, window, collect
        self._entries: tuple[Entry, ...] = ()
        self._within: Entry | None = None
        self._before: QWidget | None = None
        self.field = QLineEdit()
        self.field.setProperty("bare", True)
        self.field.setProperty("ring", False)
        self.field.setPlaceholderText(self.tr("Search or run"))
        self.field.setAccessibleName(self.tr("Search or run"))
        self.list = PickList(self.tr("Found"))
        self.list.setItemDelegate(_RowPainter(theme, self.list))
        self.list.setMouseTracking(True)
        self._nothing = Text(theme, self._no_match(), "dense", "textSecondary")
        self._card = Card(theme, radius=12, parent=self)
        self._build()
        self.field.textChanged.connect(self._search)
        self.field.installEventFilter(self)
        self.list.itemClicked.connect(lambda _item: self._run())
        window.installEventFilter(self)
        self.hide()

    def open(self) -> None:
        """Show the empty field, and gather what can be found meanwhile."""
        self._before = self._window.focusWidget()
        self._entries, self._within = (), None
        self.field.clear()
        self._show(())
        self._cover()
        self.show()
        self.raise_()
        self.field.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._collect(self._gathered)

    def close_quietly(self) -> None:
        """Hide, forget what was typed, and give the focus back."""
        self.field.clear()
        self.hide()
        if self._before is not None:
            self._before.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Dim what lies behind."""
        del event
        shade = QColor(self._theme.colour("scrim"))
        shade.setAlpha(SCRIM)
        QPainter(self).fillRect(self.rect(), shade)

    def mousePressEvent(self, event: object) -> None:
        """A click beside the card closes it."""
        del event
        self.close_quietly()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Arrows, Enter, Tab and Esc belong to the list while the field has the focus."""
        if watched is self._window and event.type() == QEvent.Type.Resize and self.isVisible():
            self._cover()
        if watched is self.field and isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._pressed(event)
        return super().eventFilter(watched, event)

    # -- inside

    def _build(self) -> None:
        theme, px = self._theme, self._theme.px
        self.field.setFont(theme.font("subtitle", weight=400))
        top = QWidget()
        top.setFixedHeight(px(56))
        top.setLayout(
            row(
                icon_label(theme, "search", "text", 18),
                self.field,
                Text(theme, self.tr("Esc to close"), "caption", "textMuted"),
                gap=14,
                margins=(22, 0, 20, 0),
            )
        )
        # Layouts and no widgets in between: a widget would tell its new height only with the next event.
        hints = row(
            KeyHint(theme, ("↑", "↓"), self.tr("choose")),
            KeyHint(theme, "Enter", self.tr("run")),
            KeyHint(theme, "Tab", self.tr("more actions for this item")),
            None,
            gap=16,
            margins=(22, 8, 22, 9),
        )
        middle = column(self._nothing, self.list, margins=(6, 4, 6, 8))
        self._nothing.setContentsMargins(16, 12, 16, 12)
        box = QVBoxLayout(self._card)
        box.setContentsMargins(1, 1, 1, 1)
        box.setSpacing(0)
        box.addWidget(top)
        box.addWidget(Divider(theme, colour="border"))
        box.addLayout(middle)
        box.addWidget(Divider(theme, colour="border"))
        box.addLayout(hints)

    def _cover(self) -> None:
        self.setGeometry(self._window.rect())
        width = min(self._theme.px(WIDTH), self.width() - 32)
        self._card.setFixedWidth(width)
        box = self._card.layout()
        if box is not None:
            box.invalidate()
            box.activate()
            self._card.resize(width, box.sizeHint().height())
        self._card.move((self.width() - width) // 2, min(self._theme.px(TOP), self.height() // 8))

    def _gathered(self, entries: Sequence[Entry]) -> None:
        self._entries = tuple(entries)
        self._search(self.field.text())

    def _search(self, typed: str) -> None:
        pool = self._within.more if self._within is not None else self._entries
        found = matching(pool, typed)
        self._show(found)
        if typed and self.isVisible():
            count = len(found)
            announce(self.field, self.tr("{count} found").format(count=count) if count else self._no_match())

    def _show(self, found: Sequence[Entry]) -> None:
        self.list.clear()
        heading: Kind | None = None
        for entry in found:
            if entry.kind is not heading:
                heading = entry.kind
                self.list.add_heading(self._heading(heading)).setSizeHint(QSize(0, self._theme.px(HEADING)))
            item = self.list.add_entry(entry.title, entry, f"{entry.title}, {entry.why_not or entry.detail}")
            item.setSizeHint(QSize(0, self._theme.px(ROW)))
        self.list.setVisible(bool(found))
        self._nothing.setVisible(not found and bool(self.field.text()))
        heights = [self.list.item(at).sizeHint().height() for at in range(self.list.count())]
        self.list.setFixedHeight(min(sum(heights), self._theme.px(ROW) * MOST_ROWS) + 2)
        self.list.step(1)
        self._cover()

    def _heading(self, kind: Kind) -> str:
        if self._within is not None:
            return self._within.title
        return {
            Kind.ACTIONS: self.tr("Actions"),
            Kind.CLIENTS: self.tr("Clients"),
            Kind.GROUPS: self.tr("Groups"),
            Kind.WEEKS: self.tr("Weeks"),
            Kind.PLACES: self.tr("Places"),
        }[kind]

    def _pressed(self, event: QKeyEvent) -> bool:
        key = event.key()
        if key in {Qt.Key.Key_Down, Qt.Key.Key_Up}:
            self.list.step(1 if key == Qt.Key.Key_Down else -1)
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._run()
        elif key == Qt.Key.Key_Tab:
            self._go_into()
        elif key == Qt.Key.Key_Escape and self._within is not None:
            self._within = None
            self._search(self.field.text())
        elif key == Qt.Key.Key_Escape:
            self.close_quietly()
        else:
            return False
        return True

    def _no_match(self) -> str:
        if self._search_notes is None:
            return self.tr("No match.")
        return self.tr("No match. Press Enter to search all notes.")

    def _current(self) -> Entry | None:
        found = self.list.chosen()
        return found if isinstance(found, Entry) else None

    def _run(self) -> None:
        entry, typed = self._current(), self.field.text().strip()
        if entry is None:
            if typed and self._search_notes is not None:
                self.close_quietly()
                self._search_notes(typed)
            return
        if entry.why_not:
            announce(self.field, entry.why_not, urgent=True)
            return
        self.close_quietly()
        entry.run()

    def _go_into(self) -> None:
        entry = self._current()
        if entry is not None and entry.more:
            self._within = entry
            self.field.clear()
            self._search("")


class _RowPainter(QStyledItemDelegate):
    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        theme, px, rect = self._theme, self._theme.px, QRectF(option.rect)
        entry = index.data(PickList.ENTRY)
        middle = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
        if not isinstance(entry, Entry):
            painter.setPen(theme.colour("textMuted"))
            painter.setFont(theme.font("caption"))
            painter.drawText(rect.adjusted(px(16), px(6), 0, 0), middle, str(index.data()))
            return
        chosen = bool(option.state & QStyle.StateFlag.State_Selected)
        if chosen:
            crisp_box(painter, rect, radius=6, fill=theme.colour("selection"))
            crisp_box(
                painter,
                QRectF(rect.left(), rect.top() + 4, 3, rect.height() - 8),
                radius=1.5,
                fill=theme.colour("accent"),
            )
        ink = "textDisabled" if entry.why_not else "text"
        draw_icon(painter, theme, entry.icon, "textMuted", QPointF(rect.left() + px(24), rect.center().y()), px(16))
        painter.setPen(theme.colour(ink))
        painter.setFont(theme.font("denseStrong" if chosen else "denseMedium"))
        left = rect.left() + px(45)
        painter.drawText(QRectF(left, rect.top(), rect.width(), rect.height()), middle, entry.title)
        left += painter.fontMetrics().horizontalAdvance(entry.title) + px(12)
        painter.setPen(theme.colour("textMuted"))
        painter.setFont(theme.font("caption"))
        right = self._keys(painter, rect, entry)
        words = painter.fontMetrics().elidedText(
            entry.why_not or entry.detail, Qt.TextElideMode.ElideRight, int(right - left - px(8))
        )
        painter.drawText(QRectF(left, rect.top(), right - left, rect.height()), middle, words)

    def _keys(self, painter: QPainter, rect: QRectF, entry: Entry) -> float:
        keys = entry.keys.split("+") if entry.keys else []
        left = rect.right() - self._theme.px(16) - sum(keycap_width(self._theme, key) + 3 for key in keys)
        start = left
        painter.save()
        for key in keys:
            left += draw_keycap(painter, self._theme, left, rect.center().y(), key) + 3
        painter.restore()
        return start

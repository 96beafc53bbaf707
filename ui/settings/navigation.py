"""The list of sections: one tab stop, arrows move it."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QWidget

from ui.shapes import draw_icon
from ui.theme import Theme
from ui.widgets import column


class _Item(QAbstractButton):
    def __init__(self, theme: Theme, text: str, icon: str) -> None:
        super().__init__()
        self._theme, self._icon_name = theme, icon
        self.setText(text)
        self.setAccessibleName(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(194), self._theme.px(34))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, px, on = self._theme, self._theme.px, self.isChecked()
        painter, rect = QPainter(self), QRectF(self.rect())
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        if on or self.underMouse():
            path = QPainterPath()
            path.addRoundedRect(rect, 6, 6)
            painter.fillPath(path, theme.colour("selection" if on else "hover"))
            if on:
                painter.setClipPath(path)
                painter.fillRect(
                    QRectF(rect.right() - 3 if mirrored else 0, 0, 3, rect.height()), theme.colour("accent")
                )
                painter.setClipping(False)
        size, pad = px(17), px(12)
        ink = "text" if on else "textSecondary"
        centre = rect.center()
        centre.setX(rect.width() - pad - size / 2 if mirrored else pad + size / 2)
        draw_icon(painter, theme, self._icon_name, ink, centre, size)
        painter.setFont(theme.font("denseStrong" if on else "denseMedium"))
        painter.setPen(theme.colour(ink))
        start = pad + size + px(10)
        box = rect.adjusted(pad, 0, -start, 0) if mirrored else rect.adjusted(start, 0, -pad, 0)
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, self.text())


class SectionList(QWidget):
    """`chosen(key)` is sent when the reader chooses, never by `choose`."""

    chosen = Signal(str)

    def __init__(self, theme: Theme, items: Sequence[tuple[str, str, str]], name: str) -> None:
        super().__init__()
        self.setAccessibleName(name)
        self._items = {key: _Item(theme, text, icon) for key, text, icon in items}
        self.setLayout(column(*self._items.values(), margins=(12, 0, 12, 0)))
        for key, item in self._items.items():
            item.clicked.connect(lambda _=False, pressed=key: self._press(pressed))
        self.choose(next(iter(self._items)))

    def choose(self, key: str) -> None:
        """Show a choice. Raises KeyError for an unknown key."""
        for other, item in self._items.items():
            item.setChecked(other == key)
            item.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)
        self.setFocusProxy(self._items[key])

    def choice(self) -> str:
        """The key that holds now."""
        return next(key for key, item in self._items.items() if item.isChecked())

    def _press(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Up and down move the choice."""
        step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        keys = list(self._items)
        key = keys[(keys.index(self.choice()) + step) % len(keys)]
        self._press(key)
        self._items[key].setFocus(Qt.FocusReason.TabFocusReason)

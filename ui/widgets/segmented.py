"""One choice out of a few, side by side."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QHBoxLayout, QSizePolicy, QWidget

from ui.shapes import crisp_box
from ui.theme import Theme

__all__ = ["SegmentedControl"]


class _Segment(QAbstractButton):
    def __init__(
        self, theme: Theme, text: str, *, first: bool, last: bool, height: int, role: str, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._theme, self._first, self._last, self._height, self._role = theme, first, last, height, role
        self.setText(text)
        self.setCheckable(True)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        font = self._theme.font(self._role, weight=600)
        width = QFontMetricsF(font).horizontalAdvance(self.text()) + self._theme.px(24)
        return QSize(round(width + 0.5), self._theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter, on = self._theme, QPainter(self), self.isChecked()
        # The box is drawn wider than the segment on inner edges, so that only the outer corners are round.
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        left_end, right_end = (self._last, self._first) if mirrored else (self._first, self._last)
        box = QRectF(self.rect()).adjusted(0 if left_end else -8, 0, 0 if right_end else 8, 0)
        painter.setClipRect(self.rect())
        fill = theme.colour("accent" if on else "hover" if self.underMouse() and self.isEnabled() else "surface")
        crisp_box(painter, box, radius=6, fill=fill, stroke=theme.colour("accent" if on else "borderButton"))
        if not left_end and not on:
            painter.fillRect(0, 0, 1, self.height(), theme.colour("borderButton"))
        painter.setFont(theme.font(self._role, weight=600 if on else 500))
        painter.setPen(theme.colour("textDisabled" if not self.isEnabled() else "onAccent" if on else "text"))
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self.text())


class SegmentedControl(QWidget):
    """A row of choices of which exactly one holds; arrows move it, and it is one tab stop.

    `chosen(key)` is sent when the reader chooses, never by `choose`.

    Args:
        theme: the program's theme.
        choices: (key, label) pairs in order.
        name: the accessible name of the whole control.
        chosen: the key to start with; the first when empty.
        stretch: share the width equally.
        height: in pixels at 100 %.
        role: the type role of the labels.
    """

    chosen = Signal(str)

    def __init__(
        self,
        theme: Theme,
        choices: Sequence[tuple[str, str]],
        *,
        name: str,
        chosen: str = "",
        stretch: bool = False,
        height: int = 32,
        role: str = "dense",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._buttons: dict[str, _Segment] = {}
        self._group = QButtonGroup(self)
        self.setAccessibleName(name)
        box = QHBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        box.setSpacing(0)
        for place, (key, label) in enumerate(choices):
            button = _Segment(
                theme, label, first=place == 0, last=place == len(choices) - 1, height=height, role=role, parent=self
            )
            button.setAccessibleDescription(name)
            button.clicked.connect(lambda _=False, pressed=key: self._press(pressed))
            self._group.addButton(button)
            self._buttons[key] = button
            box.addWidget(button, 1 if stretch else 0)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred if stretch else QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed
        )
        theme.changed.connect(self._restyle)
        self.choose(chosen or choices[0][0])

    def choose(self, key: str) -> None:
        """Show a choice without sending `chosen`. Raises KeyError for an unknown key."""
        self._buttons[key].setChecked(True)
        for other, button in self._buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.StrongFocus if other == key else Qt.FocusPolicy.ClickFocus)

    def _press(self, key: str) -> None:
        self.choose(key)
        self.chosen.emit(key)

    def choice(self) -> str:
        """The key that holds now."""
        return next(key for key, button in self._buttons.items() if button.isChecked())

    def set_label(self, key: str, label: str) -> None:
        """Change a label, for example when it carries a count."""
        self._buttons[key].setText(label)
        self._buttons[key].updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Left and right arrows move the choice and send `chosen`."""
        step = {Qt.Key.Key_Right: 1, Qt.Key.Key_Left: -1}.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
            return
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            step = -step
        keys = list(self._buttons)
        key = keys[(keys.index(self.choice()) + step) % len(keys)]
        self.choose(key)
        self._buttons[key].setFocus(Qt.FocusReason.TabFocusReason)
        self.chosen.emit(key)

    def _restyle(self) -> None:
        for button in self._buttons.values():
            button.updateGeometry()
            button.update()

"""Check boxes, radio buttons, switches and drop-down lists, painted from the tokens."""

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QCheckBox, QComboBox, QListView, QRadioButton, QSizePolicy, QWidget

from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme

__all__ = ["CheckBox", "ComboBox", "RadioButton", "Switch", "paint_radio"]


def _hint(button: QAbstractButton, theme: Theme, mark: int) -> QSize:
    width = button.fontMetrics().horizontalAdvance(button.text()) + (theme.px(9) if button.text() else 0)
    return QSize(mark + width + 2, max(28, theme.px(28)))


def _words(painter: QPainter, button: QAbstractButton, theme: Theme, mark: int) -> None:
    mirrored = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    gap = mark + theme.px(9)
    box = button.rect().adjusted(0, 0, -gap, 0) if mirrored else button.rect().adjusted(gap, 0, 0, 0)
    side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
    painter.setFont(button.font())
    painter.setPen(theme.colour("text" if button.isEnabled() else "textDisabled"))
    painter.drawText(box, side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter, button.text())


def _mark_rect(button: QAbstractButton, mark: int) -> QRectF:
    mirrored = button.layoutDirection() == Qt.LayoutDirection.RightToLeft
    left = button.width() - mark if mirrored else 0
    return QRectF(left, (button.height() - mark) // 2, mark, mark)


def paint_radio(painter: QPainter, theme: Theme, rect: QRectF, *, on: bool) -> None:
    """The round mark of a radio button inside `rect`."""
    stroke, width = (theme.colour("accent"), rect.width() * 0.31) if on else (theme.colour("borderStrong"), 1.5)
    fill = theme.colour("onAccent" if on and theme.dark else "surface")
    crisp_box(painter, rect, radius=rect.width() / 2, fill=fill)
    crisp_box(painter, rect, radius=rect.width() / 2, stroke=stroke, width=width)


class CheckBox(QCheckBox):
    """A check box with a 16-pixel mark and a 28-pixel target."""

    def __init__(self, theme: Theme, text: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setChecked(checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("dense"))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Mark and label."""
        return _hint(self, self._theme, self._theme.px(16))

    def minimumSizeHint(self) -> QSize:
        """Labels are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """The whole row is the target."""
        del pos
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and label."""
        del event
        painter, mark, on = QPainter(self), self._theme.px(16), self.isChecked()
        rect = _mark_rect(self, mark)
        stroke = self._theme.colour("accent" if on else "borderStrong")
        fill = self._theme.colour("accent" if on else "surface")
        crisp_box(painter, rect, radius=4, fill=fill, stroke=stroke, width=1.5)
        if on:
            draw_icon(painter, self._theme, "check", "onAccent", rect.center(), self._theme.px(12))
        elif self.checkState() == Qt.CheckState.PartiallyChecked:
            draw_icon(painter, self._theme, "minus", "text", rect.center(), self._theme.px(12))
        _words(painter, self, self._theme, mark)


class RadioButton(QRadioButton):
    """A radio button with a 16-pixel mark and a 28-pixel target."""

    def __init__(self, theme: Theme, text: str, *, checked: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(text, parent)
        self._theme = theme
        self.setChecked(checked)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("dense", weight=500 if self.isChecked() else None))
        self.updateGeometry()

    def sizeHint(self) -> QSize:
        """Mark and label."""
        return _hint(self, self._theme, self._theme.px(16))

    def minimumSizeHint(self) -> QSize:
        """Labels are never cut."""
        return self.sizeHint()

    def hitButton(self, pos: object) -> bool:
        """The whole row is the target."""
        del pos
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw mark and label."""
        del event
        painter, mark = QPainter(self), self._theme.px(16)
        paint_radio(painter, self._theme, _mark_rect(self, mark), on=self.isChecked())
        _words(painter, self, self._theme, mark)


class Switch(QCheckBox):
    """An on-off switch for settings that take effect at once. The label stands in the row beside it."""

    def __init__(self, theme: Theme, name: str, *, on: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self.setAccessibleName(name)
        self.setChecked(on)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """36 by 20 in a target 28 high."""
        return QSize(self._theme.px(36), max(28, self._theme.px(28)))

    def hitButton(self, pos: object) -> bool:
        """All of it is the target."""
        del pos
        return True

    def paintEvent(self, event: QPaintEvent) -> None:
        """Track and knob; the knob's place carries the meaning, colour joins it."""
        del event
        painter, on, px = QPainter(self), self.isChecked(), self._theme.px
        tall = px(20)
        track = QRectF(0, (self.height() - tall) / 2, self.width(), tall)
        fill: QColor = self._theme.colour("accent" if on else "surface")
        stroke = self._theme.colour("accent" if on else "borderStrong")
        crisp_box(painter, track, radius=tall / 2, fill=fill, stroke=stroke, width=1.5)
        knob = px(14)
        inset = (tall - knob) / 2
        at_end = on != (self.layoutDirection() == Qt.LayoutDirection.RightToLeft)
        left = self.width() - knob - inset if at_end else inset
        box = QRectF(left, track.top() + inset, knob, knob)
        crisp_box(painter, box, radius=knob / 2, fill=self._theme.colour("onAccent" if on else "borderStrong"))


class ComboBox(QComboBox):
    """A drop-down list that looks like a field.

    Items may carry a group colour: `combo.addItem(name, key)` then `combo.setItemData(i, "plum", ComboBox.GROUP)`.
    """

    GROUP = int(Qt.ItemDataRole.UserRole) + 1

    def __init__(self, theme: Theme, name: str, *, height: int = 32, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._height = theme, height
        self.setAccessibleName(name)
        self.setView(QListView(self))
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("dense"))
        self.setFixedHeight(self._theme.px(self._height))
        self.update()

    def sizeHint(self) -> QSize:
        """The longest item, the chevron and the paddings."""
        metrics = self.fontMetrics()
        longest = max((metrics.horizontalAdvance(self.itemText(i)) for i in range(self.count())), default=60)
        return QSize(longest + self._theme.px(56), self._theme.px(self._height))

    def minimumSizeHint(self) -> QSize:
        """Room for a few letters and the chevron; long items are cut."""
        return QSize(self._theme.px(72), self._theme.px(self._height))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Field, colour bar if the item has one, words and chevron."""
        del event
        theme, painter, px = self._theme, QPainter(self), self._theme.px
        edge = "border" if not self.isEnabled() else "focus" if self.hasFocus() else "borderStrong"
        fill = theme.colour("surface" if self.isEnabled() else "surfaceSunken")
        crisp_box(painter, QRectF(self.rect()), radius=6, fill=fill, stroke=theme.colour(edge))
        mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
        ink = "text" if self.isEnabled() else "textDisabled"
        chevron = self.width() - px(10) - px(8)
        middle = self.height() / 2
        centre = QPointF(self.width() - chevron if mirrored else chevron, middle)
        draw_icon(painter, theme, "chevron-down", ink, centre, px(15))
        left = px(11)
        colour = self.currentData(self.GROUP)
        if isinstance(colour, str):
            place = self.width() - left - 4 if mirrored else left
            bar = QRectF(place, middle - px(8), 4, px(16))
            crisp_box(painter, bar, radius=2, fill=theme.colour(f"group.{colour}"))
            left += 4 + px(8)
        painter.setFont(self.font())
        painter.setPen(theme.colour(ink if self.currentIndex() >= 0 else "textMuted"))
        room = chevron - px(12) - left
        start = self.width() - left - room if mirrored else left
        words = self.fontMetrics().elidedText(
            self.currentText() or self.placeholderText(), Qt.TextElideMode.ElideRight, int(room)
        )
        side = Qt.AlignmentFlag.AlignRight if mirrored else Qt.AlignmentFlag.AlignLeft
        painter.drawText(
            QRectF(start, 0, room, self.height()),
            side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter,
            words,
        )

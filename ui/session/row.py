"""One client's row in the attendance list: number, name, five buttons, presence strip, minutes, location."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QIntValidator, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QWidget

from coordinator.attendance import AttendanceLine, AttendanceSheet, Timing
from ui.block_painter import BlockScale, BlockShape, BlockStatus
from ui.session.letter_cap import MARK_LETTERS
from ui.session.location_cell import LocationButton
from ui.session.reason_field import ReasonField
from ui.session.words import AttendanceWords
from ui.shapes import key_text
from ui.theme import Theme
from ui.widgets import BlockWidget, ElidedText, StatusButton, Text, icon_label, row

__all__ = ["AttendanceRow", "Columns", "MinutesEditor", "columns_for"]

ROW_HEIGHT = 44
SPARE_FOR_NAMES = 0.4
MOST_FOR_NAMES = 280
NARROW = 828
"""In a window narrower than this only number, name, marks and minutes are left."""


@dataclass(frozen=True, slots=True)
class Columns:
    """Where the cells of a row lie: (left, width) in pixels; None for a column that has no room."""

    number: tuple[int, int]
    name: tuple[int, int]
    marks: tuple[int, int]
    strip: tuple[int, int] | None
    minutes: tuple[int, int]
    location: tuple[int, int] | None


def columns_for(width: int, theme: Theme, window_width: int) -> Columns:
    """Share the width out. Columns drop in a fixed order: the strip first, then the location."""
    px = theme.px
    number, marks, minutes = px(34), 5 * px(28) + 12 + 16, px(112)
    name, place, strip = px(148), px(160), 150
    fixed = number + marks + minutes
    roomy = window_width >= NARROW
    with_place = roomy and width >= fixed + name + place
    with_strip = with_place and width >= fixed + name + place + strip
    spare = width - fixed - name - (place if with_place else 0) - (strip if with_strip else 0)
    grown = px(188) if with_place else 0
    for_name = int(max(0, spare - max(0, grown - place)) * SPARE_FOR_NAMES) if with_place else spare
    name = max(px(96), min(name + for_name, px(MOST_FOR_NAMES)))
    left = number
    at_name, left = (left + 8, name - 8), left + name
    at_marks, left = (left + 8, marks - 8), left + marks
    at_strip = (left + 8, strip - 18) if with_strip else None
    left += strip if with_strip else 0
    at_minutes, left = (left, minutes), left + minutes
    at_place = (left + 8, width - left - 16) if with_place else None
    return Columns((0, number - 8), at_name, at_marks, at_strip, at_minutes, at_place)


class MinutesEditor(QLineEdit):
    """The minutes of late or left early: typing replaces the number, Enter or ↓ keeps it, Esc leaves it as it was."""

    kept = Signal(object, bool)
    """The minutes (None for not recorded), and whether to move down."""
    left = Signal()

    def __init__(self, theme: Theme, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme = theme
        self._typed = False
        self.setValidator(QIntValidator(0, 999, self))
        self.setMaxLength(3)
        self.textEdited.connect(self._edited)
        theme.changed.connect(self._restyle)
        self._restyle()

    def _restyle(self) -> None:
        self.setFont(self._theme.font("dense", weight=600))
        self.setFixedSize(self._theme.px(64), self._theme.px(28))
        self.setTextMargins(0, 0, self._theme.px(24), 0)

    def _edited(self) -> None:
        self._typed = True

    def begin(self, minutes: int | None) -> None:
        """Open with a number selected, or empty where there is none yet."""
        self._typed = False
        self.offer(minutes)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def offer(self, minutes: int | None) -> None:
        """Show the stored number, unless something was typed already."""
        if not self._typed:
            self.setText("" if minutes is None else str(minutes))
            self.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Keep, or leave."""
        key = event.key()
        if key in {Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Down}:
            self._keep(down=key == Qt.Key.Key_Down)
        elif key == Qt.Key.Key_Escape:
            self._typed = False
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Whatever was typed is kept when the focus goes elsewhere."""
        super().focusOutEvent(event)
        if self.isVisible() and self._typed:
            self._keep(down=False)
        elif self.isVisible():
            self.left.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Write the unit behind the number."""
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("textMuted"))
        box = self.rect().adjusted(0, 0, -self._theme.px(8), 0)
        painter.drawText(box, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, self.tr("min"))

    def _keep(self, *, down: bool) -> None:
        typed, self._typed = self._typed, False
        text = self.text().strip()
        self.kept.emit((int(text) if text else None) if typed else ..., down)


class AttendanceRow(QWidget):
    """A row. It shows what is stored and says what was asked for."""

    chosen = Signal()
    pressed = Signal(str)
    """A button was clicked: its theme status."""
    asked = Signal(str)
    """The location cell was clicked: "confirm" or "call"."""

    def __init__(self, theme: Theme, words: AttendanceWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._line: AttendanceLine | None = None
        self._selected = False
        self.number = Text(theme, "", "dense", "textMuted")
        self.number.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        self.name = ElidedText(theme, "", "dense", weight=500)
        self._observed_icon = icon_label(theme, "message-square", "textMuted", 12)
        self._observed = Text(theme, "", "micro", "textMuted")
        self._observed_box = QWidget(self)
        self._observed_box.setLayout(row(self._observed_icon, self._observed, gap=3))
        self._flagged = icon_label(theme, "flag", "warnText", 12)
        self.buttons = {status: StatusButton(theme, status, "", "") for status in MARK_LETTERS}
        shape = BlockShape(planned_minutes=180, status=BlockStatus.UNMARKED)
        self.strip = BlockWidget(theme, shape, "", scale=BlockScale.ROW, parent=self)
        self.minutes = ElidedText(theme, "", "dense", "textSecondary")
        self.location = LocationButton(theme, words.keys, self)
        self.editor = MinutesEditor(theme, self)
        self.editor.hide()
        self.editor.left.connect(self.close_editor)
        self.reason = ReasonField(theme, self)
        self.reason.left.connect(self.chosen)
        for child in (self.number, self.name, self._flagged, self.minutes, *self.buttons.values()):
            child.setParent(self)
        for status, button in self.buttons.items():
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _=False, key=status: self.pressed.emit(key))
        self.location.clicked.connect(lambda: self.asked.emit(self.location.asks))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self._restyle)
        words.keys.changed.connect(self._letter)
        self._letter()

    @property
    def line(self) -> AttendanceLine | None:
        """What the row shows."""
        return self._line

    def show_line(self, line: AttendanceLine, sheet: AttendanceSheet) -> None:
        """Show a client's line."""
        words, name = self._words, self._words.name(line)
        self._line = line
        self.number.setText(str(line.number))
        self.name.setText(name)
        self._observed.setText(str(len(line.observations)))
        self._observed_box.setVisible(bool(line.observations))
        self._flagged.setVisible(bool(line.flags))
        self._flagged.setToolTip("" if words.names.hidden else "\n".join(flag.text for flag in line.flags))
        on = words.statuses(line)
        for status, button in self.buttons.items():
            button.setChecked(status in on)
            label = f"{self._status_name(status)}, {name}"
            if button.accessibleName() != label:
                button.setAccessibleName(label)
                button.setToolTip(f"{label} ({button.text()})")
        self.strip.show_shape(words.shape(line, sheet), words.spoken(line, sheet))
        self.minutes.setText(words.minutes(line, sheet))
        self.location.show_cell(words.location(line, sheet), name, keycap=self._selected)
        self.setAccessibleName(words.row(line, sheet))
        self.setToolTip(words.why(line) if line.state.reason_note else "")
        if not self.editor.isHidden() and line.mark.value == "present":
            timing = self.editor.property("timing")
            late = timing == Timing.LATE.value
            self.editor.offer(line.arrived_late_minutes if late else line.left_early_minutes)
        self._place()  # each cell paints itself where it changed: the row's own ground stays

    def _letter(self) -> None:
        for status, does in MARK_LETTERS.items():
            button, key = self.buttons[status], key_text(self._words.keys.of(does))
            button.setText(key)
            button.setAccessibleDescription(self.tr("Key %1").replace("%1", key))
            if button.accessibleName():
                button.setToolTip(f"{button.accessibleName()} ({key})")

    def set_selected(self, selected: bool) -> None:  # noqa: FBT001  a state, as in setEnabled
        """Mark the row as the chosen one."""
        if selected != self._selected:
            self._selected = selected
            self.name.set_role("dense", weight=600 if selected else 500)
            self.location.set_keycap(shown=selected)
            self._place()
            self.update()

    def open_editor(self, timing: Timing, minutes: int | None) -> None:
        """Let the minutes be typed."""
        self.editor.setProperty("timing", timing.value)
        name = self._words.name(self._line) if self._line is not None else ""
        what = self.tr("Minutes late") if timing is Timing.LATE else self.tr("Minutes left early")
        self.editor.setAccessibleName(f"{what}, {name}")
        self.minutes.hide()
        self._place()
        self.editor.begin(minutes)

    def open_reason(self) -> None:
        """Let the reason of an excuse be typed, in place of strip, minutes and location."""
        if self._line is not None:
            self.reason.begin(self._line.state.reason_note, self._words.name(self._line))

    def close_editor(self) -> None:
        """Show the minutes as text again; the focus goes back to the list."""
        had_focus = self.editor.hasFocus()
        self.editor.hide()
        self.minutes.show()
        if had_focus:
            self.chosen.emit()

    @property
    def editing(self) -> Timing | None:
        """Which minutes are being typed, if any."""
        return Timing(self.editor.property("timing")) if not self.editor.isHidden() else None

    def sizeHint(self) -> QSize:
        """44 pixels high at 100 %."""
        return QSize(400, self._theme.px(ROW_HEIGHT))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Lay the cells out."""
        super().resizeEvent(event)
        self._place()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click anywhere chooses the row."""
        super().mousePressEvent(event)
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Ground, hairline, and the bar of the chosen row."""
        del event
        painter = QPainter(self)
        colour = self._theme.colour
        painter.fillRect(self.rect(), colour("selection" if self._selected else "surface"))
        painter.fillRect(0, 0, self.width(), 1, colour("divider"))
        if self._selected:
            mirrored = self.layoutDirection() == Qt.LayoutDirection.RightToLeft
            painter.fillRect(self.width() - 3 if mirrored else 0, 0, 3, self.height(), colour("accent"))

    def _restyle(self) -> None:
        self.updateGeometry()
        self._place()
        self.update()

    def _place(self) -> None:
        at = columns_for(self.width(), self._theme, self.window().width())
        height, mirrored = self.height(), self.layoutDirection() == Qt.LayoutDirection.RightToLeft

        def put(child: QWidget, left: int, width: int, tall: int | None = None) -> None:
            tall = height if tall is None else tall
            child.setGeometry(self.width() - left - width if mirrored else left, (height - tall) // 2, width, tall)

        put(self.number, *at.number)
        extras = 0 if self._observed_box.isHidden() else self._observed_box.sizeHint().width() + 4
        extras += 0 if self._flagged.isHidden() else self._flagged.width() + 4
        wide = min(self.name.sizeHint().width() + 2, at.name[1] - extras)
        put(self.name, at.name[0], wide)
        left = at.name[0] + wide + 4
        if not self._observed_box.isHidden():
            size = self._observed_box.sizeHint()
            put(self._observed_box, left, size.width(), size.height())
            left += size.width() + 4
        put(self._flagged, left, self._flagged.width(), self._flagged.height())
        left, edge = at.marks[0], self._theme.px(28)
        for button in self.buttons.values():
            put(button, left, edge, edge)
            left += edge + 3
        self.strip.setVisible(at.strip is not None)
        if at.strip is not None:
            self.strip.setFixedWidth(at.strip[1])
            put(self.strip, at.strip[0], at.strip[1], self.strip.height())
        put(self.minutes, *at.minutes)
        put(self.editor, at.minutes[0], self.editor.width(), self.editor.height())
        left = at.minutes[0] if at.strip is None else at.strip[0]
        put(self.reason, left, self.width() - left - 8, self.reason.height())
        self.location.setVisible(at.location is not None and bool(self.location.words))
        if at.location is not None:
            wide = min(at.location[1], self.location.sizeHint().width())
            put(self.location, at.location[0], wide, self._theme.px(28))

    def _status_name(self, status: str) -> str:
        return {
            "present": self.tr("Present"),
            "late": self.tr("Late"),
            "leftEarly": self.tr("Left early"),
            "absent": self.tr("Absent"),
            "excused": self.tr("Excused"),
        }[status]

    def button_rect(self, status: str) -> QRect:
        """Give where a button lies on the screen, to open a menu below it."""
        button = self.buttons[status]
        return QRect(button.mapToGlobal(button.rect().topLeft()), button.size())

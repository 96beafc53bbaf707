"""Rows of the compact layout: folded, and the chosen one unfolded."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QIntValidator, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QWidget

from coordinator.attendance import AttendanceLine, AttendanceSheet, Timing
from coordinator.letter_keys import LetterAction
from coordinator.vocabulary import Mark
from ui.session.letter_cap import MARK_LETTERS, LetterCap
from ui.session.reason_field import ReasonField
from ui.session.words import AttendanceWords
from ui.shapes import crisp_box, key_text
from ui.theme import Theme
from ui.widgets import ElidedText, IconButton, StatusMark, Text, TextField, column, icon_label, row

__all__ = ["CompactRow", "UnfoldedRow"]


def _status(line: AttendanceLine) -> str:
    if line.mark is Mark.PRESENT:
        return "leftEarly" if line.left_early else "late" if line.late else "present"
    return {Mark.REMOVED: "leftEarly", Mark.ABSENT: "absent", Mark.EXCUSED: "excused"}.get(line.mark, "unmarked")


class _Base(QWidget):
    chosen = Signal()

    def __init__(self, theme: Theme, words: AttendanceWords) -> None:
        super().__init__()
        self._theme, self._words = theme, words
        self.mark = StatusMark(theme, "unmarked", "")
        self.name = ElidedText(theme, "", "dense", weight=500)
        self.note = Text(theme, "", "caption", "textMuted")
        self.warning = icon_label(theme, "triangle-alert", "warnText", 14)
        self.warning.hide()

    def show_line(self, line: AttendanceLine, sheet: AttendanceSheet) -> None:
        self.mark.set_status(_status(line), self._words.spoken(line, sheet))
        self.name.setText(self._words.name(line))
        plain = line.mark is Mark.PRESENT and not line.late and not line.left_early
        no_contact = plain and line.contact is None
        unmarked = self._words.expected(line, sheet, short=False)
        told = "" if plain else unmarked or self._words.minutes(line, sheet)
        self.warning.setVisible(no_contact)
        self.note.setText(self.tr("No emergency contact") if no_contact else told)
        self.note.set_colour("warnText" if no_contact else "textMuted")
        self.setAccessibleName(self._words.row(line, sheet))
        self.setToolTip(self._words.why(line) if line.state.reason_note else "")


class CompactRow(_Base):
    """Mark, name and what is special, in 36 pixels."""

    def __init__(self, theme: Theme, words: AttendanceWords) -> None:
        super().__init__(theme, words)
        self.setLayout(
            row(self.mark, self.name, None, row(self.warning, self.note, gap=5), gap=10, margins=(14, 0, 14, 0))
        )
        theme.changed.connect(self._restyle)
        self._restyle()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click unfolds the row."""
        super().mousePressEvent(event)
        self.chosen.emit()

    def paintEvent(self, event: QPaintEvent) -> None:
        """A hairline below."""
        del event
        QPainter(self).fillRect(0, self.height() - 1, self.width(), 1, self._theme.colour("divider"))

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(36))


class _BigButton(QAbstractButton):
    def __init__(self, theme: Theme, words: str) -> None:
        super().__init__()
        self._theme, self._letter = theme, ""
        self.setText(words)
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_letter(self, key: str) -> None:
        """Show the key that does the same."""
        self._letter = key_text(key)
        self.setAccessibleDescription(self.tr("Key %1").replace("%1", self._letter))
        self.setToolTip(f"{self.text()} ({self._letter})")
        self.update()

    def nextCheckState(self) -> None:
        """A click asks; it does not change the mark by itself."""

    def sizeHint(self) -> QSize:
        return QSize(self._theme.px(52), self._theme.px(40))

    def paintEvent(self, event: QPaintEvent) -> None:
        del event
        theme, painter, rect = self._theme, QPainter(self), QRectF(self.rect())
        on = self.isChecked()
        fill = theme.colour("accentSoft" if on else "hover" if self.underMouse() else "surface")
        crisp_box(painter, rect, radius=6, fill=fill, stroke=theme.colour("accent" if on else "borderButton"))
        half = rect.height() / 2
        painter.setPen(theme.colour("text"))
        painter.setFont(theme.font("dense", weight=600))
        top = QRectF(0, 4, rect.width(), half - 2)
        painter.drawText(top, Qt.AlignmentFlag.AlignCenter, self._letter)
        painter.setPen(theme.colour("textSecondary"))
        painter.setFont(theme.font("micro", weight=400))
        painter.drawText(QRectF(0, half, rect.width(), half - 4), Qt.AlignmentFlag.AlignCenter, self.text())


class UnfoldedRow(_Base):
    """The chosen client: five wide buttons, the location, the phone."""

    pressed = Signal(str)
    location_given = Signal(str)
    minutes_given = Signal(object, object)

    def __init__(self, theme: Theme, words: AttendanceWords) -> None:
        super().__init__(theme, words)
        names = {
            "present": self.tr("Present"),
            "late": self.tr("Late"),
            "leftEarly": self.tr("Left"),
            "absent": self.tr("Absent"),
            "excused": self.tr("Excused"),
        }
        self.buttons = {status: _BigButton(theme, names[status]) for status in MARK_LETTERS}
        self._letter()
        words.keys.changed.connect(self._letter)
        for status, button in self.buttons.items():
            button.clicked.connect(lambda _=False, key=status: self.pressed.emit(key))
        self.location = TextField(theme, self.tr("Location right now"), icon="map-pin", height=28, role="caption")
        self.location.returnPressed.connect(lambda: self.location_given.emit(self.location.text()))
        self.phone = IconButton(theme, "phone", self.tr("Phone"), bordered=True)
        self.phone.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.phone.clicked.connect(self._show_phone)
        self._number = Text(theme, "", "dense")
        self._number.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._number.hide()
        self.minutes = TextField(theme, self.tr("Minutes"), height=28)
        self.minutes.setValidator(QIntValidator(0, 999, self))
        self.minutes.setFixedWidth(theme.px(64))
        self.minutes.returnPressed.connect(self._minutes_kept)
        self.minutes.textEdited.connect(self._edited)
        self.minutes.hide()
        self._timing = Timing.LATE
        self._typed = False
        self._client: object = None
        self._stored_reason = ""
        top = row(self.mark, self.name, None, self.note, self.minutes, gap=10)
        place = row(self.location, LetterCap(theme, words.keys, LetterAction.CONFIRM), self.phone, gap=6)
        self.reason = ReasonField(theme, self)
        five = row(*self.buttons.values(), gap=5)
        self.setLayout(column(top, five, self.reason, place, self._number, gap=8, margins=(14, 8, 14, 10)))

    def show_line(self, line: AttendanceLine, sheet: AttendanceSheet) -> None:
        """Show the chosen client; half-typed text of the same one stays."""
        super().show_line(line, sheet)
        other, self._client = line.client_id != self._client, line.client_id
        if other:
            self.stop_minutes()
            self.reason.hide()
            self._number.hide()
        self._stored_reason = line.state.reason_note
        on = self._words.statuses(line)
        for status, button in self.buttons.items():
            button.setChecked(status in on)
            button.setAccessibleName(f"{button.text()}, {self._words.name(line)}")
        if other or not self.location.isModified():
            confirmed = line.location_confirmed_at is not None
            self.location.setText(line.location if confirmed else line.usual_location)
            self.location.setCursorPosition(0)
            self.location.set_mark("shield-check" if confirmed else "", "present.text")
        phone = line.callback_number or (line.contact.phone if line.contact is not None else "")
        self._number.setText(phone if not self._words.names.hidden else "")
        self.phone.setEnabled(bool(phone))
        if not self.minutes.isHidden() and not self._typed:
            stored = line.arrived_late_minutes if self._timing is Timing.LATE else line.left_early_minutes
            self._offer(stored)

    def _letter(self) -> None:
        for status, does in MARK_LETTERS.items():
            self.buttons[status].set_letter(self._words.keys.of(does))

    def open_reason(self) -> None:
        """Let the reason of an excuse be typed, below the buttons."""
        self.reason.begin(self._stored_reason, self.name.text())

    def begin_minutes(self, timing: Timing, minutes: int | None) -> None:
        """Let the minutes be typed."""
        self._timing, self._typed = timing, False
        self.minutes.show()
        self.note.hide()
        self._offer(minutes)
        self.minutes.setFocus(Qt.FocusReason.OtherFocusReason)

    def stop_minutes(self) -> None:
        """Leave the minutes as they are stored."""
        self._typed = False
        self.minutes.hide()
        self.note.show()

    def _offer(self, minutes: int | None) -> None:
        self.minutes.setText("" if minutes is None else str(minutes))
        self.minutes.selectAll()

    def _edited(self) -> None:
        self._typed = True

    def _minutes_kept(self) -> None:
        typed, text = self._typed, self.minutes.text().strip()
        self.stop_minutes()
        self.minutes_given.emit(self._timing, (int(text) if text else None) if typed else ...)

    def _show_phone(self) -> None:
        self._number.setVisible(self._number.isHidden())

    def paintEvent(self, event: QPaintEvent) -> None:
        """The ground of a chosen row."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("selection"))
        painter.fillRect(0, 0, 3, self.height(), self._theme.colour("accent"))

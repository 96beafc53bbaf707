"""Parts of the roster's forms: a field with its message below it, dates, zones and states to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, time

from PySide6.QtCore import QDate, QLocale, QStringListModel, Qt, QTime, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QWidget

from coordinator.errors import CoordinatorError
from coordinator.roster import STATE_NAMES, ZONES
from ui.error_messages import describe
from ui.theme import Theme
from ui.widgets import (
    Button,
    ComboBox,
    Labelled,
    Panel,
    PrimaryButton,
    ScrollColumn,
    Text,
    TextField,
    announce,
    column,
    row,
)

FORM_WIDTH = 560
USUAL_ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Denver",
    "America/Phoenix",
    "America/Los_Angeles",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
)


class FormField(QWidget):
    """A control with its label above and what is wrong with it below."""

    def __init__(self, theme: Theme, label: str, control: QWidget, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.control = control
        self._message = Text(theme, "", "caption", "danger", wrap=True)
        self._message.hide()
        self.setLayout(column(Labelled(theme, label, control), self._message, gap=3))

    @property
    def message(self) -> str:
        """What is said below the control now."""
        return self._message.text()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong, put the focus there and have it read out."""
        self._message.setText(sentence)
        self._message.show()
        if isinstance(self.control, TextField):
            self.control.set_invalid(True, sentence)
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.control, sentence, urgent=True)

    def accept(self) -> None:
        """Take the message away."""
        self._message.hide()
        self._message.setText("")
        if isinstance(self.control, TextField):
            self.control.set_invalid(False)


class DateField(TextField):
    """A day, typed in the reader's short form or as 2026-03-11; empty where there is none."""

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent=parent)
        self.setPlaceholderText(self._shown(QDate(2026, 3, 31)))

    def show_day(self, day: date | None) -> None:
        """Show a day, or nothing."""
        self.setText("" if day is None else self._shown(QDate(day.year, day.month, day.day)))

    def day(self) -> date | None:
        """Give the day, or None where the field is empty; raises ValueError when it names no day."""
        text = self.text().strip()
        if not text:
            return None
        found = QDate.fromString(text, Qt.DateFormat.ISODate)
        if not found.isValid():
            found = self.locale().toDate(text, self._pattern())
        if not found.isValid():
            raise ValueError("no day")
        return date(found.year(), found.month(), found.day())

    def _pattern(self) -> str:
        pattern = self.locale().dateFormat(self.locale().FormatType.ShortFormat)
        return pattern if "yyyy" in pattern else pattern.replace("yy", "yyyy")

    def _shown(self, day: QDate) -> str:
        return self.locale().toString(day, self._pattern())


class TimeField(TextField):
    """A time of day, typed as the reader writes it: "10:30 AM", "10 am" or "14:30"."""

    def __init__(self, theme: Theme, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, name, parent=parent)
        self.setPlaceholderText(self._shown(QTime(10, 30)))

    def show_time(self, wall: time) -> None:
        """Show a time of day."""
        self.setText(self._shown(QTime(wall.hour, wall.minute)))

    def time(self) -> time | None:
        """Give the time of day, or None where none can be read."""
        text = " ".join(self.text().upper().replace(".", "").replace("\u202f", " ").split())
        english = QLocale(QLocale.Language.English, QLocale.Country.UnitedStates)
        for locale, pattern in (
            (self.locale(), self.locale().timeFormat(QLocale.FormatType.ShortFormat)),
            *((english, pattern) for pattern in ("h:mm AP", "h:mmAP", "h AP", "hAP", "H:mm")),
        ):
            found = locale.toTime(text, pattern)
            if found.isValid():
                return time(found.hour(), found.minute())
        return None

    def _shown(self, wall: QTime) -> str:
        return self.locale().toString(wall, QLocale.FormatType.ShortFormat).replace("\u202f", " ")


class Form(Panel):
    """A form in place of the details: heading, fields, and two buttons. Esc leaves it.

    Args:
        theme: the program's theme.
        heading: what the form is about.
        save: the verb of the button that stores it.
    """

    saved = Signal()
    left = Signal()

    def __init__(self, theme: Theme, heading: str, save: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, fill="surfaceSunken", parent=parent)
        self._theme = theme
        self._fields: dict[str, FormField] = {}
        self.heading = Text(theme, heading, "title")
        self._general = Text(theme, "", "dense", "danger", wrap=True)
        self._general.hide()
        self.save = PrimaryButton(theme, save)
        self.cancel = Button(theme, self.tr("Cancel"))
        self.save.clicked.connect(self.saved)
        self.cancel.clicked.connect(self.left)
        scroll = ScrollColumn(margins=(26, 18, 26, 18))
        self._body = column(gap=14)
        inner = QWidget()
        inner.setMaximumWidth(theme.px(FORM_WIDTH))
        inner.setLayout(
            column(self.heading, 14, self._body, 14, self._general, 6, row(self.save, self.cancel, None, gap=8), None)
        )
        scroll.box.addWidget(inner)
        scroll.box.addStretch(1)
        self.setLayout(column(scroll, margins=(1, 0, 0, 0)))

    def add(self, key: str, label: str, control: QWidget) -> FormField:
        """Add a field; `key` is the name by which an error may speak of it."""
        field = FormField(self._theme, label, control)
        self._fields[key] = field
        return field

    def add_line(self, *fields: QWidget) -> None:
        """Put fields side by side, or one alone."""
        line = row(*fields, gap=12)
        for place in range(len(fields)):
            line.setStretch(place, 1)
        self._body.addLayout(line)

    def add_heading(self, text: str) -> None:
        """Start a part of the form."""
        self._body.addSpacing(4)
        self._body.addWidget(Text(self._theme, text, "section"))

    def refuse(self, error: CoordinatorError, key: str = "") -> None:
        """Show an error beside the field it is about, or above the buttons."""
        self.refuse_words(describe(error).sentence, key)

    def refuse_words(self, sentence: str, key: str = "") -> None:
        """Show a sentence beside a field, or above the buttons."""
        self.accept()
        if key in self._fields:
            self._fields[key].refuse(sentence)
            return
        self._general.setText(sentence)
        self._general.show()
        announce(self, sentence, urgent=True)

    def accept(self) -> None:
        """Take every message away."""
        self._general.hide()
        for field in self._fields.values():
            field.accept()

    def message_of(self, key: str) -> str:
        """Give what is said beside a field."""
        return self._fields[key].message

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves without a change; Enter in a field saves."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.saved.emit()
            return
        super().keyPressEvent(event)


def zone_field(theme: Theme, name: str) -> TextField:
    """Give a field for an IANA zone, with the usual ones suggested first."""
    others = sorted(zone for zone in ZONES if "/" in zone and not zone.startswith(("Etc/", "posix", "right")))
    return suggesting(theme, name, [*USUAL_ZONES, *(zone for zone in others if zone not in USUAL_ZONES)])


def state_field(theme: Theme, name: str) -> TextField:
    """Give a field for a state's two letters."""
    field = suggesting(theme, name, sorted(STATE_NAMES))
    field.setMaxLength(2)
    return field


def suggesting(theme: Theme, name: str, words: Sequence[str]) -> TextField:
    """Give a field that offers what can be typed."""
    field = TextField(theme, name)
    completer = QCompleter(QStringListModel(list(words), field), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    completer.setFilterMode(Qt.MatchFlag.MatchContains)
    field.setCompleter(completer)
    return field


def choices(theme: Theme, name: str, pairs: Sequence[tuple[str, str]], chosen: str = "") -> ComboBox:
    """Give a list of (key, words) with one chosen."""
    box = ComboBox(theme, name)
    for key, words in pairs:
        box.addItem(words, key)
    box.setCurrentIndex(max(0, box.findData(chosen)))
    return box

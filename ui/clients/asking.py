"""A small form inside the details: fields with their messages, one verb, Cancel. Enter does it, Esc leaves it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QTextEdit, QWidget

from coordinator.errors import CoordinatorError
from ui.error_messages import describe
from ui.roster_form import DateField, FormField
from ui.theme import Theme
from ui.widgets import Button, ButtonSize, Card, PrimaryButton, Text, announce, column, row

STACKED_FROM = 1.4
"""From this text size on, what stands side by side stands below each other."""


class InlineForm(Card):
    """Asks for one thing and says beside the control what is wrong with it.

    Args:
        theme: the program's theme.
        heading: what the form is about.
        verb: the button that does it.
    """

    asked = Signal(object)
    """Carries what is to be done: one of `ui.clients.intents`."""
    left = Signal()

    def __init__(self, theme: Theme, heading: str, verb: str, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, radius=8, parent=parent)
        self._theme = theme
        self._fields: dict[str, FormField] = {}
        self._lines: list[QBoxLayout] = []
        self.heading = Text(theme, heading, "denseStrong")
        self.setAccessibleName(heading)
        self.do = PrimaryButton(theme, verb, size=ButtonSize.COMPACT)
        self.cancel = Button(theme, self.tr("Cancel"), size=ButtonSize.COMPACT)
        self._general = Text(theme, "", "caption", "danger", wrap=True)
        self._general.hide()
        self.fields = column(gap=10)
        buttons = row(self.do, self.cancel, None, gap=8)
        self.setLayout(column(self.heading, 8, self.fields, self._general, 10, buttons, margins=(12, 10, 12, 12)))
        self.do.clicked.connect(self.ask)
        self.cancel.clicked.connect(self.left)
        theme.changed.connect(self._restyle)
        self.hide()

    def add_field(self, key: str, label: str, control: QWidget) -> FormField:
        """Make a field; `key` is the name by which an error may speak of it."""
        field = FormField(self._theme, label, control)
        self._fields[key] = field
        return field

    def add_line(self, *parts: QWidget) -> None:
        """Put fields side by side, or below each other where the text is large."""
        line = row(*parts, gap=10)
        for place, part in enumerate(parts):
            line.setStretch(place, 1)
            line.setAlignment(part, Qt.AlignmentFlag.AlignTop)
        self._lines.append(line)
        self.fields.addLayout(line)
        self._restyle()

    def set_words(self, heading: str, verb: str) -> None:
        """Be about something else."""
        self.heading.setText(heading)
        self.setAccessibleName(heading)
        self.do.setText(verb)

    def open_at(self, control: QWidget) -> None:
        """Show the form with the focus on its first control."""
        self.accept()
        self.show()
        control.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Send `asked`, or say what cannot be read; each form knows how."""
        raise NotImplementedError

    def refuse(self, error: CoordinatorError) -> None:
        """Say why it was not done, beside the field the error is about."""
        self.refuse_words(describe(error).sentence, self.field_of(error))

    def field_of(self, error: CoordinatorError) -> str:
        """Give the key of the field an error is about, or nothing."""
        return str(getattr(error, "field", ""))

    def refuse_words(self, sentence: str, key: str = "") -> None:
        """Show a sentence beside a field, or above the buttons."""
        self.accept()
        if key in self._fields:
            self._fields[key].refuse(sentence)
            return
        self._general.setText(sentence)
        self._general.show()
        announce(self, sentence, urgent=True)

    def refuse_all(self, sentences: Mapping[str, str]) -> None:
        """Show a sentence beside each of several fields; the focus goes to the first."""
        self.accept()
        for key in reversed(list(sentences)):
            self._fields[key].refuse(sentences[key])

    def accept(self) -> None:
        """Take every message away."""
        self._general.hide()
        self._general.setText("")
        for field in self._fields.values():
            field.accept()

    def message_of(self, key: str) -> str:
        """Give what is said beside a field; without a key, what is said above the buttons."""
        return self._fields[key].message if key else self._general.text()

    def day_of(self, key: str, field: DateField, *, needed: bool = True) -> date | None:
        """Read a day; raises ValueError after saying beside the field that it cannot be read or is missing."""
        try:
            day = field.day()
        except ValueError:
            day, needed = None, True
        if day is None and needed:
            self.refuse_words(self.tr("Enter a day, such as %1.").replace("%1", field.placeholderText()), key)
            raise ValueError(key)
        return day

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves without a change; Enter in a field does it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not isinstance(self.focusWidget(), QTextEdit):
            self.ask()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        across, down = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom
        for line in self._lines:
            line.setDirection(down if self._theme.scale > STACKED_FROM else across)

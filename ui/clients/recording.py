"""Record a flag or a consent, inline: what it is about, its words, its days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.errors import CoordinatorError
from coordinator.roster import ConsentDetails
from coordinator.vocabulary import ConsentKind, FlagKind
from ui.error_messages import describe
from ui.roster_form import DateField, choices
from ui.roster_words import consent_words, flag_words
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    Card,
    CheckBox,
    Labelled,
    PrimaryButton,
    SegmentedControl,
    Text,
    TextField,
    announce,
    column,
    row,
)


@dataclass(frozen=True, slots=True)
class NewFlag:
    """A flag is to be raised."""

    kind: FlagKind
    text: str


class RecordingForm(Card):
    """Asks for a flag or a consent. A release shows the elements that 42 CFR 2.31(a) asks for. Esc leaves it."""

    asked = Signal(object)
    """Carries a `NewFlag` or a `ConsentDetails`."""
    left = Signal()

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, radius=8, parent=parent)
        self.what = SegmentedControl(
            theme,
            [("flag", self.tr("Flag")), ("consent", self.tr("Consent"))],
            name=self.tr("What is recorded"),
            chosen="flag",
        )
        self.flag_kind = choices(theme, self.tr("About"), [(kind.value, flag_words(kind)) for kind in FlagKind])
        self.flag_text = TextField(theme, self.tr("What everybody must know"))
        kinds = [(kind.value, consent_words(kind)) for kind in ConsentKind]
        self.consent_kind = choices(theme, self.tr("Kind of consent"), kinds)
        self.signed_on = DateField(theme, self.tr("Signed on"))
        self.expires_on = DateField(theme, self.tr("Ends on"))
        self.ends_when = TextField(theme, self.tr("Or ends when"))
        self.discloser = TextField(theme, self.tr("Who discloses"))
        self.recipient = TextField(theme, self.tr("To whom"))
        self.information = TextField(theme, self.tr("What"))
        self.purpose = TextField(theme, self.tr("Why"))
        self.signed_by = TextField(theme, self.tr("Signed by"))
        self.explained = CheckBox(theme, self.tr("It says that it can be revoked"))
        self.do = PrimaryButton(theme, self.tr("Record"), size=ButtonSize.COMPACT)
        cancel = Button(theme, self.tr("Cancel"), size=ButtonSize.COMPACT)
        self._message = Text(theme, "", "caption", "danger", wrap=True)
        self._message.hide()
        self._flag = self._grid(theme, ((self.flag_kind, self.tr("About")), (self.flag_text, self.tr("Words"))))
        self._consent = self._grid(
            theme,
            (
                (self.consent_kind, self.tr("Kind of consent")),
                (self.signed_on, self.tr("Signed on")),
                (self.expires_on, self.tr("Ends on")),
                (self.signed_by, self.tr("Signed by")),
            ),
        )
        self._release = self._grid(
            theme,
            (
                (self.discloser, self.tr("Who discloses")),
                (self.recipient, self.tr("To whom")),
                (self.information, self.tr("What")),
                (self.purpose, self.tr("Why")),
                (self.ends_when, self.tr("Or ends when")),
                (self.explained, ""),
            ),
        )
        buttons = row(self.do, cancel, None, gap=8)
        parts = (row(self.what, None), self._flag, self._consent, self._release, self._message, buttons)
        self.setLayout(column(*parts, gap=10, margins=(12, 12, 12, 12)))
        self.what.chosen.connect(self._show_fields)
        self.consent_kind.activated.connect(self._show_fields)
        self.do.clicked.connect(self._ask)
        cancel.clicked.connect(self.left)
        self._show_fields()

    def start(self, today: date) -> None:
        """Begin afresh, with the focus on the first choice."""
        for field in (self.flag_text, self.ends_when, self.discloser, self.recipient, self.information, self.purpose):
            field.clear()
        self.signed_by.clear()
        self.expires_on.clear()
        self.explained.setChecked(False)
        self.signed_on.show_day(today)
        self._say("")
        self.what.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: CoordinatorError) -> None:
        """Say why it was not recorded."""
        self._say(describe(error).sentence)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves without a change; Enter in a field records."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._ask()
        else:
            super().keyPressEvent(event)

    def _show_fields(self) -> None:
        consent = self.what.choice() == "consent"
        self._flag.setVisible(not consent)
        self._consent.setVisible(consent)
        self._release.setVisible(consent and self.consent_kind.currentData() == ConsentKind.DISCLOSURE.value)

    def _ask(self) -> None:
        if self.what.choice() == "flag":
            self.asked.emit(NewFlag(FlagKind(self.flag_kind.currentData()), self.flag_text.text()))
            return
        try:
            signed_on, expires_on = self.signed_on.day(), self.expires_on.day()
        except ValueError:
            signed_on = expires_on = None
        if signed_on is None:
            self._say(self.tr("Enter a day, such as %1.").replace("%1", self.signed_on.placeholderText()))
            return
        self.asked.emit(
            ConsentDetails(
                kind=ConsentKind(self.consent_kind.currentData()),
                signed_on=signed_on,
                expires_on=expires_on,
                expires_on_event=self.ends_when.text(),
                discloser=self.discloser.text(),
                recipient=self.recipient.text(),
                information=self.information.text(),
                purpose=self.purpose.text(),
                signed_by=self.signed_by.text(),
                revocation_explained=self.explained.isChecked(),
            )
        )

    def _grid(self, theme: Theme, fields: tuple[tuple[QWidget, str], ...]) -> QWidget:
        holder = QWidget()
        grid = QGridLayout(holder)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(10)
        for place, (field, label) in enumerate(fields):
            grid.addWidget(Labelled(theme, label, field) if label else field, place // 2, place % 2)
        grid.setColumnStretch(0, 1)
        grid.setColumnStretch(1, 1)
        return holder

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, urgent=True)

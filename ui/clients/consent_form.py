"""Record a consent: telehealth, the group agreement, or a release with its nine elements."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.roster import ConsentDetails
from coordinator.roster import errors as refusals
from coordinator.vocabulary import ConsentKind
from ui.clients.asking import InlineForm
from ui.clients.intents import AddConsent
from ui.roster_form import DateField, choices
from ui.roster_words import consent_words
from ui.theme import Theme
from ui.widgets import CheckBox, Text, TextField, column


class ConsentForm(InlineForm):
    """Asks for a consent. A release shows all nine elements of 42 CFR 2.31(a), the client being the first."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.set_words(self.tr("Record a consent"), self.tr("Record consent"))
        kinds = [(kind.value, consent_words(kind)) for kind in ConsentKind]
        self.kind = choices(theme, self.tr("Kind of consent"), kinds)
        self.signed_on = DateField(theme, self.tr("Signed on"))
        self.signed_by = TextField(theme, self.tr("Signed by"))
        self.expires_on = DateField(theme, self.tr("Ends on"))
        self.ends_when = TextField(theme, self.tr("Or ends when"), placeholder=self.tr("such as on discharge"))
        self.client = Text(theme, "", "dense", "textSecondary", wrap=True)
        self.discloser = TextField(theme, self.tr("Who may disclose"), placeholder=self.tr("such as this clinic"))
        self.recipient = TextField(theme, self.tr("Who may receive it"))
        self.information = TextField(
            theme, self.tr("What may be disclosed"), placeholder=self.tr("as little as the purpose needs")
        )
        self.purpose = TextField(theme, self.tr("For what purpose"))
        self.explained = CheckBox(theme, self.tr("Stated on the signed form"))
        self.add_line(self.add_field("kind", self.tr("Kind of consent"), self.kind))
        self._release = self._make_release()
        self.fields.addWidget(self._release)
        self.add_line(
            self.add_field("signed_by", self.tr("Signed by"), self.signed_by),
            self.add_field("signed_on", self.tr("Signed on"), self.signed_on),
        )
        self._event = self.add_field("expires_on_event", self.tr("Or ends when"), self.ends_when)
        self.add_line(self.add_field("expires_on", self.tr("Ends on"), self.expires_on), self._event)
        self.kind.currentIndexChanged.connect(self._show_kind)
        self._show_kind()

    def start(self, name: str, today: date) -> None:
        """Begin afresh for the client of this shown name."""
        words = self.tr("Client whose record it is: %1. A release has nine elements; all are asked for here.")
        self.client.setText(words.replace("%1", name))
        for field in (
            self.signed_by,
            self.expires_on,
            self.ends_when,
            self.discloser,
            self.recipient,
            self.information,
            self.purpose,
        ):
            field.clear()
        self.explained.setChecked(False)
        self.kind.setCurrentIndex(0)
        self.signed_on.show_day(today)
        self.open_at(self.kind)

    def ask(self) -> None:
        """Record the consent."""
        try:
            signed_on = self.day_of("signed_on", self.signed_on)
            expires_on = self.day_of("expires_on", self.expires_on, needed=False)
        except ValueError:
            return
        if signed_on is None:
            return
        release = self._is_release()
        self.asked.emit(
            AddConsent(
                ConsentDetails(
                    kind=ConsentKind(self.kind.currentData()),
                    signed_on=signed_on,
                    expires_on=expires_on,
                    expires_on_event=self.ends_when.text() if release else "",
                    discloser=self.discloser.text() if release else "",
                    recipient=self.recipient.text() if release else "",
                    information=self.information.text() if release else "",
                    purpose=self.purpose.text() if release else "",
                    signed_by=self.signed_by.text(),
                    revocation_explained=release and self.explained.isChecked(),
                )
            )
        )

    def refuse(self, error: CoordinatorError) -> None:
        """Name every element that is missing beside its own field."""
        if isinstance(error, refusals.ConsentIncomplete):
            words = self._missing_words()
            self.refuse_all({key: words[key] for key in words if key in error.missing})
        elif isinstance(error, refusals.DatesOutOfOrder):
            self.refuse_words(self.tr("The last day lies before the day of the signature."), "expires_on")
        else:
            super().refuse(error)

    def _missing_words(self) -> dict[str, str]:
        """In the order of the fields, so that the focus goes to the first."""
        return {
            "discloser": self.tr("Name who may disclose."),
            "recipient": self.tr("Name who may receive it."),
            "information": self.tr("Say what may be disclosed."),
            "purpose": self.tr("Say for what purpose."),
            "revocation_explained": self.tr("A release must say that it can be revoked."),
            "signed_by": self.tr("Name who signed."),
            "expires_on": self.tr("Enter a last day, or the event that ends it."),
        }

    def _make_release(self) -> QWidget:
        holder = QWidget()
        fields = column(gap=10)
        for key, label, control in (
            ("discloser", self.tr("Who may disclose"), self.discloser),
            ("recipient", self.tr("Who may receive it"), self.recipient),
            ("information", self.tr("What may be disclosed"), self.information),
            ("purpose", self.tr("For what purpose"), self.purpose),
            ("revocation_explained", self.tr("Right to revoke"), self.explained),
        ):
            fields.addWidget(self.add_field(key, label, control))
        holder.setLayout(column(self.client, 10, fields))
        return holder

    def _is_release(self) -> bool:
        return bool(self.kind.currentData() == ConsentKind.DISCLOSURE.value)

    def _show_kind(self) -> None:
        self._release.setVisible(self._is_release())
        self._event.setVisible(self._is_release())
        self.accept()

"""One member of staff: name, credentials, licences."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.people import Facilitator
from coordinator.vocabulary import FacilitatorId, StaffRole
from ui.theme import Theme
from ui.widgets import Button, CheckBox, ComboBox, Labelled, PrimaryButton, Text, TextField, announce, column, row


def role_words(role: StaffRole) -> str:
    """Give the words for what somebody does here."""
    tr = QCoreApplication.translate
    return {
        StaffRole.FACILITATOR: tr("People", "Facilitator"),
        StaffRole.CO_FACILITATOR: tr("People", "Co-facilitator"),
        StaffRole.PRIMARY_COUNSELOR: tr("People", "Primary counselor"),
        StaffRole.CASE_MANAGER: tr("People", "Case manager"),
        StaffRole.PRESCRIBER: tr("People", "Prescriber"),
        StaffRole.SUPERVISOR: tr("People", "Supervisor"),
        StaffRole.PROGRAM_DIRECTOR: tr("People", "Program director"),
        StaffRole.OBSERVER: tr("People", "Observer"),
    }[role]


class PersonForm(QWidget):
    """Stands in the list in the person's place. Enter saves, Esc leaves."""

    saved = Signal()
    left = Signal()

    def __init__(
        self, theme: Theme, one: Facilitator | None, *, may_leave: bool, others: Sequence[Facilitator] = ()
    ) -> None:
        """Take the person, None for a new one, and who else works here and might supervise them."""
        super().__init__()
        self._supervisor = ComboBox(theme, self.tr("Supervised by"))
        self._supervisor.addItem(self.tr("Nobody: signs alone"), None)
        for other in others:
            self._supervisor.addItem(other.display, str(other.id))  # Qt finds words, and no ids of ours
        if one is not None and one.supervisor_id is not None:
            self._supervisor.setCurrentIndex(max(0, self._supervisor.findData(str(one.supervisor_id))))
        self._name = TextField(theme, self.tr("Name"))
        self._credentials = TextField(theme, self.tr("Credentials"), placeholder=self.tr("LCSW"))
        self._states = TextField(theme, self.tr("Licensed in"), placeholder=self.tr("NY, NJ"))
        self._role = ComboBox(theme, self.tr("Role"))
        for role in StaffRole:
            self._role.addItem(role_words(role), role)
        self._active = CheckBox(theme, self.tr("Works here"), checked=one is None or one.active)
        self._active.setVisible(may_leave)
        self._wrong = Text(theme, "", "caption", "absent.text", wrap=True)
        self._wrong.hide()
        save = PrimaryButton(theme, self.tr("Save") if one is not None else self.tr("Add person"))
        save.clicked.connect(self.saved)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.left)
        role_field = Labelled(theme, self.tr("Role"), self._role)
        role_field.setVisible(one is None)
        first = row(
            Labelled(theme, self.tr("Name"), self._name),
            Labelled(theme, self.tr("Credentials"), self._credentials),
            gap=12,
        )
        first.setStretch(0, 2)
        first.setStretch(1, 1)
        second = row(Labelled(theme, self.tr("Licensed in"), self._states), role_field, gap=12)
        second.setStretch(0, 1)
        second.setStretch(1, 1)
        supervised = Labelled(theme, self.tr("Supervised by"), self._supervisor)
        supervised.setVisible(bool(others))
        self.setLayout(
            column(
                first,
                second,
                supervised,
                self._active,
                self._wrong,
                row(save, cancel, None),
                gap=10,
                margins=(18, 14, 18, 14),
            )
        )
        if one is not None:
            self._name.setText(one.name)
            self._credentials.setText(one.credentials)
            self._states.setText(", ".join(one.states))

    def begin(self) -> None:
        """Put the focus into the name."""
        self._name.setFocus(Qt.FocusReason.OtherFocusReason)

    def name(self) -> str:
        """The name as typed."""
        return self._name.text()

    def credentials(self) -> str:
        """The credentials as typed."""
        return self._credentials.text()

    def states(self) -> tuple[str, ...]:
        """The two letters of each state."""
        return tuple(part.upper() for part in self._states.text().replace(",", " ").split())

    def role(self) -> StaffRole:
        """What they do here."""
        return StaffRole(self._role.currentData())

    def supervisor(self) -> FacilitatorId | None:
        """Who signs beside; None for whoever works without supervision."""
        chosen = self._supervisor.currentData()
        return FacilitatorId(UUID(chosen)) if chosen is not None else None

    def active(self) -> bool:
        """Whether they work here."""
        return self._active.isChecked()

    def refuse(self, sentence: str) -> None:
        """Say what is wrong."""
        self._wrong.setText(sentence)
        self._wrong.show()
        announce(self, sentence, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter saves, Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.saved.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

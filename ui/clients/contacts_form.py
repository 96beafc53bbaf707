"""Whom to call for a client: several people in order, each confirmed or not."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from coordinator.roster import EmergencyContact
from ui.clients.asking import STACKED_FROM, InlineForm
from ui.clients.intents import SetContacts
from ui.roster_form import FormField
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    CheckBox,
    Divider,
    IconButton,
    Text,
    TextField,
    announce,
    clear_layout,
    column,
    row,
)


@dataclass(slots=True)
class _Person:
    """The fields of one contact."""

    name: TextField
    relationship: TextField
    phone: TextField
    checked: CheckBox
    field: FormField


class ContactsForm(InlineForm):
    """Edits the emergency contacts. Alt+Up and Alt+Down move the one that has the focus."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.set_words(self.tr("Emergency contacts, in the order to call"), self.tr("Save contacts"))
        self.people: list[_Person] = []
        self._rows = column(gap=8)
        self.more = Button(theme, self.tr("Add contact"), icon="plus", size=ButtonSize.COMPACT)
        self.more.clicked.connect(self.add_person)
        self.fields.addLayout(self._rows)
        self.fields.addLayout(row(self.more, None))

    def start(self, contacts: Sequence[EmergencyContact]) -> None:
        """Show the contacts as they are, or an empty line for the first."""
        self.people = [self._person(contact) for contact in contacts] or [self._person(EmergencyContact(""))]
        self._lay_out()
        self.open_at(self.people[0].name)

    def add_person(self) -> None:
        """Add an empty line and go there."""
        kept = self._kept()
        self._rebuild([*kept, (EmergencyContact(""), False)])
        self.people[-1].name.setFocus(Qt.FocusReason.OtherFocusReason)

    def move_person(self, place: int, by: int) -> None:
        """Let somebody be called earlier or later."""
        goal = place + by
        if not 0 <= goal < len(self.people):
            return
        kept = self._kept()
        kept.insert(goal, kept.pop(place))
        self._rebuild(kept)
        self.people[goal].name.setFocus(Qt.FocusReason.OtherFocusReason)
        words = self.tr("%1 is now number %2.").replace("%1", kept[goal][0].name or self.tr("This contact"))
        announce(self, words.replace("%2", str(goal + 1)))

    def remove_person(self, place: int) -> None:
        """Take somebody off the list."""
        kept = self._kept()
        kept.pop(place)
        self._rebuild(kept)
        if self.people:
            self.people[min(place, len(self.people) - 1)].name.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.more.setFocus(Qt.FocusReason.OtherFocusReason)

    def ask(self) -> None:
        """Store the contacts; lines without any words are left out."""
        self.accept()
        for person in self.people:
            person.field.accept()
        kept = self._kept()
        for person, (contact, _) in zip(self.people, kept, strict=True):
            if not contact.name and (contact.phone or contact.relationship):
                person.field.refuse(self.tr("Enter the name of the emergency contact."))
                return
        filled = [(contact, checked) for contact, checked in kept if contact.name]
        confirmed = frozenset(place for place, (_, checked) in enumerate(filled) if checked)
        self.asked.emit(SetContacts(tuple(contact for contact, _ in filled), confirmed))

    def _kept(self) -> list[tuple[EmergencyContact, bool]]:
        return [
            (
                EmergencyContact(
                    person.name.text().strip(), person.relationship.text().strip(), person.phone.text().strip()
                ),
                person.checked.isChecked(),
            )
            for person in self.people
        ]

    def _rebuild(self, kept: list[tuple[EmergencyContact, bool]]) -> None:
        self.people = []
        for contact, checked in kept:
            person = self._person(contact)
            person.checked.setChecked(checked)
            self.people.append(person)
        self._lay_out()

    def _person(self, contact: EmergencyContact) -> _Person:
        name = TextField(self._theme, self.tr("Name"))
        relationship = TextField(self._theme, self.tr("Relationship"))
        phone = TextField(self._theme, self.tr("Phone"))
        name.setText(contact.name)
        relationship.setText(contact.relationship)
        phone.setText(contact.phone)
        checked = CheckBox(self._theme, self.tr("Checked today"))
        return _Person(name, relationship, phone, checked, FormField(self._theme, self.tr("Name"), name))

    def _lay_out(self) -> None:
        clear_layout(self._rows)
        for place, person in enumerate(self.people):
            if place:
                self._rows.addWidget(Divider(self._theme))
            self._rows.addWidget(self._row(place, person))
        for before, after in zip(self.people, self.people[1:], strict=False):
            QWidget.setTabOrder(before.checked, after.name)
        self.more.setText(self.tr("Add another contact") if self.people else self.tr("Add contact"))

    def _row(self, place: int, person: _Person) -> QWidget:
        number = str(place + 1)
        for field, words in (
            (person.name, self.tr("Name of contact %1")),
            (person.relationship, self.tr("Relationship of contact %1")),
            (person.phone, self.tr("Phone of contact %1")),
            (person.checked, self.tr("Contact %1 was checked today")),
        ):
            field.setAccessibleName(words.replace("%1", number))
        size = ButtonSize.COMPACT
        up = IconButton(
            self._theme, "arrow-up", self.tr("Call contact %1 earlier").replace("%1", number), size=size, keys="Alt+Up"
        )
        down = IconButton(
            self._theme,
            "arrow-down",
            self.tr("Call contact %1 later").replace("%1", number),
            size=size,
            keys="Alt+Down",
        )
        away = IconButton(self._theme, "x", self.tr("Remove contact %1").replace("%1", number), size=size)
        up.setEnabled(place > 0)
        down.setEnabled(place < len(self.people) - 1)
        up.clicked.connect(lambda: self.move_person(place, -1))
        down.clicked.connect(lambda: self.move_person(place, 1))
        away.clicked.connect(lambda: self.remove_person(place))
        holder = _Row(self, place)
        head = row(Text(self._theme, number, "denseMedium", "textMuted"), None, up, down, away, gap=2)
        relationship = FormField(self._theme, self.tr("Relationship"), person.relationship)
        phone = FormField(self._theme, self.tr("Phone"), person.phone)
        if self._theme.scale > STACKED_FROM:
            holder.setLayout(column(head, person.field, relationship, phone, person.checked, gap=6))
        else:
            first, second = row(person.field, relationship, gap=10), row(phone, column(None, person.checked), gap=10)
            for line in (first, second):
                line.setStretch(0, 1)
                line.setStretch(1, 1)
            holder.setLayout(column(head, first, second, gap=6))
        return holder


class _Row(QWidget):
    """The fields of one contact; knows its place for Alt+Up and Alt+Down."""

    def __init__(self, form: ContactsForm, place: int) -> None:
        super().__init__()
        self._form, self._place = form, place

    def keyPressEvent(self, event: object) -> None:
        """Alt+Up and Alt+Down change the order."""
        key, modifiers = getattr(event, "key", lambda: None)(), getattr(event, "modifiers", lambda: None)()
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if modifiers == Qt.KeyboardModifier.AltModifier and key in steps:
            self._form.move_person(self._place, steps[key])
            return
        getattr(event, "ignore", lambda: None)()

"""Safety: where the client is, whom to call, the local crisis line, and flags."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from coordinator.roster import Client, Flag
from ui.clients.contacts_form import ContactsForm
from ui.clients.intents import ClearFlag
from ui.clients.section import Section
from ui.clients.small_forms import FlagForm
from ui.formats import Formats
from ui.roster_words import flag_words
from ui.shown_names import ShownNames
from ui.theme import Theme


class SafetySection(Section):
    """Shows what a facilitator needs in an emergency, and edits contacts and flags in place."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("Safety"))
        self._formats, self._names = formats, names
        self._client: Client | None = None
        self.raise_flag = self.add_action(self.tr("Raise flag"), self.open_flag)
        self.edit_contacts = self.add_action(self.tr("Edit contacts"), self.open_contacts)
        self.flag = FlagForm(theme)
        self.contacts = ContactsForm(theme)
        self.add_form(self.flag, self.raise_flag)
        self.add_form(self.contacts, self.edit_contacts)

    def show_client(self, client: Client) -> None:
        """Show a client."""
        self._client = client
        shown = self._names.of(client.name)
        self.raise_flag.setAccessibleName(self.tr("Raise flag, %1").replace("%1", shown))
        self.edit_contacts.setAccessibleName(self.tr("Edit emergency contacts, %1").replace("%1", shown))
        self.redraw(lambda: self._draw(client))

    def open_flag(self) -> None:
        """Open the form for a flag."""
        self.open_form(self.flag, self.flag.start)

    def open_contacts(self) -> None:
        """Open the form for the emergency contacts."""
        client = self._client
        if client is not None:
            self.open_form(self.contacts, lambda: self.contacts.start(client.contacts))

    def _draw(self, client: Client) -> None:
        nothing = self.tr("Not known yet")
        self.add_line(self.tr("Usual location"), client.usual_location or nothing)
        if not client.contacts:
            self.add_line(self.tr("Emergency contact"), self.tr("Missing"), colour="warnText")
        for contact in client.contacts:
            who = ", ".join(part for part in (contact.name, contact.relationship) if part)
            day = self._formats.date_of(contact.checked_at) if contact.checked_at is not None else None
            checked = self.tr("Checked %1").replace("%1", self._formats.short_day(day)) if day else ""
            self.add_line(self.tr("Emergency contact"), who, second=contact.phone, end=checked)
        if client.callback_number:
            self.add_line(self.tr("Call back"), client.callback_number)
        self.add_line(self.tr("Local crisis line"), client.local_emergency_number or nothing)
        for flag in client.flags:
            if flag.read_at is not None:
                self._read_flag(flag)

    def _read_flag(self, flag: Flag) -> None:
        kind = flag_words(flag.kind)
        clear = self.link(
            self.tr("Clear"), self.tr("Clear flag, %1").replace("%1", kind), lambda: self.ask(ClearFlag(flag.id))
        )
        raised = f"{flag.raised_by}, {self._formats.month_day(self._formats.date_of(flag.raised_at))}"
        text = kind if self._names.hidden else flag.text
        second = "" if self._names.hidden else raised
        self.add_line(kind, text, second=second, links=(clear,))

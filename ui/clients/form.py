"""The form of a client: names, ID, where they are, whom to call."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.people import NameMissing
from coordinator.roster import Client, ClientDetails, EmergencyContact, Group
from coordinator.roster import errors as refusals
from coordinator.vocabulary import GroupId
from ui.roster_form import DateField, Form, choices, state_field, zone_field
from ui.theme import Theme
from ui.widgets import TextField

MINUTES_OF_AN_HOUR = 60


@dataclass(frozen=True, slots=True)
class Entered:
    """What the form holds. `group_id` is where a new client is enrolled from `starts_on` on, if anywhere.

    `despite` is why the place is given although somebody there has a no-contact flag.
    """

    details: ClientDetails
    contacts: tuple[EmergencyContact, ...]
    group_id: GroupId | None
    starts_on: date | None
    despite: str = ""


class ClientForm(Form):
    """Edits a client, or a new one where `client` is None.

    Args:
        theme: the program's theme.
        client: the client as it is.
        groups: where a new client can be enrolled.
        code: the next free ID, for a new client.
        zone: the program's zone, for a new client.
        today: the first day offered for a new client.
    """

    def __init__(
        self,
        theme: Theme,
        client: Client | None,
        *,
        groups: tuple[Group, ...],
        code: str,
        zone: str,
        today: date,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", "", parent=parent)
        self._client, self._groups = client, groups
        self.heading.setText(self.tr("Edit client") if client else self.tr("New client"))
        self.save.setText(self.tr("Save client") if client else self.tr("Add client"))
        details = client.details if client else ClientDetails("", code=code, zone=zone)
        self.name = self._text(self.tr("Preferred name"), details.preferred_name)
        self.legal_name = self._text(self.tr("Legal name"), details.legal_name)
        self.code = self._text(self.tr("ID"), details.code)
        self.pronouns = self._text(self.tr("Pronouns"), details.pronouns)
        self.born_on = DateField(theme, self.tr("Date of birth"))
        self.born_on.show_day(details.born_on)
        self.location = self._text(self.tr("Usual location"), details.usual_location)
        self.state = state_field(theme, self.tr("Home state"))
        self.state.setText(details.home_state)
        self.zone = zone_field(theme, self.tr("Time zone"))
        self.zone.setText(details.zone)
        self.phone = self._text(self.tr("Phone"), details.callback_number)
        self.crisis_line = self._text(self.tr("Local crisis line"), details.local_emergency_number)
        first = client.contacts[0] if client and client.contacts else EmergencyContact("")
        self.contact_name = self._text(self.tr("Emergency contact"), first.name)
        self.relationship = self._text(self.tr("Relationship"), first.relationship)
        self.contact_phone = self._text(self.tr("Their phone"), first.phone)
        goal = details.weekly_goal_minutes
        self.goal = self._text(
            self.tr("Weekly hours, if not the program's"), "" if goal is None else f"{goal / MINUTES_OF_AN_HOUR:g}"
        )
        pairs = [("", self.tr("None yet")), *((str(group.id), group.name) for group in groups)]
        self.group = choices(theme, self.tr("Group"), pairs)
        self.starts_on = DateField(theme, self.tr("First day"))
        self.starts_on.show_day(today)
        self.despite = self._text(self.tr("Reason"), "")
        self.despite.setPlaceholderText(self.tr("Why the place is given all the same"))
        self._why = self.add("despite", self.tr("Reason"), self.despite)
        self._lay_out()
        self.group.currentIndexChanged.connect(self._ask_no_more)

    def ask_why(self, sentence: str) -> None:
        """Ask why the place is given, where somebody of the group has a no-contact flag; nothing was stored."""
        self._why.show()
        self.refuse_words(sentence, "despite")

    def _ask_no_more(self) -> None:
        """Another group is another question."""
        self.despite.clear()
        self._why.accept()
        self._why.hide()

    def entered(self) -> Entered | None:
        """Give what was entered, or None after saying beside the field what cannot be read."""
        self.accept()
        try:
            born_on = self._day("born_on", self.born_on)
            starts_on = self._day("starts_on", self.starts_on)
            goal = self._goal()
        except ValueError:
            return None
        details = ClientDetails(
            preferred_name=self.name.text(),
            code=self.code.text(),
            legal_name=self.legal_name.text(),
            pronouns=self.pronouns.text(),
            born_on=born_on,
            zone=self.zone.text().strip(),
            home_state=self.state.text(),
            usual_location=self.location.text(),
            callback_number=self.phone.text(),
            preferred_contact=self._client.preferred_contact if self._client else "",
            local_emergency_number=self.crisis_line.text(),
            weekly_goal_minutes=goal,
        )
        group = next((group.id for group in self._groups if str(group.id) == self.group.currentData()), None)
        why = self.despite.text().strip() if self._why.isVisibleTo(self) else ""
        return Entered(details, self._contacts(), group, starts_on, why)

    def refused(self, error: CoordinatorError) -> None:
        """Show why the client was not stored, beside the field it is about."""
        fields: tuple[tuple[type[CoordinatorError], str], ...] = (
            (NameMissing, "name"),
            (refusals.CodeTaken, "code"),
            (refusals.UnknownZone, "zone"),
            (refusals.UnknownState, "home_state"),
            (refusals.GoalOutOfRange, "goal"),
            (refusals.BornInTheFuture, "born_on"),
        )
        key = next((field for kind, field in fields if isinstance(error, kind)), "")
        if isinstance(error, (refusals.TextMissing, refusals.FieldTooLong)):
            key = {"preferred_name": "name"}.get(error.field, error.field)
        self.refuse(error, key)

    def _lay_out(self) -> None:
        self.add_line(
            self.add("name", self.tr("Preferred name"), self.name),
            self.add("legal_name", self.tr("Legal name, if another"), self.legal_name),
        )
        self.add_line(
            self.add("code", self.tr("ID"), self.code),
            self.add("pronouns", self.tr("Pronouns"), self.pronouns),
            self.add("born_on", self.tr("Date of birth"), self.born_on),
        )
        if self._client is None:
            self.add_line(
                self.add("group", self.tr("Group"), self.group),
                self.add("starts_on", self.tr("First day"), self.starts_on),
            )
        self.add_line(self._why)
        self._why.hide()
        self.add_heading(self.tr("Safety"))
        self.add_line(self.add("usual_location", self.tr("Usual location"), self.location))
        self.add_line(
            self.add("home_state", self.tr("Home state"), self.state),
            self.add("zone", self.tr("Time zone"), self.zone),
        )
        self.add_line(
            self.add("contact_name", self.tr("Emergency contact"), self.contact_name),
            self.add("contact_relationship", self.tr("Relationship"), self.relationship),
            self.add("contact_phone", self.tr("Their phone"), self.contact_phone),
        )
        self.add_line(
            self.add("callback_number", self.tr("Client's phone"), self.phone),
            self.add("local_emergency_number", self.tr("Local crisis line"), self.crisis_line),
        )
        self.add_line(self.add("goal", self.tr("Weekly hours, if not the program's"), self.goal))

    def _contacts(self) -> tuple[EmergencyContact, ...]:
        others = self._client.contacts[1:] if self._client else ()
        name, phone = self.contact_name.text().strip(), self.contact_phone.text().strip()
        if not (name or phone or self.relationship.text().strip()):
            return others
        known = self._client.contacts[0] if self._client and self._client.contacts else EmergencyContact("")
        first = replace(known, name=name, relationship=self.relationship.text().strip(), phone=phone)
        return (replace(first, checked_at=None), *others)

    def _text(self, name: str, text: str) -> TextField:
        field = TextField(self._theme, name)
        field.setText(text)
        return field

    def _day(self, key: str, field: DateField) -> date | None:
        try:
            return field.day()
        except ValueError:
            self.refuse_words(self.tr("Enter a day, such as %1.").replace("%1", field.placeholderText()), key)
            raise

    def _goal(self) -> int | None:
        text = self.goal.text().strip().replace(",", ".")
        if not text:
            return None
        try:
            return round(float(text) * MINUTES_OF_AN_HOUR)
        except (ValueError, OverflowError):
            self.refuse_words(self.tr("Enter hours, such as 9 or 7.5."), "goal")
            raise ValueError("no hours") from None

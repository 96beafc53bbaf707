"""The form of a group: its name, colour, places, zone and leader."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.people import Facilitator, NameMissing
from coordinator.roster import Group, GroupDetails
from coordinator.roster.errors import CapacityTooSmall, GroupNameTaken, UnknownZone
from coordinator.vocabulary import AgeBand, FacilitatorId, GroupColour
from ui.roster_form import Form, choices, zone_field
from ui.roster_words import age_words, colour_words
from ui.theme import Theme
from ui.widgets import ComboBox, TextField


class GroupForm(Form):
    """Edits a group, or a new one where `group` is None.

    Args:
        theme: the program's theme.
        group: the group as it is.
        staff: who may lead it.
        zone: the program's zone, for a new group.
    """

    def __init__(
        self,
        theme: Theme,
        group: Group | None,
        staff: tuple[Facilitator, ...],
        zone: str,
        *,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(theme, "", "", parent=parent)
        self._group, self._staff = group, staff
        self.heading.setText(self.tr("Edit group") if group else self.tr("New group"))
        self.save.setText(self.tr("Save group") if group else self.tr("Add group"))
        details = group.details if group else GroupDetails("", zone=zone)
        self.name = TextField(theme, self.tr("Name"), placeholder=self.tr("Mood & Anxiety"))
        self.name.setText(details.name)
        self.short_code = TextField(theme, self.tr("Short name"), placeholder="MA")
        self.short_code.setText(details.short_code)
        self.short_code.setMaxLength(6)
        self.capacity = TextField(theme, self.tr("Places"))
        self.capacity.setText(str(details.capacity))
        self.zone = zone_field(theme, self.tr("Time zone"))
        self.zone.setText(details.zone)
        self.age = choices(theme, self.tr("Age"), [(band, age_words(band)) for band in AgeBand], details.age_band)
        colours = [(colour.value, colour_words(colour)) for colour in GroupColour]
        self.colour = choices(theme, self.tr("Color"), colours, details.colour.value)
        for place, (key, _) in enumerate(colours):
            self.colour.setItemData(place, key, ComboBox.GROUP)
        leaders = [("", self.tr("Whoever is signed in"))] if group is None else []
        leaders += [(str(person.id), person.display) for person in staff]
        self.leader = choices(theme, self.tr("Led by"), leaders, str(details.facilitator_id or ""))
        self.add_line(self.add("name", self.tr("Name"), self.name))
        self.add_line(
            self.add("short_code", self.tr("Short name"), self.short_code),
            self.add("colour", self.tr("Color"), self.colour),
            self.add("capacity", self.tr("Places"), self.capacity),
        )
        self.add_line(self.add("leader", self.tr("Led by"), self.leader), self.add("age", self.tr("Age"), self.age))
        self.add_line(self.add("zone", self.tr("Time zone"), self.zone))

    def details(self) -> GroupDetails | None:
        """Give what was entered, or None after saying beside the field what cannot be read."""
        text = self.capacity.text().strip()
        if not text.isascii() or not text.isdigit():
            self.refuse_words(self.tr("Enter the number of places, such as 12."), "capacity")
            return None
        start = self._group.details if self._group else GroupDetails("")
        leader = next((person.id for person in self._staff if str(person.id) == self.leader.currentData()), None)
        return replace(
            start,
            name=self.name.text(),
            short_code=self.short_code.text(),
            capacity=int(text),
            zone=self.zone.text().strip(),
            age_band=AgeBand(self.age.currentData()),
            colour=GroupColour(self.colour.currentData()),
            facilitator_id=FacilitatorId(leader) if leader else start.facilitator_id,
        )

    def refused(self, error: CoordinatorError) -> None:
        """Show why the group was not stored, beside the field it is about."""
        key = error.field if isinstance(error, GroupNameTaken) else ""
        for kind, field in ((NameMissing, "name"), (CapacityTooSmall, "capacity"), (UnknownZone, "zone")):
            if isinstance(error, kind):
                key = field
        self.refuse(error, key)

"""The form of a group: its name, colour, places, zone and leader, its backup link and how long its plan lasts."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.people import Facilitator, NameMissing
from coordinator.roster import Group, GroupDetails
from coordinator.roster.errors import CapacityTooSmall, GroupNameTaken, LinkNotSafe, UnknownZone
from coordinator.telehealth import PLATFORMS, LinkRefused, check_link, platform_of
from coordinator.vocabulary import AgeBand, FacilitatorId, GroupColour, Platform
from ui.attendance_words import platform_words
from ui.roster_form import Form, choices, zone_field
from ui.roster_words import age_words, colour_words
from ui.theme import Theme
from ui.widgets import ComboBox, Text, TextField

MINUTES_OF_A_DAY = 24 * 60


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
        self._add_meeting(details)

    def details(self) -> GroupDetails | None:
        """Give what was entered, or None after saying beside the field what cannot be read."""
        text = self.capacity.text().strip()
        if not text.isascii() or not text.isdigit():
            self.refuse_words(self.tr("Enter the number of places, such as 12."), "capacity")
            return None
        meeting = self._meeting()
        if meeting is None:
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
            backup_link=meeting[0],
            limit_minutes=meeting[1],
        )

    def _add_meeting(self, details: GroupDetails) -> None:
        """Add what matters once the usual link fails, or the meeting ends by itself."""
        theme = self._theme
        self.backup = TextField(
            theme, self.tr("Backup link"), icon="link", placeholder=self.tr("Another meeting, best on another platform")
        )
        self.backup.setText(details.backup_link)
        self.limit = TextField(
            theme, self.tr("Minutes after which the meeting plan ends a meeting"), placeholder=self.tr("No limit")
        )
        self.limit.setText(str(details.limit_minutes or ""))
        self.add_heading(self.tr("Meeting"))
        self.add_line(self.add("backup_link", self.tr("Backup link"), self.backup))
        self.add_line(self.add("limit", self.tr("Meeting plan ends after (minutes)"), self.limit))
        self.add_line(Text(theme, self._limits(), "caption", "textMuted", wrap=True))

    def _limits(self) -> str:
        """Such as "Leave empty … Free plans: Zoom 40, Teams 60 minutes."."""
        free = [
            f"{platform_words(one.platform)} {one.free_limit_minutes}"
            for one in PLATFORMS.values()
            if one.free_limit_minutes is not None
        ]
        whole = self.tr("Leave it empty where the plan has no limit. Free plans end after minutes: %1.")
        return whole.replace("%1", ", ".join(free))

    def _meeting(self) -> tuple[str, int | None] | None:
        """Give backup link and limit, or None after saying beside the field what cannot be taken."""
        link, minutes = self.backup.text().strip(), self.limit.text().strip()
        if link:
            try:
                link = check_link(link, platform_of(link) or Platform.OTHER).url
            except LinkRefused as refused:
                self.refuse(refused, "backup_link")
                return None
        if minutes and (not (minutes.isascii() and minutes.isdigit()) or not 1 <= int(minutes[:6]) <= MINUTES_OF_A_DAY):
            self.refuse_words(self.tr("Enter minutes such as 40, or nothing where there is no limit."), "limit")
            return None
        return link, int(minutes) if minutes else None

    def refused(self, error: CoordinatorError) -> None:
        """Show why the group was not stored, beside the field it is about."""
        key = error.field if isinstance(error, GroupNameTaken | LinkNotSafe) else ""
        for kind, field in ((NameMissing, "name"), (CapacityTooSmall, "capacity"), (UnknownZone, "zone")):
            if isinstance(error, kind):
                key = field
        self.refuse(error, key)

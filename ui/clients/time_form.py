"""Record individual time: day, start, minutes, service."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from coordinator.roster import GroupLabel
from coordinator.vocabulary import GroupId
from ui.clients.asking import InlineForm
from ui.clients.intents import RecordTime
from ui.roster_form import DateField, TimeField, choices
from ui.roster_words import INDIVIDUAL_SERVICES, service_words
from ui.theme import Theme
from ui.widgets import ComboBox, TextField

LONGEST_MINUTES = 720
USUAL_MINUTES = "50"


class TimeForm(InlineForm):
    """Asks for clinical time outside groups. Which group's week it counts in is asked only where there is a choice."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.set_words(self.tr("Record individual time"), self.tr("Record time"))
        self._today = date.min
        self._zone = "UTC"
        services = [(service.value, service_words(service)) for service in INDIVIDUAL_SERVICES]
        self.service = choices(theme, self.tr("Service"), services)
        self.day = DateField(theme, self.tr("Day"))
        self.starts = TimeField(theme, self.tr("Start"))
        self.minutes = TextField(theme, self.tr("Minutes"))
        self.group = ComboBox(theme, self.tr("Counts with group"))
        self.add_line(self.add_field("service", self.tr("Service"), self.service))
        self.add_line(
            self.add_field("day", self.tr("Day"), self.day),
            self.add_field("starts", self.tr("Start"), self.starts),
            self.add_field("minutes", self.tr("Minutes"), self.minutes),
        )
        self._group = self.add_field("group", self.tr("Counts with group"), self.group)
        self.add_line(self._group)

    def start(self, today: date, zone: str, groups: Sequence[GroupLabel]) -> None:
        """Begin afresh: today, in the program's zone, with the client's groups."""
        self._today, self._zone = today, zone
        self.group.clear()
        for group in groups:
            self.group.addItem(group.name, str(group.id))
        self._group.setVisible(len(groups) > 1)
        self.day.show_day(today)
        self.starts.clear()
        self.minutes.setText(USUAL_MINUTES)
        self.open_at(self.service)

    def ask(self) -> None:
        """Record the time."""
        try:
            day = self.day_of("day", self.day)
        except ValueError:
            return
        starts, minutes = self.starts.time(), self._minutes()
        if day is None or day > self._today:
            self.refuse_words(self.tr("This day lies after today. Record time once it has been given."), "day")
        elif starts is None:
            words = self.tr("Enter a time, such as %1.").replace("%1", self.starts.placeholderText())
            self.refuse_words(words, "starts")
        elif minutes is None:
            words = self.tr("Enter minutes from 1 to %1.").replace("%1", str(LONGEST_MINUTES))
            self.refuse_words(words, "minutes")
        else:
            group = self.group.currentData()
            service = INDIVIDUAL_SERVICES[self.service.currentIndex()]
            starts_at = datetime.combine(day, starts, ZoneInfo(self._zone))
            self.asked.emit(RecordTime(service, starts_at, minutes, GroupId(UUID(group)) if group else None))

    def _minutes(self) -> int | None:
        text = self.minutes.text().strip()
        if not (text.isascii() and text.isdigit() and len(text) <= len(str(LONGEST_MINUTES))):
            return None
        minutes = int(text)
        return minutes if 1 <= minutes <= LONGEST_MINUTES else None

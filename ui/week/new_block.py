"""The form for a group's weekly block."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.series import Segment
from coordinator.vocabulary import GroupId, ServiceType, Weekday
from ui.formats import Formats
from ui.theme import Theme
from ui.week import words
from ui.week.facts import WeekView
from ui.week.typed import shown_date, typed_date, typed_time
from ui.widgets import Button, CheckBox, ComboBox, InfoBar, Labelled, PrimaryButton, Text, TextField, Tone, column, row

COMMON_ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
)  # fmt: skip
BREAKS = (0, 10, 15, 20, 30)


@dataclass(frozen=True, slots=True)
class BlockOrder:
    """A block as the form was filled in. Minutes are minutes of the block; the zone is an IANA name."""

    group_id: GroupId
    weekdays: tuple[Weekday, ...]
    starts: time
    minutes: int
    segments: tuple[Segment, ...]
    zone: str
    from_on: date
    until_on: date | None
    every_weeks: int


class NewBlockForm(QWidget):
    """Asks for group, weekdays, time, break, zone and dates. Nothing is stored until *Add block*."""

    ordered = Signal(object)
    dismissed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self._groups: tuple[GroupId, ...] = ()
        self._zones: tuple[str, ...] = ()
        self._group_zones: dict[GroupId, str] = {}
        self._today = date.min
        self._min_minutes = 0
        self._group = ComboBox(theme, self.tr("Group"))
        self._days = {day: CheckBox(theme, words.weekday_name(day)) for day in Weekday}
        self._starts = TextField(theme, self.tr("Starts"))
        self._minutes = TextField(theme, self.tr("Minutes"))
        self._service = ComboBox(theme, self.tr("Service"))
        self._break = ComboBox(theme, self.tr("Break"))
        self._zone = ComboBox(theme, self.tr("Time zone"))
        self._from = TextField(theme, self.tr("From"))
        self._until = TextField(theme, self.tr("Until"), placeholder=self.tr("No end"))
        self._every = ComboBox(theme, self.tr("Repeats"))
        self._advice = InfoBar(theme, Tone.WARNING, "")
        self._fault = InfoBar(theme, Tone.ERROR, "")
        self._add = PrimaryButton(theme, self.tr("Add block"), icon="plus")
        self._dismiss = Button(theme, self.tr("Cancel"))
        self._fill()
        self._lay_out()
        self._connect()

    def _fill(self) -> None:
        names = (
            (ServiceType.GROUP_THERAPY, self.tr("Group therapy")),
            (ServiceType.PSYCHOEDUCATION, self.tr("Psychoeducation")),
            (ServiceType.RELAPSE_PREVENTION, self.tr("Relapse prevention")),
            (ServiceType.FAMILY_THERAPY, self.tr("Family therapy")),
        )
        for service, name in names:
            self._service.addItem(name, service.value)
        for minutes in BREAKS:
            text = self.tr("%1 min halfway").replace("%1", str(minutes)) if minutes else self.tr("No break")
            self._break.addItem(text, minutes)
        every = (self.tr("Every week"), self.tr("Every 2 weeks"), self.tr("Every 3 weeks"), self.tr("Every 4 weeks"))
        for number, text in enumerate(every, start=1):
            self._every.addItem(text, number)

    def _lay_out(self) -> None:
        theme = self._theme
        days = QGridLayout()
        days.setContentsMargins(0, 0, 0, 0)
        days.setHorizontalSpacing(10)
        days.setVerticalSpacing(2)
        for number, box in enumerate(self._days.values()):
            days.addWidget(box, number // 3, number % 3)
        self.setLayout(
            column(
                Text(theme, self.tr("New block"), "titleSmall"),
                12,
                Labelled(theme, self.tr("Group"), self._group),
                12,
                Text(theme, self.tr("Weekdays"), "caption", "textMuted"),
                4,
                days,
                12,
                row(
                    Labelled(theme, self.tr("Starts"), self._starts), Labelled(theme, self.tr("Minutes"), self._minutes)
                ),
                12,
                Labelled(theme, self.tr("Service"), self._service),
                12,
                Labelled(theme, self.tr("Break"), self._break),
                12,
                Labelled(theme, self.tr("Time zone"), self._zone),
                12,
                row(Labelled(theme, self.tr("From"), self._from), Labelled(theme, self.tr("Until"), self._until)),
                12,
                Labelled(theme, self.tr("Repeats"), self._every),
                12,
                self._advice,
                self._fault,
                4,
                row(self._add, self._dismiss, None),
                None,
                margins=(20, 0, 18, 0),
            )
        )

    def _connect(self) -> None:
        self._group.currentIndexChanged.connect(self._group_picked)
        self._minutes.textChanged.connect(lambda _: self._advise())
        self._break.currentIndexChanged.connect(lambda _: self._advise())
        self._add.clicked.connect(self._order)
        self._dismiss.clicked.connect(self.dismissed)

    def begin(self, view: WeekView, group_id: GroupId | None = None) -> None:
        """Start afresh, with a three-hour morning block from this week on, of a group where one is named."""
        self._groups = tuple(group.id for group in view.groups)
        self._group_zones = {group.id: group.zone for group in view.groups}
        self._today, self._min_minutes = view.today, view.min_minutes_per_day
        self._zones = tuple(dict.fromkeys((*(group.zone for group in view.groups), *COMMON_ZONES)))
        self._zone.clear()
        for zone in self._zones:
            self._zone.addItem(zone.replace("_", " "), zone)
        self._group.clear()
        for group in view.groups:
            self._group.addItem(group.name, str(group.id))
        if group_id in self._groups:
            self._group.setCurrentIndex(self._groups.index(group_id))
        for box in self._days.values():
            box.setChecked(False)
        self._starts.setText(self._formats.time(time(9)))
        self._minutes.setText("180")
        self._from.setText(shown_date(max(view.days[0], view.today)))
        self._until.clear()
        self._every.setCurrentIndex(0)
        self._break.setCurrentIndex(0)
        self._say("" if self._groups else self.tr("Add a group first, under Groups."))
        self._add.setEnabled(bool(self._groups))
        self._group_picked()
        self._advise()
        self._group.setFocus()

    def refuse(self, sentence: str) -> None:
        """Show why the block was not stored."""
        self._say(sentence)

    def _group_picked(self, *_: object) -> None:
        place = self._group.currentIndex()
        if 0 <= place < len(self._groups):
            self._zone.setCurrentIndex(self._zones.index(self._group_zones[self._groups[place]]))

    def _advise(self) -> None:
        minutes = _whole(self._minutes.text())
        pause = BREAKS[max(0, self._break.currentIndex())]
        short = minutes is not None and 0 < minutes - pause < self._min_minutes
        self._advice.setVisible(short)
        if short and minutes is not None:
            whole = self.tr("%1 minutes count without the break. A billable day needs %2.")
            self._advice.set_text(whole.replace("%1", str(minutes - pause)).replace("%2", str(self._min_minutes)))

    def _order(self) -> None:
        days = tuple(day for day, box in self._days.items() if box.isChecked())
        starts, minutes = typed_time(self._starts.text()), _whole(self._minutes.text())
        from_on = typed_date(self._from.text(), self._today)
        until_on = typed_date(self._until.text(), self._today) if self._until.text().strip() else None
        checks = (
            (self._starts, starts is None, self.tr("Type a time such as 9:00 AM.")),
            (self._minutes, minutes is None, self.tr("Type the minutes of the block, such as 180.")),
            (self._from, from_on is None, self.tr("Type the first day, such as 2026-03-16.")),
            (
                self._until,
                bool(self._until.text().strip()) and until_on is None,
                self.tr("Type the last day or nothing."),
            ),
        )
        for field, wrong, why in checks:
            field.set_invalid(wrong, why)
        fault = next((why for _, wrong, why in checks if wrong), "")
        self._say(fault or ("" if days else self.tr("Choose at least one weekday.")))
        if fault or not days or starts is None or minutes is None or from_on is None:
            return
        service = ServiceType(str(self._service.currentData()))
        self.ordered.emit(
            BlockOrder(
                group_id=self._groups[self._group.currentIndex()],
                weekdays=days,
                starts=starts,
                minutes=minutes,
                segments=segments_of(service, minutes, BREAKS[self._break.currentIndex()]),
                zone=self._zones[self._zone.currentIndex()],
                from_on=from_on,
                until_on=until_on,
                every_weeks=self._every.currentIndex() + 1,
            )
        )

    def _say(self, sentence: str) -> None:
        self._fault.setVisible(bool(sentence))
        self._fault.set_text(sentence)


def segments_of(service: ServiceType, minutes: int, pause: int) -> tuple[Segment, ...]:
    """Give one service with a break in its middle; all of it where there is no room for one."""
    if not 0 < pause < minutes - 1:
        return (Segment(service, minutes),)
    first = (minutes - pause) // 2
    return (
        Segment(service, first),
        Segment(ServiceType.BREAK, pause),
        Segment(service, minutes - pause - first),
    )


def _whole(text: str) -> int | None:
    return int(text) if text.strip().isdecimal() else None

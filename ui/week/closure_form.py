"""The form for days on which the program is closed, with the sessions that this cancels."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.series import HolidayOffered, PlannedSession
from ui.formats import Formats, counted
from ui.theme import Theme
from ui.week.action_row import ActionRow
from ui.week.facts import WeekView
from ui.week.typed import shown_date, typed_date
from ui.widgets import (
    Button,
    InfoBar,
    Labelled,
    PrimaryButton,
    Text,
    TextField,
    Tone,
    clear_layout,
    column,
    row,
)

MOST_LISTED = 12
MOST_HOLIDAYS = 8
MOST_WEEKS = 3


@dataclass(frozen=True, slots=True)
class ClosureOrder:
    """Days from `from_on` through `to_on` and why."""

    from_on: date
    to_on: date
    name: str


class ClosureForm(QWidget):
    """Asks for the days and shows at once what they cancel. Nothing is stored until *Close these days*."""

    ordered = Signal(object)
    listing_wanted = Signal(object, object)
    dismissed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self._today = date.min
        self._name = TextField(theme, self.tr("Name"), placeholder=self.tr("Presidents' Day"))
        self._from = TextField(theme, self.tr("First day"))
        self._to = TextField(theme, self.tr("Last day"))
        self._count = Text(theme, "", "section", wrap=True)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        self._outlook = InfoBar(theme, Tone.WARNING, "")
        self._outlook.hide()
        self._offer = Text(theme, self.tr("Federal holidays ahead"), "caption", "textMuted")
        self._holidays = column()
        self._fault = InfoBar(theme, Tone.ERROR, "")
        self._add = PrimaryButton(theme, self.tr("Close these days"), icon="calendar-off")
        self._dismiss = Button(theme, self.tr("Cancel"))
        self.setLayout(
            column(
                Text(theme, self.tr("Add closure"), "titleSmall"),
                12,
                Labelled(theme, self.tr("Name"), self._name),
                12,
                row(Labelled(theme, self.tr("First day"), self._from), Labelled(theme, self.tr("Last day"), self._to)),
                14,
                self._count,
                6,
                self._lines,
                8,
                self._outlook,
                12,
                self._fault,
                4,
                row(self._add, self._dismiss, None),
                18,
                self._offer,
                6,
                self._holidays,
                None,
                margins=(20, 0, 18, 0),
            )
        )
        self._from.editingFinished.connect(self._days_typed)
        self._to.editingFinished.connect(self._days_typed)
        self._add.clicked.connect(self._order)
        self._dismiss.clicked.connect(self.dismissed)

    def begin(self, view: WeekView, day: date) -> None:
        """Start afresh with one day."""
        self._today = view.today
        self._name.clear()
        for field in (self._from, self._to):
            field.setText(shown_date(day))
            field.set_invalid(False)
        self.refuse("")
        self._offer.hide()
        clear_layout(self._holidays)
        self._days_typed()
        self._name.setFocus()

    def show_holidays(self, offered: tuple[HolidayOffered, ...]) -> None:
        """Offer the federal holidays ahead on which a group would meet and that are not closed yet."""
        clear_layout(self._holidays)
        wanted = [one for one in offered if one.sessions and not one.closed][:MOST_HOLIDAYS]
        self._offer.setVisible(bool(wanted))
        for one in wanted:
            name = self._holiday_name(one)
            day = self._formats.short_day(one.on)
            button = ActionRow(self._theme, "calendar-off", f"{day}, {name}")
            whole = counted("Week", "Close for %1, %2. This cancels %n session(s).", one.sessions)
            button.setAccessibleName(whole.replace("%1", name).replace("%2", day))
            button.setToolTip(button.accessibleName())
            button.clicked.connect(partial(self._take_holiday, one))
            self._holidays.addWidget(button)

    def show_check(self, found: tuple[tuple[PlannedSession, str], ...], outlook: tuple[str, ...]) -> None:
        """List the sessions that these days cancel, and the weeks that would offer less than the goal."""
        self._outlook.setVisible(bool(outlook))
        said = list(outlook[:MOST_WEEKS])
        if len(outlook) > MOST_WEEKS:
            said.append(counted("Week", "And %n more week(s) like this.", len(outlook) - MOST_WEEKS))
        self._outlook.set_text(" ".join(said))
        clear_layout(self._lines)
        self._count.setText(
            counted("Week", "This cancels %n session(s).", len(found))
            if found
            else self.tr("No session falls on these days.")
        )
        for one, group in found[:MOST_LISTED]:
            day = self._formats.short_day(self._formats.date_of(one.starts_at))
            line = f"{group}, {day}, {self._formats.time(one.starts_at)}"
            self._lines.addWidget(Text(self._theme, line, "caption", "textSecondary", wrap=True))
        if len(found) > MOST_LISTED:
            more = counted("Week", "and %n more", len(found) - MOST_LISTED)
            self._lines.addWidget(Text(self._theme, more, "caption", "textMuted"))

    def refuse(self, sentence: str) -> None:
        """Show why the closure was not stored; empty takes the sentence away."""
        self._fault.setVisible(bool(sentence))
        self._fault.set_text(sentence)

    def _holiday_name(self, one: HolidayOffered) -> str:
        return self.tr("%1 observed").replace("%1", one.name) if one.observed else one.name

    def _take_holiday(self, one: HolidayOffered, *_: object) -> None:
        """Fill the form in with a holiday; closing stays a step of its own."""
        self._name.setText(self._holiday_name(one))
        for field in (self._from, self._to):
            field.setText(shown_date(one.on))
        self._days_typed()
        self._add.setFocus()

    def _days(self) -> tuple[date | None, date | None]:
        found = (typed_date(self._from.text(), self._today), typed_date(self._to.text(), self._today))
        for field, day in zip((self._from, self._to), found, strict=True):
            field.set_invalid(day is None, self.tr("Type a day such as 2026-02-16."))
        return found

    def _days_typed(self) -> None:
        first, last = self._days()
        if first is not None and last is not None and first <= last:
            self.listing_wanted.emit(first, last)
        else:
            clear_layout(self._lines)
            self._count.setText("")
            self._outlook.hide()

    def _order(self) -> None:
        first, last = self._days()
        name = self._name.text().strip()
        self._name.set_invalid(not name, self.tr("Say why: clients will ask."))
        if first is None or last is None:
            self.refuse(self.tr("Type both days, such as 2026-02-16."))
        elif last < first:
            self.refuse(self.tr("The last day lies before the first."))
        elif not name:
            self.refuse(self.tr("Give the closure a name, such as a holiday."))
        else:
            self.refuse("")
            self.ordered.emit(ClosureOrder(first, last, name))

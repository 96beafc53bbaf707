"""Two forms of the details: the level of care from a day on, and what a payer approved."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.roster import errors as refusals
from coordinator.summaries import Authorization, AuthorizationDetails
from coordinator.vocabulary import ApprovedUnit, LevelOfCare
from ui.clients.asking import InlineForm
from ui.clients.care_words import level_words, unit_words
from ui.clients.intents import KeepAuthorization, SetCareLevel
from ui.roster_form import DateField, choices
from ui.theme import Theme
from ui.widgets import TextField

MOST_HOURS = 168
MOST_DIGITS = 7
MINUTES = 60


class CareLevelForm(InlineForm):
    """Asks from which day a level of care holds, for how many hours a week, and how long fewer are meant."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.set_words(self.tr("Record a level of care"), self.tr("Record level"))
        levels = [(level.value, level_words(level)) for level in LevelOfCare]
        self.level = choices(theme, self.tr("Level of care"), levels, LevelOfCare.ASAM_2_1.value)
        self.since = DateField(theme, self.tr("From"))
        self.hours = TextField(theme, self.tr("Hours ordered a week"), placeholder=self.tr("The program’s goal"))
        self.until = DateField(theme, self.tr("Stepping down until"))
        self.add_line(self.add_field("level", self.tr("Level of care"), self.level))
        self.add_line(
            self.add_field("since", self.tr("From"), self.since),
            self.add_field("hours", self.tr("Hours ordered a week"), self.hours),
        )
        self.add_line(self.add_field("until", self.tr("Stepping down until (or leave empty)"), self.until))

    def start(self, today: date) -> None:
        """Begin afresh, from today on."""
        self.since.show_day(today)
        self.hours.clear()
        self.until.show_day(None)
        self.open_at(self.level)

    def ask(self) -> None:
        """Record the level."""
        try:
            since = self.day_of("since", self.since)
            until = self.day_of("until", self.until, needed=False)
            minutes = self._minutes()
        except ValueError:
            return
        if since is not None:
            self.asked.emit(SetCareLevel(since, LevelOfCare(self.level.currentData()), minutes, until))

    def field_of(self, error: CoordinatorError) -> str:
        """Days out of order are about the end of the step down."""
        return "until" if isinstance(error, refusals.DatesOutOfOrder) else "hours"

    def _minutes(self) -> int | None:
        text = self.hours.text().strip().replace(",", ".")
        if not text:
            return None
        whole, _point, part = text.partition(".")
        digits = whole + part
        if not (digits.isascii() and digits.isdigit() and len(digits) <= MOST_DIGITS):
            self._refuse_hours()
        minutes = round(float(text) * MINUTES)
        if minutes > MOST_HOURS * MINUTES:
            self._refuse_hours()
        return minutes

    def _refuse_hours(self) -> None:
        words = self.tr("Enter hours a week, such as 9 or 4.5, or leave it empty.")
        self.refuse_words(words, "hours")
        raise ValueError("hours")


class AuthorizationForm(InlineForm):
    """Asks what a payer approved, or for corrections of it."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self._id: UUID | None = None
        self.approved = TextField(theme, self.tr("Approved"))
        units = [(unit.value, unit_words(unit)) for unit in ApprovedUnit]
        self.unit = choices(theme, self.tr("Counted in"), units, ApprovedUnit.DAYS.value)
        self.first = DateField(theme, self.tr("From"))
        self.last = DateField(theme, self.tr("Through"))
        self.review = DateField(theme, self.tr("Next review"))
        self.payer = TextField(theme, self.tr("Payer"))
        self.number = TextField(theme, self.tr("Authorization number"))
        self.add_line(
            self.add_field("approved", self.tr("Approved"), self.approved),
            self.add_field("unit", self.tr("Counted in"), self.unit),
        )
        self.add_line(
            self.add_field("first", self.tr("From"), self.first),
            self.add_field("last", self.tr("Through"), self.last),
            self.add_field("review", self.tr("Next review"), self.review),
        )
        self.add_line(
            self.add_field("payer", self.tr("Payer"), self.payer),
            self.add_field("number", self.tr("Authorization number"), self.number),
        )

    def start(self, today: date, known: Authorization | None = None) -> None:
        """Be about an approval, or about a new one from today on."""
        self._id = known.id if known is not None else None
        details = known.details if known is not None else None
        if details is None:
            self.set_words(self.tr("Record an authorization"), self.tr("Record authorization"))
        else:
            self.set_words(self.tr("Change the authorization"), self.tr("Save authorization"))
        self.approved.setText(str(details.approved) if details else "")
        unit = details.unit if details else ApprovedUnit.DAYS
        self.unit.setCurrentIndex(max(0, self.unit.findData(unit.value)))
        self.first.show_day(details.from_on if details else today)
        self.last.show_day(details.to_on if details else None)
        self.review.show_day(details.next_review_on if details else None)
        self.payer.setText(details.payer if details else "")
        self.number.setText(details.number if details else "")
        self.open_at(self.approved)

    def ask(self) -> None:
        """Keep what was approved."""
        text = self.approved.text().strip()
        if not (text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS):
            self.refuse_words(self.tr("Enter how many units were approved, such as 24."), "approved")
            return
        try:
            first, last = self.day_of("first", self.first), self.day_of("last", self.last)
            review = self.day_of("review", self.review, needed=False)
        except ValueError:
            return
        if first is not None and last is not None:
            unit = ApprovedUnit(self.unit.currentData())
            details = AuthorizationDetails(unit, int(text), first, last, review, self.number.text(), self.payer.text())
            self.asked.emit(KeepAuthorization(self._id, details))

    def field_of(self, error: CoordinatorError) -> str:
        """Days out of order are about the last one."""
        return "last" if isinstance(error, refusals.DatesOutOfOrder) else "approved"

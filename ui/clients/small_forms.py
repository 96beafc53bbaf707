"""The short forms of the details: a flag, a goal, a revocation, another admission."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.roster import Consent, Goal
from coordinator.roster import errors as refusals
from coordinator.vocabulary import FlagKind
from ui.clients.asking import InlineForm
from ui.clients.intents import AddGoal, ChangeGoal, RaiseFlag, Readmit, RevokeConsent
from ui.roster_form import DateField, choices
from ui.roster_words import consent_words, flag_words
from ui.theme import Theme
from ui.widgets import TextField


class FlagForm(InlineForm):
    """Asks what everybody who leads a session must know."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.set_words(self.tr("Raise a flag"), self.tr("Raise flag"))
        self.about = choices(theme, self.tr("About"), [(kind.value, flag_words(kind)) for kind in FlagKind])
        self.words = TextField(theme, self.tr("What everybody must know"))
        self.add_line(self.add_field("about", self.tr("About"), self.about))
        self.add_line(self.add_field("flag", self.tr("What everybody must know"), self.words))

    def start(self) -> None:
        """Begin afresh."""
        self.words.clear()
        self.about.setCurrentIndex(0)
        self.open_at(self.about)

    def ask(self) -> None:
        """Raise the flag."""
        self.asked.emit(RaiseFlag(FlagKind(self.about.currentData()), self.words.text()))


class GoalForm(InlineForm):
    """Asks for the words of a goal: of a new one, or other words for one that is there."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self._number: int | None = None
        self.words = TextField(theme, self.tr("Goal of the plan"))
        self.add_line(self.add_field("goal", self.tr("Goal of the plan"), self.words))

    def start(self, goal: Goal | None = None) -> None:
        """Be about a goal, or about a new one."""
        self._number = goal.number if goal is not None else None
        if goal is None:
            self.set_words(self.tr("Add a goal"), self.tr("Add goal"))
        else:
            self.set_words(self.tr("Change goal %1").replace("%1", str(goal.number)), self.tr("Save goal"))
        self.words.setText(goal.label if goal is not None else "")
        self.open_at(self.words)

    def ask(self) -> None:
        """Store the words."""
        label = self.words.text()
        self.asked.emit(AddGoal(label) if self._number is None else ChangeGoal(self._number, label))


class RevokeForm(InlineForm):
    """Asks on which day a consent was taken back."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self._consent: Consent | None = None
        self.day = DateField(theme, self.tr("Revoked on"))
        self.add_line(self.add_field("day", self.tr("Revoked on"), self.day))

    def start(self, consent: Consent, today: date) -> None:
        """Be about a consent."""
        self._consent = consent
        words = self.tr("Revoke: %1").replace("%1", consent_words(consent.kind))
        self.set_words(words, self.tr("Revoke"))
        self.day.show_day(today)
        self.open_at(self.day)

    def ask(self) -> None:
        """Record the revocation."""
        try:
            day = self.day_of("day", self.day)
        except ValueError:
            return
        if self._consent is not None and day is not None:
            self.asked.emit(RevokeConsent(self._consent.id, day))

    def refuse(self, error: CoordinatorError) -> None:
        """A day before the signature is said in those words."""
        if isinstance(error, refusals.DatesOutOfOrder):
            self.refuse_words(self.tr("This day lies before the consent was signed."), "day")
        else:
            super().refuse(error)


class ReadmitForm(InlineForm):
    """Asks from which day on a discharged client is with the clinic again."""

    def __init__(self, theme: Theme, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self.set_words(self.tr("Admit again"), self.tr("Admit"))
        self.day = DateField(theme, self.tr("Admitted on"))
        self.add_line(self.add_field("day", self.tr("Admitted on"), self.day))

    def start(self, today: date) -> None:
        """Offer today."""
        self.day.show_day(today)
        self.open_at(self.day)

    def ask(self) -> None:
        """Open another episode of care."""
        try:
            day = self.day_of("day", self.day)
        except ValueError:
            return
        if day is not None:
            self.asked.emit(Readmit(day))

    def field_of(self, error: CoordinatorError) -> str:
        """Whatever is refused is about the day."""
        del error
        return "day"

"""Consent, goals, announced absences and individual time: what is on record, and how it is changed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.attendance import AnnouncedAbsence, ServiceTime
from coordinator.roster import Consent, Goal
from coordinator.sessions import GroupSession
from coordinator.vocabulary import ConsentKind
from ui.attendance_words import reason_words
from ui.clients.absence_form import AbsenceForm
from ui.clients.consent_form import ConsentForm
from ui.clients.consent_words import revocable, standing_words
from ui.clients.facts import ClientFacts
from ui.clients.intents import RemoveAbsence, RemoveTime, RetireGoal
from ui.clients.section import Section
from ui.clients.small_forms import GoalForm, RevokeForm
from ui.clients.time_form import TimeForm
from ui.formats import Formats
from ui.roster_words import consent_words, service_words
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import LinkButton


class ConsentSection(Section):
    """Every consent with its standing, oldest last; a new one is recorded and one that holds is revoked in place."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("Consent"))
        self._formats, self._names = formats, names
        self._facts: ClientFacts | None = None
        self.add = self.add_action(self.tr("Add consent"), self.open_consent)
        self.consent = ConsentForm(theme)
        self.revoke = RevokeForm(theme)
        self.add_form(self.consent, self.add)
        self.add_form(self.revoke, self.add)

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client's consents."""
        self._facts = facts
        shown = self._names.of(facts.client.name)
        self.add.setAccessibleName(self.tr("Add consent, %1").replace("%1", shown))
        self.redraw(lambda: self._draw(facts))

    def open_consent(self) -> None:
        """Open the form for a consent."""
        facts = self._facts
        if facts is not None:
            shown = self._names.of(facts.client.name)
            self.open_form(self.consent, lambda: self.consent.start(shown, facts.today))

    def _draw(self, facts: ClientFacts) -> None:
        if not facts.client.consents:
            self.add_words(self.tr("No consent is on record yet."))
        for consent in reversed(facts.client.consents):
            self._consent(consent, facts)

    def _consent(self, consent: Consent, facts: ClientFacts) -> None:
        details = consent.details
        words, is_warning = standing_words(consent, facts.today, self._formats)
        signed = self.tr("Signed %1").replace("%1", self._formats.full_date(details.signed_on, short=True))
        if consent.kind is ConsentKind.DISCLOSURE:
            signed = self.tr("To %1: %2").replace("%1", details.recipient).replace("%2", details.information)
        kind = consent_words(consent.kind)
        links: tuple[LinkButton, ...] = ()
        if revocable(consent, facts.today):
            name = self.tr("Revoke %1, %2").replace("%1", kind).replace("%2", signed)
            links = (self.link(self.tr("Revoke"), name, lambda: self._open_revoke(consent, facts)),)
        colour = "warnText" if is_warning else "textSecondary"
        self.add_line(kind, signed, second=words, second_colour=colour, links=links)

    def _open_revoke(self, consent: Consent, facts: ClientFacts) -> None:
        self.open_form(self.revoke, lambda: self.revoke.start(consent, facts.today))


class GoalsSection(Section):
    """The goals of the plan by number; a retired one keeps its number, since notes cite it."""

    def __init__(self, theme: Theme, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("Goals"))
        self._names = names
        self.add = self.add_action(self.tr("Add goal"), self.open_goal)
        self.goal = GoalForm(theme)
        self.add_form(self.goal, self.add)

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client's goals."""
        shown = self._names.of(facts.client.name)
        self.add.setAccessibleName(self.tr("Add goal, %1").replace("%1", shown))
        self.redraw(lambda: self._draw(facts.client.goals))

    def open_goal(self, goal: Goal | None = None) -> None:
        """Open the form for a goal, or for a new one."""
        self.open_form(self.goal, lambda: self.goal.start(goal))

    def _draw(self, goals: tuple[Goal, ...]) -> None:
        if not goals:
            self.add_words(self.tr("No goals yet. Notes cite them by number."))
        for goal in goals:
            self._goal(goal)

    def _goal(self, goal: Goal) -> None:
        number = str(goal.number)
        edit = self.link(self.tr("Edit"), self.tr("Edit goal %1").replace("%1", number), lambda: self.open_goal(goal))
        retire = self.link(
            self.tr("Retire"),
            self.tr("Retire goal %1").replace("%1", number),
            lambda: self.ask(RetireGoal(goal.number)),
        )
        self.add_line(self.tr("Goal %1").replace("%1", number), goal.label, links=(edit, retire))


class AbsencesSection(Section):
    """What the client announced for sessions still to come."""

    sessions_wanted = Signal()
    """The form is to open: it wants the sessions to choose from, by `offer`."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("Announced absences"))
        self._formats, self._names = formats, names
        self.add = self.add_action(self.tr("Note absence"), self.open_absence)
        self.absence = AbsenceForm(theme, formats)
        self.add_form(self.absence, self.add)

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client's absences; who is in no group has none to note."""
        shown = self._names.of(facts.client.name)
        self.add.setAccessibleName(self.tr("Note absence, %1").replace("%1", shown))
        self.add.setVisible(bool(facts.present_groups))
        self.redraw(lambda: self._draw(facts))

    def open_absence(self) -> None:
        """Ask for the sessions; the form opens once they are there."""
        self.sessions_wanted.emit()

    def offer(self, sessions: tuple[GroupSession, ...]) -> None:
        """Open the form with the sessions to choose from."""
        self.open_form(self.absence, lambda: self.absence.start(sessions))

    def _draw(self, facts: ClientFacts) -> None:
        if not facts.absences:
            self.add_words(self.tr("None announced.") if facts.present_groups else self.tr("In no group now."))
        for absence in facts.absences:
            self._absence(absence)

    def _absence(self, absence: AnnouncedAbsence) -> None:
        zone = ZoneInfo(absence.zone)
        day = self._formats.short_day(absence.starts_at.astimezone(zone).date())
        words = self.tr("Whole session")
        if absence.expected_at is not None:
            words = self.tr("Expected at %1").replace("%1", self._formats.zoned_time(absence.expected_at, zone))
        why = ", ".join(part for part in (reason_words(absence.reason), absence.note) if part)
        start = self._formats.zoned_time(absence.starts_at, zone)
        second = f"{start}, {absence.group_name}. {why}"
        name = self.tr("Remove absence, %1, %2").replace("%1", day).replace("%2", absence.group_name)
        remove = self.link(self.tr("Remove"), name, lambda: self.ask(RemoveAbsence(absence.session_id)))
        self.add_line(day, words, second=second, links=(remove,))


class TimeSection(Section):
    """Clinical time outside groups in the weeks shown above it."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("Individual time"))
        self._formats, self._names = formats, names
        self._facts: ClientFacts | None = None
        self.add = self.add_action(self.tr("Record time"), self.open_time)
        self.time = TimeForm(theme)
        self.add_form(self.time, self.add)

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client's individual time."""
        self._facts = facts
        shown = self._names.of(facts.client.name)
        self.add.setAccessibleName(self.tr("Record individual time, %1").replace("%1", shown))
        self.redraw(lambda: self._draw(facts))

    def open_time(self) -> None:
        """Open the form for individual time."""
        facts = self._facts
        if facts is not None:
            self.open_form(self.time, lambda: self.time.start(facts.today, facts.zone, facts.present_groups))

    def _draw(self, facts: ClientFacts) -> None:
        if not facts.times:
            self.add_words(self.tr("None in these six weeks."))
        for one in reversed(facts.times):
            self._time(one)

    def _time(self, one: ServiceTime) -> None:
        day = self._formats.short_day(self._formats.date_of(one.starts_at))
        service = service_words(one.service_type)
        name = self.tr("Remove %1, %2").replace("%1", service).replace("%2", day)
        remove = self.link(self.tr("Remove"), name, lambda: self.ask(RemoveTime(one.id)))
        second = f"{self._formats.time(one.starts_at)}, {self._formats.duration(one.minutes)}"
        self.add_line(day, service, second=second, links=(remove,))

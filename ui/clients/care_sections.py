"""Level of care, authorizations and what this week still needs: what is on record, and how it is changed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from coordinator.roster import CareLevel
from coordinator.summaries import Authorization, ClientForecast
from ui.clients.care_forms import AuthorizationForm, CareLevelForm
from ui.clients.care_words import level_words, units_words
from ui.clients.facts import ClientFacts
from ui.clients.intents import RemoveAuthorization, RemoveCareLevel
from ui.clients.section import Section
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import Theme

MAKE_UPS_SHOWN = 4


class NeedsSection(Section):
    """Which sessions of this week still reach the goal; where they do not suffice, who has a place to make up."""

    def __init__(self, theme: Theme, formats: Formats, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("This week"))
        self._formats = formats

    def show_facts(self, facts: ClientFacts) -> None:
        """Show the forecast; without one there is nothing to show."""
        found = facts.forecast
        self.setVisible(found is not None and found.asked > 0)
        if found is not None:
            self.redraw(lambda: self._draw(found, ZoneInfo(facts.zone)))

    def _draw(self, found: ClientForecast, zone: ZoneInfo) -> None:
        hours = self._formats.hours
        credited, most = found.week.hours.credited, found.week.hours.best_still_possible
        so_far = self.tr("%1 of %2").replace("%1", hours(credited)).replace("%2", hours(found.asked))
        self.add_line(self.tr("So far"), so_far, end=self.tr("at most %1").replace("%1", hours(most)))
        if found.needs is None:
            words = self.tr("The sessions that are left do not reach %1.").replace("%1", hours(found.asked))
            self.add_line(self.tr("Still needed"), words, colour="warnText")
            self._make_ups(found)
        elif found.needs:
            days = [self._formats.short_day(one.starts_at.astimezone(zone).date()) for one in found.needs]
            self.add_line(self.tr("Still needed"), ", ".join(days))
        else:
            self.add_line(self.tr("Still needed"), self.tr("Nothing, the goal is reached."))

    def _make_ups(self, found: ClientForecast) -> None:
        if not found.make_ups:
            self.add_line(self.tr("Make-up"), self.tr("No other group has a place that fits this week."))
        for one in found.make_ups[:MAKE_UPS_SHOWN]:
            day = self._formats.short_day(one.service_date)
            start = self._formats.zoned_time(one.starts_at, ZoneInfo(one.zone))
            second = self.tr("%1, %2 more").replace("%1", start).replace("%2", self._formats.duration(one.minutes))
            places = self.tr("%1 places").replace("%1", str(one.places))
            self.add_line(self.tr("Make-up"), f"{day}, {one.group_name}", second=second, end=places)


class CareLevelSection(Section):
    """The levels of care by date, the newest first."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("Level of care"))
        self._formats, self._names = formats, names
        self._facts: ClientFacts | None = None
        self.add = self.add_action(self.tr("Change level"), self.open_level)
        self.level = CareLevelForm(theme)
        self.add_form(self.level, self.add)

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client's levels of care."""
        self._facts = facts
        shown = self._names.of(facts.client.name)
        self.add.setAccessibleName(self.tr("Change level of care, %1").replace("%1", shown))
        self.redraw(lambda: self._draw(facts))

    def open_level(self) -> None:
        """Open the form for a level."""
        facts = self._facts
        if facts is not None:
            self.open_form(self.level, lambda: self.level.start(facts.today))

    def _draw(self, facts: ClientFacts) -> None:
        if not facts.levels:
            self.add_words(self.tr("None recorded: the program’s goal holds."))
        for one in reversed(facts.levels):
            self._level(one, facts)

    def _level(self, one: CareLevel, facts: ClientFacts) -> None:
        since = self._formats.full_date(one.from_on, short=True)
        parts = []
        if one.ordered_weekly_minutes is not None:
            hours = self._formats.hours(one.ordered_weekly_minutes)
            parts.append(self.tr("%1 a week ordered.").replace("%1", hours))
        if one.transition_until is not None:
            until = self._formats.full_date(one.transition_until, short=True)
            words = (
                self.tr("Stepping down until %1: low hours are not flagged.")
                if one.transition_until >= facts.today
                else self.tr("Stepped down until %1.")
            )
            parts.append(words.replace("%1", until))
        name = self.tr("Remove level of care from %1").replace("%1", since)
        remove = self.link(self.tr("Remove"), name, lambda: self.ask(RemoveCareLevel(one.id)))
        key = self.tr("From %1").replace("%1", since)
        self.add_line(key, level_words(one.level), second=" ".join(parts), links=(remove,))


class AuthorizationsSection(Section):
    """What payers approved: used, left, when it runs out, when it is reviewed. It warns and never blocks."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", parent=parent)
        self._title.setText(self.tr("Authorizations"))
        self._formats, self._names = formats, names
        self._facts: ClientFacts | None = None
        self.add = self.add_action(self.tr("Add authorization"), self.open_authorization)
        self.authorization = AuthorizationForm(theme)
        self.add_form(self.authorization, self.add)

    def show_facts(self, facts: ClientFacts) -> None:
        """Show a client's authorizations."""
        self._facts = facts
        shown = self._names.of(facts.client.name)
        self.add.setAccessibleName(self.tr("Add authorization, %1").replace("%1", shown))
        self.redraw(lambda: self._draw(facts))

    def open_authorization(self, known: Authorization | None = None) -> None:
        """Open the form for an authorization, or for a new one."""
        facts = self._facts
        if facts is not None:
            self.open_form(self.authorization, lambda: self.authorization.start(facts.today, known))

    def _draw(self, facts: ClientFacts) -> None:
        if not facts.authorizations:
            self.add_words(self.tr("None on record."))
        for one in facts.authorizations:
            self._authorization(one)

    def _authorization(self, one: Authorization) -> None:
        details, use = one.details, one.use
        first = self._formats.month_day(details.from_on, short=True)
        last = self._formats.full_date(details.to_on, short=True)
        key = self.tr("%1 to %2").replace("%1", first).replace("%2", last)
        value = self.tr("%1 of %2 used").replace("%1", str(use.used))
        value = value.replace("%2", units_words(details.unit, details.approved))
        edit = self.link(
            self.tr("Edit"), self.tr("Edit authorization, %1").replace("%1", key), lambda: self.open_authorization(one)
        )
        remove = self.link(
            self.tr("Remove"),
            self.tr("Remove authorization, %1").replace("%1", key),
            lambda: self.ask(RemoveAuthorization(one.id)),
        )
        warns = one.warns_of is not None or use.remaining <= 0
        self.add_line(
            key,
            value,
            second=" ".join(self._sentences(one)),
            second_colour="warnText" if warns else "textSecondary",
            links=(edit, remove),
        )

    def _sentences(self, one: Authorization) -> list[str]:
        details, use, formats = one.details, one.use, self._formats
        said = []
        if use.remaining <= 0:
            said.append(self.tr("Used up. Care goes on; ask the payer."))
        elif use.runs_out_on is not None:
            day = formats.full_date(use.runs_out_on, short=True)
            said.append(self.tr("At the present pace used up on %1.").replace("%1", day))
        else:
            said.append(self.tr("%1 left.").replace("%1", units_words(details.unit, use.remaining)))
        if one.warns_of == details.to_on and use.remaining > 0:
            said.append(self.tr("Ends %1.").replace("%1", formats.full_date(one.warns_of, short=True)))
        if details.next_review_on is not None:
            day = formats.full_date(details.next_review_on, short=True)
            said.append(self.tr("Next review %1.").replace("%1", day))
        said += [part for part in (details.payer, details.number) if part]
        return said

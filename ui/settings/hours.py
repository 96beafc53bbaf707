"""Attendance and hours: the program's thresholds, which hold from a day on and leave earlier weeks alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

from coordinator import programs, roster
from coordinator.errors import CoordinatorError
from coordinator.programs import Program, ProgramRules, week_of
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import CreditRule, ServiceType
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats, counted
from ui.roster_words import INDIVIDUAL_SERVICES, service_words
from ui.settings.rows import Section, SettingRow, choice, choose
from ui.theme import Theme
from ui.widgets import PrimaryButton, Switch, Text

GOALS = tuple(range(120, 1201, 30))
ADULT_AGES = (16, 17, 18, 19, 20, 21)
GRACES = (0, 5, 10, 15, 20, 30)
MERGES = (0, 5, 10, 15, 20)
IN_A_ROW = (1, 2, 3, 4, 5)
LIMITS = (2, 3, 4, 5, 6, 8, 10, 12)
LIMIT_WEEKS = (4, 8, 12, 26)
WEEKS_AHEAD = 8
CREDIT_WIDTH = 200


@dataclass(frozen=True, slots=True)
class _Found:
    program: Program
    timeline: tuple[ProgramRules, ...]
    today: date


def _find(work: UnitOfWork) -> _Found:
    return _Found(programs.program(work), programs.rules_timeline(work), roster.today(work))


class HoursSection(Section):
    """Goal, credit and grace. They are stored together, with the week from which they hold."""

    def __init__(self, theme: Theme, bridge: Bridge, formats: Formats) -> None:
        super().__init__(theme)
        self._bridge, self._formats = bridge, formats
        self._found: _Found | None = None
        goals = [(minutes, formats.hours(minutes)) for minutes in GOALS]
        self.adults = choice(theme, self.tr("Weekly goal, adults"), goals, 540)
        self.adolescents = choice(theme, self.tr("Weekly goal, adolescents"), goals, 360)
        rules = [
            (CreditRule.EXACT, self.tr("To the minute")),
            (CreditRule.NEAREST_5, self.tr("Nearest 5 minutes")),
            (CreditRule.NEAREST_15, self.tr("Nearest 15 minutes")),
            (CreditRule.FLOOR_15, self.tr("Whole quarter hours")),
            (CreditRule.FULL_BLOCK_ONLY, self.tr("Full sessions only")),
        ]
        self.credit = choice(
            theme, self.tr("Group hours are credited"), rules, CreditRule.NEAREST_15, width=CREDIT_WIDTH
        )
        graces = [(minutes, counted("Settings", "%n minute(s)", minutes)) for minutes in GRACES]
        self.grace = choice(theme, self.tr("Late after"), graces, 10)
        merges = [(minutes, counted("Settings", "%n minute(s)", minutes)) for minutes in MERGES]
        self.merge = choice(theme, self.tr("Short absences count up to"), merges, 10)
        in_a_row = [(count, counted("Settings", "%n absence(s)", count)) for count in IN_A_ROW]
        self.in_a_row = choice(theme, self.tr("Review after absences in a row"), in_a_row, 3)
        limits = [(count, counted("Settings", "%n absence(s)", count)) for count in LIMITS]
        self.limit = choice(theme, self.tr("Review at a limit of"), [(None, self.tr("No limit")), *limits], None)
        weeks = [(count, counted("Settings", "%n week(s)", count)) for count in LIMIT_WEEKS]
        self.limit_weeks = choice(theme, self.tr("Limit holds for"), weeks, 12)
        self.individual = Switch(theme, self.tr("Individual and family sessions count"))
        ages = [(age, self.tr("{age} years").format(age=age)) for age in ADULT_AGES]
        self.adult_from = choice(theme, self.tr("Adults from"), ages, 18)
        self.counting = {
            service: Switch(theme, self.tr("{service} counts").format(service=service_words(service)))
            for service in ServiceType
            if service.counts
        }
        self.since = choice(theme, self.tr("Holds from"), (), None, width=CREDIT_WIDTH)
        self.save = PrimaryButton(theme, self.tr("Save"))
        self.save.clicked.connect(self._store)
        line = SettingRow
        self.add(
            self.tr("Goal"),
            line(theme, self.tr("Weekly goal, adults"), "", self.adults),
            line(theme, self.tr("Weekly goal, adolescents"), "", self.adolescents),
            line(
                theme,
                self.tr("Adults from"),
                self.tr("By the birth date where it is kept, else by the group."),
                self.adult_from,
            ),
            line(
                theme,
                self.tr("Individual and family sessions count"),
                self.tr("Toward the goal, besides group hours."),
                self.individual,
            ),
        )
        self.add(
            self.tr("Services that count"),
            *(
                line(theme, service_words(service), self._where_counted(service), switch)
                for service, switch in self.counting.items()
            ),
        )
        self.add(
            self.tr("Attendance"),
            line(theme, self.tr("Group hours are credited"), self.tr("Breaks are never counted."), self.credit),
            line(theme, self.tr("Late after"), self.tr("Arriving within this time counts as on time."), self.grace),
        )
        self.add(
            self.tr("Absences"),
            line(
                theme,
                self.tr("Short absences count up to"),
                self.tr("A longer step out or dropped connection takes its minutes away."),
                self.merge,
            ),
            line(
                theme,
                self.tr("Review after absences in a row"),
                self.tr("Without notice. Today asks for a look; nobody is ever discharged by it."),
                self.in_a_row,
            ),
            line(
                theme,
                self.tr("Review at a limit of"),
                self.tr("Announced absences count too, excused ones do not."),
                self.limit,
            ),
            line(theme, self.tr("Limit holds for"), "", self.limit_weeks),
        )
        self._last = line(theme, self.tr("Save these thresholds"), "", self.save)
        self.add(
            self.tr("From when"),
            line(theme, self.tr("Holds from"), self.tr("Earlier weeks keep the thresholds they had."), self.since),
            self._last,
        )
        self._timeline = Text(theme, "", "caption", "textMuted", wrap=True)
        self.box.addSpacing(10)
        self.box.addWidget(self._timeline)

    def activate(self) -> None:
        """Read the thresholds in force."""
        self._bridge.read(_find, then=self._show)

    def message(self) -> str:
        """What is said about the last attempt to save."""
        return self._last.message()

    def _show(self, found: _Found) -> None:
        self._found = found
        rules = self._in_force(found)
        for box, value in (
            (self.adults, rules.weekly_goal_minutes),
            (self.adolescents, rules.weekly_goal_minutes_adolescent),
            (self.grace, rules.grace_minutes),
            (self.credit, rules.credit_rule),
            (self.merge, rules.gap_merge_minutes),
            (self.in_a_row, rules.review_after_absences),
            (self.limit, rules.absence_limit),
            (self.limit_weeks, rules.absence_limit_weeks or 12),
            (self.adult_from, rules.adult_from_age),
        ):
            choose(box, value)
        for service, switch in self.counting.items():
            switch.setChecked(service not in rules.uncounted_services)
        self.individual.setChecked(rules.individual_counts)
        first, _last = week_of(found.today, rules.week_starts)
        self.since.clear()
        for ahead in range(WEEKS_AHEAD):
            day = first + timedelta(days=7 * ahead)
            words = self._formats.full_date(day, short=True)
            if ahead == 0:
                words = self.tr("This week, {day}").format(day=self._formats.month_day(day, short=True))
            self.since.addItem(words, day)
        self.since.setCurrentIndex(0)
        self._timeline.setText("\n".join(self._told(one) for one in reversed(found.timeline)))

    def _where_counted(self, service: ServiceType) -> str:
        if service in INDIVIDUAL_SERVICES:
            return self.tr("Toward the weekly goal, in sessions and outside them.")
        return self.tr("Toward the weekly goal.")

    def _in_force(self, found: _Found) -> ProgramRules:
        past = [one for one in found.timeline if one.effective_from <= found.today]
        return past[-1] if past else found.timeline[0]

    def _told(self, rules: ProgramRules) -> str:
        formats = self._formats
        told = self.tr("From {day}: {adults} adults, {adolescents} adolescents, late after {grace}.")
        return told.format(
            day=formats.full_date(rules.effective_from, short=True),
            adults=formats.hours(rules.weekly_goal_minutes),
            adolescents=formats.hours(rules.weekly_goal_minutes_adolescent),
            grace=formats.duration(rules.grace_minutes),
        )

    def _store(self) -> None:
        found = self._found
        if found is None:
            return
        rules = replace(
            self._in_force(found),
            effective_from=self.since.currentData(),
            weekly_goal_minutes=int(self.adults.currentData()),
            weekly_goal_minutes_adolescent=int(self.adolescents.currentData()),
            credit_rule=CreditRule(self.credit.currentData()),
            grace_minutes=int(self.grace.currentData()),
            gap_merge_minutes=int(self.merge.currentData()),
            review_after_absences=int(self.in_a_row.currentData()),
            absence_limit=self.limit.currentData(),
            absence_limit_weeks=int(self.limit_weeks.currentData()) if self.limit.currentData() else None,
            individual_counts=self.individual.isChecked(),
            adult_from_age=int(self.adult_from.currentData()),
            uncounted_services=tuple(one for one, switch in self.counting.items() if not switch.isChecked()),
        )
        self._last.refuse("")
        self._bridge.change(programs.change_rules, found.program.id, rules, then=self._stored, fail=self._refused)

    def _stored(self, since: date) -> None:
        self._last.say(self.tr("Saved. Holds from {day}.").format(day=self._formats.full_date(since, short=True)))
        self.activate()

    def _refused(self, error: CoordinatorError) -> None:
        self._last.refuse(describe(error).sentence)

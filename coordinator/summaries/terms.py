"""What is asked of a client on each day: the goal by level of care and age, and whether fewer hours are meant. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from coordinator.programs.rules import ProgramRules, age_band_on, rules_in_force
from coordinator.roster.levels import CareLevel, level_on
from coordinator.vocabulary import AgeBand


@dataclass(frozen=True, slots=True)
class DayTerms:
    """What holds for a client on one day. Where `watched` is False, fewer hours than the goal are meant."""

    rules: ProgramRules
    goal: int
    watched: bool = True


@dataclass(frozen=True, slots=True)
class ClientTerms:
    """What a client's goal follows from: birth date, age band of the groups, own goal, levels of care by date."""

    born_on: date | None = None
    band: AgeBand = AgeBand.ADULT
    own_goal: int | None = None
    levels: tuple[CareLevel, ...] = ()

    def on(self, day: date, timeline: Sequence[ProgramRules]) -> DayTerms:
        """Give the terms of one day, each by what is in force on it.

        The weekly minutes ordered with the level of care come first; ordinary outpatient care asks for none; then
        the client's own goal; then the program's for the age band (SAMHSA PEP20-02-01-021: nine hours, adolescents
        six).
        """
        rules = rules_in_force(timeline, day)
        level = level_on(self.levels, day)
        if level is not None and level.ordered_weekly_minutes is not None:
            goal = level.ordered_weekly_minutes
        elif level is not None and level.level.is_outpatient:
            goal = 0
        elif self.own_goal is not None:
            goal = self.own_goal
        else:
            goal = rules.goal_minutes(age_band_on(self.born_on, day, rules.adult_from_age, self.band))
        stepping = level is not None and level.transition_until is not None and day <= level.transition_until
        return DayTerms(rules, goal, watched=not stepping)


def band_of(bands: Sequence[AgeBand]) -> AgeBand:
    """Give the age band that a client's groups say: adolescent only where all of them are."""
    return AgeBand.ADOLESCENT if bands and set(bands) == {AgeBand.ADOLESCENT} else AgeBand.ADULT

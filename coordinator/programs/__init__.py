"""The clinic's program and its dated thresholds: weekly goal, credit rule, grace, group size."""

from coordinator.programs.commands import change_program, change_rules, create_program, written
from coordinator.programs.queries import Program, program, rules_on, rules_timeline, week_on
from coordinator.programs.rules import ProgramRules, age_band_on, age_on, credited, rules_in_force, week_in, week_of

__all__ = [
    "Program",
    "ProgramRules",
    "age_band_on",
    "age_on",
    "change_program",
    "change_rules",
    "create_program",
    "credited",
    "program",
    "rules_in_force",
    "rules_on",
    "rules_timeline",
    "week_in",
    "week_of",
    "week_on",
    "written",
]

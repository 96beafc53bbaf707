"""The clinic's program and its dated thresholds: weekly goal, credit rule, grace, group size."""

from coordinator.programs.commands import change_program, change_rules, create_program
from coordinator.programs.queries import Program, program, rules_on, rules_timeline
from coordinator.programs.rules import ProgramRules, credited, rules_in_force, week_of

__all__ = [
    "Program",
    "ProgramRules",
    "change_program",
    "change_rules",
    "create_program",
    "credited",
    "program",
    "rules_in_force",
    "rules_on",
    "rules_timeline",
    "week_of",
]

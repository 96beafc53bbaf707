"""By which rule the hours on Reports are credited, in words: nothing is ever rounded or left out silently."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.summaries import WeekReport
from coordinator.vocabulary import CreditRule, ServiceType
from ui.formats import Formats
from ui.roster_words import service_words
from ui.summaries.words import hours_words

OUTSIDE = frozenset({ServiceType.INDIVIDUAL_THERAPY, ServiceType.FAMILY_THERAPY})


def _tr(source: str) -> str:
    return QCoreApplication.translate("Reports", source)


def credit_words(rule: CreditRule) -> str:
    """Say how hours are credited."""
    return {
        CreditRule.EXACT: _tr("Group hours are credited to the minute."),
        CreditRule.NEAREST_5: _tr("Group hours are credited to the nearest 5 minutes."),
        CreditRule.NEAREST_15: _tr("Group hours are credited to the nearest 15 minutes."),
        CreditRule.FLOOR_15: _tr("Group hours are credited in whole quarter hours, rounded down."),
        CreditRule.FULL_BLOCK_ONLY: _tr("Group hours are credited only for sessions attended in full."),
    }[rule]


def rule_sentence(report: WeekReport, formats: Formats) -> str:
    """Say how hours are credited in this week, since rounding is never silent."""
    rules = report.summary.rules
    credit = credit_words(rules.credit_rule)
    for later in report.summary.rules_later:
        if later.credit_rule is not rules.credit_rule:
            day = formats.month_day(later.effective_from)
            credit = f"{credit} {_tr('From {day} on:').format(day=day)} {credit_words(later.credit_rule)}"
    goal = hours_words(report.goal_minutes, formats)
    individual = _tr("Individual and family sessions count toward {hours}.")
    if not rules.individual_counts:
        individual = _tr("Individual and family sessions do not count toward {hours}.")
    elif OUTSIDE.intersection(rules.uncounted_services):
        individual = _tr("Time outside the group’s sessions counts toward {hours}.")
    said = f"{credit} {individual.format(hours=goal)}"
    if rules.uncounted_services:
        services = formats.listed([service_words(one) for one in rules.uncounted_services])
        said = f"{said} {_tr('Recorded, but not counted: {services}.').format(services=services)}"
    return said + _elsewhere(report)


def _elsewhere(report: WeekReport) -> str:
    """Say that totals are of all groups, where somebody was in another one as well."""
    others = any(
        cell.credited_minutes for one in report.clients for cell in one.hours.cells if cell.group_id != report.group.id
    )
    return " " + _tr("Totals hold the hours in a client’s other groups too.") if others else ""

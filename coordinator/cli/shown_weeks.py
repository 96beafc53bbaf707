"""A week of `coordinator summary show` for people: tables, and the rule by which hours are credited beneath them."""

from __future__ import annotations

import typer

from coordinator.cli.output import print_table
from coordinator.cli.periods import hours_words
from coordinator.programs.rules import ProgramRules
from coordinator.summaries import ClientWeek, WeeklySummary
from coordinator.summaries.sentences import what_counts
from coordinator.summaries.wording import Wording

HEADINGS = (
    "Client",
    "ID",
    "Goal",
    "Offered",
    "Expected",
    "Attended",
    "Credited",
    "Reached",
    "At most",
    "No-shows",
    "Notes",
)
GROUP_HEADINGS = ("Group", "Clients", "Offered", "Expected", "Attended", "Credited", "Reached", "No-shows", "Notes")


def print_week(found: WeeklySummary, *, alone: bool) -> None:
    """Print a line a client, and beneath it each group's, or one client's sessions and services."""
    print_table(HEADINGS, [_client(one) for one in found.clients], empty="Nobody was in a session in this week.")
    if not found.clients:
        return
    wording = Wording.load()
    if alone:
        _print_details(found, wording)
    else:
        print_table(
            GROUP_HEADINGS,
            [
                (
                    one.name,
                    one.clients,
                    hours_words(one.offered_minutes),
                    hours_words(one.expected_minutes),
                    hours_words(one.attended_minutes),
                    hours_words(one.credited_minutes),
                    f"{one.reached_goal} of {one.clients}",
                    one.no_shows,
                    f"{one.notes_signed} of {one.notes_due}",
                )
                for one in found.groups
            ],
            empty="",
        )
    typer.echo(" ".join(_rules(found.rules, found.rules_later, wording)))


def _client(one: ClientWeek) -> tuple[object, ...]:
    hours = one.hours
    return (
        one.name,
        one.code,
        hours_words(hours.goal),
        hours_words(hours.offered),
        hours_words(hours.expected),
        hours_words(hours.attended),
        hours_words(hours.credited),
        "yes" if hours.reached_goal else "",
        hours_words(hours.best_still_possible),
        len(one.no_shows) or "",
        f"{one.notes_signed} of {one.notes_due}",
    )


def _print_details(found: WeeklySummary, wording: Wording) -> None:
    groups = {one.group_id: one.name for one in found.groups}
    for one in found.clients:
        print_table(
            ("Day", "Group", "Attendance", "Attended", "Credited"),
            [
                (
                    cell.service_date,
                    groups.get(cell.group_id, ""),
                    wording.choose("label", cell.label.value),
                    hours_words(cell.attended_minutes) if cell.minutes_known else "not recorded",
                    hours_words(cell.credited_minutes),
                )
                for cell in one.hours.cells
            ],
            empty="No session in this week.",
        )
        services = sorted((wording.choose("service", key.value), value) for key, value in one.hours.by_service.items())
        print_table(
            ("Service", "Attended"),
            [(name, hours_words(minutes)) for name, minutes in services],
            empty="No service in this week.",
        )


def _rules(rules: ProgramRules, later: tuple[ProgramRules, ...], wording: Wording) -> list[str]:
    """Say by which rule time is credited, since nothing is ever rounded silently."""
    said = [wording.choose("credit_rule", rules.credit_rule.value)]
    said.append(what_counts(rules.uncounted_services, wording, individual=rules.individual_counts))
    for one in later:
        if one.credit_rule is not rules.credit_rule:
            words = wording.choose("credit_rule", one.credit_rule.value)
            said.append(wording.say("rule_from", day=wording.dated(one.effective_from), rules=words))
    return said

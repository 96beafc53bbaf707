"""Any period of `coordinator summary show`: as a table and as JSON."""

from __future__ import annotations

from coordinator import summaries
from coordinator.cli.output import day, print_table
from coordinator.summaries import PeriodFigures

FIGURES = ("Offered", "Expected", "Attended", "Credited", "No-shows")


def period_document(found: summaries.PeriodSummary) -> dict[str, object]:
    """Give a period as JSON: minutes, and counts of its whole weeks. `week` is null, since it need not be one."""
    return {
        "week": None,
        "starts_on": day(found.first),
        "ends_on": day(found.last),
        "program": _figures(found.program),
        "clients": [
            {
                "client_id": str(one.client_id),
                "name": one.name,
                "code": one.code,
                "goal_minutes": one.goal,
                "weeks_whole": one.weeks_whole,
                "weeks_reached": one.weeks_reached,
                **_figures(one.figures),
                "by_service": {service.value: minutes for service, minutes in one.by_service.items()},
                "weeks": [
                    {
                        "starts_on": day(week.starts_on),
                        "ends_on": day(week.ends_on),
                        "goal_minutes": mine.hours.goal,
                        "credited_minutes": mine.hours.credited,
                        "reached_goal": mine.hours.reached_goal,
                    }
                    for week in found.weeks
                    if (mine := week.client(one.client_id)) is not None
                ],
            }
            for one in found.clients
        ],
        "groups": [
            {"group_id": str(one.group_id), "name": one.name, "clients": one.clients, **_figures(one.figures)}
            for one in found.groups
        ],
        "facilitators": [
            {
                "facilitator_id": str(one.facilitator_id),
                "name": one.name,
                "sessions": one.sessions,
                "led_minutes": one.led_minutes,
                "client_minutes": one.client_minutes,
                "outside_minutes": one.outside_minutes,
            }
            for one in found.facilitators
        ],
    }


def print_period(found: summaries.PeriodSummary) -> None:
    """Print a line a client, the program as the last, then each group's and each facilitator's."""
    rows = [
        (one.name, one.code, *_cells(one.figures), f"{one.weeks_reached} of {one.weeks_whole}") for one in found.clients
    ]
    if rows:
        rows.append(("Program", "", *_cells(found.program), ""))
    headings = ("Client", "ID", *FIGURES, "Weeks reached")
    print_table(headings, rows, empty="Nobody was in a session in this period.")
    if not rows:
        return
    groups = [(one.name, one.clients, *_cells(one.figures)) for one in found.groups]
    print_table(("Group", "Clients", *FIGURES), groups, empty="No group met in this period.")
    leaders = [
        (
            one.name,
            one.sessions,
            hours_words(one.led_minutes),
            hours_words(one.client_minutes),
            hours_words(one.outside_minutes),
        )
        for one in found.facilitators
    ]
    columns = ("Facilitator", "Sessions", "Led", "Client time", "Individual and other time")
    print_table(columns, leaders, empty="Nobody led a session in this period.")


def _cells(one: PeriodFigures) -> tuple[str, ...]:
    return (
        hours_words(one.offered),
        hours_words(one.expected),
        hours_words(one.attended),
        hours_words(one.credited),
        str(one.no_shows),
    )


def _figures(one: PeriodFigures) -> dict[str, object]:
    return {
        "offered_minutes": one.offered,
        "expected_minutes": one.expected,
        "attended_minutes": one.attended,
        "credited_minutes": one.credited,
        "attendance_rate_percent": one.rate,
        "no_shows": one.no_shows,
    }


def hours_words(minutes: int) -> str:
    """Give minutes as a person reads them: "8 h 30"."""
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if rest else f"{hours} h"

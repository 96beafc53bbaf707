"""Any period of `coordinator summary show`: as a table and as JSON."""

from __future__ import annotations

from coordinator import summaries
from coordinator.cli.output import day, print_table
from coordinator.summaries import PeriodFigures


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
    """Print a line a client."""
    rows = [
        (
            one.name,
            one.code,
            hours_words(one.figures.credited),
            hours_words(one.figures.attended),
            hours_words(one.figures.expected),
            f"{one.weeks_reached} of {one.weeks_whole}",
            str(one.figures.no_shows),
        )
        for one in found.clients
    ]
    headings = ("Client", "ID", "Credited", "Attended", "Expected", "Weeks reached", "No-shows")
    print_table(headings, rows, empty="Nobody was in a session in this period.")


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

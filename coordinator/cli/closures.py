"""`coordinator closures …`: days on which the program is closed, and federal holidays that could be."""

from __future__ import annotations

from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from coordinator import roster, series
from coordinator.cli import finding
from coordinator.cli.notices import tell_closure_outlook
from coordinator.cli.opening import opened
from coordinator.cli.output import day, emit, instant, print_table
from coordinator.errors import NotFound
from coordinator.store.unit_of_work import UnitOfWork


def closures_add(
    context: typer.Context,
    from_on: Annotated[str, typer.Argument(metavar="FROM", help="The first day.")],
    to_on: Annotated[str, typer.Argument(metavar="TO", help="The last day.")],
    name: Annotated[str, typer.Argument(help="Why, such as “Presidents’ Day”.")],
) -> None:
    """Close the program for some days; its sessions are cancelled."""
    with opened(context) as (store, options):
        first, last = finding.day_of(from_on), finding.day_of(to_on)
        notices = tell_closure_outlook(store, first, last, name)
        groups = {one.id: one.name for one in store.read(roster.groups, with_archived=True)}
        found = store.read(series.cancelled_by_closure, first, last)
        change = store.write(series.add_closure, first, last, name)
        cancelled = int(change.detail["sessions"])
        rows = [
            (one.service_date, f"{one.starts_at.astimezone(ZoneInfo(one.zone)):%H:%M}", groups[one.group_id])
            for one in found
        ]

        def table() -> None:
            typer.echo(f"Closed; {cancelled} sessions are cancelled.")
            if rows:
                print_table(("Day", "Time", "Group"), rows, empty="")

        document: dict[str, object] = {
            "id": str(change.outcome.id),
            "sessions_cancelled": cancelled,
            "cancelled": [
                {
                    "session_id": str(one.session_id),
                    "group": groups[one.group_id],
                    "service_date": day(one.service_date),
                    "starts_at": instant(one.starts_at),
                }
                for one in found
            ],
            "notices": notices,
        }
        emit(document, as_json=options.as_json, table=table)


def closures_list(context: typer.Context) -> None:
    """List the closures."""
    with opened(context) as (store, options):
        found = store.read(series.closures)
        document: dict[str, object] = {
            "closures": [
                {"id": str(one.id), "from": day(one.from_on), "to": day(one.to_on), "name": one.name} for one in found
            ]
        }
        rows = [(one.from_on, one.to_on, one.name, one.id) for one in found]
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(("From", "To", "Name", "ID"), rows, empty="There is no closure."),
        )


def closures_holidays(
    context: typer.Context,
    from_: Annotated[str, typer.Option("--from", help="The first day.")],
    to: Annotated[str, typer.Option(help="The last day.")],
) -> None:
    """List the US federal holidays of some days, and how many sessions closing on each would cancel."""
    with opened(context) as (store, options):
        found = store.read(series.holidays_offered, finding.day_of(from_), finding.day_of(to))
        document: dict[str, object] = {
            "holidays": [
                {
                    "on": day(one.on),
                    "name": one.name,
                    "observed": one.observed,
                    "sessions": one.sessions,
                    "closed": one.closed,
                }
                for one in found
            ]
        }
        rows = [(one.on, one.name, one.observed, one.sessions, one.closed) for one in found]
        headings = ("Day", "Holiday", "Observed", "Sessions", "Closed")
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(headings, rows, empty="There is no federal holiday on these days."),
        )


def closures_remove(
    context: typer.Context, closure: Annotated[str, typer.Argument(help="The ID, from `closures list`.")]
) -> None:
    """Open the program again; the sessions come back."""
    with opened(context) as (store, options):
        found = store.read(_closure, closure)
        store.write(series.remove_closure, found)
        emit({"id": str(found.id)}, as_json=options.as_json, table=lambda: typer.echo("Open again."))


def _closure(work: UnitOfWork, typed: str) -> series.Closure:
    for one in series.closures(work):
        if typed in {str(one.id), one.name}:
            return one
    raise NotFound("Closure", typed)


COMMANDS = {
    "closures": {
        "add": closures_add,
        "list": closures_list,
        "remove": closures_remove,
        "holidays": closures_holidays,
    }
}

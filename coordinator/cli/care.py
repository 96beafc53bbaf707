"""`coordinator clients levels|set-level|remove-level|authorizations|authorize|change-authorization|…`."""

from __future__ import annotations

from functools import partial
from typing import Annotated
from uuid import UUID

import typer

from coordinator import roster, summaries
from coordinator.cli import finding
from coordinator.cli.opening import opened
from coordinator.cli.output import day, emit, print_table
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries import AuthorizationDetails
from coordinator.vocabulary import ApprovedUnit, ClientId, LevelOfCare

Client = Annotated[str, typer.Argument(help="ID or name.")]
Units = Annotated[int, typer.Argument(help="How many were approved.")]
Unit = Annotated[ApprovedUnit, typer.Argument(help="In what the payer counts.")]
First = Annotated[str, typer.Option("--from", help="The first day.")]
Last = Annotated[str, typer.Option("--to", help="The last day.")]
Review = Annotated[str | None, typer.Option(help="The day of the next review.")]
Number = Annotated[str, typer.Option(help="The payer's number of the authorization.")]
Payer = Annotated[str, typer.Option(help="Who pays.")]


def clients_levels(context: typer.Context, client: Client) -> None:
    """List a client's levels of care, the oldest first."""
    with opened(context) as (store, options):
        found = store.read(_levels, store.read(finding.client_id, client))
        rows = [
            (one.from_on, one.level.value, one.ordered_weekly_minutes or "", one.transition_until or "")
            for one in found
        ]
        emit(
            {
                "levels": [
                    {
                        "id": str(one.id),
                        "from": day(one.from_on),
                        "level": one.level.value,
                        "ordered_weekly_minutes": one.ordered_weekly_minutes,
                        "transition_until": day(one.transition_until),
                    }
                    for one in found
                ]
            },
            as_json=options.as_json,
            table=lambda: print_table(
                ("From", "Level", "Minutes a week", "Fewer until"), rows, empty="No level of care is recorded."
            ),
        )


def clients_set_level(
    context: typer.Context,
    client: Client,
    level: Annotated[LevelOfCare, typer.Argument(help="The level of care.")],
    from_: Annotated[str | None, typer.Option("--from", help="The first day; default: today.")] = None,
    ordered_minutes: Annotated[
        int | None, typer.Option(help="The minutes a week that are ordered; default: the program's goal.")
    ] = None,
    transition_until: Annotated[
        str | None, typer.Option(help="Through this day fewer hours than the goal are meant.")
    ] = None,
) -> None:
    """Let a level of care hold from a day on; one that begins on the same day is replaced."""
    with opened(context) as (store, options):
        client_id = store.read(finding.client_id, client)
        first = finding.day_of(from_) if from_ is not None else store.read(roster.today)
        until = finding.day_of(transition_until) if transition_until is not None else None
        set_ = partial(roster.set_care_level, ordered_weekly_minutes=ordered_minutes, transition_until=until)
        made = store.write(set_, client_id, first, level).outcome
        emit(
            {"id": str(made), "from": day(first), "level": level.value},
            as_json=options.as_json,
            table=lambda: typer.echo(f"{level.value} from {first}."),
        )


def clients_remove_level(
    context: typer.Context, level: Annotated[UUID, typer.Argument(help="The level's ID, as levels lists it.")]
) -> None:
    """Take back a level that was set by mistake; the one before it goes on."""
    with opened(context) as (store, options):
        store.write(roster.remove_care_level, level)
        emit({"id": str(level)}, as_json=options.as_json, table=lambda: typer.echo("Taken back."))


def clients_authorizations(context: typer.Context, client: Client) -> None:
    """List what payers approved for a client, how much of it is used, and when it runs out; the newest first."""
    with opened(context) as (store, options):
        found = store.read(summaries.authorizations, store.read(finding.client_id, client))
        rows = [
            (
                one.details.number or one.details.payer,
                f"{one.details.from_on} to {one.details.to_on}",
                f"{one.use.used} of {one.details.approved} {one.details.unit.value}",
                one.use.remaining,
                one.use.runs_out_on or "",
                one.details.next_review_on or "",
            )
            for one in found
        ]
        emit(
            {
                "authorizations": [
                    {
                        "id": str(one.id),
                        "payer": one.details.payer,
                        "number": one.details.number,
                        "from": day(one.details.from_on),
                        "to": day(one.details.to_on),
                        "unit": one.details.unit.value,
                        "approved": one.details.approved,
                        "used": one.use.used,
                        "remaining": one.use.remaining,
                        "runs_out_on": day(one.use.runs_out_on),
                        "next_review_on": day(one.details.next_review_on),
                    }
                    for one in found
                ]
            },
            as_json=options.as_json,
            table=lambda: print_table(
                ("Number", "Approved for", "Used", "Left", "Used up", "Next review"),
                rows,
                empty="No authorization is recorded.",
            ),
        )


def clients_authorize(
    context: typer.Context,
    client: Client,
    units: Units,
    unit: Unit,
    from_: First,
    to: Last,
    next_review: Review = None,
    number: Number = "",
    payer: Payer = "",
) -> None:
    """Record what a payer approved."""
    with opened(context) as (store, options):
        client_id = store.read(finding.client_id, client)
        details = _details(units, unit, from_, to, next_review, number, payer)
        made = store.write(summaries.add_authorization, client_id, details).outcome
        emit({"id": str(made)}, as_json=options.as_json, table=lambda: typer.echo(f"{units} {unit.value} approved."))


def clients_change_authorization(
    context: typer.Context,
    authorization: Annotated[UUID, typer.Argument(help="Its ID, as authorizations lists it.")],
    units: Units,
    unit: Unit,
    from_: First,
    to: Last,
    next_review: Review = None,
    number: Number = "",
    payer: Payer = "",
) -> None:
    """Correct or extend an authorization: everything is given anew."""
    with opened(context) as (store, options):
        details = _details(units, unit, from_, to, next_review, number, payer)
        store.write(summaries.change_authorization, authorization, details)
        emit({"id": str(authorization)}, as_json=options.as_json, table=lambda: typer.echo("Changed."))


def clients_remove_authorization(
    context: typer.Context,
    authorization: Annotated[UUID, typer.Argument(help="Its ID, as authorizations lists it.")],
) -> None:
    """Remove an authorization that was recorded by mistake."""
    with opened(context) as (store, options):
        store.write(summaries.remove_authorization, authorization)
        emit({"id": str(authorization)}, as_json=options.as_json, table=lambda: typer.echo("Removed."))


def _levels(work: UnitOfWork, client_id: ClientId) -> tuple[roster.CareLevel, ...]:
    return roster.care_levels(work, [client_id]).get(client_id, ())


def _details(
    units: int, unit: ApprovedUnit, first: str, last: str, review: str | None, number: str, payer: str
) -> AuthorizationDetails:
    return AuthorizationDetails(
        unit,
        units,
        finding.day_of(first),
        finding.day_of(last),
        finding.day_of(review) if review is not None else None,
        number,
        payer,
    )


COMMANDS = {
    "levels": clients_levels,
    "set-level": clients_set_level,
    "remove-level": clients_remove_level,
    "authorizations": clients_authorizations,
    "authorize": clients_authorize,
    "change-authorization": clients_change_authorization,
    "remove-authorization": clients_remove_authorization,
}

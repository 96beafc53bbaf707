"""`coordinator roster|groups|clients|waitlist …` and `coordinator enroll`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from coordinator import audit, roster
from coordinator.cli import care, finding
from coordinator.cli.notices import tell_clashes_of_enrolment, tell_orders
from coordinator.cli.opening import opened, told
from coordinator.cli.options import Options
from coordinator.cli.output import UNUSABLE, day, emit, fail, print_table
from coordinator.vocabulary import DischargeReason, GroupColour, Platform


def groups_list(context: typer.Context) -> None:
    """List the groups with their places."""
    with opened(context) as (store, options):
        lines = store.read(roster.group_lines)
        document: dict[str, object] = {
            "groups": [
                {
                    "id": str(line.group.id),
                    "name": line.group.name,
                    "capacity": line.group.capacity,
                    "enrolled": line.enrolled,
                    "waiting": line.waiting,
                    "zone": line.group.zone,
                    "short_code": line.group.short_code,
                }
                for line in lines
            ]
        }
        rows = [
            (line.group.short_code, line.group.name, f"{line.enrolled} of {line.group.capacity}", line.waiting or "")
            for line in lines
        ]
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(("Code", "Group", "Places", "Waiting"), rows, empty="There is no group yet."),
        )


def groups_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The group's name.")],
    short_code: Annotated[str, typer.Option(help="A short code; default: the initials.")] = "",
    colour: Annotated[GroupColour, typer.Option(help="The label's color.")] = GroupColour.HARBOUR,
    capacity: Annotated[int, typer.Option(help="How many places it has.")] = 12,
    zone: Annotated[str, typer.Option(help="Its time zone; default: the program's.")] = "",
    platform: Annotated[Platform, typer.Option(help="Where it meets.")] = Platform.ZOOM,
    link: Annotated[str, typer.Option(help="The meeting link.")] = "",
    backup_link: Annotated[str, typer.Option(help="The link for a day on which the other fails.")] = "",
    limit: Annotated[
        int | None, typer.Option(min=1, max=1440, help="Minutes after which the plan ends a meeting.")
    ] = None,
    facilitator: Annotated[str | None, typer.Option(help="Who leads it; default: whoever acts.")] = None,
) -> None:
    """Add a group. A passcode is entered in the desktop, never on a command line."""
    with opened(context) as (store, options):
        leader = store.read(finding.facilitator_id, facilitator) if facilitator is not None else None
        details = roster.GroupDetails(
            name=name,
            short_code=short_code,
            colour=colour,
            capacity=capacity,
            zone=zone,
            facilitator_id=leader,
            platform=platform,
            link=_checked(link, platform),
            backup_link=_checked(backup_link, None),
            limit_minutes=limit,
        )
        added = store.write(roster.add_group, details).outcome
        emit({"id": str(added)}, as_json=options.as_json, table=lambda: typer.echo(f"Added {name}."))


def _checked(link: str, platform: Platform | None) -> str:
    from coordinator import telehealth  # noqa: PLC0415  only where a link is given

    known = platform or telehealth.platform_of(link) or Platform.OTHER
    return telehealth.check_link(link, known).url if link else ""


def clients_list(
    context: typer.Context,
    group: Annotated[str | None, typer.Option(help="Only those of one group.")] = None,
    discharged: Annotated[bool, typer.Option("--discharged", help="Those who were discharged instead.")] = False,
) -> None:
    """List the clients who are in care or wait for a place."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group) if group is not None else None
        everybody = store.read(roster.clients, standing=roster.Standing.ALL, group_id=group_id)
        wanted = [line for line in everybody if (line.standing is roster.Standing.DISCHARGED) is discharged]
        store.write(audit.record_view, audit.Seen.CLIENT_LIST, group_id, audit.whose(line.id for line in wanted))
        document: dict[str, object] = {
            "clients": [
                {
                    "id": str(line.id),
                    "name": line.name,
                    "code": line.code,
                    "groups": [label.name for label in line.groups],
                    "admitted_on": day(line.admitted_on),
                    "discharged_on": day(line.discharged_on),
                    "waiting_for": [label.name for label in line.waiting_for],
                    "standing": line.standing.value,
                }
                for line in wanted
            ]
        }
        rows = [
            (
                line.name,
                line.code,
                " ".join(label.short_code for label in line.groups),
                " ".join(label.short_code for label in line.waiting_for),
                line.admitted_on,
                line.discharged_on,
            )
            for line in wanted
        ]
        headings = ("Client", "ID", "Groups", "Waits for", "Admitted", "Discharged")
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(headings, rows, empty="There is nobody in this list."),
        )


def clients_add(
    context: typer.Context,
    name: Annotated[str, typer.Argument(help="The name that the client goes by.")],
    code: Annotated[str, typer.Option(help="The clinic's ID; default: the next free one.")] = "",
    legal_name: Annotated[str, typer.Option(help="The legal name, where it differs.")] = "",
    zone: Annotated[str, typer.Option(help="The client's time zone.")] = "",
    state: Annotated[str, typer.Option(help="The home state, such as NY.")] = "",
    location: Annotated[str, typer.Option(help="The usual location.")] = "",
    admitted: Annotated[str | None, typer.Option(help="The day of admission.")] = None,
) -> None:
    """Add a client."""
    with opened(context) as (store, options):
        details = roster.ClientDetails(
            preferred_name=name,
            code=code,
            legal_name=legal_name,
            zone=zone,
            home_state=state,
            usual_location=location,
        )
        on = finding.day_of(admitted) if admitted is not None else None
        added = store.write(roster.add_client, details, admitted_on=on).outcome
        given = store.read(roster.client, added).code
        emit(
            {"id": str(added), "code": given},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Added with the ID {given}."),
        )


def clients_discharge(
    context: typer.Context,
    client: Annotated[str, typer.Argument(help="ID or name.")],
    on: Annotated[str | None, typer.Option(help="The day; default: today.")] = None,
    reason: Annotated[DischargeReason, typer.Option(help="Why the stay ends.")] = DischargeReason.COMPLETED,
    plan: Annotated[str, typer.Option(help="What follows.")] = "",
) -> None:
    """End a client's stay."""
    with opened(context) as (store, options):
        client_id = store.read(finding.client_id, client)
        last_day = finding.day_of(on) if on is not None else store.read(roster.today)
        store.write(roster.discharge, client_id, on=last_day, reason=reason, plan=plan)
        emit(
            {"client_id": str(client_id), "discharged_on": day(last_day)},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Discharged on {last_day}."),
        )


def enroll(
    context: typer.Context,
    client: Annotated[str, typer.Argument(help="ID or name.")],
    group: Annotated[str, typer.Argument(help="Short code or name.")],
    from_: Annotated[str | None, typer.Option("--from", help="The first day; default: today.")] = None,
    until: Annotated[str | None, typer.Option(help="The last day, where it is known.")] = None,
    despite: Annotated[str, typer.Option(help="Why clashes are accepted.")] = "",
) -> None:
    """Give a client a place in a group, or on its waitlist where it is full."""
    with opened(context) as (store, options):
        client_id, group_id = store.read(finding.client_id, client), store.read(finding.group_id, group)
        first = finding.day_of(from_) if from_ is not None else None
        last = finding.day_of(until) if until is not None else None
        tell_clashes_of_enrolment(store, client_id, group_id, first, last)
        enroll_ = partial(roster.enroll, starts_on=first, ends_on=last, despite=despite)
        placement = store.write(enroll_, client_id, group_id).outcome
        _say_placement(placement, options)


def waitlist_list(context: typer.Context, group: Annotated[str, typer.Argument(help="Short code or name.")]) -> None:
    """List who waits for a place in a group, in order."""
    with opened(context) as (store, options):
        places = store.read(roster.waitlist, store.read(finding.group_id, group))
        document: dict[str, object] = {
            "waiting": [
                {
                    "client_id": str(place.client_id),
                    "name": place.name,
                    "code": place.code,
                    "position": place.position,
                    "since": day(place.since),
                }
                for place in places
            ]
        }
        rows = [(place.position, place.name, place.code, place.since) for place in places]
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(("", "Client", "ID", "Since"), rows, empty="Nobody is waiting."),
        )


def waitlist_add(
    context: typer.Context,
    client: Annotated[str, typer.Argument(help="ID or name.")],
    group: Annotated[str, typer.Argument(help="Short code or name.")],
) -> None:
    """Put a client at the end of a group's waitlist."""
    with opened(context) as (store, options):
        client_id, group_id = store.read(finding.client_id, client), store.read(finding.group_id, group)
        _say_placement(store.write(roster.join_waitlist, client_id, group_id).outcome, options)


def waitlist_remove(
    context: typer.Context,
    client: Annotated[str, typer.Argument(help="ID or name.")],
    group: Annotated[str, typer.Argument(help="Short code or name.")],
) -> None:
    """Take a client off a group's waitlist."""
    with opened(context) as (store, options):
        client_id, group_id = store.read(finding.client_id, client), store.read(finding.group_id, group)
        store.write(roster.leave_waitlist, client_id, group_id)
        emit({"client_id": str(client_id)}, as_json=options.as_json, table=lambda: typer.echo("No longer waiting."))


def roster_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="CSV or XLSX.")],
    column: Annotated[list[str] | None, typer.Option(help="field=HEADER, where the guess is wrong.")] = None,
    date_order: Annotated[roster.DateOrder | None, typer.Option(help="How dates of three numbers are read.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Say what would happen, and change nothing.")] = False,
) -> None:
    """Take in a roster file, all or nothing."""
    with told(context) as options:
        table = roster.read_roster_file(file)
        columns = roster.corrected_columns(table.headers, _named(column or []))
    with opened(context) as (store, options):
        plan = store.read(roster.import_plan, table, columns, date_order=date_order)
        document = _plan_document(plan, table.headers)
        if dry_run or not plan.ready:
            emit(document, as_json=options.as_json, table=lambda: _print_plan(plan, table.headers))
        if not plan.ready and not dry_run:
            rows = ", ".join(str(problem.key.row) for problem in plan.undecided[:20])
            message = "Nothing was imported: some rows need a decision. Correct them in the file."
            if tell_orders(plan):
                message += " Where a no-contact flag is up, leave the group out there and use “enroll --despite”."
            if plan.dates_undecided:
                message = "Nothing was imported: say how dates are read, with --date-order."
            fail("rows-undecided", message, f"row {rows}" if rows else None, UNUSABLE, as_json=options.as_json)
        if dry_run:
            return
        done = store.write(roster.import_roster, table, columns, date_order=date_order).outcome
        emit(
            document | {"imported": True, "clients": done.clients, "enrolled": done.enrolled, "waiting": done.waiting},
            as_json=options.as_json,
            table=lambda: typer.echo(
                f"Imported {done.clients} clients: {done.enrolled} enrolled, {done.waiting} waiting, "
                f"{done.skipped} rows left out."
            ),
        )


def _named(options: list[str]) -> dict[roster.RosterField, str]:
    named: dict[roster.RosterField, str] = {}
    for option in options:
        field, sign, header = option.partition("=")
        if not sign or field not in set(roster.RosterField):
            known = ", ".join(one.value for one in roster.RosterField)
            raise typer.BadParameter(f"Give --column as field=HEADER, where field is one of {known}.")
        named[roster.RosterField(field)] = header
    return named


def _plan_document(plan: roster.ImportPlan, headers: tuple[str, ...]) -> dict[str, object]:
    return {
        "imported": False,
        "rows": plan.row_count,
        "new_clients": plan.new_clients,
        "enrolments": plan.enrolments,
        "new_groups": list(plan.new_groups),
        "skipped": plan.skipped,
        "columns": {field.value: headers[place] for field, place in plan.columns.items()},
        "problems": [
            {
                "row": problem.key.row,
                "column": problem.header,
                "code": problem.key.kind.value,
                "choices": [choice.value for choice in problem.choices],
                "choice": problem.choice.value if problem.choice is not None else None,
            }
            for problem in plan.problems
        ],
    }


def _print_plan(plan: roster.ImportPlan, headers: tuple[str, ...]) -> None:
    typer.echo(f"{plan.row_count} rows: {plan.new_clients} new clients, {plan.enrolments} places.")
    typer.echo(", ".join(f"{field.value} = {headers[place]}" for field, place in plan.columns.items()))
    rows = [
        (problem.key.row, problem.header, problem.key.kind.value, problem.choice.value if problem.choice else "?")
        for problem in plan.problems
    ]
    print_table(("Row", "Column", "Problem", "What happens"), rows, empty="No problem was found.")


def _say_placement(placement: roster.Placement, options: Options) -> None:
    document: dict[str, object] = {"result": placement.result.value, "position": placement.position}
    waiting = f"The group is full: place {placement.position} on the waitlist."
    sentence = "Enrolled." if placement.position is None else waiting
    emit(document, as_json=options.as_json, table=lambda: typer.echo(sentence))


COMMANDS = {
    "roster": {"import": roster_import},
    "groups": {"list": groups_list, "add": groups_add},
    "clients": {"list": clients_list, "add": clients_add, "discharge": clients_discharge, **care.COMMANDS},
    "waitlist": {"list": waitlist_list, "add": waitlist_add, "remove": waitlist_remove},
}

"""`coordinator summary …`."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from coordinator import summaries
from coordinator.cli import finding
from coordinator.cli.opening import opened, secret_in
from coordinator.cli.output import ProgressLine, day, emit, print_table
from coordinator.errors import ExportFailed, ExportProblem
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, ClientId, FileFormat, GroupId, NameStyle

WeekOption = Annotated[str, typer.Option(help="A week such as 2026-W47, or a day in it.")]
GroupOption = Annotated[str | None, typer.Option(help="Short code or name.")]
ClientOption = Annotated[str | None, typer.Option(help="ID or name.")]


def show(context: typer.Context, week: WeekOption, group: GroupOption = None, client: ClientOption = None) -> None:
    """Show the numbers of a week."""
    if group is not None and client is not None:
        raise typer.BadParameter("Give --group or --client, not both.")
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group) if group is not None else None
        client_id = store.read(finding.client_id, client) if client is not None else None
        found = store.read(summaries.weekly_summary, finding.monday_of(week), group_id, client_id)
        rows = [
            (
                one.name,
                one.code,
                _hours(one.hours.credited),
                _hours(one.hours.goal),
                "yes" if one.hours.reached_goal else "",
                _hours(one.hours.best_still_possible),
                f"{one.notes_signed} of {one.notes_due}",
            )
            for one in found.clients
        ]
        headings = ("Client", "ID", "Credited", "Goal", "Reached", "At most", "Notes")
        emit(
            _summary(found),
            as_json=options.as_json,
            table=lambda: print_table(headings, rows, empty="Nobody was in a session in this week."),
        )


def export(
    context: typer.Context,
    week: WeekOption,
    out: Annotated[Path, typer.Option(help="The folder; it is made if it is not there.")],
    audience: Annotated[Audience, typer.Option("--for", help="Who it is for.")] = Audience.TREATMENT_TEAM,
    formats: Annotated[str, typer.Option("--format", help="pdf, xlsx, csv, html, json; several with commas.")] = "pdf",
    group: GroupOption = None,
    client: ClientOption = None,
    everything: Annotated[bool, typer.Option("--all", help="Every group, a file each.")] = False,
    names: Annotated[NameStyle, typer.Option(help="How clients are named.")] = NameStyle.FULL,
    password_file: Annotated[Path | None, typer.Option(help="Lock the PDF with the password in this file.")] = None,
) -> None:
    """Write the weekly summary as files, each recorded in the history before it appears."""
    if sum((group is not None, client is not None, everything)) != 1:
        raise typer.BadParameter("Give one of --group, --client and --all.")
    wanted = _formats(formats)
    with opened(context) as (store, options):
        on = finding.monday_of(week)
        client_id = store.read(finding.client_id, client) if client is not None else None
        if group is not None:
            groups = [store.read(finding.group_id, group)]
        else:
            found = store.read(summaries.weekly_summary, on, None, client_id)
            groups = [one.group_id for one in found.groups]
        password = secret_in(password_file, options) if password_file is not None else ""
        _make_folder(out.expanduser())
        requests = [_request(on, one, out, wanted, audience, names, client_id, password) for one in groups]
        if not requests:
            raise summaries.NothingToExport
        done = summaries.export_all(
            store, requests, Wording.load(), progress=ProgressLine("Writing"), stop=lambda: False
        )
        files = [str(path) for one in done for path in one.files]
        unsigned = sum(one.notes_unsigned for one in done)
        document: dict[str, object] = {
            "week": _week(on),
            "files": files,
            "numbers": [one.number for one in done],
            "notes_unsigned": unsigned,
        }
        emit(document, as_json=options.as_json, table=lambda: typer.echo("\n".join(files)))


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as taken:
        raise ExportFailed(folder, ExportProblem.NOT_A_FOLDER) from taken
    except OSError as refused:
        raise ExportFailed(folder, ExportProblem.NOT_ALLOWED) from refused


def _request(
    on: date,
    group_id: GroupId,
    out: Path,
    formats: tuple[FileFormat, ...],
    audience: Audience,
    names: NameStyle,
    client_id: ClientId | None,
    password: str,
) -> summaries.ExportRequest:
    return summaries.ExportRequest(
        day=on,
        group_id=group_id,
        folder=out.expanduser().absolute(),
        formats=formats,
        audience=audience,
        names=names,
        client_id=client_id,
        password=password,
    )


def _formats(typed: str) -> tuple[FileFormat, ...]:
    parts = [part.strip().lower() for part in typed.split(",") if part.strip()]
    unknown = [part for part in parts if part not in set(FileFormat)]
    if unknown or not parts:
        known = ", ".join(one.value for one in FileFormat)
        raise typer.BadParameter(f"Give --format as one or more of {known}, with commas.")
    return tuple(dict.fromkeys(FileFormat(part) for part in parts))


def _summary(found: summaries.WeeklySummary) -> dict[str, object]:
    return {
        "week": found.week,
        "starts_on": day(found.starts_on),
        "ends_on": day(found.ends_on),
        "rule": {"credit": found.rules.credit_rule.value, "goal_minutes": found.rules.weekly_goal_minutes},
        "clients": [_client(one) for one in found.clients],
        "groups": [
            {
                "group_id": str(one.group_id),
                "name": one.name,
                "clients": one.clients,
                "attended_minutes": one.attended_minutes,
                "credited_minutes": one.credited_minutes,
                "expected_minutes": one.expected_minutes,
                "reached_goal": one.reached_goal,
                "no_shows": one.no_shows,
                "no_shows_contacted": one.no_shows_contacted,
                "notes_signed": one.notes_signed,
                "notes_due": one.notes_due,
            }
            for one in found.groups
        ],
    }


def _client(one: summaries.ClientWeek) -> dict[str, object]:
    hours = one.hours
    return {
        "client_id": str(one.client_id),
        "name": one.name,
        "code": one.code,
        "goal_minutes": hours.goal,
        "offered_minutes": hours.offered,
        "expected_minutes": hours.expected,
        "attended_minutes": hours.attended,
        "credited_minutes": hours.credited,
        "by_service": {service.value: minutes for service, minutes in hours.by_service.items()},
        "sessions": [
            {
                "session_id": str(cell.session_id),
                "service_date": day(cell.service_date),
                "label": cell.label.value,
                "minutes": cell.attended_minutes,
            }
            for cell in hours.cells
        ],
        "reached_goal": hours.reached_goal,
        "best_still_possible_minutes": hours.best_still_possible,
        "notes_signed": one.notes_signed,
        "notes_due": one.notes_due,
    }


def _week(on: date) -> str:
    year, week, _weekday = on.isocalendar()
    return f"{year}-W{week:02}"


def _hours(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


COMMANDS = {"summary": {"show": show, "export": export}}

"""`coordinator summary …`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from coordinator import audit, programs, roster, summaries
from coordinator.cli import finding
from coordinator.cli.opening import opened, secret_in
from coordinator.cli.options import Options
from coordinator.cli.output import STOPPED, USAGE, ProgressLine, day, emit, fail, instant, print_table, say
from coordinator.cli.periods import period_document, print_period
from coordinator.cli.shown_weeks import print_week
from coordinator.cli.stopping import stoppable
from coordinator.cli.words import explain
from coordinator.errors import ExportFailed, ExportProblem
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries.document import Paper
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, ClientId, FileFormat, GroupId, NameStyle

SHORTEST_PASSWORD = 8
WeekOption = Annotated[str, typer.Option(help="A week such as 2026-W47, or a day in it.")]
GroupOption = Annotated[str | None, typer.Option(help="Short code or name.")]
ClientOption = Annotated[str | None, typer.Option(help="ID or name.")]


def show(
    context: typer.Context,
    week: Annotated[str | None, typer.Option(help="A week such as 2026-W47, or a day in it.")] = None,
    group: GroupOption = None,
    client: ClientOption = None,
    from_: Annotated[str | None, typer.Option("--from", help="First day of any period, instead of --week.")] = None,
    to: Annotated[str | None, typer.Option("--to", help="Last day of the period.")] = None,
) -> None:
    """Show the numbers of a week, or of any period."""
    if group is not None and client is not None:
        raise typer.BadParameter("Give --group or --client, not both.")
    if (week is None) == (from_ is None) or (from_ is None) != (to is None):
        raise typer.BadParameter("Give --week, or --from and --to.")
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group) if group is not None else None
        client_id = store.read(finding.client_id, client) if client is not None else None
        if from_ is not None and to is not None:
            first, last = finding.day_of(from_), finding.day_of(to)
            period = store.read(summaries.period_summary, first, last, group_id, client_id)
            days = {"from": first.isoformat(), "to": last.isoformat()}
            shown = audit.whose(one.client_id for one in period.clients)
            store.write(audit.record_view, audit.Seen.WEEK, client_id or group_id, days | shown)
            emit(period_document(period), as_json=options.as_json, table=lambda: print_period(period))
            return
        monday = finding.monday_of(week or "")
        found = store.read(summaries.weekly_summary, monday, group_id, client_id)
        about = {"week": monday.isoformat(), **audit.whose(one.client_id for one in found.clients)}
        store.write(audit.record_view, audit.Seen.WEEK, client_id or group_id, about)
        emit(_summary(found), as_json=options.as_json, table=lambda: print_week(found, alone=client_id is not None))


def export(
    context: typer.Context,
    week: WeekOption,
    out: Annotated[Path, typer.Option(help="The folder; it is made if it is not there.")],
    audience: Annotated[Audience, typer.Option("--for", help="Who it is for.")] = Audience.TREATMENT_TEAM,
    formats: Annotated[str, typer.Option("--format", help=f"{', '.join(FileFormat)}; several with commas.")] = "pdf",
    group: GroupOption = None,
    client: ClientOption = None,
    everything: Annotated[
        bool, typer.Option("--all", help="Every group; a file each, or a file a client outside the team.")
    ] = False,
    names: Annotated[
        NameStyle | None, typer.Option(help="How clients are named; default: full, initials for utilization review.")
    ] = None,
    password_file: Annotated[Path | None, typer.Option(help="Lock the PDF with the password in this file.")] = None,
    recipient: Annotated[str, typer.Option(help="Who receives it, as a consent names them, where several hold.")] = "",
    paper: Annotated[Paper, typer.Option(help="The sheet a PDF is set on.")] = Paper.LETTER,
    byte_order_mark: Annotated[
        bool, typer.Option("--bom/--no-bom", help="Begin a CSV with a byte order mark, as Excel wants it.")
    ] = True,
    note_text: Annotated[bool, typer.Option("--note-text", help="With the text of signed notes.")] = False,
) -> None:
    """Write the weekly summary as files, each recorded in the history before it appears.

    What leaves the treatment team is about one client a file. Clients without a consent that lets it go are left out
    and named; exit 3 where nobody is left.
    """
    if sum((group is not None, client is not None, everything)) != 1:
        raise typer.BadParameter("Give one of --group, --client and --all.")
    wanted = _formats(formats)
    with opened(context) as (store, options):
        password = _password(password_file, wanted, options) if password_file is not None else ""
        on = finding.monday_of(week)
        client_id = store.read(finding.client_id, client) if client is not None else None
        if group is not None:
            groups = [store.read(finding.group_id, group)]
        else:
            found = store.read(summaries.weekly_summary, on, None, client_id)
            groups = [one.group_id for one in found.groups]
        like = summaries.ExportRequest(
            day=on,
            group_id=groups[0] if groups else GroupId(UUID(int=0)),
            folder=out.expanduser().absolute(),
            formats=wanted,
            audience=audience,
            names=names if names is not None else usual_names(audience),
            include_note_text=note_text,
            password=password,
            paper=paper,
            recipient=recipient,
            byte_order_mark=byte_order_mark,
        )
        requests = _requests(store, like, groups, client_id)
        _make_folder(out.expanduser())
        with stoppable() as stopped, ProgressLine("Writing") as progress:
            made = _written(store, requests, progress, stopped.is_set)
        if made.blocked and not made.done:
            raise made.blocked[0].error
        _tell(store, made, week=store.read(_week, on), as_json=options.as_json)
    if made.stopped:
        raise typer.Exit(STOPPED)


def _requests(
    store: Store, like: summaries.ExportRequest, groups: list[GroupId], client_id: ClientId | None
) -> tuple[summaries.ExportRequest, ...]:
    """Give what to write: about one client, or of whole groups. Raises `NothingToExport`."""
    if client_id is not None:
        requests = tuple(replace(like, group_id=one, client_id=client_id) for one in groups)
    else:
        requests = store.read(summaries.week_requests, like, groups)
    if not requests:
        raise summaries.NothingToExport
    return requests


def _written(
    store: Store,
    requests: tuple[summaries.ExportRequest, ...],
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> summaries.ExportedWeek:
    written: list[summaries.Exported] = []
    try:
        return summaries.export_all(store, requests, Wording.load(), progress=progress, stop=stop, written=written)
    except ExportFailed:
        if written:
            say(f"{sum(len(one.files) for one in written)} files are written and recorded before this one.")
        raise


def _tell(store: Store, made: summaries.ExportedWeek, *, week: str, as_json: bool) -> None:
    codes = {one.id: one.code for one in store.read(roster.clients, standing=roster.Standing.ALL)}
    files = [str(path) for one in made.done for path in one.files]
    blocked: list[dict[str, object]] = []
    for one in made.blocked:
        problem = explain(one.error)
        said: dict[str, object] = {"client": codes[one.client_id], "code": problem.code, "message": problem.message}
        if said not in blocked:  # a client of two groups is kept back twice, and told once
            blocked.append(said)
            say(f"Not for {codes[one.client_id]}: {problem.message}")
    naming = [codes[one.client_id] for one in made.done if one.names_others and one.client_id is not None]
    if naming:
        say(
            f"Something typed in the files of {', '.join(naming)} names another client. Read them before you send them."
        )
    waiting = [store.read(roster.group, one).short_code for one in made.empty]
    if waiting:
        say(f"Nothing to tell yet of {', '.join(waiting)}: no session has begun in this week.")
    if made.stopped:
        say(f"Stopped. {len(files)} files are written and recorded.")
    document: dict[str, object] = {
        "week": week,
        "files": files,
        "numbers": [one.number for one in made.done],
        "notes_unsigned": sum(one.notes_unsigned for one in made.done),
        "blocked": blocked,
        "names_others": naming,
        "nothing_yet": waiting,
        "stopped": made.stopped,
    }
    emit(document, as_json=as_json, table=lambda: typer.echo("\n".join(files)))


def usual_names(audience: Audience) -> NameStyle:
    """Give how an audience has its clients named unless asked otherwise: a payer needs no name (45 CFR 164.502(b))."""
    return NameStyle.INITIALS if audience is Audience.UTILIZATION_REVIEW else NameStyle.FULL


def _password(file: Path, formats: tuple[FileFormat, ...], options: Options) -> str:
    """Give the password, since a file that was to be locked must never be written open."""
    password = secret_in(file, options)
    if not password.strip():
        fail(
            "no-password",
            "The first line of this file is empty. Write the password there.",
            str(file),
            USAGE,
            as_json=options.as_json,
        )
    if len(password) < SHORTEST_PASSWORD:
        say(f"This password is short. {SHORTEST_PASSWORD} characters or more take longer to guess.")
    loose = [one.value for one in formats if one is not FileFormat.PDF]
    if loose:
        say(f"Only a PDF can carry a password. Not locked: {', '.join(loose)}.")
    return password


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except FileExistsError as taken:
        raise ExportFailed(folder, ExportProblem.NOT_A_FOLDER) from taken
    except OSError as refused:
        raise ExportFailed(folder, ExportProblem.NOT_ALLOWED) from refused


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
        "counting": {
            "individual": found.rules.individual_counts,
            "uncounted_services": [one.value for one in found.rules.uncounted_services],
        },
        "rules_later": [
            {
                "effective_from": day(one.effective_from),
                "credit": one.credit_rule.value,
                "goal_minutes": one.weekly_goal_minutes,
            }
            for one in found.rules_later
        ],
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
                "offered_minutes": one.offered_minutes,
                "offered_too_little": one.offered_too_little,
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
        "fair_goal_minutes": hours.fair_goal,
        "individual_minutes": hours.individual,
        "partial_week": hours.partial,
        "stepping_down": hours.stepping_down,
        "by_service": {service.value: minutes for service, minutes in hours.by_service.items()},
        "sessions": [
            {
                "session_id": str(cell.session_id),
                "service_date": day(cell.service_date),
                "label": cell.label.value,
                "minutes": cell.attended_minutes,
                "credited_minutes": cell.credited_minutes,
                "counted_elsewhere_minutes": cell.counted_elsewhere,
            }
            for cell in hours.cells
        ],
        "reached_goal": hours.reached_goal,
        "best_still_possible_minutes": hours.best_still_possible,
        "notes_signed": one.notes_signed,
        "notes_due": one.notes_due,
    }


def _week(work: UnitOfWork, on: date) -> str:
    return summaries.week_name(*programs.week_on(work, on))


def verify(context: typer.Context, file: Annotated[Path, typer.Argument(help="A file that somebody holds.")]) -> None:
    """Say whether this vault exported a file, when, for whom and by whom, and whether it still holds.

    Exit 3 where it did not, or where the file was changed since.
    """
    with opened(context) as (store, options):
        found = store.read(summaries.verified_document, summaries.digest_of_file(file.expanduser()))
        if found is None:
            raise summaries.NotExportedHere
        facts: dict[str, object] = {
            "known": True,
            "number": found.number,
            "week_starts_on": day(found.week_starts_on),
            "group": found.group,
            "client": found.client_code or None,
            "audience": found.audience.value,
            "recipient": found.recipient or None,
            "consent_signed_on": day(found.consent_signed_on),
            "consent_revoked_on": day(found.consent_revoked_on),
            "exported_at": instant(found.exported_at),
            "exported_by": found.exported_by,
            "standing": found.standing.value,
            "replaced_by": found.replaced_by or None,
        }
        rows = [(key.replace("_", " "), value) for key, value in facts.items() if value is not None and key != "known"]
        emit(facts, as_json=options.as_json, table=lambda: print_table(("What", "Value"), rows, empty=""))


COMMANDS = {"summary": {"show": show, "export": export, "verify": verify}}

"""`coordinator attendance mark|compare|apply`."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from coordinator import attendance, audit
from coordinator.attendance.commands_report import apply_report
from coordinator.attendance.comparison import Comparison, ComparisonRow
from coordinator.attendance.comparison_files import OpenedReport, open_report
from coordinator.attendance.comparison_rules import Agreement, Keep
from coordinator.attendance.facts import MarkState
from coordinator.attendance.reports import Reading
from coordinator.cli import finding
from coordinator.cli.opening import opened
from coordinator.cli.options import Options
from coordinator.cli.output import USAGE, emit, fail, instant, print_table
from coordinator.cli_answers import (
    ColumnOption,
    EmailOption,
    EncodingOption,
    HourOption,
    MeetingOption,
    NameOption,
    OrderOption,
    Said,
    said_about,
    watched_in_terminal,
)
from coordinator.errors import InputUnusable
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, ExcuseReason, GroupSessionId, Mark

FilesArgument = Annotated[
    list[Path],
    typer.Argument(
        metavar="FILE...", help="The report as the platform gave it; several files are one restarted meeting's."
    ),
]
SessionOption = Annotated[str, typer.Option("--session", help="The session's ID, from `sessions list`.")]
MatchOption = Annotated[
    list[str] | None,
    typer.Option(
        "--match",
        help="“shown name=CLIENT”; leave CLIENT empty for nobody's. Of two people of one name, “name#2” is the second.",
    ),
]


def mark(
    context: typer.Context,
    session: Annotated[str, typer.Argument(help="The session's ID, from `sessions list`.")],
    client: Annotated[str, typer.Argument(help="ID or name.")],
    mark: Annotated[Mark, typer.Argument(help="What to record.")],
    late: Annotated[int | None, typer.Option(help="Minutes late.")] = None,
    left_early: Annotated[int | None, typer.Option(help="Minutes left before the end.")] = None,
    reason: Annotated[ExcuseReason | None, typer.Option(help="Why the client is excused.")] = None,
    note: Annotated[str, typer.Option(help="The reason in own words, for “excused” and “removed”: one line.")] = "",
) -> None:
    """Mark one client in one session."""
    with opened(context) as (store, options):
        if note.strip() and mark not in {Mark.EXCUSED, Mark.REMOVED}:
            fail("usage", "--note goes with “excused” and “removed” alone.", None, USAGE, as_json=options.as_json)
        session_id, client_id = finding.session_id(session), store.read(finding.client_id, client)
        marked = store.write(
            attendance.mark,
            session_id,
            client_id,
            mark,
            late=late is not None,
            arrived_late_minutes=late,
            left_early=left_early is not None,
            left_early_minutes=left_early,
            reason=reason,
            reason_note=note,
        ).outcome
        line = store.read(attendance.sheet, session_id).line(client_id)
        document: dict[str, object] = {
            "session_id": str(session_id),
            "client_id": str(client_id),
            "label": line.label.value if line is not None else mark.value,
            "minutes": line.attended_minutes if line is not None else None,
            "changed": bool(marked.client_ids),
            "notices": sorted(notice.value for notice in marked.notices),
        }
        emit(document, as_json=options.as_json, table=lambda: typer.echo(f"{document['label']}"))


def compare(
    context: typer.Context,
    files: FilesArgument,
    session: SessionOption,
    match: MatchOption = None,
    date_order: OrderOption = None,
    meeting: MeetingOption = None,
    encoding: EncodingOption = None,
    repeated_hour: HourOption = None,
    same_name: NameOption = None,
    shared_email: EmailOption = None,
    column: ColumnOption = None,
) -> None:
    """Set a platform's report beside what was marked; nothing changes."""
    said = said_about(date_order, meeting, encoding, repeated_hour, same_name, shared_email, column)
    with opened(context) as (store, options):
        session_id = finding.session_id(session)
        found, _ = _compared(store, session_id, files, match or [], _reading(said, options))
        shown = audit.whose(line.client_id for line in store.read(attendance.sheet, session_id).lines)
        store.write(audit.record_view, audit.Seen.ATTENDANCE, session_id, shown)
        emit(_document(found.comparison), as_json=options.as_json, table=lambda: _print(found.comparison))


def apply(
    context: typer.Context,
    files: FilesArgument,
    session: SessionOption,
    match: MatchOption = None,
    keep: Annotated[Keep | None, typer.Option(help="Whose word holds everywhere the two differ.")] = None,
    date_order: OrderOption = None,
    meeting: MeetingOption = None,
    encoding: EncodingOption = None,
    repeated_hour: HourOption = None,
    same_name: NameOption = None,
    shared_email: EmailOption = None,
    column: ColumnOption = None,
) -> None:
    """Take a platform's report in, as the comparison screen does."""
    said = said_about(date_order, meeting, encoding, repeated_hour, same_name, shared_email, column)
    with opened(context) as (store, options):
        session_id = finding.session_id(session)
        found, matches = _compared(store, session_id, files, match or [], _reading(said, options))
        chosen = {row.client_id: keep for row in found.comparison.rows if row.client_id and keep is not None}
        take = partial(apply_report, report=found.report)
        done = store.write(take, session_id, found.files, chosen, matches, found.reading).outcome
        document = _document(found.comparison) | {
            "applied": done.import_id is not None,
            "changed": done.changed,
            "remembered": done.remembered,
        }
        again = "This report was taken in before; nothing changed."
        sentence = f"{done.changed} marks changed, {done.remembered} names remembered." if done.import_id else again
        emit(document, as_json=options.as_json, table=lambda: typer.echo(sentence))


def add_to(group: typer.Typer) -> None:
    """Add the commands that need a vault."""
    for command in (mark, compare, apply):
        group.command(command.__name__)(command)


def _reading(said: Said, options: Options) -> Reading | None:
    """How the file is to be read; the session's zone and day hold where nothing else is said."""
    if said == Said():
        return None
    try:
        return said.reading("")
    except ValueError as bad:
        fail("usage", str(bad), None, USAGE, as_json=options.as_json)


def _compared(
    store: Store, session_id: GroupSessionId, files: list[Path], options: list[str], reading: Reading | None
) -> tuple[OpenedReport, dict[int, ClientId | None]]:
    """Open the report and give the choices of `--match` by the place of the person in it."""
    with watched_in_terminal():
        found = open_report(store.read, session_id, files, None, reading)
    if not options:
        return found, {}
    matches: dict[int, ClientId | None] = {}
    for shown, client in finding.pairs(options, "--match “shown name=CLIENT”"):
        matches[_place(found.comparison, shown)] = store.read(finding.client_id, client) if client else None
    return open_report(store.read, session_id, files, matches, found.reading, found), matches


class NameNotShown(InputUnusable):
    """The report shows nobody of the name given with --match."""


class NameShownTwice(InputUnusable):
    """Two people of the report have the name given with --match; add #1 or #2 to it."""


def _place(comparison: Comparison, shown: str) -> int:
    name, sign, number = shown.rpartition("#")
    wanted = (name if sign and number.isdecimal() else shown).strip().casefold()
    places = sorted(
        place
        for row in comparison.rows
        for text, place in zip(row.shown_names, row.people, strict=True)
        if text.casefold() == wanted
    )
    if sign and number.isdecimal():
        places = places[int(number) - 1 : int(number)] if int(number) else []
    if len(places) > 1:
        raise NameShownTwice
    if not places:
        raise NameNotShown
    return places[0]


def _document(comparison: Comparison) -> dict[str, object]:
    return {
        "session_id": str(comparison.session.id),
        "platform": comparison.platform,
        "variant": comparison.variant,
        "rows_read": comparison.row_count,
        "agree": comparison.count(Agreement.SAME),
        "differ": comparison.count(Agreement.DIFFERS),
        "to_match": comparison.count(Agreement.TO_MATCH),
        "already_applied": comparison.applied,
        "covered": comparison.covered,
        "rows": [_row(row) for row in comparison.rows],
        "questions": [{"code": one.code.value, "choices": list(one.choices)} for one in comparison.questions],
    }


def _row(row: ComparisonRow) -> dict[str, object]:
    return {
        "shown_names": list(row.shown_names),
        "intervals": [[instant(span.start), instant(span.end)] for span in row.visits],
        "client_id": str(row.client_id) if row.client_id is not None else None,
        "client": row.client_name or None,
        "how": row.how.value,
        "suggestions": [{"client_id": str(one), "name": name} for one, name in row.suggestions],
        "agreement": row.agreement.value,
        "mine": _state(row.mine),
        "report": _state(row.report),
        "keep": row.keep.value,
    }


def _state(state: MarkState | None) -> dict[str, object] | None:
    if state is None:
        return None
    return {
        "mark": state.mark.value,
        "late_minutes": state.arrived_late_minutes,
        "left_early_minutes": state.left_early_minutes,
        "away_minutes": state.away_minutes,
    }


def _print(comparison: Comparison) -> None:
    rows = [
        (
            ", ".join(row.shown_names) or "–",
            row.client_name or "?",
            _words(row.mine),
            _words(row.report),
            row.agreement.value,
        )
        for row in comparison.rows
    ]
    print_table(("In the report", "Client", "Marked", "Report says", ""), rows, empty="The report names nobody.")


def _words(state: MarkState | None) -> str:
    if state is None:
        return ""
    parts = [state.mark.value]
    parts += [f"late {state.arrived_late_minutes}"] if state.arrived_late_minutes else []
    parts += [f"left {state.left_early_minutes} early"] if state.left_early_minutes else []
    parts += [f"away {state.away_minutes}"] if state.away_minutes else []
    return ", ".join(parts)

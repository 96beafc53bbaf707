"""`coordinator attendance mark|compare|apply`."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coordinator import attendance
from coordinator.attendance.commands_report import apply_report
from coordinator.attendance.comparison import Comparison, ComparisonRow
from coordinator.attendance.comparison_files import OpenedReport, open_report
from coordinator.attendance.comparison_rules import Agreement, Keep
from coordinator.attendance.facts import MarkState
from coordinator.cli import finding
from coordinator.cli.opening import opened
from coordinator.cli.options import Options
from coordinator.cli.output import UNUSABLE, emit, fail, instant, print_table
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, ExcuseReason, GroupSessionId, Mark

FileArgument = Annotated[Path, typer.Argument(help="The report as the platform gave it.")]
SessionOption = Annotated[str, typer.Option("--session", help="The session's ID, from `sessions list`.")]
MatchOption = Annotated[
    list[str] | None, typer.Option("--match", help="“shown name=CLIENT”; leave CLIENT empty for nobody's.")
]


def mark(
    context: typer.Context,
    session: Annotated[str, typer.Argument(help="The session's ID, from `sessions list`.")],
    client: Annotated[str, typer.Argument(help="ID or name.")],
    mark: Annotated[Mark, typer.Argument(help="What to record.")],
    late: Annotated[int | None, typer.Option(help="Minutes late.")] = None,
    left_early: Annotated[int | None, typer.Option(help="Minutes left before the end.")] = None,
    reason: Annotated[ExcuseReason | None, typer.Option(help="Why the client is excused.")] = None,
) -> None:
    """Mark one client in one session."""
    with opened(context) as (store, options):
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


def compare(context: typer.Context, file: FileArgument, session: SessionOption, match: MatchOption = None) -> None:
    """Set a platform's report beside what was marked; nothing changes."""
    with opened(context) as (store, options):
        session_id = finding.session_id(session)
        found = _opened_report(store, session_id, file, match or [], options)
        emit(_document(found.comparison), as_json=options.as_json, table=lambda: _print(found.comparison))


def apply(
    context: typer.Context,
    file: FileArgument,
    session: SessionOption,
    match: MatchOption = None,
    keep: Annotated[Keep | None, typer.Option(help="Whose word holds everywhere the two differ.")] = None,
) -> None:
    """Take a platform's report in, as the comparison screen does."""
    with opened(context) as (store, options):
        session_id = finding.session_id(session)
        matches = _matches(store, session_id, file, match or [], options)
        found = open_report(store, session_id, file, matches)
        chosen = {row.client_id: keep for row in found.comparison.rows if row.client_id and keep is not None}
        done = store.write(apply_report, session_id, found.content, found.name, chosen, matches).outcome
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


def _opened_report(
    store: Store, session_id: GroupSessionId, file: Path, options: list[str], said: Options
) -> OpenedReport:
    return open_report(store, session_id, file, _matches(store, session_id, file, options, said))


def _matches(
    store: Store, session_id: GroupSessionId, file: Path, options: list[str], said: Options
) -> dict[int, ClientId | None]:
    """Give the choices of `--match` by the place of the person in the report."""
    if not options:
        return {}
    comparison = open_report(store, session_id, file).comparison
    places = {
        name.casefold(): place
        for row in comparison.rows
        for name, place in zip(row.shown_names, row.people, strict=True)
    }
    matches: dict[int, ClientId | None] = {}
    for shown, client in finding.pairs(options, "--match “shown name=CLIENT”"):
        if shown.casefold() not in places:
            fail("unknown-name", f"The report shows nobody as “{shown}”.", "--match", UNUSABLE, as_json=said.as_json)
        matches[places[shown.casefold()]] = store.read(finding.client_id, client) if client else None
    return matches


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

"""`coordinator notes|audit …`."""

from __future__ import annotations

from datetime import timedelta
from typing import Annotated
from uuid import UUID

import typer

from coordinator import audit, integrity, notes, people, sessions
from coordinator.cli import finding
from coordinator.cli.opening import opened, opened_vault
from coordinator.cli.output import REFUSED, day, emit, instant, print_table
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import SessionStatus

A_WEEK = timedelta(days=6)


def notes_list(
    context: typer.Context,
    unsigned: Annotated[bool, typer.Option("--unsigned", help="Only those that wait for a signature.")] = False,
    week: Annotated[str | None, typer.Option(help="A week such as 2026-W47.")] = None,
    overdue: Annotated[bool, typer.Option("--overdue", help="Only those that should have been signed by now.")] = False,
) -> None:
    """List notes: those of a week, or those that wait for a signature. Never their text."""
    with opened(context) as (store, options):
        if week is None and not (unsigned or overdue):
            raise typer.BadParameter("Give --week, --unsigned, --overdue, or several of them.")
        found = store.read(_notes, week)
        wanted = [one for one in found if not unsigned or one["waits_for"] is not None]
        wanted = [one for one in wanted if not overdue or one["overdue"]]
        shown = audit.whose(UUID(str(one["client_id"])) for one in wanted if one["client_id"] is not None)
        store.write(audit.record_view, audit.Seen.NOTE_LIST, None, {"week": week or "", **shown})
        rows = [
            (
                one["service_date"],
                one["group"],
                one["client"] or "Group note",
                one["state"],
                one["waits_for"] or "",
                f"{one['due_on']}{', overdue' if one['overdue'] else ''}",
            )
            for one in wanted
        ]
        emit(
            {"notes": wanted},
            as_json=options.as_json,
            table=lambda: print_table(
                ("Day", "Group", "Note", "State", "Waits for", "Due"), rows, empty="There is no such note."
            ),
        )


def audit_list(
    context: typer.Context,
    limit: Annotated[int, typer.Option(help="How many, the newest first.")] = 200,
    subject: Annotated[str | None, typer.Option(help="Only those of one record's ID.")] = None,
    client: Annotated[str | None, typer.Option(help="Only who saw, printed or exported one client's record.")] = None,
) -> None:
    """List the history, the newest entry first."""
    if subject is not None and client is not None:
        raise typer.BadParameter("Give --subject or --client, not both.")
    with opened(context) as (store, options):
        if client is not None:
            found = store.read(audit.accesses, store.read(finding.client_id, client), limit=limit)
        else:
            found = store.read(audit.entries, limit=limit, subject_id=UUID(subject) if subject else None)
        names = {one.id: one.display for one in store.read(people.facilitators, with_inactive=True)}
        document: dict[str, object] = {
            "entries": [
                {
                    "sequence": one.sequence,
                    "at": instant(one.at),
                    "actor": names.get(one.actor_id) if one.actor_id is not None else None,
                    "action": one.action.value,
                    "subject_id": one.subject_id or None,
                    "topics": one.topics.split(),
                    "detail": dict(one.detail),
                }
                for one in found
            ]
        }
        rows = [
            (one.sequence, instant(one.at), names.get(one.actor_id, "") if one.actor_id else "", one.action.value)
            for one in found
        ]
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(("", "At", "Who", "Action"), rows, empty="The history is empty."),
        )


def audit_verify(context: typer.Context) -> None:
    """Verify the history, signatures, marks and consents; exit code 3 names the first altered entry.

    A file that ends earlier than what this computer last saw of it misses entries: the first of them is named.
    """
    with opened_vault(context, older_too=True) as (coordinator, options):
        report, rollback = coordinator.store.read(integrity.verify), coordinator.rollback
        missing = min(rollback.found + 1, rollback.expected) if rollback is not None else None
        named = [one for one in (report.first_altered, missing) if one is not None]
        intact = report.intact and missing is None
        document: dict[str, object] = {
            "entries": report.chain.entries,
            "intact": intact,
            "first_altered": min(named, default=None),
            "head": report.chain.head,
            "missing_from": missing,
            "file_changed": coordinator.file_changed,
            "altered_records": [{"kind": one.kind, "id": one.record_id, "entry": one.entry} for one in report.altered],
        }
        emit(document, as_json=options.as_json, table=lambda: typer.echo("\n".join(_told(report, missing))))
    if not intact:
        raise SystemExit(REFUSED)


def _told(report: integrity.IntegrityReport, missing: int | None) -> list[str]:
    if report.intact and missing is None:
        return [f"{report.chain.entries} entries and {report.records} records, all as they were written."]
    lines = []
    if missing is not None:
        lines.append(f"The file is older than what this computer last saw: entry {missing} and later ones are missing.")
    if report.chain.first_altered is not None:
        lines.append(f"Entry {report.chain.first_altered} is not as it was written.")
    for one in report.altered:
        known = f"entry {one.entry}" if one.entry is not None else "any entry"
        lines.append(f"The {one.kind.replace('_', ' ')} {one.record_id} is not as {known} has it.")
    return lines


def _notes(work: UnitOfWork, week: str | None) -> list[dict[str, object]]:
    if week is not None:
        first = finding.monday_of(week)
        held = sessions.sessions_between(work, first, first + A_WEEK)
        ids = [one.id for one in held if one.status is SessionStatus.HELD]
    else:
        waiting = [one.session_id for one in notes.unsigned(work)]
        beside = (*notes.awaiting_cosignature(work), *notes.additions_awaiting_cosignature(work))
        ids = list(dict.fromkeys([*waiting, *(one.session_id for one in beside)]))
    found: list[dict[str, object]] = []
    for session_id in ids:
        listed = notes.note_list(work, session_id)
        session = listed.sheet.session
        past_due = notes.is_past_due(work, session_id)
        found += [
            {
                "session_id": str(session.id),
                "group": session.group_name,
                "service_date": day(session.service_date),
                "client_id": str(line.client_id) if line.client_id is not None else None,
                "client": line.attendance.name if line.attendance is not None else None,
                "state": line.state.value,
                "due_on": day(listed.due_on),
                "waits_for": _waits_for(line),
                "overdue": past_due and _waits_for(line) is not None,
            }
            for line in listed.lines
        ]
    return found


def _waits_for(line: notes.NoteLine) -> str | None:
    if line.state is not notes.NoteState.SIGNED:
        return "signature"
    return "co-signature" if line.awaits_cosignature else None


COMMANDS = {
    "notes": {"list": notes_list},
    "audit": {"list": audit_list, "verify": audit_verify},
}

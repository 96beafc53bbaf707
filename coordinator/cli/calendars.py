"""`coordinator calendar …`: the plan for other calendar programs, and theirs as weekly blocks."""

from __future__ import annotations

import hashlib
from errno import ENOSPC
from pathlib import Path
from typing import Annotated

import typer

from coordinator import audit, interchange, programs
from coordinator.cli import finding
from coordinator.cli.notices import tell_clashes
from coordinator.cli.opening import opened
from coordinator.cli.output import REFUSED, UNUSABLE, USAGE, day, emit, fail, print_table, say
from coordinator.interchange import CalendarNames, CalendarProblemKind, ProposedBlock
from coordinator.vault.private_files import write_private

PROBLEMS = {
    CalendarProblemKind.ONCE: "it takes place once only",
    CalendarProblemKind.ALL_DAY: "it lasts the whole day",
    CalendarProblemKind.NOT_WEEKLY: "it does not repeat weekly",
    CalendarProblemKind.RULE_UNREADABLE: "its repetition cannot be read",
    CalendarProblemKind.TIME_UNREADABLE: "its time cannot be read",
    CalendarProblemKind.LENGTH: "it does not last between one minute and twelve hours",
    CalendarProblemKind.TOO_MANY_SESSIONS: "it repeats too often; a block has at most 520 sessions",
    CalendarProblemKind.ZONE_UNKNOWN: "its time zone is not known",
    CalendarProblemKind.CANCELLED: "it was cancelled",
    CalendarProblemKind.CHANGED_DATES: "dates that were changed one by one are not taken over",
    CalendarProblemKind.ADDED_DATES: "dates that were added one by one are not taken over",
    CalendarProblemKind.NO_ZONE: "it names no time zone, so the group's is meant",
}


def calendar_export(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The file to write, such as iop.ics.")],
    group: Annotated[str | None, typer.Option(help="Only one group.")] = None,
    names: Annotated[CalendarNames, typer.Option(help="What an event is called.")] = CalendarNames.NONE,
) -> None:
    """Write the plan as an iCalendar file: no client's name, and no meeting link."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group) if group is not None else None
        content = store.read(lambda work: interchange.calendar(work, group_id, names=names))
        store.write(audit.record_calendar, hashlib.sha256(content).hexdigest())
        _write(out, content, as_json=options.as_json)
        events = content.count(b"BEGIN:VEVENT")
        emit(
            {"file": str(out), "events": events},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Written to {out}."),
        )


def calendar_import(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(help="An .ics file of another calendar program.")],
    group: Annotated[str | None, typer.Option(help="The group that meets at these times.")] = None,
    zone: Annotated[str | None, typer.Option(help="For times that name no zone; default: the program's.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only show what would be added.")] = False,
    despite: Annotated[str, typer.Option(help="Why clashes are accepted.")] = "",
) -> None:
    """Add the weekly events of a calendar file as blocks of a group; all or nothing."""
    with opened(context) as (store, options):
        if group is None and not dry_run:
            fail("group-missing", "Name the group with --group, or look with --dry-run.", None, USAGE,
                 as_json=options.as_json)  # fmt: skip
        group_id = store.read(finding.group_id, group) if group is not None else None
        content = _content(file, as_json=options.as_json)
        found = interchange.read_calendar(content, zone or store.read(programs.program).zone)
        for problem in found.problems:
            say(f"Line {problem.line}: “{problem.title}”: {PROBLEMS[problem.kind]}.")
        ids: list[str] = []
        clashes: list[dict[str, object]] = []
        if group_id is not None:
            patterns = [one for block in found.blocks for one in block.recurrences()]
            clashes = tell_clashes(store, group_id, patterns)
        if not dry_run and group_id is not None:
            done = store.write(interchange.import_blocks, group_id, found.blocks, despite=despite)
            ids = [str(one) for one in done.outcome]
        document: dict[str, object] = {
            "proposed": [_proposed(one) for one in found.blocks],
            "problems": [
                {"kind": one.kind.value, "line": one.line, "title": one.title, "detail": one.detail}
                for one in found.problems
            ],
            "clashes": clashes,
            "ids": ids,
            "dry_run": dry_run,
        }
        rows = [
            (
                one.title,
                ", ".join(weekday.value for weekday in one.weekdays),
                one.starts.strftime("%H:%M"),
                f"{one.minutes} min",
                one.zone,
                one.from_on,
                one.until_on,
            )
            for one in found.blocks
        ]
        headings = ("Event", "Days", "Starts", "Length", "Zone", "From", "Until")
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(headings, rows, empty="The calendar has no weekly event."),
        )


def _content(file: Path, *, as_json: bool) -> bytes:
    """Read a file, but no more of it than a calendar may have."""
    try:
        with file.open("rb") as stream:
            return stream.read(interchange.LARGEST_BYTES + 1)
    except OSError:
        fail("unreadable", "The calendar file cannot be opened.", str(file), UNUSABLE, as_json=as_json)


def _write(out: Path, content: bytes, *, as_json: bool) -> None:
    try:
        write_private(out.absolute(), content)
    except OSError as problem:
        reason = "The disk is full." if problem.errno == ENOSPC else "The calendar file cannot be written."
        fail("not-exported", reason, str(out), REFUSED, as_json=as_json)


def _proposed(one: ProposedBlock) -> dict[str, object]:
    return {
        "title": one.title,
        "weekdays": [weekday.value for weekday in one.weekdays],
        "starts": one.starts.strftime("%H:%M"),
        "minutes": one.minutes,
        "zone": one.zone,
        "from": day(one.from_on),
        "until": day(one.until_on),
        "every": one.every_weeks,
        "skipped": [day(date) for date in one.skipped],
        "line": one.line,
    }


COMMANDS = {"calendar": {"export": calendar_export, "import": calendar_import}}

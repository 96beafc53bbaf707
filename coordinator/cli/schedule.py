"""`coordinator blocks|closures|sessions …`."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from coordinator import roster, series, sessions
from coordinator.cli import finding
from coordinator.cli.opening import opened
from coordinator.cli.output import day, emit, instant, print_table
from coordinator.errors import NotFound
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ServiceType, Weekday

BlockArgument = Annotated[str, typer.Argument(help="The block's ID, from `blocks list`.")]
DateArgument = Annotated[str, typer.Argument(help="The date of the pattern, such as 2026-11-23.")]


def blocks_list(
    context: typer.Context, group: Annotated[str | None, typer.Option(help="Only those of one group.")] = None
) -> None:
    """List the weekly blocks."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group) if group is not None else None
        names = {one.id: one.name for one in store.read(roster.groups, with_archived=True)}
        found = store.read(series.blocks, group_id)
        document: dict[str, object] = {
            "blocks": [
                {
                    "id": str(one.id),
                    "group_id": str(one.group_id),
                    "group": names[one.group_id],
                    "weekday": one.recurrence.weekday.value,
                    "starts": one.recurrence.starts.strftime("%H:%M"),
                    "minutes": one.recurrence.minutes,
                    "zone": one.recurrence.zone,
                    "from": day(one.recurrence.from_on),
                    "until": day(one.recurrence.until_on),
                    "every": one.recurrence.every_weeks,
                    "break_minutes": one.break_minutes,
                    "segments": [[part.service_type.value, part.minutes] for part in one.segments],
                }
                for one in found
            ]
        }
        rows = [
            (
                names[one.group_id],
                one.recurrence.weekday.value,
                one.recurrence.starts.strftime("%H:%M"),
                f"{one.recurrence.minutes} min",
                one.recurrence.from_on,
                one.recurrence.until_on,
                one.id,
            )
            for one in found
        ]
        headings = ("Group", "Day", "Starts", "Length", "From", "Until", "ID")
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(headings, rows, empty="There is no weekly block yet."),
        )


def blocks_add(
    context: typer.Context,
    group: Annotated[str, typer.Option(help="Short code or name.")],
    weekday: Annotated[list[Weekday], typer.Option(help="The day; may be given several times.")],
    starts: Annotated[str, typer.Option(help="The wall time, such as 09:00.")],
    from_: Annotated[str, typer.Option("--from", help="The first day.")],
    minutes: Annotated[int, typer.Option(help="How long, breaks included.")] = 180,
    zone: Annotated[str | None, typer.Option(help="The time zone; default: the group's.")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.")] = None,
    every: Annotated[int, typer.Option(help="Every so many weeks.")] = 1,
    segment: Annotated[list[str] | None, typer.Option(help="service=MINUTES, in order.")] = None,
) -> None:
    """Let a group meet weekly at a wall time."""
    with opened(context) as (store, options):
        added = store.write(
            series.add_block,
            store.read(finding.group_id, group),
            weekdays=weekday,
            starts=finding.time_of(starts),
            from_on=finding.day_of(from_),
            minutes=minutes,
            zone=zone,
            until_on=finding.day_of(until) if until is not None else None,
            every_weeks=every,
            segments=_segments(segment or []),
        ).outcome
        ids = [str(one) for one in added]
        emit({"ids": ids}, as_json=options.as_json, table=lambda: typer.echo(f"Added: {', '.join(ids)}"))


def blocks_skip(context: typer.Context, block: BlockArgument, date: DateArgument) -> None:
    """Leave one date out, as if the pattern did not have it."""
    with opened(context) as (store, options):
        done = store.write(series.skip, finding.block_id(block), finding.day_of(date))
        emit({"session_id": str(done.outcome)}, as_json=options.as_json, table=lambda: typer.echo("Left out."))


def blocks_move(
    context: typer.Context,
    block: BlockArgument,
    date: DateArgument,
    to: Annotated[str, typer.Option(help="The new start: a wall time, or 2026-11-24T18:00.")],
    minutes: Annotated[int | None, typer.Option(help="Another length.")] = None,
) -> None:
    """Hold one date at another time."""
    with opened(context) as (store, options):
        block_id, on = finding.block_id(block), finding.day_of(date)
        zone = ZoneInfo(store.read(series.block, block_id).recurrence.zone)
        wall = datetime.fromisoformat(to) if "T" in to else datetime.combine(on, finding.time_of(to))
        starts_at = wall if wall.tzinfo is not None else wall.replace(tzinfo=zone)
        done = store.write(series.move, block_id, on, starts_at, minutes)
        emit(
            {"session_id": str(done.outcome), "starts_at": instant(starts_at)},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Moved to {starts_at.astimezone(zone):%Y-%m-%d %H:%M}."),
        )


def blocks_substitute(
    context: typer.Context,
    block: BlockArgument,
    date: DateArgument,
    facilitator: Annotated[str | None, typer.Argument(help="Who leads; leave out to return it.")] = None,
) -> None:
    """Let somebody else lead one date."""
    with opened(context) as (store, options):
        who = store.read(finding.facilitator_id, facilitator) if facilitator is not None else None
        done = store.write(series.substitute, finding.block_id(block), finding.day_of(date), who)
        emit({"session_id": str(done.outcome)}, as_json=options.as_json, table=lambda: typer.echo("Changed."))


def closures_add(
    context: typer.Context,
    from_on: Annotated[str, typer.Argument(metavar="FROM", help="The first day.")],
    to_on: Annotated[str, typer.Argument(metavar="TO", help="The last day.")],
    name: Annotated[str, typer.Argument(help="Why, such as “Presidents’ Day”.")],
) -> None:
    """Close the program for some days; its sessions are cancelled."""
    with opened(context) as (store, options):
        change = store.write(series.add_closure, finding.day_of(from_on), finding.day_of(to_on), name)
        cancelled = int(change.detail["sessions"])
        emit(
            {"id": str(change.outcome.id), "sessions_cancelled": cancelled},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Closed; {cancelled} sessions are cancelled."),
        )


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


def closures_remove(
    context: typer.Context, closure: Annotated[str, typer.Argument(help="The ID, from `closures list`.")]
) -> None:
    """Open the program again; the sessions come back."""
    with opened(context) as (store, options):
        found = store.read(_closure, closure)
        store.write(series.remove_closure, found)
        emit({"id": str(found.id)}, as_json=options.as_json, table=lambda: typer.echo("Open again."))


def sessions_list(
    context: typer.Context,
    from_: Annotated[str, typer.Option("--from", help="The first day.")],
    to: Annotated[str, typer.Option(help="The last day.")],
    group: Annotated[str | None, typer.Option(help="Only those of one group.")] = None,
) -> None:
    """List planned and held sessions, exceptions applied."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group) if group is not None else None
        found = store.read(sessions.sessions_between, finding.day_of(from_), finding.day_of(to), group_id)
        document: dict[str, object] = {"sessions": [_session(one) for one in found]}
        rows = [
            (
                one.service_date,
                f"{one.local_start:%H:%M}–{one.local_end:%H:%M}",
                one.group_name,
                one.status.value,
                one.exception.value if one.exception is not None else "",
                one.facilitator,
                one.id,
            )
            for one in found
        ]
        headings = ("Day", "Time", "Group", "Status", "Exception", "Facilitator", "ID")
        emit(
            document,
            as_json=options.as_json,
            table=lambda: print_table(headings, rows, empty="There is no session on these days."),
        )


def sessions_launch(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="ID", help="The session's ID, from `sessions list`.")],
    print_only: Annotated[bool, typer.Option("--print-only", help="Print what would be opened.")] = False,
    backup: Annotated[bool, typer.Option("--backup", help="Open the backup link.")] = False,
) -> None:
    """Open a session's meeting link, as the desktop does. The passcode is shown in the desktop only."""
    with opened(context) as (store, options):
        session_id = finding.session_id(session)
        if print_only:
            door = store.read(sessions.meeting_door, session_id, backup=backup)
        else:
            door = store.write(sessions.launch, session_id, backup=backup).outcome
            webbrowser.open(door.url)
        document: dict[str, object] = {
            "session_id": str(session_id),
            "url": door.url,
            "platform": door.platform.value,
            "opened": not print_only,
        }
        emit(document, as_json=options.as_json, table=lambda: typer.echo(door.url))


def _session(one: sessions.GroupSession) -> dict[str, object]:
    return {
        "id": str(one.id),
        "group_id": str(one.group_id),
        "group": one.group_name,
        "service_date": day(one.service_date),
        "starts_at": instant(one.starts_at),
        "ends_at": instant(one.ends_at),
        "zone": one.zone,
        "local_start": one.local_start.isoformat(),
        "planned_minutes": one.planned_minutes,
        "break_minutes": one.break_minutes,
        "elapsed_minutes": one.elapsed_minutes,
        "status": one.status.value,
        "facilitator": one.facilitator,
        "exception": one.exception.value if one.exception is not None else None,
        "shifted": one.shifted,
    }


def _closure(work: UnitOfWork, typed: str) -> series.Closure:
    for one in series.closures(work):
        if typed in {str(one.id), one.name}:
            return one
    raise NotFound("Closure", typed)


def _segments(options: list[str]) -> list[series.Segment]:
    parts = []
    for service, minutes in finding.pairs(options, "--segment service=MINUTES, such as group_therapy=60"):
        if service not in set(ServiceType) or not minutes.isdigit():
            known = ", ".join(one.value for one in ServiceType)
            raise typer.BadParameter(f"A segment is service=MINUTES, where service is one of {known}.")
        parts.append(series.Segment(ServiceType(service), int(minutes)))
    return parts


COMMANDS = {
    "blocks": {
        "list": blocks_list,
        "add": blocks_add,
        "skip": blocks_skip,
        "move": blocks_move,
        "substitute": blocks_substitute,
    },
    "closures": {"add": closures_add, "list": closures_list, "remove": closures_remove},
    "sessions": {"list": sessions_list, "launch": sessions_launch},
}

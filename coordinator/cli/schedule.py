"""`coordinator blocks|sessions …`."""

from __future__ import annotations

import webbrowser
from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from coordinator import roster, series, sessions
from coordinator.cli import finding
from coordinator.cli.notices import tell_clashes, tell_clashes_of_date, tell_clashes_of_extra, tell_outlook
from coordinator.cli.opening import opened
from coordinator.cli.output import day, emit, instant, print_table
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
    count: Annotated[int | None, typer.Option(help="End after so many sessions.")] = None,
    despite: Annotated[str, typer.Option(help="Why clashes are accepted.")] = "",
) -> None:
    """Let a group meet weekly at a wall time."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group)
        start, from_on = finding.time_of(starts), finding.day_of(from_)
        own_zone = zone or store.read(roster.group, group_id).zone
        until_on = finding.day_of(until) if until is not None else None
        parts = _segments(segment or [])
        planned = [series.Recurrence(one, start, minutes, own_zone, from_on, until_on, every) for one in weekday]
        for one in planned:
            series.check_recurrence(one)
        clashes = tell_clashes(store, group_id, planned)
        notices = tell_outlook(store, group_id, [series.Pattern(one, tuple(parts)) for one in planned])
        added = store.write(
            series.add_block,
            group_id,
            weekdays=weekday,
            starts=start,
            from_on=from_on,
            minutes=minutes,
            zone=zone,
            until_on=until_on,
            session_count=count,
            every_weeks=every,
            segments=parts,
            despite=despite,
        ).outcome
        ids = [str(one) for one in added]
        emit(
            {"ids": ids, "clashes": clashes, "notices": notices},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Added: {', '.join(ids)}"),
        )


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
    despite: Annotated[str, typer.Option(help="Why clashes are accepted.")] = "",
) -> None:
    """Hold one date at another time."""
    with opened(context) as (store, options):
        block_id, on = finding.block_id(block), finding.day_of(date)
        zone = ZoneInfo(store.read(series.block, block_id).recurrence.zone)
        wall = finding.wall_of(to) if "T" in to else datetime.combine(on, finding.time_of(to))
        starts_at = wall if wall.tzinfo is not None else series.instant_of(wall, zone.key)[0]
        clashes = tell_clashes_of_date(store, block_id, on, starts_at=starts_at, minutes=minutes)
        done = store.write(series.move, block_id, on, starts_at, minutes, despite)
        emit(
            {"session_id": str(done.outcome), "starts_at": instant(starts_at), "clashes": clashes},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Moved to {starts_at.astimezone(zone):%Y-%m-%d %H:%M}."),
        )


def blocks_substitute(
    context: typer.Context,
    block: BlockArgument,
    date: DateArgument,
    facilitator: Annotated[str | None, typer.Argument(help="Who leads; leave out to return it.")] = None,
    despite: Annotated[str, typer.Option(help="Why clashes are accepted.")] = "",
) -> None:
    """Let somebody else lead one date."""
    with opened(context) as (store, options):
        who = store.read(finding.facilitator_id, facilitator) if facilitator is not None else None
        block_id, on = finding.block_id(block), finding.day_of(date)
        clashes = tell_clashes_of_date(store, block_id, on, facilitator_id=who) if who is not None else []
        done = store.write(series.substitute, block_id, on, who, despite)
        document: dict[str, object] = {"session_id": str(done.outcome), "clashes": clashes}
        emit(document, as_json=options.as_json, table=lambda: typer.echo("Changed."))


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


def sessions_add(
    context: typer.Context,
    group: Annotated[str, typer.Option(help="Short code or name.")],
    starts: Annotated[str, typer.Option(help="The wall time in the group's zone, such as 2026-11-28T09:00.")],
    minutes: Annotated[int, typer.Option(help="How long, breaks included.")] = 180,
    segment: Annotated[list[str] | None, typer.Option(help="service=MINUTES, in order.")] = None,
    makes_up_for: Annotated[str | None, typer.Option(help="The cancelled session that it replaces.")] = None,
    despite: Annotated[str, typer.Option(help="Why clashes are accepted.")] = "",
) -> None:
    """Add one session outside the weekly blocks."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group)
        wall = finding.wall_of(starts)
        zone = store.read(roster.group, group_id).zone
        starts_at = wall if wall.tzinfo is not None else series.instant_of(wall, zone)[0]
        clashes = tell_clashes_of_extra(store, group_id, starts_at, minutes)
        added = store.write(
            sessions.add_session,
            group_id,
            starts_at,
            minutes,
            segments=_segments(segment or []),
            makes_up_for=finding.session_id(makes_up_for) if makes_up_for is not None else None,
            despite=despite,
        ).outcome
        emit(
            {"session_id": str(added), "starts_at": instant(starts_at), "clashes": clashes},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Added: {added}"),
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
        "makes_up_for": str(one.makes_up_for) if one.makes_up_for is not None else None,
    }


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
    "sessions": {"list": sessions_list, "add": sessions_add, "launch": sessions_launch},
}

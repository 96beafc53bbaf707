"""`coordinator sessions …`."""

from __future__ import annotations

import webbrowser
from typing import Annotated

import typer

from coordinator import audit, roster, series, sessions
from coordinator.cli import finding
from coordinator.cli.finding import SEGMENT
from coordinator.cli.notices import tell_clashes_of_extra, tell_outlook_of_extra
from coordinator.cli.opening import opened
from coordinator.cli.output import day, emit, instant, print_table

SessionArgument = Annotated[str, typer.Argument(metavar="ID", help="The session's ID, from `sessions list`.")]


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
        store.write(audit.record_view, audit.Seen.SESSION_LIST, group_id, {"from": from_, "to": to})
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
    segment: Annotated[list[str] | None, typer.Option(help=SEGMENT)] = None,
    makes_up_for: Annotated[str | None, typer.Option(help="The cancelled session that it replaces.")] = None,
    despite: Annotated[str, typer.Option(help="Why clashes are accepted.")] = "",
) -> None:
    """Add one session outside the weekly blocks."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group)
        wall = finding.wall_of(starts)
        zone = store.read(roster.group, group_id).zone
        starts_at = wall if wall.tzinfo is not None else series.instant_of(wall, zone)[0]
        parts = store.read(finding.segments, segment or [])
        series.check_day(starts_at.date())
        series.check_minutes(minutes)
        clashes = tell_clashes_of_extra(store, group_id, starts_at, minutes)
        notices = tell_outlook_of_extra(store, group_id, starts_at, minutes, parts)
        added = store.write(
            sessions.add_session,
            group_id,
            starts_at,
            minutes,
            segments=parts,
            makes_up_for=finding.session_id(makes_up_for) if makes_up_for is not None else None,
            despite=despite,
        ).outcome
        emit(
            {"session_id": str(added), "starts_at": instant(starts_at), "clashes": clashes, "notices": notices},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Added: {added}"),
        )


def sessions_cancel(
    context: typer.Context,
    session: SessionArgument,
    reason: Annotated[str, typer.Option(help="Why; clients will ask.")] = "",
) -> None:
    """Cancel a session by the program; it counts against nobody."""
    with opened(context) as (store, options):
        done = store.write(sessions.cancel_session, finding.session_id(session), reason)
        emit({"session_id": str(done.outcome)}, as_json=options.as_json, table=lambda: typer.echo("Cancelled."))


def sessions_return(context: typer.Context, session: SessionArgument) -> None:
    """Let a session take place as its block has it: whatever made it differ is gone."""
    with opened(context) as (store, options):
        done = store.write(sessions.restore_session, finding.session_id(session))
        emit({"session_id": str(done.outcome)}, as_json=options.as_json, table=lambda: typer.echo("As usual again."))


def sessions_launch(
    context: typer.Context,
    session: SessionArgument,
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


COMMANDS = {
    "sessions": {
        "list": sessions_list,
        "add": sessions_add,
        "cancel": sessions_cancel,
        "return": sessions_return,
        "launch": sessions_launch,
    },
}

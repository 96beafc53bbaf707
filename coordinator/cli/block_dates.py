"""`coordinator blocks skip|move|cancel|substitute|return …`: one date of a block differs from its pattern."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from zoneinfo import ZoneInfo

import typer

from coordinator import series
from coordinator.cli import finding
from coordinator.cli.notices import tell_clashes_of_date, tell_outlook_of_date
from coordinator.cli.opening import opened
from coordinator.cli.output import emit, instant

BlockArgument = Annotated[str, typer.Argument(help="The block's ID, from `blocks list`.")]
DateArgument = Annotated[str, typer.Argument(help="The date of the pattern, such as 2026-11-23.")]


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
        series.check_day(starts_at.date())
        if minutes is not None:
            series.check_minutes(minutes)
        clashes = tell_clashes_of_date(store, block_id, on, starts_at=starts_at, minutes=minutes)
        notices = tell_outlook_of_date(store, block_id, on, starts_at=starts_at, minutes=minutes)
        done = store.write(series.move, block_id, on, starts_at, minutes, despite)
        emit(
            {
                "session_id": str(done.outcome),
                "starts_at": instant(starts_at),
                "clashes": clashes,
                "notices": notices,
            },
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


def blocks_cancel(
    context: typer.Context,
    block: BlockArgument,
    date: DateArgument,
    reason: Annotated[str, typer.Option(help="Why; clients will ask.")] = "",
) -> None:
    """Cancel one date by the program; it counts against nobody."""
    with opened(context) as (store, options):
        done = store.write(series.cancel, finding.block_id(block), finding.day_of(date), reason)
        emit({"session_id": str(done.outcome)}, as_json=options.as_json, table=lambda: typer.echo("Cancelled."))


def blocks_return(context: typer.Context, block: BlockArgument, date: DateArgument) -> None:
    """Hold one date as the pattern has it: whatever made it differ is gone. A closure stays."""
    with opened(context) as (store, options):
        done = store.write(series.return_to_pattern, finding.block_id(block), finding.day_of(date))
        emit({"session_id": str(done.outcome)}, as_json=options.as_json, table=lambda: typer.echo("As usual again."))


OF_DATES = {
    "skip": blocks_skip,
    "move": blocks_move,
    "cancel": blocks_cancel,
    "substitute": blocks_substitute,
    "return": blocks_return,
}

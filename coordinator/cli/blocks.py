"""`coordinator blocks …`: the weekly blocks of a group."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Annotated

import typer

from coordinator import people, roster, series
from coordinator.cli import finding
from coordinator.cli.block_dates import OF_DATES, BlockArgument
from coordinator.cli.finding import SEGMENT
from coordinator.cli.notices import tell_clashes, tell_outlook
from coordinator.cli.opening import opened
from coordinator.cli.output import day, emit, print_table
from coordinator.vocabulary import FacilitatorId, Weekday

USUAL = "usual"
SegmentOption = Annotated[list[str] | None, typer.Option(help=SEGMENT)]
LeaderOption = Annotated[str | None, typer.Option(help="Who leads it; default: the group's own facilitator.")]
DespiteOption = Annotated[str, typer.Option(help="Why clashes are accepted.")]


def blocks_list(
    context: typer.Context, group: Annotated[str | None, typer.Option(help="Only those of one group.")] = None
) -> None:
    """List the weekly blocks."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group) if group is not None else None
        names = {one.id: one.name for one in store.read(roster.groups, with_archived=True)}
        staff = {one.id: one.name for one in store.read(people.facilitators, with_inactive=True)}
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
                    "leaders": [_name(staff, part.leader_id) for part in one.segments],
                    "facilitator": _name(staff, one.facilitator_id),
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
    segment: SegmentOption = None,
    count: Annotated[int | None, typer.Option(help="End after so many sessions, all weekdays together.")] = None,
    facilitator: LeaderOption = None,
    despite: DespiteOption = "",
) -> None:
    """Let a group meet weekly at a wall time."""
    with opened(context) as (store, options):
        group_id = store.read(finding.group_id, group)
        start, from_on = finding.time_of(starts), finding.day_of(from_)
        own_zone = zone or store.read(roster.group, group_id).zone
        until_on = finding.day_of(until) if until is not None else None
        parts = store.read(finding.segments, segment or [])
        leader = store.read(finding.facilitator_id, facilitator) if facilitator is not None else None
        planned = [series.Recurrence(one, start, minutes, own_zone, from_on, until_on, every) for one in weekday]
        for one in planned:
            series.check_recurrence(one)
        if count is not None:
            planned = list(series.after_sessions(planned, count))
        clashes = tell_clashes(store, group_id, planned, segments=parts, facilitator_id=leader)
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
            facilitator_id=leader,
            despite=despite,
        ).outcome
        ids = [str(one) for one in added]
        emit(
            {"ids": ids, "clashes": clashes, "notices": notices},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Added: {', '.join(ids)}"),
        )


def blocks_change(
    context: typer.Context,
    block: BlockArgument,
    following: Annotated[str, typer.Option(help="The first date that follows the new pattern.")],
    weekday: Annotated[Weekday | None, typer.Option(help="Another day.")] = None,
    starts: Annotated[str | None, typer.Option(help="Another wall time, such as 17:30.")] = None,
    minutes: Annotated[int | None, typer.Option(help="Another length, breaks included.")] = None,
    zone: Annotated[str | None, typer.Option(help="Another time zone.")] = None,
    until: Annotated[str | None, typer.Option(help="Another last day.")] = None,
    count: Annotated[int | None, typer.Option(help="End after so many sessions from then on.")] = None,
    every: Annotated[int | None, typer.Option(help="Every so many weeks.")] = None,
    segment: SegmentOption = None,
    facilitator: Annotated[
        str | None, typer.Option(help=f"Another leader; `{USUAL}` is the group's own facilitator.")
    ] = None,
    despite: DespiteOption = "",
) -> None:
    """Change a block from one date on; earlier and held sessions stay as they are. The block is split."""
    with opened(context) as (store, options):
        block_id, on = finding.block_id(block), finding.day_of(following)
        old = store.read(series.block, block_id)
        parts = tuple(store.read(finding.segments, segment or []))
        length = minutes or sum(part.minutes for part in parts) or old.recurrence.minutes
        if minutes is not None:
            series.check_minutes(minutes)
        leader = old.facilitator_id
        if facilitator is not None:
            leader = None if facilitator == USUAL else store.read(finding.facilitator_id, facilitator)
        wanted = replace(
            old.recurrence,
            weekday=weekday or old.recurrence.weekday,
            starts=finding.time_of(starts) if starts is not None else old.recurrence.starts,
            minutes=length,
            zone=zone or old.recurrence.zone,
            until_on=finding.day_of(until) if until is not None else old.recurrence.until_on,
            every_weeks=every if every is not None else old.recurrence.every_weeks,
        )
        series.check_recurrence(replace(wanted, from_on=min(on, wanted.until_on or on)))
        parts = parts or series.fit_segments(old.segments, length)
        look = replace(wanted, from_on=on)
        clashes = tell_clashes(store, old.group_id, [look], segments=parts, facilitator_id=leader, instead_of=block_id)
        notices = tell_outlook(store, old.group_id, [series.Pattern(look, parts)], instead_of=block_id)
        done = store.write(
            series.change_block,
            block_id,
            wanted,
            parts,
            following=on,
            facilitator_id=leader,
            session_count=count,
            despite=despite,
        )
        emit(
            {"id": str(done.outcome), "clashes": clashes, "notices": notices},
            as_json=options.as_json,
            table=lambda: typer.echo(f"Changed from {on} on: {done.outcome}"),
        )


def blocks_end(
    context: typer.Context,
    block: BlockArgument,
    from_: Annotated[str, typer.Option("--from", help="The first day without a session.")],
) -> None:
    """End a block; held sessions stay."""
    with opened(context) as (store, options):
        on = finding.day_of(from_)
        done = store.write(series.remove_block, finding.block_id(block), from_on=on)
        emit({"id": str(done.outcome)}, as_json=options.as_json, table=lambda: typer.echo(f"Ends before {on}."))


def _name(staff: Mapping[FacilitatorId, str], leader: FacilitatorId | None) -> str | None:
    return staff.get(leader) if leader is not None else None


COMMANDS = {
    "blocks": {"list": blocks_list, "add": blocks_add, "change": blocks_change, "end": blocks_end, **OF_DATES},
}

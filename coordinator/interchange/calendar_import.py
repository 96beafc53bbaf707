"""Lets a group meet as another program's calendar had it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from coordinator import series
from coordinator.changes import Change, InverseCommand
from coordinator.interchange.calendar_facts import ProposedBlock
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, BlockId, GroupId, Topic

TOPICS = frozenset({Topic.SERIES, Topic.SESSIONS})


def import_blocks(
    work: UnitOfWork, group_id: GroupId, proposed: Sequence[ProposedBlock], *, despite: str = ""
) -> Change[tuple[BlockId, ...]]:
    """Add the chosen blocks of a calendar to a group, without the dates that it leaves out: one step to undo.

    `despite` is why a clash that was shown is accepted. Raises what `series.add_block` raises.
    """
    ids: list[BlockId] = []
    inverses: list[InverseCommand] = []
    for one in proposed:
        added = series.add_block(
            work,
            group_id,
            weekdays=one.weekdays,
            starts=one.starts,
            from_on=one.from_on,
            minutes=one.minutes,
            zone=one.zone,
            until_on=one.until_on,
            every_weeks=one.every_weeks,
            despite=despite,
        )
        if added.undo is not None:
            inverses.append(added.undo)
        ids += added.outcome
        for block_id in added.outcome:
            recurrence = series.block(work, block_id).recurrence
            for day in one.skipped:
                if series.is_in_pattern(recurrence, day):
                    series.skip(work, block_id, day)
    if not ids:
        return Change(Action.ADD_BLOCK, group_id, frozenset(), outcome=())
    return Change(
        Action.ADD_BLOCK,
        ids[0],
        TOPICS,
        outcome=tuple(ids),
        undo=partial(_take_back, inverses=tuple(inverses), group_id=group_id),
        detail={"blocks": str(len(ids)), "imported": "true"},
    )


def _take_back(work: UnitOfWork, inverses: tuple[InverseCommand, ...], group_id: GroupId) -> Change[object]:
    """Undo an import: every block of it ends before it begins, and comes back together."""
    again: list[InverseCommand] = []
    for inverse in reversed(inverses):
        change = inverse(work)
        if change.undo is not None:
            again.append(change.undo)
    undo = partial(_take_back, inverses=tuple(again), group_id=group_id)
    return Change(Action.REMOVE_BLOCK, group_id, TOPICS, outcome=None, undo=undo)

"""Everything the Groups screen shows of one group, read in one go."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from coordinator import programs, roster, series
from coordinator.roster import GroupLine, RosterEntry, WaitlistPlace
from coordinator.series import Block
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import GroupId


@dataclass(frozen=True, slots=True)
class GroupRow:
    """A group in the list with the blocks that run today or later."""

    line: GroupLine
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One group. `today` is the day in the group's zone; `next_opening` the last day of whoever leaves next."""

    line: GroupLine
    blocks: tuple[Block, ...]
    entries: tuple[RosterEntry, ...]
    waitlist: tuple[WaitlistPlace, ...]
    goal_minutes: int
    today: date
    now: datetime

    @property
    def planned_minutes(self) -> int:
        """What the group offers in a week, breaks left out; of every second week's block it is half."""
        return round(sum(block.countable_minutes / block.recurrence.every_weeks for block in self.blocks))

    @property
    def next_opening(self) -> date | None:
        """The last day of the client who leaves next, if anybody's stay has an end."""
        return min((entry.ends_on for entry in self.entries if entry.ends_on is not None), default=None)

    @property
    def opens_at(self) -> time | None:
        """When the group's block on that day ends, as a wall time."""
        day = self.next_opening
        blocks = [
            block for block in self.blocks if day is not None and block.recurrence.weekday.number == day.weekday()
        ]
        return end_of(blocks[-1]) if blocks else None


def group_rows(work: UnitOfWork) -> tuple[GroupRow, ...]:
    """Give every group that is not archived with its present blocks, in the order in which the week meets them."""
    blocks: dict[GroupId, list[Block]] = defaultdict(list)
    for block in series.blocks(work):
        blocks[block.group_id].append(block)
    rows = [
        GroupRow(line, _present(blocks[line.group.id], roster.day_in(work, line.group.zone)))
        for line in roster.group_lines(work)
    ]
    return tuple(sorted(rows, key=_place_in_week))


def group_facts(work: UnitOfWork, group_id: GroupId) -> GroupFacts:
    """Give one group whole; raises `NotFound`."""
    group = roster.group(work, group_id)
    day = roster.day_in(work, group.zone)
    lines = {line.group.id: line for line in roster.group_lines(work, with_archived=True)}
    return GroupFacts(
        line=lines[group_id],
        blocks=_present(series.blocks(work, group_id), day),
        entries=roster.roster_from(work, group_id, day),
        waitlist=roster.waitlist(work, group_id),
        goal_minutes=programs.rules_on(work, day).goal_minutes(group.age_band),
        today=day,
        now=work.now.astimezone(ZoneInfo(group.zone)),
    )


def end_of(block: Block) -> time:
    """Give the wall time at which a block ends on an ordinary day."""
    start = datetime.combine(date(2001, 1, 1), block.recurrence.starts)
    return (start + timedelta(minutes=block.recurrence.minutes)).time()


def _place_in_week(found: GroupRow) -> tuple[int, time]:
    """Groups without blocks come last; `sorted` keeps the order by name among equals."""
    if not found.blocks:
        return 7, time()
    first = found.blocks[0].recurrence
    return first.weekday.number, first.starts


def _present(blocks: tuple[Block, ...] | list[Block], day: date) -> tuple[Block, ...]:
    return tuple(block for block in blocks if block.recurrence.until_on is None or block.recurrence.until_on >= day)

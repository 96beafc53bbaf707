"""What the screen reads before a group is chosen."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from coordinator import roster, sessions, summaries
from coordinator.roster import Group
from coordinator.store.unit_of_work import UnitOfWork

WEEKS_BACK = 12


@dataclass(frozen=True, slots=True)
class Opening:
    """The groups that can be reported about, and the week that is due."""

    groups: tuple[Group, ...]
    due: date


def opening(work: UnitOfWork) -> Opening:
    """Give the groups by name, archived ones while their last weeks may still be asked for, and the week due."""
    due = summaries.week_due(work)
    groups = tuple(
        group
        for group in roster.groups(work, with_archived=True)
        if not group.archived
        or sessions.sessions_between(work, due - timedelta(days=7 * WEEKS_BACK), due + timedelta(days=6), group.id)
    )
    return Opening(groups, due)

"""What the program's rules say of a plan, before it is stored and on the week itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtCore import QCoreApplication

from coordinator.series import Block, Segment, break_minutes
from coordinator.vocabulary import GroupId, Weekday
from ui.formats import counted

MOST_DAYS = 5
"""An intensive outpatient week has 3 to 5 days (SAMHSA Advisory PEP20-02-01-021)."""


@dataclass(frozen=True, slots=True)
class DayRules:
    """What the payer's day and the program's week ask for; zero asks for nothing."""

    minutes_per_day: int = 0
    days_per_week: int = 0


def _tr(source: str) -> str:
    return QCoreApplication.translate("Week", source)


def minutes_counted(segments: Sequence[Segment], rules: DayRules) -> str:
    """Such as "Counts 165 of 180 minutes; the payer's day rule asks 180."; empty where it counts enough."""
    total = sum(one.minutes for one in segments)
    counts = total - break_minutes(segments)
    if not total > 0 or counts >= rules.minutes_per_day:
        return ""
    whole = _tr("Counts %1 of %2 minutes; the payer's day rule asks %3.")
    return whole.replace("%1", str(counts)).replace("%2", str(total)).replace("%3", str(rules.minutes_per_day))


def days_counted(
    group_id: GroupId, weekdays: Iterable[Weekday], from_on: date, blocks: Iterable[Block], rules: DayRules
) -> str:
    """Say it where a group would meet on too few or too many weekdays; blocks that ended do not count."""
    theirs = {
        one.recurrence.weekday
        for one in blocks
        if one.group_id == group_id
        and (one.recurrence.until_on is None or one.recurrence.until_on >= max(from_on, one.recurrence.from_on))
    }
    days = len(theirs | set(weekdays))
    if rules.days_per_week <= days <= MOST_DAYS:
        return ""
    met = counted("Week", "The group would meet on %n day(s) a week; the program asks %1 to %2.", days)
    return met.replace("%1", str(rules.days_per_week)).replace("%2", str(MOST_DAYS))

"""What the program's rules say of a plan, before it is stored and on the week itself."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QCoreApplication

from coordinator.series import Outlook, OutlookKind, Segment, break_minutes
from coordinator.series.outlook import MOST_DAYS_PER_WEEK
from ui.formats import Formats, counted


def _tr(source: str) -> str:
    return QCoreApplication.translate("Week", source)


def minutes_counted(segments: Sequence[Segment], wanted: int) -> str:
    """Such as "Counts 165 of 180 minutes; the payer's day rule asks 180."; empty where it counts enough."""
    total = sum(one.minutes for one in segments)
    counts = total - break_minutes(segments)
    return _counted(counts, total, wanted) if total and counts < wanted else ""


def outlook_sentences(found: Iterable[Outlook], formats: Formats, *, fewest_days: int) -> tuple[str, ...]:
    """Give a sentence for each rule that a plan misses; days too short are said once."""
    said = (_sentence(one, formats, fewest_days) for one in found)
    return tuple(dict.fromkeys(said))


def _sentence(one: Outlook, formats: Formats, fewest_days: int) -> str:
    if one.kind is OutlookKind.DAY_TOO_SHORT:
        return _counted(one.found, one.found + one.break_minutes, one.wanted)
    if one.kind is OutlookKind.WEEK_BELOW_GOAL and one.week_starts_on is not None:
        why = ", ".join(name for name in one.closures if name)
        whole = (
            _tr("%1 is offered %2 of %3 in the week of %4 because of %5.")
            if why
            else _tr("%1 is offered %2 of %3 in the week of %4 because of this closure.")
        )
        whole = whole.replace("%1", one.group_name).replace("%2", formats.hours(one.found))
        whole = whole.replace("%3", formats.hours(one.wanted)).replace("%4", formats.month_day(one.week_starts_on))
        return whole.replace("%5", why)
    met = counted("Week", "This makes %n day(s) a week for %1; the program asks %2 to %3.", one.found)
    met = met.replace("%1", one.group_name).replace("%2", str(fewest_days))
    return met.replace("%3", str(MOST_DAYS_PER_WEEK))


def _counted(counts: int, total: int, wanted: int) -> str:
    whole = _tr("Counts %1 of %2 minutes; the payer's day rule asks %3.")
    return whole.replace("%1", str(counts)).replace("%2", str(total)).replace("%3", str(wanted))

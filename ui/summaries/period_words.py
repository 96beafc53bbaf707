"""What Reports says of a period: who did not come, who is owed a call, and how it stands beside the one before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import time
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from coordinator.summaries import NoShow, PeriodComparison, PeriodFigures, PeriodUnusable
from coordinator.summaries.document import OutreachAttempt
from ui.error_messages import ErrorMessage, Where, describe
from ui.formats import Formats
from ui.summaries.words import HOUR, outreach_words


def _tr(source: str) -> str:
    return QCoreApplication.translate("Reports", source)


@dataclass(frozen=True, slots=True)
class Compared:
    """One line of the comparison; figures are None where somebody was not there in that period."""

    key: object
    name: str
    is_group: bool
    before: PeriodFigures | None
    now: PeriodFigures | None


def compared(found: PeriodComparison) -> tuple[Compared, ...]:
    """Give the groups, then the clients, of either period by name."""
    lines: list[Compared] = []
    groups = {one.group_id: one.name for one in (*found.before.groups, *found.now.groups)}
    for group_id, name in sorted(groups.items(), key=lambda pair: pair[1].casefold()):
        before = next((one.figures for one in found.before.groups if one.group_id == group_id), None)
        now = next((one.figures for one in found.now.groups if one.group_id == group_id), None)
        lines.append(Compared(group_id, name, is_group=True, before=before, now=now))
    clients = {one.client_id: one.name for one in (*found.before.clients, *found.now.clients)}
    for client_id, name in sorted(clients.items(), key=lambda pair: pair[1].casefold()):
        earlier = next((one.figures for one in found.before.clients if one.client_id == client_id), None)
        later = next((one.figures for one in found.now.clients if one.client_id == client_id), None)
        lines.append(Compared(client_id, name, is_group=False, before=earlier, now=later))
    return tuple(lines)


def change_words(before: int | None, now: int | None, unit: str) -> str:
    """Give a change with its sign, which no colour need tell: "+6", "\u22123 h", "no change"."""
    if before is None or now is None:
        return "\u2013"
    if before == now:
        return _tr("no change")
    sign = "+" if now > before else "\u2212"
    return f"{sign}{unit}"


def hours_change(line: Compared, formats: Formats) -> str:
    """Say how the attended hours changed."""
    before = line.before.attended if line.before else None
    now = line.now.attended if line.now else None
    difference = abs((now or 0) - (before or 0))
    return change_words(before, now, formats.hours(difference) if difference >= HOUR else formats.duration(difference))


def rate_words(figures: PeriodFigures | None) -> str:
    """Give an attendance rate: "92 %"; a dash where nothing was marked."""
    return "\u2013" if figures is None or figures.rate is None else _tr("{rate} %").format(rate=figures.rate)


def count_words(figures: PeriodFigures | None) -> str:
    """Give the no-shows; a dash for somebody who was not there in that period."""
    return "\u2013" if figures is None else str(figures.no_shows)


def hours_words(figures: PeriodFigures | None, formats: Formats) -> str:
    """Give attended hours; a dash for somebody who was not there in that period."""
    return "\u2013" if figures is None else formats.hours(figures.attended)


def compared_sentence(line: Compared, name: str, formats: Formats) -> str:
    """Tell a line: "Amara Osei. Attended 9 hours, before 6 hours. Rate 100 %, before 67 %. No-shows 0, before 1."."""
    told = _tr("{name}. Attended {now}, before {before}. Rate {rate}, before {rate_before}.")
    told = told.format(
        name=name,
        now=hours_words(line.now, formats),
        before=hours_words(line.before, formats),
        rate=rate_words(line.now),
        rate_before=rate_words(line.before),
    )
    missed = _tr("No-shows {now}, before {before}.").format(now=count_words(line.now), before=count_words(line.before))
    return f"{told} {missed}"


def attempts_words(one: NoShow, formats: Formats) -> str:
    """Say what was tried: "Called 9:20 AM, no answer."; nothing where nobody tried."""
    zone = ZoneInfo(one.zone)
    tried = []
    for attempt in one.attempts:
        wall = attempt.at.astimezone(zone)
        tried.append(
            outreach_words(OutreachAttempt(time(wall.hour, wall.minute), attempt.outcome, attempt.method), formats)
        )
    return " ".join(tried)


def owed_words(one: NoShow) -> str:
    """Say whether a call is still owed."""
    if one.owed_call:
        return _tr("Call owed")
    return _tr("Tried") if one.attempts else _tr("No call")


def no_show_sentence(one: NoShow, name: str, formats: Formats) -> str:
    """Tell a line: "Hana Kim, Wednesday, March 4, Mood & Anxiety. Called 9:20 AM, no answer. Tried."."""
    told = _tr("{name}, {day}, {group}. {tried} {owed}.").format(
        name=name,
        day=formats.day(one.service_date),
        group=one.group.name,
        tried=attempts_words(one, formats),
        owed=owed_words(one),
    )
    return " ".join(told.split())


@describe.register
def _period(error: PeriodUnusable) -> ErrorMessage:
    if error.last < error.first:
        return ErrorMessage(_tr("Not shown."), _tr("The last day lies before the first."), Where.BESIDE)
    return ErrorMessage(_tr("Not shown."), _tr("A period is three years long at most."), Where.BESIDE)

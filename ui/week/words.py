"""The sentences of the week: on a block, in the inspector, for a screen reader."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from coordinator.series import Block
from coordinator.sessions import GroupSession
from coordinator.vocabulary import ExceptionKind, FacilitatorId, Platform, ServiceType, SessionStatus, Weekday
from ui.formats import Formats, counted
from ui.week.facts import SessionFacts, WeekView

TWO_PARTS = 2


@dataclass(frozen=True, slots=True)
class MetaLine:
    """One line at the foot of a block; `pressing` is work left over."""

    icon: str
    text: str
    pressing: bool = False


def _tr(source: str) -> str:
    return QCoreApplication.translate("Week", source)


def tr(source: str) -> str:
    """Translate a sentence of the week."""
    return _tr(source)


def meta_lines(
    session: GroupSession,
    facts: SessionFacts,
    clash: GroupSession | None,
    formats: Formats,
    zones: Mapping[str, int] | None = None,
) -> list[MetaLine]:
    """Give what a block says at its foot: who is expected or came, what differs, what is left to do."""
    lines = [MetaLine("users", _people(facts))] if facts.expected or facts.attended is not None else []
    if session.substitute:
        lines.append(MetaLine("user-cog", _tr("Sub: %1").replace("%1", session.facilitator_short)))
    if facts.changes:
        lines.append(MetaLine("user-plus", counted("Week", "%n change(s)", facts.changes)))
    if facts.notes_to_sign:
        lines.append(MetaLine("pen-line", counted("Week", "%n note(s) to sign", facts.notes_to_sign), pressing=True))
    if facts.report_missing:
        lines.append(MetaLine("file-input", _tr("Import report"), pressing=True))
    if clash is not None:
        lines.append(MetaLine("triangle-alert", overlap(clash, formats), pressing=True))
    lines += [MetaLine("clock", time) for time, _ in other_times(session, zones or {}, formats)]
    return lines


def overlap(other: GroupSession, formats: Formats) -> str:
    """Such as "Overlaps DBT Skills, 9:00 AM"."""
    return _tr("Overlaps %1, %2").replace("%1", other.group_name).replace("%2", formats.time(other.starts_at))


def _people(facts: SessionFacts) -> str:
    if facts.attended is not None:
        return _tr("%1 of %2").replace("%1", str(facts.attended)).replace("%2", str(facts.expected))
    return _tr("%1 expected").replace("%1", str(facts.expected))


def time_line(session: GroupSession, formats: Formats, *, exact: bool) -> str:
    """Such as "9 AM – 12 PM"; "6:00 – 9:00 PM" where the time is not the usual one."""
    if exact:
        return formats.time_range(session.starts_at, session.ends_at)
    return formats.time_range(session.starts_at, session.ends_at, short=True)


def was_line(session: GroupSession, formats: Formats) -> str:
    """Such as "Was 5:30 PM", with the day where it was another; empty where nothing moved."""
    if session.shifted:
        return _tr("Later: clocks change")
    before = session.original_starts_at
    if before is None or session.exception is not ExceptionKind.MOVED:
        return ""
    was = _tr("Was %1").replace("%1", formats.time(before))
    if formats.date_of(before) != formats.date_of(session.starts_at):
        was = _tr("Was %1, %2").replace("%1", formats.weekday(formats.date_of(before), short=True))
        was = was.replace("%2", formats.time(before))
    return was


def cancelled_chip(session: GroupSession) -> str:
    """What the chip of a session that does not take place says."""
    return _tr("Closed") if session.exception is ExceptionKind.CLOSURE else _tr("Cancelled")


def sentence(
    session: GroupSession,
    facts: SessionFacts,
    clash: GroupSession | None,
    formats: Formats,
    zones: Mapping[str, int] | None = None,
) -> str:
    """Give all a block says in one breath: its accessible name."""
    day = formats.day(formats.date_of(session.starts_at))
    parts = [session.group_name, day, formats.time_range(session.starts_at, session.ends_at)]
    if session.status is SessionStatus.CANCELLED:
        parts.append(cancelled_chip(session) + (": " + session.cancel_reason if session.cancel_reason else ""))
    elif session.status is SessionStatus.LIVE:
        parts.append(_tr("Running now"))
    was = was_line(session, formats)
    if was:
        parts.append(was)
    if session.status is not SessionStatus.CANCELLED:
        parts += [_spoken(line) for line in meta_lines(session, facts, clash, formats, zones)]
    return ". ".join(parts) + "."


def _spoken(line: MetaLine) -> str:
    return line.text + (" " + _tr("attended") if line.icon == "users" and _tr("expected") not in line.text else "")


def repeats(view: WeekView, block: Block, formats: Formats) -> str:
    """Such as "Repeats Mon, Wed, Thu at 5:30 PM until June 25."."""
    recurrence = block.recurrence
    days = ", ".join(weekday_name(day) for day in view.repeats_with(block))
    whole = _tr("Repeats %1 at %2.") if recurrence.until_on is None else _tr("Repeats %1 at %2 until %3.")
    if recurrence.every_weeks > 1:
        whole = _tr("Repeats every %4 weeks, %1 at %2.")
        if recurrence.until_on is not None:
            whole = _tr("Repeats every %4 weeks, %1 at %2 until %3.")
    whole = whole.replace("%1", days).replace("%2", formats.time(recurrence.starts))
    whole = whole.replace("%4", str(recurrence.every_weeks))
    return whole.replace("%3", formats.month_day(recurrence.until_on)) if recurrence.until_on else whole


def other_times(session: GroupSession, zones: Mapping[str, int], formats: Formats) -> tuple[tuple[str, int], ...]:
    """Give when a session starts on other clocks than the reader's: the group's own (for nobody), then its clients'."""
    own = {session.zone: 0, **zones}
    shown = ((formats.zoned_time(session.starts_at, ZoneInfo(zone)), count) for zone, count in own.items())
    mine = formats.time(session.starts_at)
    found: dict[str, int] = {}
    for words, count in shown:
        if words != mine:
            found[words] = found.get(words, 0) + count
    return tuple(found.items())


def clients_elsewhere(session: GroupSession, zones: Mapping[str, int], formats: Formats) -> str:
    """Such as "For 2 clients: 8:00 AM Phoenix, a week before 9:00 AM Phoenix."; empty where all have the reader's time.

    Where clocks change for one zone and not for the other, clients are to be told the time again.
    """
    before = session.local_start.replace(tzinfo=None) - timedelta(weeks=1)
    week_before = before.replace(tzinfo=ZoneInfo(session.zone))
    said = []
    for zone, count in zones.items():
        there = ZoneInfo(zone)
        now, then = (formats.zoned_time(at, there) for at in (session.starts_at, week_before))
        mine, mine_then = formats.time(session.starts_at), formats.time(week_before)
        if now != mine:
            whole = counted("Week", "For %n client(s): %1.", count)
            moved = session.starts_at.astimezone(there).time() != week_before.astimezone(there).time()
            if moved and mine == mine_then:
                whole = counted("Week", "For %n client(s): %1, a week before %2. Tell them.", count)
            said.append(whole.replace("%1", now).replace("%2", then))
    return " ".join(said)


def parts_line(session: GroupSession, names: Mapping[FacilitatorId, str], formats: Formats) -> str:
    """Such as "Group therapy 1 h 20, Break 15 min, Psychoeducation 1 h 25 (Mei Chen)"; empty for one plain part."""
    parts = session.segments
    if len(parts) < TWO_PARTS and not any(part.leader_id for part in parts):
        return ""
    said = []
    for part in parts:
        name = names.get(part.leader_id, "") if part.leader_id is not None else ""
        service = _tr("Break") if part.service_type is ServiceType.BREAK else service_name(part.service_type)
        whole = _tr("%1 %2 (%3)") if name else _tr("%1 %2")
        said.append(whole.replace("%1", service).replace("%2", formats.hours(part.minutes)).replace("%3", name))
    return ", ".join(said)


def weekday_name(day: Weekday) -> str:
    """Such as "Mon"."""
    names = (_tr("Mon"), _tr("Tue"), _tr("Wed"), _tr("Thu"), _tr("Fri"), _tr("Sat"), _tr("Sun"))
    return names[day.number]


def service_name(service: ServiceType) -> str:
    """Such as "Group therapy"."""
    return {
        ServiceType.GROUP_THERAPY: _tr("Group therapy"),
        ServiceType.INDIVIDUAL_THERAPY: _tr("Individual therapy"),
        ServiceType.FAMILY_THERAPY: _tr("Family therapy"),
        ServiceType.PSYCHOEDUCATION: _tr("Psychoeducation"),
        ServiceType.RELAPSE_PREVENTION: _tr("Relapse prevention"),
        ServiceType.MEDICATION_MANAGEMENT: _tr("Medication management"),
        ServiceType.CASE_MANAGEMENT: _tr("Case management"),
        ServiceType.BREAK: _tr("Break, does not count"),
    }[service]


def platform_name(platform: Platform) -> str:
    """The platform's own name."""
    names = {
        Platform.ZOOM: "Zoom",
        Platform.TEAMS: "Teams",
        Platform.MEET: "Meet",
        Platform.WEBEX: "Webex",
        Platform.DOXY: "Doxy.me",
        Platform.JITSI: "Jitsi",
        Platform.BIGBLUEBUTTON: "BigBlueButton",
    }
    return names.get(platform, _tr("Other platform"))


def link_line(session: GroupSession) -> str:
    """Such as "Teams, group link"."""
    if not session.has_link:
        return _tr("No link yet")
    whole = _tr("%1, link of this session") if session.own_link else _tr("%1, group link")
    return whole.replace("%1", platform_name(session.platform))

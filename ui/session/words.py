"""The words of attendance: cells, sentences for screen readers, errors."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from coordinator.attendance import AttendanceLine, AttendanceSheet, Notice, Span
from coordinator.vocabulary import (
    AttendanceLabel,
    ExcuseReason,
    Mark,
    MarkSource,
    Modality,
    OutreachMethod,
    OutreachOutcome,
    SessionStatus,
)
from ui.block_painter import BlockShape, BlockStatus, RibbonMark, RibbonShape
from ui.formats import Formats
from ui.marking_keys import MarkingKeys
from ui.session.help_words import HelpWords
from ui.shown_names import ShownNames

__all__ = ["AttendanceWords", "LocationCell"]


@dataclass(frozen=True, slots=True)
class LocationCell:
    """The last cell of a row: icon, words, colour, and what a click asks for ("confirm", "call" or "")."""

    icon: str
    words: str
    colour: str
    asks: str = ""
    strong: bool = False


class AttendanceWords(QObject):
    """Makes words and shapes of attendance facts.

    Args:
        formats: the reader's locale.
        names: whether names are shown.
        keys: what the letters are called now.
    """

    def __init__(
        self, formats: Formats, names: ShownNames, parent: QObject | None = None, *, keys: MarkingKeys | None = None
    ) -> None:
        super().__init__(parent)
        self.formats = formats
        self.names = names
        self.keys = keys or MarkingKeys(parent=self)
        self.help = HelpWords(formats)

    # -- names

    def name(self, line: AttendanceLine) -> str:
        """Give the client's name as shown; the clinic's ID joins it where two have the same name."""
        shown = self.names.of(line.name)
        return f"{shown} · {line.code}" if line.same_name else shown

    def row(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        """Give "5 of 10, Elias Brandt, late 12 minutes, location confirmed"."""
        place = self.tr("%1 of %2").replace("%1", str(line.number)).replace("%2", str(len(sheet.lines)))
        parts = [place, self.name(line), self.spoken(line, sheet), self.spoken_location(line)]
        return ", ".join(part for part in parts if part)

    # -- marks

    def statuses(self, line: AttendanceLine) -> frozenset[str]:
        """Give which of the five buttons are on, as theme statuses."""
        match line.mark:
            case Mark.PRESENT if line.late or line.left_early:
                return frozenset(({"late"} if line.late else set()) | ({"leftEarly"} if line.left_early else set()))
            case Mark.PRESENT:
                return frozenset({"present"})
            case Mark.REMOVED:
                return frozenset({"leftEarly"})
            case Mark.ABSENT:
                return frozenset({"absent"})
            case Mark.EXCUSED:
                return frozenset({"excused"})
            case _:
                return frozenset()

    def minutes(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        """Give the minutes cell: "1 h 14", "Late 12 min", "Late 6, left 9:58", "No-show"."""
        late, left = line.arrived_late_minutes, self.left_at(line, sheet)
        came = self.tr("Late") if late is None else self.tr("Late %1").replace("%1", str(late))
        went = self.tr("Left %1").replace("%1", left) if left else self.tr("Left early")
        match line.label:
            case AttendanceLabel.LATE:
                return came if late is None else self.tr("Late %1 min").replace("%1", str(late))
            case AttendanceLabel.LEFT_EARLY:
                return went
            case AttendanceLabel.LATE_AND_LEFT_EARLY:
                return f"{came}, {went[0].lower()}{went[1:]}"
            case AttendanceLabel.PRESENT if line.out_since is not None and running(sheet):
                return self.tr("Out since %1").replace("%1", self._wall(line.out_since, sheet))
            case AttendanceLabel.PRESENT if line.attended_minutes is not None:
                return self.formats.duration(line.attended_minutes)
        return self._not_there(line, left) or self.expected(line, sheet)

    def _not_there(self, line: AttendanceLine, left: str) -> str:
        return {
            AttendanceLabel.REMOVED: self.tr("Removed %1").replace("%1", left).strip(),
            AttendanceLabel.ABSENT: self.tr("Absent") if line.announced else self.tr("No-show"),
            AttendanceLabel.EXCUSED: self.why(line) or self.tr("Excused"),
            AttendanceLabel.CANCELLED: self.tr("Cancelled"),
        }.get(line.label, "")

    def why(self, line: AttendanceLine) -> str:
        """Give "Other: power cut"; what somebody typed stays unseen while names are hidden."""
        told = self.reason(line.reason) if line.reason is not None else ""
        note = "" if self.names.hidden else line.state.reason_note
        return ": ".join(part for part in (told, note) if part)

    def expected(self, line: AttendanceLine, sheet: AttendanceSheet, *, short: bool = True) -> str:
        """Give "Expected 10 AM" (in full "10:00 AM") or "Not coming" where notice was given, else nothing."""
        planned = line.planned_absence
        if planned is None or line.mark is not Mark.UNMARKED:
            return ""
        if planned.expected_at is None:
            return self.tr("Not coming")
        there = planned.expected_at.astimezone(ZoneInfo(sheet.session.zone))
        wall = self.formats.short_time(there.time()) if short else self.formats.time(there.time())
        return self.tr("Expected %1").replace("%1", wall)

    def notice_given(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        """Give "Expected at 10:00 AM. Medical appointment." for the side column."""
        planned = line.planned_absence
        if planned is None:
            return ""
        why = planned.note or self.reason(planned.reason)
        if planned.expected_at is None:
            return self.tr("Will not come. %1.").replace("%1", why)
        there = planned.expected_at.astimezone(ZoneInfo(sheet.session.zone))
        told = self.tr("Expected at %1. %2.")
        return told.replace("%1", self.formats.time(there.time())).replace("%2", why)

    def left_at(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        """Give the wall time a client left, "9:58"; empty where it was not recorded."""
        if line.left_early_minutes is None:
            return ""
        return self._wall(sheet.times.ends_at - timedelta(minutes=line.left_early_minutes), sheet)

    def _wall(self, at: datetime, sheet: AttendanceSheet) -> str:
        shown = self.formats.time(at.astimezone(ZoneInfo(sheet.session.zone)).time())
        return shown.removesuffix(" AM").removesuffix(" PM")

    def spoken(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        """Give the mark in words: "late 12 minutes", "not marked"."""
        why = self.why(line)
        told = {
            AttendanceLabel.UNMARKED: (self.tr("not marked"), self.expected(line, sheet)),
            AttendanceLabel.PRESENT: (self.tr("present"), self.tr("stepped out") if line.out_since else ""),
            AttendanceLabel.ABSENT: (self.tr("absent") if line.announced else self.tr("no-show"),),
            AttendanceLabel.EXCUSED: (self.tr("excused"), why),
            AttendanceLabel.CANCELLED: (self.tr("cancelled"),),
        }.get(line.label, (self.tr("removed") if line.mark is Mark.REMOVED else "",))
        late = self._spoken_minutes(self.tr("late"), line.arrived_late_minutes) if line.late else ""
        left = self._spoken_minutes(self.tr("left early"), line.left_early_minutes) if line.left_early else ""
        return ", ".join(part for part in (*told, late, left) if part)

    def _spoken_minutes(self, what: str, minutes: int | None) -> str:
        return what if minutes is None else f"{what} {self.formats.spoken_duration(minutes)}"

    def reason(self, reason: ExcuseReason) -> str:
        """Give the name of a reason."""
        return {
            ExcuseReason.MEDICAL: self.tr("Medical"),
            ExcuseReason.COURT: self.tr("Court or probation"),
            ExcuseReason.WORK_OR_SCHOOL: self.tr("Work or school"),
            ExcuseReason.FAMILY: self.tr("Family or childcare"),
            ExcuseReason.OTHER: self.tr("Other"),
        }[reason]

    def outcome(self, outcome: OutreachOutcome) -> str:
        """Give the name of what came of a call."""
        return self.help.outcome(outcome)

    def attempt(self, method: OutreachMethod, outcome: OutreachOutcome) -> str:
        """Give "Call: no answer"."""
        return self.help.attempt(method, outcome)

    def modality(self, modality: Modality) -> str:
        """Give how somebody takes part."""
        return self.help.modality(modality)

    def notice(self, notice: Notice) -> str:
        """Give the sentence of something to know about a change that was made all the same."""
        return {
            Notice.NOTE_SIGNED: self.tr(
                "The note of this session is already signed. Add an addendum that says what changed."
            ),
            Notice.NOT_LICENSED_THERE: self.tr("You have no license on record for the state this client is in."),
            Notice.EXPORT_OUTDATED: self.tr(
                "A summary of this week was exported before this change and no longer holds. Export it again."
            ),
            Notice.SAFETY_TASK: self.tr("Removed. Today asks for this client to be looked after."),
            Notice.NO_STATES_RECORDED: self.tr("No licensed states are recorded for you."),
            Notice.OUTSIDE_ROSTER: self.tr("This client is not enrolled in the group on this date."),
        }[notice]

    # -- location and contact

    def location(self, line: AttendanceLine, sheet: AttendanceSheet) -> LocationCell:
        """Give the last cell of a row."""
        if line.mark in {Mark.ABSENT, Mark.EXCUSED}:
            return self._outreach(line, sheet)
        if line.location_confirmed_at is None:
            return LocationCell("map-pin", self.tr("Confirm"), "accentText", "confirm", strong=True)
        place = short_place(line.location)
        if line.license_reason:
            told = self.tr("%1, reason stated").replace("%1", line.location_state)
            return LocationCell("shield-check", told, "text")
        if Notice.NOT_LICENSED_THERE in line.notices:
            told = self.tr("Not licensed in %1").replace("%1", line.location_state)
            return LocationCell("triangle-alert", told, "warnText")
        if line.contact is None:
            return LocationCell("triangle-alert", self.tr("%1, no contact").replace("%1", place), "warnText")
        return LocationCell("shield-check", place, "text")

    def _outreach(self, line: AttendanceLine, sheet: AttendanceSheet) -> LocationCell:
        if line.outreach:
            at = line.outreach[-1].at.astimezone(ZoneInfo(sheet.session.zone))
            return LocationCell(
                "phone", self.tr("Called %1").replace("%1", self.formats.time(at.time())), "text", "call"
            )
        if line.mark is Mark.ABSENT:
            return LocationCell("phone", self.tr("Log outreach call"), "accentText", "call", strong=True)
        return LocationCell("", "", "textMuted")

    def spoken_location(self, line: AttendanceLine) -> str:
        """Give "location confirmed", "location not confirmed" or, for who is not there, nothing."""
        if line.mark in {Mark.ABSENT, Mark.EXCUSED}:
            return self.tr("outreach logged") if line.outreach else ""
        if line.location_confirmed_at is None:
            return self.tr("location not confirmed")
        known = self.tr("location confirmed")
        return known if line.contact is not None else f"{known}, {self.tr('no emergency contact')}"

    # -- shapes

    def shape(self, line: AttendanceLine, sheet: AttendanceSheet) -> BlockShape:
        """Give the presence strip of a row."""
        status = {
            Mark.ABSENT: BlockStatus.ABSENT,
            Mark.EXCUSED: BlockStatus.EXCUSED,
            Mark.UNMARKED: BlockStatus.UNMARKED,
        }.get(line.mark, BlockStatus.PRESENT)
        if sheet.times.cancelled:
            status = BlockStatus.CANCELLED
        return BlockShape(
            planned_minutes=planned(sheet),
            status=status,
            arrived_late=line.arrived_late_minutes or 0,
            left_early=line.left_early_minutes or 0,
            elapsed=reached(sheet) if running(sheet) or reached(sheet) < planned(sheet) else None,
            away=away(line, sheet),
        )

    def ribbon(self, sheet: AttendanceSheet) -> RibbonShape:
        """Give the ribbon with needle, hour labels and the marks of arrivals and departures."""
        length = planned(sheet)
        here = [line for line in sheet.lines if line.mark in {Mark.PRESENT, Mark.REMOVED}]
        marks = [RibbonMark(line.arrived_late_minutes, "late") for line in here if line.arrived_late_minutes]
        marks += [RibbonMark(length - line.left_early_minutes, "leftEarly") for line in here if line.left_early_minutes]
        start = sheet.times.starts_at.astimezone(ZoneInfo(sheet.session.zone)).time()
        return RibbonShape(
            planned_minutes=length,
            elapsed=min(elapsed(sheet), length) if running(sheet) else reached(sheet),
            labels=self.formats.hour_labels(start, length),
            marks=tuple(marks),
        )

    def counts(self, sheet: AttendanceSheet) -> tuple[tuple[str, int, str], ...]:
        """Give the chips of the header: status, how many, and the sentence for it; only those above zero."""
        found = {
            "present": sum(line.label is AttendanceLabel.PRESENT for line in sheet.lines),
            "late": sum(line.late for line in sheet.lines),
            "leftEarly": sum(line.left_early or line.mark is Mark.REMOVED for line in sheet.lines),
            "absent": sum(line.mark is Mark.ABSENT for line in sheet.lines),
            "excused": sum(line.mark is Mark.EXCUSED for line in sheet.lines),
        }
        names = {
            "present": self.tr("%1 present"),
            "late": self.tr("%1 late"),
            "leftEarly": self.tr("%1 left early"),
            "absent": self.tr("%1 absent"),
            "excused": self.tr("%1 excused"),
        }
        return tuple((key, count, names[key].replace("%1", str(count))) for key, count in found.items() if count)

    def left_over(self, sheet: AttendanceSheet) -> str:
        """Give "1 h 46 left", "Starts in 5 min", "Ended" or how far the time is over."""
        if sheet.session.status is SessionStatus.HELD:
            return self.tr("Ended")
        minutes = elapsed(sheet)
        if minutes < 0:
            return self.tr("Starts in %1").replace("%1", self.formats.duration(-minutes))
        rest = planned(sheet) - minutes
        if rest >= 0:
            return self.tr("%1 left").replace("%1", self.formats.duration(rest))
        return self.tr("%1 over").replace("%1", self.formats.duration(-rest))


def planned(sheet: AttendanceSheet) -> int:
    """Give the session's length in elapsed minutes."""
    return Span(sheet.times.starts_at, sheet.times.ends_at).seconds // 60


def elapsed(sheet: AttendanceSheet) -> int:
    """Give the whole minutes since the start; negative before it."""
    return int((sheet.now - sheet.times.starts_at).total_seconds() // 60)


def reached(sheet: AttendanceSheet) -> int:
    """Give how many minutes of the session count so far: to now, to its early end, or all."""
    return Span(sheet.times.starts_at, sheet.times.counts_until).seconds // 60


def running(sheet: AttendanceSheet) -> bool:
    """Say whether the session still goes on or is to come."""
    return sheet.session.status not in {SessionStatus.HELD, SessionStatus.CANCELLED}


def away(line: AttendanceLine, sheet: AttendanceSheet) -> tuple[tuple[int, int], ...]:
    """Give the gaps between the stretches that a client was there, breaks left out, in minutes since the start."""
    breaks = sheet.times.breaks
    gaps: list[tuple[int, int]] = []
    for before, after in zip(line.spans, line.spans[1:], strict=False):
        pause = any(one.start <= before.end and after.start <= one.end for one in breaks)
        if not pause:
            first, last = (Span(sheet.times.starts_at, at).seconds // 60 for at in (before.end, after.start))
            gaps.append((first, last))
    if line.out_since is not None and line.mark is Mark.PRESENT and line.source is not MarkSource.REPORT:
        gaps.append((Span(sheet.times.starts_at, line.out_since).seconds // 60, reached(sheet)))
    return tuple(gaps)


def short_place(location: str) -> str:
    """Give a location without its street address: "Home" for "Home, 418 Larch Ave"."""
    first, _, rest = location.partition(",")
    return first if rest.strip()[:1].isdigit() else location

"""The words of notes: chips, facts, guards, the no-show sentence."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject

from coordinator.attendance import AttendanceLine, AttendanceSheet, Outreach
from coordinator.notes import Addendum, CoSignature, NoteLine, NoteList, NoteState, NoteView, Signature
from coordinator.vocabulary import (
    AddendumKind,
    AttendanceLabel,
    CreditRule,
    Mark,
    OutreachMethod,
    OutreachOutcome,
    Participation,
    SessionStatus,
)
from ui.attendance_words import label_words, reason_words
from ui.block_painter import BlockShape, BlockStatus
from ui.formats import Formats
from ui.shown_names import ShownNames

__all__ = ["NoteWords"]

TONES = {
    AttendanceLabel.PRESENT: "present",
    AttendanceLabel.LATE: "late",
    AttendanceLabel.LEFT_EARLY: "leftEarly",
    AttendanceLabel.LATE_AND_LEFT_EARLY: "late",
    AttendanceLabel.REMOVED: "leftEarly",
    AttendanceLabel.ABSENT: "absent",
    AttendanceLabel.EXCUSED: "excused",
    AttendanceLabel.CANCELLED: "cancelled",
}


class NoteWords(QObject):
    """Makes words of the facts of notes.

    Args:
        formats: the reader's locale.
        names: whether names are shown.
    """

    def __init__(self, formats: Formats, names: ShownNames, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.formats = formats
        self.names = names

    # -- heads and lists

    def name(self, line: AttendanceLine | None) -> str:
        """Give the client's name as shown, with the ID where two share it; "Group note" for the group's."""
        if line is None:
            return self.tr("Group note")
        shown = self.names.of(line.name)
        return f"{shown} · {line.code}" if line.same_name else shown

    def heading(self, found: NoteList) -> tuple[str, str]:
        """Give the title and the line of facts below it."""
        session = found.sheet.session
        title = self.tr("Notes, %1").replace("%1", session.group_name)
        signed = self.tr("%1 of %2 signed").replace("%1", str(found.signed)).replace("%2", str(len(found.lines)))
        times = self.formats.time_range(session.local_start.time(), session.local_end.time())
        return title, "  ·  ".join((self.formats.day(session.service_date), times, signed))

    def tone(self, line: AttendanceLine | None) -> str:
        """Give the theme's status of a client's attendance."""
        return TONES.get(line.label, "unmarked") if line is not None else "unmarked"

    def label(self, line: AttendanceLine) -> str:
        """Give the chip beside the name: "Late 12 min", "No-show"."""
        late = line.arrived_late_minutes
        if line.label in {AttendanceLabel.LATE, AttendanceLabel.LATE_AND_LEFT_EARLY} and late is not None:
            return self.tr("Late %1 min").replace("%1", str(late))
        if line.label is AttendanceLabel.LEFT_EARLY and line.left_early_minutes is not None:
            return self.tr("Left %1 min early").replace("%1", str(line.left_early_minutes))
        if line.label is AttendanceLabel.ABSENT and not line.announced:
            return self.tr("No-show")
        return label_words(line.label)

    def state(self, state: NoteState) -> str:
        """Give the name of a note's state."""
        return {
            NoteState.SIGNED: self.tr("Signed"),
            NoteState.DRAFT: self.tr("Draft"),
            NoteState.TO_WRITE: self.tr("To write"),
            NoteState.NO_SHOW: self.tr("No-show note"),
        }[state]

    def state_of(self, line: NoteLine) -> str:
        """Give the name of a note's state in the list: signed, and waiting for a supervisor, or one of the others."""
        return self.tr("Waits for a co-signature") if line.awaits_cosignature else self.state(line.state)

    def participation(self, participation: Participation) -> str:
        """Give the name of a level of participation."""
        return {
            Participation.MINIMAL: self.tr("Minimal"),
            Participation.PROMPTED: self.tr("Prompted"),
            Participation.ACTIVE: self.tr("Active"),
            Participation.LEADING: self.tr("Leading"),
        }[participation]

    def addendum(self, kind: AddendumKind) -> str:
        """Give the name of a kind of addendum."""
        return {
            AddendumKind.ADDENDUM: self.tr("Addendum"),
            AddendumKind.CORRECTION: self.tr("Correction"),
            AddendumKind.LATE_ENTRY: self.tr("Late entry"),
        }[kind]

    # -- facts

    def facts(self, view: NoteView) -> tuple[tuple[str, str, str], ...]:
        """Give name, words and, for a tooltip, the rule behind each fact at the side."""
        line = view.attendance
        if line is None:
            return self._group_facts(view)
        if line.mark in {Mark.ABSENT, Mark.EXCUSED}:
            return self._absence_facts(line, view.sheet)
        credited = self.formats.hours(view.credited_minutes) if view.credited_minutes is not None else "–"
        found = [(self.tr("Credited"), credited, self.rule(view.credit_rule))]
        if line.mark in {Mark.PRESENT, Mark.REMOVED}:
            late = line.arrived_late_minutes or 0
            joined = self._time(view.sheet, view.sheet.session.starts_at.timestamp() + late * 60)
            unknown = line.late and line.arrived_late_minutes is None
            found.append((self.tr("Joined"), self.tr("Late, time not recorded") if unknown else joined, ""))
        if line.left_early and line.left_early_minutes is not None:
            left = self._time(view.sheet, view.sheet.session.ends_at.timestamp() - line.left_early_minutes * 60)
            found.append((self.tr("Left"), left, ""))
        found.append((self.tr("Location"), self._location(line, view.sheet), ""))
        confirmed = self.tr("Confirmed") if line.contact_confirmed_at is not None else self.tr("Not confirmed")
        found.append((self.tr("Contact"), confirmed, ""))
        return tuple(found)

    def _group_facts(self, view: NoteView) -> tuple[tuple[str, str, str], ...]:
        session = view.sheet.session
        here = sum(line.mark in {Mark.PRESENT, Mark.REMOVED} for line in view.sheet.lines)
        present = self.tr("%1 of %2").replace("%1", str(here)).replace("%2", str(len(view.sheet.lines)))
        found = [(self.tr("Present"), present, "")]
        if session.topic:
            found.append((self.tr("Topic"), session.topic, ""))
        if session.started_at is not None:
            found.append((self.tr("Started"), self.at(session.started_at, session.zone), ""))
        if session.status is SessionStatus.HELD and session.ended_at is not None:
            found.append((self.tr("Ended"), self.at(session.ended_at, session.zone), ""))
        found.append((self.tr("Led by"), session.facilitator, ""))
        return tuple(found)

    def _absence_facts(self, line: AttendanceLine, sheet: AttendanceSheet) -> tuple[tuple[str, str, str], ...]:
        notice = self.tr("Given before the start") if line.announced else self.tr("None")
        found = [(self.tr("Notice"), notice, "")]
        if line.reason is not None:
            found.append((self.tr("Reason"), reason_words(line.reason), ""))
        calls = "\n".join(self._call(one, sheet) for one in line.outreach) or self.tr("None logged")
        return (*found, (self.tr("Outreach"), calls, ""))

    def _call(self, one: Outreach, sheet: AttendanceSheet) -> str:
        return f"{self.at(one.at, sheet.session.zone)}, {self.outcome(one.outcome)}"

    def _location(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        if line.location_confirmed_at is None:
            return self.tr("Not confirmed")
        first, _, rest = line.location.partition(",")
        place = first if rest.strip()[:1].isdigit() else line.location
        return f"{place}, {self.at(line.location_confirmed_at, sheet.session.zone)}"

    def _time(self, sheet: AttendanceSheet, instant: float) -> str:
        return self.at(datetime.fromtimestamp(instant, ZoneInfo(sheet.session.zone)), sheet.session.zone)

    def at(self, moment: datetime, zone: str) -> str:
        """Give a time on the clocks of the session's zone."""
        return self.formats.time(moment.astimezone(ZoneInfo(zone)).time())

    def rule(self, rule: CreditRule) -> str:
        """Give the sentence of the rule behind credited minutes."""
        return {
            CreditRule.EXACT: self.tr("Credited to the minute."),
            CreditRule.NEAREST_5: self.tr("Credited to the nearest 5 minutes."),
            CreditRule.NEAREST_15: self.tr("Credited to the nearest 15 minutes."),
            CreditRule.FLOOR_15: self.tr("Credited in full quarter hours."),
            CreditRule.FULL_BLOCK_ONLY: self.tr("Credited only for the full block."),
        }[rule]

    def outcome(self, outcome: OutreachOutcome) -> str:
        """Give what came of a call, inside a sentence."""
        return {
            OutreachOutcome.REACHED: self.tr("reached"),
            OutreachOutcome.NO_ANSWER: self.tr("no answer"),
            OutreachOutcome.LEFT_NEUTRAL_MESSAGE: self.tr("left a neutral message"),
        }[outcome]

    def shape(self, line: AttendanceLine, sheet: AttendanceSheet) -> BlockShape:
        """Give the presence strip."""
        status = {
            Mark.ABSENT: BlockStatus.ABSENT,
            Mark.EXCUSED: BlockStatus.EXCUSED,
            Mark.UNMARKED: BlockStatus.UNMARKED,
        }.get(line.mark, BlockStatus.PRESENT)
        late, early = line.arrived_late_minutes or 0, line.left_early_minutes or 0
        return BlockShape(sheet.session.planned_minutes, status, arrived_late=late, left_early=early)

    # -- filled from the record

    def filled(self, view: NoteView) -> dict[str, str]:
        """Give what the record can say in a note that nobody touched: of an absent client, or of the whole group."""
        if view.updated_at is not None or view.signature is not None:
            return {}
        if view.client_id is None:
            found = {"topic": view.sheet.session.topic, "present": self.present(view.sheet)}
        elif view.state is NoteState.NO_SHOW and view.attendance is not None:
            found = {"absence": self.absence(view.attendance, view.sheet)}
        else:
            return {}
        return {key: text for key, text in found.items() if text and view.template.section(key) is not None}

    def present(self, sheet: AttendanceSheet) -> str:
        """Give the number of members who were there; payers ask for it in the group's note (NGS L33632, 90853)."""
        here = sum(line.mark in {Mark.PRESENT, Mark.REMOVED} for line in sheet.lines)
        if not here:
            return ""
        told = self.tr("%1 of %2 members were present.")
        return told.replace("%1", str(here)).replace("%2", str(len(sheet.lines)))

    def absence(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        """Give the text of a no-show note, from attendance and outreach. Whoever signs it reads it first."""
        if line.mark is Mark.EXCUSED or line.announced:
            why = reason_words(line.reason) if line.reason is not None else ""
            told = self.tr("Did not attend. Gave notice before the session.")
            parts = [told, self.tr("Reason: %1.").replace("%1", why.lower()) if why else ""]
        else:
            parts = [self.tr("Did not attend and gave no notice before the session.")]
        parts += [self._outreach(one, sheet) for one in line.outreach]
        if not line.outreach and not line.announced and line.mark is Mark.ABSENT:
            parts.append(self.tr("No outreach is logged yet."))
        return " ".join(part for part in parts if part)

    def _outreach(self, one: Outreach, sheet: AttendanceSheet) -> str:
        how = {
            OutreachMethod.CALL: self.tr("Called at %1: %2."),
            OutreachMethod.TEXT: self.tr("Sent a text message at %1: %2."),
            OutreachMethod.EMAIL: self.tr("Sent an email at %1: %2."),
            OutreachMethod.EMERGENCY_CONTACT: self.tr("Called the emergency contact at %1: %2."),
            OutreachMethod.EMERGENCY_SERVICES: self.tr("Called emergency services at %1: %2."),
        }[one.method]
        time = self.at(one.at, sheet.session.zone)
        return how.replace("%1", time).replace("%2", self.outcome(one.outcome))

    # -- signatures

    def signed(self, signature: Signature, zone: str) -> str:
        """Give "Signed by Renee Alvarado, LCSW, March 11, 2026, 12:21 PM"."""
        return self.signed_by(self.tr("Signed by %1, %2, %3"), signature.signer, signature.signed_at, zone)

    def beside(self, signature: Signature, zone: str) -> tuple[str, ...]:
        """Give who led, and who signed beside or is awaited to: a sentence each."""
        said = []
        if signature.led_by:
            said.append(self.tr("Session led by %1").replace("%1", signature.led_by))
        if signature.despite:
            said.append(self.tr("Signed all the same because: %1").replace("%1", signature.despite))
        return (*said, *self._cosigned(signature.cosignature, signature.supervisor, zone))

    def beside_addition(self, addendum: Addendum, zone: str) -> tuple[str, ...]:
        """Give who signed beside an addition or is awaited to; nothing where nobody is to."""
        return self._cosigned(addendum.cosignature, addendum.supervisor, zone)

    def _cosigned(self, beside: CoSignature | None, supervisor: str, zone: str) -> tuple[str, ...]:
        if beside is not None:
            return (self.signed_by(self.tr("Co-signed by %1, %2, %3"), beside.signer, beside.signed_at, zone),)
        return (self.tr("Waits for the co-signature of %1").replace("%1", supervisor),) if supervisor else ()

    def signed_by(self, sentence: str, signer: str, at: datetime, zone: str) -> str:
        """Put signer, date and time into a sentence, on the clocks of the session's zone."""
        there = at.astimezone(ZoneInfo(zone))
        shown = sentence.replace("%1", signer).replace("%2", self.formats.full_date(there.date()))
        return shown.replace("%3", self.formats.time(there.time()))

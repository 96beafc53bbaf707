"""The words of what happens beside the marks: ways of taking part, attempts, visitors, evidence."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from coordinator.attendance import AttendanceLine, EmergencyEntry, Evidence, MarkChange, MissedSession
from coordinator.vocabulary import (
    Action,
    Mark,
    MarkSource,
    Modality,
    OutreachMethod,
    OutreachOutcome,
    Platform,
    VisitorRole,
    WalkInReason,
)
from ui.formats import Formats

__all__ = ["HelpWords"]


def _tr(source: str) -> str:
    return QCoreApplication.translate("SessionHelp", source)


class HelpWords:
    """Makes words of facts beside the marks.

    Args:
        formats: the reader's locale.
    """

    def __init__(self, formats: Formats) -> None:
        self.formats = formats

    def at(self, instant: datetime, zone: str) -> str:
        """Give the wall time of an instant in the session's zone, "9:20 AM"."""
        return self.formats.time(instant.astimezone(ZoneInfo(zone)).time())

    def outcome(self, outcome: OutreachOutcome) -> str:
        """Give the name of what came of a call."""
        return {
            OutreachOutcome.REACHED: _tr("Reached"),
            OutreachOutcome.NO_ANSWER: _tr("No answer"),
            OutreachOutcome.LEFT_NEUTRAL_MESSAGE: _tr("Left a neutral message"),
        }[outcome]

    def method(self, method: OutreachMethod) -> str:
        """Give how somebody was tried."""
        return {
            OutreachMethod.CALL: _tr("Call"),
            OutreachMethod.TEXT: _tr("Text message"),
            OutreachMethod.EMAIL: _tr("Email"),
            OutreachMethod.EMERGENCY_CONTACT: _tr("Emergency contact"),
            OutreachMethod.EMERGENCY_SERVICES: _tr("Emergency services"),
        }[method]

    def attempt(self, method: OutreachMethod, outcome: OutreachOutcome) -> str:
        """Give "Call: no answer"."""
        told = self.outcome(outcome)
        return f"{self.method(method)}: {told[0].lower()}{told[1:]}"

    def modality(self, modality: Modality) -> str:
        """Give how somebody takes part."""
        return {
            Modality.VIDEO: _tr("Video"),
            Modality.AUDIO_ONLY: _tr("Audio only"),
            Modality.MIXED: _tr("Mixed"),
            Modality.IN_PERSON: _tr("In person"),
        }[modality]

    def taking_part(self, line: AttendanceLine, zone: str) -> str:
        """Give "Audio only since 9:50 AM, video before"; empty for video from the start."""
        changes = line.modality_changes
        if not changes:
            usual = line.state.modality is Modality.VIDEO
            return "" if usual else _tr("%1.").replace("%1", self.modality(line.state.modality))
        told = _tr("%1 since %2, %3 before.")
        before = self.modality(changes[-2].modality) if len(changes) > 1 else ""
        told = told.replace("%1", self.modality(changes[-1].modality)).replace("%2", self.at(changes[-1].at, zone))
        return told.replace("%3", before.lower())

    def walk_in(self, line: AttendanceLine) -> str:
        """Give why a client is here who is not on the roster; empty for who is."""
        if line.walk_in is None:
            return ""
        told = {
            WalkInReason.ENROLLED_ELSEWHERE: _tr("Walk-in. Enrolled in another group."),
            WalkInReason.MAKE_UP: _tr("Walk-in. Makes up for a missed session."),
            WalkInReason.NOT_ENROLLED: _tr("Walk-in. Not enrolled."),
        }[line.walk_in.reason]
        if line.walk_in.makes_up is not None:
            told = _tr("Walk-in. Makes up for %1.").replace("%1", self.missed(line.walk_in.makes_up))
        return f"{told} {line.walk_in.note}".strip()

    def missed(self, missed: MissedSession) -> str:
        """Give "Mood & Anxiety, Mar 9"."""
        day = self.formats.month_day(missed.service_date, short=True)
        return _tr("%1, %2").replace("%1", missed.group_name).replace("%2", day)

    def role(self, role: VisitorRole) -> str:
        """Give what a visitor is."""
        return {
            VisitorRole.INTERPRETER: _tr("Interpreter"),
            VisitorRole.OBSERVER: _tr("Observer"),
            VisitorRole.FAMILY: _tr("Family"),
        }[role]

    def entry(self, entry: EmergencyEntry, zone: str) -> str:
        """Give a line of the emergency log."""
        at = self.at(entry.at, zone)
        if entry.method is not None and entry.outcome is not None:
            told = f"{at}  {self.attempt(entry.method, entry.outcome)}"
        elif entry.back_at is None:
            told = f"{at}  {_tr('Stepped out') if entry.stepped_out else _tr('Connection dropped')}"
        else:
            back = _tr("Stepped out, back at %1") if entry.stepped_out else _tr("Connection dropped, back at %1")
            told = f"{at}  {back.replace('%1', self.at(entry.back_at, zone))}"
        return f"{told} · {entry.by_name}" if entry.by_name else told

    # -- evidence

    def source(self, evidence: Evidence, zone: str) -> str:
        """Give in a sentence how a mark is known."""
        if evidence.mark is Mark.UNMARKED or evidence.marked_at is None:
            return _tr("Nobody has marked this client.")
        told = {
            MarkSource.TYPED: _tr("Typed by %1 at %2."),
            MarkSource.REPORT: _tr("Taken from the report by %1 at %2."),
            MarkSource.RULE: _tr("Set by a rule of the program at %2."),
        }[evidence.source]
        told = told.replace("%1", evidence.marked_by_name).replace("%2", self.at(evidence.marked_at, zone))
        report = evidence.report
        if report is not None:
            what = _tr("%1 report, variant %2.")
            told += " " + what.replace("%1", _platform(report.platform)).replace("%2", report.variant)
        return told

    def change(self, change: MarkChange, zone: str) -> str:
        """Give a line of a mark's history."""
        day = change.at.astimezone(ZoneInfo(zone))
        when = f"{self.formats.month_day(day.date(), short=True)}, {self.at(change.at, zone)}"
        return " · ".join(part for part in (when, self._done(change), change.by_name) if part)

    def _done(self, change: MarkChange) -> str:
        mark = self._mark(change)
        told = {
            Action.RESTORE_MARKS: _tr("put back: %1").replace("%1", mark),
            Action.APPLY_REPORT: _tr("report applied, %1 marks").replace("%1", str(change.count)),
            Action.UNDO_REPORT: _tr("report taken back"),
            Action.MERGE_PACKET: _tr("came back in a substitute packet"),
            Action.UNMERGE_PACKET: _tr("substitute packet taken back"),
            Action.ADD_WALK_IN: _tr("walk-in added"),
            Action.REMOVE_WALK_IN: _tr("walk-in taken off"),
            Action.STEP_OUT: _tr("stepped out"),
            Action.COME_BACK: _tr("is back"),
            Action.REMOVE_STEP_OUT: _tr("step out taken off"),
        }
        if change.action in told:
            return told[change.action]
        others = _tr("%1, with %2 others").replace("%1", mark).replace("%2", str(change.count - 1))
        return others if change.count > 1 else mark

    @staticmethod
    def _mark(change: MarkChange) -> str:
        if change.mark is None:
            return _tr("marks of several kinds")
        told = {
            Mark.UNMARKED: _tr("mark cleared"),
            Mark.PRESENT: _tr("present"),
            Mark.ABSENT: _tr("absent"),
            Mark.EXCUSED: _tr("excused"),
            Mark.REMOVED: _tr("removed"),
        }[change.mark]
        known = {"": "", "unknown": _tr("minutes not recorded")}
        late = known.get(change.late, _tr("%1 min").replace("%1", change.late))
        left = known.get(change.left_early, _tr("%1 min").replace("%1", change.left_early))
        parts = [told]
        parts += [_tr("late %1").replace("%1", late)] if late else []
        parts += [_tr("left early %1").replace("%1", left)] if left else []
        parts += [f"“{change.reason_note}”"] if change.reason_note else []
        return ", ".join(parts)


def _platform(platform: Platform) -> str:
    names = {Platform.ZOOM: "Zoom", Platform.TEAMS: "Teams", Platform.MEET: "Google Meet", Platform.WEBEX: "Webex"}
    return names.get(platform, _tr("Platform"))

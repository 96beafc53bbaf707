"""Attendance: marks, the minutes they are worth, and the reports of the video platforms.

The front door is opened name by name, so that reading a report (`coordinator.attendance.reports`) needs neither the
store nor SQLAlchemy and starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator.attendance.absences import absences_to_review, review_absences
    from coordinator.attendance.after_removal import SafetyTask, finish_safety_task, safety_tasks
    from coordinator.attendance.announced import AnnouncedAbsence, announced_absences
    from coordinator.attendance.column_mapping import (
        FIELD_NAMES,
        ColumnsUnknown,
        remember_columns,
        remembered_columns,
        signature_of,
    )
    from coordinator.attendance.commands import (
        Timing,
        excuse,
        mark,
        mark_all_present,
        mark_unmarked_absent,
        remove_from_session,
        restore_marks,
        set_minutes,
        stamp,
    )
    from coordinator.attendance.commands_away import come_back, step_out
    from coordinator.attendance.commands_license import state_license_reason
    from coordinator.attendance.commands_location import confirm_callback, confirm_location, set_emergency_number
    from coordinator.attendance.commands_observations import (
        add_observation,
        change_observation,
        flag_follow_up,
        remove_observation,
    )
    from coordinator.attendance.commands_report import Applied, apply_report, report_imports, undo_report
    from coordinator.attendance.commands_safety import (
        log_outreach,
        plan_absence,
        remove_outreach,
        remove_planned_absence,
    )
    from coordinator.attendance.commands_service_time import record_service_time, remove_service_time
    from coordinator.attendance.commands_walk_in import (
        add_visitor,
        add_walk_in,
        remove_visitor,
        remove_walk_in,
        set_modality,
        visitor_left,
    )
    from coordinator.attendance.comparison import Comparison, ComparisonRow, compare
    from coordinator.attendance.comparison_files import OpenedReport, ReportOutOfReach, open_report, watching
    from coordinator.attendance.comparison_rules import Agreement, Keep
    from coordinator.attendance.emergency import (
        emergency_card,
        log_disconnection,
        reconnected,
        remove_disconnection,
    )
    from coordinator.attendance.facts import (
        AttendanceFact,
        AttendanceLine,
        AttendanceSheet,
        Contact,
        Marked,
        MarkState,
        Notice,
        Observation,
        Outreach,
        PlannedAbsence,
        RaisedFlag,
        ServiceTime,
    )
    from coordinator.attendance.facts_in_session import (
        AbsenceStreak,
        AppliedReport,
        EmergencyCard,
        EmergencyContactLine,
        EmergencyEntry,
        Evidence,
        MarkChange,
        MissedSession,
        ModalityChange,
        Visitor,
        WalkIn,
    )
    from coordinator.attendance.known_how import evidence
    from coordinator.attendance.licensure import LocationRefused, LocationUnclear, NotLicensedThere, StateUnknown
    from coordinator.attendance.make_ups import NotMissed, missed_sessions
    from coordinator.attendance.matching import How
    from coordinator.attendance.places import LocationRefusal, PlaceQuestion, state_named
    from coordinator.attendance.queries import marks_again, sheet, sheet_for_notes
    from coordinator.attendance.queries_between import (
        attendance_between,
        clients_of_group,
        record_between,
        service_times_between,
    )
    from coordinator.attendance.rules import (
        LONGEST_REASON,
        Gap,
        MarkRefusal,
        MinutesOutOfRange,
        NothingWritten,
        NotMarkable,
        Presence,
        ReasonTooLong,
        SessionTimes,
        Span,
        attended_minutes,
        attended_spans,
        label_of,
        parts_of,
    )

_DOORS = {
    "column_mapping": ("FIELD_NAMES", "ColumnsUnknown", "remember_columns", "remembered_columns", "signature_of"),
    "announced": ("AnnouncedAbsence", "announced_absences"),
    "absences": ("absences_to_review", "review_absences"),
    "commands_away": ("come_back", "step_out"),
    "commands_license": ("state_license_reason",),
    "commands_location": ("confirm_callback", "confirm_location", "set_emergency_number"),
    "commands_walk_in": (
        "add_visitor",
        "add_walk_in",
        "remove_visitor",
        "remove_walk_in",
        "set_modality",
        "visitor_left",
    ),
    "emergency": ("emergency_card", "log_disconnection", "reconnected", "remove_disconnection"),
    "known_how": ("evidence",),
    "facts_in_session": (
        "AbsenceStreak",
        "AppliedReport",
        "EmergencyCard",
        "EmergencyContactLine",
        "EmergencyEntry",
        "Evidence",
        "MarkChange",
        "MissedSession",
        "ModalityChange",
        "Visitor",
        "WalkIn",
    ),
    "licensure": ("LocationRefused", "LocationUnclear", "NotLicensedThere", "StateUnknown"),
    "make_ups": ("NotMissed", "missed_sessions"),
    "places": ("LocationRefusal", "PlaceQuestion", "state_named"),
    "after_removal": ("SafetyTask", "finish_safety_task", "safety_tasks"),
    "commands": (
        "Timing",
        "excuse",
        "mark",
        "mark_all_present",
        "mark_unmarked_absent",
        "remove_from_session",
        "restore_marks",
        "set_minutes",
        "stamp",
    ),
    "commands_observations": ("add_observation", "change_observation", "flag_follow_up", "remove_observation"),
    "commands_safety": ("log_outreach", "plan_absence", "remove_outreach", "remove_planned_absence"),
    "commands_service_time": ("record_service_time", "remove_service_time"),
    "commands_report": ("Applied", "apply_report", "report_imports", "undo_report"),
    "comparison": ("Comparison", "ComparisonRow", "compare"),
    "comparison_rules": ("Agreement", "Keep"),
    "matching": ("How",),
    "comparison_files": ("OpenedReport", "ReportOutOfReach", "open_report", "watching"),
    "facts": (
        "AttendanceFact",
        "AttendanceLine",
        "AttendanceSheet",
        "Contact",
        "Marked",
        "MarkState",
        "Notice",
        "Observation",
        "Outreach",
        "PlannedAbsence",
        "RaisedFlag",
        "ServiceTime",
    ),
    "queries": ("marks_again", "sheet", "sheet_for_notes"),
    "queries_between": ("attendance_between", "clients_of_group", "record_between", "service_times_between"),
    "rules": (
        "LONGEST_REASON",
        "Gap",
        "MarkRefusal",
        "MinutesOutOfRange",
        "NotMarkable",
        "NothingWritten",
        "Presence",
        "ReasonTooLong",
        "SessionTimes",
        "Span",
        "attended_minutes",
        "attended_spans",
        "label_of",
        "parts_of",
    ),
}
_MODULE_OF = {name: module for module, names in _DOORS.items() for name in names}

__all__ = [
    "FIELD_NAMES",
    "LONGEST_REASON",
    "AbsenceStreak",
    "Agreement",
    "AnnouncedAbsence",
    "Applied",
    "AppliedReport",
    "AttendanceFact",
    "AttendanceLine",
    "AttendanceSheet",
    "ColumnsUnknown",
    "Comparison",
    "ComparisonRow",
    "Contact",
    "EmergencyCard",
    "EmergencyContactLine",
    "EmergencyEntry",
    "Evidence",
    "Gap",
    "How",
    "Keep",
    "LocationRefusal",
    "LocationRefused",
    "LocationUnclear",
    "MarkChange",
    "MarkRefusal",
    "MarkState",
    "Marked",
    "MinutesOutOfRange",
    "MissedSession",
    "ModalityChange",
    "NotLicensedThere",
    "NotMarkable",
    "NotMissed",
    "NothingWritten",
    "Notice",
    "Observation",
    "OpenedReport",
    "Outreach",
    "PlaceQuestion",
    "PlannedAbsence",
    "Presence",
    "RaisedFlag",
    "ReasonTooLong",
    "ReportOutOfReach",
    "SafetyTask",
    "ServiceTime",
    "SessionTimes",
    "Span",
    "StateUnknown",
    "Timing",
    "Visitor",
    "WalkIn",
    "absences_to_review",
    "add_observation",
    "add_visitor",
    "add_walk_in",
    "announced_absences",
    "apply_report",
    "attendance_between",
    "attended_minutes",
    "attended_spans",
    "change_observation",
    "clients_of_group",
    "come_back",
    "compare",
    "confirm_callback",
    "confirm_location",
    "emergency_card",
    "evidence",
    "excuse",
    "finish_safety_task",
    "flag_follow_up",
    "label_of",
    "log_disconnection",
    "log_outreach",
    "mark",
    "mark_all_present",
    "mark_unmarked_absent",
    "marks_again",
    "missed_sessions",
    "open_report",
    "parts_of",
    "plan_absence",
    "reconnected",
    "record_between",
    "record_service_time",
    "remember_columns",
    "remembered_columns",
    "remove_disconnection",
    "remove_from_session",
    "remove_observation",
    "remove_outreach",
    "remove_planned_absence",
    "remove_service_time",
    "remove_visitor",
    "remove_walk_in",
    "report_imports",
    "restore_marks",
    "review_absences",
    "safety_tasks",
    "service_times_between",
    "set_emergency_number",
    "set_minutes",
    "set_modality",
    "sheet",
    "sheet_for_notes",
    "signature_of",
    "stamp",
    "state_license_reason",
    "state_named",
    "step_out",
    "undo_report",
    "visitor_left",
    "watching",
]


def __getattr__(name: str) -> object:
    """Import the module behind a name of the front door when it is first used."""
    if name not in _MODULE_OF:
        raise AttributeError(name)
    found: object = getattr(import_module(f"coordinator.attendance.{_MODULE_OF[name]}"), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)

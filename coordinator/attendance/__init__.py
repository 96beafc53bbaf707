"""Attendance: marks, the minutes they are worth, and the reports of the video platforms.

The front door is opened name by name, so that reading a report (`coordinator.attendance.reports`) needs neither the
store nor SQLAlchemy and starts at once.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from coordinator.attendance.commands import (
        Timing,
        excuse,
        mark,
        mark_all_present,
        mark_unmarked_absent,
        restore_marks,
        set_minutes,
        stamp,
    )
    from coordinator.attendance.commands_observations import (
        add_observation,
        change_observation,
        flag_follow_up,
        remove_observation,
    )
    from coordinator.attendance.commands_report import Applied, apply_report, report_imports, undo_report
    from coordinator.attendance.commands_safety import (
        confirm_location,
        log_outreach,
        plan_absence,
        remove_outreach,
        remove_planned_absence,
    )
    from coordinator.attendance.commands_service_time import (
        record_service_time,
        remove_service_time,
    )
    from coordinator.attendance.comparison import Comparison, ComparisonRow, compare
    from coordinator.attendance.comparison_files import OpenedReport, ReportOutOfReach, open_report
    from coordinator.attendance.comparison_rules import Agreement, Keep
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
    from coordinator.attendance.matching import How
    from coordinator.attendance.queries import (
        marks_again,
        sheet,
    )
    from coordinator.attendance.queries_between import (
        attendance_between,
        service_times_between,
    )
    from coordinator.attendance.rules import (
        MarkRefusal,
        MinutesOutOfRange,
        NothingWritten,
        NotMarkable,
        Presence,
        SessionTimes,
        Span,
        attended_minutes,
        attended_spans,
        label_of,
        parts_of,
    )

_DOORS = {
    "commands": (
        "Timing",
        "excuse",
        "mark",
        "mark_all_present",
        "mark_unmarked_absent",
        "restore_marks",
        "set_minutes",
        "stamp",
    ),
    "commands_observations": (
        "add_observation",
        "change_observation",
        "flag_follow_up",
        "remove_observation",
    ),
    "commands_safety": (
        "confirm_location",
        "log_outreach",
        "plan_absence",
        "remove_outreach",
        "remove_planned_absence",
    ),
    "commands_service_time": (
        "record_service_time",
        "remove_service_time",
    ),
    "commands_report": ("Applied", "apply_report", "report_imports", "undo_report"),
    "comparison": ("Comparison", "ComparisonRow", "compare"),
    "comparison_rules": ("Agreement", "Keep"),
    "matching": ("How",),
    "comparison_files": ("OpenedReport", "ReportOutOfReach", "open_report"),
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
    "queries": ("marks_again", "sheet"),
    "queries_between": (
        "attendance_between",
        "service_times_between",
    ),
    "rules": (
        "MarkRefusal",
        "MinutesOutOfRange",
        "NotMarkable",
        "NothingWritten",
        "Presence",
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
    "Agreement",
    "Applied",
    "AttendanceFact",
    "AttendanceLine",
    "AttendanceSheet",
    "Comparison",
    "ComparisonRow",
    "Contact",
    "How",
    "Keep",
    "MarkRefusal",
    "MarkState",
    "Marked",
    "MinutesOutOfRange",
    "NotMarkable",
    "NothingWritten",
    "Notice",
    "Observation",
    "OpenedReport",
    "Outreach",
    "PlannedAbsence",
    "Presence",
    "RaisedFlag",
    "ReportOutOfReach",
    "ServiceTime",
    "SessionTimes",
    "Span",
    "Timing",
    "add_observation",
    "apply_report",
    "attendance_between",
    "attended_minutes",
    "attended_spans",
    "change_observation",
    "compare",
    "confirm_location",
    "excuse",
    "flag_follow_up",
    "label_of",
    "log_outreach",
    "mark",
    "mark_all_present",
    "mark_unmarked_absent",
    "marks_again",
    "open_report",
    "parts_of",
    "plan_absence",
    "record_service_time",
    "remove_observation",
    "remove_outreach",
    "remove_planned_absence",
    "remove_service_time",
    "report_imports",
    "restore_marks",
    "service_times_between",
    "set_minutes",
    "sheet",
    "stamp",
    "undo_report",
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

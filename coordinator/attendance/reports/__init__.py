"""Attendance reports of the video platforms, read from bytes into people and minutes.

    bytes -> text or sheet -> rows -> the platform's reader -> wall times -> UTC -> people -> clipped, united minutes

Nothing here knows the store, the clock or a screen. A file that cannot be used raises `ReportUnreadable`, whose facts
the screens turn into a sentence; what can be read in two ways becomes a `Question`, never a guess.
"""

from coordinator.attendance.reports.decoding import load_report
from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.reading import read_report, read_reports, sketch_columns
from coordinator.attendance.reports.report import (
    ByShownName,
    DateOrder,
    Flag,
    Identity,
    Interval,
    Limits,
    Meeting,
    Platform,
    Question,
    QuestionCode,
    Reading,
    Rejected,
    RejectReason,
    RepeatedHour,
    Report,
    ReportFile,
    ReportPerson,
    Role,
    Sameness,
    Window,
)
from coordinator.attendance.reports.watching import ReadingStopped, watched

__all__ = [
    "ByShownName",
    "DateOrder",
    "Flag",
    "Identity",
    "Interval",
    "Limits",
    "Meeting",
    "Platform",
    "Question",
    "QuestionCode",
    "Reading",
    "ReadingStopped",
    "RejectReason",
    "Rejected",
    "RepeatedHour",
    "Report",
    "ReportFault",
    "ReportFile",
    "ReportPerson",
    "ReportUnreadable",
    "Role",
    "Sameness",
    "Window",
    "load_report",
    "read_report",
    "read_reports",
    "sketch_columns",
    "watched",
]

"""Every key of attendance, for the sheet that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from ui.page import KeyLine

__all__ = ["attendance_keys"]


def _tr(source: str) -> str:
    return QCoreApplication.translate("AttendanceKeys", source)


def attendance_keys() -> tuple[KeyLine, ...]:
    """Give the keys in the order of use."""
    return (
        KeyLine("P", _tr("Present, and move down; Space does the same")),
        KeyLine("L", _tr("Late, minutes from the clock")),
        KeyLine("D", _tr("Left early, minutes from the clock")),
        KeyLine("A", _tr("Absent")),
        KeyLine("E", _tr("Excused; 1 to 5 give the reason")),
        KeyLine("Shift+R", _tr("Removed from the session now")),
        KeyLine("B", _tr("Steps out, or is back again")),
        KeyLine("Backspace", _tr("Clear the mark")),
        KeyLine("Shift+P", _tr("Mark everyone still unmarked present")),
        KeyLine("7", _tr("Jump to row 7")),
        KeyLine("/", _tr("Find by name")),
        KeyLine("V", _tr("Confirm usual location and contact, or log a call for who is absent")),
        KeyLine("Shift+V", _tr("Other location")),
        KeyLine("O", _tr("Log an attempt to reach who is missing")),
        KeyLine("M", _tr("Video, audio only, mixed or in person")),
        KeyLine("N", _tr("Observation")),
        KeyLine("F", _tr("Follow up after group")),
        KeyLine("W", _tr("Add a walk-in, interpreter or visitor")),
        KeyLine("H", _tr("How this mark is known")),
        KeyLine("F9", _tr("Help for this client")),
        KeyLine("Ctrl+I", _tr("Compare with report")),
        KeyLine("Ctrl+Tab", _tr("Attendance or notes")),
    )

"""Every key of attendance, for the sheet that F1 shows."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.letter_keys import LetterAction as Does
from ui.marking_keys import MarkingKeys
from ui.page import KeyLine

__all__ = ["attendance_keys"]


def _tr(source: str) -> str:
    return QCoreApplication.translate("AttendanceKeys", source)


def attendance_keys(keys: MarkingKeys) -> tuple[KeyLine, ...]:
    """Give the keys in the order of use, with the letters that they are now."""
    of = keys.of
    return (
        KeyLine(of(Does.PRESENT), _tr("Present, and move down; Space does the same")),
        KeyLine(of(Does.LATE), _tr("Late, minutes from the clock")),
        KeyLine(of(Does.LEFT_EARLY), _tr("Left early, minutes from the clock")),
        KeyLine(of(Does.ABSENT), _tr("Absent")),
        KeyLine(of(Does.EXCUSED), _tr("Excused; 1 to 5 give the reason")),
        KeyLine(of(Does.REMOVE), _tr("Removed from the session now")),
        KeyLine(of(Does.AWAY), _tr("Steps out, or is back again")),
        KeyLine("Backspace", _tr("Clear the mark")),
        KeyLine(of(Does.ALL_PRESENT), _tr("Mark everyone still unmarked present")),
        KeyLine("7", _tr("Jump to row 7")),
        KeyLine("/", _tr("Find by name")),
        KeyLine(of(Does.CONFIRM), _tr("Confirm usual location and contact, or log a call for who is absent")),
        KeyLine(of(Does.OTHER_LOCATION), _tr("Other location")),
        KeyLine(of(Does.ATTEMPT), _tr("Log an attempt to reach who is missing")),
        KeyLine(of(Does.MODALITY), _tr("Video, audio only, mixed or in person")),
        KeyLine(of(Does.OBSERVE), _tr("Observation")),
        KeyLine(of(Does.FOLLOW_UP), _tr("Follow up after group")),
        KeyLine(of(Does.WALK_IN), _tr("Add a walk-in, interpreter or visitor")),
        KeyLine(of(Does.HISTORY), _tr("How this mark is known")),
        KeyLine("F9", _tr("Help for this client")),
        KeyLine("Ctrl+I", _tr("Compare with report")),
        KeyLine("Ctrl+Tab", _tr("Attendance or notes")),
    )

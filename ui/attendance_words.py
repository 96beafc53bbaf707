"""What attendance is called, and which block it is drawn as: the same on every screen."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QCoreApplication

from coordinator.summaries import SessionCell
from coordinator.vocabulary import AttendanceLabel, ExcuseReason, Platform
from ui.block_painter import BlockShape, BlockStatus

THERE = frozenset(
    {
        AttendanceLabel.PRESENT,
        AttendanceLabel.LATE,
        AttendanceLabel.LEFT_EARLY,
        AttendanceLabel.LATE_AND_LEFT_EARLY,
        AttendanceLabel.REMOVED,
    }
)


def _tr(source: str) -> str:
    return QCoreApplication.translate("Attendance", source)


def label_words(label: AttendanceLabel) -> str:
    """Give the word for a label: "Late and left early"."""
    return {
        AttendanceLabel.PRESENT: _tr("Present"),
        AttendanceLabel.LATE: _tr("Late"),
        AttendanceLabel.LEFT_EARLY: _tr("Left early"),
        AttendanceLabel.LATE_AND_LEFT_EARLY: _tr("Late and left early"),
        AttendanceLabel.ABSENT: _tr("Absent"),
        AttendanceLabel.EXCUSED: _tr("Excused"),
        AttendanceLabel.REMOVED: _tr("Removed"),
        AttendanceLabel.CANCELLED: _tr("Cancelled"),
        AttendanceLabel.NOT_EXPECTED: _tr("Not expected"),
        AttendanceLabel.UNMARKED: _tr("Not marked"),
    }[label]


def reason_words(reason: ExcuseReason) -> str:
    """Give the words for a reason: "Work or school"."""
    return {
        ExcuseReason.MEDICAL: _tr("Medical"),
        ExcuseReason.COURT: _tr("Court or probation"),
        ExcuseReason.WORK_OR_SCHOOL: _tr("Work or school"),
        ExcuseReason.FAMILY: _tr("Family or childcare"),
        ExcuseReason.OTHER: _tr("Other"),
    }[reason]


def platform_words(platform: Platform) -> str:
    """Give a platform's own name; "Another platform" for one we do not know."""
    return {
        Platform.ZOOM: "Zoom",
        Platform.TEAMS: "Teams",
        Platform.MEET: "Google Meet",
        Platform.WEBEX: "Webex",
        Platform.DOXY: "Doxy.me",
        Platform.JITSI: "Jitsi",
        Platform.BIGBLUEBUTTON: "BigBlueButton",
        Platform.OTHER: _tr("Another platform"),
    }[platform]


def block_of(cell: SessionCell, now: datetime) -> BlockShape:
    """Give the block that a client's session is drawn as."""
    if cell.label in THERE:
        return BlockShape(
            cell.planned_minutes,
            BlockStatus.PRESENT,
            arrived_late=cell.arrived_late_minutes or 0,
            left_early=cell.left_early_minutes or 0,
        )
    status = {
        AttendanceLabel.ABSENT: BlockStatus.ABSENT,
        AttendanceLabel.EXCUSED: BlockStatus.EXCUSED,
        AttendanceLabel.CANCELLED: BlockStatus.CANCELLED,
        AttendanceLabel.NOT_EXPECTED: BlockStatus.UNMARKED,
    }.get(cell.label, BlockStatus.PLANNED if cell.starts_at > now else BlockStatus.UNMARKED)
    return BlockShape(cell.planned_minutes, status)

"""What a file leaves open, with a button for each way of reading it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from coordinator.attendance.reports import DateOrder, Question, QuestionCode, Reading

__all__ = ["answers_to"]

MOST_OFFERED = 5


def _tr(source: str) -> str:
    return QCoreApplication.translate("ReportQuestions", source)


def answers_to(question: Question, reading: Reading) -> tuple[tuple[str, Reading], ...]:
    """Give the words of each answer, and how the file is read with it; empty where each row is settled by hand."""
    match question.code:
        case QuestionCode.DATE_ORDER:
            orders = ((DateOrder.MDY, _tr("Month first")), (DateOrder.DMY, _tr("Day first")))
            return tuple((words, replace(reading, date_order=order)) for order, words in orders)
        case QuestionCode.ZONE:
            zones = (
                ("America/New_York", _tr("Eastern")),
                ("America/Chicago", _tr("Central")),
                ("America/Denver", _tr("Mountain")),
                ("America/Los_Angeles", _tr("Pacific")),
                ("UTC", _tr("UTC")),
            )
            return tuple((words, replace(reading, zone=zone)) for zone, words in zones)
        case QuestionCode.MEETING:
            return tuple((one, replace(reading, meeting=one)) for one in question.choices[:MOST_OFFERED])
        case QuestionCode.ENCODING:
            return tuple((one, replace(reading, encoding=one)) for one in question.choices[:MOST_OFFERED])
        case _:
            return ()

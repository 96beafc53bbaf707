"""What a file leaves open, with a button for each way of reading it."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QCoreApplication

from coordinator.attendance.reports import DateOrder, Question, QuestionCode, Reading, RepeatedHour, Sameness

__all__ = ["answers_to"]

MOST_OFFERED = 5


def _tr(source: str) -> str:
    return QCoreApplication.translate("ReportQuestions", source)


def answers_to(question: Question, reading: Reading) -> tuple[tuple[str, Reading], ...]:
    """Give the words of each answer, and how the file is read with it; empty where the session has the answer."""
    found: list[tuple[str, Reading]] = []
    match question.code:
        case QuestionCode.DATE_ORDER:
            orders = ((DateOrder.MDY, _tr("Month first")), (DateOrder.DMY, _tr("Day first")))
            found = [(words, replace(reading, date_order=order)) for order, words in orders]
        case QuestionCode.ZONE:
            zones = (
                ("America/New_York", _tr("Eastern")),
                ("America/Chicago", _tr("Central")),
                ("America/Denver", _tr("Mountain")),
                ("America/Los_Angeles", _tr("Pacific")),
                ("UTC", _tr("UTC")),
            )
            found = [(words, replace(reading, zone=zone)) for zone, words in zones]
        case QuestionCode.MEETING:
            found = [(one, replace(reading, meeting=one)) for one in question.choices[:MOST_OFFERED]]
        case QuestionCode.ENCODING:
            found = [(one, replace(reading, encoding=one)) for one in question.choices[:MOST_OFFERED]]
        case QuestionCode.REPEATED_HOUR:
            hours = ((RepeatedHour.FIRST, _tr("The first")), (RepeatedHour.SECOND, _tr("The second")))
            found = [(words, replace(reading, repeated_hour=hour)) for hour, words in hours]
        case QuestionCode.SAME_NAME | QuestionCode.SHARED_EMAIL:
            found = [(words, _decided(question, said, reading)) for words, said in _sameness(question)]
        case QuestionCode.DATE:
            pass
    return tuple(found)


def _decided(question: Question, said: Sameness, reading: Reading) -> Reading:
    answer = (question.about, said)
    if question.code is QuestionCode.SAME_NAME:
        return replace(reading, same_name=(*reading.same_name, answer))
    return replace(reading, shared_email=(*reading.shared_email, answer))


def _sameness(question: Question) -> tuple[tuple[str, Sameness], ...]:
    """The two answers, the likelier first."""
    words = {Sameness.ONE_PERSON: _tr("One person"), Sameness.SEVERAL_PEOPLE: _tr("Several people")}
    return tuple((words[said], said) for said in map(Sameness, question.choices))

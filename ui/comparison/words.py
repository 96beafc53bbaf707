"""The words of the comparison with a report."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QObject

from coordinator.attendance import Comparison, ComparisonRow, MarkState, ReportOutOfReach
from coordinator.attendance.reports import Question, QuestionCode, ReportFault, ReportUnreadable
from coordinator.vocabulary import Mark, MarkSource
from ui.error_messages import ErrorMessage, Where, describe
from ui.formats import Formats
from ui.shown_names import ShownNames

__all__ = ["ComparisonWords"]

REPORT_NAMES = {
    "zoom": "Zoom",
    "teams": "Teams",
    "meet": "Google Meet",
    "webex": "Webex",
    "bigbluebutton": "BigBlueButton",
    "goto": "GoToMeeting",
}


class ComparisonWords(QObject):
    """Makes words of a report beside the marks.

    Args:
        formats: the reader's locale.
        names: whether names are shown.
    """

    def __init__(self, formats: Formats, names: ShownNames, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.formats = formats
        self.names = names

    def title(self, comparison: Comparison) -> str:
        """Give "Compare with the Zoom report"."""
        name = REPORT_NAMES.get(comparison.platform, "")
        if not name:
            return self.tr("Compare with the report")
        return self.tr("Compare with the %1 report").replace("%1", name)

    def subtitle(self, comparison: Comparison) -> str:
        """Give "Mood & Anxiety, Wednesday, March 11 · 11 rows read, 1 is you"."""
        session = comparison.session
        rows = comparison.row_count
        read = self.tr("1 row read") if rows == 1 else self.tr("%1 rows read").replace("%1", str(rows))
        if comparison.hosts == 1:
            read = self.tr("%1, 1 is you").replace("%1", read)
        elif comparison.hosts:
            read = self.tr("%1, %2 are staff").replace("%1", read).replace("%2", str(comparison.hosts))
        return f"{session.group_name}, {self.formats.day(session.service_date)}  ·  {read}"

    def times(self, row: ComparisonRow, comparison: Comparison) -> str:
        """Give "9:12 – 10:40, 10:44 – 12:00"."""
        zone = ZoneInfo(comparison.session.zone)
        visits = []
        for visit in row.visits:
            first, last = (self._clock(at.astimezone(zone).time()) for at in (visit.start, visit.end))
            visits.append(f"{first} – {last}")
        return ", ".join(visits)

    def state(self, state: MarkState | None, comparison: Comparison) -> str:
        """Give "Present", "Late 12", "Left early 29", "Late 12, away 4", "Late 6, left 9:58"."""
        if state is None:
            return ""
        if state.mark is not Mark.PRESENT:
            return {
                Mark.ABSENT: self.tr("Absent"),
                Mark.EXCUSED: self.tr("Excused"),
                Mark.REMOVED: self.tr("Removed"),
            }.get(state.mark, self.tr("Not marked"))
        late, left = state.arrived_late_minutes, state.left_early_minutes
        parts = []
        if state.late:
            parts.append(self.tr("Late") if late is None else self.tr("Late %1").replace("%1", str(late)))
        if state.left_early and left is not None and state.late:
            at = comparison.sheet.times.ends_at - timedelta(minutes=left)
            wall = self._clock(at.astimezone(ZoneInfo(comparison.session.zone)).time())
            parts.append(self.tr("left %1").replace("%1", wall))
        elif state.left_early:
            known = self.tr("Left early %1").replace("%1", str(left))
            parts.append(known if left is not None else self.tr("Left early"))
        if state.away_minutes:
            away = self.tr("away %1") if parts else self.tr("Away %1")
            parts.append(away.replace("%1", str(state.away_minutes)))
        return ", ".join(parts) or self.tr("Present")

    def origin(self, row: ComparisonRow, comparison: Comparison) -> str:
        """Give who made my mark, and when: "Renee Alvarado, 9:14", with the day where it was another."""
        mine = row.mine
        if mine is None or mine.mark is Mark.UNMARKED or mine.marked_at is None:
            return ""
        at = mine.marked_at.astimezone(ZoneInfo(comparison.session.zone))
        when = self._clock(at.time())
        if at.date() != comparison.session.service_date:
            when = f"{self.formats.short_day(at.date())}, {when}"
        known = {
            MarkSource.TYPED: self.tr("%1, %2"),
            MarkSource.REPORT: self.tr("Report, %1, %2"),
            MarkSource.RULE: self.tr("By rule, %2"),
        }
        return known[mine.source].replace("%1", row.marked_by).replace("%2", when).removeprefix(", ")

    def question(self, question: Question, comparison: Comparison) -> str:
        """Give what a person has to decide about the file, with the names it is about where there are any."""
        names = self._names(question, comparison)
        known = {
            QuestionCode.DATE_ORDER: self.tr("The dates in this file can be read in two ways."),
            QuestionCode.DATE: self.tr("The file names no date. It is read as this session's."),
            QuestionCode.MEETING: self.tr("The file holds several meetings. Which one is this session's?"),
            QuestionCode.SAME_NAME: self.tr("%1 joined more than once at the same time. Is this one person?"),
            QuestionCode.SHARED_EMAIL: self.tr("%1 share one e-mail address. Is this one person?"),
            QuestionCode.ZONE: self.tr("Some times do not exist in this session's time zone. Which zone are they in?"),
            QuestionCode.REPEATED_HOUR: self.tr("The clocks repeat an hour on this day. Which one do the times mean?"),
            QuestionCode.ENCODING: self.tr("The letters of this file can be read in two ways. Check the names."),
        }
        if question.code is QuestionCode.SAME_NAME and len(question.people) > 1:
            return self.tr("%1 joined with different e-mail addresses. Is this one person?").replace("%1", names)
        return known[question.code].replace("%1", names)

    def _names(self, question: Question, comparison: Comparison) -> str:
        shown = {
            place: self.names.of(name)
            for row in comparison.rows
            for place, name in zip(row.people, row.shown_names, strict=True)
        }
        named = dict.fromkeys(shown[place] for place in question.people if place in shown)
        return self.formats.listed(tuple(named))

    def _clock(self, wall: object) -> str:
        shown = self.formats.time(wall)  # type: ignore[arg-type]
        return shown.removesuffix(" AM").removesuffix(" PM")


def _tr(source: str) -> str:
    return QCoreApplication.translate("Errors", source)


@describe.register
def _unreadable(error: ReportUnreadable) -> ErrorMessage:
    return ErrorMessage(_tr("This report cannot be read."), _unreadable_sentence(error), Where.BESIDE)


@describe.register
def _out_of_reach(error: ReportOutOfReach) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("This file cannot be opened."),
        _tr("This file cannot be opened. It may have been moved, or you may not read it."),
        Where.BESIDE,
    )


def _unreadable_sentence(error: ReportUnreadable) -> str:
    if error.fault is ReportFault.WRONG_DATE and error.found is not None and error.expected is not None:
        sentence = _tr("This report is of %1, but the session was on %2. Choose the report of that day.")
        return sentence.replace("%1", _day(error.found)).replace("%2", _day(error.expected))
    where = _tr(" The problem is in row %1.").replace("%1", str(error.row)) if error.row is not None else ""
    if error.row is not None and error.column is not None:
        told = _tr(" The problem is in row %1, column %2.")
        where = told.replace("%1", str(error.row)).replace("%2", error.column)
    return _SENTENCES()[error.fault] + where


def _day(day: date) -> str:
    return QLocale().toString(QDate(day.year, day.month, day.day), QLocale.FormatType.LongFormat)


def _SENTENCES() -> dict[ReportFault, str]:
    return {
        ReportFault.EMPTY: _tr("This file is empty."),
        ReportFault.TOO_LARGE: _tr("This file is too large to be an attendance report."),
        ReportFault.TOO_MANY_ROWS: _tr("This file has too many rows to be the report of one session."),
        ReportFault.TOO_MANY_PEOPLE: _tr("This file names too many people to be the report of one session."),
        ReportFault.TOO_MANY_COLUMNS: _tr("This file has too many columns to be the report of one session."),
        ReportFault.LINE_TOO_LONG: _tr("This file has a line that is too long to be a report's."),
        ReportFault.IMAGE: _tr("This file is a picture, not a report. Export the report as CSV."),
        ReportFault.BINARY: _tr("This file is not text. Export the report as CSV."),
        ReportFault.WEB_PAGE: _tr("This file is a web page, not a report. Sign in and export the report again."),
        ReportFault.PASSWORD: _tr("This file is protected with a password. Save it without one."),
        ReportFault.DAMAGED: _tr("This file is damaged. Export it again."),
        ReportFault.ENCODING: _tr("The letters of this file cannot be read. Export it as UTF-8."),
        ReportFault.UNCLOSED_QUOTE: _tr("This file breaks off inside a quotation. Export it again."),
        ReportFault.NOT_A_REPORT: _tr("This file is not an attendance report of a known platform."),
        ReportFault.NO_ROWS: _tr("This report names nobody."),
        ReportFault.NO_TIMES: _tr(
            "This file has no join and leave times. In Zoom, clear 'Show unique users' and export again."
        ),
        ReportFault.WRONG_DATE: _tr("This report is of another day than the session."),
        ReportFault.UNKNOWN_COLUMN: _tr("This file has a column that nobody knows."),
        ReportFault.UNKNOWN_ZONE: _tr("This report names a time zone that nobody knows."),
    }

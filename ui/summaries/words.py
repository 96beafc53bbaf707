"""What the Reports screen says: sentences of a line, of a figure, of what is missing."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QCoreApplication

from coordinator.summaries import (
    ConsentMissing,
    ConsentProblem,
    DocumentUnreadable,
    NothingToExport,
    OneClientOnly,
    RecipientNotChosen,
    SessionCell,
    WeekReport,
)
from coordinator.summaries.document import BelowGoalLine, KeyFigures, OutreachAttempt, Shortfall
from coordinator.summaries.errors import UnprintableText
from coordinator.vocabulary import AttendanceLabel, OutreachMethod, OutreachOutcome
from ui.attendance_words import label_words
from ui.error_messages import ErrorMessage, Where, describe
from ui.formats import Formats, counted
from ui.summaries.facts import Heat, ReportRow

HOUR = 60
BOTH = 2


def _tr(source: str) -> str:
    return QCoreApplication.translate("Reports", source)


def hours_words(minutes: int, formats: Formats) -> str:
    """Give a goal in words: "9 hours", or "8 h 30" where it is no whole number."""
    return counted("Reports", "%n hour(s)", minutes // HOUR) if minutes % HOUR == 0 else formats.hours(minutes)


def week_title(starts_on: date, formats: Formats) -> str:
    """Give the heading: "Week of March 2"."""
    return _tr("Week of {day}").format(day=formats.month_day(starts_on))


# -- figures


def attended_words(figures: KeyFigures, formats: Formats) -> tuple[str, str]:
    """Give figure and caption: ("79 h 30", "attended of 90 h planned")."""
    planned = formats.hours(figures.expected_minutes)
    return formats.hours(figures.credited_group_minutes), _tr("attended of {hours} planned").format(hours=planned)


def reached_words(report: WeekReport, formats: Formats) -> tuple[str, str]:
    """Give figure and caption: ("6 of 10", "reached 9 hours")."""
    figures = report.figures
    count = _tr("{reached} of {clients}").format(reached=figures.reached, clients=figures.clients)
    return count, _tr("reached {hours}").format(hours=hours_words(report.goal_minutes, formats))


def no_show_words(figures: KeyFigures) -> tuple[str, str]:
    """Give figure and caption: ("2", "no-shows, both called")."""
    missed, reached = figures.no_shows, figures.no_shows_contacted
    if missed == 0:
        words = _tr("no-shows")
    elif missed == 1:
        words = _tr("no-show, called") if reached else _tr("no-show, not called yet")
    elif reached == missed:
        words = _tr("no-shows, both called") if missed == BOTH else _tr("no-shows, all called")
    elif reached == 0:
        words = _tr("no-shows, none called yet")
    else:
        words = _tr("no-shows, {count} called").format(count=reached)
    return str(missed), words


def note_words(figures: KeyFigures) -> tuple[str, str]:
    """Give figure and caption: ("2", "notes to sign")."""
    unsigned = figures.notes_unsigned
    return str(unsigned), _tr("note to sign") if unsigned == 1 else _tr("notes to sign")


def unsigned_sentence(figures: KeyFigures, *, said: bool) -> str:
    """Say how many notes are unsigned, which hinders nothing, and whether the summary says so; empty where none is."""
    count = figures.notes_unsigned
    if count == 0:
        return ""
    if not said:
        one = _tr("1 note is still unsigned; the summary leaves note status out.")
        return (
            one
            if count == 1
            else _tr("{count} notes are still unsigned; the summary leaves note status out.").format(count=count)
        )
    if count == 1:
        return _tr("1 note is still unsigned; the summary says so.")
    return _tr("{count} notes are still unsigned; the summary says so.").format(count=count)


def offered_sentence(report: WeekReport, formats: Formats) -> str:
    """Say that the program itself offered less than the goal: of the program, never of clients; else nothing."""
    group = next((one for one in report.summary.groups if one.group_id == report.group.id), None)
    if group is None or not group.offered_too_little:
        return ""
    told = _tr("This week the program offers {offered}, less than {goal}. An extra session would make up for it.")
    return told.format(offered=formats.hours(group.offered_minutes), goal=hours_words(report.goal_minutes, formats))


# -- a line of the table


def row_sentence(row: ReportRow, report: WeekReport, formats: Formats) -> str:
    """Tell a client's week: "Hana Kim, week of March 2. 6 hours of 9. Monday present 3 hours. ..."."""
    parts = [
        _tr("{client}, week of {day}.").format(client=row.name, day=formats.month_day(report.summary.starts_on)),
        progress_words(row.hours.credited, row.hours.goal, formats),
    ]
    for cell, session in zip(row.cells, report.sessions, strict=True):
        if cell is not None:
            parts.append(cell_sentence(cell, session.service_date, formats))
    if row.hours.individual:
        spoken = formats.spoken_duration(row.hours.individual)
        parts.append(_tr("Individual and family sessions {duration}.").format(duration=spoken))
    if row.hours.partial:
        parts.append(_tr("Enrolled for a part of this week."))
    return " ".join(parts)


def progress_words(minutes: int, goal: int, formats: Formats) -> str:
    """Say what was reached: "6 hours of 9."."""
    if goal % HOUR:
        return _tr("{reached} of {goal}.").format(
            reached=formats.spoken_duration(minutes), goal=formats.spoken_duration(goal)
        )
    return _tr("{reached} of {goal}.").format(reached=formats.spoken_duration(minutes), goal=goal // HOUR)


def cell_sentence(cell: SessionCell, day: date, formats: Formats) -> str:
    """Say one session: "Monday present 3 hours." or "Wednesday absent."."""
    weekday, label = formats.weekday(day), label_words(cell.label).lower()
    if not cell.attended_minutes:
        return _tr("{weekday} {label}.").format(weekday=weekday, label=label)
    minutes = [one for one in (cell.arrived_late_minutes, cell.left_early_minutes) if one]
    if minutes:
        label += " " + " / ".join(formats.spoken_duration(one) for one in minutes) + ","
    return _tr("{weekday} {label} {duration}.").format(
        weekday=weekday, label=label, duration=formats.spoken_duration(cell.attended_minutes)
    )


def heat_sentence(name: str, heat: Heat, formats: Formats) -> str:
    """Say one cell of the heatmap: "Hana Kim, week of February 16. 6 hours of 9. ..."."""
    week = _tr("{client}, week of {day}.").format(client=name, day=formats.month_day(heat.starts_on))
    if heat.minutes is None:
        return f"{week} {_tr('Not enrolled.')}"
    words = f"{week} {progress_words(heat.minutes, heat.goal, formats)}"
    if heat.tone is not None and heat.tone.value == "cancelled":
        words = f"{words} {_tr('The clinic cancelled a session.')}"
    return words


# -- below the goal


def below_title(report: WeekReport, formats: Formats) -> str:
    """Give the heading of the list: "Below 9 hours"."""
    goal = hours_words(report.goal_minutes, formats)
    words = _tr("Below {hours}") if report.over else _tr("Can no longer reach {hours}")
    return words.format(hours=goal)


def reason_words(line: BelowGoalLine, formats: Formats) -> str:
    """Say why, and what was tried: "No-show Wed. Called 9:20 AM, no answer."."""
    sentences = [shortfall_words(one, formats) for one in line.shortfalls]
    sentences += [_tr("Missed time in another group.")] if line.missed_elsewhere else []
    sentences += [outreach_words(one, formats) for one in line.outreach]
    return " ".join(sentences) or _tr("No reason recorded.")


def shortfall_words(one: Shortfall, formats: Formats) -> str:
    """Say what is missing of one session: "Late 10 min Mon."."""
    late, early = one.late_minutes, one.left_early_minutes
    words = {
        AttendanceLabel.LATE: _tr("Late {late} {day}.") if late is not None else _tr("Late {day}."),
        AttendanceLabel.LEFT_EARLY: _tr("Left {early} early {day}.") if early is not None else _tr("Left early {day}."),
        AttendanceLabel.LATE_AND_LEFT_EARLY: _tr("Late {late}, left {early} early {day}.")
        if late is not None and early is not None
        else _tr("Late and left early {day}."),
        AttendanceLabel.ABSENT: _tr("No-show {day}."),
        AttendanceLabel.EXCUSED: _tr("Excused {day}."),
        AttendanceLabel.REMOVED: _tr("Removed {day}."),
    }.get(one.label, label_words(one.label) + " {day}.")
    said = words.format(
        late=formats.duration(late or 0),
        early=formats.duration(early or 0),
        day=formats.weekday(one.service_date, short=True),
    )
    reason = one.reason.strip()
    return f"{said} {reason[0].upper()}{reason[1:].rstrip('.')}." if reason else said


def outreach_words(one: OutreachAttempt, formats: Formats) -> str:
    """Say one attempt to reach a client: "Called 9:20 AM, no answer."."""
    calls = {
        OutreachOutcome.REACHED: _tr("Reached by phone."),
        OutreachOutcome.NO_ANSWER: _tr("Called {time}, no answer."),
        OutreachOutcome.LEFT_NEUTRAL_MESSAGE: _tr("Called {time}, left a neutral message."),
    }
    texts = {
        OutreachOutcome.REACHED: _tr("Reached by text message."),
        OutreachOutcome.NO_ANSWER: _tr("Texted {time}, no answer."),
        OutreachOutcome.LEFT_NEUTRAL_MESSAGE: _tr("Sent a neutral text {time}."),
    }
    mails = {
        OutreachOutcome.REACHED: _tr("Reached by email."),
        OutreachOutcome.NO_ANSWER: _tr("Emailed {time}, no answer."),
        OutreachOutcome.LEFT_NEUTRAL_MESSAGE: _tr("Sent a neutral email {time}."),
    }
    contacts = {
        OutreachOutcome.REACHED: _tr("Emergency contact reached."),
        OutreachOutcome.NO_ANSWER: _tr("Emergency contact called {time}, no answer."),
        OutreachOutcome.LEFT_NEUTRAL_MESSAGE: _tr("Emergency contact called {time}, neutral message left."),
    }
    services = {
        OutreachOutcome.REACHED: _tr("Emergency services called {time}."),
        OutreachOutcome.NO_ANSWER: _tr("Emergency services called {time}, no answer."),
        OutreachOutcome.LEFT_NEUTRAL_MESSAGE: _tr("Emergency services called {time}, message left."),
    }
    by_method = {
        OutreachMethod.CALL: calls,
        OutreachMethod.TEXT: texts,
        OutreachMethod.EMAIL: mails,
        OutreachMethod.EMERGENCY_CONTACT: contacts,
        OutreachMethod.EMERGENCY_SERVICES: services,
    }
    return by_method[one.method][one.outcome].format(time=formats.time(one.tried_at))


# -- what can go wrong


@describe.register
def _nothing(error: NothingToExport) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("Not exported."), _tr("Nothing was held this week, so there is nothing to write."), Where.BESIDE
    )


@describe.register
def _consent(error: ConsentMissing) -> ErrorMessage:
    return ErrorMessage(_tr("Not exported."), consent_sentence(error.problem), Where.BESIDE)


def consent_sentence(problem: ConsentProblem) -> str:
    """Say why no release lets a summary go out, and what to do."""
    return {
        ConsentProblem.ABSENT: _tr("There is no written release for this. Add the signed release under Clients."),
        ConsentProblem.OTHER_PURPOSE: _tr(
            "The releases on record are for another purpose. Add one that names this recipient and purpose under "
            "Clients."
        ),
        ConsentProblem.OTHER_RECIPIENT: _tr("No release names this recipient. Choose another one, or add a release."),
        ConsentProblem.NOT_YET: _tr("The release does not hold yet. Export again from its first day on."),
        ConsentProblem.EXPIRED: _tr("The release has expired. Have a new one signed and add it under Clients."),
        ConsentProblem.REVOKED: _tr("The client has revoked the release. Nothing may go out without a new one."),
        ConsentProblem.ONE_SIGNATURE: _tr(
            "The client is a minor and one person signed the release. Name both signers under Clients; where state "
            "law lets the minor consent, write “alone” after the name."
        ),
        ConsentProblem.CAME_OF_AGE: _tr(
            "The release was signed before the client turned 18. Have the client sign a new one."
        ),
        ConsentProblem.DECEASED: _tr(
            "The client has died. A personal representative must sign a release; add it under Clients."
        ),
    }[problem]


@describe.register
def _recipient(error: RecipientNotChosen) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("Not exported."), _tr("Releases to several recipients hold. Choose the recipient."), Where.BESIDE
    )


@describe.register
def _unreadable(error: DocumentUnreadable) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Not verified."), _tr("The file cannot be read. Choose another one."), Where.BESIDE)


@describe.register
def _one_client(error: OneClientOnly) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("Not exported."),
        _tr("What leaves the treatment team is about one client. Choose the client, or each client."),
        Where.BESIDE,
    )


@describe.register
def _unprintable(error: UnprintableText) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("Not exported."),
        _tr("This computer has no font for one of the names. Choose another format, or show clients by ID."),
        Where.BESIDE,
    )

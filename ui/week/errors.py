"""The sentences of what the plan refuses."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator import series
from coordinator.interchange import CalendarFault, CalendarUnusable
from coordinator.sessions import (
    LaunchProblem,
    OfAnotherGroup,
    SessionNotInState,
    SessionNotLaunchable,
    SessionNotStarted,
)
from coordinator.telehealth import LinkProblem, LinkRefused
from ui.error_messages import ErrorMessage, Where, describe


def _tr(source: str) -> str:
    return QCoreApplication.translate("Errors", source)


def _beside(sentence: str) -> ErrorMessage:
    return ErrorMessage(_tr("The plan was not changed."), sentence, Where.BESIDE)


@describe.register
def _zone(error: series.ZoneUnknown) -> ErrorMessage:
    return _beside(_tr("There is no time zone called %1.").replace("%1", error.zone))


@describe.register
def _minutes(error: series.MinutesOutOfRange) -> ErrorMessage:
    del error
    return _beside(_tr("A block lasts from 1 to 720 minutes."))


@describe.register
def _segments(error: series.SegmentsDoNotAddUp) -> ErrorMessage:
    sentence = _tr("The segments add up to %1 minutes, but the block lasts %2.")
    return _beside(sentence.replace("%1", str(error.segment_minutes)).replace("%2", str(error.block_minutes)))


@describe.register
def _order(error: series.EndsBeforeStart) -> ErrorMessage:
    del error
    return _beside(_tr("The last day lies before the first."))


@describe.register
def _weeks(error: series.WeeksOutOfRange) -> ErrorMessage:
    del error
    return _beside(_tr("A block repeats every 1 to 52 weeks."))


@describe.register
def _days(error: series.WeekdayMissing) -> ErrorMessage:
    del error
    return _beside(_tr("Choose at least one weekday."))


@describe.register
def _window(error: series.WindowTooLong) -> ErrorMessage:
    del error
    return _beside(_tr("Choose at most ten years."))


@describe.register
def _day(error: series.DayOutOfRange) -> ErrorMessage:
    return _beside(_tr("The year %1 is not from 1900 to 2200.").replace("%1", str(error.day.year)))


@describe.register
def _started(error: series.SessionAlreadyStarted) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Nothing was changed."), _tr("A session that started does not change any more."), Where.BAR)


@describe.register
def _state(error: SessionNotInState) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("Nothing was changed."), _tr("This session was ended, cancelled or reopened in the meantime."), Where.BAR
    )


@describe.register
def _not_started(error: SessionNotStarted) -> ErrorMessage:
    del error
    return ErrorMessage(_tr("Nothing was changed."), _tr("A session can end only after it began."), Where.BAR)


@describe.register
def _launch(error: SessionNotLaunchable) -> ErrorMessage:
    sentences = {
        LaunchProblem.CANCELLED: _tr("This session is cancelled. Hold it after all under Week, then launch it."),
        LaunchProblem.HELD: _tr("This session was ended. Reopen it to launch it again."),
        LaunchProblem.TOO_EARLY: _tr("This session can be opened from twelve hours before its start."),
        LaunchProblem.OVER: _tr("This session is over."),
    }
    return ErrorMessage(_tr("The session was not launched."), sentences[error.problem], Where.BAR)


@describe.register
def _link(error: LinkRefused) -> ErrorMessage:
    sentences = {
        LinkProblem.MISSING: _tr("No link yet. Add one in Groups."),
        LinkProblem.TOO_LONG: _tr("This link is longer than any meeting link."),
        LinkProblem.NOT_HTTPS: _tr("A meeting link starts with https://."),
        LinkProblem.STRANGE_CHARACTER: _tr("This link holds characters that no meeting link has. Copy it once more."),
        LinkProblem.USER_NAME: _tr("This link holds a user name before the host. Copy it once more."),
        LinkProblem.PORT: _tr("This link names a port, which no meeting platform does."),
        LinkProblem.NOT_A_HOST: _tr("This link leads to no named host."),
        LinkProblem.OTHER_PLATFORM: _tr("This link does not belong to the chosen platform."),
        LinkProblem.LOOK_ALIKE: _tr("This link looks like a known platform but leads elsewhere. It is not opened."),
        LinkProblem.NOT_A_MEETING: _tr("This link leads to the platform, but not to a meeting."),
    }
    return ErrorMessage(_tr("The link was not opened."), sentences[error.problem], Where.BESIDE)


@describe.register
def _session_count(error: series.SessionCountOutOfRange) -> ErrorMessage:
    del error
    return _beside(_tr("Choose a smaller number of sessions."))


@describe.register
def _other_group(error: OfAnotherGroup) -> ErrorMessage:
    del error
    return _beside(_tr("A session makes up for one of its own group."))


@describe.register
def _calendar(error: CalendarUnusable) -> ErrorMessage:
    whole = {
        CalendarFault.EMPTY: _tr("This calendar file is empty."),
        CalendarFault.TOO_LARGE: _tr("This calendar file is larger than 8 MB."),
        CalendarFault.TOO_MANY_EVENTS: _tr("This calendar file has more than 5,000 events."),
        CalendarFault.TOO_DEEP: _tr("Line %1 of this calendar file is nested too deeply."),
        CalendarFault.LINE_TOO_LONG: _tr("Line %1 of this calendar file is too long."),
        CalendarFault.NOT_A_CALENDAR: _tr("This file is no calendar."),
        CalendarFault.ENCODING: _tr("This calendar file is not written in UTF-8."),
    }[error.fault]
    return _beside(whole.replace("%1", str(error.line or 1)))

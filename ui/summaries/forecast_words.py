"""What Reports says of the days that are left: which sessions a client needs, and where somebody could make up."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication

from coordinator.summaries import MakeUpPlace, Needed, WeekReport
from ui.formats import Formats, counted
from ui.summaries.words import hours_words


def _tr(source: str) -> str:
    return QCoreApplication.translate("Reports", source)


def needed_title(report: WeekReport, formats: Formats) -> str:
    """Give the heading of the list: "Needed to reach 9 hours"."""
    return _tr("Needed to reach {hours}").format(hours=hours_words(report.goal_minutes, formats))


def needed_words(one: Needed, report: WeekReport, formats: Formats) -> str:
    """Name the sessions: "Wed, Fri", and the group where it is not the one that is shown."""
    said = []
    for session in one.sessions:
        day = formats.weekday(session.service_date, short=True)
        if session.group_id != report.group.id:
            day = _tr("{day} ({group})").format(day=day, group=session.group_name)
        said.append(day)
    return ", ".join(said)


def make_up_words(place: MakeUpPlace, formats: Formats) -> str:
    """Say one: "Make-up with a place: DBT Skills, Thu Mar 12, 9:00 AM, 3 h more, 4 places"."""
    return _tr("Make-up with a place: {group}, {day}, {time}, {hours} more, {places}").format(
        group=place.group_name,
        day=formats.short_day(place.service_date),
        time=formats.zoned_time(place.starts_at, ZoneInfo(place.zone)),
        hours=formats.duration(place.minutes),
        places=counted("Reports", "%n place(s)", place.places),
    )


def no_make_up_words() -> str:
    """Say that there is none."""
    return _tr("No other group has a place that fits this week.")

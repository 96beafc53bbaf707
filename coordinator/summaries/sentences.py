"""Single sentences of a document, used by every format."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from coordinator.summaries.document import (
    BelowGoalLine,
    KeyFigures,
    OutreachAttempt,
    SessionLine,
    Shortfall,
    SummaryDocument,
)
from coordinator.summaries.weekly_summary import week_name
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import AttendanceLabel, FileFormat, OutreachMethod, ServiceType, SessionStatus

MARK_LETTERS = 4
"""So many letters of an id stand in a mark where its own would not do."""
_TELLING = re.compile(r"IOP|IOT|SUD|PHP|AOD|DUI|MAT|OUD|AUD|ADDICT|DETOX|REHAB|RECOVER|SOBER", re.IGNORECASE)

_OUTSIDE = frozenset({ServiceType.INDIVIDUAL_THERAPY, ServiceType.FAMILY_THERAPY})


def clean(text: str) -> str:
    """Text without control characters, which no font can print; line ends stay."""
    return "".join(
        character if character == "\n" or unicodedata.category(character) not in {"Cc", "Cs", "Cn"} else " "
        for character in text.replace("\r\n", "\n").replace("\r", "\n")
    )


def confidentiality_notice(document: SummaryDocument, wording: Wording) -> str:
    """The notice at the foot of every page: the clinic's own, or the one for its kind of program.

    For part 2 programs that is the short statement of 42 CFR 2.32(a)(2).
    """
    if document.confidentiality:
        return clean(document.confidentiality)
    return wording.say("notice_part_2" if document.part_2_program else "notice_other")


def day_headings(sessions: tuple[SessionLine, ...], wording: Wording) -> tuple[str, ...]:
    """The heading of each session, such as "Mon 2", with its time where a day holds two."""
    dates = [session.service_date for session in sessions]
    headings = []
    for session in sessions:
        if dates.count(session.service_date) == 1:
            headings.append(wording.dated(session.service_date, "column"))
        else:
            day = session.service_date
            weekday = wording.items("weekdays_short")[day.weekday()]
            headings.append(
                wording.choose(
                    "date",
                    "column_same_day",
                    weekday=weekday,
                    day=day.day,
                    time=wording.clock(session.starts, brief=True),
                )
            )
    return tuple(headings)


def unsigned_sentence(figures: KeyFigures, wording: Wording) -> str:
    """How many notes of the week still wait for a signature, as a sentence."""
    count = figures.notes_unsigned
    return wording.choose("notes_unsigned", {0: "zero", 1: "one"}.get(count, "other"), count=count)


def below_reason(line: BelowGoalLine, wording: Wording) -> str:
    """Why a client stayed below the goal: "Late 10 min Monday, connection problem"."""
    sentences = [shortfall_sentence(shortfall, wording) for shortfall in line.shortfalls]
    sentences += [wording.say("reason_elsewhere")] if line.missed_elsewhere else []
    return wording.say("shortfall_separator").join(sentences) or wording.say("reason_none")


def below_plan(line: BelowGoalLine, wording: Wording, *, outreach: bool = True) -> str:
    """What was done about it: "Called 9:20 AM, no answer. Care manager told."."""
    attempts = [
        wording.choose("outreach", _tried(attempt), time=wording.clock(attempt.tried_at))
        for attempt in line.outreach
        if outreach
    ]
    return " ".join([*attempts, clean(line.plan)]).strip() or wording.say("plan_none")


def _tried(attempt: OutreachAttempt) -> str:
    by_call = attempt.method is OutreachMethod.CALL
    return attempt.outcome.value if by_call else f"{attempt.method.value}_{attempt.outcome.value}"


def what_counts(uncounted: Sequence[ServiceType], wording: Wording, *, individual: bool) -> str:
    """What of the time that is recorded counts toward the total, by the program's rules; whatever does not is named."""
    if not individual:
        said = wording.say("individual_does_not_count")
    else:
        said = wording.say("outside_counts" if _OUTSIDE.intersection(uncounted) else "individual_counts")
    if not uncounted:
        return said
    services = wording.say("list_separator").join(wording.choose("service", one.value) for one in uncounted)
    return f"{said} {wording.say('uncounted', services=services)}"


def led_by(session: SessionLine, wording: Wording) -> str:
    """Who led a session, and whether as a substitute."""
    name = clean(session.led_by)
    return wording.say("led_by_substitute", name=name) if session.substitute else name


def topic_of(session: SessionLine, wording: Wording) -> str:
    """What a session was about, or why it was not held."""
    if session.status is SessionStatus.CANCELLED:
        because = clean(session.cancelled_because)
        return wording.say("session_cancelled_because", reason=because) if because else wording.say("session_cancelled")
    return clean(session.topic) or wording.say("topic_none")


def shortfall_sentence(shortfall: Shortfall, wording: Wording) -> str:
    """Why minutes are missing in one session: "No-show Wednesday"."""
    late, left_early = shortfall.late_minutes, shortfall.left_early_minutes
    label = shortfall.label
    unknown = (label in {AttendanceLabel.LATE, AttendanceLabel.LATE_AND_LEFT_EARLY} and late is None) or (
        label in {AttendanceLabel.LEFT_EARLY, AttendanceLabel.LATE_AND_LEFT_EARLY} and left_early is None
    )
    sentence = wording.choose(
        "shortfall",
        f"{label.value}_unknown" if unknown else label.value,
        late=late or 0,
        left_early=left_early or 0,
        weekday=wording.weekday(shortfall.service_date),
    )
    reason = clean(shortfall.reason)
    return wording.say("shortfall_reason", shortfall=sentence, reason=reason) if reason else sentence


def file_name(document: SummaryDocument, mark: str, file_format: FileFormat, wording: Wording) -> str:
    """The name of the file, such as "Weekly summary 2026-W10 MA.pdf".

    `mark` tells files of one week apart: a group's initials or a client's code, never a name. Whatever a file
    system could refuse in it is left out.
    """
    week = document.week or week_name(document.week_starts_on, document.week_ends_on)
    name = wording.say("file_name", week=week, mark=_plain(mark)).strip()
    return f"{name}.{file_format.ending}"


def neutral_mark(mark: str, otherwise: str) -> str:
    """The mark of a file, unless it tells what somebody is treated for: then the first letters of an id.

    Whoever sees a file's name must not learn from it that somebody is in such a program (42 CFR 2.13(c)). A mark of
    which a file's name keeps only a part gets letters of the id as well, or "A/1" would take the place of "A1".
    """
    if _TELLING.search(mark):
        return otherwise[:8]
    return mark if _plain(mark) == mark else f"{_plain(mark)}-{otherwise[:MARK_LETTERS]}".lstrip("-")


def _plain(mark: str) -> str:
    return re.sub(r"[^A-Za-z0-9-]", "", mark)


def initials_of_group(group: str) -> str:
    """The mark of a group: "MA" for "Mood & Anxiety"."""
    return "".join(word[0].upper() for word in re.findall(r"[^\W_]+", group))

"""An invented meeting, written as each platform writes it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from xml.sax.saxutils import escape
from zoneinfo import ZoneInfo

from coordinator.attendance.reports import Interval
from coordinator.attendance.reports.union import seconds
from tests.coordinator.attendance.reports.meetings import NAMES, Meeting
from tests.coordinator.attendance.reports.resaves import as_workbook, table

STYLES = {
    "us": "%m/%d/%Y %I:%M:%S %p", "us24": "%m/%d/%Y %H:%M:%S", "iso": "%Y/%m/%d %H:%M:%S", "dots": "%d.%m.%Y %H:%M:%S",
    "day first": "%d/%m/%Y %H:%M:%S", "short": "%m/%d/%y, %I:%M:%S %p", "words": "%b %d, %Y %H:%M:%S",
    "instant": "%Y-%m-%dT%H:%M:%S%z",
}  # fmt: skip
UTF16_TABS = ("\t", "utf-16")
Rows = list[list[str]]
Writer = Callable[[Meeting, str], bytes]


def stays(meeting: Meeting) -> Iterator[tuple[str, str, Interval]]:
    """Every presence with the shown name and the address."""
    for name, all_stays in meeting.stays.items():
        for stay in all_stays:
            yield name, f"{NAMES.index(name)}@example.org", meeting.interval(stay)


def shown(meeting: Meeting, at: datetime, style: str) -> str:
    """A wall time in the meeting's zone."""
    return at.astimezone(ZoneInfo(meeting.zone)).strftime(STYLES[style])


def words(total: int) -> str:
    """A duration as Teams writes it."""
    return f"{total // 3600}h {total // 60 % 60}m {total % 60}s"


def ends(meeting: Meeting) -> tuple[datetime, datetime]:
    """The meeting's first and last instant."""
    spans = [span for _, _, span in stays(meeting)]
    return min(span.start for span in spans), max(span.end for span in spans)


def teams_list(meeting: Meeting, style: str) -> bytes:
    """T1: joins and leaves, the newest first."""
    rows = [["Full Name", "User Action", "Timestamp"]]
    happened = []
    for name, _, span in stays(meeting):
        happened += [(span.start, name, "Joined"), (span.end, name, "Left")]
    rows += [[name, what, shown(meeting, at, style)] for at, name, what in sorted(happened, reverse=True)]
    return table(rows, *UTF16_TABS)


def teams_2021(meeting: Meeting, style: str) -> bytes:
    """T2: one row per interval under a summary."""
    first, last = ends(meeting)
    rows = [["Meeting Summary"], ["Total Number of Participants", str(len(meeting.stays))], ["Meeting Title", "null"]]
    rows += [
        ["Meeting Start Time", shown(meeting, first, style)],
        ["Meeting End Time", shown(meeting, last, style)],
        [],
    ]
    rows.append(["Full Name", "Join Time", "Leave Time", "Duration", "Email", "Role"])
    for name, email, span in stays(meeting):
        joined, left = (shown(meeting, at, style) for at in (span.start, span.end))
        rows.append([name, joined, left, words(seconds([span])), email, "Attendee"])
    return table(rows, *UTF16_TABS)


def webex(meeting: Meeting, style: str) -> bytes:
    """W2: the meeting on every row, times in formula cells."""
    rows = [[
        "Meeting Name", "Meeting Start Time", "Meeting End Time", "Display Name", "First Name", "Last Name", "Role",
        "Attendee Email", "Join Time", "Leave Time", "Attendance Duration", "Connection Type", "Session Name",
    ]]  # fmt: skip
    block = [f'="{shown(meeting, at, style)}"' for at in ends(meeting)]
    for name, email, span in stays(meeting):
        joined, left = (f'="{shown(meeting, at, style)}"' for at in (span.start, span.end))
        minutes = f"{round(seconds([span]) / 60)} mins"
        rows.append(["Group", *block, name, "", "", "Attendee", email, joined, left, minutes, "Desktop app", ""])
    return table(rows, *UTF16_TABS)


def dashboard(meeting: Meeting, style: str) -> bytes:
    """B2: the learning dashboard's JSON, in milliseconds."""
    del style
    users: dict[str, object] = {}
    for name, all_stays in meeting.stays.items():
        sessions = [meeting.interval(stay) for stay in all_stays]
        said = [{"registeredOn": stamp(one.start), "leftOn": stamp(one.end)} for one in sessions]
        users[name] = {"name": name, "isModerator": False, "intIds": {"w": {"sessions": said}}}
    return json.dumps({"name": "Group", "users": users}, ensure_ascii=False).encode()


def recording(meeting: Meeting, style: str) -> bytes:
    """B3: the recording's events, each device an id of its own."""
    del style
    events = []
    for number, (name, _, span) in enumerate(stays(meeting)):
        for at, what in ((span.start, "Join"), (span.end, "Left")):
            text = f"<userId>w{number}</userId><name>{escape(name)}</name><role>VIEWER</role>"
            text += f"<timestampUTC>{stamp(at)}</timestampUTC>"
            events.append((at, f'<event timestamp="1" eventname="Participant{what}Event">{text}</event>'))
    body = "".join(text for _, text in sorted(events, key=lambda one: (one[0], "Left" in one[1])))
    return f'<?xml version="1.0"?><recording meeting_id="r">{body}</recording>'.encode()


def workbook(meeting: Meeting, style: str) -> bytes:
    """Zoom's table in a workbook."""
    rows: Rows = [["Name (Original Name)", "User Email", "Join Time", "Leave Time", "Duration (Minutes)"]]
    for name, email, span in stays(meeting):
        joined, left = (shown(meeting, at, style) for at in (span.start, span.end))
        rows.append([name, email, joined, left, str(-(-seconds([span]) // 60))])
    return as_workbook(rows)


def live_event(meeting: Meeting, style: str) -> bytes:
    """T4: instants in UTC, a session for each device."""
    del style
    rows = [["SessionId", "ParticipantId", "FullName", "UserAgent", "UtcEventTimestamp", "Action", "Role"]]
    for number, (name, _, span) in enumerate(stays(meeting)):
        for at, what in ((span.start, "Joined"), (span.end, "Left")):
            rows.append([f"s{number}", name, name, "Browser", at.astimezone(UTC).strftime("%m/%d/%Y %I:%M:%S %p"),
                         what, "Attendee"])  # fmt: skip
    return table(rows)


def goto_meeting(meeting: Meeting, style: str) -> bytes:
    """GoTo: the date above, clock times below. Only for stays of whole minutes, shorter than half a day."""
    del style
    first, _ = ends(meeting)
    rows = [["Group Attendees"], ["GoToMeeting"], ["Summary"],
            ["Meeting Date", "Meeting Duration", "Number of Attendees", "Meeting ID"],
            [shown(meeting, first, "words"), "200 minutes", "2", "1"], [], ["Details"],
            ["Name", "Email Address", "Join Time", "Leave Time", "Time in Session (minutes)"]]  # fmt: skip
    for name, email, span in stays(meeting):
        zone = ZoneInfo(meeting.zone)
        joined, left = (at.astimezone(zone).strftime("%I:%M:%S %p") for at in (span.start, span.end))
        rows.append([name, email, joined, left, str(round(seconds([span]) / 60))])
    return table(rows)


def stamp(at: datetime) -> int:
    """Milliseconds since 1970."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(milliseconds=1)


WRITERS: dict[str, Writer] = {
    "teams list": teams_list, "teams 2021": teams_2021, "teams live": live_event, "webex": webex,
    "dashboard": dashboard, "recording": recording, "workbook": workbook, "goto": goto_meeting,
}  # fmt: skip

"""The pipeline: bytes, text, rows, the platform's reader, times, people, minutes."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import cache, partial
from zoneinfo import ZoneInfo

from coordinator.attendance.reports import columns, detect
from coordinator.attendance.reports.decoding import (
    Decoded,
    check_size,
    decode,
    is_structured,
    is_workbook,
    refuse_foreign,
)
from coordinator.attendance.reports.events import paired
from coordinator.attendance.reports.extract import Extract, RawMeeting, without_day
from coordinator.attendance.reports.faults import ReportFault, ReportUnreadable
from coordinator.attendance.reports.grid import Grid, check_signs, rows_of
from coordinator.attendance.reports.identity import Answers, grouped
from coordinator.attendance.reports.localise import overlap, place_one, zone_named
from coordinator.attendance.reports.people import Counting, person_of
from coordinator.attendance.reports.placing import (
    Placed,
    Placement,
    expected_days,
    latest_of,
    place,
    placement_of,
    walls_of,
)
from coordinator.attendance.reports.report import (
    ByShownName,
    Flag,
    Identity,
    Limits,
    Meeting,
    Question,
    QuestionCode,
    Reading,
    Rejected,
    Report,
    ReportFile,
    Window,
)
from coordinator.attendance.reports.wall_times import read_time
from coordinator.attendance.reports.watching import tell

_EXTRACTED, _TIMED, _TOLD_EACH = 0.55, 0.85, 500
"""How far a reading is when the rows are found, and when their times are."""
# Around midnight a report of the right session may lie on the day before or after it.
_NEAR = timedelta(hours=3)


@dataclass(frozen=True, slots=True)
class _Part:
    """One file, placed in time."""

    extract: Extract
    decoded: Decoded
    how: Placement
    rows: tuple[Placed, ...]
    rejected: tuple[Rejected, ...]
    asked: tuple[Question, ...]
    fingerprint: str


def read_report(data: bytes, name: str, reading: Reading, limits: Limits | None = None) -> Report:
    """Read one attendance report.

    `data` is the whole file and `name` its file name, which may tell a date but never the format. Gives instants in
    UTC and durations in seconds. Raises `ReportUnreadable` with typed facts; then nothing was read.
    """
    return read_reports([ReportFile(data, name)], reading, limits)


def read_reports(files: Sequence[ReportFile], reading: Reading, limits: Limits | None = None) -> Report:
    """Read the reports of one session as one: a meeting that was restarted leaves a file for each run.

    `files` are at least one, of one platform. A file given twice counts once, and presences are united across
    files. Raises `ReportUnreadable` for the first file that cannot be used.
    """
    zone = zone_named(reading.zone)
    found = [_part(one.content, one.name, reading, zone, limits or Limits()) for one in files]
    parts = list({part.fingerprint: part for part in found}.values())
    rows = [replace(row, file=place) for place, part in enumerate(parts) for row in part.rows]
    whole = _joined([part.extract for part in parts])
    answers = Answers(dict(reading.same_name), dict(reading.shared_email))
    tell(_TIMED)
    groups, questions = grouped(rows, reading.identity, whole.appearance, answers)
    most = (limits or Limits()).max_people
    if len(groups) > most:
        raise ReportUnreadable(ReportFault.TOO_MANY_PEOPLE, detail=str(most))
    asked = [question for part in parts for question in part.asked]
    dated = not any(question.code is QuestionCode.DATE for question in asked)
    meeting, length = _meeting(parts)
    counting = Counting(whole, reading.window, length, reading.keep_waiting, dated)
    first = parts[0]
    return Report(
        platform=whole.platform,
        variant=whole.variant,
        encoding=first.decoded.encoding,
        zone=zone.key,
        meeting=meeting,
        row_count=sum(part.extract.row_count for part in parts),
        people=tuple(person_of(group, counting) for group in groups),
        rejected=tuple(replace(one, file=place) for place, part in enumerate(parts) for one in part.rejected),
        questions=(*dict.fromkeys(asked), *questions, *_time_questions(rows)),
        by_shown_name=_plain_count(rows, whole, length),
        fingerprint=first.fingerprint if len(parts) == 1 else _digest(sorted(part.fingerprint for part in parts)),
    )


def _part(data: bytes, name: str, reading: Reading, zone: ZoneInfo, limits: Limits) -> _Part:
    extract, decoded = extract_from(data, name, reading, limits)
    tell(_EXTRACTED)
    if reading.meeting is not None:
        extract = _only(extract, reading.meeting)
    how = placement_of(extract, reading, zone)
    rows, rejected = _placed(extract, how)
    _check_rows(extract, rows, rejected)
    _check_day(extract, rows, how, reading)
    rows, asked = _one_meeting(rows, reading.window)
    questions = (*_encoding_question(decoded, extract, data, name, reading, limits), *asked, *how.questions)
    return _Part(extract, decoded, how, tuple(rows), rejected, questions, _fingerprint(extract))


def _joined(extracts: Sequence[Extract]) -> Extract:
    """What is compared across files: the totals of every person, added, and the order of the people."""
    totals: dict[tuple[str, str], int] = {}
    for extract in extracts:
        for who, value in extract.totals.items():
            totals[who] = totals.get(who, 0) + value
    appearance = dict.fromkeys(who for extract in extracts for who in extract.appearance)
    return replace(extracts[0], totals=totals, appearance=tuple(appearance))


def extract_from(data: bytes, name: str, reading: Reading, limits: Limits) -> tuple[Extract, Decoded]:
    """What the file holds, times still as written."""
    grid, decoded = _grid(data, name, reading, limits)
    if grid is None:
        # Few reports need an XML parser, and a quick start matters for all others.
        from coordinator.attendance.reports import bigbluebutton_data  # noqa: PLC0415

        return bigbluebutton_data.extract_structured(decoded.text, limits), decoded
    if reading.columns:
        return columns.extract(grid, dict(reading.columns)), decoded
    return detect.extract(grid, reading.platform), decoded


def sketch_columns(data: bytes, name: str, reading: Reading, limits: Limits | None = None) -> columns.Sketch:
    """The likeliest header of a table and some rows under it, for mapping columns by hand.

    Raises `ReportUnreadable` as `read_report` does.
    """
    grid, _ = _grid(data, name, reading, limits or Limits())
    if grid is None:
        raise ReportUnreadable(ReportFault.NOT_A_REPORT)
    return columns.sketch(grid)


def _grid(data: bytes, name: str, reading: Reading, limits: Limits) -> tuple[Grid | None, Decoded]:
    """The rows of a table; None for JSON and XML, which have none."""
    check_size(data, limits.max_bytes)
    if is_workbook(data):
        from coordinator.attendance.reports.workbooks import workbook_rows  # noqa: PLC0415 - as for XML

        return workbook_rows(data, name, limits), Decoded("", "xls" if data.startswith(b"\xd0\xcf") else "xlsx")
    refuse_foreign(data)
    decoded = decode(data, wanted=reading.encoding, recognised=detect.known_headers)
    check_signs(decoded.text, detect.KNOWN)
    if is_structured(decoded.text):
        return None, decoded
    return rows_of(decoded.text, detect.KNOWN, limits, name), decoded


def _one_meeting(rows: list[Placed], window: Window | None) -> tuple[list[Placed], tuple[Question, ...]]:
    """Where a file holds several meetings, the rows of those that the session meets; a question where that is not one.

    Two runs of one meeting, restarted, share their ID and belong together.
    """
    instances = tuple(dict.fromkeys(row.instance for row in rows if row.instance))
    if len(instances) > 1 and window is not None:
        met = {r.instance for r in rows if r.presence is not None and overlap(r.presence, window) > timedelta()}
        rows = [row for row in rows if not met or row.instance in met]
        instances = tuple(one for one in instances if one in met)
        if len({without_day(one) for one in instances}) == 1:
            return rows, ()  # restarted over midnight
    if len(instances) > 1:
        return rows, (Question(QuestionCode.MEETING, instances),)
    return rows, ()


def _only(extract: Extract, meeting: str) -> Extract:
    """The rows of one meeting of a file of several; a file without that meeting stays whole."""
    chosen = {name: one for name, one in extract.meetings if meeting in {name, one.id, one.title}}
    if not chosen:
        return extract
    kept = tuple(connection for connection in extract.connections if connection.instance in chosen)
    return replace(extract, connections=kept, meeting=next(iter(chosen.values())))


def _placed(extract: Extract, how: Placement) -> tuple[list[Placed], tuple[Rejected, ...]]:
    latest = cache(partial(latest_of, extract, how))
    placed, rejected = paired(extract.events, how, latest)
    for number, connection in enumerate(extract.connections):
        if number % _TOLD_EACH == 0:
            tell(_EXTRACTED + (_TIMED - _EXTRACTED) * number / len(extract.connections))
        found = place(connection, how, latest)
        if isinstance(found, Placed):
            placed.append(found)
        else:
            rejected.append(found)
    return placed, tuple(sorted((*extract.rejected, *rejected), key=lambda one: one.row))


def _check_rows(extract: Extract, rows: list[Placed], rejected: tuple[Rejected, ...]) -> None:
    if not extract.row_count:
        raise ReportUnreadable(ReportFault.NO_ROWS)
    if not any(row.presence is not None or row.stated is not None for row in rows):
        first = rejected[0] if rejected else None
        raise ReportUnreadable(
            ReportFault.NO_TIMES, row=first.row if first else None, column=first.column if first else None
        )


def _check_day(extract: Extract, rows: list[Placed], how: Placement, reading: Reading) -> None:
    """Refuse a report none of whose dated times lies on a day the caller expects, or within hours of the session."""
    expected = expected_days(reading, how.zone)
    if not expected or not any(wall.parts is not None for wall in walls_of(extract)):
        return
    ends = [at for row in rows if row.presence is not None for at in (row.presence.start, row.presence.end)]
    block = (extract.meeting.starts, extract.meeting.ends)
    ends += [place_one(moment, how.zone, None)[0] for text in block if (moment := how.moment(text)) is not None]
    days = {at.astimezone(how.zone).date() for at in ends}
    near = reading.window is not None and any(
        reading.window.starts_at - _NEAR <= at <= reading.window.ends_at + _NEAR for at in ends
    )
    if days and not days & expected and not near:
        raise ReportUnreadable(ReportFault.WRONG_DATE, found=min(days), expected=min(expected))


def _meeting(parts: Sequence[_Part]) -> tuple[Meeting, int | None]:
    """The meeting from its first start to its last end, and the seconds that its runs lasted together."""
    blocks = [_block(part.extract.meeting, part.how) for part in parts]
    starts = [meeting.starts_at for meeting, _ in blocks if meeting.starts_at is not None]
    ends = [meeting.ends_at for meeting, _ in blocks if meeting.ends_at is not None]
    lengths = [length for _, length in blocks if length is not None]
    first = replace(blocks[0][0], starts_at=min(starts, default=None), ends_at=max(ends, default=None))
    return first, sum(lengths) if len(lengths) == len(blocks) else None


def _block(raw: RawMeeting, how: Placement) -> tuple[Meeting, int | None]:
    starts, ends = (how.moment(raw.starts), how.moment(raw.ends))
    starts_at = place_one(starts, how.zone, how.near, how.hour)[0] if starts is not None else None
    ends_at = place_one(ends, how.zone, how.near, how.hour)[0] if ends is not None else None
    length = raw.seconds
    if starts_at is not None and ends_at is not None and starts_at < ends_at:
        length = max(round((ends_at - starts_at).total_seconds()), length or 0)
    title = None if raw.title.casefold() in {"", "null"} else raw.title
    return Meeting(title, raw.id or None, starts_at, ends_at), length


def _plain_count(rows: list[Placed], extract: Extract, length: int | None) -> ByShownName:
    groups, _ = grouped(rows, Identity.SHOWN_NAME)
    counting = Counting(extract, None, length, keep_waiting=True, dated=True)
    found = [person_of(group, counting).seconds for group in groups]
    known = [value for value in found if value is not None]
    return ByShownName(len(groups), sum(known) if known else None)


def _encoding_question(
    decoded: Decoded, extract: Extract, data: bytes, name: str, reading: Reading, limits: Limits
) -> tuple[Question, ...]:
    """Ask for the code page only where another one reads as many times and shows other people or other times."""
    others = []
    for codec in decoded.others:
        try:
            told, _ = extract_from(data, name, replace(reading, encoding=codec), limits)
        except ReportUnreadable:
            continue
        if len(list(walls_of(told))) >= len(list(walls_of(extract))) and _said(told) != _said(extract):
            others.append(codec)
    return (Question(QuestionCode.ENCODING, (decoded.encoding, *others)),) if others else ()


def _said(extract: Extract) -> list[object]:
    """Names, addresses and times of every row, whatever letters the rest of the file is written in."""
    rows: list[object] = [
        (one.name, one.email, read_time(one.joined), read_time(one.left), one.stated, one.kind)
        for one in extract.connections
    ]
    return [*rows, *((one.name, one.action, read_time(one.at)) for one in extract.events)]


def _time_questions(rows: list[Placed]) -> tuple[Question, ...]:
    flags = frozenset[Flag]().union(*(row.flags for row in rows))
    asked = []
    if Flag.IMPOSSIBLE_TIME in flags:
        asked.append(Question(QuestionCode.ZONE))
    if Flag.REPEATED_HOUR in flags:
        asked.append(Question(QuestionCode.REPEATED_HOUR, ("first", "second")))
    return tuple(asked)


def _fingerprint(extract: Extract) -> str:
    """A digest of platform, meeting and rows, the same for the same export whatever the file is called."""
    facts = [extract.platform.value, extract.meeting.id or extract.meeting.title, extract.meeting.starts]
    facts += sorted(repr((c.name, c.email, c.joined, c.left, c.stated)) for c in extract.connections)
    facts += sorted(repr((e.name, e.action.value, e.at)) for e in extract.events)
    return _digest(facts)


def _digest(facts: Sequence[str]) -> str:
    return hashlib.sha256("\n".join(facts).encode("utf-8", "surrogatepass")).hexdigest()

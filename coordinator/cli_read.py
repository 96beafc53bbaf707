"""`coordinator attendance read`: a platform's report to people and minutes.

Needs no vault and imports only the readers, so that it starts at once.
"""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from coordinator.attendance.reports import (
    Flag,
    Identity,
    Limits,
    Platform,
    Question,
    QuestionCode,
    Rejected,
    RejectReason,
    Report,
    ReportFault,
    ReportFile,
    ReportPerson,
    ReportUnreadable,
    Window,
    load_report,
    read_reports,
)
from coordinator.cli_answers import (
    ColumnOption,
    EmailOption,
    EncodingOption,
    HourOption,
    MeetingOption,
    NameOption,
    OrderOption,
    said_about,
    watched_in_terminal,
)

USAGE, UNUSABLE = 2, 4
_MINUTE = 60

_FAULTS = {
    ReportFault.EMPTY: "The file is empty.",
    ReportFault.TOO_LARGE: "The file is too large for an attendance report (more than {detail} MB).",
    ReportFault.TOO_MANY_ROWS: "The file has more than {detail} rows, too many for an attendance report.",
    ReportFault.TOO_MANY_PEOPLE: "The report names more than {detail} people, too many for one meeting.",
    ReportFault.TOO_MANY_COLUMNS: "The file has more than {detail} columns, too many for an attendance report.",
    ReportFault.LINE_TOO_LONG: "A line of the file is longer than {detail} characters; this is no attendance report.",
    ReportFault.IMAGE: "The file is a {detail} picture, whatever its name says. Download the report as CSV or XLSX.",
    ReportFault.BINARY: "The file is a {detail} file, not a table. Download the report as CSV or XLSX.",
    ReportFault.WEB_PAGE: "The file is a web page, perhaps a sign-in page. Sign in and download the report again.",
    ReportFault.PASSWORD: "The workbook is locked with a password. Save it without one and try again.",
    ReportFault.DAMAGED: "The file is damaged ({detail}). Download the report again.",
    ReportFault.ENCODING: "The letters of the file cannot be read. Save it as CSV UTF-8 and try again.",
    ReportFault.UNCLOSED_QUOTE: "A quotation mark is opened and never closed, so rows run into each other.",
    ReportFault.NOT_A_REPORT: "No header of a known attendance report was found in the first 40 rows.",
    ReportFault.NO_ROWS: "The report has a header and no rows of people.",
    ReportFault.NO_TIMES: "The report holds no times and no durations that can be read.",
    ReportFault.WRONG_DATE: "The report is of {found}, not of {expected}.",
    ReportFault.UNKNOWN_COLUMN: "The file has no column “{detail}”.",
    ReportFault.UNKNOWN_ZONE: "There is no time zone “{detail}”. Give one such as America/New_York.",
}
_OPTIONS = {ReportFault.UNKNOWN_ZONE, ReportFault.UNKNOWN_COLUMN}  # the command was at fault, not the file
_QUESTIONS = {
    QuestionCode.DATE_ORDER: "The dates can be read in two orders; give --date-order ({choices}).",
    QuestionCode.DATE: "The file has clock times and no date; give --date.",
    QuestionCode.ENCODING: "The letters can be read in two ways; give --encoding ({choices}).",
    QuestionCode.MEETING: "The file holds several meetings; give --meeting ({choices}).",
    QuestionCode.REPEATED_HOUR: "Some times lie in the hour that the clock repeats; give --repeated-hour ({choices}).",
    QuestionCode.SAME_NAME: "Rows of one name may be one person or several; give --same-name “NAME=…” ({choices}).",
    QuestionCode.SHARED_EMAIL: "Different names share one e-mail; give --shared-email “ADDRESS=…” ({choices}).",
    QuestionCode.ZONE: "Some times do not exist in this time zone; give the right --zone.",
}
_REASONS = {
    RejectReason.LEAVE_BEFORE_JOIN: "leave before join",
    RejectReason.UNREADABLE_TIME: "the time cannot be read",
    RejectReason.LEFT_WITHOUT_JOIN: "left without having joined",
    RejectReason.UNKNOWN_ACTION: "the action is not known",
    RejectReason.TOO_FEW_COLUMNS: "too few columns",
}


def describe(error: ReportUnreadable) -> str:
    """The sentence for a report that cannot be used."""
    return _FAULTS[error.fault].format(detail=error.detail or "unknown", found=error.found, expected=error.expected)


def where(error: ReportUnreadable) -> str | None:
    """`row 14, column join`, as far as it is known."""
    parts = [f"row {error.row}"] if error.row is not None else []
    parts += [f"column {error.column}"] if error.column is not None else []
    return ", ".join(parts) or None


def read(
    context: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            metavar="FILE...",
            help="The report as the platform gave it: CSV, XLSX, XLS, JSON or XML. Several files are the runs of one "
            "meeting that was restarted.",
        ),
    ],
    platform: Annotated[Platform, typer.Option(help="Whose report it is.")] = Platform.AUTO,
    zone: Annotated[str | None, typer.Option(help="Time zone of the file's times; default: this computer's.")] = None,
    window: Annotated[str | None, typer.Option(help="START/END of the session, ISO 8601; minutes are clipped.")] = None,
    day: Annotated[str | None, typer.Option("--date", help="The day of clock times, such as 2026-11-23.")] = None,
    date_order: OrderOption = None,
    meeting: MeetingOption = None,
    encoding: EncodingOption = None,
    repeated_hour: HourOption = None,
    same_name: NameOption = None,
    shared_email: EmailOption = None,
    identity: Annotated[Identity, typer.Option(help="What makes rows one person.")] = Identity.PERSON,
    keep_waiting: Annotated[bool, typer.Option("--keep-waiting", help="Count time in the waiting room.")] = False,
    column: ColumnOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON document.")] = False,
) -> None:
    """Read a platform's attendance report and print people and minutes. Needs no vault."""
    wants_json = as_json or _asked_for_json(context)
    said = said_about(date_order, meeting, encoding, repeated_hour, same_name, shared_email, column)
    try:
        reading = replace(
            said.reading(zone or _local_zone()),
            platform=platform,
            window=_window(window) if window else None,
            date=date.fromisoformat(day) if day else None,
            identity=identity,
            keep_waiting=keep_waiting,
        )
    except ValueError as bad:
        _fail("usage", str(bad), None, USAGE, as_json=wants_json)
    try:
        with watched_in_terminal():
            report = read_reports([ReportFile(load_report(file, Limits()), file.name) for file in files], reading)
    except ReportUnreadable as bad:
        status = USAGE if bad.fault in _OPTIONS else UNUSABLE
        _fail(bad.fault.value, describe(bad), where(bad), status, as_json=wants_json)
    except OSError as bad:
        _fail("not-readable", f"The file cannot be opened: {bad.strerror}.", None, UNUSABLE, as_json=wants_json)
    if wants_json:
        typer.echo(json.dumps(as_document(report), ensure_ascii=False, indent=1))
    else:
        _print_table(report)


def as_document(report: Report) -> dict[str, object]:
    """The report in the shape of the command's JSON; instants in UTC, durations in seconds."""
    meeting = report.meeting
    return {
        "platform": report.platform.value,
        "variant": report.variant,
        "encoding": report.encoding,
        "zone": report.zone,
        "meeting": {
            "title": meeting.title,
            "id": meeting.id,
            "starts_at": _instant(meeting.starts_at),
            "ends_at": _instant(meeting.ends_at),
        },
        "rows": report.row_count,
        "people": [_person(person) for person in report.people],
        "rejected": [_rejected(one) for one in report.rejected],
        "questions": [_question(one) for one in report.questions],
        "by_shown_name": {"people": report.by_shown_name.people, "seconds": report.by_shown_name.seconds},
    }


def _person(person: ReportPerson) -> dict[str, object]:
    return {
        "name": person.name,
        "other_names": list(person.other_names),
        "email": person.email,
        "role": person.role.value,
        "intervals": [[_instant(one.start), _instant(one.end)] for one in person.intervals],
        "seconds": person.seconds,
        "stated_seconds": person.stated_seconds,
        "flags": sorted(flag.value for flag in person.flags),
        "rows": list(person.rows),
        "first_seen": _instant(person.first_seen),
        "last_seen": _instant(person.last_seen),
        "waiting": [[_instant(one.start), _instant(one.end)] for one in person.waiting],
    }


def _rejected(one: Rejected) -> dict[str, object]:
    place: dict[str, object] = {"row": one.row, "column": one.column, "reason": _REASONS[one.reason]}
    return place | {"file": one.file, "text_kept": False}


def _question(one: Question) -> dict[str, object]:
    return {"code": one.code.value, "choices": list(one.choices), "people": list(one.people)}


def _instant(at: datetime | None) -> str | None:
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _print_table(report: Report) -> None:
    width = min(40, max((len(person.name) for person in report.people), default=4))
    typer.echo(f"{report.platform.value} {report.variant}, {report.row_count} rows, times read as {report.zone}")
    for person in report.people:
        minutes = "     ?" if person.seconds is None else f"{person.seconds / _MINUTE:6.1f}"
        notes = ", ".join(sorted(flag.value for flag in person.flags))
        typer.echo(f"{person.name:<{width}}  {minutes} min  {notes}".rstrip())
    known = sum(person.seconds or 0 for person in report.people)
    typer.echo(f"{len(report.people)} people, {known / _MINUTE:.2f} minutes")
    for one in report.rejected:
        typer.echo(f"Row {one.row} does not count: {_REASONS[one.reason]}.", err=True)
    for question in report.questions:
        typer.echo(_QUESTIONS[question.code].format(choices=", ".join(question.choices)), err=True)
    if any(Flag.NO_TIMES in person.flags for person in report.people):
        typer.echo("A question mark means that the file does not tell; it does not mean nought.", err=True)


def _fail(code: str, message: str, place: str | None, status: int, *, as_json: bool) -> NoReturn:
    if as_json:
        problem = {"error": {"code": code, "message": message, "where": place}}
        typer.echo(json.dumps(problem, ensure_ascii=False), err=True)
    else:
        typer.echo(f"{message} ({place})" if place else message, err=True)
    raise typer.Exit(status)


def _asked_for_json(context: typer.Context) -> bool:
    """Whether `--json` stood before the command, where the program's own options are."""
    root = context.find_root().params
    return bool(root.get("as_json") or root.get("json") or root.get("json_output"))


def _window(text: str) -> Window:
    start, slash, end = text.partition("/")
    starts, ends = (datetime.fromisoformat(part.strip()) for part in (start, end or start))
    if not slash or starts.tzinfo is None or ends.tzinfo is None or ends - starts <= timedelta():
        raise ValueError("Give --window as START/END, two instants with an offset, such as "
                         "2026-11-23T14:00:00Z/2026-11-23T17:00:00Z.")  # fmt: skip
    return Window(starts.astimezone(UTC), ends.astimezone(UTC))


def _local_zone() -> str:
    """The IANA name of this computer's zone; UTC where it has none."""
    from tzlocal import get_localzone_name  # noqa: PLC0415 - only needed without --zone

    try:
        return get_localzone_name() or "UTC"
    except (LookupError, ValueError, OSError):
        return "UTC"


def main() -> None:
    """Run the command alone; the program mounts `read` under `coordinator attendance`."""
    typer.run(read)


if __name__ == "__main__":
    main()

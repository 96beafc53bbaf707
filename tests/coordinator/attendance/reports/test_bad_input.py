"""Files that are no report, are damaged, or are of another day: a typed fault with its place, and nothing read."""

from __future__ import annotations

import io
import random
import zipfile
from collections.abc import Callable, Sequence
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

from coordinator.attendance.reports import (
    Limits,
    Reading,
    RejectReason,
    Report,
    ReportFault,
    ReportUnreadable,
    Window,
    load_report,
    read_report,
)
from coordinator.cli_read import describe

Read = Callable[..., Report]
HEADER = "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes)\n"
ROW = "Ida Falk,ida@example.org,03/14/2026 06:00:00 PM,03/14/2026 06:30:00 PM,30\n"
SIX_PM = datetime(2026, 3, 4, 18, tzinfo=UTC).replace(tzinfo=None)  # a sheet knows no zones
NEW_YORK = Reading("America/New_York")
WITH_A_ROW = {
    ReportFault.UNCLOSED_QUOTE,
    ReportFault.TOO_MANY_ROWS,
    ReportFault.TOO_MANY_COLUMNS,
    ReportFault.LINE_TOO_LONG,
}


def fault_of(data: bytes, reading: Reading = NEW_YORK, limits: Limits | None = None) -> ReportUnreadable:
    with pytest.raises(ReportUnreadable) as caught:
        read_report(data, "report.csv", reading, limits)
    return caught.value


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", ReportFault.EMPTY),
        (b"\xef\xbb\xbf\r\n", ReportFault.EMPTY),
        (b"\x89PNG\r\n\x1a\n" + bytes(64), ReportFault.IMAGE),
        (b"\xff\xd8\xff\xe0" + bytes(64), ReportFault.IMAGE),
        (b"\0\0\0\x18ftypheic" + bytes(64), ReportFault.IMAGE),
        (b"RIFF\0\0\0\0WEBPVP8 ", ReportFault.IMAGE),
        (b"%PDF-1.7\n", ReportFault.BINARY),
        (b"\r\n<!DOCTYPE html><html>Sign in</html>", ReportFault.WEB_PAGE),
        (b"Dear all,\nsee you on Tuesday.\n", ReportFault.NOT_A_REPORT),
        (HEADER.encode(), ReportFault.NO_ROWS),
        ((HEADER + "Ida Falk,,,,\n").encode(), ReportFault.NO_TIMES),
        ((HEADER + "Ida Falk,,yesterday,today,long\n").encode(), ReportFault.NO_TIMES),
        (b'{"users": 3}', ReportFault.NOT_A_REPORT),
        (b'{"users": ', ReportFault.DAMAGED),
        (b"<?xml version='1.0'?><recording>", ReportFault.DAMAGED),
        (b"<?xml version='1.0'?><!DOCTYPE r [<!ENTITY a 'aaaa'>]><recording>&a;</recording>", ReportFault.DAMAGED),
        (b"PK\x03\x04 no archive at all", ReportFault.DAMAGED),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 no workbook", ReportFault.DAMAGED),
        (HEADER.encode("utf-16-le") + b"\x41", ReportFault.DAMAGED),
    ],
)
def test_fault(data: bytes, fault: ReportFault) -> None:
    assert fault_of(data).fault is fault


def test_a_nul_is_named_with_its_row() -> None:
    error = fault_of((HEADER + ROW + ROW.replace("Ida", "I\0a")).encode())
    assert (error.fault, error.row, error.column) == (ReportFault.DAMAGED, 3, "Name (Original Name)")
    error = fault_of((HEADER + ROW + ROW.replace("06:30", "06\0:30")).encode())
    assert (error.row, error.column) == (3, "Leave Time")


@pytest.mark.parametrize("rows", [20, 5000])
def test_an_unclosed_quote_is_named_with_its_row_and_column(rows: int) -> None:
    error = fault_of((HEADER + ROW + ROW.replace("ida@", '"ida@') + ROW * rows).encode())
    assert (error.fault, error.row, error.column) == (ReportFault.UNCLOSED_QUOTE, 3, "2")


def test_letters_of_another_code_page_are_named_with_their_row() -> None:
    error = fault_of((HEADER + ROW + ROW.replace("Ida", "Zoë")).encode("cp1252"), Reading("UTC", encoding="utf-8"))
    assert (error.fault, error.row) == (ReportFault.ENCODING, 3)


def test_an_endless_line_is_refused() -> None:
    error = fault_of((HEADER + "a" * 200_000).encode())
    assert (error.fault, error.row) == (ReportFault.LINE_TOO_LONG, 2)


def test_a_long_field_far_down_is_named_for_what_it_is() -> None:
    error = fault_of((HEADER + ROW * 60 + "Bo Ek,," + "a" * 200_000 + "\n").encode())
    assert (error.fault, error.row) == (ReportFault.LINE_TOO_LONG, 62)


def test_too_many_columns_are_refused() -> None:
    error = fault_of((HEADER + ROW + "," * 500 + "\n").encode())
    assert (error.fault, error.row) == (ReportFault.TOO_MANY_COLUMNS, 3)


def test_hundreds_of_names_on_one_address_are_kept_apart_in_good_time() -> None:
    rows = "".join(ROW.replace("Ida Falk", f"Room {number}") for number in range(3000))
    report = read_report((HEADER + rows).encode(), "report.csv", NEW_YORK)
    assert len(report.people) == 3000  # "Room 1" and "Room 2" are two


def test_too_many_rows_are_refused() -> None:
    error = fault_of((HEADER + ROW * 50).encode(), limits=Limits(max_rows=40))
    assert (error.fault, error.row) == (ReportFault.TOO_MANY_ROWS, 41)


def test_a_large_file_is_not_even_loaded(tmp_path: Path) -> None:
    path = tmp_path / "large.csv"
    with path.open("wb") as file:
        file.truncate(1 << 30)
    with pytest.raises(ReportUnreadable) as caught:
        load_report(path)
    assert caught.value.fault is ReportFault.EMPTY  # nothing but NULs in what was read of it
    path.write_bytes(b"a" * (1 << 20))
    with pytest.raises(ReportUnreadable) as caught:
        load_report(path, Limits(max_bytes=1 << 19))
    assert (caught.value.fault, caught.value.row) == (ReportFault.TOO_LARGE, 1)


def test_a_report_of_another_day_is_refused() -> None:
    data = (HEADER + ROW).encode()
    error = fault_of(data, Reading("America/New_York", date=date(2026, 3, 16)))
    assert (error.fault, error.found, error.expected) == (
        ReportFault.WRONG_DATE, date(2026, 3, 14), date(2026, 3, 16),
    )  # fmt: skip
    window = Window(datetime(2026, 3, 21, 22, tzinfo=UTC), datetime(2026, 3, 22, 1, tzinfo=UTC))
    assert fault_of(data, Reading("America/New_York", window=window)).fault is ReportFault.WRONG_DATE


def test_an_unknown_zone_is_refused() -> None:
    assert fault_of((HEADER + ROW).encode(), Reading("Mars/Olympus")).fault is ReportFault.UNKNOWN_ZONE
    assert fault_of((HEADER + ROW).encode(), Reading("../../etc/passwd")).fault is ReportFault.UNKNOWN_ZONE


def test_one_bad_row_is_rejected_and_the_others_count(read_text: Read) -> None:
    backwards = "Amir Haddad,,03/14/2026 06:30:00 PM,03/14/2026 06:00:00 PM,30\n"
    unreadable = "Nora Berg,,03/14/2026 06:00:00 PM,soon,30\n"
    report = read_text(HEADER + ROW + backwards + unreadable)
    assert [person.name for person in report.people] == ["Ida Falk"]
    assert [(one.row, one.reason, one.column) for one in report.rejected] == [
        (3, RejectReason.LEAVE_BEFORE_JOIN, "leave"),
        (4, RejectReason.UNREADABLE_TIME, "leave"),
    ]
    assert report.row_count == 3


def test_an_unreadable_duration_is_unknown(read_text: Read) -> None:
    text = "Name (Original Name),User Email,Total Duration (Minutes)\nIda Falk,,a while\nAmir Haddad,,30\n"
    assert [person.seconds for person in read_text(text).people] == [None, 1800]


def workbook(rows: Sequence[Sequence[object]]) -> bytes:
    book = openpyxl.Workbook()
    assert book.active is not None
    for row in rows:
        book.active.append(list(row))
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_workbook_reads_as_its_csv() -> None:
    data = workbook([
        HEADER.strip().split(","),
        ["Ida Falk", "ida@example.org", SIX_PM, SIX_PM + timedelta(minutes=30, seconds=15), 31],
        ["Amir Haddad", None, "03/14/2026 06:00:00 PM", "03/14/2026 06:30:00 PM", 30.0],
    ])  # fmt: skip
    report = read_report(data, "participants.xlsx", NEW_YORK)
    assert (report.encoding, report.variant, report.questions) == ("xlsx", "Z1", ())
    assert [person.seconds for person in report.people] == [1815, 1800]


def test_a_workbook_of_absurd_size_is_refused() -> None:
    sound = workbook([["Name", "x"]])
    bomb = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(sound)) as source, zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as target:
        for member in source.namelist():
            content = source.read(member)
            if member == "xl/worksheets/sheet1.xml":
                content = content.replace(b'r="B1"', b'r="XFD1048576"')
            target.writestr(member, content)
    assert fault_of(bomb.getvalue()).fault is ReportFault.TOO_MANY_ROWS
    stuffed = io.BytesIO()
    with zipfile.ZipFile(stuffed, "w", zipfile.ZIP_DEFLATED) as target:
        target.writestr("xl/workbook.xml", bytes(80 * 1024 * 1024))
    assert fault_of(stuffed.getvalue()).fault is ReportFault.TOO_LARGE
    plain = io.BytesIO()
    with zipfile.ZipFile(plain, "w") as target:
        target.writestr("holiday.txt", b"sun")
    assert fault_of(plain.getvalue()).fault is ReportFault.BINARY


def test_an_old_workbook_that_reaches_too_far_is_refused() -> None:
    data = (Path(__file__).parents[3] / "fixtures" / "reports" / "gotomeeting.xls").read_bytes()
    # The sheet's first cell record (LABELSST, ten bytes: row, column, ...), moved far away.
    place = data.index(b"\xfd\x00\x0a\x00") + 4
    assert data[place : place + 4] == bytes(4)
    far_down = data[:place] + b"\xf0\xff" + data[place + 2 :]
    assert fault_of(far_down, NEW_YORK, Limits(max_rows=60_000)).fault is ReportFault.TOO_MANY_ROWS
    far_right = data[: place + 2] + b"\xf0\xff" + data[place + 4 :]
    assert fault_of(far_right).fault is ReportFault.TOO_LARGE


def mutated(data: bytes, rng: random.Random) -> bytes:
    broken = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        place = rng.randrange(len(broken)) if broken else 0
        match rng.randrange(5):
            case 0 if broken:
                broken[place] ^= 1 << rng.randrange(8)
            case 1:
                del broken[place:]
            case 2:
                broken[place:place] = rng.choice([b"\0", b'"', b"\n", b",", b"\t", b"=", b"\xff", b"("]) * rng.randint(
                    1, 9
                )
            case 3:
                broken[place:place] = broken[: rng.randint(0, 200)]
            case _:
                del broken[place : place + rng.randint(1, 40)]
    return bytes(broken)


def mutate_and_read(rounds: int, seed: int) -> None:
    files = sorted((Path(__file__).parents[3] / "fixtures" / "reports").iterdir())
    sources = [(path.name, path.read_bytes()) for path in files]
    sources.append(("book.xlsx", workbook([HEADER.strip().split(","), ROW.strip().split(",")])))
    rng = random.Random(seed)
    refused: list[ReportUnreadable] = []
    for _ in range(rounds):
        name, data = rng.choice(sources)
        damaged = mutated(data, rng)
        try:
            report = read_report(damaged, name, NEW_YORK)
        except ReportUnreadable as caught:
            refused.append(caught)
        else:
            assert all(person.seconds is None or person.seconds >= 0 for person in report.people)
    for unreadable in refused:
        assert describe(unreadable).endswith(".")
        assert "{" not in describe(unreadable)
        assert unreadable.fault not in WITH_A_ROW or unreadable.row is not None


def test_damaged_files_raise_nothing_else() -> None:
    mutate_and_read(400, seed=1)


@pytest.mark.slow
def test_many_damaged_files_raise_nothing_else() -> None:
    mutate_and_read(10_000, seed=2)

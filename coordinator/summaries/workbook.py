"""The summary as a workbook for Excel or LibreOffice: numbers are numbers, text is only ever text.

Nothing a person typed can become a formula: every string is stored as a string and marked as one, so that it
stays text even when somebody edits the cell. The same document gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.header_footer import HeaderFooterItem
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from coordinator.summaries.composition import compose
from coordinator.summaries.document import ClientLine, SummaryDocument
from coordinator.summaries.page import ComposedSummary
from coordinator.summaries.sentences import below_plan, below_reason, clean, led_by, topic_of
from coordinator.summaries.wording import MINUTES_IN_AN_HOUR, Wording

Value = str | int | float | date | time | None

HOURS = "0.00"
DATE = "yyyy-mm-dd"
TIME = "hh:mm"
TEXT = "@"
WIDEST = 60
NARROWEST = 9
LONGEST_FOOTER = 200
EARLIEST_IN_ZIP = (1980, 1, 1, 0, 0, 0)
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")

_BOLD = Font(name="Calibri", size=11, bold=True)
_UNDERLINED = Border(bottom=Side(style="thin"))
_OVERLINED = Border(top=Side(style="thin"))


def render_workbook(document: SummaryDocument, wording: Wording) -> bytes:
    """The document as XLSX: the sheets Summary, Attendance, Below goal, Sessions and About."""
    composed = compose(document, wording)
    book = Workbook()
    first = book.active
    if first is not None:
        book.remove(first)
    _summary(book, document, wording)
    _attendance(book, document, wording)
    if document.below_goal:
        _below(book, document, wording)
    _sessions(book, document, wording)
    _about(book, composed, wording)
    for sheet in book.worksheets:
        _prepare_printing(sheet, document, composed)
    made = document.prepared_at.astimezone(UTC).replace(tzinfo=None)
    book.properties.title = composed.file_title
    book.properties.creator = composed.clinic
    book.properties.created = made
    stream = BytesIO()
    book.save(stream)
    return _dated(stream.getvalue(), made)


def _summary(book: Workbook, document: SummaryDocument, wording: Wording) -> None:
    def name(key: str) -> str:
        return wording.choose("workbook", key)

    def numbers(line: ClientLine) -> tuple[int | float, ...]:
        return (
            line.expected_minutes,
            line.attended_minutes,
            line.group_minutes,
            line.individual_minutes,
            line.credited_minutes,
            line.credited_minutes / MINUTES_IN_AN_HOUR,
            line.goal_minutes,
            line.goal_minutes / MINUTES_IN_AN_HOUR,
        )

    with_notes = document.include_note_status
    keys = [
        "expected_minutes",
        "attended_minutes",
        "group_minutes",
        "individual_minutes",
        "credited_minutes",
        "credited_hours",
        "goal_minutes",
        "goal_hours",
        "reached_goal",
    ]
    if with_notes:
        keys += ["notes_signed", "notes_due"]
    headings = [wording.say("column_client"), wording.say("column_code"), *(name(key) for key in keys)]
    rows: list[Sequence[Value]] = [
        (
            line.client,
            line.code,
            *numbers(line),
            wording.say("yes" if line.reached_goal else "no"),
            *((line.notes_signed, line.notes_due) if with_notes else ()),
        )
        for line in document.clients
    ]
    hours = {headings.index(name("credited_hours")) + 1: HOURS, headings.index(name("goal_hours")) + 1: HOURS}
    sheet = _sheet(book, wording.say("sheet_summary"), headings, rows, hours)
    if document.one_client:
        return
    figures = document.figures
    notes = (figures.notes_signed, figures.notes_due) if with_notes else ()
    sums = [sum(column) for column in zip(*(numbers(line)[:6] for line in document.clients), strict=True)]
    total = [name("total"), "", *sums, None, None, None, *notes]
    for cell in _append(sheet, total, hours):
        cell.font, cell.border = _BOLD, _OVERLINED


def _attendance(book: Workbook, document: SummaryDocument, wording: Wording) -> None:
    keys = ("date", "starts", "letter", "label", "planned_minutes", "attended_minutes", "late_minutes")
    headings = [
        wording.say("column_client"),
        wording.say("column_code"),
        *(wording.choose("workbook", key) for key in (*keys, "left_early_minutes")),
    ]
    if document.include_note_status:
        headings.append(wording.say("heading_notes"))
    rows: list[Sequence[Value]] = [
        (
            line.client,
            line.code,
            session.service_date,
            session.starts,
            wording.choose("letter", cell.label.value),
            wording.choose("label", cell.label.value),
            cell.planned_minutes,
            cell.attended_minutes,
            cell.arrived_late_minutes,
            cell.left_early_minutes,
            *((wording.choose("note_state", cell.note.value),) if document.include_note_status else ()),
        )
        for line in document.clients
        for session, cell in zip(document.sessions, line.cells, strict=True)
    ]
    _sheet(book, wording.say("sheet_attendance"), headings, rows, {3: DATE, 4: TIME})


def _below(book: Workbook, document: SummaryDocument, wording: Wording) -> None:
    headings = [
        wording.say("column_client"),
        wording.say("column_code"),
        wording.choose("workbook", "credited_minutes"),
        wording.choose("workbook", "credited_hours"),
        wording.say("column_reason"),
        wording.say("column_plan" if document.include_outreach else "column_plan_only"),
    ]
    rows: list[Sequence[Value]] = [
        (
            line.client,
            line.code,
            line.credited_minutes,
            line.credited_minutes / MINUTES_IN_AN_HOUR,
            below_reason(line, wording),
            below_plan(line, wording, outreach=document.include_outreach),
        )
        for line in document.below_goal
    ]
    _sheet(book, wording.say("sheet_below"), headings, rows, {4: HOURS})


def _sessions(book: Workbook, document: SummaryDocument, wording: Wording) -> None:
    keys = ["planned_minutes", "held_minutes"]
    if not document.one_client:
        keys += ["attended", "expected"]
    headings = [
        wording.choose("workbook", "date"),
        wording.choose("workbook", "starts"),
        wording.say("column_topic"),
        wording.say("column_led_by"),
        *(wording.choose("workbook", key) for key in keys),
    ]
    rows: list[Sequence[Value]] = []
    for session in document.sessions:
        counts = () if document.one_client else (session.attended, session.expected)
        rows.append(
            (
                session.service_date,
                session.starts,
                topic_of(session, wording),
                led_by(session, wording),
                session.planned_minutes,
                session.held_minutes,
                *counts,
            )
        )
    _sheet(book, wording.say("sheet_sessions"), headings, rows, {1: DATE, 2: TIME})


def _about(book: Workbook, composed: ComposedSummary, wording: Wording) -> None:
    rows: list[Sequence[Value]] = [
        (composed.subtitle, ""),
        (composed.clinic, wording.say("list_separator").join(composed.clinic_lines)),
        *((fact.label, fact.value) for fact in composed.facts),
        *((figure.label, figure.value) for figure in composed.figures),
        (composed.signature, composed.signature_line),
        *(("", remark) for remark in composed.remarks),
        ("", composed.note_remark),
        (composed.footer.confidential, composed.footer.notice),
    ]
    if composed.statement is not None:
        rows.append((composed.statement.label, composed.statement.value))
    sheet = _sheet(book, wording.say("sheet_about"), [composed.title, composed.footer.number], rows, {})
    for (cell,) in sheet.iter_rows(min_col=2, max_col=2):
        cell.alignment = Alignment(wrap_text=True, vertical="top")


def _sheet(
    book: Workbook, title: str, headings: Sequence[str], rows: Iterable[Sequence[Value]], formats: dict[int, str]
) -> Worksheet:
    sheet: Worksheet = book.create_sheet(title)
    for cell in _append(sheet, headings, {}):
        cell.font, cell.border = _BOLD, _UNDERLINED
        cell.alignment = Alignment(wrap_text=True, vertical="bottom")
    for row in rows:
        _append(sheet, row, formats)
    sheet.freeze_panes = "A2"
    for place, column in enumerate(sheet.iter_cols(), start=1):
        longest = max(len(str(cell.value or "")) for cell in column[1:]) if len(column) > 1 else 0
        longest_word = max(len(word) for word in headings[place - 1].split()) if place <= len(headings) else 0
        width = min(WIDEST, max(NARROWEST, longest + 3, longest_word + 3))
        sheet.column_dimensions[get_column_letter(place)].width = width
    return sheet


def _append(sheet: Worksheet, row: Sequence[Value], formats: dict[int, str]) -> list[Cell]:
    number = 1 if sheet.max_row == 1 and sheet["A1"].value is None else sheet.max_row + 1
    cells = []
    for place, value in enumerate(row, start=1):
        cell = sheet.cell(number, place)
        if not isinstance(cell, Cell):
            raise TypeError(place)
        _put(cell, value, formats.get(place))
        cells.append(cell)
    return cells


def _put(cell: Cell, value: Value, number_format: str | None) -> None:
    if isinstance(value, str):
        if not value:
            return
        cell.value = _ILLEGAL.sub(" ", clean(value))
        # A string that looks like a formula is taken for one by the library; a string it shall stay, and the
        # quote prefix keeps it one when the cell is edited.
        cell.data_type = "s"
        cell.number_format = TEXT
        cell.quotePrefix = True
        return
    cell.value = value
    if number_format is not None and value is not None:
        cell.number_format = number_format


def _prepare_printing(sheet: Worksheet, document: SummaryDocument, composed: ComposedSummary) -> None:
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = 1 if document.paper.value == "us-letter" else 9
    sheet.page_setup.fitToWidth = 1
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    sheet.print_title_rows = "1:1"
    notice = f"{composed.footer.confidential} {composed.footer.notice}"[:LONGEST_FOOTER]
    footer = HeaderFooterItem()
    footer.left.text = notice.replace("&", "&&")
    footer.right.text = composed.footer.number.replace("&", "&&")
    sheet.HeaderFooter.oddFooter = footer
    if document.amends:
        header = HeaderFooterItem()
        header.center.text = composed.facts[-1].value.replace("&", "&&")
        sheet.HeaderFooter.oddHeader = header


def _dated(book: bytes, made: datetime) -> bytes:
    """The same workbook with every date in it set to `made`, since the library writes the time of saving."""
    stamp = made.strftime("%Y-%m-%dT%H:%M:%SZ").encode()
    dated = BytesIO()
    with ZipFile(BytesIO(book)) as source, ZipFile(dated, "w", ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
            entry = ZipInfo(name, EARLIEST_IN_ZIP)
            entry.compress_type = ZIP_DEFLATED
            target.writestr(entry, content)
    return dated.getvalue()

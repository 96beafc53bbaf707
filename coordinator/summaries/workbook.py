"""The summary as a workbook for Excel or LibreOffice: numbers are numbers, text is only ever text.

Nothing a person typed can become a formula or a link: every string is stored as a string and marked as one, so that
it stays text even when somebody edits the cell. The only formulas are the sums of the last line, written here with
the value they have. The same document gives the same bytes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from coordinator.summaries.client_sections import services_of
from coordinator.summaries.composition import compose
from coordinator.summaries.document import ClientLine, Paper, SummaryDocument
from coordinator.summaries.page import ComposedSummary
from coordinator.summaries.sentences import below_plan, below_reason, clean, led_by, topic_of
from coordinator.summaries.wording import MINUTES_IN_AN_HOUR, Wording

Value = str | int | float | date | time | None

HOURS = "0.00"
DATE = "yyyy-mm-dd"
TIME = "hh:mm"
LETTER_SHEET, A4_SHEET = 1, 9
WIDEST = 60
NARROWEST = 9
LONGEST_FOOTER = 200
CHART_SIZE = {"width": 760, "height": 320}
FILL, INK = "#2F5D50", "#14201F"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


@dataclass(frozen=True, slots=True)
class _Sheet:
    """One sheet: its headings, its lines, and the number formats of its columns by place."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[Sequence[Value], ...]
    formats: dict[int, str]
    summed: tuple[int, ...] = ()
    wraps: bool = False


def render_workbook(document: SummaryDocument, wording: Wording) -> bytes:
    """The document as XLSX: Summary with a chart, Attendance, Below goal, Details, Sessions and About."""
    composed = compose(document, wording)
    stream = BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        looks = _Looks(book)
        for sheet in _sheets(document, composed, wording):
            written = book.add_worksheet(sheet.title)
            _fill(written, sheet, looks, wording)
            _prepare_printing(written, document, composed)
            if sheet.summed:
                _draw_hours(book, written, document, composed, wording)
        book.set_properties(
            {
                "title": _text(composed.file_title),
                "author": _text(composed.clinic),
                "created": document.prepared_at.astimezone(UTC).replace(tzinfo=None),
            }
        )
    return stream.getvalue()


def _sheets(document: SummaryDocument, composed: ComposedSummary, wording: Wording) -> Iterator[_Sheet]:
    yield _summary(document, wording)
    yield _attendance(document, wording)
    if document.below_goal:
        yield _below(document, wording)
    if composed.details:
        yield _details(composed, wording)
    yield _sessions(document, wording)
    yield _about(composed, wording)


def _summary(document: SummaryDocument, wording: Wording) -> _Sheet:
    keys = ["expected_minutes", "attended_minutes", "group_minutes", "individual_minutes", "credited_minutes"]
    keys += ["credited_hours"]
    goal = document.contents.goal
    if goal:
        keys += ["goal_minutes", "goal_hours", "reached_goal"]
    if document.include_note_status:
        keys += ["notes_signed", "notes_due"]

    def values(line: ClientLine) -> dict[str, Value]:
        return {
            "expected_minutes": line.expected_minutes,
            "attended_minutes": line.attended_minutes,
            "group_minutes": line.group_minutes,
            "individual_minutes": line.individual_minutes,
            "credited_minutes": line.credited_minutes,
            "credited_hours": line.credited_minutes / MINUTES_IN_AN_HOUR,
            "goal_minutes": line.goal_minutes,
            "goal_hours": line.goal_minutes / MINUTES_IN_AN_HOUR,
            "reached_goal": wording.say("yes" if line.reached_goal else "no"),
            "notes_signed": line.notes_signed,
            "notes_due": line.notes_due,
        }

    unsummed = {"goal_minutes", "goal_hours", "reached_goal"}
    return _Sheet(
        title=wording.say("sheet_summary"),
        headings=(
            wording.say("column_client"),
            wording.say("column_code"),
            *(wording.choose("workbook", key) for key in keys),
        ),
        rows=tuple((line.client, line.code, *(values(line)[key] for key in keys)) for line in document.clients),
        formats={2 + place: HOURS for place, key in enumerate(keys) if key.endswith("_hours")},
        summed=tuple(2 + place for place, key in enumerate(keys) if key not in unsummed),
    )


def _attendance(document: SummaryDocument, wording: Wording) -> _Sheet:
    keys = ("date", "starts", "letter", "label", "planned_minutes", "attended_minutes", "late_minutes")
    with_notes = document.include_note_status
    return _Sheet(
        title=wording.say("sheet_attendance"),
        headings=(
            wording.say("column_client"),
            wording.say("column_code"),
            *(wording.choose("workbook", key) for key in (*keys, "left_early_minutes")),
            *((wording.say("heading_notes"),) if with_notes else ()),
        ),
        rows=tuple(
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
                *((wording.choose("note_state", cell.note.value),) if with_notes else ()),
            )
            for line in document.clients
            for session, cell in zip(document.sessions, line.cells, strict=True)
        ),
        formats={2: DATE, 3: TIME},
    )


def _below(document: SummaryDocument, wording: Wording) -> _Sheet:
    return _Sheet(
        title=wording.say("sheet_below"),
        headings=(
            wording.say("column_client"),
            wording.say("column_code"),
            wording.choose("workbook", "credited_minutes"),
            wording.choose("workbook", "credited_hours"),
            wording.say("column_reason"),
            wording.say("column_plan" if document.include_outreach else "column_plan_only"),
        ),
        rows=tuple(
            (
                line.client,
                line.code,
                line.credited_minutes,
                line.credited_minutes / MINUTES_IN_AN_HOUR,
                below_reason(line, wording),
                below_plan(line, wording, outreach=document.include_outreach),
            )
            for line in document.below_goal
        ),
        formats={3: HOURS},
    )


def _details(composed: ComposedSummary, wording: Wording) -> _Sheet:
    rows = [(table.heading, *row) for table in composed.details for row in table.rows]
    widest = max(len(row) for row in rows)
    blanks = ("",) * (widest - 3)
    return _Sheet(
        title=wording.say("sheet_details"),
        headings=(wording.say("column_part"), wording.say("column_what"), wording.say("column_value"), *blanks),
        rows=tuple(rows),
        formats={},
    )


def _sessions(document: SummaryDocument, wording: Wording) -> _Sheet:
    keys = ["planned_minutes", "held_minutes"]
    if not document.one_client:
        keys += ["attended", "expected"]
    return _Sheet(
        title=wording.say("sheet_sessions"),
        headings=(
            wording.choose("workbook", "date"),
            wording.choose("workbook", "starts"),
            wording.say("column_topic" if document.contents.topics else "column_service"),
            wording.say("column_led_by"),
            *(wording.choose("workbook", key) for key in keys),
        ),
        rows=tuple(
            (
                session.service_date,
                session.starts,
                topic_of(session, wording) if document.contents.topics else services_of(session, wording),
                led_by(session, wording),
                session.planned_minutes,
                session.held_minutes,
                *(() if document.one_client else (session.attended, session.expected)),
            )
            for session in document.sessions
        ),
        formats={0: DATE, 1: TIME},
    )


def _about(composed: ComposedSummary, wording: Wording) -> _Sheet:
    rows: list[Sequence[Value]] = [
        (composed.subtitle, ""),
        (composed.clinic, wording.say("list_separator").join(composed.clinic_lines)),
        *((fact.label, fact.value) for fact in composed.facts),
        *((figure.label, figure.value) for figure in composed.figures),
        (composed.signature, composed.signature_line),
        *(("", remark) for remark in composed.remarks),
        ("", composed.note_remark),
        (composed.footer.confidential, composed.footer.notice),
        *((said.label, said.value) for said in (composed.consent, composed.statement) if said is not None),
    ]
    headings = (composed.title, composed.footer.number)
    return _Sheet(wording.say("sheet_about"), headings, tuple(rows), {}, wraps=True)


class _Looks:
    """The formats of a workbook's cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}
        self.heading = self._of(bold=True, bottom=1, text_wrap=True, valign="bottom", num_format="@", quote_prefix=True)

    def text(self, *, total: bool = False, wraps: bool = False) -> Format:
        """Text that stays text when it is edited."""
        wrapping = {"text_wrap": True, "valign": "top"} if wraps else {}
        return self._of(num_format="@", quote_prefix=True, **wrapping, **self._total(total=total))

    def number(self, form: str | None, *, total: bool = False) -> Format:
        """A number, a date or a time."""
        return self._of(**({"num_format": form} if form else {}), **self._total(total=total))

    @staticmethod
    def _total(*, total: bool) -> dict[str, object]:
        return {"bold": True, "top": 1} if total else {}

    def _of(self, **looks: object) -> Format:
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(looks)
        return self._made[key]


def _fill(written: Worksheet, sheet: _Sheet, looks: _Looks, wording: Wording) -> None:
    for place, heading in enumerate(sheet.headings):
        written.write_string(0, place, _text(heading), looks.heading)
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _put(written, number, place, value, sheet, looks)
    last = len(sheet.rows)
    if sheet.summed and last > 1:
        written.write_string(last + 1, 0, _text(wording.choose("workbook", "total")), looks.text(total=True))
        for place in range(1, len(sheet.headings)):
            if place not in sheet.summed:
                written.write_blank(last + 1, place, None, looks.number(None, total=True))
                continue
            total = sum(value for row in sheet.rows if isinstance(value := row[place], int | float))
            formula = f"=SUM({xl_range(1, place, last, place)})"
            written.write_formula(last + 1, place, formula, looks.number(sheet.formats.get(place), total=True), total)
    written.freeze_panes(1, 0)
    for place, heading in enumerate(sheet.headings):
        longest = max((len(str(row[place])) for row in sheet.rows if place < len(row) and row[place]), default=0)
        longest_word = max((len(word) for word in heading.split()), default=0)
        written.set_column(place, place, min(WIDEST, max(NARROWEST, longest + 3, longest_word + 3)))


def _put(written: Worksheet, row: int, place: int, value: Value, sheet: _Sheet, looks: _Looks) -> None:
    form = sheet.formats.get(place)
    if isinstance(value, str):
        if value:
            written.write_string(row, place, _text(value), looks.text(wraps=sheet.wraps and place == 1))
    elif isinstance(value, date | time):
        moment = datetime.combine(value, time()) if isinstance(value, date) else value
        written.write_datetime(row, place, moment, looks.number(form))
    elif value is not None:
        written.write_number(row, place, value, looks.number(form))


def _draw_hours(
    book: Workbook, written: Worksheet, document: SummaryDocument, composed: ComposedSummary, wording: Wording
) -> None:
    """Draw each client's credited hours as columns, with the goal as a line where the audience has it."""
    sheet, last = wording.say("sheet_summary"), len(document.clients)
    names = [sheet, 1, 1 if composed.attendance.code else 0, last, 1 if composed.attendance.code else 0]
    columns = list(_summary(document, wording).headings)

    def series(key: str, **looks: object) -> dict[str, object]:
        place = columns.index(wording.choose("workbook", key))
        return {"name": [sheet, 0, place], "categories": names, "values": [sheet, 1, place, last, place], **looks}

    chart = book.add_chart({"type": "column"})
    chart.add_series(series("credited_hours", fill={"color": FILL}, gap=60))
    if document.contents.goal:
        line = book.add_chart({"type": "line"})
        line.add_series(series("goal_hours", line={"color": INK, "width": 1.5, "dash_type": "dash"}))
        chart.combine(line)
    chart.set_title({"name": wording.say("chart_hours"), "name_font": {"size": 12}})
    chart.set_legend({"position": "bottom"})
    chart.set_y_axis({"min": 0, "num_format": "0", "major_gridlines": {"visible": True, "line": {"color": "#D4DBDB"}}})
    chart.set_size(CHART_SIZE)
    below = f"{xl_col_to_name(0)}{last + 5}"
    written.insert_chart(below, chart, {"description": wording.say("chart_says"), "object_position": 2})


def _prepare_printing(written: Worksheet, document: SummaryDocument, composed: ComposedSummary) -> None:
    written.set_landscape()
    written.set_paper(LETTER_SHEET if document.paper is Paper.LETTER else A4_SHEET)
    written.fit_to_pages(1, 0)
    written.repeat_rows(0)
    notice = _text(f"{composed.footer.confidential} {composed.footer.notice}"[:LONGEST_FOOTER]).replace("&", "&&")
    number = _text(composed.footer.number).replace("&", "&&")
    written.set_footer(f"&L{notice}&R{number}")
    if document.amends:
        amended = _text(composed.facts[-1].value).replace("&", "&&")
        written.set_header(f"&C{amended}")


def _text(words: str) -> str:
    return _ILLEGAL.sub(" ", clean(words))

"""The summary as a workbook for Excel or LibreOffice: numbers are numbers, text is only ever text.

Nothing a person typed can become a formula or a link: every string is stored as a string and marked as one, so that
it stays text even when somebody edits the cell. The only formulas are the sums of the last line, written here with
the value they have. The same document gives the same bytes.
"""

from __future__ import annotations

import re
import textwrap
from datetime import UTC, date, datetime, time
from io import BytesIO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_col_to_name, xl_range
from xlsxwriter.worksheet import Worksheet

from coordinator.summaries.composition import compose
from coordinator.summaries.document import Paper, SummaryDocument
from coordinator.summaries.page import ComposedSummary
from coordinator.summaries.sentences import clean
from coordinator.summaries.wording import Wording
from coordinator.summaries.workbook_sheets import Sheet, Value, sheets_of, summary_sheet

LETTER_SHEET, A4_SHEET = 1, 9
WIDEST, WIDEST_PROSE = 60, 110
NARROWEST = 9
LINE_POINTS, TALLEST_POINTS = 15.0, 405.0
LONGEST_FOOTER = 180
CHART_SIZE = {"width": 760, "height": 320}
FILL, INK = "#2F5D50", "#14201F"
_ILLEGAL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}


def render_workbook(document: SummaryDocument, wording: Wording) -> bytes:
    """The document as XLSX: Summary with a chart, and a sheet for each part it has something to tell of."""
    composed = compose(document, wording)
    stream = BytesIO()
    with Workbook(stream, _OPTIONS) as book:
        looks = _Looks(book)
        for sheet in sheets_of(document, composed, wording):
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


class _Looks:
    """The formats of a workbook's cells, each made once."""

    def __init__(self, book: Workbook) -> None:
        self._book = book
        self._made: dict[tuple[tuple[str, object], ...], Format] = {}

    def heading(self, *, over_numbers: bool, after_numbers: bool) -> Format:
        """A heading, on the side of what stands beneath it."""
        place: dict[str, object] = {"text_wrap": True, "valign": "bottom", "align": "right" if over_numbers else "left"}
        place |= {"indent": 1} if after_numbers and not over_numbers else {}
        return self._of(bold=True, bottom=1, num_format="@", quote_prefix=True, **place)

    def text(self, *, total: bool = False, wraps: bool = False, after_numbers: bool = False) -> Format:
        """Text that stays text when it is edited, apart from a number that stands right before it."""
        wrapping = {"text_wrap": True} if wraps else {}
        apart = {"indent": 1} if after_numbers else {}
        return self._of(
            num_format="@", quote_prefix=True, valign="top", **wrapping, **apart, **self._total(total=total)
        )

    def number(self, form: str | None, *, total: bool = False) -> Format:
        """A number, a date or a time."""
        return self._of(valign="top", **({"num_format": form} if form else {}), **self._total(total=total))

    @staticmethod
    def _total(*, total: bool) -> dict[str, object]:
        return {"bold": True, "top": 1} if total else {}

    def _of(self, **looks: object) -> Format:
        key = tuple(sorted(looks.items()))
        if key not in self._made:
            self._made[key] = self._book.add_format(looks)
        return self._made[key]


def _fill(written: Worksheet, sheet: Sheet, looks: _Looks, wording: Wording) -> None:
    for place, heading in enumerate(sheet.headings):
        over, after = _holds_numbers(sheet, place), _holds_numbers(sheet, place - 1)
        written.write_string(0, place, _text(heading), looks.heading(over_numbers=over, after_numbers=after))
    widths = _widths(sheet)
    for number, row in enumerate(sheet.rows, start=1):
        for place, value in enumerate(row):
            _put(written, number, place, value, sheet, looks, wraps=_wraps(value, widths[place]))
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
    for place, width in enumerate(widths):
        written.set_column(place, place, width)
    # Said outright, since a program that opens the file need not measure wrapped words before it prints them.
    for number, row in enumerate((sheet.headings, *sheet.rows)):
        lines = max((_lines(words, widths[at]) for at, words in enumerate(row) if isinstance(words, str)), default=1)
        if lines > 1:
            written.set_row(number, min(TALLEST_POINTS, LINE_POINTS * lines))


def _widths(sheet: Sheet) -> list[int]:
    """Give each column's width in letters: what it holds, up to the widest that a page has room for."""
    widths = []
    for place, heading in enumerate(sheet.headings):
        longest = max((len(str(row[place])) for row in sheet.rows if place < len(row) and row[place]), default=0)
        longest_word = max((len(word) for word in heading.split()), default=0)
        widest = WIDEST_PROSE if sheet.wraps and place == 1 else WIDEST
        widths.append(min(widest, max(NARROWEST, longest + 3, longest_word + 3)))
    return widths


def _wraps(value: Value, width: int) -> bool:
    return isinstance(value, str) and _lines(value, width) > 1


def _holds_numbers(sheet: Sheet, place: int) -> bool:
    values = [row[place] for row in sheet.rows if 0 <= place < len(row)]
    return any(isinstance(value, int | float | date | time) for value in values)


def _lines(words: str, width: int) -> int:
    """Give how many lines some words take in a column so many letters wide."""
    return sum(max(1, len(textwrap.wrap(line, max(1, width - 1)))) for line in words.split("\n"))


def _put(written: Worksheet, row: int, place: int, value: Value, sheet: Sheet, looks: _Looks, *, wraps: bool) -> None:
    form = sheet.formats.get(place)
    if isinstance(value, str):
        if value:
            after = _holds_numbers(sheet, place - 1)
            form_of_text = looks.text(wraps=wraps, after_numbers=after)
            written.write_string(row, place, _text(value), form_of_text)
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
    columns = list(summary_sheet(document, wording).headings)

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
    pages = _text(composed.footer.page_of).replace("&", "&&").replace("{page}", "&P").replace("{pages}", "&N")
    written.set_footer(f"&L{notice}&R{number}, {pages}")
    if document.amends:
        amended = _text(composed.facts[-1].value).replace("&", "&&")
        written.set_header(f"&C{amended}")


def _text(words: str) -> str:
    return _ILLEGAL.sub(" ", clean(words))

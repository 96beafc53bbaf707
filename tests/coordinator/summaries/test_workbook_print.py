"""A workbook on paper: nothing that somebody must read is cut, and every page says which it is."""

from __future__ import annotations

import textwrap
from dataclasses import replace
from io import BytesIO

import openpyxl
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from coordinator.summaries.document import for_one_client
from coordinator.summaries.wording import Wording
from coordinator.summaries.workbook import render_workbook
from coordinator.vocabulary import Audience
from tests.coordinator.summaries.document_builder import a_summary_document

WORDING = Wording.load()
LINE = 15
LONG_PLAN = "Offer the Saturday make-up, call on Thursday at ten, and tell the case manager what was agreed. " * 3


def sheets() -> dict[str, Worksheet]:
    document = a_summary_document()
    elias, *others = document.below_goal
    whole = replace(
        document, audience=Audience.UTILIZATION_REVIEW, below_goal=(replace(elias, plan=LONG_PLAN.strip()), *others)
    )
    alone = for_one_client(whole, "A-1036", number="2026-W10-MA-02")
    book = openpyxl.load_workbook(BytesIO(render_workbook(alone, WORDING)))
    return {sheet.title: sheet for sheet in book.worksheets}


def test_the_notice_to_the_recipient_and_a_long_plan_are_shown_whole() -> None:
    found = sheets()
    for title, start in (("About", "This record which has been disclosed"), ("Below goal", "Offer the Saturday")):
        sheet = found[title]
        cells = (one for row in sheet.iter_rows() for one in row if isinstance(one, Cell))
        cell = next(one for one in cells if start in str(one.value))
        width = sheet.column_dimensions[cell.column_letter].width
        lines = len(textwrap.wrap(str(cell.value), int(width)))
        assert lines > 1
        assert cell.alignment.wrap_text
        height = sheet.row_dimensions[cell.row].height
        assert height is not None
        assert height >= LINE * lines


def test_every_page_says_which_of_how_many_it_is() -> None:
    for sheet in sheets().values():
        foot = sheet.oddFooter
        assert foot is not None
        assert foot.right.text == "Summary 2026-W10-MA-02, Page &P of &N"

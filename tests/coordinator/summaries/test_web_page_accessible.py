"""The web page by WCAG 2.2: contrast, one title, headings in order, tables that say what each cell is about."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser
from itertools import pairwise

import pytest

from coordinator.summaries import web_page
from coordinator.summaries.client_facts import ClientFacts, ConsentFacts, NextWeek
from coordinator.summaries.document import SummaryDocument, for_one_client
from coordinator.summaries.web_page import STYLE, render_web_page
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import AttendanceLabel, Audience, ServiceType
from tests.coordinator.summaries.document_builder import a_note_text, a_summary_document

WORDING = Wording.load()
TEXT, GRAPHICS = 4.5, 3.0
"""WCAG 1.4.3 and 1.4.11."""


def about_one() -> SummaryDocument:
    """Elias for a payer, with everything a document about one client can have."""
    whole = replace(
        a_summary_document(),
        audience=Audience.UTILIZATION_REVIEW,
        consent=ConsentFacts(date(2026, 1, 26), "Elias Brandt", "Clinic", "Plan", "Hours", "Payment", date(2027, 1, 1)),
        note_texts=(a_note_text("Elias Brandt", "A-1036", "Spoke of work."),),
    )
    alone = for_one_client(whole, "A-1036", number="2026-W10-MA-A-1036-01")
    told = ClientFacts(
        born_on=date(1990, 5, 1),
        offered_minutes=540,
        by_service=((ServiceType.GROUP_THERAPY, 525),),
        concerns=("Safety plan",),
        next_week=NextWeek(3, 540),
    )
    return replace(alone, client=told)


DOCUMENTS = (a_summary_document(), replace(about_one(), consent=None), about_one())


def luminance(colour: str) -> float:
    """Relative luminance of `#rgb` or `#rrggbb` (WCAG 2.2, definition)."""
    digits = colour.removeprefix("#")
    digits = "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
    shares = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in shares)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def colours(prop: str, style: str = STYLE) -> set[str]:
    return set(re.findall(rf"(?<![-\w]){prop}:(#[0-9A-Fa-f]{{3,6}})", style))


class Reader(HTMLParser):
    """Collects what a screen reader goes by."""

    def __init__(self) -> None:
        super().__init__()
        self.language = ""
        self.title = ""
        self.levels: list[int] = []
        self.scopes: list[str | None] = []
        self.column_groups = 0
        self.tables = 0
        self.headed_rows = 0
        self.rows = 0
        self.headless: list[str] = []
        self._open: list[str] = []
        self._words = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in {"meta", "br", "col", "rect", "path"}:
            self._open.append(tag)
        self.language = given.get("lang") or self.language if tag == "html" else self.language
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
            self._words = ""
        self.tables += tag == "table"
        self.column_groups += tag == "colgroup"
        if tag == "th":
            self.scopes.append(given.get("scope"))
            self._words = ""
        self.rows += tag == "tr" and "tbody" in self._open
        self.headed_rows += tag == "th" and given.get("scope") == "row"
        if tag == "svg" and given.get("role") == "img" and not given.get("aria-label"):
            self.headless.append("a drawing without words")

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass
        if (tag == "th" or re.fullmatch(r"h[1-6]", tag)) and not self._words.strip():
            self.headless.append(f"an empty {tag}")

    def handle_data(self, data: str) -> None:
        self._words += data
        if self._open[-1:] == ["title"]:
            self.title += data


def read(document: SummaryDocument) -> Reader:
    reader = Reader()
    reader.feed(render_web_page(document, WORDING).decode())
    return reader


def test_every_text_stands_out_from_every_background() -> None:
    texts, backgrounds = colours("color"), colours("background")
    assert len(texts) >= 2
    assert backgrounds == {"#fff"}
    assert "prefers-color-scheme" not in STYLE  # one scheme: a second would need its own pairs here
    found = {(text, on): contrast(text, on) for text in texts for on in backgrounds}
    assert {pair: ratio for pair, ratio in found.items() if ratio < TEXT} == {}


def test_every_drawing_that_says_something_stands_out() -> None:
    cell = a_summary_document().clients[0].cells[0]
    first, *others = a_summary_document().clients
    every = [replace(first, cells=(replace(cell, label=label),) * 3) for label in AttendanceLabel]
    page = render_web_page(replace(a_summary_document(), clients=(*every, *others)), WORDING).decode()
    drawn = set(re.findall(r'(?:stroke|fill)="(#[0-9A-Fa-f]{3,6})"', page)) - {web_page.TRACK, "#fff"}
    assert drawn
    assert {one: contrast(one, "#fff") for one in drawn if contrast(one, "#fff") < GRAPHICS} == {}
    assert contrast(web_page.FILL, web_page.TRACK) >= GRAPHICS


@pytest.mark.parametrize("document", DOCUMENTS, ids=["group", "one client", "one client with a release"])
class TestStructure:
    def test_it_says_its_language_and_has_a_title(self, document: SummaryDocument) -> None:
        page = read(document)
        assert page.language == "en-US"
        assert page.title == f"Weekly attendance summary, {document.number}"

    def test_it_has_one_first_heading_and_no_level_is_jumped(self, document: SummaryDocument) -> None:
        levels = read(document).levels
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in pairwise(levels))

    def test_every_heading_of_a_table_has_its_scope_and_its_words(self, document: SummaryDocument) -> None:
        page = read(document)
        assert set(page.scopes) <= {"col", "row", "colgroup"}
        assert page.tables >= 3
        assert page.headless == []
        assert page.headed_rows == page.rows
        # A heading over two columns needs a group of columns to be about.
        assert ("colgroup" in page.scopes) == (page.column_groups > 0)

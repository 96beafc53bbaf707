from __future__ import annotations

import re
import shutil
import subprocess
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.summaries.composition import compose
from coordinator.summaries.document import Paper, SummaryDocument, for_one_client, shown_name
from coordinator.summaries.errors import UnprintableText
from coordinator.summaries.pdf import Typesetter, encrypt
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Audience, NameStyle
from tests.coordinator.summaries.document_builder import a_crowded_document, a_note_text, a_summary_document

WORDING = Wording.load()

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(WORDING)


def text_of(pdf: bytes, *options: str) -> str:
    done = subprocess.run(["pdftotext", *options, "-", "-"], input=pdf, capture_output=True, check=True)
    return done.stdout.decode()


def pages_of(pdf: bytes) -> list[str]:
    return text_of(pdf, "-layout").split("\f")[:-1]


def without_blanks(text: str) -> str:
    return re.sub(r"\s", "", text)


def everything_in(pdf: bytes) -> str:
    """Text, metadata and the words for screen readers, as one string."""
    with pikepdf.open(BytesIO(pdf)) as opened:
        metadata = opened.Root.Metadata.read_bytes().decode()
        document_facts = " ".join(str(value) for value in opened.docinfo.values())
        spoken = " ".join(str(entry.Alt) for entry in elements(opened) if "/Alt" in entry)
    return " ".join([text_of(pdf), metadata, document_facts, spoken])


def elements(opened: pikepdf.Pdf) -> list[pikepdf.Dictionary]:
    """Every element of the structure tree, in order."""
    found: list[pikepdf.Dictionary] = []
    waiting: list[pikepdf.Object] = [opened.Root.StructTreeRoot]
    while waiting:
        entry = waiting.pop(0)
        if isinstance(entry, pikepdf.Array):
            waiting = [*entry, *waiting]
        elif isinstance(entry, pikepdf.Dictionary):
            if "/S" in entry:
                found.append(entry)
            if "/K" in entry:
                waiting.insert(0, entry.K)
    return found


def with_first_client(document: SummaryDocument, name: str) -> SummaryDocument:
    first, *others = document.clients
    return replace(document, clients=(replace(first, client=name), *others))


def test_the_file_is_tagged_titled_and_says_its_language(typesetter: Typesetter) -> None:
    with pikepdf.open(BytesIO(typesetter.render_pdf(a_summary_document()))) as opened:
        assert bool(opened.Root.MarkInfo.Marked)
        assert str(opened.Root.Lang) == "en-US"
        assert str(opened.docinfo.Title) == "Weekly attendance summary, 2026-W10-MA-01"
        assert b"pdfuaid:part" in opened.Root.Metadata.read_bytes()
        kinds = [str(entry.S) for entry in elements(opened)]
    assert kinds.count("/Table") == 4
    assert kinds.count("/TH") == 9 + 4 + 5 + 5
    assert "/H1" in kinds


@needs_poppler
def test_poppler_agrees_that_it_is_tagged_and_holds_its_fonts(typesetter: Typesetter, tmp_path: Path) -> None:
    file = tmp_path / "summary.pdf"
    file.write_bytes(typesetter.render_pdf(a_summary_document()))
    facts = subprocess.run(["pdfinfo", str(file)], capture_output=True, check=True, text=True).stdout
    fonts = subprocess.run(["pdffonts", str(file)], capture_output=True, check=True, text=True).stdout
    assert re.search(r"^Tagged:\s+yes$", facts, re.MULTILINE)
    assert re.search(r"^Page size:\s+612 x 792 pts \(letter\)$", facts, re.MULTILINE)
    lines = fonts.splitlines()[2:]
    assert lines
    assert all("Inter" in line and line.split()[-5:-3] == ["yes", "yes"] for line in lines)


@needs_poppler
def test_every_figure_stands_on_the_page_beside_its_client(typesetter: Typesetter) -> None:
    document = a_summary_document()
    first_page, second_page = pages_of(typesetter.render_pdf(document))
    composed = compose(document, WORDING)
    for row in composed.attendance.rows:
        line = next(line for line in first_page.splitlines() if row.code in line)
        at = -1
        for word in (row.client, row.code, row.group, row.individual, row.total, row.notes):
            at = line.find(word, at + 1)
            assert at >= 0, (word, line)
    for figure in composed.figures:
        assert figure.value in first_page
        assert figure.label in first_page
    for table in (composed.below, composed.sessions):
        assert table is not None
        assert all(cell in first_page for row in table.rows for cell in row)
    assert "2 notes are still unsigned." in second_page


@needs_poppler
def test_the_words_of_the_design_are_on_the_page(typesetter: Typesetter) -> None:
    page = " ".join(pages_of(typesetter.render_pdf(a_summary_document()))[0].split())
    for words in (
        "March 2 \u2013 6, 2026",
        "Mon, Wed, Fri, 9 AM \u2013 12 PM",
        "79 h 30",
        "attended of 90 h planned",
        "6 of 10",
        "no-shows, both contacted",
        "28 of 30",
        "Below 9 hours",
        "Late 10 min Monday, connection problem",
        "Called 9:20 AM, no answer. Care manager told.",
        "Reached 9:25 AM. Make-up March 10.",
        "M. Chen, LPC (substitute)",
        "Signed electronically March 11, 2026, 8:20 AM",
        "Group time is credited to the nearest 15 minutes.",
        "Confidential. 42 CFR part 2 prohibits unauthorized use or disclosure of these records.",
        "Summary 2026-W10-MA-01",
        "Page 1 of 2",
    ):
        assert words in page, words


def test_a_screen_reader_hears_each_block_and_each_bar(typesetter: Typesetter) -> None:
    with pikepdf.open(BytesIO(typesetter.render_pdf(a_summary_document()))) as opened:
        spoken = [str(entry.Alt) for entry in elements(opened) if "/Alt" in entry]
    assert "Wed 4: Absent" in spoken
    assert "Wed 4: Late, 2 h 40 of 3 h, 20 min late" in spoken
    assert "8 h 45 of 9 h: 8 h 45 in group, 0 h individual" in spoken
    assert len(spoken) == 10 * 4


def test_the_same_document_always_gives_the_same_bytes(typesetter: Typesetter) -> None:
    document = a_summary_document()
    assert typesetter.render_pdf(document) == typesetter.render_pdf(document)
    assert Typesetter(WORDING).render_pdf(document) == typesetter.render_pdf(document)


def test_the_preview_is_the_pages_of_the_document(typesetter: Typesetter) -> None:
    pages = typesetter.render_preview(a_summary_document(), ppi=72)
    assert len(pages) == 2
    assert all(page.startswith(b"\x89PNG") for page in pages)
    width, height = (int.from_bytes(pages[0][start : start + 4]) for start in (16, 20))
    assert (width, height) == (612, 792)


@needs_poppler
@pytest.mark.parametrize(
    "name",
    [
        '#import "x": *',
        "*bold* _it_ `raw`",
        "$x^2$ @ref <label>",
        "#{panic()}",
        r"\u{41} // gone",
        "= Heading",
        "- - --",
    ],
)
def test_what_people_typed_is_never_markup(typesetter: Typesetter, name: str) -> None:
    page = text_of(typesetter.render_pdf(with_first_client(a_summary_document(), name)))
    assert without_blanks(name) in without_blanks(page)


@needs_poppler
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.text(
        st.characters(min_codepoint=33, max_codepoint=0x17F, exclude_characters="\xad"), min_size=1, max_size=14
    )
)
def test_any_latin_name_is_printed_as_it_was_typed(typesetter: Typesetter, name: str) -> None:
    page = text_of(typesetter.render_pdf(with_first_client(a_summary_document(), name)))
    shown = "".join(" " if 0x7F <= ord(character) < 0xA0 else character for character in name)
    assert without_blanks(shown) in without_blanks(page)


def test_a_control_character_does_not_stop_the_export(typesetter: Typesetter) -> None:
    assert typesetter.render_pdf(with_first_client(a_summary_document(), "Amara\x00\x1b\ud800 Osei"))


def test_a_script_without_a_font_is_named_and_no_client_is(typesetter: Typesetter) -> None:
    name = "\U00010000\U00010001"  # Linear B: no computer is expected to have it
    with pytest.raises(UnprintableText) as refused:
        typesetter.render_pdf(with_first_client(a_summary_document(), name))
    assert refused.value.script == "LINEAR"
    with pytest.raises(UnprintableText):
        typesetter.render_preview(with_first_client(a_summary_document(), name), ppi=36)
    assert name[0] not in str(refused.value)


@needs_poppler
def test_forty_clients_take_pages_with_headings_and_feet_and_no_split_row(typesetter: Typesetter) -> None:
    pages = pages_of(typesetter.render_pdf(a_crowded_document(40)))
    assert len(pages) > 3
    for number, page in enumerate(pages, start=1):
        assert f"Page {number} of {len(pages)}" in page
        assert "Confidential." in page
        assert "Summary 2026-W10-MA-01" in page
    with_rows = [page for page in pages if re.search(r"Client Number\d{3}\s+B-\d{4}", page)]
    assert len(with_rows) > 1
    assert all(re.search(r"Client\s+ID\s+Mon 2\s+Wed 4\s+Fri 6\s+Group", page) for page in with_rows)
    for place in range(40):
        rows = [line for page in pages for line in page.splitlines() if f"B-{place:04d}" in line]
        assert len(rows) == 1
        assert f"Client Number{place:03d}" in rows[0]
        assert "3 of 3" in rows[0]


@needs_poppler
def test_a_document_about_one_client_names_nobody_else(typesetter: Typesetter) -> None:
    whole = replace(
        a_summary_document(),
        audience=Audience.REFERRAL,
        note_texts=(a_note_text("Amara Osei", "A-1031", "Spoke of work."),),
    )
    alone = for_one_client(whole, "A-1036", number="2026-W10-MA-A-1036-01")
    pdf = typesetter.render_pdf(alone)
    everything = everything_in(pdf)
    assert len(pages_of(pdf)) == 1
    assert "Elias Brandt" in everything
    for other in whole.clients:
        if other.code != "A-1036":
            assert other.client not in everything
            assert other.code not in everything
    assert "of 10" not in everything
    assert "NOT sufficient to meet the required elements" in " ".join(everything.split())


@needs_poppler
@pytest.mark.parametrize("style", [NameStyle.INITIALS, NameStyle.ID])
def test_no_full_name_is_left_in_a_document_of_initials_or_codes(typesetter: Typesetter, style: NameStyle) -> None:
    document = a_summary_document()
    named = replace(
        document,
        name_style=style,
        clients=tuple(replace(line, client=shown_name(line.client, line.code, style)) for line in document.clients),
        below_goal=tuple(
            replace(line, client=shown_name(line.client, line.code, style)) for line in document.below_goal
        ),
    )
    everything = everything_in(typesetter.render_pdf(named))
    assert all(line.client not in everything for line in document.clients)
    assert all(line.code in everything for line in document.clients)


@needs_poppler
def test_note_texts_are_printed_with_their_signature(typesetter: Typesetter) -> None:
    document = replace(
        a_summary_document(), note_texts=(a_note_text("Amara Osei", "A-1031", "Spoke of work.\nSlept well."),)
    )
    text = text_of(typesetter.render_pdf(document))
    for words in (
        "Amara Osei, Mon, March 2",
        "Spoke of work.\nSlept well.",
        "Signed by Renee Alvarado, LCSW, March 2, 2026",
    ):
        assert words in text


def test_a_password_is_asked_for_and_the_tags_stay(typesetter: Typesetter) -> None:
    locked = encrypt(typesetter.render_pdf(a_summary_document()), "maple-otter-42")
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked))
    with pytest.raises(pikepdf.PasswordError):
        pikepdf.open(BytesIO(locked), password="maple-otter-43")
    assert b"Alder Street" not in locked
    with pikepdf.open(BytesIO(locked), password="maple-otter-42") as opened:
        assert opened.encryption.R == 6
        assert opened.encryption.bits == 256
        assert bool(opened.Root.MarkInfo.Marked)
        assert opened.allow.accessibility


def test_an_empty_password_is_refused(typesetter: Typesetter) -> None:
    with pytest.raises(ValueError, match="protects nothing"):
        encrypt(typesetter.render_pdf(a_summary_document()), "")


@pytest.mark.parametrize("paper", list(Paper))
def test_both_papers_hold_the_week_on_one_page_and_the_notes_on_another(typesetter: Typesetter, paper: Paper) -> None:
    assert len(typesetter.render_preview(replace(a_summary_document(), paper=paper), ppi=36)) == 2


@needs_poppler
def test_the_recovery_sheet_shows_the_whole_code(typesetter: Typesetter) -> None:
    code = "7K2M-Q9XD-4T0H-RW3B-P8NC-5VJE-2GYA-M6ZS"
    sheet = typesetter.render_recovery_sheet(
        code, clinic="Alder Street IOP", vault_folder="Alder vault", created_at=datetime(2026, 3, 2, 15, tzinfo=UTC)
    )
    text = text_of(sheet)
    assert "7K2M-Q9XD-4T0H-RW3B" in text
    assert "P8NC-5VJE-2GYA-M6ZS" in text
    assert all(words in text for words in ("Alder Street IOP", "Alder vault", "March 2, 2026"))
    with pikepdf.open(BytesIO(sheet)) as opened:
        assert len(opened.pages) == 1
        assert bool(opened.Root.MarkInfo.Marked)
        assert code not in str(opened.docinfo.Title)

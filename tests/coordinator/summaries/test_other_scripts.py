"""Names in other scripts are set from fonts that ship with the program, so that no computer refuses them."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import replace
from io import BytesIO

import pikepdf
import pytest

from coordinator.summaries.pdf import Typesetter
from coordinator.summaries.wording import Wording
from tests.coordinator.summaries.document_builder import a_summary_document

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
SHIPPED = {"Inter", "InterDisplay", "DroidSansFallback", "DejaVuSans"}


@pytest.fixture(scope="module")
def typesetter() -> Typesetter:
    return Typesetter(Wording.load())


@needs_poppler
@pytest.mark.parametrize(
    ("name", "font"),
    [
        ("欧阳娜娜", "DroidSansFallback"),
        ("佐藤 さくら", "DroidSansFallback"),
        ("김하늘", "DroidSansFallback"),
        ("محمد الأنصاري", "DejaVuSans"),
        ("ליאורה דוד", "DejaVuSans"),
        ("Անահիտ", "DejaVuSans"),
        ("Nguyễn Thị Ánh", "Inter"),
        ("Олена Шевченко", "Inter"),
    ],
)
def test_a_name_in_another_script_is_printed_with_a_font_of_the_program(
    typesetter: Typesetter, name: str, font: str
) -> None:
    document = a_summary_document()
    first, *others = document.clients
    pdf = typesetter.render_pdf(replace(document, clients=(replace(first, client=name), *others)))
    with pikepdf.open(BytesIO(pdf)) as opened:
        bases = [
            one for one in opened.objects if isinstance(one, pikepdf.Dictionary) and one.get("/Subtype") == "/Type0"
        ]
        used = {str(one.BaseFont).partition("+")[2].partition("-")[0] for one in bases}
    assert font in used
    assert used <= SHIPPED
    page = subprocess.run(["pdftotext", "-", "-"], input=pdf, capture_output=True, check=True).stdout.decode()
    assert set(name) - set(" ") <= set(page)

"""A document as the bytes of a file, in any format. Each writer is imported where it is needed."""

from __future__ import annotations

from threading import local

from coordinator.summaries.document import SummaryDocument
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import FileFormat

_typesetters = local()
"""One a thread, since looking through the fonts takes longer than a page."""


def render(
    document: SummaryDocument, wanted: FileFormat, password: str, wording: Wording, *, byte_order_mark: bool = True
) -> bytes:
    """Give the bytes of a file. `password` locks a PDF; the other formats have none.

    A CSV begins with a `byte_order_mark`, or not.

    Raises `UnprintableText` where no font of this computer can show a name in a PDF.
    """
    if wanted is FileFormat.PDF:
        from coordinator.summaries.pdf import Typesetter, encrypt  # noqa: PLC0415  a page's machinery, only for pages

        typesetter: Typesetter | None = getattr(_typesetters, "kept", None)
        if typesetter is None or typesetter.wording is not wording:
            typesetter = _typesetters.kept = Typesetter(wording)
        page = typesetter.render_pdf(document)
        return encrypt(page, password) if password else page
    if wanted is FileFormat.XLSX:
        from coordinator.summaries.workbook import render_workbook  # noqa: PLC0415  the same

        return render_workbook(document, wording)
    if wanted is FileFormat.HTML:
        from coordinator.summaries.web_page import render_web_page  # noqa: PLC0415  the same

        return render_web_page(document, wording)
    if wanted is FileFormat.FHIR:
        from coordinator.summaries.fhir import write_fhir  # noqa: PLC0415  the same

        return write_fhir(document, wording)
    from coordinator.summaries.flat_files import write_csv, write_json  # noqa: PLC0415  the same

    return write_csv(document, byte_order_mark=byte_order_mark) if wanted is FileFormat.CSV else write_json(document)

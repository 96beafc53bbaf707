"""The document as PDF and as pictures of its pages, set by Typst from one template.

What people typed goes in as JSON and is only ever text there: Typst never reads it as markup. Only the fonts
that ship with the program are used, so a page looks the same on every computer and the same document always
gives the same bytes. A name in a script those fonts do not hold is set from this computer's fonts.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path
from typing import Literal

import pikepdf
import typst

from coordinator.summaries.composition import compose
from coordinator.summaries.document import Paper, SummaryDocument
from coordinator.summaries.errors import UnprintableText, script_of
from coordinator.summaries.sentences import clean
from coordinator.summaries.wording import Wording

RESOURCES = Path(__file__).resolve().parents[2] / "resources"
SUMMARY_TEMPLATE = "weekly_summary.typ"
RECOVERY_TEMPLATE = "recovery_sheet.typ"
_UNPRINTABLE = re.compile(r"""the text [`"]+(.+?)[`"]+ could not be displayed""", re.DOTALL)


class Typesetter:
    """Sets documents in one language with the fonts and templates of one resources folder.

    Looking through the fonts takes longer than a page, so keep one typesetter rather than making one a page.
    It is used by one thread at a time.
    """

    def __init__(self, wording: Wording, resources: Path = RESOURCES) -> None:
        self._wording = wording
        self._templates = resources / "templates"
        self._font_folder = resources / "fonts"
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self._font_folder)])
        self._compiler = typst.Compiler(root=str(self._templates), font_paths=own)

    def render_pdf(self, document: SummaryDocument) -> bytes:
        """The document as a tagged PDF (PDF/UA-1) with its fonts inside.

        Raises UnprintableText when it holds a character that no font of this computer can show.
        """
        return self._pdf(SUMMARY_TEMPLATE, self._summary(document), document.prepared_at)

    def render_preview(self, document: SummaryDocument, ppi: float = 144) -> tuple[bytes, ...]:
        """The pages of the document as PNG pictures, `ppi` pixels an inch, from the same source as the PDF."""
        compiled = self._compile(self._compiler, SUMMARY_TEMPLATE, self._summary(document), document.prepared_at, ppi)
        return tuple(compiled) if isinstance(compiled, list) else (compiled,)

    def render_recovery_sheet(
        self, code: str, *, clinic: str, vault_folder: str, created_at: datetime, paper: Paper = Paper.LETTER
    ) -> bytes:
        """The printable sheet with a vault's recovery code. `vault_folder` is the folder's name, not its path."""
        say = self._wording.say
        facts = {
            "language": say("language"),
            "region": say("region"),
            "paper": paper.value,
            "title": say("recovery_title"),
            "purpose": say("recovery_purpose"),
            "code_label": say("recovery_code"),
            "code": clean(code),
            "facts": [
                {"label": say("recovery_clinic"), "value": clean(clinic)},
                {"label": say("recovery_vault"), "value": clean(vault_folder)},
                {"label": say("recovery_created"), "value": self._wording.dated(created_at.date())},
            ],
            "steps_heading": say("recovery_steps_heading"),
            "steps": self._wording.items("recovery_steps"),
            "keep_heading": say("recovery_keep_heading"),
            "keep": say("recovery_keep"),
            "witness": say("recovery_witness"),
            "footer": say("recovery_footer"),
        }
        return self._pdf(RECOVERY_TEMPLATE, json.dumps(facts, ensure_ascii=False), created_at)

    def _summary(self, document: SummaryDocument) -> str:
        return json.dumps(asdict(compose(document, self._wording)), ensure_ascii=False)

    def _pdf(self, template: str, data: str, dated: datetime) -> bytes:
        try:
            compiled = self._compile(self._compiler, template, data, dated)
        except typst.TypstError:
            # PDF/UA refuses a page with an unprintable character, so a name in a script that the program's own
            # fonts do not hold ends here. This computer's fonts may hold it.
            compiled = self._with_fonts_of_this_computer(template, data, dated)
        if isinstance(compiled, list):
            raise TypeError(template)
        return compiled

    def _with_fonts_of_this_computer(self, template: str, data: str, dated: datetime) -> bytes | list[bytes]:
        every = typst.Fonts(include_system_fonts=True, font_paths=[str(self._font_folder)])
        compiler = typst.Compiler(root=str(self._templates), font_paths=every)
        try:
            return self._compile(compiler, template, data, dated)
        except typst.TypstError as unprintable:
            named = _UNPRINTABLE.search(unprintable.message)
            if named is None:
                raise
            raise UnprintableText(script_of(named.group(1))) from None

    def _compile(
        self, compiler: typst.Compiler, template: str, data: str, dated: datetime, ppi: float | None = None
    ) -> bytes | list[bytes]:
        kind: Literal["pdf", "png"] = "pdf" if ppi is None else "png"
        compiled = compiler.compile(
            input=str(self._templates / template),
            format=kind,
            ppi=ppi,
            sys_inputs={"summary": data},
            pdf_standards=["ua-1"] if kind == "pdf" else [],
            timestamp=int(dated.astimezone(UTC).timestamp()),
        )
        if compiled is None:
            raise TypeError(template)
        return compiled


def encrypt(pdf: bytes, password: str) -> bytes:
    """The PDF locked with a password (AES-256), its tags kept and open to screen readers.

    Raises ValueError for an empty password, which would lock nothing.
    """
    if not password:
        raise ValueError("an empty password protects nothing")
    locked = BytesIO()
    allowed = pikepdf.Permissions(accessibility=True, extract=True, print_highres=True, print_lowres=True)
    with pikepdf.open(BytesIO(pdf)) as opened:
        opened.save(locked, encryption=pikepdf.Encryption(owner=password, user=password, R=6, allow=allowed))
    return locked.getvalue()

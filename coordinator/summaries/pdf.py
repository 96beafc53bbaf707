"""The document as PDF and as pictures of its pages, set by Typst from one template.

What people typed goes in as JSON and is only ever text there: Typst never reads it as markup. Only the fonts
that ship with the program are used, so a page looks the same on every computer and the same document always
gives the same bytes: Inter, and `fonts/other_scripts` for Chinese, Japanese, Korean, Arabic, Hebrew and others. A
name in a script that even they do not hold is set from this computer's fonts.
"""

from __future__ import annotations

import json
import re
from dataclasses import asdict
from datetime import UTC, datetime
from io import BytesIO
from pathlib import Path

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
        self.wording = wording
        self._templates = resources / "templates"
        self._font_folder = resources / "fonts"
        own = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(self._font_folder)])
        self._own_fonts = typst.Compiler(root=str(self._templates), font_paths=own)
        self._all_fonts: typst.Compiler | None = None

    def render_pdf(self, document: SummaryDocument) -> bytes:
        """The document as a tagged PDF (PDF/UA-1) with its fonts inside.

        Raises UnprintableText when it holds a character that no font of this computer can show.
        """
        return self._set(SUMMARY_TEMPLATE, self._summary(document), document.prepared_at)[1]

    def render_preview(self, document: SummaryDocument, ppi: float = 144) -> tuple[bytes, ...]:
        """The pages of the PDF as PNG pictures, `ppi` pixels an inch, with the same fonts and the same breaks.

        Raises UnprintableText as `render_pdf` does: a preview shows what the file would be.
        """
        data = self._summary(document)
        compiler, _ = self._set(SUMMARY_TEMPLATE, data, document.prepared_at)
        return self._pictures(compiler, SUMMARY_TEMPLATE, data, document.prepared_at, ppi)

    def render_recovery_sheet(
        self, code: str, *, clinic: str, vault_folder: str, created_at: datetime, paper: Paper = Paper.LETTER
    ) -> bytes:
        """The printable sheet with a vault's recovery code. `vault_folder` is the folder's name, not its path."""
        data = self._recovery(code, clinic, vault_folder, created_at, paper)
        return self._set(RECOVERY_TEMPLATE, data, created_at)[1]

    def render_recovery_pages(
        self, code: str, *, clinic: str, vault_folder: str, created_at: datetime, paper: Paper = Paper.LETTER, ppi: int
    ) -> tuple[bytes, ...]:
        """The same sheet as PNG pictures, for a printer."""
        data = self._recovery(code, clinic, vault_folder, created_at, paper)
        compiler, _ = self._set(RECOVERY_TEMPLATE, data, created_at)
        return self._pictures(compiler, RECOVERY_TEMPLATE, data, created_at, ppi)

    def _recovery(self, code: str, clinic: str, vault_folder: str, created_at: datetime, paper: Paper) -> str:
        say = self.wording.say
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
                {"label": say("recovery_created"), "value": self.wording.dated(created_at.date())},
            ],
            "steps_heading": say("recovery_steps_heading"),
            "steps": self.wording.items("recovery_steps"),
            "keep_heading": say("recovery_keep_heading"),
            "keep": say("recovery_keep"),
            "witness": say("recovery_witness"),
            "footer": say("recovery_footer"),
        }
        return json.dumps(facts, ensure_ascii=False)

    def _summary(self, document: SummaryDocument) -> str:
        return json.dumps(asdict(compose(document, self.wording)), ensure_ascii=False)

    def _set(self, template: str, data: str, dated: datetime) -> tuple[typst.Compiler, bytes]:
        """The PDF, and the compiler whose fonts could show all of it."""
        try:
            return self._own_fonts, self._pdf(self._own_fonts, template, data, dated)
        except typst.TypstError:
            # PDF/UA refuses a page with an unprintable character, so a name in a script that the program's own
            # fonts do not hold ends here. This computer's fonts may hold it.
            every = self._every_font()
        try:
            return every, self._pdf(every, template, data, dated)
        except typst.TypstError as refused:
            named = _UNPRINTABLE.search(refused.message)
            if named is None:
                raise
            raise UnprintableText(script_of(named.group(1))) from None

    def _every_font(self) -> typst.Compiler:
        """A compiler that also knows this computer's fonts; made once, since looking for them is slow."""
        if self._all_fonts is None:
            fonts = typst.Fonts(include_system_fonts=True, font_paths=[str(self._font_folder)])
            self._all_fonts = typst.Compiler(root=str(self._templates), font_paths=fonts)
        return self._all_fonts

    def _pictures(
        self, compiler: typst.Compiler, template: str, data: str, dated: datetime, ppi: float
    ) -> tuple[bytes, ...]:
        compiled = compiler.compile(
            input=str(self._templates / template),
            format="png",
            ppi=ppi,
            sys_inputs={"summary": data},
            timestamp=int(dated.astimezone(UTC).timestamp()),
        )
        if compiled is None:
            raise TypeError(template)
        return tuple(compiled) if isinstance(compiled, list) else (compiled,)

    def _pdf(self, compiler: typst.Compiler, template: str, data: str, dated: datetime) -> bytes:
        compiled = compiler.compile(
            input=str(self._templates / template),
            format="pdf",
            sys_inputs={"summary": data},
            pdf_standards=["ua-1"],
            timestamp=int(dated.astimezone(UTC).timestamp()),
        )
        if not isinstance(compiled, bytes):
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
        opened.save(
            locked,
            encryption=pikepdf.Encryption(owner=password, user=password, R=6, allow=allowed),
            fix_metadata_version=False,  # the version stays what Typst wrote, and so may its metadata, unread
        )
    return locked.getvalue()

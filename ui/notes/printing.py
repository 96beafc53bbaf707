"""One client's notes on paper: a page of HTML from escaped text, and the print dialog."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from coordinator.notes import ClientNote
from ui.notes.words import NoteWords

__all__ = ["page_of", "print_notes"]

MARGIN_MM = 15.0
STYLE = """
body { font-family: Inter, sans-serif; font-size: 10pt; color: #14201F; }
h1 { font-size: 16pt; margin: 0 0 2pt 0; }
h2 { font-size: 12pt; margin: 16pt 0 0 0; }
h3 { font-size: 9pt; color: #4A5859; margin: 8pt 0 1pt 0; }
p { margin: 0; }
.muted { color: #4A5859; font-size: 9pt; }
"""


def page_of(client: str, code: str, found: Sequence[ClientNote], words: NoteWords) -> str:
    """Give the page: every text escaped, every line break kept, nobody named but the client and who signed."""
    head = f"<h1>{escape(client)}</h1><p class='muted'>{escape(code)}</p>"
    confidential = escape(words.tr("Confidential."))
    notes = "".join(_note(one, words) for one in found)
    style = f"<style>{STYLE}</style>"
    return f"<html><head>{style}</head><body>{head}{notes}<p class='muted'><br>{confidential}</p></body></html>"


def print_notes(parent: QWidget, html: str) -> None:
    """Ask for a printer and print. The job's name says nothing about a client."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(parent.tr("Notes"))
    printer.setPageMargins(QMarginsF(MARGIN_MM, MARGIN_MM, MARGIN_MM, MARGIN_MM), QPageLayout.Unit.Millimeter)
    dialog = QPrintDialog(printer, parent)
    if dialog.exec() == QPrintDialog.DialogCode.Accepted:
        document = QTextDocument()
        document.setHtml(html)
        document.print_(printer)


def _note(one: ClientNote, words: NoteWords) -> str:
    day = words.formats.full_date(one.service_date)
    times = " – ".join(words.at(at, one.zone) for at in (one.starts_at, one.ends_at))
    parts = [f"<h2>{escape(one.group_name)}</h2><p class='muted'>{escape(day)}, {escape(times)}</p>"]
    if one.content.participation is not None:
        level = words.participation(one.content.participation)
        parts.append(f"<h3>{escape(words.tr('Participation'))}</h3><p>{escape(level)}</p>")
    parts += [f"<h3>{escape(part.section.title)}</h3><p>{_lines(part.text)}</p>" for part in one.sections]
    if one.content.goals:
        goals = ", ".join(str(number) for number in one.content.goals)
        parts.append(f"<h3>{escape(words.tr('Goals'))}</h3><p>{escape(goals)}</p>")
    if one.signature is None:
        parts.append(f"<p class='muted'><br>{escape(words.tr('Draft, not signed.'))}</p>")
    else:
        parts.append(f"<p class='muted'><br>{escape(words.signed(one.signature, one.zone))}</p>")
    for addendum in one.addenda:
        told = words.signed_by("%1, %2, %3", addendum.signer, addendum.signed_at, one.zone)
        kind = words.addendum(addendum.kind)
        parts.append(f"<h3>{escape(kind)}</h3><p>{_lines(addendum.text)}</p><p class='muted'>{escape(told)}</p>")
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")

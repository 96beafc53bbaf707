"""One client's notes on paper: a page of HTML from escaped text, and the print dialog."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from html import escape

from PySide6.QtCore import QMarginsF, QObject
from PySide6.QtGui import QPageLayout, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QWidget

from coordinator import audit, notes
from coordinator.notes import ClientNote, NoteView
from ui.bridge import Bridge
from ui.notes.words import NoteWords

__all__ = ["NotePrinter", "Printing", "page_of", "print_notes"]

Printing = Callable[[QWidget, str], None]
"""Asks for a printer and prints a page of HTML."""

MARGIN_MM = 15.0
STYLE = """
body { font-family: Inter, sans-serif; font-size: 10pt; color: #14201F; }
h1 { font-size: 16pt; margin: 0 0 2pt 0; }
h2 { font-size: 12pt; margin: 16pt 0 0 0; }
h3 { font-size: 9pt; color: #4A5859; margin: 8pt 0 1pt 0; }
p { margin: 0; }
.muted { color: #4A5859; font-size: 9pt; }
"""


def page_of(client: str, code: str, found: Sequence[ClientNote], words: NoteWords, *, style: str = STYLE) -> str:
    """Give the page: every text escaped, every line break kept.

    On a copy for `client` nobody is named but the client and who signed: another client's name gives way to "[a peer]",
    and the page says so. Without a client it is the record as it stands, for the screen.
    """
    head = f"<h1>{escape(client)}</h1><p class='muted'>{escape(code)}</p>" if client else ""
    shown = [without_others(one, words) for one in found] if client else list(found)
    told = "".join(_note(one, words) for one in shown)
    foot = [words.tr("Confidential.")]
    if shown != list(found):
        foot.insert(0, words.tr("Names of other clients are left out of this copy."))
    body = f"{head}{told}<p class='muted'><br>{escape(' '.join(foot))}</p>"
    return f"<html><head><style>{style}</style></head><body>{body}</body></html>"


def without_others(one: ClientNote, words: NoteWords) -> ClientNote:
    """Give a copy of a note in which another client's name gives way to "[a peer]"."""

    def cleared(text: str) -> str:
        for named in reversed(notes.names_others(text, one.others, one.own_names)):
            peer = words.tr("[a peer’s]") if named.possessive else words.tr("[a peer]")
            text = text[: named.start] + peer + text[named.end :]
        return text

    return replace(
        one,
        sections=tuple(replace(part, text=cleared(part.text)) for part in one.sections),
        addenda=tuple(replace(added, text=cleared(added.text)) for added in one.addenda),
    )


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


class NotePrinter(QObject):
    """Prints the note that is open, as it is stored.

    Args:
        page: the screen it belongs to.
        bridge: the way to the store.
        words: the words of notes.
        send: asks for a printer and prints.
    """

    def __init__(self, page: QWidget, bridge: Bridge, words: NoteWords, send: Printing) -> None:
        super().__init__(page)
        self._page, self._bridge, self._words, self._send = page, bridge, words, send
        self._client = ("", "")

    def print_view(self, view: NoteView) -> None:
        """Read the client's note of this session and print it; a group note belongs to no client."""
        line = view.attendance
        if line is not None:
            self._client = (line.name, line.code)
            query = partial(notes.client_notes, session_id=view.session_id)
            self._bridge.read(query, line.client_id, then=self._print)

    def _print(self, found: tuple[ClientNote, ...]) -> None:
        for one in found:
            self._bridge.change(audit.record_print, audit.Seen.NOTE, one.note_id)
        if found:
            self._send(self._page, page_of(*self._client, found, self._words))


def _note(one: ClientNote, words: NoteWords) -> str:
    day = words.formats.full_date(one.service_date)
    times = " – ".join(words.at(at, one.zone) for at in (one.starts_at, one.ends_at))
    parts = [f"<h2>{escape(one.group_name)}</h2><p class='muted'>{escape(day)}, {escape(times)}</p>"]
    if one.content.participation is not None:
        level = words.participation(one.content.participation)
        parts.append(f"<h3>{escape(words.tr('Participation'))}</h3><p>{escape(level)}</p>")
    parts += [f"<h3>{escape(part.section.title)}</h3><p>{_lines(part.text)}</p>" for part in one.sections]
    if one.goals:
        goals = "<br>".join(escape(f"{goal.number}. {goal.label}".rstrip(". ")) for goal in one.goals)
        parts.append(f"<h3>{escape(words.tr('Goals'))}</h3><p>{goals}</p>")
    if one.signature is None:
        parts.append(f"<p class='muted'><br>{escape(words.tr('Draft, not signed.'))}</p>")
    else:
        signed = [words.signed(one.signature, one.zone), *words.beside(one.signature, one.zone)]
        parts.append(f"<p class='muted'><br>{'<br>'.join(escape(told) for told in signed)}</p>")
    for addendum in one.addenda:
        told = words.signed_by("%1, %2, %3", addendum.signer, addendum.signed_at, one.zone)
        under = "<br>".join(escape(line) for line in (told, *words.beside_addition(addendum, one.zone)))
        kind = words.addendum(addendum.kind)
        parts.append(f"<h3>{escape(kind)}</h3><p>{_lines(addendum.text)}</p><p class='muted'>{under}</p>")
    return "".join(parts)


def _lines(text: str) -> str:
    return escape(text.strip()).replace("\n", "<br>")

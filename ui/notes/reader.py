"""One client's notes in order, newest first, for reading; a printed copy names nobody else."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QFrame, QTextBrowser, QWidget

from coordinator import audit, notes
from coordinator.notes import ClientNote
from coordinator.vocabulary import ClientId
from ui.bridge import Bridge
from ui.formats import Formats
from ui.notes.printing import Printing, page_of, print_notes
from ui.notes.words import NoteWords
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Button, PrimaryButton, Text, column, row


class NotesReader(QDialog):
    """Shows the notes of one client, drafts among them and named as such.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's locale.
        names: whether names are shown.
        send_to_printer: asks for a printer and prints a page of HTML.
    """

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        *,
        send_to_printer: Printing = print_notes,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._bridge, self._names, self._send = theme, bridge, names, send_to_printer
        self._words = NoteWords(formats, names, self)
        self._client = ("", "")
        self._client_id: ClientId | None = None
        self._found: tuple[ClientNote, ...] = ()
        # A window's title is seen in the task switcher, and never names a client.
        self.setWindowTitle(self.tr("Notes of one client"))
        self.resize(theme.px(720), theme.px(680))
        self.title = Text(theme, "", "title")
        self.said = Text(theme, "", "caption", "textSecondary")
        self.text = QTextBrowser()
        self.text.setFrameShape(QFrame.Shape.NoFrame)
        self.text.setOpenLinks(False)
        self.text.setAccessibleName(self.tr("Notes of this client"))
        self.print = PrimaryButton(theme, self.tr("Print"), icon="printer")
        self.print.setEnabled(False)
        self.print.clicked.connect(self._print)
        close = Button(theme, self.tr("Close"))
        close.clicked.connect(self.accept)
        box = column(self.title, 2, self.said, 10, margins=(24, 20, 24, 16))
        box.addWidget(self.text, 1)
        box.addSpacing(12)
        box.addLayout(row(None, close, self.print, gap=8))
        self.setLayout(box)

    def read(self, client_id: ClientId, name: str, code: str) -> None:
        """Read a client's notes."""
        self._client, self._client_id = (name, code), client_id
        shown = self._names.of(name)
        self.title.setText(self.tr("Notes, %1").replace("%1", shown))
        self._bridge.read(notes.client_notes, client_id, then=self._show)

    def _show(self, found: tuple[ClientNote, ...]) -> None:
        self._found = found
        if self._client_id is not None:
            self._bridge.change(audit.record_view, audit.Seen.CLIENT_NOTES, self._client_id)
        drafts = sum(one.signature is None for one in found)
        told = self.tr("%1 notes, newest first").replace("%1", str(len(found)))
        if len(found) == 1:
            told = self.tr("One note")
        if drafts:
            told += self.tr(", %1 not signed").replace("%1", str(drafts))
        self.said.setText(told if found else self.tr("No note is written yet."))
        self.print.setEnabled(bool(found))
        ink, faint = self._theme.hex("text"), self._theme.hex("textSecondary")
        style = f"body {{ color: {ink}; }} h1 {{ font-size: 1pt; }} h3, .muted {{ color: {faint}; }}"
        self.text.setHtml(page_of("", "", found, self._words, style=style) if found else "")

    def _print(self) -> None:
        if self._client_id is not None:
            self._bridge.change(audit.record_print, audit.Seen.CLIENT_NOTES, self._client_id)
        self._send(self, page_of(*self._client, self._found, self._words))

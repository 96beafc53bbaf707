"""The open notes: a list by day, and the one that is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QPlainTextEdit, QWidget

from coordinator.process_notes import MOST_CHARACTERS, ProcessNote, ProcessNoteId, ProcessNoteKind, ProcessText
from coordinator.vocabulary import ClientId
from ui.formats import Formats
from ui.roster_form import DateField
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Button, ComboBox, Labelled, Panel, Text, column, row

__all__ = ["Notebook"]

SAVE_MS = 700
"""From the first unsaved keystroke to the file: a crash costs less than a second of typing."""
LIST_WIDTH = 240
NOTE = Qt.ItemDataRole.UserRole
EXCERPT = 60


class Notebook(QWidget):
    """Shows notes and says what to keep; it never waits for the file.

    Args:
        theme: the program's theme.
        formats: the reader's locale.
        names: whether names are shown.
    """

    save_requested = Signal(object, object)
    """The note's id, None for a new one, and its `ProcessText`."""
    remove_requested = Signal(object)

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._names = theme, formats, names
        self._clients: Mapping[ClientId, str] = {}
        self._id: ProcessNoteId | None = None
        self._day = date(2000, 1, 1)
        self._quiet = False
        self._pending = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SAVE_MS)
        self._soon.timeout.connect(self.save_now)
        self._build_list()
        self._build_editor()
        body = row(self._side, gap=0)
        body.addWidget(self._paper, 1)
        self.setLayout(body)
        theme.changed.connect(self._restyle)
        names.changed.connect(self._rename)
        self._restyle()
        self.start_new(date(2000, 1, 1))

    def _build_list(self) -> None:
        self.new = Button(self._theme, self.tr("New process note"), icon="plus")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Your process notes"))
        self.list.currentItemChanged.connect(self._chosen)
        self.list.itemActivated.connect(lambda _item: self.field.setFocus(Qt.FocusReason.OtherFocusReason))
        self.empty = Text(self._theme, self.tr("Nothing is written yet."), "caption", "textMuted", wrap=True)
        self._side = Panel(self._theme, edges=("right",))
        self._side.setLayout(column(self.new, 10, self.empty, self.list, margins=(16, 16, 16, 16)))

    def _build_editor(self) -> None:
        theme = self._theme
        self.kind = ComboBox(theme, self.tr("Kind of process note"))
        self.kind.addItem(self.tr("Psychotherapy note"), ProcessNoteKind.PSYCHOTHERAPY)
        self.kind.addItem(self.tr("SUD counseling note"), ProcessNoteKind.SUD_COUNSELING)
        self.about_on = DateField(theme, self.tr("Day of the conversation"))
        self.client = ComboBox(theme, self.tr("About"))
        self.field = QPlainTextEdit()
        self.field.setTabChangesFocus(True)
        self.field.setAccessibleName(self.tr("Process note, apart from the record"))
        self.field.setPlaceholderText(self.tr("Your own thoughts about the conversation. Nobody else will read them."))
        self.state = Text(theme, "", "caption", "textMuted")
        self.remove = Button(theme, self.tr("Remove for good"), icon="trash-2")
        self.remove.clicked.connect(self._remove)
        self.kind.activated.connect(self._edited)
        self.client.activated.connect(self._edited)
        self.about_on.textEdited.connect(self._edited)
        self.field.textChanged.connect(self._edited)
        day = Labelled(theme, self.tr("Day of the conversation"), self.about_on)
        head = column(
            row(day, Labelled(theme, self.tr("Kind"), self.kind), None, gap=14),
            10,
            row(Labelled(theme, self.tr("About"), self.client), None),
        )
        paper = column(head, 16, margins=(24, 18, 24, 12))
        paper.addWidget(self.field, 1)
        paper.addSpacing(8)
        paper.addLayout(row(self.state, None, self.remove))
        self._paper = QWidget()
        self._paper.setLayout(paper)

    # -- what is shown

    def show_clients(self, clients: Sequence[tuple[ClientId, str]]) -> None:
        """Offer whom a note may be about. Only the id is kept with it, and the name stays in the vault's store."""
        self._clients = dict(clients)
        self._rename()

    def show_notes(self, notes: Sequence[ProcessNote]) -> None:
        """Show what the file holds; what is being typed stays."""
        self.list.blockSignals(True)
        self.list.clear()
        for note in notes:
            item = QListWidgetItem(self._line(note))
            item.setData(NOTE, note)
            self.list.addItem(item)
            if note.id == self._id:
                self.list.setCurrentItem(item)
        self.list.blockSignals(False)
        self.empty.setVisible(not notes)
        self.remove.setVisible(self._id is not None)

    def start_new(self, today: date) -> None:
        """Turn to an empty sheet of today."""
        self.save_now()
        self._id = None
        self.list.setCurrentRow(-1)
        self._show(ProcessText(ProcessNoteKind.PSYCHOTHERAPY, today, ""))
        self.state.setText(self.tr("Saved as you type, encrypted."))
        self.remove.hide()

    def begin(self) -> None:
        """Put the focus where writing goes on."""
        self.field.setFocus(Qt.FocusReason.OtherFocusReason)

    def step(self, by: int) -> None:
        """Turn to the note before or after."""
        if self.list.count():
            self.list.setCurrentRow(max(0, min(self.list.count() - 1, self.list.currentRow() + by)))

    def clear(self) -> None:
        """Let nothing stay on screen."""
        self._soon.stop()
        self._pending = False
        self._id = None
        self._show(ProcessText(ProcessNoteKind.PSYCHOTHERAPY, date(2000, 1, 1), ""))
        self.list.blockSignals(True)
        self.list.clear()
        self.list.blockSignals(False)

    # -- writing

    def content(self) -> ProcessText:
        """What stands in the fields."""
        kind = ProcessNoteKind(self.kind.currentData())
        return ProcessText(kind, self._typed_day(), self.field.toPlainText(), self._about())

    def _about(self) -> ClientId | None:
        chosen = self.client.currentData()
        return ClientId(UUID(chosen)) if chosen is not None else None

    def _typed_day(self) -> date:
        """The day that is typed; the one before while it cannot be read, which the field then says."""
        try:
            self._day = self.about_on.day() or self._day
        except ValueError:
            self.about_on.set_invalid(True, self.tr("This is no day. Type it like 3/11/2026."))
        else:
            self.about_on.set_invalid(False)
        return self._day

    def save_now(self) -> None:
        """Hand over what is typed and not kept yet; an empty new sheet is none."""
        self._soon.stop()
        if self._pending and (self._id is not None or self.field.toPlainText().strip()):
            self._pending = False
            self.save_requested.emit(self._id, self.content())

    def saved(self, note_id: ProcessNoteId, *, was_new: bool) -> None:
        """Take over the id of a note that is in the file now."""
        if was_new and self._id is None:
            self._id = note_id
        self.state.setText(self.tr("Saved"))

    def not_saved(self, sentence: str) -> None:
        """Say that the file did not take it; the next keystroke tries again."""
        self._pending = True
        self.state.setText(sentence)

    def _edited(self, *_: object) -> None:
        if self._quiet:
            return
        if len(self.field.toPlainText()) > MOST_CHARACTERS:
            self.state.setText(self.tr("This is longer than a note may be. What is over is not kept."))
        self._pending = True
        if not self._soon.isActive():
            self._soon.start()

    def _remove(self) -> None:
        if self._id is not None:
            self._pending = False
            self._soon.stop()
            self.remove_requested.emit(self._id)

    def _chosen(self, item: QListWidgetItem | None, _before: QListWidgetItem | None) -> None:
        if item is None:
            return
        note: ProcessNote = item.data(NOTE)
        if note.id == self._id:
            return
        self.save_now()
        self._id = note.id
        self._show(note.content)
        self.state.setText(self.tr("Saved"))
        self.remove.show()

    def _show(self, content: ProcessText) -> None:
        self._quiet = True
        self._day = content.about_on
        self.about_on.show_day(content.about_on)
        self.about_on.set_invalid(False)
        self.kind.setCurrentIndex(self.kind.findData(content.kind))
        self._offer(content.client_id)
        self.field.setPlainText(content.text)
        self._quiet = False
        self._pending = False

    def _offer(self, chosen: ClientId | None) -> None:
        self.client.clear()
        self.client.addItem(self.tr("The group, or nobody by name"), None)
        for client_id, name in self._clients.items():
            self.client.addItem(self._names.of(name), str(client_id))  # Qt finds words, and no ids of ours
        self.client.setCurrentIndex(max(0, self.client.findData(str(chosen))))

    def _rename(self) -> None:
        quiet, self._quiet = self._quiet, True
        self._offer(self._about())
        self._quiet = quiet
        for place in range(self.list.count()):
            item = self.list.item(place)
            item.setText(self._line(item.data(NOTE)))

    def _line(self, note: ProcessNote) -> str:
        day = self._formats.full_date(note.content.about_on, short=True)
        who = self._clients.get(note.content.client_id) if note.content.client_id is not None else None
        about = self._names.of(who) if who else self.tr("Group")
        return f"{day}\n{about}"

    def _restyle(self) -> None:
        self._side.setFixedWidth(self._theme.px(LIST_WIDTH))
        self.list.setFont(self._theme.font("dense"))
        self.field.setFont(self._theme.font("body"))

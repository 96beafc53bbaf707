"""Search all notes: words typed, notes found with their sentence. Nothing of the search is kept."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtWidgets import QDialog, QListWidget, QListWidgetItem, QWidget

from coordinator import audit, notes
from coordinator.notes import NoteHit
from ui.bridge import Bridge
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import PrimaryButton, SearchField, Text, announce, column, row

HIT = Qt.ItemDataRole.UserRole
ROW = 56
FIRST = 50
LOOKED_MS = 1000
"""Notes that stand this long were looked at; those of half a word, while the next letter is typed, were not."""


class FindNotes(QDialog):
    """Finds progress notes by their words, while they are typed.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's locale.
        names: whether names are shown.
        typed: what was typed before.
    """

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        *,
        typed: str = "",
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._bridge, self._formats, self._names = theme, bridge, formats, names
        self.chosen: NoteHit | None = None
        self.setWindowTitle(self.tr("Search all notes"))
        self.resize(theme.px(680), theme.px(520))
        self.field = SearchField(theme, self.tr("Words in notes"), placeholder=self.tr("Words in notes"))
        self.said = Text(theme, "", "caption", "textSecondary")
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Notes found"))
        self.list.setFont(theme.font("dense"))
        self.go = PrimaryButton(theme, self.tr("Open note"))
        self.go.setEnabled(False)
        box = column(self.field, 8, self.said, 6, margins=(20, 20, 20, 16))
        box.addWidget(self.list, 1)
        box.addSpacing(12)
        box.addLayout(row(None, self.go))
        self.setLayout(box)
        self._shown: tuple[NoteHit, ...] = ()
        self._looked = QTimer(self)
        self._looked.setSingleShot(True)
        self._looked.setInterval(LOOKED_MS)
        self._looked.timeout.connect(self._record)
        self.field.textChanged.connect(self._search)
        self.field.returnPressed.connect(self._open)
        self.field.escaped.connect(self.reject)
        self.list.itemActivated.connect(lambda _item: self._open())
        self.go.clicked.connect(self._open)
        self.field.setText(typed)

    @classmethod
    def ask(
        cls, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames, parent: QWidget, typed: str
    ) -> NoteHit | None:
        """Show the search and wait; gives the note to open, or None."""
        dialog = cls(theme, bridge, formats, names, typed=typed, parent=parent)
        dialog.exec()
        dialog.deleteLater()
        return dialog.chosen

    def _search(self, typed: str) -> None:
        self._bridge.read(partial(notes.search, limit=FIRST), typed, then=self._show)

    def done(self, result: int) -> None:
        """Enter what was shown last before it is gone."""
        if self._looked.isActive():
            self._looked.stop()
            self._record()
        super().done(result)

    def _record(self) -> None:
        """Enter that notes were searched and whose were shown; never what was typed."""
        clients = {hit.client_id for hit in self._shown if hit.client_id is not None}
        self._bridge.change(audit.record_search, clients, len(self._shown))

    def _show(self, hits: tuple[NoteHit, ...]) -> None:
        self._shown = hits
        if self.field.text().strip():
            self._looked.start()
        self.list.clear()
        for hit in hits:
            item = QListWidgetItem(f"{self._title(hit)}\n{hit.snippet}")
            item.setData(HIT, hit)
            item.setSizeHint(QSize(0, self._theme.px(ROW)))
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.go.setEnabled(bool(hits))
        words = self._count(len(hits)) if self.field.text().strip() else ""
        self.said.setText(words)
        if words:
            announce(self.field, words)

    def _count(self, count: int) -> str:
        if count == 0:
            return self.tr("No note holds all of these words.")
        if count == 1:
            return self.tr("One note.")
        if count == FIRST:
            return self.tr("The newest %1 notes. More words find fewer.").replace("%1", str(count))
        return self.tr("%1 notes.").replace("%1", str(count))

    def _title(self, hit: NoteHit) -> str:
        who = self._names.of(hit.client_name) if hit.client_id is not None else self.tr("Group note")
        parts = [self._formats.full_date(hit.service_date), hit.group_name, who]
        if not hit.signed:
            parts.append(self.tr("Draft"))
        return "  ·  ".join(parts)

    def _open(self) -> None:
        item = self.list.currentItem()
        if item is not None:
            self.chosen = item.data(HIT)
            self.accept()

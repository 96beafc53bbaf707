"""The list of clients, or why there is none: nobody yet, or nobody of that name."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator.roster import Standing
from ui.theme import Theme
from ui.widgets import EmptyState, LinkButton, Table, Text, announce, column, row


class ListStates(QStackedWidget):
    """Shows the table, an empty state, or "No client called …"."""

    add_wanted = Signal()
    discharged_wanted = Signal()

    def __init__(self, theme: Theme, table: Table, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._table = table
        self._nothing = EmptyState(theme, "users", "", "", self.tr("New client"), primary=True)
        self.words = Text(theme, "", "dense", "textSecondary", wrap=True)
        self.search_discharged = LinkButton(theme, self.tr("Search discharged clients too."), role="dense")
        self._no_match = QWidget()
        link = row(self.search_discharged, None)
        self._no_match.setLayout(column(24, self.words, link, None, margins=(18, 0, 18, 0)))
        for part in (table, self._nothing, self._no_match):
            self.addWidget(part)
        if self._nothing.button is not None:
            self._nothing.button.clicked.connect(self.add_wanted)
        self.search_discharged.clicked.connect(self.discharged_wanted)

    def show_found(self, found: int, wanted: str, standing: Standing) -> None:
        """Show the state for this many clients found."""
        if found:
            self.setCurrentWidget(self._table)
        elif wanted:
            sentence = self.tr("No client called \u201c%1\u201d.").replace("%1", wanted)
            self.words.setText(sentence)
            self.search_discharged.setVisible(standing is not Standing.DISCHARGED)
            self.setCurrentWidget(self._no_match)
            announce(self, sentence)
        else:
            self._say_empty(standing)
            self.setCurrentWidget(self._nothing)

    def _say_empty(self, standing: Standing) -> None:
        title, detail = {
            Standing.WAITING: (self.tr("Nobody is waiting."), self.tr("A full group puts a client here.")),
            Standing.DISCHARGED: (self.tr("Nobody was discharged yet."), self.tr("Their history stays here.")),
        }.get(standing, (self.tr("No clients yet."), self.tr("Add the first one, or import a roster.")))
        self._nothing.title.setText(title)
        self._nothing.detail.setText(detail)
        if self._nothing.button is not None:
            self._nothing.button.setVisible(standing is Standing.ACTIVE)

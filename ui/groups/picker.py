"""A field to name a client in, with those who match below it and what came of it."""

from __future__ import annotations

from PySide6.QtCore import QStringListModel, Qt, Signal
from PySide6.QtWidgets import QCompleter, QWidget

from coordinator.roster import ClientLine, matches
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import SearchField, Text, announce, column

WIDEST = 320


class ClientPicker(QWidget):
    """Opens on request, takes one client by name or ID, and says what came of it. Esc puts it away.

    Args:
        theme: the program's theme.
        names: names or initials.
        name: what the field is for.
    """

    chosen = Signal(object)
    """Carries the id of the client."""
    left = Signal()

    def __init__(self, theme: Theme, names: ShownNames, name: str, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._names = theme, names
        self._candidates: dict[str, ClientLine] = {}
        self.search = SearchField(theme, name, placeholder=self.tr("Name or ID"))
        self._completer = QCompleter(QStringListModel(self), self)
        self._completer.setCompletionMode(QCompleter.CompletionMode.UnfilteredPopupCompletion)
        self._completer.activated.connect(self._take)
        self.search.setCompleter(self._completer)
        self.search.textEdited.connect(self._suggest)
        self.search.returnPressed.connect(self._take_first)
        self.search.escaped.connect(self.close_field)
        self._message = Text(theme, "", "caption", "textMuted", wrap=True)
        self._message.hide()
        self.search.hide()
        self.setLayout(column(self.search, self._message, gap=4))
        theme.changed.connect(self._fit)
        self._fit()

    def open_field(self) -> None:
        """Show the field, empty and with the focus."""
        self.search.setVisible(True)
        self.search.clear()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def close_field(self) -> None:
        """Put the field away."""
        if self.search.isVisible():
            self.search.hide()
            self.left.emit()

    def offer(self, lines: tuple[ClientLine, ...]) -> None:
        """Take the clients to choose from."""
        self._candidates = {self._label(line): line for line in lines}
        self._suggest(self.search.text())

    def say(self, sentence: str) -> None:
        """Say what came of it."""
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence)

    def _label(self, line: ClientLine) -> str:
        return f"{self._names.of(line.name)}  \u00b7  {line.code}"

    def _suggest(self, text: str) -> None:
        found = [label for label, line in self._candidates.items() if matches(line.searchable, text)]
        model = self._completer.model()
        if isinstance(model, QStringListModel):
            model.setStringList(found)
        if text and not found and self._candidates:
            self.say(self.tr("No client called \u201c%1\u201d.").replace("%1", text))
        elif text:
            self.say("")

    def _take_first(self) -> None:
        model = self._completer.model()
        labels = model.stringList() if isinstance(model, QStringListModel) else []
        if self.search.text().strip() and labels:
            self._take(self.search.text() if self.search.text() in labels else labels[0])

    def _take(self, label: str) -> None:
        line = self._candidates.pop(label, None)
        if line is not None:
            self.chosen.emit(line.id)

    def _fit(self) -> None:
        self.search.setMaximumWidth(self._theme.px(WIDEST))

"""Bars above the attendance list: one for each thing that is to be said."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout

from ui.theme import Theme
from ui.widgets import Button, InfoBar, Panel, TextField, Tone, clear_layout, row, widgets_of

__all__ = ["MessageBars"]


class MessageBars(QVBoxLayout):
    """A column of bars. Saying the same thing again replaces its bar; a bar leaves when its cause is gone."""

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self.setContentsMargins(0, 0, 0, 0)
        self.setSpacing(0)

    def tell(self, key: str, tone: Tone, sentence: str, *, closable: bool = False) -> InfoBar:
        """Show a sentence under a key, read it out, and give its bar for actions."""
        self.drop(key)
        bar = InfoBar(self._theme, tone, sentence, flush=True, closable=closable)
        bar.setObjectName(key)
        bar.closed.connect(lambda: self.drop(key))
        self.addWidget(bar)
        bar.show()
        bar.set_text(sentence)
        return bar

    def ask(
        self,
        key: str,
        sentence: str,
        label: str,
        answered: Callable[[str], None],
        *,
        keep: str,
        start: str = "",
        at_once: bool = False,
    ) -> InfoBar:
        """Show a sentence with a field below it, and give its bar for actions.

        Enter, or the button called `keep`, gives what was typed; `start` stands there already, selected. `at_once` puts
        the focus there.
        """
        told = self.tell(key, Tone.WARNING, sentence, closable=True)
        panel = Panel(self._theme, fill="warnSoft", edges=("bottom",))
        panel.setObjectName(key)
        field = TextField(self._theme, label, placeholder=label)
        field.setText(start)
        field.selectAll()
        button = Button(self._theme, keep, keys="Enter")

        def done() -> None:
            if field.text().strip():
                text = field.text()
                self.drop(key)
                answered(text)

        field.returnPressed.connect(done)
        button.clicked.connect(done)
        line = row(field, button, gap=8, margins=(16, 0, 16, 8))
        line.setStretch(0, 1)
        panel.setLayout(line)
        self.addWidget(panel)
        panel.show()
        if at_once:
            field.setFocus(Qt.FocusReason.OtherFocusReason)
        return told

    def drop(self, key: str) -> None:
        """Take what was said under this key away, if it is there."""
        for bar in widgets_of(self):
            if bar.objectName() == key:
                self.removeWidget(bar)
                bar.hide()
                bar.deleteLater()

    def clear(self) -> None:
        """Take all bars away."""
        clear_layout(self)

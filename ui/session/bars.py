"""Bars above the attendance list: one for each thing that is to be said."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout

from ui.theme import Theme
from ui.widgets import InfoBar, Tone, clear_layout

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

    def drop(self, key: str) -> None:
        """Take the bar of this key away, if it is there."""
        for place in range(self.count()):
            item = self.itemAt(place)
            bar = item.widget() if item is not None else None
            if bar is not None and bar.objectName() == key:
                self.removeWidget(bar)
                bar.hide()
                bar.deleteLater()
                return

    def clear(self) -> None:
        """Take all bars away."""
        clear_layout(self)

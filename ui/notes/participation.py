"""How much a client took part: one of four, or not said yet."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.vocabulary import Participation
from ui.notes.words import NoteWords
from ui.theme import Theme
from ui.widgets import SegmentedControl

__all__ = ["ParticipationControl"]


class ParticipationControl(SegmentedControl):
    """A segmented control that starts without a choice: nobody is "active" by default."""

    def __init__(self, theme: Theme, words: NoteWords, parent: QWidget | None = None) -> None:
        choices = [(one.value, words.participation(one)) for one in Participation]
        super().__init__(theme, choices, name=words.tr("Participation"), height=30, role="caption", parent=parent)
        self.show_level(None)

    def show_level(self, level: Participation | None) -> None:
        """Show a level, or none."""
        if level is not None:
            self.choose(level.value)
            return
        self._group.setExclusive(False)
        for place, button in enumerate(self._buttons.values()):
            button.setChecked(False)
            button.setFocusPolicy(Qt.FocusPolicy.ClickFocus if place else Qt.FocusPolicy.StrongFocus)
        self._group.setExclusive(True)

    def level(self) -> Participation | None:
        """The level that is chosen, if one is."""
        on = next((key for key, button in self._buttons.items() if button.isChecked()), None)
        return Participation(on) if on is not None else None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The first arrow chooses an end, where nothing is chosen."""
        arrows = {Qt.Key.Key_Right: 0, Qt.Key.Key_Left: -1}
        key = Qt.Key(event.key())
        if self.level() is None and key in arrows:
            chosen = list(self._buttons)[arrows[key]]
            self.choose(chosen)
            self._buttons[chosen].setFocus(Qt.FocusReason.TabFocusReason)
            self.chosen.emit(chosen)
            return
        super().keyPressEvent(event)

"""The hints below the attendance list."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from coordinator.letter_keys import LetterAction
from ui.marking_keys import MarkingKeys
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import KeyHint, Panel, Text, row

__all__ = ["KeyFooter"]


class KeyFooter(Panel):
    """Keys in the order of use. Where there is little room, the last ones give way; F1 stays."""

    def __init__(self, theme: Theme, names: ShownNames, keys: MarkingKeys, parent: QWidget | None = None) -> None:
        super().__init__(theme, fill="surfaceSunken", edges=("top",), parent=parent)
        self._theme, self._names, self._keys = theme, names, keys
        lines = (
            (LetterAction.PRESENT, self.tr("Present")),
            (LetterAction.LATE, self.tr("Late")),
            (LetterAction.LEFT_EARLY, self.tr("Left early")),
            (LetterAction.ABSENT, self.tr("Absent")),
            (LetterAction.EXCUSED, self.tr("Excused")),
            (LetterAction.CONFIRM, self.tr("Location")),
            (LetterAction.OBSERVE, self.tr("Note")),
            (LetterAction.ALL_PRESENT, self.tr("All present")),
        )
        self._actions = [does for does, _ in lines]
        self._hints = [KeyHint(theme, self._cap(does), words) for does, words in lines]
        keys.changed.connect(self._follow)
        self._all_keys = KeyHint(theme, "F1", self.tr("Keys"))
        self._hidden = Text(theme, self.tr("Names hidden"), "captionMedium", "accentText")
        self._hidden.setVisible(names.hidden)
        names.changed.connect(self._show_hidden)
        self.setLayout(row(*self._hints, None, self._hidden, self._all_keys, gap=14, margins=(16, 0, 16, 0)))
        theme.changed.connect(self._restyle)
        self._restyle()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Hide what does not fit."""
        super().resizeEvent(event)
        self._fit()

    def _cap(self, does: LetterAction) -> str:
        return self._keys.of(does).replace("+", " ")

    def _follow(self) -> None:
        for hint, does in zip(self._hints, self._actions, strict=True):
            hint.set_keys(self._cap(does))
        self._fit()

    def _show_hidden(self) -> None:
        self._hidden.setVisible(self._names.hidden)
        self._fit()

    def _restyle(self) -> None:
        self.setFixedHeight(self._theme.px(40))
        self._fit()

    def _fit(self) -> None:
        room = self.width() - 32 - self._all_keys.sizeHint().width()
        room -= 0 if self._hidden.isHidden() else self._hidden.sizeHint().width() + 14
        for hint in self._hints:
            room -= hint.sizeHint().width() + 14
            hint.setVisible(room >= 0)

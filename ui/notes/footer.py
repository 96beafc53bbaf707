"""Below the note: how far it has come, and what comes next."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import Button, ElidedText, Panel, PrimaryButton, clear_layout, icon_label, row

__all__ = ["NoteFooter"]

GAP, INSET = 12, 28
ROOM_FOR_WORDS = 150
"""With less than this (at 100 % text) beside the buttons, the words about saving give way to them."""


class NoteFooter(Panel):
    """State at the start, buttons at the end.

    Args:
        theme: the program's theme.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(theme, edges=("top",), parent=parent)
        self._theme = theme
        self._icon = row()
        self._state = ElidedText(theme, "", "caption", "textMuted")
        self.next = Button(theme, self.tr("Next note"), keys="Alt+Down")
        self.sign = PrimaryButton(theme, self.tr("Sign note"), icon="signature", keys="Ctrl+Enter")
        self.add = Button(theme, self.tr("Add addendum"), icon="file-plus")
        state = row(self._icon, gap=7)
        state.addWidget(self._state, 1)
        line = row(gap=GAP, margins=(INSET, 13, INSET, 12))
        line.addLayout(state, 1)
        for button in (self.next, self.add, self.sign):
            line.addWidget(button)
        self.setLayout(line)
        theme.changed.connect(self._fit)
        self.show_sealed(sealed=False)

    def show_sealed(self, *, sealed: bool, awaited: bool = False) -> None:
        """Offer what fits a signed note or a draft; `awaited` where the reader's signature is, beside another's."""
        self.sign.setText(self.tr("Co-sign") if awaited else self.tr("Sign note"))
        wanted = {self.sign: awaited or not sealed, self.add: sealed}
        # What goes, goes first: for a moment with both, the footer would widen the whole window.
        for button, there in sorted(wanted.items(), key=lambda one: one[1]):
            button.setVisible(there)
        self._fit()

    def tell(self, words: str, icon: str, colour: str = "textMuted") -> None:
        """Say how far the note has come."""
        if self._state.text() == words and self._icon.count():
            return
        clear_layout(self._icon)
        if icon:
            self._icon.addWidget(icon_label(self._theme, icon, colour, 14))
        self._state.setText(words)

    def words(self) -> str:
        """What it says."""
        return self._state.text()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Buttons are never cut."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """Words give way first, then the way to the next note, which the list and Alt+Down offer as well."""
        room = self.width() - 2 * INSET
        room -= sum(button.sizeHint().width() + GAP for button in (self.add, self.sign) if not button.isHidden())
        after_next = room - self.next.sizeHint().width() - GAP
        self._state.setVisible(after_next >= self._theme.px(ROOM_FOR_WORDS))
        self.next.setVisible(after_next >= 0)

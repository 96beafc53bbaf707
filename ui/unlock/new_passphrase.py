"""After the recovery code: choose the passphrase that opens the vault from now on."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ui.theme import Theme
from ui.widgets import (
    ButtonSize,
    Card,
    InfoBar,
    Labelled,
    PassphraseStrength,
    PrimaryButton,
    SecretField,
    Text,
    Tone,
    announce,
    column,
    row,
)


class NewPassphrasePage(QWidget):
    """Asks twice. `chosen` carries the passphrase.

    Args:
        theme: the program's theme.
        score: estimates a passphrase, 0 to 4.
    """

    chosen = Signal(str)

    def __init__(self, theme: Theme, *, score: Callable[[str], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._score = score
        self._first = SecretField(theme, self.tr("New passphrase"), height=38, role="body")
        self._again = SecretField(theme, self.tr("Repeat passphrase"), height=38, role="body")
        self._meter = PassphraseStrength(theme)
        self._problem = InfoBar(theme, Tone.ERROR, "")
        self._problem.hide()
        self._go = PrimaryButton(theme, self.tr("Set passphrase and open"), size=ButtonSize.LARGE)
        card = Card(theme, radius=12)
        card.setFixedWidth(theme.px(404))
        card.setLayout(
            column(
                Text(theme, self.tr("Choose a new passphrase"), "title"),
                4,
                Text(theme, self.tr("The recovery sheet stays valid. Keep it."), "body", "textSecondary", wrap=True),
                16,
                self._problem,
                4,
                Labelled(theme, self.tr("New passphrase"), self._first),
                9,
                self._meter,
                14,
                Labelled(theme, self.tr("Repeat passphrase"), self._again),
                16,
                self._go,
                margins=(36, 36, 36, 32),
            )
        )
        box = QVBoxLayout(self)
        box.addStretch(1)
        box.addLayout(row(None, card, None))
        box.addStretch(1)
        self._first.textChanged.connect(lambda text: self._meter.show_level(self._score(text) + 1 if text else 0))
        self._first.returnPressed.connect(lambda: self._again.setFocus(Qt.FocusReason.TabFocusReason))
        self._again.returnPressed.connect(self._submit)
        self._go.clicked.connect(self._submit)

    def show_problem(self, sentence: str) -> None:
        """Say why this passphrase was not taken; empty takes it away."""
        self._problem.set_text(sentence)
        self._problem.setVisible(bool(sentence))
        self._go.setEnabled(True)
        if sentence:
            announce(self, sentence, urgent=True)

    def showEvent(self, event: object) -> None:
        """Be ready to type."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._first.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        if self._first.text() != self._again.text() or not self._first.text():
            self.show_problem(self.tr("The two passphrases differ. Type the same one again."))
            return
        self._go.setEnabled(False)
        self.chosen.emit(self._first.text())

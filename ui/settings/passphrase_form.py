"""Change the passphrase: the present one, the new one twice."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.vault.passphrase import PassphraseTooWeak
from ui.background import Background
from ui.error_messages import describe
from ui.settings.vault_actions import VaultActions
from ui.theme import Theme
from ui.widgets import (
    Button,
    Labelled,
    PassphraseStrength,
    PrimaryButton,
    SecretField,
    Text,
    announce,
    column,
    row,
)


class PassphraseForm(QWidget):
    """Stands in the card in place of its rows. `done` comes when the vault opens with the new passphrase."""

    done = Signal()
    left = Signal()

    def __init__(
        self,
        theme: Theme,
        background: Background,
        vault: VaultActions,
        *,
        keep: Callable[[str, str], None] | None = None,
        whose: str = "",
    ) -> None:
        """Change the reader's own passphrase; with `keep`, give one to whoever `whose` names."""
        super().__init__()
        self._background = background
        self._keep = keep or vault.change_passphrase
        present = self.tr("Your passphrase") if whose else self.tr("Present passphrase")
        self.present = SecretField(theme, present)
        self.new = SecretField(theme, self.tr("New passphrase"))
        self.again = SecretField(theme, self.tr("Repeat passphrase"))
        self._meter = PassphraseStrength(theme)
        self._wrong = Text(theme, "", "caption", "absent.text", wrap=True)
        self._wrong.hide()
        go = self.tr("Set passphrase of {person}").format(person=whose) if whose else self.tr("Change passphrase")
        self._go = PrimaryButton(theme, go)
        self._go.clicked.connect(self._submit)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.left)
        self.new.textChanged.connect(lambda text: self._meter.show_level(vault.strength(text) + 1 if text else 0))
        hint = self.tr("Older backups still open with the passphrase they were made under.")
        if whose:
            hint = self.tr(
                "Whoever opens the vault with it is signed in as {person}, signs as {person}, and keeps process notes "
                "of their own. Let them type it."
            ).format(person=whose)
        self.setLayout(
            column(
                Labelled(theme, present, self.present),
                Labelled(theme, self.tr("New passphrase"), self.new),
                self._meter,
                Labelled(theme, self.tr("Repeat passphrase"), self.again),
                Text(theme, hint, "caption", "textMuted", wrap=True),
                self._wrong,
                row(self._go, cancel, None),
                gap=10,
                margins=(18, 14, 18, 14),
            )
        )

    def begin(self) -> None:
        """Put the focus into the first field."""
        self.present.setFocus(Qt.FocusReason.OtherFocusReason)

    def problem(self) -> str:
        """What is said to be wrong; empty without a problem."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def _submit(self) -> None:
        if not self.new.text() or self.new.text() != self.again.text():
            self._refuse(self.tr("The two new passphrases differ. Type the same one again."))
            return
        present, new = self.present.text(), self.new.text()
        self._go.setEnabled(False)
        self._wrong.hide()
        self._background.run(lambda: self._keep(present, new), lambda _none: self.done.emit(), self._failed)

    def _failed(self, failure: BaseException) -> None:
        self._go.setEnabled(True)
        if isinstance(failure, PassphraseTooWeak):
            self._refuse(self.tr("This passphrase is too easy to guess. Add another word or two."))
        elif isinstance(failure, CoordinatorError):
            self._refuse(describe(failure).sentence)
        else:
            raise failure

    def _refuse(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()
        announce(self, sentence, urgent=True)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self._submit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

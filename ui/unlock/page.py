"""Shows the program's and the clinic's name, and asks for the passphrase or the recovery code."""

from __future__ import annotations

from enum import StrEnum

from PySide6.QtCore import QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from ui.shapes import crisp_box
from ui.theme import Theme
from ui.widgets import (
    ButtonSize,
    Card,
    InfoBar,
    LinkButton,
    Logo,
    PrimaryButton,
    SecretField,
    Text,
    Tone,
    announce,
    column,
    icon_label,
    row,
)

CARD_WIDTH = 404
HALL = QRectF(96, 88, 1088, 592)
"""Where the three cells of the backdrop lie in a window of 1280 by 768."""


class SecretKind(StrEnum):
    """What is typed."""

    PASSPHRASE = "passphrase"  # noqa: S105  a kind, not a secret
    RECOVERY = "recovery"


class UnlockPage(QWidget):
    """The card in the middle; `unlock_requested` carries what was typed and which kind it is.

    Args:
        theme: the program's theme.
        clinic: the clinic's name as this computer's settings have it; may be empty.
        heading: "Locked" after a lock, another word at the start of the day.
        explanation: one sentence below it.
        footer: one sentence at the bottom of the window.
    """

    unlock_requested = Signal(str, str)
    older_accepted = Signal(str, str)
    """The person was told that the vault is older than it should be, and wants to open it as it is."""
    packet_requested = Signal()
    """A substitute packet is to be opened."""
    return_requested = Signal(str)
    remove_requested = Signal(str)
    """The packet of this guest vault expired: its return is to be written, or it is to be removed."""

    def __init__(
        self,
        theme: Theme,
        *,
        application: str,
        clinic: str,
        heading: str,
        explanation: str,
        footer: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme = theme
        self._kind = SecretKind.PASSPHRASE
        self._label = Text(theme, "", "caption", "textMuted")
        self._field = SecretField(theme, self.tr("Passphrase"), height=44, role="heading")
        self._unlock = PrimaryButton(theme, self.tr("Unlock"), icon="lock-open", keys="Enter", size=ButtonSize.LARGE)
        self._problem = InfoBar(theme, Tone.ERROR, "")
        self._accept = self._problem.add_action(self.tr("Open it anyway"))
        self._accept.clicked.connect(self._accept_older)
        self._return = self._problem.add_action(self.tr("Write the return"))
        self._return.clicked.connect(lambda: self.return_requested.emit(self._field.text()))
        self._remove = self._problem.add_action(self.tr("Remove it"))
        self._remove.clicked.connect(lambda: self.remove_requested.emit(self._field.text()))
        self._problem.hide()
        self._switch = LinkButton(theme, "", role="dense")
        self._packet = LinkButton(theme, self.tr("Open a substitute packet"), role="dense")
        self._packet.clicked.connect(self.packet_requested)
        self._wait = QTimer(self, singleShot=True)
        self._wait.timeout.connect(lambda: self.set_busy(False))
        self._build(application, clinic, heading, explanation, footer)
        self._field.returnPressed.connect(self._submit)
        self._unlock.clicked.connect(self._submit)
        self._switch.clicked.connect(self._other_kind)
        self._show_kind()

    def show_expired(self, sentence: str, *, unreturned: bool) -> None:
        """Say that the time of a guest vault is over; offer its return where it holds work, or to remove it."""
        self.show_problem(sentence)
        self._return.setVisible(unreturned)
        self._remove.setVisible(not unreturned)

    def show_problem(self, sentence: str, wait_seconds: int = 0, *, may_accept: bool = False) -> None:
        """Say why the vault did not open, and take no other try before `wait_seconds` are over.

        `may_accept` offers to open a vault that is older than it should be.
        """
        self._accept.setVisible(may_accept)
        self._return.hide()
        self._remove.hide()
        self._problem.set_text(sentence)
        self._problem.setVisible(bool(sentence))
        self.set_busy(wait_seconds > 0)
        if wait_seconds:
            self._wait.start(wait_seconds * 1000)
        if sentence:
            announce(self, sentence, urgent=True)
        self._field.selectAll()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a state, as in setEnabled
        """Take nothing while the key is derived, or while a wait lasts."""
        self._unlock.setEnabled(not busy)
        self._field.setReadOnly(busy)
        if not busy:
            self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def fill(self, passphrase: str) -> None:
        """Put a passphrase into the field that was typed a moment ago."""
        self._field.setText(passphrase)

    def forget(self) -> None:
        """Empty the field."""
        self._field.clear()

    def showEvent(self, event: object) -> None:
        """Be ready to type."""
        super().showEvent(event)  # type: ignore[arg-type]
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Draw the empty three-hour block behind the card."""
        del event
        painter = QPainter(self)
        painter.fillRect(self.rect(), self._theme.colour("canvas"))
        inset_x, inset_y = self.width() * HALL.x() / 1280, self.height() * HALL.y() / 768
        hall = QRectF(self.rect()).adjusted(inset_x, inset_y, -inset_x, -inset_y)
        width = (hall.width() - 32) / 3
        for cell in range(3):
            box = QRectF(hall.left() + cell * (width + 16), hall.top(), width, hall.height())
            crisp_box(painter, box, radius=24, fill=self._theme.colour("sidebar"))

    def _build(self, application: str, clinic: str, heading: str, explanation: str, footer: str) -> None:
        theme = self._theme
        names = [Text(theme, application, "bodyStrong")]
        if clinic:
            names.append(Text(theme, clinic, "caption", "textMuted"))
        card = Card(theme, radius=12)
        card.setFixedWidth(theme.px(CARD_WIDTH))
        words = Text(theme, explanation, "body", "textSecondary", wrap=True)
        if not explanation:
            words.hide()
        card.setLayout(
            column(
                row(Logo(theme, size=30), column(*names), None, gap=12),
                22,
                Text(theme, heading, "display"),
                4,
                words,
                16,
                self._problem,
                4,
                self._label,
                5,
                self._field,
                12,
                self._unlock,
                18,
                row(self._packet, None, self._switch),
                margins=(36, 36, 36, 28),
            )
        )
        foot = row(
            None, icon_label(theme, "shield-check", "textMuted", 14), Text(theme, footer, "caption", "textMuted"), None
        )
        box = QVBoxLayout(self)
        box.setContentsMargins(16, 16, 16, 26)
        box.addStretch(1)
        box.addLayout(row(None, card, None))
        box.addStretch(1)
        box.addLayout(foot)

    def _other_kind(self) -> None:
        recovery = self._kind is SecretKind.PASSPHRASE
        self._kind = SecretKind.RECOVERY if recovery else SecretKind.PASSPHRASE
        self.show_problem("")
        self._field.clear()
        self._show_kind()

    def _show_kind(self) -> None:
        if self._kind is SecretKind.PASSPHRASE:
            self._label.setText(self.tr("Passphrase"))
            self._field.setAccessibleName(self.tr("Passphrase"))
            self._field.setEchoMode(QLineEdit.EchoMode.Password)
            self._switch.setText(self.tr("Use recovery sheet"))
        else:
            self._label.setText(self.tr("Recovery code, eight groups"))
            self._field.setAccessibleName(self.tr("Recovery code, eight groups"))
            self._field.setEchoMode(QLineEdit.EchoMode.Normal)
            self._switch.setText(self.tr("Use passphrase"))
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _accept_older(self) -> None:
        self.set_busy(True)
        self.older_accepted.emit(self._field.text(), self._kind.value)

    def _submit(self) -> None:
        if not self._unlock.isEnabled():
            return
        if not self._field.text():
            self.show_problem(
                self.tr("Type your passphrase.")
                if self._kind is SecretKind.PASSPHRASE
                else self.tr("Type the code from the recovery sheet.")
            )
            return
        self.set_busy(True)
        self.unlock_requested.emit(self._field.text(), self._kind.value)

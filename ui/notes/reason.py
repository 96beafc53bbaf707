"""Asks why somebody signs a note of a session that they did not lead."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.theme import Theme
from ui.widgets import Button, Labelled, PrimaryButton, Text, TextField, column, row

__all__ = ["ReasonDialog", "ask_reason"]

WIDTH = 440


class ReasonDialog(QDialog):
    """One line for the reason; it can be signed only once there is one.

    Args:
        theme: the program's theme.
    """

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Sign anyway"))
        told = self.tr("Somebody else led this session. The reason you give becomes part of what is signed.")
        name = self.tr("Why do you sign?")
        self.field = TextField(theme, name)
        self.sign = PrimaryButton(theme, self.tr("Sign note"), icon="signature")
        self.sign.setEnabled(False)
        self.sign.setDefault(True)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.setAutoDefault(False)
        box = column(
            Text(theme, told, "body", wrap=True), 14, Labelled(theme, name, self.field), margins=(24, 20, 24, 20)
        )
        box.addSpacing(20)
        box.addLayout(row(None, cancel, self.sign, gap=8))
        self.setLayout(box)
        width = self._width(theme)
        self.setMinimumWidth(width)
        self.resize(width, box.heightForWidth(width))  # Qt would leave room for narrower lines
        self.field.textChanged.connect(lambda typed: self.sign.setEnabled(bool(typed.strip())))
        self.sign.clicked.connect(self.accept)
        cancel.clicked.connect(self.reject)
        self.field.setFocus()

    def _width(self, theme: Theme) -> int:
        """As wide as a sentence wants, and never wider than the screen."""
        return min(theme.px(WIDTH), self.screen().availableGeometry().width() - 48)

    def reason(self) -> str:
        """What was typed, without blanks around it."""
        return self.field.text().strip()


def ask_reason(theme: Theme, parent: QWidget) -> str:
    """Ask for the reason, which becomes part of what is signed; empty where the reader does not sign after all."""
    dialog = ReasonDialog(theme, parent)
    agreed = dialog.exec() == QDialog.DialogCode.Accepted
    reason = dialog.reason()
    dialog.deleteLater()
    return reason if agreed else ""

"""A new recovery sheet: shown once, printed or saved, and typed back before the old one is given up."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from coordinator.errors import CoordinatorError
from ui.background import Background
from ui.code_groups import CodeGroups, choose_asked, is_typed_alike
from ui.error_messages import describe
from ui.printing import print_pages
from ui.settings.vault_actions import VaultActions
from ui.theme import Theme
from ui.widgets import Button, Labelled, PrimaryButton, SecretField, Text, TextField, announce, column, row


class RecoveryForm(QWidget):
    """Shows the code and asks for two of its groups and the passphrase. `done` comes when it is in force."""

    done = Signal()
    left = Signal()

    def __init__(self, theme: Theme, background: Background, vault: VaultActions, *, ask: Sequence[int] = ()) -> None:
        super().__init__()
        self._background, self._vault = background, vault
        self._code = vault.new_recovery_code()
        groups = self._code.groups
        self._groups: tuple[str, ...] = tuple(groups() if callable(groups) else groups)
        self._asked = tuple(ask) or choose_asked(self._groups)
        printing = Button(theme, self.tr("Print"), icon="printer")
        printing.clicked.connect(self._print)
        saving = Button(theme, self.tr("Save as PDF"), icon="download")
        saving.clicked.connect(self._save)
        self.fields = [TextField(theme, self._field_name(place)) for place in self._asked]
        labelled = [
            Labelled(theme, self._field_name(place), field)
            for place, field in zip(self._asked, self.fields, strict=True)
        ]
        self.passphrase = SecretField(theme, self.tr("Passphrase"))
        self._wrong = Text(theme, "", "caption", "absent.text", wrap=True)
        self._wrong.hide()
        self._go = PrimaryButton(theme, self.tr("Use this sheet from now on"))
        self._go.clicked.connect(self._submit)
        cancel = Button(theme, self.tr("Keep the old sheet"))
        cancel.clicked.connect(self.left)
        explained = self.tr("Print or save it, then type two groups back. Until then the old sheet stays valid.")
        self.setLayout(
            column(
                Text(theme, explained, "dense", "textSecondary", wrap=True),
                CodeGroups(theme, self._groups),
                row(printing, saving, None),
                row(*labelled, gap=12),
                Labelled(theme, self.tr("Passphrase"), self.passphrase),
                self._wrong,
                row(self._go, cancel, None),
                gap=12,
                margins=(18, 14, 18, 14),
            )
        )

    def _field_name(self, place: int) -> str:
        return self.tr("Group {number}").format(number=place + 1)

    def begin(self) -> None:
        """Put the focus onto the first field to type."""
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def asked(self) -> tuple[str, ...]:
        """The groups that are asked for, as the sheet has them."""
        return tuple(self._groups[place] for place in self._asked)

    def problem(self) -> str:
        """What is said to be wrong; empty without a problem."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def _submit(self) -> None:
        for place, field in zip(self._asked, self.fields, strict=True):
            if not is_typed_alike(field.text(), self._groups[place]):
                sentence = self.tr("Group {number} is not what the sheet says. Check it and type it again.")
                self._refuse(sentence.format(number=place + 1))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return
        passphrase, code = self.passphrase.text(), self._code
        self._go.setEnabled(False)
        self._wrong.hide()
        self._background.run(
            lambda: self._vault.set_recovery_code(passphrase, code), lambda _none: self.done.emit(), self._failed
        )

    def _failed(self, failure: BaseException) -> None:
        self._go.setEnabled(True)
        if not isinstance(failure, CoordinatorError):
            raise failure
        self._refuse(describe(failure).sentence)

    def _refuse(self, sentence: str) -> None:
        self._wrong.setText(sentence)
        self._wrong.show()
        announce(self, sentence, urgent=True)

    # -- paper

    def _save(self) -> None:
        start = str(Path.home() / "Recovery sheet.pdf")
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery sheet"), start, self.tr("PDF (*.pdf)")
        )
        if name:
            code = self._code
            self._background.run(
                lambda: Path(name).write_bytes(self._vault.recovery_sheet(code, 0)[0]), _nothing, self._not_saved
            )

    def _not_saved(self, failure: BaseException) -> None:
        if not isinstance(failure, OSError):
            raise failure
        self._refuse(self.tr("The sheet could not be saved there. Choose another folder."))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, self)
        dialog.accepted.connect(lambda: self._put_on_paper(printer))
        QDialog.open(dialog)

    def _put_on_paper(self, printer: QPrinter) -> None:
        code, dots = self._code, printer.resolution()

        def printed(pages: Sequence[bytes]) -> None:
            printer.setFullPage(True)
            print_pages(printer, [QImage.fromData(page) for page in pages])

        self._background.run(lambda: self._vault.recovery_sheet(code, min(dots, 300))[1], printed, self._not_saved)


def _nothing(outcome: object) -> None:
    del outcome

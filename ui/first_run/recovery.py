"""The recovery code: shown once, printed or saved, and typed back before anything is stored."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QImage, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.code_groups import CodeGroups, choose_asked, is_typed_alike
from ui.first_run.frame import SetupFrame
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    Card,
    InfoBar,
    Labelled,
    PrimaryButton,
    Text,
    TextField,
    Tone,
    announce,
    column,
    row,
)


class RecoveryPage(QWidget):
    """Shows the code's groups and asks for two of them.

    Args:
        theme: the program's theme.
        groups: the printed code, in groups.
        render_pdf: gives the printable sheet.
        render_pages: gives the same sheet as pictures, at a resolution in dots per inch.
        ask: which groups are asked for; a choice at random unless given.
    """

    confirmed = Signal()
    """The asked groups were typed back rightly."""
    back_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        groups: Sequence[str],
        *,
        render_pdf: Callable[[], bytes],
        render_pages: Callable[[int], Sequence[bytes]],
        ask: Sequence[int] = (),
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._groups = theme, tuple(groups)
        self._render_pdf, self._render_pages = render_pdf, render_pages
        self._asked = tuple(ask) or choose_asked(groups)
        self._problem = InfoBar(theme, Tone.ERROR, "")
        self._problem.hide()
        self._fields = [self._field(place) for place in self._asked]
        self._confirm = PrimaryButton(theme, self.tr("Confirm and create vault"), size=ButtonSize.LARGE)
        self._build()
        self._fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong; empty takes it away."""
        self._problem.set_text(sentence)
        self._problem.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, urgent=True)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a state, as in setEnabled
        """Accept nothing while the vault is being made."""
        for part in (*self._fields, self._confirm):
            part.setEnabled(not busy)
        self._confirm.setText(self.tr("Creating the vault") if busy else self.tr("Confirm and create vault"))

    def _field(self, place: int) -> TextField:
        field = TextField(self._theme, self.tr("Group {number}").format(number=place + 1), height=38, role="body")
        field.textChanged.connect(lambda: self.show_problem(""))
        field.returnPressed.connect(self._check)
        return field

    def _build(self) -> None:
        theme = self._theme
        printing = Button(theme, self.tr("Print"), icon="printer")
        printing.clicked.connect(self._print)
        saving = Button(theme, self.tr("Save as PDF"), icon="download")
        saving.clicked.connect(self._save)
        asked = [
            Labelled(theme, self.tr("Group {number}").format(number=place + 1), field)
            for place, field in zip(self._asked, self._fields, strict=True)
        ]
        back = Button(theme, self.tr("Back"), size=ButtonSize.LARGE)
        back.clicked.connect(self.back_requested)
        self._confirm.clicked.connect(self._check)
        frame = SetupFrame(
            theme,
            self.tr("Your recovery sheet"),
            self.tr("It opens the vault when the passphrase is forgotten or this computer is lost. It is shown once."),
        )
        typing = Text(
            theme, self.tr("Type these groups back, so that both of us know it was kept"), "subtitle", wrap=True
        )
        card = Card(theme)
        card.setLayout(column(CodeGroups(theme, self._groups, role="title", gaps=(32, 14)), margins=(24, 20, 24, 20)))
        frame.box.addWidget(self._problem)
        card.setMaximumWidth(theme.px(720))
        frame.box.addWidget(card)
        frame.box.addSpacing(12)
        frame.box.addLayout(row(printing, saving, None))
        frame.box.addSpacing(28)
        frame.box.addWidget(typing)
        frame.box.addSpacing(12)
        frame.box.addLayout(row(*asked, None, gap=16))
        frame.box.addStretch(1)
        frame.add_footer(row(None, back, 2, self._confirm))
        self.setLayout(column(frame))

    def _check(self) -> None:
        for place, field in zip(self._asked, self._fields, strict=True):
            if not is_typed_alike(field.text(), self._groups[place]):
                self.show_problem(
                    self.tr("Group {number} is not what the sheet says. Check it and type it again.").format(
                        number=place + 1
                    )
                )
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                field.selectAll()
                return
        self.confirmed.emit()

    def _save(self) -> None:
        name, _filter = QFileDialog.getSaveFileName(
            self, self.tr("Save the recovery sheet"), str(Path.home() / "Recovery sheet.pdf"), self.tr("PDF (*.pdf)")
        )
        if name:
            try:
                Path(name).write_bytes(self._render_pdf())
            except OSError:
                self.show_problem(self.tr("The sheet could not be saved there. Choose another folder."))

    def _print(self) -> None:
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        if QPrintDialog(printer, self).exec() != QDialog.DialogCode.Accepted:
            return
        painter = QPainter(printer)
        for number, page in enumerate(self._render_pages(printer.resolution())):
            if number:
                printer.newPage()
            painter.drawImage(painter.viewport(), QImage.fromData(page))
        painter.end()

"""Open a substitute packet: the file, and the passphrase that was told by telephone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from coordinator.errors import CoordinatorError
from ui.background import Background
from ui.error_messages import describe
from ui.handover import words  # noqa: F401  registers the words of the packet's errors
from ui.theme import Theme
from ui.widgets import Button, InfoBar, Labelled, PrimaryButton, SecretField, Text, Tone, announce, column, row

OpenPacket = Callable[[Path, str], Path]
"""Makes the guest vault of a packet, or finds the one that was made of it; gives its folder."""
ChooseFile = Callable[[QWidget], Path | None]


def choose_packet(parent: QWidget) -> Path | None:
    """Ask for the packet's file."""
    title = parent.tr("Choose a substitute packet")
    name, _ = QFileDialog.getOpenFileName(
        parent, title, str(Path.home()), parent.tr("Packets (*.packet);;All files (*)")
    )
    return Path(name) if name else None


class OpenPacketDialog(QDialog):
    """Asks for file and passphrase; nothing of it comes into the person's own vault.

    Args:
        theme: the program's theme.
        background: where the packet is opened, which takes a moment.
        open_packet: opens it.
        choose: asks for the file.
    """

    opened = Signal(object, str)
    """Carries the guest vault's folder and the passphrase that opens it."""

    def __init__(
        self,
        theme: Theme,
        background: Background,
        open_packet: OpenPacket,
        *,
        choose: ChooseFile = choose_packet,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._background, self._open, self._choose = background, open_packet, choose
        self._path: Path | None = None
        self.setWindowTitle(self.tr("Open a substitute packet"))
        self.resize(min(theme.px(480), 1000), min(theme.px(360), 720))
        self.file = Text(theme, self.tr("No file chosen yet."), "dense", "textSecondary", wrap=True)
        browse = Button(theme, self.tr("Choose file"), icon="folder-open")
        browse.clicked.connect(self.browse)
        self.passphrase = SecretField(theme, self.tr("Passphrase of the packet"))
        self.passphrase.returnPressed.connect(self._submit)
        self.problem = InfoBar(theme, Tone.ERROR, "")
        self.problem.hide()
        self.go = PrimaryButton(theme, self.tr("Open packet"), icon="lock-open")
        self.go.clicked.connect(self._submit)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        apart = self.tr(
            "It becomes a vault of its own for one session, until it expires. Nothing of it comes into your vault."
        )
        line = row(self.file, browse, gap=12)
        line.setStretch(0, 1)
        self.setLayout(
            column(
                Text(theme, self.tr("Open a substitute packet"), "title", wrap=True),
                Text(theme, apart, "dense", "textSecondary", wrap=True),
                self.problem,
                line,
                Labelled(theme, self.tr("Passphrase of the packet"), self.passphrase),
                None,
                row(None, cancel, self.go, gap=8),
                gap=12,
                margins=(24, 20, 24, 18),
            )
        )

    def browse(self) -> None:
        """Ask for the file."""
        path = self._choose(self)
        if path is not None:
            self._path = path
            self.file.setText(path.name)
            self.problem.hide()
            self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)

    def _submit(self) -> None:
        path, typed = self._path, self.passphrase.text().strip()
        if path is None:
            self._say(self.tr("Choose the packet’s file first."))
            return
        if not typed:
            self._say(self.tr("Type the passphrase that was told to you."))
            return
        self.go.setEnabled(False)
        self._background.run(lambda: self._open(path, typed), self._done, self._failed)

    def _done(self, folder: Path) -> None:
        self.opened.emit(folder, self.passphrase.text().strip())
        self.passphrase.clear()
        self.accept()

    def _failed(self, failure: BaseException) -> None:
        self.go.setEnabled(True)
        if not isinstance(failure, CoordinatorError):
            raise failure
        self._say(describe(failure).sentence)

    def _say(self, sentence: str) -> None:
        self.problem.set_text(sentence)
        self.problem.show()
        announce(self, sentence, urgent=True)

"""Set up a vault: who signs, the passphrase, where it lies, and how to start."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QFileDialog, QVBoxLayout, QWidget

from ui.first_run.frame import SetupFrame
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    InfoBar,
    Labelled,
    LinkButton,
    PassphraseStrength,
    PrimaryButton,
    RadioCard,
    SecretField,
    Text,
    TextField,
    Tone,
    TwoColumns,
    announce,
    column,
    icon_label,
    row,
)

ESTIMATE_AFTER_MS = 120
LEAST_SCORE = 3
"""What a passphrase must reach beside a working keyring; alone it needs one more."""
LEVELS = 5


class StartChoice(StrEnum):
    """What happens once the vault is there."""

    IMPORT = "import"
    SAMPLE = "sample"
    EMPTY = "empty"
    RESTORE = "restore"


@dataclass(frozen=True, slots=True)
class Answers:
    """What was filled in."""

    signer: str
    passphrase: str
    folder: Path
    start: StartChoice


class FirstRunPage(QWidget):
    """One page, two columns, one button; the button says what it will do.

    Args:
        theme: the program's theme.
        folder: where the vault will lie unless another place is chosen.
        score: estimates a passphrase, 0 to 4, given the words an attacker would try first.
        suggest: gives a passphrase of random words.
    """

    submitted = Signal(object)
    """Carries `Answers`, complete and consistent."""
    restore_requested = Signal(object)
    """Carries the folder into which a backup is to be restored."""
    quit_requested = Signal()
    packet_requested = Signal()

    def __init__(
        self,
        theme: Theme,
        folder: Path,
        *,
        score: Callable[[str, tuple[str, ...]], int],
        suggest: Callable[[], str],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._folder, self._score, self._suggest = theme, folder, score, suggest
        self._needed = LEAST_SCORE
        self._score_now = -1
        self._estimate = QTimer(self, singleShot=True, interval=ESTIMATE_AFTER_MS)
        self._estimate.timeout.connect(self._show_strength)
        self._signer = TextField(theme, self.tr("Your name and credentials"), height=38, role="body")
        self._signer.setPlaceholderText(self.tr("Renee Alvarado, LCSW"))
        self._passphrase = SecretField(theme, self.tr("Passphrase"), height=38, role="body")
        self._repeat = SecretField(theme, self.tr("Repeat passphrase"), height=38, role="body")
        self._meter = PassphraseStrength(theme)
        self._location = TextField(theme, self.tr("Vault location"), icon="folder")
        self._location.setReadOnly(True)
        self._problem = InfoBar(theme, Tone.ERROR, "")
        self._problem.hide()
        self._keyring_words = Text(theme, "", "caption", "warnText", wrap=True)
        self._keyring_words.hide()
        self._cards = self._make_cards()
        self._create = PrimaryButton(theme, "", size=ButtonSize.LARGE)
        self._build()
        self._connect()
        self._show_folder()
        self._show_choice()

    # -- what startup tells it

    def show_keyring(self, sentence: str) -> None:
        """Say that no keyring protects the vault here, so that the passphrase must be stronger; empty when one does."""
        self._keyring_words.setText(sentence)
        self._keyring_words.setVisible(bool(sentence))
        self._needed = LEAST_SCORE + 1 if sentence else LEAST_SCORE
        self._show_strength()

    def fill(self, signer: str, passphrase: str) -> None:
        """Put a name and a passphrase into the fields."""
        self._signer.setText(signer)
        self._passphrase.setText(passphrase)
        self._passphrase.setEchoMode(SecretField.EchoMode.Normal)
        self._repeat.setText(passphrase)
        self._show_strength()

    def show_problem(self, sentence: str) -> None:
        """Say what went wrong; empty takes it away."""
        self._problem.set_text(sentence)
        self._problem.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, urgent=True)

    def set_busy(self, busy: bool) -> None:  # noqa: FBT001  a state, as in setEnabled
        """Accept nothing while the vault is being made."""
        for part in (self._signer, self._passphrase, self._repeat, self._create, *self._cards.values()):
            part.setEnabled(not busy)

    def choice(self) -> StartChoice:
        """How to start."""
        return next(choice for choice, card in self._cards.items() if card.isChecked())

    # -- building

    def _make_cards(self) -> dict[StartChoice, RadioCard]:
        theme = self._theme
        texts = {
            StartChoice.IMPORT: (
                "upload",
                self.tr("Import a roster"),
                self.tr("A CSV with client names and groups. You match the columns next."),
            ),
            StartChoice.SAMPLE: (
                "play",
                self.tr("Explore a sample clinic"),
                self.tr("24 made-up clients and eight weeks of sessions. Remove it in one step."),
            ),
            StartChoice.EMPTY: (
                "plus",
                self.tr("Start empty"),
                self.tr("Add your first group, then its clients."),
            ),
            StartChoice.RESTORE: (
                "archive-restore",
                self.tr("Restore a backup"),
                self.tr("From another computer or an older version."),
            ),
        }
        cards = {choice: RadioCard(theme, *words) for choice, words in texts.items()}
        cards[StartChoice.IMPORT].setChecked(True)
        group = QButtonGroup(self)
        for card in cards.values():
            group.addButton(card)
        return cards

    def _build(self) -> None:
        theme = self._theme
        leave = Button(theme, self.tr("Quit"), size=ButtonSize.LARGE)
        leave.clicked.connect(self.quit_requested)
        promise = Text(
            theme, self.tr("Encrypted with your passphrase, which is never stored."), "caption", "textMuted", wrap=True
        )
        footer = row(icon_label(theme, "lock", "textMuted", 14))
        footer.addWidget(promise, 1)
        footer.addLayout(row(leave, 2, self._create))
        frame = SetupFrame(
            theme,
            self.tr("Set up your workspace"),
            self.tr("Everything stays on this computer, encrypted. No account, nothing sent online."),
        )
        frame.box.addWidget(self._problem)
        frame.box.addWidget(TwoColumns(theme, self._left(), self._right(), width=452, least=320))
        frame.box.addStretch(1)
        frame.add_footer(footer)
        self.setLayout(column(frame))

    def _left(self) -> QVBoxLayout:
        theme = self._theme
        suggest = LinkButton(theme, self.tr("Suggest one"), role="dense")
        suggest.clicked.connect(self._use_suggestion)
        hint = Text(
            theme, self.tr("Four or more unrelated words are easiest to remember."), "caption", "textMuted", wrap=True
        )
        advice = row(gap=14)
        advice.addWidget(hint, 1)
        advice.addWidget(suggest)
        warning = InfoBar(
            theme,
            Tone.WARNING,
            self.tr(
                "<b>No one can reset this passphrase.</b> Next you print a recovery sheet. "
                "Keep it with your other clinic records."
            ),
            icon="key-round",
            rich=True,
        )
        change = Button(theme, self.tr("Change"))
        change.clicked.connect(self._change_folder)
        return column(
            Text(theme, self.tr("1. Create your vault"), "title"),
            16,
            Labelled(theme, self.tr("Your name and credentials, used when you sign notes"), self._signer),
            16,
            Labelled(theme, self.tr("Passphrase"), self._passphrase),
            9,
            self._meter,
            4,
            advice,
            self._keyring_words,
            16,
            Labelled(theme, self.tr("Repeat passphrase"), self._repeat),
            16,
            warning,
            18,
            Text(theme, self.tr("Vault location"), "caption", "textMuted"),
            5,
            row(self._location, change, gap=8),
            None,
        )

    def _right(self) -> QVBoxLayout:
        cards = column(*self._cards.values(), gap=10)
        later = Text(self._theme, self.tr("You can do any of these later from Settings."), "caption", "textMuted")
        guest = LinkButton(self._theme, self.tr("Open a substitute packet"), role="dense")
        guest.clicked.connect(self.packet_requested)
        heading = Text(self._theme, self.tr("2. Choose how to start"), "title")
        return column(heading, 16, cards, 14, later, 14, row(guest, None), None)

    def _connect(self) -> None:
        self._passphrase.textChanged.connect(self._typed)
        self._repeat.textChanged.connect(self._typed)
        self._signer.textChanged.connect(self._typed)
        self._create.clicked.connect(self._submit)
        for card in self._cards.values():
            card.toggled.connect(self._show_choice)
        for field in (self._signer, self._passphrase, self._repeat):
            field.returnPressed.connect(self._submit)

    # -- while it is filled in

    def _typed(self) -> None:
        self.show_problem("")
        self._estimate.start()
        same = bool(self._repeat.text()) and self._repeat.text() == self._passphrase.text()
        self._repeat.setAccessibleDescription(self.tr("The same as the passphrase.") if same else "")

    def _show_strength(self) -> None:
        text = self._passphrase.text()
        self._score_now = self._score(text, (self._signer.text(),)) if text else -1
        # Four of five bars read "Strong"; where no keyring helps, only the fifth is strong enough.
        short = 1 if self._needed > LEAST_SCORE else 0
        self._meter.show_level(max(0, self._score_now + 1 - short) if self._score_now < self._needed else LEVELS)
        if self._score_now == self._needed == LEAST_SCORE:
            self._meter.show_level(LEVELS - 1)

    def _use_suggestion(self) -> None:
        words = self._suggest()
        self._passphrase.setText(words)
        self._passphrase.setEchoMode(SecretField.EchoMode.Normal)
        self._repeat.clear()
        self._repeat.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_strength()

    def _change_folder(self) -> None:
        chosen = QFileDialog.getExistingDirectory(self, self.tr("Choose an empty folder"), str(self._folder.parent))
        if chosen:
            self._folder = Path(chosen)
            self._show_folder()

    def _show_folder(self) -> None:
        at_home = self._folder.is_relative_to(Path.home())
        shown = self._folder.relative_to(Path.home()) if at_home else self._folder
        self._location.setText(" › ".join(part for part in shown.parts if part != shown.anchor))
        self._location.setToolTip(str(self._folder))

    def _show_choice(self) -> None:
        words = {
            StartChoice.IMPORT: self.tr("Create vault and choose file"),
            StartChoice.SAMPLE: self.tr("Create vault and explore"),
            StartChoice.EMPTY: self.tr("Create vault"),
            StartChoice.RESTORE: self.tr("Choose backup"),
        }
        self._create.setText(words[self.choice()])
        restoring = self.choice() is StartChoice.RESTORE
        for field in (self._signer, self._passphrase, self._repeat):
            field.setEnabled(not restoring)

    # -- done

    def _submit(self) -> None:
        if self.choice() is StartChoice.RESTORE:
            self.restore_requested.emit(self._folder)
            return
        self._estimate.stop()
        self._show_strength()
        field, sentence = self._first_problem()
        if field is not None:
            self.show_problem(sentence)
            field.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.submitted.emit(Answers(self._signer.text().strip(), self._passphrase.text(), self._folder, self.choice()))

    def _first_problem(self) -> tuple[TextField | None, str]:
        if not self._signer.text().strip():
            return self._signer, self.tr("Enter your name. It is printed under the notes you sign.")
        if self._score_now < self._needed:
            return self._passphrase, self.tr(
                "This passphrase would be guessed too soon. Add an unrelated word, or let one be suggested."
            )
        if self._repeat.text() != self._passphrase.text():
            return self._repeat, self.tr("The two passphrases differ. Type the same one again.")
        return None, ""

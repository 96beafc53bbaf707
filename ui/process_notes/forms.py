"""What stands before the notes: open them, open them with the code, begin them, put a backup back."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLayout, QSizePolicy, QWidget

from coordinator.vault.recovery_code import RecoveryCode
from ui.code_groups import CodeGroups, choose_asked, is_typed_alike
from ui.theme import Theme
from ui.widgets import (
    Button,
    Card,
    EmptyState,
    Labelled,
    PrimaryButton,
    SecretField,
    Text,
    TextField,
    announce,
    clear_layout,
    column,
    row,
)

__all__ = ["BeginForm", "CodeForm", "Doorway", "OpenForm"]

WIDTH = 460


class _Form(Card):
    """A card with a heading, a sentence, fields, a problem and a button; Enter goes on, Esc leaves."""

    submitted = Signal()
    left = Signal()

    def __init__(self, theme: Theme, title: str, said: str, go: str, *, may_leave: bool = False) -> None:
        super().__init__(theme)
        self._theme = theme
        self._fields = column(gap=10)
        self._wrong = Text(theme, "", "caption", "absent.text", wrap=True)
        self._wrong.hide()
        self.go = PrimaryButton(theme, go)
        self.go.clicked.connect(self.submitted)
        buttons: list[QWidget | None] = [self.go, None]
        if may_leave:
            cancel = Button(theme, self.tr("Cancel"))
            cancel.clicked.connect(self.left)
            buttons.insert(1, cancel)
        self.setLayout(
            column(
                Text(theme, title, "subtitle", wrap=True),
                Text(theme, said, "dense", "textSecondary", wrap=True),
                self._fields,
                self._wrong,
                row(*buttons),
                gap=12,
                margins=(22, 18, 22, 18),
            )
        )
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        theme.changed.connect(self._restyle)
        self._restyle()

    def add(self, *parts: QWidget | QLayout) -> None:
        """Put something between the sentence and the button."""
        for part in parts:
            self._fields.addWidget(part) if isinstance(part, QWidget) else self._fields.addLayout(part)

    def add_passphrase(self, label: str) -> SecretField:
        """Ask for a passphrase."""
        field = SecretField(self._theme, label)
        self.add(Labelled(self._theme, label, field))
        return field

    def set_busy(self, *, busy: bool) -> None:
        """Take nothing more until the answer is there."""
        self.go.setEnabled(not busy)

    def refuse(self, sentence: str) -> None:
        """Say what is wrong; empty takes it back."""
        self._wrong.setText(sentence)
        self._wrong.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, urgent=True)

    def problem(self) -> str:
        """What is said to be wrong; empty without a problem."""
        return self._wrong.text() if not self._wrong.isHidden() else ""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Enter goes on, Esc leaves."""
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.go.isEnabled():
            self.submitted.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def _restyle(self) -> None:
        self.setMaximumWidth(self._theme.px(WIDTH))


class OpenForm(_Form):
    """Asks for the passphrase."""

    def __init__(self, theme: Theme) -> None:
        super().__init__(
            theme,
            self.tr("Closed"),
            self.tr("They open when you ask for them, and close with the vault or when you close them here."),
            self.tr("Open process notes"),
        )
        self.passphrase = self.add_passphrase(self.tr("Passphrase"))

    def begin(self) -> None:
        """Put the focus into the field."""
        self.passphrase.setFocus(Qt.FocusReason.OtherFocusReason)


class CodeForm(_Form):
    """Asks for passphrase and code: after a recovery, and for a backup from elsewhere."""

    def __init__(self, theme: Theme, *, title: str, said: str, go: str) -> None:
        super().__init__(theme, title, said, go, may_leave=True)
        self.passphrase = self.add_passphrase(self.tr("Passphrase"))
        self.code = TextField(theme, self.tr("Code of your process notes"), placeholder="ABCDE-FGHJK-…")
        self.code.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.add(Labelled(theme, self.tr("Code of your process notes"), self.code))

    def begin(self) -> None:
        """Put the focus into the first field that is empty."""
        field = self.code if self.passphrase.text() else self.passphrase
        field.setFocus(Qt.FocusReason.OtherFocusReason)


class BeginForm(_Form):
    """Shows the code once and asks for two of its groups and the passphrase."""

    def __init__(self, theme: Theme, *, ask: Sequence[int] = ()) -> None:
        super().__init__(
            theme,
            self.tr("Begin process notes"),
            self.tr(
                "Write this code down and keep it apart from the vault's recovery sheet: after a recovery, and on "
                "another computer, it alone opens your process notes. It is shown this once."
            ),
            self.tr("Begin process notes"),
        )
        self.secret = RecoveryCode.generate()
        groups = self.secret.groups
        self._asked = tuple(ask) or choose_asked(groups)
        self.fields = [TextField(theme, self._field_name(place)) for place in self._asked]
        pairs = zip(self._asked, self.fields, strict=True)
        self.add(
            CodeGroups(theme, groups, gaps=(18, 8)),
            row(*(Labelled(theme, self._field_name(place), field) for place, field in pairs), gap=12),
        )
        self.passphrase = self.add_passphrase(self.tr("Passphrase"))

    def begin(self) -> None:
        """Put the focus onto the first group to type."""
        self.fields[0].setFocus(Qt.FocusReason.OtherFocusReason)

    def asked(self) -> tuple[str, ...]:
        """The groups that are asked for, as they are shown."""
        return tuple(self.secret.groups[place] for place in self._asked)

    def is_written_down(self) -> bool:
        """Whether both groups were typed as shown; says which was not."""
        for place, field in zip(self._asked, self.fields, strict=True):
            if not is_typed_alike(field.text(), self.secret.groups[place]):
                sentence = self.tr("Group {number} is not what is shown above. Check it and type it again.")
                self.refuse(sentence.format(number=place + 1))
                field.setFocus(Qt.FocusReason.OtherFocusReason)
                return False
        return True

    def _field_name(self, place: int) -> str:
        return self.tr("Group {number}").format(number=place + 1)


class Doorway(QWidget):
    """The room in which one form stands."""

    def __init__(self) -> None:
        super().__init__()
        self._box = column(margins=(24, 28, 24, 28))
        self.setLayout(self._box)

    def show_one(self, widget: QWidget) -> None:
        """Put a widget in the place of the one before."""
        clear_layout(self._box)
        if isinstance(widget, EmptyState):
            self._box.addWidget(widget, 1)
            return
        line = row(gap=0)
        line.addWidget(widget, 1)
        line.addStretch(0)
        self._box.addLayout(line)
        self._box.addStretch(1)

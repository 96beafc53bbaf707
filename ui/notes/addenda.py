"""What follows a signature: the line that says who signed, the addenda, and the form for another one."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coordinator.notes import Addendum, NoteView
from coordinator.vocabulary import AddendumKind
from ui.notes.words import NoteWords
from ui.theme import Theme
from ui.widgets import (
    Button,
    Card,
    Divider,
    PrimaryButton,
    SegmentedControl,
    Text,
    clear_layout,
    column,
    icon_label,
    row,
)

__all__ = ["SealedPart"]

SAVE_MS = 700
"""From the first unsaved keystroke to the store, as for a note."""


class SealedPart(QWidget):
    """Signature and addenda of a signed note.

    Args:
        theme: the program's theme.
        words: the words of notes.
    """

    addendum_requested = Signal(str, object)
    """The text and its `AddendumKind`."""
    typed = Signal(str, object)
    """Half-typed text and its `AddendumKind`, to be kept; empty text lets it go."""
    cosign_requested = Signal(object)
    """The `Addendum` beside which the reader signs."""

    def __init__(self, theme: Theme, words: NoteWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._words = theme, words
        self._pending = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SAVE_MS)
        self._soon.timeout.connect(self.save_now)
        self._records = column(gap=8)
        self._form = self._build_form()
        self._form.hide()
        self.setLayout(column(self._records, 12, self._form))

    def _build_form(self) -> QWidget:
        theme = self._theme
        kinds = [(kind.value, self._words.addendum(kind)) for kind in AddendumKind]
        self.kind = SegmentedControl(theme, kinds, name=self.tr("Kind of addition"), height=30)
        self.text = QPlainTextEdit()
        self.text.setAccessibleName(self.tr("Text of the addition"))
        self.text.setPlaceholderText(self.tr("What is added or corrected. The note above stays as it was signed."))
        self.text.setTabChangesFocus(True)
        self.save = PrimaryButton(theme, self.tr("Sign addition"), icon="signature")
        cancel = Button(theme, self.tr("Cancel"))
        self.save.clicked.connect(self._save)
        cancel.clicked.connect(self._cancel)
        self.text.textChanged.connect(self._edited)
        self.kind.chosen.connect(self._edited)
        form = QWidget()
        form.setLayout(column(self.kind, 8, self.text, 8, row(None, cancel, self.save)))
        theme.changed.connect(self._restyle)
        self._restyle()
        return form

    def show_view(self, view: NoteView) -> None:
        """Show who signed, and what was added since. Half-typed text stays."""
        clear_layout(self._records)
        signature = view.signature
        self.setVisible(signature is not None)
        if signature is None:
            return
        theme, words, zone = self._theme, self._words, view.sheet.session.zone
        self._records.addWidget(Divider(theme))
        icon = icon_label(theme, "circle-check", "present.text", 15)
        self._records.addLayout(row(icon, Text(theme, words.signed(signature, zone), "dense", wrap=True), gap=8))
        for told in words.beside(signature, zone):
            self._records.addLayout(
                row(icon_label(theme, "signature", "textMuted", 15), Text(theme, told, "dense", wrap=True), gap=8)
            )
        if signature.late:
            late = self.tr("Late entry: signed after its due day.")
            self._records.addWidget(Text(theme, late, "caption", "warnText", wrap=True))
        beside = [signature.cosignature, *(one.cosignature for one in view.addenda)]
        given = [signature.intact, *(one.intact for one in view.addenda), *(one.intact for one in beside if one)]
        if not all(given):
            altered = self.tr("This record is not as it was signed. Open the history to see what was changed.")
            self._records.addWidget(Text(theme, altered, "denseMedium", "absent.text", wrap=True))
        for one in view.addenda:
            self._records.addWidget(self._card(one, zone))
        draft = view.addendum_draft
        if draft is not None and not self.is_typing():
            self.kind.choose(draft.kind.value)
            self.text.setPlainText(draft.text)
            self._soon.stop()
            self._pending = False
            self._form.show()

    def _card(self, one: Addendum, zone: str) -> Card:
        """An addition: its kind, its words, who signed it and who signed or is to sign beside."""
        theme, words = self._theme, self._words
        card = Card(theme)
        told = words.signed_by(self.tr("%1, %2, %3"), one.signer, one.signed_at, zone)
        head = row(Text(theme, words.addendum(one.kind), "denseStrong"), gap=8)
        head.addWidget(Text(theme, told, "caption", "textMuted", wrap=True), 1)
        box = column(head, 4, Text(theme, one.text, "body", wrap=True), margins=(12, 10, 12, 10))
        for beside in words.beside_addition(one, zone):
            said = Text(theme, beside, "caption", "textSecondary", wrap=True)
            line = row(icon_label(theme, "signature", "textMuted", 14), gap=8)
            line.addWidget(said, 1)
            box.addSpacing(6)
            box.addLayout(line)
            if one.may_cosign:
                button = Button(theme, self.tr("Co-sign"), icon="signature")
                button.setAccessibleName(f"{self.tr('Co-sign')}: {words.addendum(one.kind)}, {told}")
                button.clicked.connect(partial(self.cosign_requested.emit, one))
                line.addWidget(button)
        card.setLayout(box)
        return card

    def save_now(self) -> None:
        """Hand over what is half typed: before leaving, locking or closing."""
        self._soon.stop()
        if self._pending:
            self._pending = False
            self.typed.emit(self.text.toPlainText(), AddendumKind(self.kind.choice()))

    def open_form(self) -> None:
        """Let an addition be typed."""
        self._form.show()
        self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def close_form(self) -> None:
        """Put the form away: what is half typed is in the store, or was signed."""
        self._form.hide()
        self.text.clear()
        self._soon.stop()
        self._pending = False

    def _cancel(self) -> None:
        """Let go of what was typed."""
        kind = AddendumKind(self.kind.choice())
        self.close_form()
        self.typed.emit("", kind)

    def _edited(self, *_: object) -> None:
        if self.is_typing():
            self._pending = True
            if not self._soon.isActive():
                self._soon.start()

    def is_typing(self) -> bool:
        """Whether an addition is under way."""
        return not self._form.isHidden()

    def _save(self) -> None:
        if self.text.toPlainText().strip():
            self._soon.stop()
            self._pending = False
            self.addendum_requested.emit(self.text.toPlainText(), AddendumKind(self.kind.choice()))
        else:
            self.text.setFocus(Qt.FocusReason.OtherFocusReason)

    def _restyle(self) -> None:
        self.text.setFont(self._theme.font("body"))
        self.text.setFixedHeight(self._theme.px(88))

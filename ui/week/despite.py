"""What a plan would clash with, and why it is planned all the same."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ui.theme import Theme
from ui.widgets import InfoBar, Labelled, TextField, Tone, announce, column

MOST_SAID = 4


class DespiteField(QWidget):
    """Hidden while nothing clashes. A clash never forbids: it asks for a reason."""

    confirmed = Signal()
    """Enter in the reason."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clashes: tuple[str, ...] = ()
        self._bar = InfoBar(theme, Tone.WARNING, "")
        self._why = TextField(theme, self.tr("Reason"), placeholder=self.tr("Why it is planned all the same"))
        self.setLayout(column(self._bar, 6, Labelled(theme, self.tr("Reason"), self._why), margins=(0, 6, 0, 6)))
        self._why.returnPressed.connect(self.confirmed)
        self.hide()

    @property
    def reason(self) -> str:
        """What was typed; empty where nothing clashes."""
        return self._why.text().strip() if self._clashes else ""

    @property
    def sentence(self) -> str:
        """What it says."""
        return " ".join(self._clashes)

    def begin(self) -> None:
        """Start afresh."""
        self._why.clear()
        self.show_clashes(())

    def show_clashes(self, sentences: tuple[str, ...]) -> None:
        """Say the first few; none takes the field away."""
        if sentences != self._clashes and sentences:
            announce(self, sentences[0])
        self._clashes = sentences
        more = len(sentences) - MOST_SAID
        shown = list(sentences[:MOST_SAID])
        if more > 0:
            shown.append(self.tr("And %1 more.").replace("%1", str(more)))
        self._bar.set_text(" ".join(shown))
        self._why.set_invalid(False)
        self.setVisible(bool(sentences))

    def focus_reason(self) -> None:
        """Let the reason be typed."""
        self._why.setFocus()

    def mark_missing(self) -> bool:
        """Say whether a reason is asked for and missing, and put the focus there."""
        missing = bool(self._clashes) and not self.reason
        self._why.set_invalid(missing, self.tr("Say why it is planned all the same."))
        if missing:
            self._why.setFocus()
        return missing

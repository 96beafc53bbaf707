"""How a mark is known, on demand: its source, and everything that became of it."""

from __future__ import annotations

from PySide6.QtCore import QObject

from coordinator.attendance import AttendanceLine, Evidence
from coordinator.vocabulary import ClientId
from ui.session.desk import AttendanceDesk
from ui.session.floating_card import FloatingCard
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import Text

__all__ = ["EvidenceView"]


class EvidenceView(QObject):
    """Fills a card with the evidence of one mark.

    Args:
        theme: the program's theme.
        desk: where facts come from.
        words: what things are called.
        card: the card to fill.
    """

    def __init__(self, theme: Theme, desk: AttendanceDesk, words: AttendanceWords, card: FloatingCard) -> None:
        super().__init__(card)
        self._theme, self._desk, self._words, self._card = theme, desk, words, card

    def open(self, client_id: ClientId) -> None:
        """Show how one client's mark is known."""
        self._desk.read_evidence(client_id, self._show)

    def _show(self, evidence: Evidence) -> None:
        line, sheet = self._desk.line(evidence.client_id), self._desk.sheet
        if line is None or sheet is None:
            return
        words, zone, box = self._words.help, sheet.session.zone, self._card.body
        self._card.begin(self.tr("How this mark is known: %1").replace("%1", self._words.name(line)))
        box.addWidget(Text(self._theme, words.source(evidence, zone), "dense", wrap=True))
        if evidence.made_up is not None:
            made = self.tr("Made up for in %1.").replace("%1", words.missed(evidence.made_up))
            box.addWidget(Text(self._theme, made, "dense", "textSecondary", wrap=True))
        for told in self._beside(line, zone):
            box.addWidget(Text(self._theme, told, "dense", "textSecondary", wrap=True))
        box.addWidget(Text(self._theme, self.tr("History"), "section"))
        for change in evidence.history:
            box.addWidget(Text(self._theme, words.change(change, zone), "dense", wrap=True))
        if not evidence.history:
            box.addWidget(Text(self._theme, self.tr("Nothing yet."), "caption", "textMuted"))
        self._card.present()

    def _beside(self, line: AttendanceLine, zone: str) -> list[str]:
        words = self._words.help
        told = [words.walk_in(line), words.taking_part(line, zone)]
        if line.license_reason:
            reason = self.tr("Seen in %1 without a license on record: %2.")
            told.append(reason.replace("%1", line.location_state).replace("%2", line.license_reason.rstrip(".")))
        return [one for one in told if one]

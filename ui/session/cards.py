"""The cards above the session screen: help, evidence, somebody who is not on the list."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from coordinator.vocabulary import ClientId
from ui.session.desk import AttendanceDesk
from ui.session.emergency_view import EmergencyView
from ui.session.evidence_view import EvidenceView
from ui.session.floating_card import FloatingCard
from ui.session.walk_in_form import WalkInForm
from ui.session.words import AttendanceWords
from ui.theme import Theme

__all__ = ["SessionCards"]


class SessionCards:
    """One card over a host, shown in one of three ways. It never stops the list below it.

    Args:
        theme: the program's theme.
        desk: the open session.
        words: what things are called.
        host: the widget that the card lies above.
    """

    def __init__(self, theme: Theme, desk: AttendanceDesk, words: AttendanceWords, host: QWidget) -> None:
        self.card = FloatingCard(theme, host)
        self.help = EmergencyView(theme, desk, words, self.card)
        self.known = EvidenceView(theme, desk, words, self.card)
        self.walk_in = WalkInForm(theme, desk, words, self.card)

    def show_help(self, client_id: ClientId | None) -> None:
        """Show what sends help to a client; the same key puts it away."""
        if self.help.client is not None or client_id is None:
            self.card.put_away()
        else:
            self.help.open(client_id)

    def show_evidence(self, client_id: ClientId) -> None:
        """Show how a client's mark is known."""
        self.card.put_away()
        self.known.open(client_id)

    def show_walk_in(self) -> None:
        """Ask who came that is not on the list."""
        self.card.put_away()
        self.walk_in.open()

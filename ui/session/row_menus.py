"""The numbered menus of a row: why excused, what came of a call, how somebody takes part."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial

from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtWidgets import QMenu, QWidget

from coordinator.vocabulary import ClientId, ExcuseReason, Modality, OutreachMethod, OutreachOutcome
from ui.session.desk import AttendanceDesk
from ui.session.words import AttendanceWords
from ui.theme import Theme

__all__ = ["ATTEMPTS", "RowMenus"]

ATTEMPTS = tuple(
    (method, outcome)
    for method in (OutreachMethod.CALL, OutreachMethod.TEXT, OutreachMethod.EMERGENCY_CONTACT)
    for outcome in OutreachOutcome
)
"""What may have come of an attempt, in the order of the digits 1 to 9."""


class RowMenus(QObject):
    """Opens a menu at a place; a digit chooses.

    Args:
        theme: the program's theme.
        desk: where changes are asked for.
        words: what the choices are called.
        parent: the widget that the menus belong to.
    """

    def __init__(self, theme: Theme, desk: AttendanceDesk, words: AttendanceWords, parent: QWidget) -> None:
        super().__init__(parent)
        self._theme, self._desk, self._words, self._owner = theme, desk, words, parent

    def reasons(self, client_id: ClientId, at: QPoint, other: Callable[[ClientId], None]) -> None:
        """Ask why a client is excused; `other` lets it be typed."""
        self._offer(
            self.tr("Why is this client excused?"),
            (
                (self._words.reason(one), partial(self._desk.excuse, client_id, one))
                if one is not ExcuseReason.OTHER
                else (self._words.reason(one), partial(other, client_id))
                for one in ExcuseReason
            ),
            at,
        )

    def outcomes(self, client_id: ClientId, at: QPoint) -> None:
        """Ask what came of a call."""
        self._offer(
            self.tr("What came of the call?"),
            ((self._words.outcome(one), partial(self._desk.log_call, client_id, one)) for one in OutreachOutcome),
            at,
        )

    def attempts(self, client_id: ClientId, at: QPoint) -> None:
        """Ask how a missing client was tried, and what came of it."""
        self._offer(
            self.tr("What came of the attempt?"),
            (
                (
                    self._words.attempt(method, outcome),
                    partial(self._desk.log_call, client_id, outcome, method),
                )
                for method, outcome in ATTEMPTS
            ),
            at,
        )

    def away(self, client_id: ClientId) -> None:
        """One key for both: who is here steps out, who is away or left early is back."""
        line = self._desk.line(client_id)
        if line is not None and (line.out_since is not None or line.left_early):
            self._desk.come_back(client_id)
        else:
            self._desk.step_out(client_id)

    def modalities(self, client_id: ClientId, at: QPoint) -> None:
        """Ask how a client takes part from now on."""
        self._offer(
            self.tr("How does this client take part now?"),
            ((self._words.modality(one), partial(self._desk.take_part, client_id, one)) for one in Modality),
            at,
        )

    def _offer(self, title: str, choices: Iterable[tuple[str, Callable[[], None]]], at: QPoint) -> None:
        menu = QMenu(self._owner)
        menu.setAccessibleName(title)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setFont(self._theme.font("dense"))
        for number, (words, chosen) in enumerate(choices, start=1):
            action = menu.addAction(f"&{number}  {words}")
            action.triggered.connect(lambda _=False, do=chosen: do())
        menu.popup(at)

"""What the session page says in its bars, and what can be answered there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer

from coordinator.attendance import Notice
from coordinator.errors import CoordinatorError, StoreError
from coordinator.vocabulary import ClientId
from ui.error_messages import describe
from ui.session.bars import MessageBars
from ui.session.desk import AttendanceDesk
from ui.session.words import AttendanceWords
from ui.widgets import Tone

__all__ = ["Answers"]


class Answers(QObject):
    """Tells notices and refusals, and asks what must be answered: in place, never in a dialog.

    Args:
        bars: where to say it.
        desk: the open session.
        words: what things are called.
        back: gives the focus back to the list.
    """

    def __init__(
        self, bars: MessageBars, desk: AttendanceDesk, words: AttendanceWords, back: Callable[[], None]
    ) -> None:
        super().__init__(desk)
        self._bars, self._desk, self._words, self._back = bars, desk, words, back
        desk.noticed.connect(self._notice)
        desk.refused.connect(self._refused)
        desk.reason_wanted.connect(self._ask_reason)

    def end(self) -> None:
        """End the session; with somebody unmarked, ask first."""
        sheet = self._desk.sheet
        if sheet is None:
            return
        missing = len(sheet.unmarked)
        if not missing:
            self._desk.end()
            return
        told = self.tr("1 client is not marked.") if missing == 1 else self.tr("%1 clients are not marked.")
        bar = self._bars.tell("unmarked", Tone.WARNING, told.replace("%1", str(missing)))
        absent = bar.add_action(self.tr("Mark absent"))
        leave = bar.add_action(self.tr("Leave unmarked"))
        absent.clicked.connect(self._end_absent)
        leave.clicked.connect(self._end_anyway)
        # Once the bar is on screen, and after a menu through which this was asked for gave the focus back.
        QTimer.singleShot(0, absent, partial(absent.setFocus, Qt.FocusReason.OtherFocusReason))

    def _end_absent(self) -> None:
        self._desk.mark_unmarked_absent()
        self._end_anyway()

    def _end_anyway(self) -> None:
        self._bars.drop("unmarked")
        self._desk.end()
        self._back()

    def _notice(self, notice: Notice) -> None:
        self._bars.tell(notice.value, Tone.WARNING, self._words.notice(notice), closable=True)

    def _ask_reason(self, client_id: ClientId, state: str, again: Callable[[], None] | None) -> None:
        line = self._desk.line(client_id)
        told = self._words.notice(Notice.NOT_LICENSED_THERE)
        if again is not None and line is not None:
            told = self.tr("You have no license on record for %1, where %2 is. State why before marking.")
            told = told.replace("%1", state).replace("%2", self._words.name(line))

        def stated(reason: str) -> None:
            self._desk.state_reason(client_id, reason)
            if again is not None:
                again()
            self._back()

        label = self.tr("Reason for seeing this client there")
        self._bars.ask(Notice.NOT_LICENSED_THERE.value, told, label, stated, at_once=again is not None)

    def _refused(self, error: CoordinatorError) -> None:
        message = describe(error)
        if not isinstance(error, StoreError):
            self._bars.tell(type(error).__name__, Tone.ERROR, message.sentence, closable=True)
            self._desk.refresh()
            return
        bar = self._bars.tell("unsaved", Tone.ERROR, self.tr("Not saved. %1").replace("%1", message.sentence))
        if self._desk.unsaved:
            bar.add_action(self.tr("Save again")).clicked.connect(self._save_again)

    def _save_again(self) -> None:
        self._bars.drop("unsaved")
        self._desk.save_again()
        self._back()

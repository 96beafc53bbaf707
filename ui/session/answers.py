"""What the session says in its bars, and what can be answered there."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from coordinator.attendance import LocationUnclear, Notice, PlaceQuestion, state_named
from coordinator.errors import CoordinatorError, StoreError
from coordinator.vocabulary import ClientId
from ui.error_messages import describe
from ui.session.bars import MessageBars
from ui.session.desk import AttendanceDesk
from ui.session.words import AttendanceWords
from ui.widgets import Tone

__all__ = ["Answers"]

CALM = frozenset({Notice.SAFETY_TASK})
"""What is told without a warning: it was done, and nothing is asked."""


class Answers(QObject):
    """Tells notices and refusals, and asks what must be answered: in place, never in a dialog.

    Args:
        bars: where to say it.
        desk: the open session.
        words: what things are called.
        host: the widget that the bars lie in; the list there gets the focus back.
        in_front: whether this is where somebody looks: the page and the compact window share a desk.
    """

    notes_wanted = Signal()
    """Open the notes of the session."""

    def __init__(
        self,
        bars: MessageBars,
        desk: AttendanceDesk,
        words: AttendanceWords,
        host: QWidget,
        *,
        back: Callable[[], None],
        in_front: Callable[[], bool],
    ) -> None:
        super().__init__(host)
        self._bars, self._desk, self._words, self._back, self._in_front = bars, desk, words, back, in_front
        desk.noticed.connect(self._notice)
        desk.refused.connect(self._refused)
        desk.reason_wanted.connect(self._ask_reason)
        desk.place_unclear.connect(self._ask_place)
        desk.states_missing.connect(self._tell_states)

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
        if not self._in_front():
            return
        tone = Tone.INFO if notice in CALM else Tone.WARNING
        bar = self._bars.tell(notice.value, tone, self._words.notice(notice), closable=True)
        if notice is Notice.NOTE_SIGNED:
            bar.add_action(self.tr("Open notes")).clicked.connect(self.notes_wanted)

    def _tell_states(self, facilitator: str) -> None:
        if self._in_front():
            told = self.tr("No licensed states are recorded for %1; add them in Settings › General › People.")
            key = Notice.NO_STATES_RECORDED.value
            self._bars.tell(key, Tone.WARNING, told.replace("%1", facilitator), closable=True)

    def _ask_reason(self, client_id: ClientId, state: str, again: Callable[[], None] | None) -> None:
        if not self._in_front():
            return
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

        label, keep = self.tr("Reason for seeing this client there"), self.tr("Keep reason")
        self._bars.ask(Notice.NOT_LICENSED_THERE.value, told, label, stated, keep=keep, at_once=again is not None)

    def _ask_place(self, error: LocationUnclear, confirm: Callable[..., None], typed: str = "") -> None:
        if not self._in_front():
            return
        line = self._desk.line(error.client_id)
        name = self._words.name(line) if line is not None else ""
        key = f"{LocationUnclear.__name__}.{error.client_id}"
        if error.question is PlaceQuestion.PARKED:
            asked = self.tr("Is %1 driving? Nobody takes part at the wheel, and location is not confirmed yet.")
            bar = self._bars.tell(key, Tone.WARNING, asked.replace("%1", name), closable=True)
            parked = bar.add_action(self.tr("Parked"))
            parked.clicked.connect(lambda: self._answered(key, partial(confirm, parked=True)))
            QTimer.singleShot(0, parked, partial(parked.setFocus, Qt.FocusReason.OtherFocusReason))
            return
        asked = {
            PlaceQuestion.STATE: self.tr("In which state is %1 now? The location names none."),
            PlaceQuestion.COUNTRY: self.tr("In which state is %1 now? More than one place has this name."),
        }[error.question]
        if typed:
            asked = self.tr("“%2” is not a state. In which state is %1 now? Type its name or two letters.")

        def stated(state: str) -> None:
            if state_named(state):
                self._answered(key, partial(confirm, state=state))
            else:
                self._ask_place(error, confirm, state.strip())

        self._bars.ask(
            key,
            asked.replace("%1", name).replace("%2", typed),
            self.tr("State, for example NY"),
            stated,
            keep=self.tr("Confirm location"),
            start=error.choices[0] if error.choices and not typed else "",
            at_once=True,
        )

    def _answered(self, key: str, confirm: Callable[[], None]) -> None:
        self._bars.drop(key)
        self._back()
        confirm()

    def _refused(self, error: CoordinatorError) -> None:
        if not self._in_front():
            return
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

"""Looks up what a form would clash with: while it is typed, and once more before it is stored."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget

from ui.week.despite import DespiteField

CHECK_AFTER_MS = 250
"""A quarter of a second after the last key press the store is asked."""


class ClashCheck(QObject):
    """Asks for the clashes of one order at a time.

    Args:
        field: shows the answer.
        read: gives the order as typed so far; None while something is missing.
        form: nothing is asked while it is hidden.
    """

    wanted = Signal(object)
    """Carries the order whose clashes shall be looked up; the answer goes to `answer`."""

    def __init__(self, field: DespiteField, read: Callable[[], object | None], form: QWidget) -> None:
        super().__init__(form)
        self._field, self._read, self._form = field, read, form
        self._asked: object | None = None
        self._answered = False
        self._again: Callable[[], None] | None = None
        self._timer = QTimer(self, singleShot=True, interval=CHECK_AFTER_MS)
        self._timer.timeout.connect(self._look)

    def begin(self) -> None:
        """Start afresh."""
        self._asked, self._answered, self._again = None, False, None
        self._timer.stop()
        self._field.begin()

    def later(self, *_: object) -> None:
        """Ask when the typing pauses."""
        self._timer.start()

    def settled(self, order: object, again: Callable[[], None]) -> bool:
        """Say whether the clashes of exactly this order are on screen; if not, ask, and call `again` then."""
        self._timer.stop()
        if order == self._asked and self._answered:
            return True
        self._again = again
        self._ask(order)
        return False

    def answer(self, sentences: tuple[str, ...]) -> None:
        """Show what the order that was asked about clashes with."""
        self._answered = True
        self._field.show_clashes(sentences)
        again, self._again = self._again, None
        if again is not None:
            again()

    def _look(self) -> None:
        order = self._read() if self._form.isVisible() else None
        if order is None:
            self._field.show_clashes(())
        elif order != self._asked:
            self._ask(order)

    def _ask(self, order: object) -> None:
        self._asked, self._answered = order, False
        self.wanted.emit(order)

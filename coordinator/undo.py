"""The last thirty changes that can be taken back, and what was taken back."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass

from coordinator.changes import Change, InverseCommand
from coordinator.vocabulary import Action

STEPS_KEPT = 30


@dataclass(frozen=True, slots=True)
class UndoStep:
    """One step: what was done, how much of it (`detail` of the change), and the command that reverses it."""

    action: Action
    detail: tuple[tuple[str, str], ...]
    inverse: InverseCommand


class UndoHistory:
    """Keeps the user's own changes in order. Jobs and other workstations never write here."""

    def __init__(self) -> None:
        self._done: deque[UndoStep] = deque(maxlen=STEPS_KEPT)
        self._undone: deque[UndoStep] = deque(maxlen=STEPS_KEPT)

    @property
    def next_undo(self) -> UndoStep | None:
        """The step that undo would reverse now."""
        return self._done[-1] if self._done else None

    @property
    def next_redo(self) -> UndoStep | None:
        """The step that redo would do again now."""
        return self._undone[-1] if self._undone else None

    @property
    def steps(self) -> tuple[UndoStep, ...]:
        """Every step that can be undone, newest first."""
        return tuple(reversed(self._done))

    def record(self, change: Change[object]) -> None:
        """Keep a change that the user just made. It ends what could be redone."""
        if change.topics and change.undo is not None:
            self._done.append(_step(change, change.undo))
            self._undone.clear()

    def undone(self, step: UndoStep, change: Change[object]) -> None:
        """Note that `step` was reversed by `change`, whose own inverse becomes the redo."""
        if self._done and self._done[-1] is step:
            self._done.pop()
        if change.undo is not None:
            self._undone.append(UndoStep(step.action, step.detail, change.undo))

    def redone(self, step: UndoStep, change: Change[object]) -> None:
        """Note that `step` was done again by `change`."""
        if self._undone and self._undone[-1] is step:
            self._undone.pop()
        if change.undo is not None:
            self._done.append(UndoStep(step.action, step.detail, change.undo))

    def forget_next_undo(self) -> None:
        """Drop the newest step, because its inverse was refused and never will succeed."""
        if self._done:
            self._done.pop()

    def clear(self) -> None:
        """Forget everything; done when the vault is locked."""
        self._done.clear()
        self._undone.clear()


def _step(change: Change[object], inverse: InverseCommand) -> UndoStep:
    return UndoStep(change.action, tuple(sorted(change.detail.items())), inverse)

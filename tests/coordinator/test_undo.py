"""The last thirty changes, backwards and forwards."""

from __future__ import annotations

from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from coordinator import audit, people
from coordinator.changes import Change, nothing_changed
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.undo import STEPS_KEPT, UndoHistory
from coordinator.vocabulary import Action, Topic


def set_to(value: int, previous: int) -> Change[int]:
    def back(_work: UnitOfWork) -> Change[object]:
        return set_to(previous, value)

    return Change(Action.MARK, None, frozenset({Topic.ATTENDANCE}), value, undo=back, detail={"to": str(value)})


class Editing(RuleBasedStateMachine):
    """Somebody changes one number, undoes and redoes; a plain list says what it must be."""

    def __init__(self) -> None:
        super().__init__()
        self.history = UndoHistory()
        self.value = 0
        self.past: list[int] = []
        self.future: list[int] = []

    @rule(value=some.integers(1, 99))
    def change(self, value: int) -> None:
        self.history.record(set_to(value, self.value))
        self.past = [*self.past, self.value][-STEPS_KEPT:]
        self.value, self.future = value, []

    @rule()
    def find_nothing_to_do(self) -> None:
        self.history.record(nothing_changed(Action.MARK, None))

    @precondition(lambda self: self.past)
    @rule()
    def undo(self) -> None:
        step = self.history.next_undo
        assert step is not None
        change = step.inverse(None)  # type: ignore[arg-type]
        self.history.undone(step, change)
        self.future.append(self.value)
        self.value = self.past.pop()
        assert change.outcome == self.value

    @precondition(lambda self: self.future)
    @rule()
    def redo(self) -> None:
        step = self.history.next_redo
        assert step is not None
        change = step.inverse(None)  # type: ignore[arg-type]
        self.history.redone(step, change)
        self.past.append(self.value)
        self.value = self.future.pop()
        assert change.outcome == self.value

    @precondition(lambda self: self.past and not self.future)
    @rule()
    def forget_a_refused_step(self) -> None:
        self.history.forget_next_undo()
        self.value = self.past.pop()  # as if somebody else had put it back

    @invariant()
    def as_many_steps_as_there_are_to_take(self) -> None:
        assert len(self.history.steps) == len(self.past)
        assert (self.history.next_undo is None) == (not self.past)
        assert (self.history.next_redo is None) == (not self.future)


TestEditing = Editing.TestCase


def test_only_the_newest_thirty_are_kept() -> None:
    history = UndoHistory()
    for value in range(STEPS_KEPT + 5):
        history.record(set_to(value, value - 1))
    assert len(history.steps) == STEPS_KEPT
    assert history.steps[0].detail == (("to", str(STEPS_KEPT + 4)),)
    assert history.steps[-1].detail == (("to", "5"),)


def test_what_cannot_be_taken_back_is_no_step_and_what_was_done_before_still_is() -> None:
    history = UndoHistory()
    history.record(set_to(1, 0))
    history.record(Change(Action.SIGN_NOTE, None, frozenset({Topic.NOTES}), None))
    assert [step.action for step in history.steps] == [Action.MARK]


def test_locking_forgets_everything() -> None:
    history = UndoHistory()
    history.record(set_to(1, 0))
    step = history.next_undo
    assert step is not None
    history.undone(step, step.inverse(None))  # type: ignore[arg-type]
    history.record(set_to(2, 0))
    history.clear()
    assert (history.steps, history.next_undo, history.next_redo) == ((), None, None)


def test_an_undo_is_an_ordinary_change_that_the_history_of_the_store_keeps(store: Store) -> None:
    person, history = store.read(people.facilitators)[0], UndoHistory()
    history.record(store.write(people.change_facilitator, person.id, name="Renée Alvarado", credentials="LCSW"))
    before = store.read(audit.head)[0]
    step = history.next_undo
    assert step is not None
    history.undone(step, store.write(step.inverse))
    assert store.read(people.facilitator, person.id).name == person.name
    assert store.read(audit.head)[0] == before + 1
    again = history.next_redo
    assert again is not None
    history.redone(again, store.write(again.inverse))
    assert store.read(people.facilitator, person.id).name == "Renée Alvarado"
    assert store.read(audit.verify).intact

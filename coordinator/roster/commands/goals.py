"""The goals of a client's plan one by one: a number belongs to one goal for good, since notes cite it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from coordinator.changes import Change, nothing_changed
from coordinator.errors import NotFound
from coordinator.roster.reversal import TOPICS, Keepsake
from coordinator.roster.rules import check_text
from coordinator.store.tables import ClientRow, GoalRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId


def add_goal(work: UnitOfWork, client_id: ClientId, label: str) -> Change[int]:
    """Add a goal after the last one and give its number; that of a retired goal is not used again.

    Raises `NotFound`, `TextMissing`, `FieldTooLong`.
    """
    work.get(ClientRow, client_id)
    number = max((row.number for row in _rows(work, client_id)), default=0) + 1
    row = GoalRow(client_id=client_id, number=number, label=check_text("goal", label))
    keepsake = Keepsake(work)
    keepsake.note(GoalRow, row.id)
    work.rows.add(row)
    back = keepsake.inverse(Action.CHANGE_CLIENT, client_id)
    return Change(Action.CHANGE_CLIENT, client_id, TOPICS, outcome=number, undo=back, detail={"goal": str(number)})


def change_goal(work: UnitOfWork, client_id: ClientId, number: int, label: str) -> Change[int]:
    """Give a goal other words and keep its number; raises `NotFound`, `TextMissing`, `FieldTooLong`."""
    row, text = _active(work, client_id, number), check_text("goal", label)
    if row.label == text:
        return nothing_changed(Action.CHANGE_CLIENT, number)
    keepsake = Keepsake(work)
    keepsake.note(GoalRow, row.id)
    row.label = text
    back = keepsake.inverse(Action.CHANGE_CLIENT, client_id)
    return Change(Action.CHANGE_CLIENT, client_id, TOPICS, outcome=number, undo=back, detail={"goal": str(number)})


def retire_goal(work: UnitOfWork, client_id: ClientId, number: int) -> Change[int]:
    """Take a goal out of the plan; it stays in the record and the others keep their numbers. Raises `NotFound`."""
    row = _active(work, client_id, number)
    keepsake = Keepsake(work)
    keepsake.note(GoalRow, row.id)
    row.active = False
    back = keepsake.inverse(Action.CHANGE_CLIENT, client_id)
    return Change(Action.CHANGE_CLIENT, client_id, TOPICS, outcome=number, undo=back, detail={"goal": str(number)})


def _rows(work: UnitOfWork, client_id: ClientId) -> Sequence[GoalRow]:
    return work.rows.exec(select(GoalRow).where(col(GoalRow.client_id) == client_id)).all()


def _active(work: UnitOfWork, client_id: ClientId, number: int) -> GoalRow:
    for row in _rows(work, client_id):
        if row.number == number and row.active:
            return row
    raise NotFound("Goal", client_id)

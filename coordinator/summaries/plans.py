"""What will be done about a client's missing hours in one week."""

from __future__ import annotations

from datetime import date
from functools import partial

from sqlmodel import select

from coordinator.changes import Change, nothing_changed
from coordinator.store.tables import ClientRow, WeekPlanRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, Topic


def set_week_plan(work: UnitOfWork, client_id: ClientId, week_starts_on: date, text: str) -> Change[None]:
    """Write down the plan for a client's week; empty text takes it away. Raises `NotFound`."""
    work.get(ClientRow, client_id)
    wanted = select(WeekPlanRow).where(WeekPlanRow.client_id == client_id, WeekPlanRow.week_starts_on == week_starts_on)
    row = work.rows.exec(wanted).first()
    before, after = (row.text if row is not None else ""), text.strip()
    if before == after:
        return nothing_changed(Action.SET_WEEK_PLAN, None)
    if row is None:
        work.rows.add(WeekPlanRow(client_id=client_id, week_starts_on=week_starts_on, text=after))
    else:
        row.text = after
    undo = partial(set_week_plan, client_id=client_id, week_starts_on=week_starts_on, text=before)
    detail = {"day": week_starts_on.isoformat()}
    return Change(Action.SET_WEEK_PLAN, client_id, frozenset({Topic.SUMMARIES}), outcome=None, undo=undo, detail=detail)


def week_plans(work: UnitOfWork, week_starts_on: date) -> dict[ClientId, str]:
    """Give the plans of a week, by client."""
    rows = work.rows.exec(select(WeekPlanRow).where(WeekPlanRow.week_starts_on == week_starts_on))
    return {row.client_id: row.text for row in rows if row.text}

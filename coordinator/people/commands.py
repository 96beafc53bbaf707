"""Add and change members of staff."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from sqlmodel import select

from coordinator.changes import Change
from coordinator.people.rules import check_name
from coordinator.store.columns import name_key
from coordinator.store.tables import FacilitatorRow, LicensedStateRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, FacilitatorId, StaffRole, Topic

TOPICS = frozenset({Topic.PEOPLE})


def add_facilitator(
    work: UnitOfWork,
    name: str,
    credentials: str = "",
    *,
    role: StaffRole = StaffRole.FACILITATOR,
    states: Sequence[str] = (),
) -> Change[FacilitatorId]:
    """Add a member of staff; raises `NameMissing`."""
    cleaned = check_name(name)
    row = FacilitatorRow(name=cleaned, name_key=name_key(cleaned), credentials=credentials.strip(), role=role)
    work.rows.add(row)
    _license(work, row.id, states)
    return Change(Action.ADD_FACILITATOR, row.id, TOPICS, outcome=row.id)


def change_facilitator(
    work: UnitOfWork,
    facilitator_id: FacilitatorId,
    *,
    name: str,
    credentials: str,
    active: bool = True,
    states: Sequence[str] = (),
) -> Change[FacilitatorId]:
    """Change name, credentials, licences or whether they still work here; raises `NameMissing`, `NotFound`."""
    row = work.get(FacilitatorRow, facilitator_id)
    licences = work.rows.exec(select(LicensedStateRow).where(LicensedStateRow.facilitator_id == facilitator_id)).all()
    back = partial(
        change_facilitator,
        facilitator_id=facilitator_id,
        name=row.name,
        credentials=row.credentials,
        active=row.active,
        states=tuple(licence.state for licence in licences),
    )
    row.name = check_name(name)
    row.name_key = name_key(row.name)
    row.credentials = credentials.strip()
    row.active = active
    for licence in licences:
        work.rows.delete(licence)
    work.rows.flush()
    _license(work, facilitator_id, states)
    return Change(Action.CHANGE_FACILITATOR, facilitator_id, TOPICS, outcome=facilitator_id, undo=back)


def _license(work: UnitOfWork, facilitator_id: FacilitatorId, states: Sequence[str]) -> None:
    for state in sorted({state.strip().upper() for state in states if state.strip()}):
        work.rows.add(LicensedStateRow(facilitator_id=facilitator_id, state=state))

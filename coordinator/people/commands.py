"""Add and change members of staff."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from uuid import uuid4

from sqlmodel import select

from coordinator.changes import Change, nothing_changed
from coordinator.people.rules import check_name, check_supervision
from coordinator.store.columns import name_key
from coordinator.store.tables import FacilitatorRow, LicensedStateRow, SupervisionRow
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
    facilitator_id: FacilitatorId | None = None,
) -> Change[FacilitatorId]:
    """Add a member of staff, with a given id where the key file already knows them; raises `NameMissing`."""
    cleaned = check_name(name)
    new_id = facilitator_id or FacilitatorId(uuid4())
    row = FacilitatorRow(
        id=new_id, name=cleaned, name_key=name_key(cleaned), credentials=credentials.strip(), role=role
    )
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


def set_supervision(
    work: UnitOfWork, facilitator_id: FacilitatorId, supervisor_id: FacilitatorId | None
) -> Change[FacilitatorId]:
    """Let somebody work under supervision from now on, or no more where `supervisor_id` is None.

    What is signed from now on waits for the supervisor's signature beside; what was signed before keeps whom it
    names. Raises `SupervisionRefused`, `NotFound`.
    """
    work.get(FacilitatorRow, facilitator_id)
    rows = {one.facilitator_id: one for one in work.rows.exec(select(SupervisionRow))}
    row = rows.get(facilitator_id)
    before = row.supervisor_id if row is not None else None
    if before == supervisor_id:
        return nothing_changed(Action.SET_SUPERVISION, facilitator_id)
    if supervisor_id is None:
        work.rows.delete(row)
    else:
        supervisor = work.get(FacilitatorRow, supervisor_id)
        others = {who: one.supervisor_id for who, one in rows.items() if who != facilitator_id}
        check_supervision(facilitator_id, supervisor_id, supervisor_active=supervisor.active, supervised=others)
        row = row or SupervisionRow(facilitator_id=facilitator_id, supervisor_id=supervisor_id)
        row.supervisor_id = supervisor_id
        work.rows.add(row)
    back = partial(set_supervision, facilitator_id=facilitator_id, supervisor_id=before)
    detail = {"supervisor": str(supervisor_id or "")}
    return Change(Action.SET_SUPERVISION, facilitator_id, TOPICS, facilitator_id, undo=back, detail=detail)


def _license(work: UnitOfWork, facilitator_id: FacilitatorId, states: Sequence[str]) -> None:
    for state in sorted({state.strip().upper() for state in states if state.strip()}):
        work.rows.add(LicensedStateRow(facilitator_id=facilitator_id, state=state))


def record_unlock(work: UnitOfWork) -> Change[None]:
    """Note in the history that whoever is signed in opened the vault (45 CFR 164.312(b))."""
    return Change(Action.UNLOCK, work.signed_in, TOPICS, outcome=None)


def record_lock(work: UnitOfWork) -> Change[None]:
    """Note in the history that the vault was closed or locked."""
    return Change(Action.LOCK, work.signed_in, TOPICS, outcome=None)

"""Who is on the staff."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from coordinator.store.tables import FacilitatorRow, LicensedStateRow, SupervisionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import FacilitatorId, StaffRole


@dataclass(frozen=True, slots=True)
class Facilitator:
    """A member of staff. `states` are the two-letter codes of the states they are licensed in.

    `supervisor_id` is who signs beside, for whoever works under supervision.
    """

    id: FacilitatorId
    name: str
    credentials: str
    role: StaffRole
    active: bool
    states: tuple[str, ...]
    supervisor_id: FacilitatorId | None = None

    @property
    def display(self) -> str:
        """The name as it is signed: "Renee Alvarado, LCSW"."""
        return f"{self.name}, {self.credentials}" if self.credentials else self.name

    @property
    def short(self) -> str:
        """Initial and last name: "R. Alvarado"."""
        first, _, rest = self.name.rpartition(" ")
        return f"{first[0]}. {rest}" if first else rest


def facilitators(work: UnitOfWork, *, with_inactive: bool = False) -> tuple[Facilitator, ...]:
    """Give the staff, by name."""
    wanted = select(FacilitatorRow).order_by(col(FacilitatorRow.name_key))
    if not with_inactive:
        wanted = wanted.where(col(FacilitatorRow.active).is_(True))
    states: dict[FacilitatorId, list[str]] = {}
    for licence in work.rows.exec(select(LicensedStateRow).order_by(col(LicensedStateRow.state))):
        states.setdefault(licence.facilitator_id, []).append(licence.state)
    under = {one.facilitator_id: one.supervisor_id for one in work.rows.exec(select(SupervisionRow))}
    return tuple(_facilitator(row, tuple(states.get(row.id, ())), under.get(row.id)) for row in work.rows.exec(wanted))


def facilitator(work: UnitOfWork, facilitator_id: FacilitatorId) -> Facilitator:
    """Give one member of staff; raises `NotFound`."""
    row = work.get(FacilitatorRow, facilitator_id)
    licences = select(LicensedStateRow.state).where(LicensedStateRow.facilitator_id == facilitator_id)
    under = work.rows.exec(select(SupervisionRow).where(SupervisionRow.facilitator_id == facilitator_id)).first()
    return _facilitator(row, tuple(sorted(work.rows.exec(licences))), under.supervisor_id if under else None)


def signed_in(work: UnitOfWork) -> Facilitator:
    """Give whoever is acting now; raises `NotFound` where nobody is."""
    return facilitator(work, work.signed_in)


def _facilitator(row: FacilitatorRow, states: tuple[str, ...], supervisor_id: FacilitatorId | None) -> Facilitator:
    return Facilitator(row.id, row.name, row.credentials, row.role, row.active, states, supervisor_id)

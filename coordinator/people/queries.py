"""Who is on the staff."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlmodel import col, select

from coordinator.errors import NotFound
from coordinator.store.tables import FacilitatorRow, LicensedStateRow, SupervisionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import FacilitatorId, StaffRole

_STAFF = (
    select(FacilitatorRow, col(LicensedStateRow.state), col(SupervisionRow.supervisor_id))
    .outerjoin(LicensedStateRow, col(LicensedStateRow.facilitator_id) == col(FacilitatorRow.id))
    .outerjoin(SupervisionRow, col(SupervisionRow.facilitator_id) == col(FacilitatorRow.id))
)
"""One statement: this is asked with every session that is shown."""


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
    wanted = _STAFF.order_by(col(FacilitatorRow.name_key), col(FacilitatorRow.id), col(LicensedStateRow.state))
    if not with_inactive:
        wanted = wanted.where(col(FacilitatorRow.active).is_(True))
    return _of_rows(work.rows.exec(wanted))


def facilitator(work: UnitOfWork, facilitator_id: FacilitatorId) -> Facilitator:
    """Give one member of staff; raises `NotFound`."""
    wanted = _STAFF.where(FacilitatorRow.id == facilitator_id).order_by(col(LicensedStateRow.state))
    found = _of_rows(work.rows.exec(wanted))
    if not found:
        raise NotFound("Facilitator", facilitator_id)
    return found[0]


def signed_in(work: UnitOfWork) -> Facilitator:
    """Give whoever is acting now; raises `NotFound` where nobody is."""
    return facilitator(work, work.signed_in)


def _of_rows(rows: Iterable[tuple[FacilitatorRow, str | None, FacilitatorId | None]]) -> tuple[Facilitator, ...]:
    """Make the people of rows that repeat each for every state they are licensed in."""
    found: dict[FacilitatorId, Facilitator] = {}
    for row, state, supervisor_id in rows:
        before = found[row.id].states if row.id in found else ()
        states = (*before, state) if state is not None else before
        found[row.id] = Facilitator(row.id, row.name, row.credentials, row.role, row.active, states, supervisor_id)
    return tuple(found.values())

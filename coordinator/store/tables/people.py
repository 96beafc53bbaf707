"""Members of staff."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import UniqueConstraint

from coordinator.store.columns import choice, key, reference, required_text, short_text, text
from coordinator.store.tables.row import Row, Versioned
from coordinator.vocabulary import FacilitatorId, StaffRole


class FacilitatorRow(Versioned, table=True):
    """Somebody who leads sessions or signs notes."""

    __tablename__ = "facilitator"

    id: FacilitatorId = key()
    name: str = required_text()
    name_key: str = required_text(index=True)
    credentials: str = text()
    role: StaffRole = choice(StaffRole, StaffRole.FACILITATOR)
    active: bool = True


class LicensedStateRow(Row, table=True):
    """A state in which a facilitator may practise; licensure follows the client's location."""

    __tablename__ = "licensed_state"
    __table_args__ = (UniqueConstraint("facilitator_id", "state"),)

    id: UUID = key()
    facilitator_id: FacilitatorId = reference("facilitator.id")
    state: str = short_text(2)


class SupervisionRow(Versioned, table=True):
    """Somebody works under supervision: whoever supervises them signs beside them."""

    __tablename__ = "supervision"

    id: UUID = key()
    facilitator_id: FacilitatorId = reference("facilitator.id", index=False, unique=True)
    supervisor_id: FacilitatorId = reference("facilitator.id")

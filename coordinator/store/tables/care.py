"""How intensive a client's care is meant to be, and what a payer approved of it."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from sqlalchemy import UniqueConstraint

from coordinator.store.columns import at_least, choice, key, reference, text
from coordinator.store.tables.row import Versioned
from coordinator.vocabulary import ApprovedUnit, ClientId, LevelOfCare


class CareLevelRow(Versioned, table=True):
    """The level of care that holds for a client from a day on, until the next one begins.

    `ordered_weekly_minutes` is what was ordered for this client; without it the program's goal holds. Through
    `transition_until` fewer hours are meant: a step down of a week or two.
    """

    __tablename__ = "care_level"
    __table_args__ = (UniqueConstraint("client_id", "from_on"), at_least("ordered_weekly_minutes", 0))

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    from_on: date
    level: LevelOfCare = choice(LevelOfCare)
    ordered_weekly_minutes: int | None = None
    transition_until: date | None = None


class AuthorizationRow(Versioned, table=True):
    """What a payer approved for a client: so many units from `from_on` through `to_on`."""

    __tablename__ = "payer_authorization"
    __table_args__ = (at_least("approved", 1),)

    id: UUID = key()
    client_id: ClientId = reference("client.id")
    unit: ApprovedUnit = choice(ApprovedUnit)
    approved: int
    from_on: date
    to_on: date
    next_review_on: date | None = None
    number: str = text()
    payer: str = text()

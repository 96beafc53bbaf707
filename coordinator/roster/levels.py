"""Which level of care holds for a client on a day: pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from coordinator.vocabulary import LevelOfCare


@dataclass(frozen=True, slots=True)
class CareLevel:
    """A level of care from `from_on` on. Through `transition_until` hours below the goal are meant."""

    id: UUID
    from_on: date
    level: LevelOfCare
    ordered_weekly_minutes: int | None = None
    transition_until: date | None = None


def level_on(levels: Sequence[CareLevel], day: date) -> CareLevel | None:
    """Give the level in force on a day: the newest that began by then, or None before them all."""
    begun = [one for one in levels if one.from_on <= day]
    return max(begun, key=lambda one: one.from_on) if begun else None

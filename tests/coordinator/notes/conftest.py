"""The morning whose notes are written."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from coordinator import people
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import FacilitatorId, StaffRole
from tests.coordinator.notes.note_builders import Morning, a_morning, mark_them
from tests.fakes import FakeClock

AFTER_GROUP = datetime(2026, 3, 11, 16, 21, tzinfo=UTC)
"""Wednesday, 12:21 in New York: the group ended at noon."""


@pytest.fixture
def morning(store: Store, clock: FakeClock) -> Morning:
    found = store.write(a_morning).outcome
    clock.set(AFTER_GROUP)
    mark_them(store, found)
    return found


@pytest.fixture
def me(store: Store) -> FacilitatorId:
    assert store.actor is not None
    return store.actor


@pytest.fixture
def supervisor(store: Store, me: FacilitatorId) -> FacilitatorId:
    """M. Chen, under whose supervision Renee Alvarado works."""
    chen = store.write(people.add_facilitator, "M. Chen", "LPC-S", role=StaffRole.SUPERVISOR).outcome
    store.write(people.set_supervision, me, chen)
    return chen

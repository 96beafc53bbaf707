"""Taking the sample clinic away leaves a new vault with the person who made it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import SQLModel, func, select

from coordinator import audit, people, programs, sample_clinic
from coordinator.sample_clinic import NotASample, Scale
from coordinator.store.unit_of_work import Store, UnitOfWork
from tests.coordinator.sample_clinic.conftest import a_store


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    yield from a_store(tmp_path, datetime(2026, 3, 11, 12, 55, tzinfo=UTC))


def counts(work: UnitOfWork) -> dict[str, int]:
    tables = SQLModel.metadata.sorted_tables
    return {table.name: work.rows.exec(select(func.count()).select_from(table)).one() for table in tables}


def test_nothing_but_the_person_the_program_and_the_history_is_left(store: Store) -> None:
    before = store.read(counts)
    store.write(sample_clinic.fill, Scale.SMALL)

    removed = store.write(sample_clinic.remove_sample).outcome

    after = store.read(counts)
    assert removed.records > 400
    assert {name: count for name, count in after.items() if name not in {"audit", "licensed_state"}} == {
        name: count for name, count in before.items() if name not in {"audit", "licensed_state"}
    }
    assert [one.name for one in store.read(people.facilitators, with_inactive=True)] == ["Renee Alvarado"]
    program = store.read(programs.program)
    assert (program.clinic_name, program.address, program.zone, program.is_sample) == ("", "", "America/Chicago", False)
    assert store.read(audit.verify).intact


def test_it_can_be_filled_again(store: Store) -> None:
    first = store.write(sample_clinic.fill, Scale.SMALL).outcome
    store.write(sample_clinic.remove_sample)

    assert store.write(sample_clinic.fill, Scale.SMALL).outcome == first


def test_a_real_clinic_is_not_removed(store: Store) -> None:
    with pytest.raises(NotASample):
        store.write(sample_clinic.remove_sample)

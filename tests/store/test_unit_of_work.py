"""One command, one transaction, one audit entry."""

from __future__ import annotations

from uuid import UUID

import pytest
from sqlalchemy import text
from sqlmodel import select

from coordinator import audit, people
from coordinator.changes import Change, ChangeFeed, nothing_changed
from coordinator.errors import NotFound
from coordinator.store.tables import FacilitatorRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action, FacilitatorId


def test_a_command_is_audited_with_who_and_when(store: Store) -> None:
    before = store.read(audit.head)[0]
    added = store.write(people.add_facilitator, "M. Chen", "LPC")
    newest = store.read(audit.entries, limit=1)[0]
    assert newest.sequence == before + 1
    assert newest.action is Action.ADD_FACILITATOR
    assert newest.subject_id == str(added.outcome)
    assert newest.actor_id == store.actor


def test_a_refused_command_leaves_nothing(store: Store) -> None:
    def adds_and_then_refuses(work: UnitOfWork) -> Change[None]:
        people.add_facilitator(work, "Half Done")
        raise NotFound("Group", "gone")

    head = store.read(audit.head)
    with pytest.raises(NotFound):
        store.write(adds_and_then_refuses)
    assert store.read(audit.head) == head
    assert [person.name for person in store.read(people.facilitators)] == ["Renee Alvarado"]


def test_a_command_that_found_nothing_to_do_is_neither_audited_nor_broadcast(store: Store, feed: ChangeFeed) -> None:
    heard: list[Change[object]] = []
    feed.subscribe(heard.append)
    head = store.read(audit.head)
    store.write(lambda _work: nothing_changed(Action.PLAN_SESSIONS, None))
    assert store.read(audit.head) == head
    assert heard == []


def test_a_reading_in_the_same_transaction_sees_what_was_done(store: Store) -> None:
    def names(work: UnitOfWork) -> list[str]:
        return [person.name for person in people.facilitators(work)]

    change, found = store.write_and_read(lambda work: people.add_facilitator(work, "M. Chen", "LPC"), names)
    assert change.action is Action.ADD_FACILITATOR
    assert found == ["M. Chen", "Renee Alvarado"]
    assert store.read(names) == found


def test_a_reading_that_fails_takes_the_command_with_it(store: Store, feed: ChangeFeed) -> None:
    def fails(_work: UnitOfWork) -> None:
        raise NotFound("Group", "gone")

    heard: list[Change[object]] = []
    feed.subscribe(heard.append)
    with pytest.raises(NotFound):
        store.write_and_read(lambda work: people.add_facilitator(work, "Half Done"), fails)
    assert heard == []
    assert [person.name for person in store.read(people.facilitators)] == ["Renee Alvarado"]


def test_undo_restores_what_was_there(store: Store) -> None:
    person = store.read(people.facilitators)[0]
    change = store.write(people.change_facilitator, person.id, name="Renée Alvarado", credentials="LCSW-R")
    assert change.undo is not None
    store.write(change.undo)
    assert store.read(people.facilitator, person.id) == person


def test_an_edited_audit_entry_is_named(store: Store) -> None:
    for number in range(5):
        store.write(people.add_facilitator, f"Person {number}")

    def forge(work: UnitOfWork) -> Change[None]:
        entry = audit.entries(work, limit=3)[-1]
        row = work.rows.exec(select(FacilitatorRow)).first()
        assert row is not None
        work.rows.connection().execute(
            text('UPDATE audit SET detail = \'{"n": "1"}\' WHERE sequence = :at'), {"at": entry.sequence}
        )
        return nothing_changed(Action.MARK, None)

    store.write(forge)
    report = store.read(audit.verify)
    assert not report.intact
    assert report.first_altered == report.entries - 2


def test_the_chain_of_an_untouched_store_is_intact(store: Store) -> None:
    store.write(people.add_facilitator, "M. Chen", "LPC")
    report = store.read(audit.verify)
    assert report.intact
    assert (report.entries, report.head) == store.read(audit.head)


def test_a_missing_record_is_said_to_be_missing(store: Store) -> None:
    with pytest.raises(NotFound) as missing:
        store.read(people.facilitator, FacilitatorId(UUID(int=7)))
    assert missing.value.kind == "Facilitator"

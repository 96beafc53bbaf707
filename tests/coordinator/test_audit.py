"""A thousand ways to alter the history, and the entry that each time is named."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
from sqlalchemy import delete, insert, update
from sqlmodel import col, select

from coordinator import audit, people
from coordinator.changes import Change, nothing_changed
from coordinator.store.audit_chain import entry_digest
from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import Action

ENTRIES = 40
Forgery = Callable[[UnitOfWork, AuditRow, random.Random], int]
"""Alters the history at an entry; gives the number of the first entry that is not as it was written."""


def set_fields(work: UnitOfWork, entry: AuditRow, **fields: object) -> int:
    assert entry.sequence is not None
    work.rows.connection().execute(update(AuditRow).where(col(AuditRow.sequence) == entry.sequence).values(**fields))
    return entry.sequence


def another_time(work: UnitOfWork, entry: AuditRow, chance: random.Random) -> int:
    return set_fields(work, entry, at=entry.at + timedelta(microseconds=chance.choice([-1, 1, 3_600_000_000])))


def another_action(work: UnitOfWork, entry: AuditRow, chance: random.Random) -> int:
    return set_fields(work, entry, action=chance.choice([action for action in Action if action is not entry.action]))


def nobody(work: UnitOfWork, entry: AuditRow, _chance: random.Random) -> int:
    return set_fields(work, entry, actor_id=None)


def another_subject(work: UnitOfWork, entry: AuditRow, chance: random.Random) -> int:
    return set_fields(work, entry, subject_id=str(UUID(int=chance.getrandbits(128))))


def other_topics(work: UnitOfWork, entry: AuditRow, _chance: random.Random) -> int:
    return set_fields(work, entry, topics=entry.topics + " notes")


def other_detail(work: UnitOfWork, entry: AuditRow, chance: random.Random) -> int:
    return set_fields(work, entry, detail={**entry.detail, "n": str(chance.random())})


def one_letter_of_a_digest(work: UnitOfWork, entry: AuditRow, chance: random.Random) -> int:
    field = chance.choice(["digest", "previous"])
    digest = getattr(entry, field) or "0"
    place = chance.randrange(len(digest))
    letter = chance.choice([letter for letter in "0123456789abcdef" if letter != digest[place]])
    return set_fields(work, entry, **{field: digest[:place] + letter + digest[place + 1 :]})


def removed(work: UnitOfWork, entry: AuditRow, _chance: random.Random) -> int:
    assert entry.sequence is not None
    if entry.sequence == ENTRIES:  # what is cut from the end leaves a chain; the mark kept outside the file finds it
        return other_topics(work, entry, _chance)
    work.rows.connection().execute(delete(AuditRow).where(col(AuditRow.sequence) == entry.sequence))
    return entry.sequence


def swapped_with_the_next(work: UnitOfWork, entry: AuditRow, chance: random.Random) -> int:
    assert entry.sequence is not None
    following = work.rows.get(AuditRow, entry.sequence + 1)
    if following is None:
        return other_detail(work, entry, chance)
    written = [entry.model_dump(), following.model_dump()]
    for row in written:
        work.rows.connection().execute(delete(AuditRow).where(col(AuditRow.sequence) == row["sequence"]))
    written[0]["sequence"], written[1]["sequence"] = written[1]["sequence"], written[0]["sequence"]
    work.rows.connection().execute(insert(AuditRow), written)
    return entry.sequence


FORGERIES: tuple[Forgery, ...] = (
    another_time,
    another_action,
    nobody,
    another_subject,
    other_topics,
    other_detail,
    one_letter_of_a_digest,
    removed,
    swapped_with_the_next,
)


@pytest.fixture
def history(store: Store) -> Store:
    """A store whose history has forty entries by somebody."""
    while store.read(audit.head)[0] < ENTRIES:
        store.write(people.record_unlock)
    return store


class Enough(Exception):
    """Ends a transaction so that the next forgery starts from the true history."""


def found_after(
    history: Store, forgery: Forgery, sequence: int, chance: random.Random
) -> tuple[int, audit.ChainReport]:
    answers: list[tuple[int, audit.ChainReport]] = []

    def forge(work: UnitOfWork) -> Change[None]:
        entry = work.rows.get_one(AuditRow, sequence)
        first = forgery(work, entry, chance)
        work.rows.expire_all()
        answers.append((first, audit.verify(work)))
        raise Enough

    with pytest.raises(Enough):
        history.write(forge)
    return answers[0]


def test_a_thousand_alterations_are_each_found_and_named(history: Store) -> None:
    chance = random.Random(62)
    for number in range(1000):
        forgery = FORGERIES[number % len(FORGERIES)]
        sequence = chance.randint(3, ENTRIES)  # the first two were written before anybody was signed in
        first, report = found_after(history, forgery, sequence, chance)
        assert not report.intact
        assert report.first_altered == first, (forgery.__name__, sequence)
    assert history.read(audit.verify).intact


def test_an_entry_forged_with_a_right_digest_of_its_own_breaks_the_next(history: Store) -> None:
    def forge(work: UnitOfWork) -> Change[None]:
        entry = work.rows.get_one(AuditRow, 20)
        entry.detail = {"n": "2"}
        entry.digest = entry_digest(entry)
        return nothing_changed(Action.MARK, None)

    history.write(forge)
    assert history.read(audit.verify).first_altered == 21


def test_the_history_of_one_record_is_only_its_own(store: Store) -> None:
    added = store.write(people.add_facilitator, "M. Chen").outcome
    store.write(people.add_facilitator, "J. Okafor")
    store.write(people.change_facilitator, added, name="Mei Chen", credentials="")
    told = store.read(audit.entries, subject_id=added)
    assert [entry.action for entry in told] == [Action.CHANGE_FACILITATOR, Action.ADD_FACILITATOR]


def test_no_entry_holds_a_name(store: Store) -> None:
    store.write(people.add_facilitator, "Zebulon Quartermaine", "LCSW")
    row = store.read(lambda work: [entry.model_dump() for entry in work.rows.exec(select(AuditRow))])
    assert "Quartermaine" not in str(row)


def test_a_new_store_has_an_empty_intact_history(engine: object, clock: object, feed: object) -> None:
    empty = Store(engine, clock=clock, feed=feed)  # type: ignore[arg-type]
    assert empty.read(audit.verify) == audit.ChainReport(0, None, "")
    assert empty.read(audit.head) == (0, "")

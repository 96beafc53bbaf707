"""A thousand alterations by another program that has the key: each is found, and the entry it contradicts is named."""

from __future__ import annotations

import random
import shutil
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from uuid import UUID

import apsw
import pytest
from sqlmodel import select

from coordinator import attendance, integrity, notes, people, programs, roster, sample_clinic
from coordinator.changes import Change, ChangeFeed
from coordinator.notes import NoteContent
from coordinator.store import row_seals
from coordinator.store.engine import open_local_store
from coordinator.store.tables import AttendanceRow, AuditRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import (
    Action,
    AddendumKind,
    ConsentKind,
    ExcuseReason,
    GroupSessionId,
    OutreachOutcome,
    Topic,
)
from tests.coordinator.notes.note_builders import Morning, a_morning, mark_them, written
from tests.coordinator.outside_client import outside_client
from tests.fakes import FakeClock

MORNING = datetime(2026, 3, 11, 12, 55, tzinfo=UTC)
LATER = GroupSessionId(UUID(int=77))
"""A session whose note is a draft still."""
TABLES = (
    "attendance",
    "observation",
    "outreach",
    "planned_absence",
    "consent",
    "note",
    "addendum",
    "addendum_draft",
    "co_signature",
    "audit",
)


@dataclass(frozen=True)
class Clinic:
    """A closed file with a morning's records in it, and its key."""

    path: Path
    key: DatabaseKey

    @contextmanager
    def copy(self, place: Path) -> Iterator[Clinic]:
        copied = Clinic(Path(shutil.copy(self.path, place / "altered.db")), self.key)
        yield copied
        for leftover in place.glob("altered.db*"):
            leftover.unlink()

    def report(self) -> integrity.IntegrityReport:
        with closing(open_local_store(self.path, self.key)) as local:
            return Store(local.engine, clock=FakeClock(MORNING), feed=ChangeFeed()).read(integrity.verify)


@pytest.fixture(scope="module")
def clinic(empty_vault: tuple[Path, DatabaseKey], tmp_path_factory: pytest.TempPathFactory) -> Clinic:
    empty, key = empty_vault
    path = Path(shutil.copy(empty, tmp_path_factory.mktemp("clinic") / "store.db"))
    clock = FakeClock(MORNING)
    with closing(open_local_store(path, key)) as local:
        store = Store(local.engine, clock=clock, feed=ChangeFeed())
        store.write(programs.create_program, "Alder Street IOP", "America/New_York")
        store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)
        chen = store.write(people.add_facilitator, "M. Chen", "LPC-S").outcome
        assert store.actor is not None
        store.write(people.set_supervision, store.actor, chen)
        morning = store.write(a_morning).outcome
        store.write(attendance.plan_absence, morning.session, morning.hana, ExcuseReason.MEDICAL)
        consent = roster.ConsentDetails(ConsentKind.TELEHEALTH, signed_on=date(2026, 2, 2), signed_by="Elias Brandt")
        store.write(roster.add_consent, morning.elias, consent)
        clock.set(MORNING + timedelta(hours=3, minutes=30))
        mark_them(store, morning)
        store.write(attendance.add_observation, morning.session, morning.elias, "Named two warning signs.")
        store.write(attendance.log_outreach, morning.session, morning.hana, OutreachOutcome.NO_ANSWER)
        for client in (None, *morning.clients):
            content = written(f"Words about {client}.") if client else NoteContent("group", {"topic": "Sleep"})
            digest = store.write(notes.save_draft, morning.session, client, content).outcome
            store.write(notes.sign, morning.session, client, digest)
        store.write(notes.add_addendum, morning.session, morning.elias, "The log came by post.")
        sign_beside(store, morning)
        for words in ("Asked aft", "Asked afterwards wh"):
            store.write(notes.save_addendum_draft, morning.session, morning.hana, words, AddendumKind.CORRECTION)
        store.write(attendance.set_minutes, morning.session, morning.elias, attendance.Timing.LATE, 14)
        store.write(later_morning, morning)
        for words in ("One thought.", "One thought, and another."):  # the second is saved without an entry
            store.write(notes.save_draft, LATER, None, NoteContent("group", {"topic": words}))
    return Clinic(path, key)


def sign_beside(store: Store, morning: Morning) -> None:
    me = store.actor
    (chen,) = (one.id for one in store.read(people.facilitators) if one.id != me)
    signature = store.read(notes.note, morning.session, morning.elias).signature
    assert me is not None
    assert signature is not None
    store.sign_in(chen)
    store.write(notes.cosign, morning.session, morning.elias, signature.digest)
    store.sign_in(me)


def later_morning(work: UnitOfWork, morning: Morning) -> Change[None]:
    held = work.get(GroupSessionRow, morning.session)
    copied = held.model_dump() | {"id": LATER, "starts_at": held.starts_at + timedelta(days=1), "version": 1}
    copied |= {"service_date": held.service_date + timedelta(days=1), "ends_at": held.ends_at + timedelta(days=1)}
    work.rows.add(GroupSessionRow(**copied))
    return Change(Action.ADD_SESSION, LATER, frozenset({Topic.SESSIONS}), None)


def altered_byte(value: object, chance: random.Random) -> object:
    """The value with one byte changed, whatever it then reads as; another number; something for nothing."""
    if isinstance(value, str) and value:
        raw = bytearray(value.encode())
        place = chance.randrange(len(raw))
        raw[place] = chance.choice([byte for byte in range(256) if byte != raw[place]])
        return bytes(raw)
    if isinstance(value, int):
        return value ^ (1 << chance.randrange(8))
    return b"x"


def meddle(client: apsw.Connection, chance: random.Random) -> str:
    """Alter, remove or double one row; says what was done."""
    table = chance.choice(TABLES)
    rows = client.execute(f'SELECT rowid, * FROM "{table}"').fetchall()  # noqa: S608  names from above
    names = [str(column[1]) for column in client.execute(f'PRAGMA table_info("{table}")')]
    rowid, *values = chance.choice(rows)
    kind = chance.random()
    if kind < 0.15:
        client.execute(f'DELETE FROM "{table}" WHERE rowid = ?', (rowid,))  # noqa: S608
        return f"{table} removed"
    if kind < 0.25 and table in {"attendance", "observation", "outreach", "consent", "addendum"}:
        doubled = dict(zip(names, values, strict=True)) | {"id": f"{chance.getrandbits(128):032x}"}
        if table == "attendance":
            doubled["session_id"] = f"{chance.getrandbits(128):032x}"
        places = ", ".join("?" * len(names))
        client.execute(f'INSERT INTO "{table}" VALUES ({places})', tuple(doubled.values()))  # noqa: S608
        return f"{table} doubled"
    column = chance.choice(names)
    now = altered_byte(values[names.index(column)], chance)
    as_text = "CAST(? AS TEXT)" if isinstance(now, bytes) else "?"
    client.execute(f'UPDATE "{table}" SET "{column}" = {as_text} WHERE rowid = ?', (now, rowid))  # noqa: S608
    return f"{table}.{column}: {values[names.index(column)]!r} -> {now!r}"


def meddled(client: apsw.Connection, chance: random.Random) -> str:
    """One alteration that the file takes: unique values must stay unique even for others."""
    while True:
        try:
            return meddle(client, chance)
        except apsw.ConstraintError:
            continue


@pytest.mark.parametrize("times", [60, pytest.param(1000, marks=[pytest.mark.slow, pytest.mark.timeout(1800)])])
def test_every_alteration_is_found_and_an_entry_named(clinic: Clinic, tmp_path: Path, times: int) -> None:
    assert clinic.report().intact
    chance = random.Random(62)
    missed = []
    for _ in range(times):
        with clinic.copy(tmp_path) as copied:
            with outside_client(copied.path, copied.key) as client:
                done = meddled(client, chance)
            report = copied.report()
            if report.intact or report.first_altered is None:
                missed.append(done)
    assert missed == []


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE {} SET version = version + 1",
        "UPDATE {} SET id = upper(id)",
        "UPDATE note SET author_id = upper(author_id)",
        "UPDATE note SET created_at = replace(created_at, ' ', 'T')",
        "UPDATE note SET updated_at = updated_at || '0'",
        "UPDATE note SET sections = sections || ' '",
        "UPDATE attendance SET mark = CAST(mark AS BLOB)",
        "UPDATE attendance SET late = 2 WHERE late = 1",
        "UPDATE audit SET detail = ' ' || detail WHERE sequence = 3",
        "UPDATE audit SET actor_id = upper(actor_id) WHERE sequence = 3",
        "UPDATE audit SET at = replace(at, ' ', '_') WHERE sequence = 3",
    ],
)
def test_what_only_reads_the_same_is_an_alteration_too(clinic: Clinic, tmp_path: Path, statement: str) -> None:
    for table in ("note", "attendance", "addendum") if "{}" in statement else ("",):
        with clinic.copy(tmp_path) as copied:
            with outside_client(copied.path, copied.key) as client:
                client.execute(statement.format(table))
                assert client.changes()
            report = copied.report()
        assert report.first_altered is not None, (statement, table)
        if " audit " in statement:
            assert report.first_altered == 3


def test_a_mark_changed_by_another_program_names_its_last_entry(clinic: Clinic, tmp_path: Path) -> None:
    with clinic.copy(tmp_path) as copied:
        with outside_client(copied.path, copied.key) as client:
            client.execute("UPDATE attendance SET mark = 'present' WHERE mark = 'absent'")
        with closing(open_local_store(copied.path, copied.key)) as local:
            store = Store(local.engine, clock=FakeClock(MORNING), feed=ChangeFeed())
            (altered,) = store.read(integrity.verify).altered
            entry = store.read(lambda work: work.rows.get_one(AuditRow, altered.entry).action.value)
    assert (altered.kind, entry) == ("attendance", "mark")


def test_a_note_put_back_to_draft_or_forged_with_a_fitting_digest_is_named(clinic: Clinic, tmp_path: Path) -> None:
    for statement in (
        "UPDATE note SET status = 'draft' WHERE client_id IS NULL",
        "DELETE FROM addendum",
        "UPDATE note SET template = 'dap' WHERE client_id IS NULL AND status = 'signed'",
    ):
        with clinic.copy(tmp_path) as copied:
            with outside_client(copied.path, copied.key) as client:
                client.execute(statement)
            report = copied.report()
        assert report.chain.intact
        assert [one.kind for one in report.altered] == [statement.split()[1].replace("FROM", "addendum")]
        assert report.first_altered == report.altered[0].entry


def test_undo_redo_and_removal_leave_everything_as_the_history_has_it(store: Store, clock: FakeClock) -> None:
    morning = store.write(a_morning).outcome
    clock.set(MORNING + timedelta(hours=4))
    marked = store.write(attendance.mark_all_present, morning.session)
    assert marked.undo is not None
    undone = store.write(marked.undo)
    assert undone.undo is not None
    store.write(undone.undo)
    seen = store.write(attendance.add_observation, morning.session, morning.elias, "Quiet today.")
    assert seen.undo is not None
    store.write(seen.undo)
    report = store.read(integrity.verify)
    assert report.intact
    assert report.records == len(morning.clients)


def test_the_sample_clinic_is_intact_and_after_its_removal_too(store: Store) -> None:
    store.write(sample_clinic.fill, sample_clinic.Scale.SMALL)
    filled = store.read(integrity.verify)
    store.write(sample_clinic.remove_sample)
    removed = store.read(integrity.verify)
    assert filled.intact
    assert filled.records > 50
    assert (removed.intact, removed.records) == (True, 0)


def test_no_seal_is_shown_in_the_history_and_none_tells_a_word(clinic: Clinic) -> None:
    with closing(open_local_store(clinic.path, clinic.key)) as local:
        store = Store(local.engine, clock=FakeClock(MORNING), feed=ChangeFeed())
        sealed = store.read(lambda work: [row_seals.of_entry(one) for one in work.rows.exec(select(AuditRow))])
        marks = store.read(lambda work: len(work.rows.exec(select(AttendanceRow)).all()))
        signed = store.read(lambda work: len(work.rows.exec(select(NoteRow)).all()))
    keys = {key for seals in sealed for key in seals if key.startswith("attendance:")}
    assert len(keys) == marks
    assert signed == 6
    assert {len(digest) for seals in sealed for digest in seals.values()} == {len(row_seals.RULE) + 32}

"""What the history is told beside changes: wrong secrets, records looked at, copies, a file that somebody altered."""

from __future__ import annotations

import json
import random
import shutil
from pathlib import Path
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete
from sqlmodel import col

from coordinator import audit, people, sample_clinic
from coordinator.bootstrap import Coordinator, FirstRun, accept_older_file, create_vault, open_coordinator
from coordinator.changes import Change, nothing_changed
from coordinator.errors import RollbackSuspected, WrongSecret
from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.attempts import Way, failed_attempts, noting_failures
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, open_vault_key
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.rollback_guard import place_elsewhere
from coordinator.vault.secret_item import Secrets
from coordinator.vocabulary import Action
from coordinator.worker import InlineWorker
from tests.coordinator.outside_client import outside_client
from tests.fakes import FakeClock, MemorySecrets

PASSPHRASE = "river lantern copper eight fold seven"
PAGE = 4096
KEYRINGS = pytest.mark.parametrize("secrets", [MemorySecrets(), None], ids=["keyring", "no keyring"])


def a_vault(
    folder: Path, clock: FakeClock, secrets: Secrets | None, *, filled: bool = False
) -> tuple[Vault, DatabaseKey]:
    asked = FirstRun(folder, PASSPHRASE, RecoveryCode.generate(), "Renee Alvarado, LCSW", "Alder", "America/New_York")
    key, _me = create_vault(asked, clock=clock, secrets=secrets, fill=fill if filled else None)
    return Vault(folder), key


def fill(store: Store) -> None:
    store.write(sample_clinic.fill, sample_clinic.Scale.SMALL)


def opened(vault: Vault, key: DatabaseKey, clock: FakeClock, secrets: Secrets | None, **how: bool) -> Coordinator:
    return open_coordinator(vault, key, clock=clock, secrets=secrets, worker=InlineWorker(), **how)  # type: ignore[arg-type]  # flags only


def a_day(vault: Vault, key: DatabaseKey, clock: FakeClock, secrets: Secrets | None, *, name: str = "") -> None:
    day = opened(vault, key, clock, secrets)
    if name:
        day.store.write(people.add_facilitator, name)
    day.close(with_snapshot=False)


def told(day: Coordinator) -> list[audit.AuditEntry]:
    return list(day.store.read(audit.entries))


# ---------------------------------------------------------------- wrong secrets


@KEYRINGS
def test_wrong_secrets_are_kept_outside_and_entered_at_the_next_success(
    tmp_path: Path, clock: FakeClock, secrets: Secrets | None
) -> None:
    vault, key = a_vault(tmp_path / "vault", clock, secrets)
    for way in (Way.PASSPHRASE, Way.PASSPHRASE, Way.RECOVERY):
        clock.advance(minutes=1)
        with pytest.raises(WrongSecret), noting_failures(vault, clock, way):
            open_vault_key(vault, "not this one", secrets)
    assert [one.way for one in failed_attempts(vault)] == [Way.PASSPHRASE, Way.PASSPHRASE, Way.RECOVERY]
    assert b"not this one" not in (vault.folder / "failed-unlocks.json").read_bytes()
    clock.advance(hours=1)
    day = opened(vault, key, clock, secrets)
    entries = told(day)[:4]
    assert [one.action for one in entries] == [Action.UNLOCK, *[Action.FAILED_UNLOCK] * 3]
    assert [dict(one.detail)["way"] for one in entries[1:]] == ["recovery", "passphrase", "passphrase"]
    assert [dict(one.detail)["at"][11:16] for one in entries[1:]] == ["12:58", "12:57", "12:56"]
    assert failed_attempts(vault) == ()
    assert day.store.read(audit.verify).intact
    day.close(with_snapshot=False)


def test_a_spoiled_list_of_tries_keeps_nobody_out(tmp_path: Path, clock: FakeClock) -> None:
    vault, key = a_vault(tmp_path / "vault", clock, None)
    for spoiled in (b"", b"[[1, 2]]", b"\xff", b'[["2026-03-11", "?"]]', b"[" * 40_000):
        (vault.folder / "failed-unlocks.json").write_bytes(spoiled)
        assert failed_attempts(vault) == ()
    a_day(vault, key, clock, None)


# ---------------------------------------------------------------- records looked at, printed, taken along


def test_what_is_looked_at_printed_and_taken_along_is_an_entry_each(store: Store) -> None:
    subject = store.actor
    assert subject is not None
    before, _head = store.read(audit.head)
    store.write(audit.record_view, audit.Seen.CLIENT, subject)
    store.write(audit.record_print, audit.Seen.NOTE, subject)
    store.write(audit.record_calendar, "0" * 64)
    store.write(audit.record_copy)
    assert store.read(audit.head)[0] == before + 4
    entries = store.read(audit.entries, subject_id=subject)
    assert Action.VIEW_RECORD in {one.action for one in entries}
    assert store.read(audit.verify).intact


def test_looks_of_one_person_at_one_record_share_an_entry_for_ten_minutes(store: Store, clock: FakeClock) -> None:
    """Whoever leafs back and forth looks once; another person, another record, another time is a look of its own."""
    session, other = uuid4(), uuid4()
    me = store.actor
    assert me is not None

    def looks(record: UUID) -> int:
        return len(store.read(audit.entries, subject_id=record))

    for _ in range(3):
        store.write(audit.record_view, audit.Seen.ATTENDANCE, session)
        clock.advance(minutes=3)
    store.write(audit.record_view, audit.Seen.ATTENDANCE, other)
    assert (looks(session), looks(other)) == (1, 1)
    store.write(audit.record_view, audit.Seen.NOTE, session)
    assert looks(session) == 2, "another kind of record under the same id"
    clock.advance(minutes=2)
    store.write(audit.record_view, audit.Seen.ATTENDANCE, session)
    assert looks(session) == 3
    store.sign_in(store.write(people.add_facilitator, "Tomas Berg", "LPC", states=["NY"]).outcome)
    store.write(audit.record_view, audit.Seen.ATTENDANCE, session)
    assert looks(session) == 4


def test_a_search_is_an_entry_that_names_whose_notes_were_shown_and_not_what_was_typed(store: Store) -> None:
    shown = {uuid4(), uuid4()}
    store.write(audit.record_search, shown, 7)
    me = store.actor
    assert me is not None
    (entry,) = [one for one in store.read(audit.entries, subject_id=me) if one.action is Action.VIEW_RECORD]
    assert dict(entry.detail) == {"seen": "search", "notes": "7", "clients": " ".join(sorted(map(str, shown)))}


def test_a_copy_elsewhere_bears_its_own_entry(tmp_path: Path, clock: FakeClock) -> None:
    vault, key = a_vault(tmp_path / "vault", clock, None)
    day = opened(vault, key, clock, None)
    day.snapshot(tmp_path / "stick")
    assert told(day)[0].action is Action.COPY_VAULT
    day.close(with_snapshot=False)


# ---------------------------------------------------------------- an older file, an older page


@KEYRINGS
def test_an_older_copy_is_noticed_with_and_without_a_keyring(
    tmp_path: Path, clock: FakeClock, secrets: Secrets | None
) -> None:
    vault, key = a_vault(tmp_path / "vault", clock, secrets)
    a_day(vault, key, clock, secrets, name="M. Chen")
    old = shutil.copy(vault.store_path, tmp_path / "old.db")
    a_day(vault, key, clock, secrets, name="J. Okafor")
    shutil.copy(old, vault.store_path)
    with pytest.raises(RollbackSuspected):
        opened(vault, key, clock, secrets)
    looked = opened(vault, key, clock, secrets, older_too=True)
    assert looked.rollback is not None
    looked.close(with_snapshot=False)
    with pytest.raises(RollbackSuspected):  # looking accepted nothing
        opened(vault, key, clock, secrets)
    accept_older_file(vault, key, clock=clock, secrets=secrets)
    a_day(vault, key, clock, secrets)


def test_a_whole_folder_put_back_is_noticed_without_a_keyring_too(tmp_path: Path, clock: FakeClock) -> None:
    """The folder's own mark goes back with it; the one among this user's program state does not."""
    vault, key = a_vault(tmp_path / "vault", clock, None)
    a_day(vault, key, clock, None, name="M. Chen")
    shutil.copytree(vault.folder, tmp_path / "old")
    a_day(vault, key, clock, None, name="J. Okafor")
    shutil.rmtree(vault.folder)
    shutil.copytree(tmp_path / "old", vault.folder)
    with pytest.raises(RollbackSuspected):
        opened(vault, key, clock, None)
    kept = place_elsewhere(vault.key_file().vault_id, vault.folder)
    assert kept.stat().st_mode & 0o077 == 0
    assert {*json.loads(kept.read_text())} == {"sequence", "head", "file"}
    accept_older_file(vault, key, clock=clock, secrets=None)
    a_day(vault, key, clock, None)


def test_an_older_copy_beside_the_vault_may_be_looked_into(tmp_path: Path, clock: FakeClock) -> None:
    vault, key = a_vault(tmp_path / "vault", clock, None)
    shutil.copytree(vault.folder, tmp_path / "old")
    a_day(vault, key, clock, None)
    a_day(Vault(tmp_path / "old"), key, clock, None)


@pytest.mark.parametrize("trials", [12, pytest.param(100, marks=pytest.mark.slow)])
def test_an_older_page_put_back_is_reported_at_the_next_unlock(tmp_path: Path, clock: FakeClock, trials: int) -> None:
    secrets, chance = MemorySecrets(), random.Random(16)
    vault, key = a_vault(tmp_path / "vault", clock, secrets, filled=True)
    a_day(vault, key, clock, secrets)
    older = vault.store_path.read_bytes()
    for number in range(8):
        clock.advance(hours=1)
        a_day(vault, key, clock, secrets, name=f"Person {number}")
    newest, marks = vault.store_path.read_bytes(), dict(secrets.items)
    differing = [at for at in range(0, len(older), PAGE) if older[at : at + PAGE] != newest[at : at + PAGE]]
    assert len(differing) > 4
    reported = 0
    for _ in range(trials):
        at = chance.choice(differing)
        vault.store_path.write_bytes(newest[:at] + older[at : at + PAGE] + newest[at + PAGE :])
        secrets.items = dict(marks)
        reported += is_reported(vault, key, clock, secrets)
        for leftover in vault.folder.glob("store.db-*"):
            leftover.unlink()
    assert reported == trials
    vault.store_path.write_bytes(newest)
    secrets.items = dict(marks)
    assert not is_reported(vault, key, clock, secrets)


def is_reported(vault: Vault, key: DatabaseKey, clock: FakeClock, secrets: Secrets) -> bool:
    try:
        day = opened(vault, key, clock, secrets)
    except Exception:  # noqa: BLE001  damaged, older, malformed: each of them keeps the door shut and says so
        return True
    changed = day.file_changed and told(day)[1].action is Action.NOTE_FILE_CHANGE
    day.local.close()
    return changed


@KEYRINGS
def test_what_another_program_wrote_is_noticed_and_entered(
    tmp_path: Path, clock: FakeClock, secrets: Secrets | None
) -> None:
    vault, key = a_vault(tmp_path / "vault", clock, secrets)
    a_day(vault, key, clock, secrets)
    with outside_client(vault.store_path, key) as client:
        client.execute("UPDATE facilitator SET credentials = 'MD'")
    day = opened(vault, key, clock, secrets)
    assert day.file_changed
    assert [one.action for one in told(day)[:2]] == [Action.UNLOCK, Action.NOTE_FILE_CHANGE]
    day.close(with_snapshot=False)
    again = opened(vault, key, clock, secrets)
    assert not again.file_changed
    again.close(with_snapshot=False)


def test_a_killed_run_and_a_second_process_are_no_alarm(tmp_path: Path, clock: FakeClock) -> None:
    vault, key = a_vault(tmp_path / "vault", clock, None)
    a_day(vault, key, clock, None)
    killed = opened(vault, key, clock, None)
    killed.store.write(people.add_facilitator, "M. Chen")
    killed.local.close()  # nothing was remembered
    desktop = opened(vault, key, clock, None)
    assert not desktop.file_changed
    a_day(vault, key, clock, None, name="J. Okafor")  # the command, while the desktop is open
    desktop.store.write(people.add_facilitator, "A. Silva")
    desktop.local.close()
    last = opened(vault, key, clock, None)
    assert not last.file_changed
    last.close(with_snapshot=False)


# ---------------------------------------------------------------- numbers are never given again


def cut_off_the_newest(work: UnitOfWork) -> Change[int]:
    number, _head = audit.head(work)
    work.rows.connection().execute(delete(AuditRow).where(col(AuditRow.sequence) == number))
    return nothing_changed(Action.COPY_VAULT, number)


def test_no_number_of_an_entry_is_ever_given_again(store: Store) -> None:
    given: set[int] = set()
    for _ in range(1000):
        store.write(audit.record_copy)
        number = store.write(cut_off_the_newest).outcome
        assert number not in given
        given.add(number)
    assert len(given) == 1000


def test_entries_cut_off_the_end_are_missed(store: Store) -> None:
    for _ in range(3):
        store.write(audit.record_copy)
    number = store.write(cut_off_the_newest).outcome
    assert store.read(audit.verify).first_altered == number
    store.write(audit.record_copy)  # nor does another entry take its place
    assert store.read(audit.verify).first_altered == number

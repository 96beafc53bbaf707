"""Twenty words of process notes, looked for in everything that ever leaves them: none is found."""

from __future__ import annotations

import logging
import subprocess
import zipfile
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from coordinator import audit, interchange, notes, roster, sample_clinic, summaries
from coordinator.bootstrap import Coordinator, FirstRun, open_coordinator
from coordinator.process_notes import ProcessNoteKind, ProcessText
from coordinator.store.unit_of_work import Store
from coordinator.summaries.wording import Wording
from coordinator.vault.folder import Vault
from coordinator.vault.process_key import process_folder
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import FileFormat
from coordinator.worker import InlineWorker
from tests.cli.conftest import run
from tests.coordinator.outside_client import outside_client
from tests.fakes import FakeClock
from tests.planted import PLANTED, hits
from tests.vault_once import create_vault_once

PASSPHRASE = "correct horse battery staple orbit"
RECOVERY = RecoveryCode.generate()


@pytest.fixture
def day(tmp_path: Path, clock: FakeClock, caplog: pytest.LogCaptureFixture) -> Iterator[Coordinator]:
    """A clinic's open vault, whose facilitator wrote a process note about each of twenty things."""
    caplog.set_level(logging.DEBUG)
    folder = tmp_path / "vault"
    asked = FirstRun(folder, PASSPHRASE, RECOVERY, "Renee Alvarado, LCSW", "Alder Street", "UTC")
    key, me = create_vault_once(asked, clock=clock, secrets=None, fill=fill)
    day = open_coordinator(Vault(folder), key, clock=clock, secrets=None, worker=InlineWorker(), person=me)
    day.process.begin(day.store, PASSPHRASE, RecoveryCode.generate())
    clients = day.store.read(roster.clients)
    for place, word in enumerate(PLANTED):
        kind = list(ProcessNoteKind)[place % 2]
        about = clients[place % len(clients)].id
        day.process.save(day.store, None, ProcessText(kind, date(2026, 3, 11), f"What {word} meant to me.", about))
    yield day
    day.process.close()
    day.local.close()


def fill(store: Store) -> None:
    store.write(sample_clinic.fill, sample_clinic.Scale.SMALL)


def plain(path: Path) -> bytes:
    """What a reader of a file gets to see."""
    if path.suffix == ".xlsx":
        with zipfile.ZipFile(path) as parts:
            return b"".join(parts.read(name) for name in parts.namelist())
    if path.suffix == ".pdf":
        return path.read_bytes() + subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True).stdout
    return path.read_bytes()


def everything(folder: Path) -> dict[str, list[bytes]]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path): found for path in files if (found := hits(plain(path) + path.name.encode()))}


def test_no_export_summary_or_calendar_holds_one(day: Coordinator, tmp_path: Path) -> None:
    out, store = tmp_path / "out", day.store
    out.mkdir()
    written = 0
    for group in store.read(roster.groups):
        for week in range(4):
            asked = summaries.ExportRequest(
                day.clock.now().date() - timedelta(days=7 * week),
                group.id,
                out / str(week),
                formats=(FileFormat.PDF, FileFormat.XLSX, FileFormat.CSV, FileFormat.HTML, FileFormat.JSON),
                include_note_text=True,
            )
            (out / str(week)).mkdir(exist_ok=True)
            try:
                written += len(summaries.export_weekly_summary(store, asked, Wording.load()).files)
            except summaries.NothingToExport:
                continue
    (out / "plan.ics").write_bytes(store.read(interchange.calendar, names=interchange.CalendarNames.GROUP))
    assert written >= len(FileFormat)
    assert everything(out) == {}


def test_no_search_list_or_reading_finds_one(day: Coordinator) -> None:
    for word in PLANTED:
        assert day.store.read(notes.search, word) == ()
    read = [day.store.read(notes.client_notes, one.id) for one in day.store.read(roster.clients)]
    lists = [day.store.read(notes.note_list, one.session_id) for one in day.store.read(notes.unsigned)]
    assert hits(repr((read, lists)).encode()) == []


def test_neither_history_nor_log_nor_anything_printed_holds_one(
    day: Coordinator, caplog: pytest.LogCaptureFixture, capsys: pytest.CaptureFixture[str]
) -> None:
    day.process.notes(day.store)
    told = repr(day.store.read(audit.entries, limit=10_000)) + repr(day.process.notes(day.store))
    printed = capsys.readouterr()
    assert hits((told + caplog.text + printed.out + printed.err).encode()) == []


def test_no_file_is_readable_and_no_snapshot_holds_them(day: Coordinator, tmp_path: Path) -> None:
    (tmp_path / "stick").mkdir()
    backup = day.process.back_up(day.store, tmp_path / "stick")
    taken = day.snapshot()
    assert sorted(path.name for path in taken.folder.iterdir()) == ["store.db", "vault.json"]
    assert everything(tmp_path) == {}
    files = [*process_folder(day.vault).glob("*.db"), backup / "process.db"]
    assert [path.read_bytes().startswith(b"SQLite format 3") for path in files] == [False, False]


def test_the_vaults_key_opens_the_record_and_none_of_them(day: Coordinator, tmp_path: Path) -> None:
    taken = day.snapshot()
    for path in (day.vault.store_path, taken.vault.store_path):
        with outside_client(path, day.key) as client:
            tables = [str(name) for (name,) in client.execute("SELECT name FROM sqlite_schema WHERE type = 'table'")]
            assert "note" in tables
            for table in tables:
                rows = client.execute(f'SELECT * FROM "{table}"').fetchall()  # noqa: S608  the file's own names
                assert hits(repr(rows).encode()) == [], table
    (file,) = process_folder(day.vault).glob("*.db")
    with pytest.raises(Exception, match="not a database"), outside_client(file, day.key) as client:
        client.execute("SELECT * FROM process_note").fetchall()


def test_no_command_prints_one(day: Coordinator, tmp_path: Path) -> None:
    day.process.close()
    secret = tmp_path / "secret"
    secret.write_text(PASSPHRASE)
    week = "{}-W{:02}".format(*day.clock.now().isocalendar()[:2])
    for words in (
        ["notes", "list", "--unsigned"],
        ["notes", "list", "--week", week],
        ["summary", "show", "--week", week],
        ["audit", "list"],
        ["vault", "info"],
        ["vault", "snapshot", "--to", str(tmp_path / "copy")],
        ["clients", "list"],
    ):
        options = ["--vault", str(day.vault.folder), "--passphrase-file", str(secret), "--json"]
        done = run(*options, *words)
        assert done.status == 0, done.err
        assert done.json
        assert hits((done.out + done.err).encode()) == []
    assert everything(tmp_path / "copy") == {}

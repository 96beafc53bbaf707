"""The program is killed while it exports a week: each file is absent or whole, and each whole one is logged.

One process imports everything once and forks for each trial. The child exports through the very procedure that
*Export week* runs, on the encrypted store, PDFs with a password among the files.
"""

from __future__ import annotations

import hashlib
import os
import random
import signal
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pikepdf
import pytest
from sqlmodel import select

from coordinator import people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.tables import ExportedFileRow
from coordinator.store.unit_of_work import Store
from coordinator.summaries.publish import LEFTOVER_PREFIX
from coordinator.vault.database_key import DatabaseKey
from tests.fakes import FakeClock
from tests.ui.summaries.six_weeks import MAR_2, at, six_weeks

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="forks")
FEW_OR_MANY = [4, pytest.param(200, marks=pytest.mark.faults)]
KEY = DatabaseKey(bytes(range(32)))
PROJECT = Path(__file__).parents[2]
PASSWORD = "quiet harbor lamp"
LATEST_SECONDS = 1.5

EXPORTING = """
import os, sys
from pathlib import Path
from uuid import UUID
from coordinator import summaries
from coordinator.changes import ChangeFeed
from coordinator.store.engine import open_local_store
from coordinator.store.unit_of_work import Store
from coordinator.summaries.wording import Wording
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import Audience, FileFormat
from tests.fakes import FakeClock
from tests.faults.test_export_kills import EXPORTED_AT, PASSWORD
from tests.ui.summaries.six_weeks import MAR_2
import coordinator.summaries.pdf, coordinator.summaries.workbook, coordinator.summaries.flat_files

path, actor, group = sys.argv[1:]
local = open_local_store(Path(path), DatabaseKey(bytes(range(32))))
store = Store(local.engine, clock=FakeClock(EXPORTED_AT), feed=ChangeFeed())
store.sign_in(UUID(actor))
like = summaries.ExportRequest(
    MAR_2, UUID(group), Path(), formats=(FileFormat.CSV, FileFormat.PDF, FileFormat.JSON),
    audience=Audience.CLIENT, password=PASSWORD,
)
requests = store.read(summaries.week_requests, like, [UUID(group)])
local.engine.dispose()
wording = Wording.load()

def export_to(folder):
    from dataclasses import replace
    mine = [replace(one, folder=Path(folder)) for one in requests]
    while True:
        os.write(1, b"exporting\\n")
        summaries.export_all(store, mine, wording, progress=lambda *_: None, stop=lambda: False)

for line in sys.stdin:
    child = os.fork()
    if child == 0:
        export_to(line.strip())
    os.write(1, b"child %d\\n" % child)
    os.waitpid(child, 0)
    os.write(1, b"gone\\n")
"""
EXPORTED_AT = at(MAR_2, 8).replace(day=10)


def said(zygote: subprocess.Popen[bytes]) -> tuple[bytes, bytes]:
    assert zygote.stdout is not None
    line = zygote.stdout.readline().strip()
    assert line, "the exporting process ended by itself"
    word, _, rest = line.partition(b" ")
    return word, rest


def killed(zygote: subprocess.Popen[bytes], folder: Path, chance: random.Random) -> None:
    """Let a child export into a folder, and kill it at a random moment."""
    assert zygote.stdin is not None
    zygote.stdin.write(f"{folder}\n".encode())
    zygote.stdin.flush()
    child, begun = 0, False
    while not (child and begun):
        word, rest = said(zygote)
        child = int(rest) if word == b"child" else child
        begun = begun or word == b"exporting"
    time.sleep(chance.uniform(0, LATEST_SECONDS))
    os.kill(child, signal.SIGKILL)
    while said(zygote)[0] != b"gone":
        pass


def check(store: Store, folder: Path) -> int:
    """Every file is whole and logged; gives how many there are."""
    logged = set(store.read(lambda work: list(work.rows.exec(select(ExportedFileRow.digest)))))
    whole = [path for path in folder.iterdir() if not path.name.startswith(LEFTOVER_PREFIX)]
    for path in whole:
        assert hashlib.sha256(path.read_bytes()).hexdigest() in logged, path.name
        if path.suffix == ".pdf":
            with pikepdf.open(path, password=PASSWORD) as page:
                assert len(page.pages) >= 1
    return len(whole)


@pytest.mark.parametrize("kills", FEW_OR_MANY)
@pytest.mark.timeout(3600)
def test_a_kill_leaves_each_file_absent_or_whole_and_logged(kills: int, tmp_path: Path) -> None:
    path = tmp_path / "store.db"
    sqlcipher.create_store_file(path, KEY)
    with closing(open_local_store(path, KEY)) as local:
        bring_up_to_date(local.engine)
        clock = FakeClock(EXPORTED_AT)
        store = Store(local.engine, clock=clock, feed=ChangeFeed())
        store.write(programs.create_program, "Alder Street IOP", "America/New_York")
        actor = store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome
        store.sign_in(actor)
        group = six_weeks(store, clock, weeks=1).group_id
        chance, found = random.Random(55), 0
        with subprocess.Popen(
            [sys.executable, "-c", EXPORTING, str(path), str(actor), str(group)],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        ) as zygote:
            for number in range(kills):
                folder = tmp_path / f"out{number}"
                folder.mkdir()
                killed(zygote, folder, chance)
                found += check(store, folder)
            assert zygote.stdin is not None
            zygote.stdin.close()
    assert found > 0, "no trial came as far as a file"

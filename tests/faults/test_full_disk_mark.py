"""The disk fills up while attendance is taken."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from coordinator import attendance, audit, people, programs
from coordinator.changes import Change, ChangeFeed
from coordinator.errors import StoreFull
from coordinator.store.engine import open_local_store
from coordinator.store.sqlcipher import StoreFile
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import Action, ClientId, GroupSessionId, Mark, SessionStatus, Topic
from tests.builders import a_client, a_group, a_session
from tests.fakes import FakeClock


def a_live_session(work: UnitOfWork) -> Change[tuple[GroupSessionId, tuple[ClientId, ...]]]:
    group = a_group(work)
    clients = tuple(a_client(work, name=f"Client {number}", group_id=group) for number in range(8))
    session = a_session(work, group, status=SessionStatus.LIVE)
    return Change(Action.ADD_GROUP, None, frozenset({Topic.ROSTER}), (session, clients))


def fill(disk: Path, *, but: int = 0) -> None:
    """Leave `but` bytes free."""
    with suppress(OSError), (disk / "ballast").open("ab", buffering=0) as ballast:
        while shutil.disk_usage(disk).free > but and ballast.write(
            bytes(min(4096, shutil.disk_usage(disk).free - but))
        ):
            pass


@pytest.mark.parametrize("left", [0, 4096, 40_000])
def test_a_mark_that_finds_no_room_leaves_nothing_and_the_next_succeeds_once_there_is_some(
    small_place: Callable[[int], Path], empty_vault: tuple[Path, DatabaseKey], clock: FakeClock, left: int
) -> None:
    disk, (empty, key) = small_place(2048), empty_vault
    path = Path(shutil.copy(empty, disk / "store.db"))
    local = open_local_store(path, key)
    store = Store(local.engine, clock=clock, feed=ChangeFeed())
    heard: list[Change[object]] = []
    store.write(programs.create_program, "Alder Street IOP", "America/New_York")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado").outcome)
    session, clients = store.write(a_live_session).outcome
    store.write(attendance.mark, session, clients[0], Mark.PRESENT)
    store._feed.subscribe(heard.append)
    fill(disk, but=left)

    acknowledged = 0
    with pytest.raises(StoreFull):  # noqa: PT012  # whichever mark it is that finds no room
        while acknowledged < 4000:
            store.write(
                attendance.mark, session, clients[acknowledged % 8], (Mark.ABSENT, Mark.PRESENT)[acknowledged // 8 % 2]
            )
            acknowledged += 1
    assert len(heard) == acknowledged  # no screen is told of a mark that was not stored
    before = store.read(attendance.sheet, session), store.read(audit.head)
    with pytest.raises(StoreFull):
        store.write(attendance.mark, session, clients[7], Mark.PRESENT, late=True)
    assert (store.read(attendance.sheet, session), store.read(audit.head)) == before

    (disk / "ballast").unlink()
    store.write(attendance.mark, session, clients[7], Mark.PRESENT, late=True)
    report = store.read(audit.verify)
    assert report.intact
    assert report.entries == before[1][0] + 1
    assert {line.client_id: line.mark for line in store.read(attendance.sheet, session).lines}[
        clients[7]
    ] is Mark.PRESENT
    local.close()
    assert StoreFile(path, key).problems() == ()

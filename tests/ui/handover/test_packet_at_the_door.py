"""From a packet's file to its session: at the first window, and when its time is over."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from coordinator import attendance, packet
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import Mark
from tests.coordinator.attendance.clinic import NINE
from tests.fakes import FakeClock, MemorySecrets
from tests.ui.handover.conftest import SECRET, Evening
from ui import opening
from ui.door import Door, Opened
from ui.loading import Loading
from ui.theme import Theme
from ui.widgets import InfoBar

LONG = 30_000


@pytest.fixture
def held_elsewhere() -> list[Path]:
    """The vaults that another process has."""
    return []


@pytest.fixture
def door(
    tmp_path: Path,
    theme: Theme,
    clock: FakeClock,
    qtbot: QtBot,
    monkeypatch: pytest.MonkeyPatch,
    held_elsewhere: list[Path],
) -> Iterator[Door]:
    """The first window of somebody who has no vault of their own."""
    # Hardening is for good, and would keep debuggers away from the whole test run.
    monkeypatch.setattr(opening, "harden", lambda: None)
    door = Door(
        theme,
        tmp_path / "own",
        clock=clock,
        claim=lambda folder: folder not in held_elsewhere,
        make_secrets=MemorySecrets,
        loading=Loading(()),
        prepare=lambda: None,
    )
    rooms: list[Opened] = []
    door.opened.connect(rooms.append)
    qtbot.addWidget(door)
    with qtbot.waitExposed(door):
        door.show()
    yield door
    door.stop()
    for room in rooms:
        room.coordinator.close(with_snapshot=False)


def test_a_packet_leads_into_its_guest_vault_and_makes_no_other(
    door: Door, evening: Evening, tmp_path: Path, qtbot: QtBot
) -> None:
    assert door._first_run is not None
    with qtbot.waitSignal(door.opened, timeout=LONG) as gone:
        door._packets.opened.emit(evening.guest.folder, SECRET)
    assert gone.args is not None
    coordinator = gone.args[0].coordinator
    assert coordinator.guest
    assert coordinator.vault == evening.guest
    assert not (tmp_path / "own").exists()


def test_a_packet_that_is_open_in_another_window_is_not_opened_here_too(
    door: Door, evening: Evening, held_elsewhere: list[Path]
) -> None:
    held_elsewhere.append(evening.guest.folder)
    door._packets.opened.emit(evening.guest.folder, SECRET)
    page = door._first_run
    assert door.currentWidget() is page, "still at one's own door"
    assert page is not None
    assert "This packet is already open in another window." in [
        bar.accessibleName() for bar in page.findChildren(InfoBar) if bar.isVisible()
    ]


def test_when_its_time_is_over_the_return_is_written_and_then_it_is_removed(
    door: Door, returned: Evening, store: Store, clock: FakeClock, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    packet.with_store(returned.guest, returned.key, clock, _mark_one_more)
    clock.set(NINE + timedelta(hours=27))
    returned.back.unlink()
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_args: (str(returned.back), ""))

    door._packets.opened.emit(returned.guest.folder, SECRET)
    assert door._unlock is not None
    page = door._unlock
    qtbot.waitUntil(page._return.isVisible, timeout=LONG)
    page._return.click()
    qtbot.waitUntil(page._remove.isVisible, timeout=LONG)
    assert len(store.read(packet.preview, returned.back).rows) == 5
    with qtbot.waitSignal(door.quit_requested, timeout=LONG):
        page._remove.click()
    assert not returned.guest.folder.exists()


def _mark_one_more(store: Store) -> None:
    """Record something that the return does not have yet."""
    facts = store.read(packet.guest_facts)
    assert facts is not None
    sheet = store.read(attendance.sheet, facts.session_id)
    store.write(attendance.mark, facts.session_id, sheet.lines[-1].client_id, Mark.PRESENT)

"""What a guest vault gives away besides its return: nothing, neither while it is open nor when it was removed."""

from __future__ import annotations

from pathlib import Path

import pytest

from coordinator import packet, summaries
from coordinator.bootstrap import open_coordinator
from coordinator.summaries import ExportRequest
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import FileFormat
from coordinator.worker import InlineWorker
from tests.coordinator.attendance.clinic import NINE
from tests.coordinator.packet.conftest import Guest, Home
from tests.fakes import FakeClock, MemorySecrets


def test_nothing_of_it_stays_in_the_keyring_when_it_is_removed(guest: Guest, clock: FakeClock) -> None:
    guest.local.close()
    keyring = MemorySecrets()
    open_coordinator(guest.vault, guest.key, clock=clock, secrets=keyring, worker=InlineWorker()).close()
    packet.remove_guest(guest.vault, guest.key, clock=clock)
    assert keyring.items == {}


def test_neither_a_summary_nor_a_copy_leaves_it(home: Home, guest: Guest, clock: FakeClock, tmp_path: Path) -> None:
    clock.set(NINE)
    guest.local.close()
    made = open_coordinator(guest.vault, guest.key, clock=clock, secrets=None, worker=InlineWorker())
    out = tmp_path / "out"
    out.mkdir()
    week = ExportRequest(NINE.date(), home.clinic.group_id, out, formats=(FileFormat.CSV, FileFormat.HTML))
    try:
        with pytest.raises(packet.NotInPacket):
            summaries.export_weekly_summary(made.store, week, Wording.load())
        with pytest.raises(packet.NotInPacket):
            made.snapshot(out)
    finally:
        made.close()
    assert list(out.iterdir()) == []

"""Locking leaves nothing of the vault behind, and one vault has one window."""

from __future__ import annotations

import os
import time

import pytest

from coordinator import sessions
from coordinator.settings import Settings, write_settings
from coordinator.vault.keyring_adapter import KeyringSecrets
from coordinator.vocabulary import SessionStatus
from tests.journeys.clinic import LINK, NAMES, PASSCODE, PASSPHRASE, make_vault
from tests.journeys.desktop import PRODUCT, Desktop, found_in_memory, looking_into, open_files
from tests.services import wait_until

as_root = pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() != 0, reason="the program keeps its memory and handles from its own user"
)


@pytest.fixture
def opened(desktop: Desktop) -> Desktop:
    """The program with an open vault, at Today."""
    make_vault(desktop.vault, KeyringSecrets(), desktop.zone)
    desktop.open()
    unlock(desktop)
    return desktop


def unlock(desktop: Desktop) -> None:
    desktop.type(PASSPHRASE)
    desktop.press("Return", settle=False)
    wait_until((desktop.vault / "store.db-wal").exists, "the open vault")
    desktop.settle()
    desktop.focus(PRODUCT)


def wait_for_lock(desktop: Desktop, seconds: float = 20) -> None:
    wait_until(lambda: "--locked-at" in desktop.command_line(), "the lock screen", seconds=seconds)
    desktop.focus(PRODUCT)
    desktop.settle()


@as_root
def test_locking_leaves_nothing_in_the_process(opened: Desktop) -> None:
    needles = {name: name.encode() for name in NAMES} | {
        f"{name}, as Qt keeps it": name.encode("utf-16-le") for name in NAMES
    }
    needles |= {"the link": LINK.encode(), "the passphrase": PASSPHRASE.encode()}
    needles |= {"the passcode": PASSCODE.encode("utf-16-le")}
    opened.press("ctrl+4", "ctrl+3", "F5")
    opened.settle()
    before = found_in_memory(opened.pid, needles)
    assert {*NAMES, "the link"} <= before
    assert any(name.startswith(str(opened.vault / "store.db")) for name in open_files(opened.pid))
    process = opened.pid
    opened.press("ctrl+l", settle=False)
    wait_for_lock(opened)
    assert opened.pid == process
    assert "--session-runs" in opened.command_line()
    assert [name for name in open_files(process) if name.startswith(str(opened.vault))] == []
    assert not (opened.vault / "store.db-wal").exists()
    assert found_in_memory(process, needles) == set()


def test_unlocking_goes_on_where_it_was(opened: Desktop) -> None:
    opened.press("F5")
    wait_until(lambda: opened.opened_links == [LINK], "the link")
    opened.press("ctrl+l", settle=False)
    wait_for_lock(opened)
    unlock(opened)
    with looking_into(opened.vault, PASSPHRASE) as onlooker:
        (session,) = onlooker.read(sessions.todays_sessions)
        assert session.status is SessionStatus.LIVE
    opened.press("F4", "p")
    opened.quit()
    assert opened.errors() == ""


def test_a_second_start_raises_the_first_window(opened: Desktop) -> None:
    begun = time.monotonic()
    second = opened.start()
    assert second.wait(timeout=10) == 0
    assert time.monotonic() - begun <= 2
    assert opened.process is not None
    assert opened.process.poll() is None
    assert list(opened.windows().values()).count(PRODUCT) == 1


@pytest.mark.faults
def test_a_start_after_a_power_cut_works(opened: Desktop) -> None:
    opened.end()
    opened.open()
    unlock(opened)
    opened.quit()
    assert opened.errors() == ""


@pytest.mark.slow
def test_the_vault_locks_when_nobody_is_there(desktop: Desktop) -> None:
    make_vault(desktop.vault, KeyringSecrets(), desktop.zone)
    desktop.environment()
    write_settings(desktop.settings, Settings(idle_lock_seconds=60))
    desktop.open()
    unlock(desktop)
    begun = time.monotonic()
    wait_for_lock(desktop, seconds=75)
    assert time.monotonic() - begun >= 55

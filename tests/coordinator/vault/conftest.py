"""A vault of each test's own, and the real keyring daemon on a message bus of its own."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

import pytest
import secretstorage

from coordinator.store import sqlcipher
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault, create_vault
from coordinator.vault.recovery_code import RecoveryCode
from tests.fakes import MemorySecrets
from tests.services import cannot

PASSPHRASE = "river lantern copper eight fold"
RENEE = "11111111111111111111111111111111"


@dataclass(frozen=True)
class MadeVault:
    vault: Vault
    key: DatabaseKey
    recovery: RecoveryCode
    secrets: MemorySecrets | None


def make_store(path: Path, key: DatabaseKey) -> None:
    sqlcipher.create_store_file(path, key)
    connection = sqlcipher.connect(path, key)
    connection.execute("CREATE TABLE client (id INTEGER PRIMARY KEY, name TEXT)")
    connection.close()


@pytest.fixture
def make_vault(tmp_path: Path) -> Callable[..., MadeVault]:
    def make(name: str = "vault", *, secrets: MemorySecrets | None = None) -> MadeVault:
        recovery = RecoveryCode.generate()
        folder = tmp_path / name
        key = create_vault(folder, PASSPHRASE, recovery, person_id=RENEE, secrets=secrets, make_store=make_store)
        return MadeVault(Vault(folder), key, recovery, secrets)

    return make


@pytest.fixture
def made(make_vault: Callable[..., MadeVault]) -> MadeVault:
    return make_vault(secrets=MemorySecrets())


BUS_SETTINGS = """\
<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <policy context="default"><allow send_destination="*"/><allow receive_sender="*"/><allow own="*"/></policy>
</busconfig>
"""
"""No folder of services: a daemon that a test kills is not started again behind its back."""


class KeyringDaemon:
    """A Secret Service that a test may stop, kill or lock: bus, daemon and folders of its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._processes: list[subprocess.Popen[bytes]] = []
        for name in ("home", "data", "run"):
            (folder / name).mkdir(mode=0o700)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DBUS_")},
            "HOME": str(folder / "home"),
            "XDG_DATA_HOME": str(folder / "data"),
            "XDG_RUNTIME_DIR": str(folder / "run"),
            "DBUS_SESSION_BUS_ADDRESS": f"unix:path={folder / 'run' / 'bus'}",
        }

    def start(self) -> None:
        settings = self._folder / "bus.conf"
        settings.write_text(BUS_SETTINGS.format(address=self.environment["DBUS_SESSION_BUS_ADDRESS"]), "utf-8")
        self._start("dbus-daemon", "--nofork", "--nopidfile", f"--config-file={settings}")
        self._wait_for((self._folder / "run" / "bus").exists)
        self.start_daemon()

    def start_daemon(self) -> None:
        read_end, write_end = os.pipe()
        os.write(write_end, b"made up\n")
        os.close(write_end)
        self._start("gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets", password=read_end)
        os.close(read_end)
        self._wait_for(self._answers)

    @property
    def daemon(self) -> subprocess.Popen[bytes]:
        return self._processes[-1]

    def stop(self) -> None:
        for process in reversed(self._processes):
            if process.poll() is None:
                process.send_signal(signal.SIGCONT)
                process.terminate()
                process.wait(timeout=10)

    def _start(self, *command: str, password: int = subprocess.DEVNULL) -> subprocess.Popen[bytes]:
        process = subprocess.Popen(
            command,
            env=self.environment,
            stdin=password,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._processes.append(process)
        return process

    def _answers(self) -> bool:
        # The bus binds its socket before it listens: the file is there a moment before anybody answers.
        with suppress(secretstorage.SecretServiceNotAvailableException), closing(secretstorage.dbus_init()) as bus:
            return secretstorage.check_service_availability(bus)
        return False

    @staticmethod
    def _wait_for(ready: Callable[[], bool]) -> None:
        end = time.monotonic() + 10
        while not ready():
            assert time.monotonic() < end, "the keyring daemon did not start"
            time.sleep(0.02)


@pytest.fixture
def own_keyring(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyringDaemon]:
    if shutil.which("gnome-keyring-daemon") is None or shutil.which("dbus-daemon") is None:
        cannot("gnome-keyring")
    daemon = KeyringDaemon(tmp_path_factory.mktemp("keyring"))
    for name in ("DBUS_SESSION_BUS_ADDRESS", "XDG_RUNTIME_DIR", "XDG_DATA_HOME", "HOME"):
        monkeypatch.setenv(name, daemon.environment[name])
    try:
        daemon.start()
        yield daemon
    finally:
        daemon.stop()

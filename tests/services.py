"""The real services that tests speak to, started by the tests and ended with them.

A pytest plugin (named in `tests/conftest.py`). Nothing of the person who runs the tests is touched: the run has
folders, a session bus and a keyring of its own. Each fixture works where its program is installed, which
`start.py test` sees to; in CI a missing program is a failure and not a skip.

- `session_bus`: always there on Linux, with no service on it. `DBUS_SESSION_BUS_ADDRESS` names it.
- `keyring_daemon`: GNOME's real keyring daemon on that bus, unlocked.
- `virtual_display`: an X server without a screen, for a real window that xdotool types into.
- `postgres_server`, `postgres_database`: a cluster of its own; an empty database for one test.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import psycopg
import pytest

from tests.kept import begin_run

KEYRING_PASSWORD = "a password for the tests"
POSTGRES_VARIABLE = "COORDINATOR_TEST_POSTGRES"

# No <servicedir>: nothing of the desktop may be started on this bus by being asked for.
BUS_CONFIGURATION = """<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <type>session</type>
  <listen>{address}</listen>
  <policy context="default">
    <allow send_destination="*" eavesdrop="true"/>
    <allow eavesdrop="true"/>
    <allow own="*"/>
  </policy>
</busconfig>
"""

run_folder = pytest.StashKey[Path]()


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    """Give the run its own folders and bus address, before anything asks for them."""
    folder = Path(tempfile.mkdtemp(prefix="coordinator-tests-"))
    config.stash[run_folder] = folder
    begin_run()
    for kind in ("CONFIG", "DATA", "STATE", "CACHE"):
        os.environ[f"XDG_{kind}_HOME"] = str(folder / kind.lower())
    runtime = folder / "runtime"
    runtime.mkdir(mode=0o700)
    os.environ["XDG_RUNTIME_DIR"] = str(runtime)
    os.environ["DBUS_SESSION_BUS_ADDRESS"] = f"unix:path={folder / 'bus'}"
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Remove the folders of the run."""
    if folder := config.stash.get(run_folder, None):
        shutil.rmtree(folder, ignore_errors=True)


def cannot(what: str) -> NoReturn:
    """Skip where a developer has not got `what`; fail in CI, where start.py has installed everything."""
    sentence = f"{what} is not installed; `python3 start.py test` installs it"
    if os.environ.get("CI"):
        pytest.fail(sentence)
    pytest.skip(sentence)


def wait_until(is_ready: Callable[[], bool], what: str, *, seconds: float = 20) -> None:
    """Return as soon as `is_ready()`. Raises TimeoutError that names `what`."""
    deadline = time.monotonic() + seconds
    while not is_ready():
        if time.monotonic() > deadline:
            raise TimeoutError(what)
        time.sleep(0.01)


@contextmanager
def ended_afterwards(daemon: subprocess.Popen[bytes]) -> Iterator[None]:
    """Terminate `daemon` when the block is left, and wait for it."""
    try:
        yield
    finally:
        daemon.terminate()
        try:
            daemon.wait(timeout=10)
        except subprocess.TimeoutExpired:
            daemon.kill()
            daemon.wait()


@pytest.fixture(scope="session", autouse=True)
def session_bus(request: pytest.FixtureRequest) -> Iterator[str | None]:
    """The address of a session bus of our own; None where there is no D-Bus."""
    if not sys.platform.startswith("linux") or not shutil.which("dbus-daemon"):
        yield None
        return
    folder, address = request.config.stash[run_folder], os.environ["DBUS_SESSION_BUS_ADDRESS"]
    configuration = folder / "bus.conf"
    configuration.write_text(BUS_CONFIGURATION.format(address=address), "utf-8")
    command = ["dbus-daemon", f"--config-file={configuration}", "--nofork", "--nopidfile"]
    with (
        (folder / "bus.log").open("wb") as log,
        subprocess.Popen(command, stdin=subprocess.DEVNULL, stderr=log) as daemon,
        ended_afterwards(daemon),
    ):
        wait_until((folder / "bus").exists, "the session bus")
        yield address


@pytest.fixture(scope="session")
def keyring_daemon(session_bus: str | None) -> Iterator[str]:
    """The address of the session bus, with GNOME's keyring daemon on it and its login keyring unlocked."""
    program = shutil.which("gnome-keyring-daemon")
    if session_bus is None or program is None:
        cannot("gnome-keyring")
    control = Path(os.environ["XDG_RUNTIME_DIR"]) / "keyring"
    command = [program, "--foreground", "--unlock", "--components=secrets", f"--control-directory={control}"]
    quiet = subprocess.DEVNULL
    with (
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=quiet, stderr=quiet) as daemon,
        ended_afterwards(daemon),
    ):
        assert daemon.stdin is not None
        daemon.stdin.write(KEYRING_PASSWORD.encode())
        daemon.stdin.close()
        wait_until(_secrets_are_served, "the keyring daemon")
        yield session_bus


def _secrets_are_served() -> bool:
    """Whether the login keyring is on the bus and unlocked."""
    import secretstorage  # noqa: PLC0415 - only Linux has it

    with suppress(secretstorage.SecretServiceNotAvailableException):
        connection = secretstorage.dbus_init()
        try:
            if secretstorage.check_service_availability(connection):
                return any(not keyring.is_locked() for keyring in secretstorage.get_all_collections(connection))
        finally:
            connection.close()
    return False


@pytest.fixture(scope="session")
def virtual_display() -> Iterator[str]:
    """The name, such as ":99", of an X display of 1280 by 800 points. Give it to a child as DISPLAY."""
    program = shutil.which("Xvfb")
    if program is None:
        cannot("xvfb")
    reading, writing = os.pipe()
    command = [program, "-displayfd", str(writing), "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"]
    quiet = subprocess.DEVNULL
    with (
        subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet, pass_fds=[writing]) as server,
        ended_afterwards(server),
    ):
        os.close(writing)
        with os.fdopen(reading, encoding="ascii") as announced:
            number = announced.readline().strip()  # written once the server answers; empty when it could not start
        assert number, "Xvfb did not start"
        yield f":{number}"


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The SQLAlchemy URL of a PostgreSQL server's `postgres` database, whose role may do everything.

    COORDINATOR_TEST_POSTGRES may name a server that runs already; otherwise a cluster is made, used and removed.
    """
    if running := os.environ.get(POSTGRES_VARIABLE):
        yield running
        return
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb")) or [Path(shutil.which("initdb") or "")]
    if not programs[-1].is_file():
        cannot("postgresql")
    with _cluster(programs[-1].parent) as url:
        os.environ[POSTGRES_VARIABLE] = url
        yield url
        del os.environ[POSTGRES_VARIABLE]


@contextmanager
def _cluster(programs: Path) -> Iterator[str]:
    """A PostgreSQL cluster in a temporary folder that answers on a Unix socket there. It refuses to run as root."""
    owner = "postgres" if hasattr(os, "geteuid") and os.geteuid() == 0 else None
    folder = Path(tempfile.mkdtemp(prefix="coordinator-postgres-"))
    if owner:
        shutil.chown(folder, owner, owner)
    data = folder / "data"
    groups: list[str] | None = [] if owner else None
    make: list[str | Path] = [programs / "initdb", "--pgdata", data, "--username=tests", "--auth=trust"]
    make += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    serve: list[str | Path] = [programs / "postgres", "-D", data, "-k", folder, "-c", "listen_addresses="]
    serve += ["-c", "fsync=off", "-c", "full_page_writes=off", "-c", "logging_collector=off"]
    try:
        subprocess.run(
            make, check=True, capture_output=True, cwd=folder, user=owner, group=owner, extra_groups=groups
        )  # fmt: skip
        with (
            (folder / "server.log").open("wb") as log,
            subprocess.Popen(
                serve, stdin=subprocess.DEVNULL, stdout=log, stderr=log, cwd=folder,
                user=owner, group=owner, extra_groups=groups,
            ) as server,
            ended_afterwards(server),
        ):  # fmt: skip
            wait_until(lambda: _answers(folder), "PostgreSQL")
            yield f"postgresql+psycopg://tests@/postgres?host={folder}"
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _answers(folder: Path) -> bool:
    try:
        psycopg.connect(host=str(folder), user="tests", dbname="postgres").close()
    except psycopg.OperationalError:
        return False
    return True


@pytest.fixture
def postgres_database(postgres_server: str) -> Iterator[str]:
    """The SQLAlchemy URL of an empty database, dropped afterwards."""
    name = f"test_{uuid4().hex}"
    plain = postgres_server.replace("postgresql+psycopg:", "postgresql:", 1)
    with psycopg.connect(plain, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {name}".encode())
        yield postgres_server.replace("/postgres?", f"/{name}?", 1)
        server.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())

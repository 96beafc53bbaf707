"""Drives the assembled program as a person does: real key presses into a real window on a virtual display.

What the program did is asked from outside it: from the vault's file, read by this process while the program runs,
from the files it wrote, from the link that the operating system was handed, and from its window titles.
"""

from __future__ import annotations

import os
import re
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TypeVar

from coordinator.changes import ChangeFeed
from coordinator.clock import SystemClock
from coordinator.store.engine import open_local_store
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.folder import Vault, open_vault_key
from coordinator.vault.keyring_adapter import KeyringSecrets
from tests.services import wait_until

PROJECT = Path(__file__).parents[2]
PRODUCT = "Session Coordinator"
QUIET_SECONDS = 0.15
MOST_UNREST_SECONDS = 30.0
T = TypeVar("T")

OPENER = """#!/bin/sh
# Stands where the desktop's own opener stands, and writes down what it was asked to open.
printf '%s\\n' "$1" >> "{record}"
exit {status}
"""


@dataclass
class Desktop:
    """One person's computer: folders, a display, an opener of links, and the program on it."""

    folder: Path
    display: str
    zone: str = "America/New_York"
    opener_status: int = 0
    process: subprocess.Popen[bytes] | None = None
    extra: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """The person's own folder."""
        return self.folder / "home"

    @property
    def vault(self) -> Path:
        """Where the vault lies."""
        return self.folder / "vault"

    @property
    def settings(self) -> Path:
        """This computer's preferences."""
        return self.folder / "config" / "session-coordinator" / "settings.toml"

    @property
    def opened_links(self) -> list[str]:
        """What the operating system was asked to open, oldest first."""
        record = self.folder / "opened"
        return record.read_text("utf-8").splitlines() if record.exists() else []

    @property
    def pid(self) -> int:
        """The program's process."""
        assert self.process is not None
        return self.process.pid

    def environment(self) -> dict[str, str]:
        """What the program finds in its environment: nothing of the person who runs the tests."""
        for kind in ("config", "data", "state", "cache", "runtime", "home", "programs"):
            (self.folder / kind).mkdir(mode=0o700, exist_ok=True)
        opener = self.folder / "programs" / "xdg-open"
        opener.write_text(OPENER.format(record=self.folder / "opened", status=self.opener_status), "utf-8")
        opener.chmod(0o755)
        unwanted = re.compile(r"QT_|XDG_|WAYLAND_|BROWSER|KDE_|GNOME_|DESKTOP_|COORDINATOR_|LANG|LC_")
        kept = {name: text for name, text in os.environ.items() if not unwanted.match(name)}
        return {
            **kept,
            **{f"XDG_{kind.upper()}_HOME": str(self.folder / kind) for kind in ("config", "data", "state", "cache")},
            "XDG_RUNTIME_DIR": str(self.folder / "runtime"),
            "HOME": str(self.home),
            "PATH": f"{self.folder / 'programs'}{os.pathsep}{os.environ['PATH']}",
            "DISPLAY": self.display,
            "QT_QPA_PLATFORM": "xcb",
            "LANG": "C.UTF-8",
            "LC_TIME": "en_US.UTF-8",
            "TZ": self.zone,
            **self.extra,
        }

    # -- the program

    def start(self) -> subprocess.Popen[bytes]:
        """Start the program as a person does."""
        with (self.folder / "errors").open("ab") as errors:
            command = [sys.executable, "-m", "ui", "--vault", str(self.vault)]
            return subprocess.Popen(
                command, cwd=PROJECT, env=self.environment(), stdin=subprocess.DEVNULL, stdout=errors, stderr=errors
            )

    def open(self) -> None:
        """Start the program and wait until its window can be typed into."""
        self.process = self.start()
        self.focus(PRODUCT)
        self.settle()

    def end(self) -> None:
        """End the program however it stands, as a power cut does."""
        if self.process is not None and self.process.poll() is None:
            self.process.kill()
            self.process.wait()

    def quit(self) -> None:
        """Ctrl+Q, and wait until the process has ended well."""
        self.press("ctrl+q", settle=False)
        assert self.process is not None
        assert self.process.wait(timeout=30) == 0, self.errors()

    def errors(self) -> str:
        """What the program wrote for whoever started it."""
        written = self.folder / "errors"
        return written.read_text("utf-8", errors="replace") if written.exists() else ""

    def has_open(self, path: Path) -> bool:
        """Whether the program holds a file open. Needs to be root: the program hides itself from its own user."""
        return str(path) in open_files(self.pid)

    def command_line(self) -> list[str]:
        """How the program's process was started."""
        return Path(f"/proc/{self.pid}/cmdline").read_text("utf-8").split("\0")[:-1]

    def settle(self) -> None:
        """Wait until the program rests: every thread sleeps, and none used processor time for a while.

        A thread that waits for a processor on a busy machine is runnable, and so not at rest; how long it waits says
        nothing about the program. What counts against it is processor time, and time in which it could have rested.
        """
        began = before = self._threads()
        since = last = time.monotonic()
        idle = 0.0
        while time.monotonic() - since < QUIET_SECONDS:
            busy = used(before) - used(began)
            assert max(idle, busy) < MOST_UNREST_SECONDS, f"does not come to rest: {restless(began, before)}"
            time.sleep(0.02)
            now, at = self._threads(), time.monotonic()
            runs = any(state != "S" for state, *_ in now)
            idle, last = idle + (0 if runs else at - last), at
            if now != before or runs:
                before, since = now, at

    def _threads(self) -> list[tuple[str, ...]]:
        """State and used time of each thread of the program and of its display."""
        return [*threads_of(self.pid), *threads_of(server_of(self.display))]

    # -- the display

    def xdotool(self, *words: str) -> str:
        """Run xdotool on the display; gives what it printed."""
        done = subprocess.run(
            ["xdotool", *words],
            env={**os.environ, "DISPLAY": self.display},
            capture_output=True,
            text=True,
            check=False,
            timeout=60,
        )
        return done.stdout.strip()

    def windows(self) -> dict[str, str]:
        """The titles of the visible windows of the program by their number, the newest last."""
        search = ("search", "--all", "--onlyvisible", "--pid", str(self.pid), "--name", "")
        numbers = self.xdotool(*search).splitlines()
        return {number: self.xdotool("getwindowname", number) for number in numbers}

    def focus(self, title: str) -> None:
        """Wait for a window and give it the keyboard, as a window manager does."""
        found: list[str] = []

        def there() -> bool:
            found[:] = [number for number, name in self.windows().items() if name == title]
            return bool(found)

        wait_until(there, f"the window {title!r} among {self.windows()}", seconds=30)
        self.xdotool("windowfocus", "--sync", found[-1])

    def press(self, *keys: str, settle: bool = True) -> None:
        """Press keys one after the other: "ctrl+n", "Tab", "Return"."""
        for key in keys:
            self.xdotool("key", "--clearmodifiers", key)
            if settle:
                self.settle()

    def type(self, text: str) -> None:
        """Type a text."""
        self.xdotool("type", "--clearmodifiers", "--delay", "2", text)
        self.settle()

    def picture(self, path: Path) -> None:
        """Keep a picture of the whole display."""
        code = (
            "import sys\nfrom PySide6.QtGui import QGuiApplication\napp = QGuiApplication(sys.argv[:1])\n"
            "app.primaryScreen().grabWindow(0).save(sys.argv[1])"
        )
        environment = {**os.environ, "DISPLAY": self.display, "QT_QPA_PLATFORM": "xcb"}
        subprocess.run([sys.executable, "-c", code, str(path)], env=environment, check=False, timeout=60)


@dataclass
class Onlooker:
    """Reads the vault from another process while the program works with it."""

    store: Store

    def read(self, query: Callable[[UnitOfWork], T]) -> T:
        """Ask the vault."""
        return self.store.read(query)

    def sees(self, query: Callable[[UnitOfWork], T], is_right: Callable[[T], object], what: str) -> T:
        """Wait until the vault says what was expected; gives what it said."""
        answers: list[T] = []

        def right() -> bool:
            answers[:] = [self.store.read(query)]
            return bool(is_right(answers[0]))

        wait_until(right, what, seconds=20)
        return answers[0]


@contextmanager
def looking_into(folder: Path, passphrase: str) -> Iterator[Onlooker]:
    """Open a vault beside the program, with the passphrase and the keyring of this session."""
    vault = Vault(folder)
    local = open_local_store(vault.store_path, open_vault_key(vault, passphrase, KeyringSecrets()))
    try:
        yield Onlooker(Store(local.engine, clock=SystemClock(), feed=ChangeFeed()))
    finally:
        local.close()


@cache
def server_of(display: str) -> int:
    """The process that serves a display such as ":99": the other end of its socket."""
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(f"/tmp/.X11-unix/X{display.removeprefix(':')}")  # noqa: S108  where X(7) has it
        pid, _user, _group = struct.unpack("3i", line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, 12))
    return int(pid)


def threads_of(pid: int) -> list[tuple[str, ...]]:
    """State, used time and name of each thread: fields 3, 14, 15, 1 and 2 of /proc/PID/task/TID/stat, proc(5)."""
    found: list[tuple[str, ...]] = []
    for task in Path(f"/proc/{pid}/task").iterdir():
        with suppress(OSError):  # the thread may just have ended
            name, _, rest = (task / "stat").read_text("ascii", errors="replace").rpartition(")")
            fields = rest.split()
            found.append((fields[0], fields[11], fields[12], f"{name})"))
    return found


def used(threads: list[tuple[str, ...]]) -> float:
    """The processor time of threads, in seconds."""
    return sum(int(user) + int(system) for _state, user, system, _name in threads) / os.sysconf("SC_CLK_TCK")


def restless(before: list[tuple[str, ...]], now: list[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """The threads that did something in between: how they stood before, and how they stand now."""
    stood = {name: fields for *fields, name in before}
    return [(name, *stood.get(name, ["new"]), "->", *fields) for *fields, name in now if stood.get(name) != fields]


def open_files(pid: int) -> list[str]:
    """The names of the files that a process holds open."""
    names = []
    for handle in Path(f"/proc/{pid}/fd").iterdir():
        try:
            names.append(str(handle.readlink()))
        except OSError:
            continue  # it was closed meanwhile
    return names


def found_in_memory(pid: int, needles: Mapping[str, bytes]) -> set[str]:
    """Give the names of the needles that lie somewhere in a process's writable memory. Needs to be root."""
    found: set[str] = set()
    with Path(f"/proc/{pid}/mem").open("rb", buffering=0) as memory:
        for line in Path(f"/proc/{pid}/maps").read_text("ascii", errors="replace").splitlines():
            span, modes, *_ = line.split()
            if not modes.startswith("rw"):
                continue
            start, end = (int(place, 16) for place in span.split("-"))
            try:
                memory.seek(start)
                content = memory.read(end - start)
            except (OSError, ValueError, OverflowError):
                continue  # a region of the kernel, such as [vvar]
            found |= {name for name, needle in needles.items() if needle in content}
    return found

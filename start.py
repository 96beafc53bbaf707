#!/usr/bin/env python3
"""Session Coordinator from a fresh checkout: prepares what is missing, then runs.

    python3 start.py              open the desktop (without a display: play the tour into ./tour)
    python3 start.py test         run the tests; what follows is given to pytest
    python3 start.py test --all   the same with the long runs: faults, fuzzing, soak
    python3 start.py setup        only prepare
    python3 start.py check        lint, format, types, import contracts, file sizes
    python3 start.py bench        speed, each against a floor measured in the same run

The packages go into .venv, at the exact versions and hashes of requirements.lock. Nothing is asked.
Exit codes: 0 done, 1 a step failed, 2 wrong usage or an unsuitable Python, 3 system packages are missing and
only an administrator can install them; a program or test run that was started gives its own.
"""

from __future__ import annotations

import contextlib
import ctypes
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

ROOT = Path(__file__).resolve().parent
LOCK = ROOT / "requirements.lock"
VENV = ROOT / ".venv"
STAMP = VENV / "prepared"
WINDOWS = sys.platform == "win32"
LINUX = sys.platform.startswith("linux")
OLDEST, NEWEST = (3, 11), (3, 14)
MOST_WORKERS = 4  # of the tests: each starts a database server and windows of its own

PIP_INSTALL = ("-m", "pip", "install", "--disable-pip-version-check", "--no-input")
# For the programs that prepare and check: no question, no window, and (RUNLEVEL=1) no service that starts by itself.
QUIET = {"DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1", "PYTHONUNBUFFERED": "1", "QT_QPA_PLATFORM": "offscreen"}
FAILED, USAGE, NEEDS_ADMINISTRATOR, INTERRUPTED = 1, 2, 3, 130

# What Qt loads from the system, and the Debian package that holds it. Read off the NEEDED entries of
# PySide6's own libraries and plugins; what those packages bring along themselves is left out.
QT_LIBRARIES: Mapping[str, str] = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libdbus-1.so.3": "libdbus-1-3",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgssapi_krb5.so.2": "libgssapi-krb5-2",
    "libwayland-cursor.so.0": "libwayland-cursor0",
    "libwayland-egl.so.1": "libwayland-egl1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxkbcommon.so.0": "libxkbcommon0",
}

# What the tests start: a program on PATH (or a pattern from the root of the disk) and its Debian package.
TEST_PROGRAMS: Mapping[str, str] = {
    "Xvfb": "xvfb",
    "xdotool": "xdotool",
    "dbus-daemon": "dbus",
    "gnome-keyring-daemon": "gnome-keyring",
    "usr/lib/postgresql/*/bin/initdb": "postgresql",
    "pdftotext": "poppler-utils",
    "soffice": "libreoffice-calc-nogui",
}


class StepFailedError(Exception):
    """Preparation cannot go on: a sentence for the person, the last lines of the program, the exit code."""

    def __init__(self, sentence: str, *, last_words: Sequence[str] = (), exit_code: int = FAILED) -> None:
        super().__init__(sentence)
        self.last_words = tuple(last_words)
        self.exit_code = exit_code


class Progress:
    """One line a step: what is done, then how long it took. On a terminal the line counts up in place."""

    def __init__(self, out: TextIO) -> None:
        self._out = out
        self._live = out.isatty() and not WINDOWS  # older Windows consoles print escape sequences as they are
        self._title = ""

    def say(self, sentence: str) -> None:
        """Print one line."""
        print(sentence, file=self._out, flush=True)

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[None]:
        """Show `title` while the block runs, then the seconds it took or that it failed."""
        self._title, began = title, time.monotonic()
        self._out.write(f"{title} ... ")
        self._out.flush()
        ended = "failed"
        try:
            yield
            ended = f"done in {time.monotonic() - began:.0f} s"
        finally:
            self.say(f"\r\x1b[K{title} ... {ended}" if self._live else ended)

    def count(self, done: int, total: int) -> None:
        """Show that `done` of `total` parts of the present step are through."""
        if self._live:
            self._out.write(f"\r\x1b[K{self._title} ... {done} of {total}")
            self._out.flush()


def run_counted(command: Sequence[str], on_line: Callable[[str], object] = len) -> None:
    """Run `command` with nothing on its standard input, hand each line it prints to `on_line`.

    Raises StepFailedError with the last lines when it ends with another code than 0.
    """
    lines: list[str] = []
    env = {**os.environ, **QUIET}
    pipe, nothing = subprocess.PIPE, subprocess.DEVNULL
    with subprocess.Popen(
        command, stdin=nothing, stdout=pipe, stderr=subprocess.STDOUT, encoding="utf-8", errors="replace", env=env
    ) as program:
        for line in program.stdout or ():
            lines.append(line.rstrip())
            on_line(line)
    if program.returncode:
        sentence = f"This command ended with code {program.returncode}: {' '.join(command)}"
        raise StepFailedError(sentence, last_words=lines[-15:])


def loads(library: str) -> bool:
    """Whether the dynamic loader finds `library`."""
    try:
        ctypes.CDLL(library)
    except OSError:
        return False
    return True


def has_program(name: str) -> bool:
    """Whether a program is on PATH, or, for a pattern with folders, anywhere it may lie."""
    return any(Path("/").glob(name)) if "/" in name else shutil.which(name) is not None


def missing_packages(*, for_tests: bool) -> list[str]:
    """Debian packages of the system libraries and, for the tests, programs that are not here. Empty off Linux."""
    if not LINUX:
        return []
    # Debian keeps the part of `venv` that installs pip in a package of its own.
    missing = [] if importlib.util.find_spec("ensurepip") else [f"python3.{sys.version_info.minor}-venv"]
    missing += [package for library, package in QT_LIBRARIES.items() if not loads(library)]
    if for_tests:
        missing += [package for program, package in TEST_PROGRAMS.items() if not has_program(program)]
    return missing


def install_system_packages(progress: Progress, packages: Sequence[str]) -> None:
    """Install `packages` with apt-get as root.

    Raises StepFailedError with the one line to run when this is not root, or not a system with apt-get.
    """
    if not shutil.which("apt-get"):
        sentence = f"Install with this system's own tool what Debian calls: {' '.join(packages)}"
        raise StepFailedError(sentence, exit_code=NEEDS_ADMINISTRATOR)
    install = ["apt-get", "install", "-y", "--no-install-recommends", *packages]
    if os.geteuid() != 0:
        sentence = f"Some system packages are missing. Run this line, then start again:\n  sudo {' '.join(install)}"
        raise StepFailedError(sentence, exit_code=NEEDS_ADMINISTRATOR)
    progress.say(" ".join(install))
    # One source that does not answer is no reason to stop: the others may hold everything.
    with contextlib.suppress(StepFailedError), progress.step("Reading the list of system packages"):
        run_counted(["apt-get", "update"])
    with progress.step("Installing system packages"):
        done, total = 0, len(packages)

        def on_line(line: str) -> None:
            nonlocal done, total
            if announced := re.search(r"(\d+) newly installed", line):
                total = int(announced[1])
            done += line.startswith("Setting up ")
            progress.count(done, total)

        run_counted(install, on_line)


def in_venv(program: str) -> str:
    """The path of a program of .venv on this system."""
    return str(VENV / "Scripts" / f"{program}.exe" if WINDOWS else VENV / "bin" / program)


def fingerprint() -> str:
    """What .venv was made from: where it lies, the lock file, the project's own settings."""
    parts = (str(ROOT).encode(), LOCK.read_bytes(), (ROOT / "pyproject.toml").read_bytes())
    return "\n".join(hashlib.sha256(part).hexdigest() for part in parts)


def make_environment(progress: Progress) -> None:
    """Bring .venv to what the lock file says. Costs two reads and a hash when it already is there."""
    wanted = fingerprint()
    made = STAMP.read_text("utf-8") if STAMP.is_file() else ""
    python = in_venv("python")
    if made == wanted and Path(python).exists():
        return
    moved = bool(made) and made.splitlines()[0] != wanted.splitlines()[0]
    STAMP.unlink(missing_ok=True)
    if moved or not Path(python).exists():
        with progress.step("Making .venv"):
            run_counted([sys.executable, "-m", "venv", "--clear", str(VENV)])
    install_locked(progress, python)
    with progress.step("Installing the program into .venv"):
        offline = ["--no-index", "--no-deps", "--no-build-isolation"]
        run_counted([python, *PIP_INSTALL, *offline, "--editable", str(ROOT)])
    STAMP.write_text(wanted, "utf-8")


def install_locked(progress: Progress, python: str) -> None:
    """Install every package of the lock file that this system needs, as wheels whose hashes are in the file."""
    pinned = len(re.findall(r"^\w", LOCK.read_text("utf-8"), re.MULTILINE))
    with progress.step(f"Installing the {pinned} packages of {LOCK.name}"):
        seen: set[str] = set()

        def on_line(line: str) -> None:
            if named := re.match(r"\s*(?:Collecting|Requirement already satisfied:|Ignoring) ([\w.-]+)", line):
                seen.add(named[1].casefold())
                progress.count(min(len(seen), pinned), pinned)

        # The file names all: resolving, pip 23.2 stops at an extra of which a newer release appeared.
        locked = ["--require-hashes", "--no-deps", "--only-binary", ":all:", "--requirement", str(LOCK)]
        run_counted([python, *PIP_INSTALL, *locked], on_line)


def hand_over(command: Sequence[str], **environment: str) -> int:
    """Run `command` from the project's folder, in place of this program where the system can. Gives its exit code."""
    os.chdir(ROOT)
    env = {**os.environ, **environment}
    if not WINDOWS:
        sys.stdout.flush()
        os.execve(command[0], [*command], env)  # noqa: S606 - no shell is wanted here
    return subprocess.call(command, env=env)


def open_desktop(progress: Progress, _: Sequence[str] = ()) -> int:
    """Open the desktop; without a display, play the tour and say where its pictures and files lie."""
    if not LINUX or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        return hand_over([in_venv("python"), "-m", "ui"])
    folder = ROOT / "tour"
    progress.say("There is no display here (DISPLAY and WAYLAND_DISPLAY are not set), so the tour is played instead.")
    tour = [in_venv("coordinator"), "tour", "--out", str(folder)]
    ended = subprocess.call(tour, stdin=subprocess.DEVNULL, env={**os.environ, "QT_QPA_PLATFORM": "offscreen"})
    if not ended:
        progress.say(f"The pictures and files of the tour are in {folder}")
    return ended


def run_tests(_: Progress, arguments: Sequence[str]) -> int:
    """Run pytest offscreen; `--all` adds the long runs.

    Without arguments, on every core, a file's tests together, the longest first (`tests/conftest.py`).
    """
    rest = [argument for argument in arguments if argument != "--all"]
    everything = ["-m", "not benchmark"] if "--all" in arguments else []
    workers = str(min(os.cpu_count() or 1, MOST_WORKERS))
    spread = [] if arguments else ["-n", workers, "--dist", "loadfile", "--no-loadscope-reorder"]
    return hand_over([in_venv("python"), "-m", "pytest", *spread, *everything, *rest], QT_QPA_PLATFORM="offscreen")


def run_benchmarks(_: Progress, arguments: Sequence[str]) -> int:
    """Run the benchmarks, offscreen."""
    command = [in_venv("python"), "-m", "pytest", "-m", "benchmark", *arguments]
    return hand_over(command, QT_QPA_PLATFORM="offscreen")


def report_ready(progress: Progress, _: Sequence[str] = ()) -> int:
    """Say what can be done now that everything is prepared."""
    progress.say("Everything is in place. Open the desktop with: python3 start.py")
    return 0


CHECKS: Mapping[str, Sequence[str]] = {
    "lint": ("ruff", "check", "."),
    "format": ("ruff", "format", "--check", "."),
    "types": ("mypy",),
    "imports": ("lint-imports",),
    "spelling": ("codespell",),
    "settings": ("validate-pyproject", "pyproject.toml"),
    "structure": ("pytest", "-q", "tests/architecture", "--ignore", "tests/architecture/test_tools.py"),
}


def run_checks(progress: Progress, _: Sequence[str] = ()) -> int:
    """Run every check, also after one has failed; 1 when any did."""
    failed = 0
    os.chdir(ROOT)
    for name, (tool, *arguments) in CHECKS.items():
        try:
            with progress.step(name):
                run_counted([in_venv(tool), *arguments])
        except StepFailedError as failure:
            failed += 1
            progress.say("\n".join(failure.last_words))
    progress.say(f"{len(CHECKS) - failed} passed, {failed} failed")
    return FAILED if failed else 0


COMMANDS: Mapping[str, Callable[[Progress, Sequence[str]], int]] = {
    "": open_desktop,
    "test": run_tests,
    "setup": report_ready,
    "check": run_checks,
    "bench": run_benchmarks,
}


def main(arguments: Sequence[str]) -> int:
    """Prepare, then do what `arguments` ask for. Gives the exit code."""
    command, rest = (arguments[0], arguments[1:]) if arguments else ("", ())
    tests = command in {"test", "bench"}
    if command not in COMMANDS or (rest and not tests):
        asked = command in {"-h", "--help"}
        print(__doc__, file=sys.stdout if asked else sys.stderr)
        return 0 if asked else USAGE
    if not OLDEST <= sys.version_info[:2] <= NEWEST:
        print(f"Python 3.{OLDEST[1]} to 3.{NEWEST[1]} is needed; this is {sys.version.split()[0]}.", file=sys.stderr)
        return USAGE
    progress = Progress(sys.stdout)
    try:
        if missing := missing_packages(for_tests=tests):
            install_system_packages(progress, missing)
        make_environment(progress)
        return COMMANDS[command](progress, rest)
    except StepFailedError as failed:
        print("\n".join((*failed.last_words, str(failed))), file=sys.stderr)
        return failed.exit_code
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        return INTERRUPTED


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Looks at what the program stands on, and says what is wrong and how to mend it. Needs no vault and no secret."""

from __future__ import annotations

import importlib.util
import os
import platform
import shutil
import sys
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from coordinator.clock import SystemClock
from coordinator.errors import CoordinatorError, SecretsUnavailable
from coordinator.vault.network_folders import refuse_network_folder

PACKAGES = (
    "PySide6-Essentials",
    "SQLAlchemy",
    "sqlmodel",
    "sqlcipher3",
    "cryptography",
    "keyring",
    "APScheduler",
    "typst",
)
OLDEST_SQLITE = (3, 51, 3)
"""Versions before it can corrupt a write-ahead log (sqlite.org/wal.html, the WAL-reset bug)."""
LEAST_FREE_BYTES = 200 * 1024 * 1024
EARLIEST_NOW = datetime(2026, 1, 1, tzinfo=UTC)
"""A clock before the program was written is wrong."""
PRIVATE = 0o077


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at: what was found, and where it is not well how to mend it."""

    code: str
    ok: bool
    found: str
    mend: str = ""


def examine(folder: Path) -> tuple[Finding, ...]:
    """Look at everything; `folder` is where the vault is or would be."""
    looks: tuple[Callable[[], Finding], ...] = (
        _python,
        _packages,
        _cipher,
        _keyring,
        _fonts,
        _display,
        lambda: _folder(folder),
        lambda: _modes(folder),
        lambda: _disk(folder),
        _zones,
        _clock,
    )
    return tuple(look() for look in looks)


def _python() -> Finding:
    found = f"Python {platform.python_version()} on {platform.system()} {platform.release()}"
    good = (3, 11) <= sys.version_info[:2] < (3, 15)
    return Finding("python", good, found, "Install Python 3.11, 3.12, 3.13 or 3.14.")


def _packages() -> Finding:
    found, missing = [], []
    for name in PACKAGES:
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            missing.append(name)
    mend = f"Run: python3 start.py setup (missing: {', '.join(missing)})"
    return Finding("packages", not missing, ", ".join(found), mend)


def _cipher() -> Finding:
    mend = "Run: python3 start.py setup"
    try:
        from coordinator.store import sqlcipher  # noqa: PLC0415  it may be what is broken

        sqlcipher.check_driver()
        found = sqlcipher.cipher_version()
    except (ImportError, CoordinatorError, RuntimeError) as failure:
        return Finding("cipher", ok=False, found=type(failure).__name__, mend=mend)
    return Finding("cipher", ok=True, found=found)


def _keyring() -> Finding:
    from coordinator.vault.keyring_adapter import KeyringSecrets, probe  # noqa: PLC0415  it asks a daemon

    mend = "Start the desktop's keyring (GNOME Keyring or KWallet). Without one a longer passphrase opens the vault."
    try:
        return Finding("keyring", ok=True, found=probe(KeyringSecrets()))
    except SecretsUnavailable as failure:
        return Finding("keyring", ok=False, found=failure.problem.value, mend=mend)


def _fonts() -> Finding:
    from resources import font_files  # noqa: PLC0415  it may be what is broken

    count = len([path for path in font_files() if path.stat().st_size > 0])
    return Finding("fonts", count > 0, f"{count} files", "The fonts are missing: get the program again.")


def _display() -> Finding:
    chosen = os.environ.get("QT_QPA_PLATFORM", "")
    if importlib.util.find_spec("PySide6") is None:
        return Finding("display", ok=False, found="Qt is not installed", mend="Run: python3 start.py setup")
    if sys.platform in {"win32", "darwin"} or chosen:
        return Finding("display", ok=True, found=chosen or sys.platform)
    display = os.environ.get("WAYLAND_DISPLAY") or os.environ.get("DISPLAY") or ""
    mend = "Start it in a desktop session, or set QT_QPA_PLATFORM=offscreen for the tour."
    return Finding("display", bool(display), display or "none", mend)


def _folder(folder: Path) -> Finding:
    try:
        refuse_network_folder(folder)
    except CoordinatorError:
        return Finding("folder", ok=False, found=str(folder), mend="It lies on a network drive. Use a local folder.")
    place = next(parent for parent in (folder, *folder.parents) if parent.exists())
    writable = os.access(place, os.W_OK | os.X_OK)
    return Finding("folder", writable, str(folder), f"Make {place} writable for you.")


def _modes(folder: Path) -> Finding:
    if sys.platform == "win32" or not folder.is_dir():
        return Finding("file-modes", ok=True, found="no vault yet" if not folder.is_dir() else "by access lists")
    open_to_others = [path for path in (folder, *folder.rglob("*")) if path.lstat().st_mode & PRIVATE]
    mend = f"Run: chmod -R go= '{folder}'"
    shown = f"{len(open_to_others)} open to others" if open_to_others else "private"
    return Finding("file-modes", not open_to_others, shown, mend)


def _disk(folder: Path) -> Finding:
    place = next(parent for parent in (folder, *folder.parents) if parent.exists())
    free = shutil.disk_usage(place).free
    mend = "Free some space: marks cannot be saved on a full disk."
    return Finding("disk", free >= LEAST_FREE_BYTES, f"{free // 1024 // 1024} MB free", mend)


def _zones() -> Finding:
    try:
        ZoneInfo("America/New_York")
    except ZoneInfoNotFoundError:
        return Finding("zones", ok=False, found="none", mend="Run: python3 start.py setup")
    return Finding("zones", ok=True, found="present")


def _clock() -> Finding:
    now = SystemClock().now()
    mend = "Set the computer's clock: sessions and signatures bear its time."
    return Finding("clock", now >= EARLIEST_NOW, now.strftime("%Y-%m-%dT%H:%M:%SZ"), mend)

"""Files appear whole, recorded, or not at all.

Each file is first written beside its target, readable by its owner only and flushed to the disk. Then the
export is recorded, and only then do the files take their names. So no file appears without its record, and a
kill at any moment leaves the target as it was or complete.
"""

from __future__ import annotations

import errno
import os
import secrets
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path

from coordinator.errors import ExportFailed, ExportProblem

LEFTOVER_PREFIX = ".summary-"
LEFTOVER_SUFFIX = ".part"
LEFT_BEHIND_SECONDS = 600
"""A part this much older than a fresh one belongs to nobody who still writes."""
PRIVATE = 0o600

_PROBLEMS = {
    errno.ENOENT: ExportProblem.FOLDER_MISSING,
    errno.ENOTDIR: ExportProblem.NOT_A_FOLDER,
    errno.EISDIR: ExportProblem.NOT_ALLOWED,
    errno.EACCES: ExportProblem.NOT_ALLOWED,
    errno.EPERM: ExportProblem.NOT_ALLOWED,
    errno.EROFS: ExportProblem.NOT_ALLOWED,
    errno.ENOSPC: ExportProblem.DISK_FULL,
    errno.EDQUOT: ExportProblem.DISK_FULL,
    errno.EBUSY: ExportProblem.IN_USE,
    errno.ETXTBSY: ExportProblem.IN_USE,
}
# Windows refuses to replace a file that another program holds open, or a share that is used by somebody.
_WINDOWS_IN_USE = (32, 33)


def publish(files: Mapping[Path, bytes], record: Callable[[], None]) -> None:
    """Write these files, calling `record` once between writing and naming them.

    `record` commits the audit entry; when it raises, no file appears and its error goes on. A target that
    exists is replaced. When a later file cannot take its name, those that have are put back as they were.
    Raises ExportFailed with the path and what was wrong.
    """
    waiting: dict[Path, Path] = {}
    try:
        for target, content in files.items():
            waiting[target] = _write_beside(target, content)
        for part in waiting.values():
            _sweep(part)
        record()
        _take_names(waiting)
    finally:
        for part in waiting.values():
            with suppress(OSError):
                part.unlink(missing_ok=True)


def remove_leftovers(folder: Path) -> int:
    """Delete the parts that a killed export left in a folder, and say how many. Call when nothing is exporting."""
    removed = 0
    for part in folder.glob(f"{LEFTOVER_PREFIX}*{LEFTOVER_SUFFIX}"):
        with suppress(FileNotFoundError):
            part.unlink()
            removed += 1
    return removed


def _sweep(part: Path) -> None:
    """Delete what a killed export left in the folder: parts that nobody has written to for a while."""
    with suppress(OSError):
        now = part.stat().st_mtime
        for other in part.parent.glob(f"{LEFTOVER_PREFIX}*{LEFTOVER_SUFFIX}"):
            if now - other.stat().st_mtime > LEFT_BEHIND_SECONDS:
                other.unlink(missing_ok=True)


def _beside(target: Path) -> Path:
    return target.with_name(f"{LEFTOVER_PREFIX}{secrets.token_hex(8)}{LEFTOVER_SUFFIX}")


def _write_beside(target: Path, content: bytes) -> Path:
    part = _beside(target)
    if target.is_dir():
        raise ExportFailed(target, ExportProblem.NOT_ALLOWED)
    try:
        descriptor = os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), PRIVATE)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(content)
                stream.flush()
                os.fsync(stream.fileno())
        except BaseException:
            part.unlink(missing_ok=True)
            raise
    except OSError as refused:
        raise ExportFailed(target, _problem(refused)) from refused
    return part


def _take_names(waiting: Mapping[Path, Path]) -> None:
    """Give every part its name, or none: what a target held before is kept until all have theirs."""
    before: dict[Path, Path | None] = {}
    try:
        for target, part in waiting.items():
            try:
                before[target] = _keep(target) if len(waiting) > 1 else None
                part.replace(target)
            except OSError as refused:
                raise ExportFailed(target, _problem(refused)) from refused
    except BaseException:
        for target, kept in before.items():
            _put_back(target, kept, replaced=not waiting[target].exists())
        raise
    for kept in before.values():
        if kept is not None:
            with suppress(OSError):
                kept.unlink(missing_ok=True)
    for folder in {target.parent for target in waiting}:
        _flush_folder(folder)


def _keep(target: Path) -> Path | None:
    """A second name for what stands at the target, or None when nothing does."""
    if not target.exists():
        return None
    kept = _beside(target)
    try:
        os.link(target, kept)
    except OSError:
        # A file system without hard links, such as FAT on a memory stick.
        try:
            kept.write_bytes(target.read_bytes())
        except OSError:
            kept.unlink(missing_ok=True)
            raise
    return kept


def _put_back(target: Path, kept: Path | None, *, replaced: bool) -> None:
    if not replaced:
        if kept is not None:
            kept.unlink(missing_ok=True)
    elif kept is not None:
        kept.replace(target)
    else:
        target.unlink(missing_ok=True)


def _flush_folder(folder: Path) -> None:
    """Make the new names last through a power cut; Windows does that by itself and cannot open a folder."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network drives refuse; the files themselves are on the disk
            os.fsync(descriptor)
    finally:
        os.close(descriptor)


def _problem(refused: OSError) -> ExportProblem:
    if getattr(refused, "winerror", None) in _WINDOWS_IN_USE:
        return ExportProblem.IN_USE
    return _PROBLEMS.get(refused.errno or 0, ExportProblem.OTHER)

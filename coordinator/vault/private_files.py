"""Files only this user can read, written so that a crash leaves the old one or the new one."""

import errno
import os
import secrets
import shutil
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from coordinator.errors import StoreDiskFailed, StoreError, StoreFull, StoreReadOnly

PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700


def create_private_folder(folder: Path) -> None:
    """Make ``folder`` for this user alone; its parents are made as the system usually does.

    An existing empty folder is taken over. On Windows ``chmod`` changes no access list, but making a folder with
    mode 0700 does since Python 3.11.10 (docs.python.org/3/library/os.html#os.mkdir): only the user, SYSTEM and
    Administrators. So there an empty folder is made anew.

    Raises:
        FileExistsError: there is something in it already.
    """
    folder.parent.mkdir(parents=True, exist_ok=True)
    try:
        folder.mkdir(mode=PRIVATE_FOLDER)
    except FileExistsError:
        if not folder.is_dir() or any(folder.iterdir()):
            raise
        if sys.platform == "win32":
            folder.rmdir()
            folder.mkdir(mode=PRIVATE_FOLDER)
        else:
            folder.chmod(PRIVATE_FOLDER)


def create_private_file(path: Path) -> None:
    """Make an empty file with mode 0600, refusing to follow a link or to touch an existing file.

    Raises:
        FileExistsError: the name is taken.
    """
    flags = os.O_CREAT | os.O_EXCL | os.O_RDWR | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
    os.close(os.open(path, flags, PRIVATE_FILE))


def replace_private(target: Path, write: Callable[[Path], None]) -> None:
    """Let ``write`` fill a private temporary file beside ``target``, then put it in place in one step.

    Whatever happens, ``target`` is whole: the old file or the new one. After a failure the temporary file is removed.
    """
    temporary = target.with_name(f".{target.name}.{secrets.token_hex(6)}.tmp")
    create_private_file(temporary)
    try:
        write(temporary)
        sync_file(temporary)
        temporary.replace(target)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    sync_folder(target.parent)


def write_private(target: Path, content: bytes) -> None:
    """Replace ``target`` by ``content`` in one step, mode 0600, on the disk when this returns."""
    replace_private(target, lambda temporary: _fill(temporary, content))


def copy_private(source: Path, target: Path) -> None:
    """Replace ``target`` by a copy of ``source`` in one step, mode 0600, on the disk when this returns."""
    replace_private(target, lambda temporary: _copy(source, temporary))


def _copy(source: Path, target: Path) -> None:
    shutil.copyfile(source, target)


def _fill(path: Path, content: bytes) -> None:
    path.write_bytes(content)


def sync_file(path: Path) -> None:
    """Force the file's content to the disk."""
    # Windows flushes only through a handle that may write.
    descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Force a rename inside ``folder`` to the disk. Windows has no such call; NTFS journals the rename itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def error_of_system(problem: OSError) -> StoreError | None:
    """What a failure of the file system means for the person; None when it has no such meaning."""
    if problem.errno in {errno.ENOSPC, errno.EDQUOT}:
        return StoreFull()
    if problem.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return StoreReadOnly()
    return StoreDiskFailed() if problem.errno == errno.EIO else None


@contextmanager
def store_errors() -> Iterator[None]:
    """Failures of the file system inside the block come out as the `StoreError` they mean."""
    try:
        yield
    except OSError as problem:
        raise error_of_system(problem) or problem from None

"""Tells folders on network drives: SQLite's write-ahead log is not safe there (sqlite.org/wal.html)."""

import ctypes
import sys
from pathlib import Path

from coordinator.errors import NetworkFolder

_NETWORK_TYPES = frozenset({
    "9p", "afpfs", "afs", "beegfs", "ceph", "cifs", "davfs", "glusterfs", "gpfs", "lustre",
    "ncpfs", "nfs", "nfs4", "smb", "smb2", "smb3", "smbfs", "webdav",
})  # fmt: skip
_NETWORK_FUSE = ("fuse.sshfs", "fuse.rclone", "fuse.glusterfs", "fuse.davfs", "fuse.s3fs", "fuse.gvfsd", "fuse.smb")
_DRIVE_REMOTE = 4  # learn.microsoft.com: GetDriveTypeW
_MNT_LOCAL = 0x1000  # sys/mount.h on macOS


def refuse_network_folder(folder: Path) -> None:
    """Refuse a folder, existing or to be made, that lies on a network drive.

    Raises:
        NetworkFolder: it does.
    """
    place = existing_part(folder)
    if sys.platform == "win32":
        remote = _is_remote_on_windows(place)
    elif sys.platform == "darwin":
        remote = _is_remote_on_macos(place)
    else:
        remote = is_remote_mount(place, Path("/proc/self/mounts").read_text("utf-8", "surrogateescape"))
    if remote:
        raise NetworkFolder


def existing_part(folder: Path) -> Path:
    """The folder with links resolved, or its nearest parent that exists."""
    folder = folder.expanduser().resolve()
    while not folder.exists():
        folder = folder.parent
    return folder


def is_remote_mount(place: Path, mounts: str) -> bool:
    """Whether the mount that holds ``place`` is a network one, by Linux's table of mounts (proc(5))."""
    best, remote = -1, False
    for line in mounts.splitlines():
        fields = line.split(" ")
        if len(fields) < 3:  # noqa: PLR2004  # device, mount point, type
            continue
        point, kind = Path(_unescaped(fields[1])), fields[2]
        # A later line covers an earlier one of the same mount point.
        if place.is_relative_to(point) and len(point.parts) >= best:
            best, remote = len(point.parts), kind in _NETWORK_TYPES or kind.startswith(_NETWORK_FUSE)
    return remote


def _unescaped(field: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        field = field.replace(code, letter)
    return field


def _is_remote_on_windows(place: Path) -> bool:
    if place.drive.startswith("\\\\"):
        return True
    kernel = getattr(ctypes, "WinDLL")("kernel32")  # noqa: B009  # there is none to type-check on other systems
    return bool(kernel.GetDriveTypeW(place.anchor) == _DRIVE_REMOTE)


def _is_remote_on_macos(place: Path) -> bool:
    # struct statfs with 64-bit inodes: f_flags stands 64 bytes from the start (sys/mount.h).
    answer = ctypes.create_string_buffer(4096)
    libc = ctypes.CDLL(None, use_errno=True)
    statfs = getattr(libc, "statfs$INODE64", None) or libc.statfs
    if statfs(str(place).encode("utf-8"), answer) != 0:
        return False
    return not int.from_bytes(answer.raw[64:68], sys.byteorder) & _MNT_LOCAL

"""Keeps other programs of the same user, and crash dumps, away from this process's memory."""

import ctypes
import sys

_PR_GET_DUMPABLE = 3  # linux/prctl.h
_PR_SET_DUMPABLE = 4
_SEM_FAILCRITICALERRORS = 0x0001  # learn.microsoft.com: SetErrorMode
_SEM_NOGPFAULTERRORBOX = 0x0002


def harden_process() -> bool:
    """Forbid core dumps and, on Linux, reading of this process's memory by other programs of the same user.

    Gives whether the platform did all that is asked of it. Called first thing, before any secret is in memory.

    Linux: core limit 0 and ``PR_SET_DUMPABLE`` 0 (prctl(2)), which also makes ``/proc/<pid>/mem`` refuse.
    Windows: crashes end the process without the error box through which a dump is taken.
    macOS: core limit 0; the release's hardened runtime keeps debuggers away. ``PT_DENY_ATTACH`` is not used, since it
    is a private promise that ends the program whenever a tool merely looks.
    """
    if sys.platform == "win32":
        kernel = ctypes.WinDLL("kernel32")
        kernel.SetErrorMode(kernel.GetErrorMode() | _SEM_FAILCRITICALERRORS | _SEM_NOGPFAULTERRORBOX)
        return True
    return _forbid_core_dumps() and _forbid_memory_reads()


def _forbid_core_dumps() -> bool:
    if sys.platform == "win32":
        return True
    import resource  # noqa: PLC0415  # not on Windows

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    return resource.getrlimit(resource.RLIMIT_CORE) == (0, 0)


def _forbid_memory_reads() -> bool:
    if sys.platform != "linux":
        return True
    libc = ctypes.CDLL(None, use_errno=True)
    libc.prctl(_PR_SET_DUMPABLE, 0, 0, 0, 0)
    return bool(libc.prctl(_PR_GET_DUMPABLE, 0, 0, 0, 0) == 0)

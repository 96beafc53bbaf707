"""Keeps windows out of screen sharing where the system can do that."""

from __future__ import annotations

import sys

from PySide6.QtWidgets import QWidget

WDA_NONE = 0
WDA_EXCLUDEFROMCAPTURE = 0x11
"""Windows 10 2004 and later: learn.microsoft.com, SetWindowDisplayAffinity."""


def can_hide() -> bool:
    """Say whether this system can leave a window out of what is shared. Linux cannot, nor newer macOS reliably."""
    return sys.platform == "win32"


def hide_from_capture(window: QWidget, *, hidden: bool) -> bool:
    """Leave a top-level window out of screen sharing, or put it back; gives whether that worked."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  only on Windows

        affinity = WDA_EXCLUDEFROMCAPTURE if hidden else WDA_NONE
        return bool(ctypes.windll.user32.SetWindowDisplayAffinity(int(window.winId()), affinity))
    return False

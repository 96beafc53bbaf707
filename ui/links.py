"""Hands checked links to the operating system."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

OpenLink = Callable[[str], bool]
"""Hands a checked link to the operating system; False when no program took it."""


def open_with_system(url: str) -> bool:
    """Open an https link that was checked, without any shell; False when no program took it."""
    return QDesktopServices.openUrl(QUrl(url, QUrl.ParsingMode.StrictMode))

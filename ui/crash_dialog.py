"""What a person sees when the program made a mistake: what happened, that work is safe, and no client data."""

from __future__ import annotations

import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget


def safe_report(kind: type[BaseException], trail: TracebackType | None) -> str:
    """Give where a mistake happened: the kind of exception and the places, without messages or values.

    Messages of exceptions can quote what somebody typed, so they are left out.
    """
    lines = [kind.__name__]
    for frame in traceback.extract_tb(trail):
        place = frame.filename.replace("\\", "/").rsplit("/", 3)
        lines.append(f"  {'/'.join(place[-3:])}:{frame.lineno} {frame.name}")
    return "\n".join(lines)


class CrashDialog:
    """Shows one mistake at a time; the exception hook of the program calls it."""

    def __init__(self) -> None:
        self._showing = False

    def hook(self, kind: type[BaseException], failure: BaseException, trail: TracebackType | None) -> None:
        """Take the place of `sys.excepthook`."""
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, failure, trail)
            return
        report = safe_report(kind, trail)
        sys.stderr.write(report + "\n")
        if self._showing or QGuiApplication.platformName() == "offscreen":
            return
        self._showing = True
        try:
            self.show(report, QGuiApplication.focusWindow())
        finally:
            self._showing = False

    def show(self, report: str, parent: object) -> None:
        """Show the report; everything acknowledged before is already stored."""
        box = QMessageBox(parent if isinstance(parent, QWidget) else None)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_tr("Session Coordinator"))
        box.setText(_tr("Something went wrong in the program."))
        box.setInformativeText(
            _tr("Everything that was shown as saved is saved. You can go on; the details below hold no client data.")
        )
        box.setDetailedText(report)
        copying = box.addButton(_tr("Copy details"), QMessageBox.ButtonRole.ActionRole)
        copying.clicked.connect(lambda: QGuiApplication.clipboard().setText(report))
        box.addButton(_tr("Go on"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()


def _tr(source: str) -> str:
    return QCoreApplication.translate("CrashDialog", source)

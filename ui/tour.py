"""Plays the working day on a sample vault in the assembled program, and leaves pictures and files.

Run as ``python -m ui.tour --out DIR``, which is what ``coordinator tour`` does. Needs no display. No link is opened:
what would have been opened is written down.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from pathlib import Path


def main() -> int:
    """Play the tour; gives the process's exit code."""
    parser = argparse.ArgumentParser(prog="coordinator tour")
    parser.add_argument("--out", type=Path, required=True, help="where pictures and files go")
    out = parser.parse_args().out
    out.mkdir(parents=True, exist_ok=True)
    if sys.platform == "linux" and not (os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")):
        os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

    from PySide6.QtCore import QLocale, qInstallMessageHandler  # noqa: PLC0415  after the platform is chosen
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    qInstallMessageHandler(_say)
    QLocale.setDefault(QLocale("en_US"))
    app = QApplication.instance() or QApplication(sys.argv[:1])
    if not isinstance(app, QApplication):
        raise TypeError(app)
    from ui.collecting import CollectsHere  # noqa: PLC0415  it imports Qt
    from ui.tour_camera import Log  # noqa: PLC0415  it imports Qt

    CollectsHere(app)

    log = Log(out)
    with tempfile.TemporaryDirectory(prefix="coordinator-tour-") as folder:
        from ui.tour_day import play  # noqa: PLC0415  the heavy part

        play(app, Path(folder), log)
    log.write()
    sys.stdout.write(f"{len(log.steps)} pictures and {len(log.files)} files in {out}\n")
    return 0


def _say(_kind: object, _place: object, words: str | None) -> None:
    """Pass on what Qt says, except what a display that is not there cannot do."""
    if words and not words.startswith("This plugin does not support"):
        sys.stderr.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())

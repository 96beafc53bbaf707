"""How long until something is on screen: the lock screen against a bare Qt window, whole processes in turn."""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from coordinator.bootstrap import FirstRun, create_vault
from coordinator.clock import SystemClock
from coordinator.vault.recovery_code import RecoveryCode

pytestmark = pytest.mark.benchmark

ROUNDS = 9
MOST = 1.5

BARE = """
import sys
from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication(sys.argv[:1])
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            QTimer.singleShot(0, app.quit)
        return False
watch = Watch()
window = QLabel("Session Coordinator")
window.setAlignment(Qt.AlignmentFlag.AlignCenter)
window.resize(1280, 768)
window.installEventFilter(watch)
window.show()
app.exec()
"""

OURS = """
import sys
from pathlib import Path
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
from coordinator.clock import SystemClock
from coordinator.settings import Settings
from ui.startup import Program
app = QApplication(sys.argv[:1])
class Watch(QObject):
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint and watched.isWidgetType() and watched.isWindow():
            import os
            os._exit(0)
        return False
watch = Watch()
program = Program(app, Path(sys.argv[1]), Settings(), Path(sys.argv[2]), clock=SystemClock())
app.installEventFilter(watch)
assert program.start(locked_at="", session_runs=False)
app.exec()
"""


def seconds_of(code: str, cache: Path, *arguments: str) -> float:
    """Time one process as a user has it: with the compiled modules of an earlier run."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen", "PYTHONPYCACHEPREFIX": str(cache)}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    begun = time.perf_counter()
    subprocess.run(
        [sys.executable, "-c", code, *arguments],
        check=True,
        cwd=Path(__file__).parents[2],
        env=environment,
        stdin=subprocess.DEVNULL,
    )
    return time.perf_counter() - begun


def test_first_window(tmp_path: Path, record_property: Callable[[str, object], None]) -> None:
    vault = tmp_path / "vault"
    words, me = "river lantern copper eight fold", "Renee Alvarado, LCSW"
    first_run = FirstRun(vault, words, RecoveryCode.generate(), me, "", "America/New_York")
    create_vault(first_run, clock=SystemClock(), secrets=None)
    ours, bare, cache = [], [], tmp_path / "compiled"
    seconds_of(BARE, cache)
    seconds_of(OURS, cache, str(vault), str(tmp_path / "settings.toml"))
    for _round in range(ROUNDS):
        bare.append(seconds_of(BARE, cache))
        ours.append(seconds_of(OURS, cache, str(vault), str(tmp_path / "settings.toml")))
    ratio = statistics.median(a / b for a, b in zip(ours, bare, strict=True))
    record_property("ours_median_s", round(statistics.median(ours), 3))
    record_property("bare_median_s", round(statistics.median(bare), 3))
    record_property("ratio", round(ratio, 2))
    sys.stdout.write(
        f"\nfirst window {statistics.median(ours) * 1000:.0f} ms, bare window {statistics.median(bare) * 1000:.0f} ms, "
        f"ratio {ratio:.2f}\n"
    )
    assert ratio <= MOST

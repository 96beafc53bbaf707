"""The open program without its pages, in a process of its own: vault, scheduler, notifier, event loop.

`reminding FOLDER NAME MOMENTS SPACING` plans a session for each moment, reminders and starts in turn, unless the vault
is there already. Tells `ready` and when each falls due as one JSON document on standard output, and runs until its
standard input ends.
"""

from __future__ import annotations

import json
import sys
from datetime import datetime, timedelta
from pathlib import Path
from threading import Thread
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from coordinator.bootstrap import FirstRun, create_vault, open_coordinator
from coordinator.changes import Change
from coordinator.clock import SystemClock
from coordinator.sessions import add_session
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.folder import Vault, open_vault_key
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import Action, Topic
from coordinator.worker import ThreadWorker
from tests.builders import a_group
from tests.journeys.clinic import PASSPHRASE
from ui.bridge import Bridge
from ui.formats import Formats
from ui.main_window import MainWindow
from ui.page import Page, Place
from ui.pulse import Pulse
from ui.routine import Routine
from ui.theme import SchemeChoice, Theme

FIRST_AFTER = timedelta(seconds=12)
BEFORE_START = (timedelta(minutes=5), timedelta())
"""A reminder or a start falls due; what lies before was due before the session was planned."""


class Ending(QObject):
    """Says on the interface thread that standard input has ended."""

    came = Signal()


def plan(store: Store, moments: int, spacing: timedelta) -> list[datetime]:
    def add(work: UnitOfWork) -> Change[list[datetime]]:
        group_id = a_group(work)
        work.rows.flush()
        due = [work.now + FIRST_AFTER + number * spacing for number in range(moments)]
        for number, at in enumerate(due):
            add_session(work, group_id, at + BEFORE_START[number % 2])
        return Change(Action.ADD_SESSION, None, frozenset({Topic.SESSIONS}), outcome=due)

    return store.write(add).outcome


def main() -> None:
    folder, name, moments, spacing = Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), float(sys.argv[4])
    vault = Vault(folder / "vault")
    is_new = not vault.folder.exists()
    if is_new:
        recovery = RecoveryCode.generate()
        first = FirstRun(vault.folder, PASSPHRASE, recovery, "Renee Alvarado, LCSW", "Alder Street", "America/New_York")
        key, _me = create_vault(first, clock=SystemClock(), secrets=None)
    else:
        key = open_vault_key(vault, PASSPHRASE, None)
    app = QApplication([])
    app.setApplicationName(name)
    made = open_coordinator(vault, key, clock=SystemClock(), secrets=None, worker=ThreadWorker())
    due = plan(made.store, moments, timedelta(seconds=spacing)) if is_new else []
    theme, bridge = Theme(app, scheme=SchemeChoice.LIGHT), Bridge(made.store, made.worker, made.history)
    made.feed.subscribe(bridge.publish)
    window = MainWindow(theme, name, "Alder Street", tuple(Place), lambda _place: Page())
    formats = Formats(ZoneInfo("America/New_York"))
    routine = Routine(made, window, bridge, Pulse(made, bridge, bridge), formats, Settings())
    ending = Ending()
    ending.came.connect(app.quit)
    Thread(target=_wait_for_the_end, args=(ending,), daemon=True).start()
    routine.start()
    print(json.dumps({"ready": [at.isoformat() for at in due]}), flush=True)  # noqa: T201  the test reads it
    app.exec()
    routine.stop()
    made.close(with_snapshot=False)


def _wait_for_the_end(ending: Ending) -> None:
    sys.stdin.read()
    ending.came.emit()


if __name__ == "__main__":
    main()

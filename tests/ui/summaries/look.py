"""Pictures of the Reports screen, to be laid beside the design: `python -m tests.ui.summaries.look FOLDER`."""

from __future__ import annotations

import sys
import tempfile
import time
from pathlib import Path

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from coordinator import people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from tests.fakes import FakeClock
from tests.store_fixtures import WEDNESDAY_8_55
from tests.ui.summaries.bench import Bench
from tests.ui.summaries.six_weeks import six_weeks
from ui.theme import SchemeChoice, Theme


def wait(app: QApplication, seconds: float) -> None:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        app.processEvents()


def main(target: Path) -> None:
    QLocale.setDefault(QLocale("en_US"))
    app = QApplication(sys.argv[:1])
    theme = Theme(app, scheme=SchemeChoice.LIGHT)
    with tempfile.TemporaryDirectory() as scratch:
        path, key = Path(scratch) / "store.db", DatabaseKey.generate()
        sqlcipher.create_store_file(path, key)
        opened = open_local_store(path, key)
        bring_up_to_date(opened.engine)
        clock, feed = FakeClock(WEDNESDAY_8_55), ChangeFeed()
        store = Store(opened.engine, clock=clock, feed=feed)
        store.write(programs.create_program, "Alder Street IOP", "America/New_York")
        store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)
        six_weeks(store, clock)
        folder = Path(scratch) / "Summaries"
        folder.mkdir()
        bench = Bench.set_up(theme, store, feed, folder)
        for name, scheme, percent in (("light", "light", 100), ("dark", "dark", 100), ("large", "light", 200)):
            theme.set_scheme(SchemeChoice(scheme))
            theme.set_text_percent(percent)
            bench.page.panel.setVisible(percent == 100)
            bench.page.resize(1072 if percent == 100 else 1216, 768)
            wait(app, 1.5)
            bench.page.grab().save(str(target / f"reports-{name}.png"))
        bench.page.stop()
        opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

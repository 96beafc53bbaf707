"""Pictures of the Settings screen: `python -m tests.ui.settings.look FOLDER`."""

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
from tests.ui.settings.bench import Bench
from ui.settings.page import Part
from ui.theme import SchemeChoice, Theme


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
        store.write(people.record_unlock)
        store.write(people.add_facilitator, "Jonas Weber", "LPC", states=["NJ", "NY"])
        bench = Bench.set_up(theme, store, feed, clock, Path(scratch))
        bench.vault.snapshot_now()
        for part in Part:
            for name, scheme, percent in (("light", "light", 100), ("dark", "dark", 100), ("large", "light", 200)):
                if name != "light" and part not in {Part.SECURITY, Part.GENERAL}:
                    continue
                theme.set_scheme(SchemeChoice(scheme))
                theme.set_text_percent(percent)
                bench.page.resize(1072 if percent == 100 else 1216, 768)
                bench.page.show_part(part)
                until = time.monotonic() + 0.5
                while time.monotonic() < until:
                    app.processEvents()
                bench.page.grab().save(str(target / f"settings-{part.value}-{name}.png"))
        bench.page.stop()
        opened.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

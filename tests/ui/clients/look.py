"""Draws Groups and Clients into PNG files, to be looked at beside the pictures of the design.

Run as QT_QPA_PLATFORM=offscreen python -m tests.ui.clients.look FOLDER.
"""

from __future__ import annotations

import os
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale
from PySide6.QtWidgets import QApplication

from coordinator import people, programs
from coordinator.changes import ChangeFeed
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.vault.database_key import DatabaseKey
from coordinator.worker import InlineWorker
from tests.fakes import FakeClock
from tests.ui.clients.alder_street import fill
from ui.bridge import Bridge
from ui.clients.page import ClientsPage
from ui.formats import Formats
from ui.groups.page import GroupsPage
from ui.page import Page
from ui.roster_import.dialog import RosterImportDialog
from ui.shown_names import ShownNames
from ui.theme import SchemeChoice, Theme
from ui.widgets import ScrollColumn


def a_store(folder: Path) -> Store:
    path = folder / "store.db"
    key = DatabaseKey(os.urandom(32))
    sqlcipher.create_store_file(path, key)
    engine = open_local_store(path, key).engine
    bring_up_to_date(engine)
    store = Store(engine, clock=FakeClock(datetime(2026, 3, 11, 12, 55, tzinfo=UTC)), feed=ChangeFeed())
    store.write(programs.create_program, "Alder Street IOP", "America/New_York")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)
    return store


def settle(app: QApplication) -> None:
    for _ in range(5):
        app.processEvents()


def main(folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    QLocale.setDefault(QLocale(QLocale.Language.English, QLocale.Country.UnitedStates))
    app = QApplication([])
    theme = Theme(app, scheme=SchemeChoice.LIGHT)
    with tempfile.TemporaryDirectory() as place:
        store = a_store(Path(place))
        clinic = fill(store)
        bridge = Bridge(store, InlineWorker(), UndoHistory())
        formats = Formats(ZoneInfo("America/New_York"))
        for percent, scheme in ((100, SchemeChoice.LIGHT), (200, SchemeChoice.DARK)):
            theme.set_text_percent(percent)
            theme.set_scheme(scheme)
            names = ShownNames()
            groups = GroupsPage(theme, bridge, formats, names, open_link=lambda _: True)
            clients = ClientsPage(theme, bridge, formats, names)
            clients.show_client(clinic.clients["Farah Siddiqui"])
            pages: dict[str, Page] = {"groups": groups, "clients": clients}
            for name, page in pages.items():
                page.resize(1072, 768)
                page.show()
                page.activate()
                groups.show_group(clinic.groups["MA"])
                settle(app)
                page.grab().save(str(folder / f"{name}-{percent}.png"))
                page.close()
            more_pictures(app, theme, bridge, clients, folder, percent)


def more_pictures(
    app: QApplication, theme: Theme, bridge: Bridge, clients: ClientsPage, folder: Path, percent: int
) -> None:
    """The inline forms, the form of a client, and the import."""
    clients.show()
    panel = clients.panel
    scroll = panel.findChildren(ScrollColumn)[0].verticalScrollBar()
    settle(app)
    scroll.setValue(scroll.maximum())
    settle(app)
    clients.grab().save(str(folder / f"records-{percent}.png"))
    for name, section, form, start in (
        ("contacts", panel.safety, panel.safety.contacts, panel.safety.open_contacts),
        ("flag", panel.safety, panel.safety.flag, panel.safety.open_flag),
        ("release", panel.consents, panel.consents.consent, panel.consents.open_consent),
        ("goal", panel.goals, panel.goals.goal, panel.goals.open_goal),
        ("absence", panel.absences, panel.absences.absence, panel.absences.open_absence),
        ("time", panel.times, panel.times.time, panel.times.open_time),
    ):
        start()
        if name == "release":
            panel.consents.consent.kind.setCurrentIndex(2)
            panel.consents.consent.do.click()
        if name == "contacts":
            panel.safety.contacts.add_person()
        settle(app)
        scroll.setValue(section.y())
        settle(app)
        panel.grab().save(str(folder / f"form-{name}-{percent}.png"))
        form.left.emit()
    clients.panel.open_leaving()
    settle(app)
    clients.grab().save(str(folder / f"discharge-{percent}.png"))
    clients.add_client()
    settle(app)
    clients.grab().save(str(folder / f"client-form-{percent}.png"))
    clients.close()
    dialog = RosterImportDialog(theme, bridge)
    roster_file = folder / "roster.csv"
    roster_file.write_text(
        "Name,ID,Group,Start date,Date of birth\n"
        "Ida Falk,B-1,MA,2026-03-09,03/04/1990\n"
        "Bo Stern,B-2,MA2,2026-03-09,05/06/1988\n"
        "Ada Lund,B-3,MA2,2026-13-09,05/06/1988\n"
        "Cy Park,A-1022,DBT,2026-03-09,\n",
        encoding="utf-8",
    )
    dialog.read_file(roster_file)
    dialog.show()
    settle(app)
    dialog.grab().save(str(folder / f"import-{percent}.png"))
    dialog.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""The working day that the tour plays: set up, look, launch, mark, compare, write, sum up, lock."""

from __future__ import annotations

import csv
from dataclasses import replace
from datetime import timedelta
from io import StringIO
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from coordinator import attendance, roster, sample_clinic, sessions, summaries
from coordinator.bootstrap import Coordinator, FirstRun, create_vault, open_coordinator
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store
from coordinator.summaries import ExportRequest
from coordinator.summaries.wording import Wording
from coordinator.vault.folder import Vault
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import ClientId, FileFormat, GroupSessionId
from coordinator.worker import ThreadWorker
from ui.first_run import FirstRunPage, RecoveryPage
from ui.links import OpenLink
from ui.page import Place
from ui.summaries.preview import Thumbnail
from ui.theme import SchemeChoice, Theme
from ui.tour_camera import FIVE_TO_NINE, PASSPHRASE, SIZE, Camera, Log, TourClock, after_nine
from ui.unlock import UnlockPage
from ui.widgets import FocusRing
from ui.workspace import PRODUCT, Workspace

KEYS = {
    "P": Qt.Key.Key_P,
    "L": Qt.Key.Key_L,
    "D": Qt.Key.Key_D,
    "A": Qt.Key.Key_A,
    "V": Qt.Key.Key_V,
}
SHOWN = {
    # What each client is called on the platform, and when they joined and left, in minutes after nine.
    "Amara Osei": ("Amara O.", ((0, 181),)),
    "Ben Castellano": ("Ben Castellano", ((-3, 180),)),
    "Chloe Nakamura": ("iPhone (2)", ((1, 180),)),
    "Dana Whitfield": ("Dana Whitfield", ((0, 151),)),
    "Elias Brandt": ("elias", ((12, 100), (104, 180))),
    "Farah Siddiqui": ("F Siddiqui", ((0, 180),)),
    "Jolene Baptiste": ("Jo B", ((2, 180),)),
    "Marcus Oyelaran": ("Marcus Oyelaran", ((6, 58),)),
    "Tomás Rivera": ("Galaxy A54", ((68, 180),)),
}
GROUP = "Mood & Anxiety"
NOTE = {
    "response": (
        "Joined at 9:12 after a connection problem. Named two early warning signs for low mood during the "
        "relapse-mapping exercise and offered feedback to Marcus about asking for help early."
    ),
    "progress": (
        "Reports using the paced-breathing skill on four of the last five days. Sleep still disrupted; agrees to "
        "bring the sleep log on Friday."
    ),
    "risk": "No current safety concerns expressed or observed.",
}


def play(app: QApplication, folder: Path, log: Log) -> None:
    """Play the day in `folder` and write down in `log` what was seen."""
    theme = Theme(app, scheme=SchemeChoice.LIGHT)
    ring = FocusRing(theme, app)
    camera = Camera(app, log, lambda dark: theme.set_scheme(SchemeChoice.DARK if dark else SchemeChoice.LIGHT))
    clock = TourClock(FIVE_TO_NINE)
    recovery = RecoveryCode.generate()
    _set_up(theme, camera, recovery)
    first_run = FirstRun(
        folder / "vault", PASSPHRASE, recovery, "Renee Alvarado, LCSW", "Alder Street IOP", "America/New_York"
    )
    key, me = create_vault(first_run, clock=clock, secrets=None, fill=_fill)
    made = open_coordinator(Vault(first_run.folder), key, clock=clock, secrets=None, worker=ThreadWorker(), person=me)
    workspace = Workspace(
        made, theme, replace(Settings(), export_folder=str(log.out)), clock=clock, state=None, open_link=_record(log)
    )
    workspace.window.resize(*SIZE)
    workspace.show()
    camera.watch(made.worker)
    try:
        _Day(workspace, made, clock, camera, log).play()
    finally:
        workspace.window.close_now()
        workspace.close()
    camera.watch(None)
    _lock(theme, camera)
    del ring


def _fill(store: Store) -> None:
    store.write(sample_clinic.fill)


def _record(log: Log) -> OpenLink:
    def record(url: str) -> bool:
        log.opened.append(url)
        return True

    return record


def _set_up(theme: Theme, camera: Camera, recovery: RecoveryCode) -> None:
    place = Path.home() / "Documents" / PRODUCT
    page = FirstRunPage(theme, place, score=lambda _text, _known: 3, suggest=lambda: PASSPHRASE)
    page.fill("Renee Alvarado, LCSW", PASSPHRASE)
    _shoot_alone(camera, "first-run", page)
    sheet = RecoveryPage(theme, recovery.groups, render_pdf=lambda: b"", render_pages=lambda _dots: (), ask=(1, 5))
    _shoot_alone(camera, "recovery-sheet", sheet)


def _shoot_alone(camera: Camera, name: str, page: QWidget) -> None:
    page.resize(*SIZE)
    page.show()
    camera.shoot(name, page)
    page.close()
    page.deleteLater()


def _lock(theme: Theme, camera: Camera) -> None:
    page = UnlockPage(
        theme,
        application=PRODUCT,
        clinic="Alder Street IOP",
        heading=QApplication.translate("Door", "Locked"),
        explanation=QApplication.translate("Door", "A session is running. Marks so far are saved."),
        footer=QApplication.translate(
            "Door", "Locked at {time}. Records on this computer stay encrypted until you unlock."
        ).format(time="10:05 AM"),
    )
    _shoot_alone(camera, "lock", page)


class _Day:
    """Plays one day in an open workspace, by the keys that a facilitator presses."""

    def __init__(self, workspace: Workspace, made: Coordinator, clock: TourClock, camera: Camera, log: Log) -> None:
        self._made = made
        self._workspace, self._clock, self._camera, self._log = workspace, clock, camera, log
        self._window, self._pages = workspace.window, workspace.pages

    def play(self) -> None:
        """Everything from five to nine until the summary is written."""
        self._camera.wait(lambda: self._pages.today.unfinished is not None)
        self._window.show_place(Place.TODAY)
        self._camera.shoot("today", self._window)
        for place, name in ((Place.WEEK, "week"), (Place.GROUPS, "groups"), (Place.CLIENTS, "clients")):
            self._window.show_place(place)
            self._camera.settle(0.5)
            self._camera.shoot(name, self._window)
        self._window.show_place(Place.TODAY)
        session = self._launch()
        self._mark(session)
        self._compare(session)
        self._write(session)
        self._sum_up()
        self._window.show_place(Place.SETTINGS)
        self._camera.settle(0.5)
        self._camera.shoot("settings", self._window)

    # -- the session

    def _launch(self) -> GroupSessionId:
        self._clock.set(after_nine(0))
        QTest.keyClick(self._window, Qt.Key.Key_F5)
        self._camera.wait(lambda: self._window.place() is Place.SESSION)
        self._camera.settle(0.5)
        self._window.toast.hide()
        self._camera.shoot("session-before", self._window)
        session = self._pages.session.session_id
        if session is None:
            raise LookupError
        return session

    def _mark(self, session: GroupSessionId) -> None:
        rows = self._pages.session.attendance.list
        rows.setFocus()
        plan = {
            "Elias Brandt": (12, "L"),
            "Hana Kim": (15, "A"),
            "Marcus Oyelaran": (6, "L"),
            "Tomás Rivera": (68, "L"),
        }
        sheet = self._sheet(session)
        for line in sheet.lines:
            minute, keys = plan.get(line.name, (1, "P"))
            self._press(line.client_id, minute, keys)
        self._press(self._client(session, "Marcus Oyelaran"), 58, "D")
        for line in self._sheet(session).lines:
            if line.name not in {"Hana Kim", "Tomás Rivera"}:
                self._press(line.client_id, 3, "V")
        self._observe(session, "Elias Brandt", 41, "Named two warning signs unprompted.")
        self._observe(session, "Elias Brandt", 122, "Breathing skill 4 of 5 days. Sleep poor.")
        self._clock.set(after_nine(74))
        self._press(self._client(session, "Tomás Rivera"), 74, "")
        self._pages.session.refresh()
        self._workspace.pulse.show_now()
        self._camera.settle(0.5)
        self._camera.shoot("session-live", self._window)

    def _press(self, client_id: ClientId, minute: int, keys: str) -> None:
        rows = self._pages.session.attendance.list
        self._clock.set(after_nine(minute))
        rows.setFocus()
        rows.choose(client_id)
        for key in keys:
            QTest.keyClick(rows, KEYS[key])
            self._camera.settle(0.05)
            if key in {"L", "D"}:
                QTest.keyClick(QApplication.focusWidget() or rows, Qt.Key.Key_Return)
                self._camera.settle(0.05)

    def _observe(self, session: GroupSessionId, name: str, minute: int, text: str) -> None:
        self._clock.set(after_nine(minute))
        self._workspace.bridge.change(attendance.add_observation, session, self._client(session, name), text)
        self._camera.settle(0.2)

    # -- afterwards

    def _compare(self, session: GroupSessionId) -> None:
        self._clock.set(after_nine(182))
        self._workspace.bridge.change(sessions.end_session, session)
        self._camera.settle(0.3)
        report = self._log.out / "participants_555010147.csv"
        report.write_text(_zoom_report(), encoding="utf-8-sig")
        self._log.files.append(report.name)
        self._pages.session.compare(session, report)
        self._camera.settle(0.8)
        self._camera.shoot("comparison", self._window)
        QTest.keyClick(self._window, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
        self._camera.settle(0.6)

    def _write(self, session: GroupSessionId) -> None:
        from coordinator import notes  # noqa: PLC0415  the last screen but one

        self._clock.set(after_nine(201))
        client = self._client(session, "Elias Brandt")
        content = notes.NoteContent(template="participation", sections=NOTE)
        self._workspace.bridge.change(notes.save_draft, session, client, content)
        self._camera.settle(0.3)
        self._pages.session.open_notes(session, client)
        self._window.show_place(Place.SESSION)
        self._camera.settle(0.8)
        self._camera.shoot("note", self._window)

    def _sum_up(self) -> None:
        week = (FIVE_TO_NINE - timedelta(days=7)).date()
        self._window.show_place(Place.REPORTS)
        store, worker = self._made.store, self._made.worker
        group = next(one for one in worker.submit(store.read, roster.groups).result() if one.name == GROUP)
        self._pages.reports.show_group(group.id)
        self._pages.reports.show_week(week)
        paper = self._pages.reports.findChild(Thumbnail)
        self._camera.wait(lambda: paper is not None and paper.has_page())
        self._camera.settle(0.5)
        self._camera.shoot("weekly-report", self._window)
        formats = (FileFormat.PDF, FileFormat.XLSX, FileFormat.CSV, FileFormat.HTML, FileFormat.JSON)
        request = ExportRequest(day=week, group_id=group.id, folder=self._log.out, formats=formats)
        written = worker.submit(summaries.export_weekly_summary, store, request, Wording.load()).result()
        self._log.files.extend(path.name for path in written.files)

    # -- facts

    def _sheet(self, session: GroupSessionId) -> attendance.AttendanceSheet:
        return self._made.worker.submit(self._made.store.read, attendance.sheet, session).result()

    def _client(self, session: GroupSessionId, name: str) -> ClientId:
        return next(line.client_id for line in self._sheet(session).lines if line.name == name)


def _zoom_report() -> str:
    """Give the participant report of the made-up meeting, in the platform's present form."""
    text = StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(
        ("Name (original name)", "Email", "Join time", "Leave time", "Duration (minutes)", "Guest", "In waiting room")
    )
    rows = [("Renee Alvarado (Host)", -8, 185), *((shown, a, b) for shown, spans in SHOWN.values() for a, b in spans)]
    for shown, joined, left in rows:
        first, last = (after_nine(minute).strftime("%m/%d/%Y %I:%M:%S %p") for minute in (joined, left))
        writer.writerow((shown, "", first, last, left - joined, "Yes", "No"))
    return text.getvalue()

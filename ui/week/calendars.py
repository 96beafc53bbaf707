"""Calendar files of the week screen: the plan as a file, and a file's events as proposed blocks."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import partial
from pathlib import Path
from tempfile import NamedTemporaryFile

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from coordinator import audit, interchange, sessions
from coordinator.errors import CoordinatorError
from coordinator.interchange import CalendarProposals
from coordinator.interchange.calendar_reading import LARGEST_BYTES
from coordinator.sessions import Clash
from coordinator.store.unit_of_work import Store, UnitOfWork
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.week.proposals import ImportOrder

ChooseFile = Callable[[QWidget, str], Path | None]


def choose_calendar(parent: QWidget, title: str) -> Path | None:
    """Ask which file to read."""
    name, _ = QFileDialog.getOpenFileName(parent, title, str(Path.home()), parent.tr("Calendars (*.ics)"))
    return Path(name) if name else None


def choose_target(parent: QWidget, title: str) -> Path | None:
    """Ask where to write; the proposed name says nothing about anybody."""
    start = str(Path.home() / "Group sessions.ics")
    name, _ = QFileDialog.getSaveFileName(parent, title, start, parent.tr("Calendars (*.ics)"))
    return Path(name) if name else None


class Calendars(QObject):
    """Reads and writes calendar files.

    Args:
        page: the screen, over which files are chosen.
        bridge: the way to the store.
        zone: the IANA name of the zone for times that name none.
        choose_source: asks which file to read.
        choose_target: asks where to write.
    """

    said = Signal(str, bool)
    """A sentence, and whether what it says can be undone."""
    offered = Signal(object)
    """The `CalendarProposals` of a file."""
    checked = Signal(object)
    """The clashes of what was chosen."""
    imported = Signal()
    refused = Signal(str)

    def __init__(
        self,
        page: QWidget,
        bridge: Bridge,
        zone: str,
        *,
        choose_source: ChooseFile = choose_calendar,
        choose_target: ChooseFile = choose_target,
    ) -> None:
        super().__init__(page)
        self._page, self._bridge, self._zone = page, bridge, zone
        self._choose_source, self._choose_target = choose_source, choose_target

    def export(self) -> None:
        """Write every group's plan, under neutral titles, into a file."""
        target = self._choose_target(self._page, self.tr("Export calendar"))
        if target is not None:
            self._bridge.run(_exported, then=partial(self._write, target))

    def read(self) -> None:
        """Read a file and offer its events as blocks."""
        source = self._choose_source(self._page, self.tr("Import calendar"))
        if source is None:
            return
        try:
            with source.open("rb") as file:
                content = file.read(LARGEST_BYTES + 1)
        except OSError:
            self._say(self.tr("%1 could not be read.").replace("%1", source.name))
            return
        self._bridge.read(_proposals, content, self._zone, then=self.offered.emit, fail=self._unusable)

    def check(self, order: ImportOrder) -> None:
        """Look up what the chosen blocks would clash with."""
        self._bridge.read(_clashes, order, then=self.checked.emit, fail=self._unchecked)

    def add(self, order: ImportOrder) -> None:
        """Store the chosen blocks: one step to undo."""
        add = partial(interchange.import_blocks, despite=order.despite)
        self._bridge.change(add, order.group_id, order.blocks, then=self._added, fail=self._refused)

    def _write(self, target: Path, content: bytes) -> None:
        """Write beside the target first, so that no half file is left."""
        try:
            with NamedTemporaryFile(dir=target.parent, prefix=".", suffix=".ics", delete=False) as file:
                file.write(content)
            try:
                Path(file.name).replace(target)
            except OSError:
                Path(file.name).unlink()
                raise
        except OSError:
            self._say(self.tr("%1 could not be written.").replace("%1", target.name))
            return
        self._say(self.tr("Saved %1.").replace("%1", target.name))

    def _say(self, sentence: str, *, undo: bool = False) -> None:
        self.said.emit(sentence, undo)

    def _added(self, _: object) -> None:
        self.imported.emit()
        self._say(self.tr("Blocks added"), undo=True)

    def _refused(self, error: CoordinatorError) -> None:
        self.refused.emit(describe(error).sentence)

    def _unusable(self, error: CoordinatorError) -> None:
        self._say(describe(error).sentence)

    def _unchecked(self, _: CoordinatorError) -> None:
        self.checked.emit(())


def _exported(store: Store) -> bytes:
    """Make the file and enter it into the history, before anything is written."""
    content = store.read(interchange.calendar)
    store.write(audit.record_calendar, hashlib.sha256(content).hexdigest())
    return content


def _proposals(work: UnitOfWork, content: bytes, zone: str) -> CalendarProposals:
    """Read on the store's thread, so that a large file does not hold the screen up."""
    del work
    return interchange.read_calendar(content, zone)


def _clashes(work: UnitOfWork, order: ImportOrder) -> tuple[Clash, ...]:
    patterns = [one for block in order.blocks for one in block.recurrences()]
    return sessions.clashes_of_block(work, order.group_id, patterns)

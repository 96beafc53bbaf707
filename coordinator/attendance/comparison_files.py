"""A report on disk beside the marks of a session: reading the file needs no transaction."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, TypeVar

from coordinator.attendance.column_mapping import MAPPABLE, ColumnsUnknown, remembered_columns, signature_of
from coordinator.attendance.comparison import Comparison, facts_beside, reading_for, set_beside
from coordinator.attendance.reports import (
    Reading,
    Report,
    ReportFile,
    ReportUnreadable,
    load_report,
    read_reports,
    sketch_columns,
)
from coordinator.attendance.reports.columns import Sketch
from coordinator.attendance.reports.watching import ReadingStopped, Watcher
from coordinator.errors import InputUnusable
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupSessionId

T = TypeVar("T")
FEWEST_COLUMNS = 2
"""A table has a name and a time; less is not worth asking about."""


class ReportOutOfReach(InputUnusable):
    """The file is not there, or may not be read."""


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """The files and what they say; files, reading and report are what `apply_report` takes."""

    files: tuple[ReportFile, ...]
    comparison: Comparison
    reading: Reading | None = None
    report: Report | None = field(default=None, repr=False)


class Ask(Protocol):
    """Runs a query where the store may be touched, and waits for its answer."""

    def __call__(self, query: Callable[[UnitOfWork], T]) -> T:
        """Give the query's answer."""
        ...


def open_report(
    ask: Ask,
    session_id: GroupSessionId,
    paths: Sequence[Path],
    matches: Mapping[int, ClientId | None] | None = None,
    reading: Reading | None = None,
    before: OpenedReport | None = None,
) -> OpenedReport:
    """Read files and compare them with a session; see `compare`.

    Only the few facts that reading and comparing need are asked of the store; the files are read outside it, as long
    as that takes. `before` spares reading again where only `matches` differ. A table that nobody knows is read by the
    columns that were once named for its kind. Raises `ColumnsUnknown` where there are none, `ReportUnreadable`,
    `ReportOutOfReach`, `NotFound`, `ReadingStopped`.
    """
    if before is not None and before.report is not None:
        report = before.report
        return replace(before, comparison=_compared(ask, session_id, report, matches))
    how = ask(lambda work: reading_for(work, session_id, reading))
    try:
        files = tuple(ReportFile(load_report(path), path.name) for path in paths)
    except OSError as failure:
        raise ReportOutOfReach(failure.strerror) from None
    try:
        report = read_reports(files, how)
    except ReportUnreadable as unreadable:
        if unreadable.fault not in MAPPABLE or (reading is not None and reading.columns):
            raise
        sketch = _sketch(files, unreadable)
        columns = ask(lambda work: remembered_columns(work, signature_of(sketch.headers)))
        if not columns:
            raise ColumnsUnknown(unreadable, sketch) from None
        reading = replace(reading or Reading(zone=""), columns=columns)
        report = read_reports(files, replace(how, columns=columns))
    return OpenedReport(files, _compared(ask, session_id, report, matches), reading, report)


def _compared(
    ask: Ask, session_id: GroupSessionId, report: Report, matches: Mapping[int, ClientId | None] | None
) -> Comparison:
    facts = ask(lambda work: facts_beside(work, session_id, report.fingerprint))
    return set_beside(facts, report, matches)  # beside the store, which others need meanwhile


def watching(told: Callable[[float], None], stopped: Callable[[], bool]) -> Watcher:
    """Make a watcher that passes on how far a reading is, each percent once, and stops it when it is to stop."""
    last = -1

    def watch(share: float | None) -> None:
        nonlocal last
        if stopped():
            raise ReadingStopped
        if share is not None and int(share * 100) > last:
            last = int(share * 100)
            told(share)

    return watch


def _sketch(files: Sequence[ReportFile], unreadable: ReportUnreadable) -> Sketch:
    """The headers of the table that is not known; a file that is no table stays unreadable for the first reason."""
    unknown = next((one for one in files if not _is_known(one)), files[0])
    try:
        sketch = sketch_columns(unknown.content, unknown.name, Reading(zone="UTC"))
    except ReportUnreadable:
        raise unreadable from None
    if sum(bool(header) for header in sketch.headers) < FEWEST_COLUMNS or not sketch.samples:
        raise unreadable
    return sketch


def _is_known(file: ReportFile) -> bool:
    try:
        read_reports([file], Reading(zone="UTC"))
    except ReportUnreadable:
        return False
    return True

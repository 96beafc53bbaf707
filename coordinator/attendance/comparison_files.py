"""A report on disk beside the marks of a session: reading the file needs no transaction."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from coordinator.attendance.column_mapping import MAPPABLE, ColumnsUnknown, remembered_columns, signature_of
from coordinator.attendance.comparison import Comparison, compare
from coordinator.attendance.reports import (
    Reading,
    ReportFile,
    ReportUnreadable,
    load_report,
    read_reports,
    sketch_columns,
)
from coordinator.attendance.reports.columns import Sketch
from coordinator.errors import InputUnusable
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, GroupSessionId

FEWEST_COLUMNS = 2
"""A table has a name and a time; less is not worth asking about."""


class ReportOutOfReach(InputUnusable):
    """The file is not there, or may not be read."""


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """The files and what they say; files and reading are what `apply_report` takes."""

    files: tuple[ReportFile, ...]
    comparison: Comparison
    reading: Reading | None = None


def open_report(
    store: Store,
    session_id: GroupSessionId,
    paths: Sequence[Path],
    matches: Mapping[int, ClientId | None] | None = None,
    reading: Reading | None = None,
) -> OpenedReport:
    """Read files and compare them with a session; see `compare`.

    A table that nobody knows is read by the columns that were once named for its kind. Raises `ColumnsUnknown` where
    there are none, `ReportUnreadable`, `ReportOutOfReach`, `NotFound`.
    """
    try:
        files = tuple(ReportFile(load_report(path), path.name) for path in paths)
    except OSError as failure:
        raise ReportOutOfReach(failure.strerror) from None
    try:
        found = store.read(compare, session_id, files, matches, reading)
    except ReportUnreadable as unreadable:
        if unreadable.fault not in MAPPABLE or (reading is not None and reading.columns):
            raise
        how = reading or Reading(zone="")
        sketch = _sketch(files, unreadable)
        columns = store.read(remembered_columns, signature_of(sketch.headers))
        if not columns:
            raise ColumnsUnknown(unreadable, sketch) from None
        reading = replace(how, columns=columns)
        found = store.read(compare, session_id, files, matches, reading)
    return OpenedReport(files, found, reading)


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

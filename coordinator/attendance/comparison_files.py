"""A report on disk beside the marks of a session: reading the file needs no transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path

from coordinator.attendance.column_mapping import MAPPABLE, ColumnsUnknown, remembered_columns, signature_of
from coordinator.attendance.comparison import Comparison, compare
from coordinator.attendance.reports import Reading, ReportUnreadable, load_report, sketch_columns
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
    """A file's bytes and what they say; the bytes and the reading are what `apply_report` takes."""

    content: bytes = field(repr=False)
    name: str
    comparison: Comparison
    reading: Reading | None = None


def open_report(
    store: Store,
    session_id: GroupSessionId,
    path: Path,
    matches: Mapping[int, ClientId | None] | None = None,
    reading: Reading | None = None,
) -> OpenedReport:
    """Read a file and compare it with a session; see `compare`.

    A table that nobody knows is read by the columns that were once named for its kind. Raises `ColumnsUnknown` where
    there are none, `ReportUnreadable`, `ReportOutOfReach`, `NotFound`.
    """
    try:
        content = load_report(path)
    except OSError as failure:
        raise ReportOutOfReach(failure.strerror) from None
    try:
        found = store.read(compare, session_id, content, path.name, matches, reading)
    except ReportUnreadable as unreadable:
        if unreadable.fault not in MAPPABLE or (reading is not None and reading.columns):
            raise
        how = reading or Reading(zone="")
        sketch = _sketch(content, path.name, unreadable)
        columns = store.read(remembered_columns, signature_of(sketch.headers))
        if not columns:
            raise ColumnsUnknown(unreadable, sketch) from None
        reading = replace(how, columns=columns)
        found = store.read(compare, session_id, content, path.name, matches, reading)
    return OpenedReport(content, path.name, found, reading)


def _sketch(content: bytes, name: str, unreadable: ReportUnreadable) -> Sketch:
    """The table's headers; a file that is no table stays unreadable for the first reason."""
    try:
        sketch = sketch_columns(content, name, Reading(zone="UTC"))
    except ReportUnreadable:
        raise unreadable from None
    if sum(bool(header) for header in sketch.headers) < FEWEST_COLUMNS or not sketch.samples:
        raise unreadable
    return sketch

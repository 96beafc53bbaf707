"""A report on disk beside the marks of a session: reading the file needs no transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from coordinator.attendance.comparison import Comparison, compare
from coordinator.attendance.reports import Reading, load_report
from coordinator.errors import InputUnusable
from coordinator.store.unit_of_work import Store
from coordinator.vocabulary import ClientId, GroupSessionId


class ReportOutOfReach(InputUnusable):
    """The file is not there, or may not be read."""


@dataclass(frozen=True, slots=True)
class OpenedReport:
    """A file's bytes and what they say; the bytes are what `apply_report` takes."""

    content: bytes = field(repr=False)
    name: str
    comparison: Comparison


def open_report(
    store: Store,
    session_id: GroupSessionId,
    path: Path,
    matches: Mapping[int, ClientId | None] | None = None,
    reading: Reading | None = None,
) -> OpenedReport:
    """Read a file and compare it with a session; see `compare`.

    Raises `ReportUnreadable`, `ReportOutOfReach`, `NotFound`.
    """
    try:
        content = load_report(path)
    except OSError as failure:
        raise ReportOutOfReach(failure.strerror) from None
    return OpenedReport(content, path.name, store.read(compare, session_id, content, path.name, matches, reading))

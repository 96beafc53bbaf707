"""Which columns of a kind of file hold what: said once by a person, known again by the file's headers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import partial

from sqlmodel import select

from coordinator.attendance.reports import ReportFault, ReportUnreadable
from coordinator.attendance.reports.columns import FIELDS, Sketch
from coordinator.changes import Change, nothing_changed
from coordinator.store.tables import ColumnMappingRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, Topic

Columns = tuple[tuple[str, str], ...]
"""Pairs of a header and the field it holds."""

MAPPABLE = frozenset({ReportFault.NOT_A_REPORT, ReportFault.NO_TIMES, ReportFault.NO_ROWS, ReportFault.UNKNOWN_COLUMN})
"""Faults of a table that somebody can read by saying which column is which."""

FIELD_NAMES = tuple(field.value for field in FIELDS)
"""What a column may hold, in the order in which it is offered."""


class ColumnsUnknown(ReportUnreadable):
    """A table whose columns nobody has named yet: `sketch` shows its headers and first rows."""

    def __init__(self, unreadable: ReportUnreadable, sketch: Sketch) -> None:
        super().__init__(unreadable.fault, row=unreadable.row, column=unreadable.column, detail=unreadable.detail)
        self.sketch = sketch


def signature_of(headers: Sequence[str]) -> str:
    """Give what stands for a kind of file: a digest of its headers in order, whatever their case and spaces."""
    folded = "\x1f".join(" ".join(header.casefold().split()) for header in headers)
    return hashlib.sha256(folded.encode()).hexdigest()


def remembered_columns(work: UnitOfWork, signature: str) -> Columns:
    """Give the columns that were named for a kind of file; empty where nobody did."""
    row = _row(work, signature)
    return tuple(sorted(row.columns.items())) if row is not None else ()


def remember_columns(work: UnitOfWork, signature: str, columns: Columns) -> Change[str]:
    """Remember which columns hold what in this kind of file; no columns forgets it."""
    row = _row(work, signature)
    before: Columns = tuple(sorted(row.columns.items())) if row is not None else ()
    if before == tuple(sorted(columns)):
        return nothing_changed(Action.REMEMBER_COLUMNS, signature)
    if row is not None and not columns:
        work.rows.delete(row)
    elif row is not None:
        row.columns, row.remembered_at, row.remembered_by = dict(columns), work.now, work.signed_in
    else:
        row = ColumnMappingRow(
            signature=signature, columns=dict(columns), remembered_at=work.now, remembered_by=work.signed_in
        )
        work.rows.add(row)
    undo = partial(remember_columns, signature=signature, columns=before)
    detail = {"fields": ",".join(sorted(field for _, field in columns))}
    return Change(Action.REMEMBER_COLUMNS, None, frozenset({Topic.ATTENDANCE}), signature, undo=undo, detail=detail)


def _row(work: UnitOfWork, signature: str) -> ColumnMappingRow | None:
    return work.rows.exec(select(ColumnMappingRow).where(ColumnMappingRow.signature == signature)).first()

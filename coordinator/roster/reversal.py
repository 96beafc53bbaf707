"""How roster commands are taken back: the rows as they were, and one command that puts them back.

A command notes the rows that it is going to touch (`Keepsake`), does its work, and closes the note, which
gives the inverse. The inverse refuses (`Conflict`) where somebody changed the same rows meanwhile, refuses
(`RecordsExist`) where records lean on a row that would vanish, and is its own inverse's maker: that is redo.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeAlias
from uuid import UUID

from sqlalchemy import func
from sqlmodel import SQLModel, col, select

from coordinator.changes import Change, InverseCommand
from coordinator.errors import Conflict
from coordinator.roster.errors import RecordsExist
from coordinator.store.tables import (
    AttendanceRow,
    BlockRow,
    ClientRow,
    EnrolmentRow,
    GroupRow,
    GroupSessionRow,
    NoteRow,
    ObservationRow,
    ServiceTimeRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, Topic

TOPICS = frozenset({Topic.ROSTER})

Values: TypeAlias = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class RowCopy:
    """A row before and after a change; None where it did not, or does not, exist."""

    kind: type[SQLModel]
    id: UUID
    before: Values | None
    after: Values | None


class Keepsake:
    """Notes rows before a command alters them and makes the inverse afterwards."""

    def __init__(self, work: UnitOfWork) -> None:
        self._work = work
        self._before: dict[tuple[type[SQLModel], UUID], Values | None] = {}

    def note(self, kind: type[SQLModel], *record_ids: UUID) -> None:
        """Remember rows as they are now; those that are not there will be new."""
        for record_id in record_ids:
            self._before.setdefault((kind, record_id), _values(self._work.rows.get(kind, record_id)))

    def inverse(self, action: Action, subject_id: UUID | None) -> InverseCommand:
        """Give the command that puts every noted row back as it was."""
        self._work.rows.flush()
        copies = tuple(
            RowCopy(kind, record_id, before, _values(self._work.rows.get(kind, record_id)))
            for (kind, record_id), before in self._before.items()
        )
        return partial(put_back, action=action, subject_id=subject_id, copies=copies, step="undo")


def put_back(
    work: UnitOfWork, *, action: Action, subject_id: UUID | None, copies: Sequence[RowCopy], step: str
) -> Change[None]:
    """Put rows back as they were; raises `Conflict` or `RecordsExist`, and then nothing was changed."""
    for copy in copies:
        row = work.rows.get(copy.kind, copy.id)
        if _values(row) != copy.after:
            raise Conflict
        if row is not None and copy.before is None:
            check_unused(work, row)
    for copy in copies:
        row = work.rows.get(copy.kind, copy.id)
        if copy.before is None:
            if row is not None:
                work.rows.delete(row)
        elif row is None:
            work.rows.add(copy.kind(**copy.before))
        else:
            for field, value in copy.before.items():
                setattr(row, field, value)
    work.rows.flush()
    turned = tuple(RowCopy(copy.kind, copy.id, copy.after, copy.before) for copy in copies)
    other = "redo" if step == "undo" else "undo"
    back = partial(put_back, action=action, subject_id=subject_id, copies=turned, step=other)
    return Change(action, subject_id, TOPICS, outcome=None, undo=back, detail={"step": step})


def check_unused(work: UnitOfWork, row: SQLModel) -> None:
    """Raise `RecordsExist` when attendance, notes, sessions or blocks lean on a row that is to vanish."""
    if isinstance(row, ClientRow):
        for kind in (AttendanceRow, NoteRow, ObservationRow, ServiceTimeRow):
            count = work.rows.exec(select(func.count()).select_from(kind).where(col(kind.client_id) == row.id)).one()
            _refuse(kind, row.id, count)
    elif isinstance(row, GroupRow):
        for owned in (GroupSessionRow, BlockRow):
            count = work.rows.exec(select(func.count()).select_from(owned).where(col(owned.group_id) == row.id)).one()
            _refuse(owned, row.id, count)
    elif isinstance(row, EnrolmentRow):
        marked = (
            select(func.count())
            .select_from(AttendanceRow)
            .join(GroupSessionRow, col(GroupSessionRow.id) == col(AttendanceRow.session_id))
            .where(AttendanceRow.client_id == row.client_id)
            .where(GroupSessionRow.group_id == row.group_id)
            .where(GroupSessionRow.service_date >= row.starts_on)
        )
        _refuse(AttendanceRow, row.id, work.rows.exec(marked).one())


def _refuse(kind: type[SQLModel], record_id: UUID, count: int) -> None:
    if count:
        raise RecordsExist(kind.__name__.removesuffix("Row"), record_id, count)


def _values(row: SQLModel | None) -> Values | None:
    """Give a row's columns without its version, which counts writes and is not a fact."""
    return None if row is None else row.model_dump(exclude={"version"})

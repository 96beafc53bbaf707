"""Writes pieces into a store: what a return brings, and what was there before when a merge is taken back."""

from __future__ import annotations

from dataclasses import dataclass, field
from uuid import UUID

from sqlmodel import SQLModel, col, delete, select

from coordinator.attendance.records import row_of, rows_of
from coordinator.notes.records import addenda_of, find, findable, slot_of
from coordinator.packet.errors import PacketFault, PacketUnusable
from coordinator.packet.pieces import (
    ADDENDUM_FIELDS,
    ADDITION_FIELDS,
    GROUP_NOTE,
    INTERVAL_FIELDS,
    MARK_FIELDS,
    NOTE_FIELDS,
    PLACE_FIELDS,
    REPORT_FIELDS,
    ROWS,
    SESSION_FIELDS,
    Piece,
    PieceKey,
    PieceKind,
    row_fields,
)
from coordinator.packet.values import list_of, mapping_of, row_from, typed
from coordinator.store import word_index
from coordinator.store.row_seals import table_of
from coordinator.store.tables import (
    AddendumDraftRow,
    AddendumRow,
    AttendanceRow,
    GroupSessionRow,
    IntervalRow,
    NoteIndexRow,
    NoteRow,
    ReportImportRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupSessionId, NoteStatus

FIRST = (PieceKind.REPORT, PieceKind.SESSION, PieceKind.NOTE)
"""What others refer to is written before them."""


@dataclass(slots=True)
class Writer:
    """Writes the pieces of one session, each as a whole; `None` takes a piece away.

    `same_report` tells which report of this vault is the one that a return brings, where both took in the same file.
    """

    work: UnitOfWork
    session_id: GroupSessionId
    same_report: dict[UUID, UUID] = field(default_factory=dict)

    def put_all(self, pieces: dict[PieceKey, Piece | None]) -> None:
        """Write pieces in an order in which each finds what it refers to."""
        for key in sorted(pieces, key=lambda key: (key.kind not in FIRST, str(key))):
            self.put(key, pieces[key])
            self.work.rows.flush()

    def put(self, key: PieceKey, piece: Piece | None) -> None:
        """Write one piece; raises `PacketUnusable` for values that no such row can hold."""
        match key.kind:
            case PieceKind.SESSION:
                if piece is not None:
                    _set(self.work.get(GroupSessionRow, self.session_id), piece, SESSION_FIELDS)
            case PieceKind.MARK:
                self._put_attendance(key, self._with_known_report(piece), MARK_FIELDS)
            case PieceKind.PLACE:
                self._put_attendance(key, piece, PLACE_FIELDS)
            case PieceKind.REPORT:
                self._put_report(key, piece)
            case PieceKind.NOTE:
                self._put_note(key, piece)
            case PieceKind.ADDENDUM | PieceKind.ADDITION:
                self._put_beside_note(key, piece)
            case _:
                self._put_row(key, piece)

    def existing(self, key: PieceKey) -> SQLModel | None:
        """Give the row of a piece that is a whole row, in this session; a row of another session is none of ours."""
        kind = ROWS[key.kind]
        table = table_of(kind)
        if key.kind is PieceKind.ABSENCE:
            wanted = select(kind).where(table.c.session_id == self.session_id, table.c.client_id == UUID(key.of))
            return self.work.rows.exec(wanted).first()
        if key.kind is PieceKind.LICENSE:
            client, _, state = key.of.partition(".")
            wanted = select(kind).where(
                table.c.session_id == self.session_id, table.c.client_id == UUID(client), table.c.state == state
            )
            return self.work.rows.exec(wanted).first()
        return self.work.rows.get(kind, UUID(key.of))

    def _with_known_report(self, piece: Piece | None) -> Piece | None:
        """Let a mark that follows from a report name the one that is here."""
        named = piece.get("import_id") if piece is not None else None
        if piece is None or not isinstance(named, str):
            return piece
        known = self.same_report.get(UUID(named), UUID(named))
        there = self.work.rows.get(ReportImportRow, known)
        return {**piece, "import_id": str(known) if there is not None else None}

    def _put_attendance(self, key: PieceKey, piece: Piece | None, names: tuple[str, ...]) -> None:
        client_id = ClientId(UUID(key.of))
        if piece is None:
            row = rows_of(self.work, self.session_id, (client_id,)).get(client_id)
            blank = AttendanceRow(session_id=self.session_id, client_id=client_id)
            if row is not None:
                for name in names:
                    setattr(row, name, getattr(blank, name))
            return
        _set(row_of(self.work, self.session_id, client_id), piece, names)

    def _put_row(self, key: PieceKey, piece: Piece | None) -> None:
        kind, names = ROWS[key.kind], row_fields(key.kind)
        row = self.existing(key)
        if piece is None:
            if row is not None:
                self.work.rows.delete(row)
            return
        columns = typed(kind, piece, names)
        if row is None:
            if "session_id" in table_of(kind).columns:
                columns["session_id"] = self.session_id
            self.work.rows.add(row_from(kind, columns))
            return
        for name, value in columns.items():
            if name != "id":
                setattr(row, name, value)

    def _put_report(self, key: PieceKey, piece: Piece | None) -> None:
        import_id = UUID(key.of)
        row = self.work.rows.get(ReportImportRow, import_id)
        if piece is None:
            if row is not None:
                for one in self.work.rows.exec(select(IntervalRow).where(IntervalRow.import_id == import_id)):
                    self.work.rows.delete(one)
                self.work.rows.flush()
                self.work.rows.delete(row)
            return
        if row is not None:
            return
        columns = typed(ReportImportRow, {name: piece.get(name) for name in REPORT_FIELDS}, REPORT_FIELDS)
        same = select(ReportImportRow).where(
            ReportImportRow.session_id == self.session_id,
            ReportImportRow.digest == columns["digest"],
            col(ReportImportRow.undone_at).is_(None),
        )
        known = self.work.rows.exec(same).first()
        if known is not None:
            self.same_report[import_id] = known.id
            return
        about = {"session_id": self.session_id, "id": import_id}
        self.work.rows.add(row_from(ReportImportRow, {**columns, **about, "before": {}}))
        for span in list_of(piece.get("intervals")):
            times = typed(IntervalRow, mapping_of(span), INTERVAL_FIELDS)
            of_it = {"session_id": self.session_id, "import_id": import_id}
            self.work.rows.add(row_from(IntervalRow, {**times, **of_it}))

    def _put_note(self, key: PieceKey, piece: Piece | None) -> None:
        client_id = None if key.of == GROUP_NOTE else ClientId(UUID(key.of))
        row = find(self.work, self.session_id, client_id)
        if piece is None:
            if row is not None:
                self._drop_note(row)
            return
        columns = typed(NoteRow, piece, NOTE_FIELDS)
        if row is not None and row.id != columns["id"] and columns["status"] is NoteStatus.SIGNED:
            self._drop_note(row)  # what was added to the signed note names it by its own id
            row = None
        if row is None:
            slot = slot_of(self.session_id, client_id)
            place = {"session_id": self.session_id, "client_id": client_id, "slot": slot}
            row = row_from(NoteRow, {**columns, **place})
            self.work.rows.add(row)
        else:
            for name, value in columns.items():
                if name != "id":
                    setattr(row, name, value)
        self.work.rows.flush()
        word_index.put(self.work.rows, row.id, findable(row, addenda_of(self.work, [row.id])))

    def _drop_note(self, row: NoteRow) -> None:
        word_index.put(self.work.rows, row.id, "")
        self.work.rows.connection().execute(delete(NoteIndexRow).where(col(NoteIndexRow.note_id) == row.id))
        self.work.rows.delete(row)
        self.work.rows.flush()

    def _put_beside_note(self, key: PieceKey, piece: Piece | None) -> None:
        added = key.kind is PieceKind.ADDENDUM
        kind: type[SQLModel] = AddendumRow if added else AddendumDraftRow
        names = ADDENDUM_FIELDS if added else ADDITION_FIELDS
        row = self.work.rows.get(kind, UUID(key.of))
        if piece is None:
            if row is not None and not added:
                self.work.rows.delete(row)
            return
        columns = typed(kind, piece, names)
        note = self.work.rows.get(NoteRow, columns["note_id"])
        if note is None or note.session_id != self.session_id:
            raise PacketUnusable(PacketFault.NOT_THEIRS)
        if row is None:
            self.work.rows.add(row_from(kind, columns))
        elif not added:
            for name, value in columns.items():
                setattr(row, name, value)
        self.work.rows.flush()
        if added:
            word_index.put(self.work.rows, note.id, findable(note, addenda_of(self.work, [note.id])))


def _set(row: SQLModel, piece: Piece, names: tuple[str, ...]) -> None:
    for name, value in typed(type(row), piece, names).items():
        setattr(row, name, value)

"""Takes a return in at home: looked at first, then in one transaction, signed records as they were signed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID

from sqlmodel import col, select

from coordinator.attendance.facts import MarkState
from coordinator.attendance.marks_before import marks_before
from coordinator.attendance.records import enrolled_on, rows_of, state_of
from coordinator.changes import Change, nothing_changed
from coordinator.errors import Conflict
from coordinator.packet import returns
from coordinator.packet.checking import Checker
from coordinator.packet.errors import ChoicesMissing, IsAGuest, MergeChangedSince, PacketFault, PacketUnusable
from coordinator.packet.out import packet_facts, packet_row
from coordinator.packet.pieces import GROUP_NOTE, Piece, PieceKey, PieceKind, digests, pieces_of
from coordinator.packet.returns import ReturnContents
from coordinator.packet.sealing import read_sealed
from coordinator.packet.shapes import TAKEN_BACK_WITHIN, Keep, Merged, Preview, Returned, Standing
from coordinator.packet.signing import bring_signatures, is_signed, to_write
from coordinator.packet.values import digest_of
from coordinator.packet.writing import Writer
from coordinator.store.tables import (
    ClientRow,
    DisconnectionRow,
    GroupSessionRow,
    GuestPacketRow,
    PacketRow,
    ReportImportRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import Action, ClientId, GroupSessionId, Topic

TOPICS = frozenset({Topic.SESSIONS, Topic.ATTENDANCE, Topic.NOTES, Topic.ROSTER})
SIGNED_KINDS = frozenset({PieceKind.NOTE, PieceKind.ADDENDUM})


def preview(work: UnitOfWork, path: Path) -> Preview:
    """Say what a return would bring, and what differs from what was typed here meanwhile. Nothing is written.

    Raises `PacketUnusable` for a file that is damaged, of another vault, of a withdrawn packet, or too late.
    """
    packet, returned, digest = _read(work, path)
    rows = _compared(work, packet, returned)
    before = packet.merged_at if packet.returned == digest else None
    return Preview(packet_facts(work, packet), returned.returned_at, digest, rows, before)


def merge(work: UnitOfWork, path: Path, keep: Mapping[str, Keep], shown_digest: str = "") -> Change[Merged]:
    """Take a return in: what is new, what was changed there alone, and of the rest what `keep` says by its key.

    Marks, places, observations and drafts keep author and time of whoever recorded them, notes their signature. One
    undo takes everything back but what was signed. A return that brings nothing new changes nothing. `shown_digest`
    is of the file that was looked at; another file in its place is a `Conflict`. Raises `ChoicesMissing`,
    `PacketUnusable`.
    """
    packet, returned, digest = _read(work, path)
    if shown_digest and shown_digest != digest:
        raise Conflict
    rows = _compared(work, packet, returned)
    missing = tuple(str(row.key) for row in rows if row.is_open and str(row.key) not in keep)
    if missing:
        raise ChoicesMissing(missing)
    taken = [row for row in rows if _is_taken(row, keep)]
    agreed = {str(row.key): digest_of(row.theirs) if row.theirs is not None else "" for row in rows}
    settled = {**packet.merged, **agreed}
    drafts = sum(row.as_draft for row in taken)
    if not taken and (settled == packet.merged or all(row.standing is Standing.SAME for row in rows)):
        return nothing_changed(Action.MERGE_PACKET, Merged(packet.id, 0, 0, 0, 0))
    earlier = _Standing(dict(packet.merged), packet.merged_at, packet.returned)
    here, pieces = pieces_of(work, packet.session_id), to_write(taken)
    mine = {key: here.get(key) for key in pieces}
    signed = _write(work, packet, pieces)
    packet.merged, packet.merged_at, packet.returned = settled, work.now, digest
    kept = sum(row.standing is not Standing.SAME for row in rows) - len(taken)
    outcome = Merged(packet.id, len(taken), kept, len(signed), drafts)
    undone = {key: piece for key, piece in mine.items() if key not in signed}
    undo = partial(
        unmerge,
        packet_id=packet.id,
        mine=undone,
        wrote=_digests_now(work, packet.session_id, undone),
        earlier=replace(earlier, merged=earlier.merged | {str(key): agreed[str(key)] for key in signed}),
        again=partial(merge, path=path, keep=dict(keep), shown_digest=digest),
    )
    detail = {
        "packet": str(packet.id),
        "by": str(packet.facilitator_id),
        "count": str(len(taken)),
        "clients": ",".join(sorted(row.key.of for row in taken if row.key.kind is PieceKind.MARK)),
        "outreach": ",".join(sorted({str(row.client_id) for row in taken if row.key.kind is PieceKind.OUTREACH})),
        "gaps": " ".join(sorted(f"{row.key.of}={row.client_id}" for row in taken if row.key.kind is PieceKind.GAP)),
        "kept": str(kept),
        "digest": digest,
    }
    return Change(Action.MERGE_PACKET, packet.session_id, TOPICS, outcome, undo=undo if undone else None, detail=detail)


@dataclass(frozen=True, slots=True)
class _Standing:
    """What a packet's row said of the last return before a merge."""

    merged: dict[str, str]
    merged_at: datetime | None
    returned: str


def unmerge(
    work: UnitOfWork,
    packet_id: UUID,
    mine: Mapping[PieceKey, Piece | None],
    wrote: Mapping[str, str],
    earlier: _Standing,
    again: partial[Change[Merged]],
) -> Change[Merged]:
    """Put back what stood here before a merge; what was signed stays, as a signature does.

    Raises `MergeChangedSince` where any of it was changed since.
    """
    packet = work.get(PacketRow, packet_id)
    if _digests_now(work, packet.session_id, mine) != dict(wrote):
        raise MergeChangedSince
    gaps = {key: work.get(DisconnectionRow, UUID(key.of)).client_id for key in mine if key.kind is PieceKind.GAP}
    Writer(work, packet.session_id).put_all(dict(mine))
    packet.merged, packet.merged_at, packet.returned = earlier.merged, earlier.merged_at, earlier.returned
    detail = {
        "packet": str(packet_id),
        "count": str(len(mine)),
        "clients": ",".join(sorted(key.of for key in mine if key.kind is PieceKind.MARK)),
        "gaps": " ".join(sorted(f"{key.of}={whose}" for key, whose in gaps.items())),
    }
    outcome = Merged(packet_id, 0, len(mine), 0, 0)
    return Change(Action.UNMERGE_PACKET, packet.session_id, TOPICS, outcome, undo=again, detail=detail)


def _read(work: UnitOfWork, path: Path) -> tuple[PacketRow, ReturnContents, str]:
    if work.rows.exec(select(GuestPacketRow.id)).first() is not None:
        raise IsAGuest
    sealed = read_sealed(path)
    if not sealed.is_return:
        raise PacketUnusable(PacketFault.NOT_A_RETURN)
    packet = packet_row(work, sealed.packet_id)
    if packet is None:
        raise PacketUnusable(PacketFault.OTHER_VAULT)
    if packet.withdrawn_at is not None or not packet.key:
        raise PacketUnusable(PacketFault.WITHDRAWN)
    if work.now > packet.expires_at + TAKEN_BACK_WITHIN:
        raise PacketUnusable(PacketFault.EXPIRED, packet.expires_at + TAKEN_BACK_WITHIN)
    key = DatabaseKey(bytes.fromhex(packet.key))
    if not sealed.proves(key):
        raise PacketUnusable(PacketFault.DAMAGED)
    return packet, returns.decoded(sealed.contents(key)), sealed.digest


def _compared(work: UnitOfWork, packet: PacketRow, returned: ReturnContents) -> tuple[Returned, ...]:
    session = work.get(GroupSessionRow, packet.session_id)
    here = pieces_of(work, packet.session_id)
    expected = enrolled_on(work, session.group_id, session.service_date)
    clients = expected | frozenset(ClientId(UUID(key.split(":", 1)[1])) for key in packet.base if _names_client(key))
    checker = Checker(work, packet, clients, here)
    checker.check(returned)
    known = {row.id: row for row in work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(clients)))}
    rows = []
    for key, theirs in sorted(returned.pieces.items(), key=lambda one: _order(one[0])):
        mine = here.get(key)
        client_id = _client_of(key, theirs if theirs is not None else mine)
        as_draft = theirs is not None and is_signed(key, theirs) and not checker.can_sign(theirs)
        rows.append(
            Returned(
                key,
                _standing(packet, key, mine, theirs),
                client_id,
                known[client_id].preferred_name if client_id in known else "",
                known[client_id].code if client_id in known else "",
                mine,
                theirs,
                as_draft=as_draft,
            )
        )
    return tuple(rows)


def _standing(packet: PacketRow, key: PieceKey, mine: Piece | None, theirs: Piece | None) -> Standing:
    """Compare three ways: what is here, what came back, and what both last had in common."""
    now, then = _digest(mine), packet.merged.get(str(key), packet.base.get(str(key), ""))
    came = _digest(theirs)
    if came in {now, then} or (mine is not None and theirs is not None and _says_the_same(key, mine, theirs)):
        return Standing.SAME
    if key.kind in SIGNED_KINDS and mine is not None and is_signed(key, mine):
        return Standing.SIGNED_HERE
    if now == then:
        return Standing.NEW if mine is None else Standing.CHANGED
    return Standing.DIFFERS


def _says_the_same(key: PieceKey, mine: Piece, theirs: Piece) -> bool:
    """Two people who marked the same thing agree, whoever was first."""
    if key.kind is not PieceKind.MARK:
        return False
    beside = {"marked_at", "marked_by"}
    return {k: v for k, v in mine.items() if k not in beside} == {k: v for k, v in theirs.items() if k not in beside}


def _is_taken(row: Returned, keep: Mapping[str, Keep]) -> bool:
    if row.standing is Standing.DIFFERS:
        return keep[str(row.key)] is Keep.PACKET
    return row.standing in {Standing.NEW, Standing.CHANGED}


def _write(work: UnitOfWork, packet: PacketRow, pieces: dict[PieceKey, Piece | None]) -> frozenset[PieceKey]:
    """Write pieces; gives those that bear a signature, each of which has an entry of its own in the history."""
    imports = {UUID(key.of) for key in pieces if key.kind is PieceKind.REPORT}
    before = {row.client_id: state_of(row) for row in rows_of(work, packet.session_id).values()}
    writer = Writer(work, packet.session_id)
    writer.put_all(pieces)
    for import_id in imports - set(writer.same_report):
        of_it = [
            UUID(key.of)
            for key, piece in pieces.items()
            if key.kind is PieceKind.MARK and piece is not None and piece.get("import_id") == str(import_id)
        ]
        states = [before.get(ClientId(one), MarkState(ClientId(one))) for one in of_it]
        work.get(ReportImportRow, import_id).before = marks_before(states)
    work.rows.flush()
    return bring_signatures(work, packet, pieces)


def _digests_now(work: UnitOfWork, session_id: GroupSessionId, keys: Mapping[PieceKey, object]) -> dict[str, str]:
    work.rows.flush()
    now = digests(pieces_of(work, session_id))
    return {str(key): now.get(str(key), "") for key in keys}


def _digest(piece: Piece | None) -> str:
    return digest_of(piece) if piece is not None else ""


def _client_of(key: PieceKey, piece: Piece | None) -> ClientId | None:
    named = piece.get("client_id") if piece is not None else None
    if key.kind in {PieceKind.MARK, PieceKind.PLACE, PieceKind.ABSENCE, PieceKind.NOTE} and key.of != GROUP_NOTE:
        named = key.of
    return ClientId(UUID(named)) if isinstance(named, str) else None


def _names_client(key: str) -> bool:
    return PieceKey.read(key).kind in {PieceKind.MARK, PieceKind.PLACE, PieceKind.ABSENCE}


def _order(key: PieceKey) -> tuple[int, str]:
    return list(PieceKind).index(key.kind), key.of

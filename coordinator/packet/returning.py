"""Writes the return of a guest vault: everything that was recorded there, for the vault that made the packet."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from coordinator import audit
from coordinator.changes import Change
from coordinator.guest_vault import guest_row
from coordinator.packet.errors import NotAGuest, NothingToReturn
from coordinator.packet.pieces import PieceKey, digests, pieces_of
from coordinator.packet.returns import ReturnContents, encoded
from coordinator.packet.sealing import seal_return
from coordinator.packet.values import digest_of
from coordinator.store.tables import GuestPacketRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries.publish import publish
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import Action, Topic


@dataclass(frozen=True, slots=True)
class ReturnMade:
    """A return that was written: how many pieces it has, and the digest of the file."""

    pieces: int
    digest: str


def write_return(store: Store, target: Path) -> ReturnMade:
    """Write everything that was recorded in this guest vault into an encrypted file, recorded first.

    Each return holds all of it, so that the last one is enough. Raises `NotAGuest`, `NothingToReturn`, `ExportFailed`.
    """
    contents, key = store.read(_gathered)
    content = seal_return(contents.packet_id, key, encoded(contents))
    digest = hashlib.sha256(content).hexdigest()
    publish({target: content}, partial(_record, store, contents, digest))
    return ReturnMade(len(contents.pieces), digest)


def _gathered(work: UnitOfWork) -> tuple[ReturnContents, DatabaseKey]:
    row = guest_row(work)
    if row is None:
        raise NotAGuest
    pieces = pieces_of(work, row.session_id)
    found = {key: piece for key, piece in pieces.items() if digest_of(piece) != row.base.get(str(key))}
    gone = {PieceKey.read(name): None for name in row.base.keys() - {str(key) for key in pieces}}
    if not found and not gone:
        raise NothingToReturn
    contents = ReturnContents(row.id, row.session_id, row.facilitator_id, work.now, {**found, **gone})
    return contents, DatabaseKey(bytes.fromhex(row.key))


def _record(store: Store, contents: ReturnContents, digest: str) -> None:
    store.write(_enter, contents, digest)


def _enter(work: UnitOfWork, contents: ReturnContents, digest: str) -> Change[None]:
    row = work.get(GuestPacketRow, contents.packet_id)
    gone = {str(key) for key, piece in contents.pieces.items() if piece is None}
    given = digests({key: piece for key, piece in contents.pieces.items() if piece is not None})
    row.returned = {key: digest for key, digest in row.base.items() if key not in gone} | given
    row.returned_at = work.now
    detail = {"packet": str(row.id), "count": str(len(contents.pieces)), "digest": digest}
    topics = frozenset({Topic.SESSIONS}) | audit.HISTORY
    return Change(Action.RETURN_PACKET, row.session_id, topics, None, detail=detail)

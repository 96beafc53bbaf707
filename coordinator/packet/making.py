"""Makes a packet: gathered, sealed, entered into the history, and only then a file."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from uuid import UUID, uuid4

from sqlmodel import select

from coordinator import audit, people, programs, sessions
from coordinator.changes import Change, nothing_changed
from coordinator.errors import Conflict
from coordinator.packet.contents import Contents, encoded
from coordinator.packet.errors import ExpiryOutOfRange, IsAGuest, SessionOver
from coordinator.packet.gathering import gather
from coordinator.packet.pieces import PieceKind, digests, pieces_of
from coordinator.packet.sealing import seal_packet
from coordinator.packet.shapes import EXPIRES_AFTER, LONGEST_EXPIRY, PacketMade
from coordinator.packet.values import Plain
from coordinator.store.tables import (
    AttendanceRow,
    ClientRow,
    FlagRow,
    GroupSessionRow,
    GuestPacketRow,
    PacketRow,
    PlannedAbsenceRow,
)
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries.publish import publish
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.passphrase import check_passphrase
from coordinator.vault.slots import Argon2Cost
from coordinator.vocabulary import Action, FacilitatorId, GroupSessionId, SessionStatus, Topic

TOPICS = frozenset({Topic.SESSIONS, Topic.HISTORY})
OUT = frozenset({SessionStatus.PLANNED, SessionStatus.LIVE})


def default_expiry(work: UnitOfWork, session_id: GroupSessionId) -> datetime:
    """Give when a packet of this session expires unless somebody says otherwise; raises `NotFound`."""
    return sessions.session(work, session_id).ends_at + EXPIRES_AFTER


def make_packet(
    store: Store,
    session_id: GroupSessionId,
    facilitator_id: FacilitatorId,
    target: Path,
    passphrase: str,
    *,
    expires_at: datetime | None = None,
    cost: Argon2Cost | None = None,
) -> PacketMade:
    """Write one session for one facilitator into an encrypted file, recorded first: a whole file or none.

    The passphrase must stand alone, as that of a vault without a keyring; it is kept nowhere. The packet's key is, in
    this vault, to read the return. Raises `PassphraseTooWeak`, `ExpiryOutOfRange`, `SessionOver`, `IsAGuest`,
    `NotFound`, `ExportFailed`; `Conflict` where the record changed while the file was written.
    """
    known = store.read(_known_words, facilitator_id)
    check_passphrase(passphrase, has_device_secret=False, known=known)
    store.write(_write_down, session_id)
    packet_id, key = uuid4(), DatabaseKey.generate()
    contents = store.read(_gathered, packet_id, session_id, facilitator_id, expires_at)
    content = seal_packet(packet_id, key, passphrase, encoded(contents), cost=cost)
    digest = hashlib.sha256(content).hexdigest()
    publish({target: content}, partial(_record, store, contents, key, digest))
    return PacketMade(packet_id, session_id, facilitator_id, contents.expires_at, digest, len(contents.of(ClientRow)))


def _record(store: Store, contents: Contents, key: DatabaseKey, digest: str) -> None:
    store.write(_enter, contents, key, digest)


def _enter(work: UnitOfWork, contents: Contents, key: DatabaseKey, digest: str) -> Change[UUID]:
    """Enter a packet that still holds what is recorded: what it is compared with later is what it was made of."""
    session_id, facilitator_id = contents.session_id, contents.facilitator_id
    again = gather(work, contents.packet_id, session_id, facilitator_id, contents.expires_at)
    if replace(again, made_at=contents.made_at) != contents:
        raise Conflict
    row = PacketRow(
        id=contents.packet_id,
        session_id=session_id,
        facilitator_id=facilitator_id,
        made_at=contents.made_at,
        made_by=work.signed_in,
        expires_at=contents.expires_at,
        key=key.hex(),
        digest=digest,
        base=_base(work, contents),
    )
    work.rows.add(row)
    detail = {
        "packet": str(row.id),
        "for": str(facilitator_id),
        "expires": contents.expires_at.isoformat(),
        "digest": digest,
        **audit.whose(UUID(str(one["id"])) for one in contents.of(ClientRow)),
    }
    return Change(Action.HAND_OVER, session_id, TOPICS, row.id, detail=detail)


def _base(work: UnitOfWork, contents: Contents) -> dict[str, str]:
    """Give the digest of every piece that goes along."""
    marked = {one["client_id"] for one in contents.of(AttendanceRow)}
    away = {one["client_id"] for one in contents.of(PlannedAbsenceRow)}
    flags = {one["id"] for one in contents.of(FlagRow)}
    along: dict[PieceKind, set[Plain]] = {
        PieceKind.SESSION: {""},
        PieceKind.MARK: marked,
        PieceKind.PLACE: marked,
        PieceKind.ABSENCE: away,
        PieceKind.FLAG: flags,
    }
    every = pieces_of(work, contents.session_id)
    return digests({key: piece for key, piece in every.items() if key.of in along.get(key.kind, ())})


def _gathered(
    work: UnitOfWork,
    packet_id: UUID,
    session_id: GroupSessionId,
    facilitator_id: FacilitatorId,
    expires_at: datetime | None,
) -> Contents:
    if work.rows.exec(select(GuestPacketRow.id)).first() is not None:
        raise IsAGuest
    session = work.get(GroupSessionRow, session_id)
    if session.status not in OUT:
        raise SessionOver
    until = expires_at or session.ends_at + EXPIRES_AFTER
    if not max(work.now, session.ends_at) < until <= session.ends_at + LONGEST_EXPIRY:
        raise ExpiryOutOfRange(LONGEST_EXPIRY.days)
    return gather(work, packet_id, session_id, facilitator_id, until)


def _write_down(work: UnitOfWork, session_id: GroupSessionId) -> Change[int]:
    """Write down a session of the plan that is not yet: what is handed over has a row to come back to."""
    if work.rows.get(GroupSessionRow, session_id) is not None:
        return nothing_changed(Action.PLAN_SESSIONS, 0)
    sessions.session_row(work, session_id)
    return Change(Action.PLAN_SESSIONS, None, frozenset({Topic.SESSIONS}), 1, detail={"sessions": "1"})


def _known_words(work: UnitOfWork, facilitator_id: FacilitatorId) -> tuple[str, ...]:
    """Give what somebody who guesses at the passphrase tries first."""
    clinic = programs.program(work).clinic_name
    return clinic, people.facilitator(work, facilitator_id).name, people.signed_in(work).name

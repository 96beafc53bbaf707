"""What screens and the command line are told of packets and returns."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from coordinator.packet.pieces import Piece, PieceKey
from coordinator.vocabulary import ClientId, FacilitatorId, GroupSessionId

EXPIRES_AFTER = timedelta(hours=24)
"""After the end of the session, unless somebody says otherwise: notes are written on the same evening or next day."""
LONGEST_EXPIRY = timedelta(days=7)
TAKEN_BACK_WITHIN = timedelta(days=30)
"""A return of work done before the packet expired is taken in this long after it expired."""


@dataclass(frozen=True, slots=True)
class PacketMade:
    """A packet that was written. `digest` is SHA-256 of the file."""

    packet_id: UUID
    session_id: GroupSessionId
    facilitator_id: FacilitatorId
    expires_at: datetime
    digest: str
    clients: int


@dataclass(frozen=True, slots=True)
class PacketFacts:
    """One packet that this vault made, as a list shows it."""

    packet_id: UUID
    session_id: GroupSessionId
    facilitator_id: FacilitatorId
    facilitator: str
    group_name: str
    starts_at: datetime
    zone: str
    made_at: datetime
    expires_at: datetime
    merged_at: datetime | None
    withdrawn_at: datetime | None


@dataclass(frozen=True, slots=True)
class PacketSummary:
    """What `packet show` tells of a packet that its passphrase opened."""

    packet_id: UUID
    clinic: str
    group_name: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    for_name: str
    made_by: str
    made_at: datetime
    expires_at: datetime
    clients: int
    is_sample: bool


@dataclass(frozen=True, slots=True)
class GuestFacts:
    """Whose packet a guest vault is of, until when, and whether it holds work that no return has."""

    packet_id: UUID
    session_id: GroupSessionId
    clinic: str
    made_by: str
    for_name: str
    group_name: str
    expires_at: datetime
    zone: str
    returned_at: datetime | None
    unreturned: int


class Keep(StrEnum):
    """Whose word holds where the two differ."""

    MINE = "mine"
    PACKET = "packet"


class Standing(StrEnum):
    """How a returned piece stands to what is here."""

    NEW = "new"
    CHANGED = "changed"
    """It differs from what is here, and that is as it was handed over."""
    DIFFERS = "differs"
    """It was changed here meanwhile, too: somebody must choose."""
    SIGNED_HERE = "signed-here"
    """What is here was signed; it stays whatever the return says."""
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Returned:
    """One piece that a return brings: `mine` is what stands here, `theirs` what the substitute recorded.

    `code` tells clients of one name apart.
    None stands for nothing: a piece that was removed, or that is not here. `as_draft` says that a signature cannot be
    carried over, so that the note comes as a draft ready to sign.
    """

    key: PieceKey
    standing: Standing
    client_id: ClientId | None
    client: str
    code: str
    mine: Piece | None
    theirs: Piece | None
    as_draft: bool = False

    @property
    def is_open(self) -> bool:
        """Whether somebody must choose."""
        return self.standing is Standing.DIFFERS


@dataclass(frozen=True, slots=True)
class Preview:
    """What merging a return would do; nothing is written. `before` is when this very return was merged already."""

    packet: PacketFacts
    returned_at: datetime
    digest: str
    rows: tuple[Returned, ...]
    before: datetime | None = None

    @property
    def open_rows(self) -> tuple[Returned, ...]:
        """The rows about which somebody must choose."""
        return tuple(row for row in self.rows if row.is_open)


@dataclass(frozen=True, slots=True)
class Merged:
    """What merging did: pieces taken in, pieces kept as they were here, signed records brought, and drafts instead."""

    packet_id: UUID
    taken: int
    kept: int
    signed: int
    as_drafts: int

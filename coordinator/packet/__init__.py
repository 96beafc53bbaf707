"""The substitute packet: one session in an encrypted, expiring file, opened elsewhere, and its return taken back in."""

from coordinator.guest_vault import NotInPacket, check_in_packet, is_guest
from coordinator.packet.errors import (
    ChoicesMissing,
    ExpiryOutOfRange,
    GuestExpired,
    IsAGuest,
    MergeChangedSince,
    NotAGuest,
    NothingToReturn,
    PacketAlreadyOpen,
    PacketFault,
    PacketNotOut,
    PacketUnusable,
    SessionOver,
    WorkNotReturned,
)
from coordinator.packet.guest import check_guest, guest_facts
from coordinator.packet.making import default_expiry, make_packet
from coordinator.packet.merging import merge, preview
from coordinator.packet.opening import default_guest_folder, open_packet, remove_guest, summary_of, with_store
from coordinator.packet.out import packets_out, withdraw
from coordinator.packet.pieces import Piece, PieceKey, PieceKind
from coordinator.packet.returning import ReturnMade, write_return
from coordinator.packet.shapes import (
    EXPIRES_AFTER,
    LONGEST_EXPIRY,
    TAKEN_BACK_WITHIN,
    GuestFacts,
    Keep,
    Merged,
    PacketFacts,
    PacketMade,
    PacketSummary,
    Preview,
    Returned,
    Standing,
)

__all__ = [
    "EXPIRES_AFTER",
    "LONGEST_EXPIRY",
    "TAKEN_BACK_WITHIN",
    "ChoicesMissing",
    "ExpiryOutOfRange",
    "GuestExpired",
    "GuestFacts",
    "IsAGuest",
    "Keep",
    "MergeChangedSince",
    "Merged",
    "NotAGuest",
    "NotInPacket",
    "NothingToReturn",
    "PacketAlreadyOpen",
    "PacketFacts",
    "PacketFault",
    "PacketMade",
    "PacketNotOut",
    "PacketSummary",
    "PacketUnusable",
    "Piece",
    "PieceKey",
    "PieceKind",
    "Preview",
    "ReturnMade",
    "Returned",
    "SessionOver",
    "Standing",
    "WorkNotReturned",
    "check_guest",
    "check_in_packet",
    "default_expiry",
    "default_guest_folder",
    "guest_facts",
    "is_guest",
    "make_packet",
    "merge",
    "open_packet",
    "packets_out",
    "preview",
    "remove_guest",
    "summary_of",
    "with_store",
    "withdraw",
    "write_return",
]

"""What a returned piece says, in a few words for the terminal."""

from __future__ import annotations

from collections.abc import Mapping

from coordinator.packet import Piece, PieceKind, Standing

STANDINGS = {
    Standing.NEW: "new",
    Standing.CHANGED: "changed",
    Standing.DIFFERS: "differs from what was typed here",
    Standing.SIGNED_HERE: "signed here; stays",
    Standing.SAME: "the same here",
}
SHOWN: Mapping[PieceKind, tuple[str, ...]] = {
    PieceKind.SESSION: ("status", "started_at", "ended_at", "topic"),
    PieceKind.REPORT: ("platform", "row_count"),
    PieceKind.MARK: (
        *("mark", "arrived_late_minutes", "left_early_minutes", "away_minutes", "reason", "reason_note"),
        *("marked_at",),
    ),
    PieceKind.PLACE: ("location", "location_state", "callback_number", "location_confirmed_at", "modality"),
    PieceKind.ABSENCE: ("reason", "note", "expected_at"),
    PieceKind.MODALITY: ("modality", "at"),
    PieceKind.GAP: ("dropped_at", "back_at"),
    PieceKind.LICENSE: ("state", "reason"),
    PieceKind.VISITOR: ("role", "name"),
    PieceKind.TASK: ("raised_at", "done_at", "outcome"),
    PieceKind.OBSERVATION: ("text", "observed_at"),
    PieceKind.OUTREACH: ("method", "outcome", "note", "at"),
    PieceKind.FLAG: ("kind", "text"),
    PieceKind.NOTE: ("status", "template", "signer", "signed_at", "updated_at"),
    PieceKind.ADDENDUM: ("kind", "signer", "signed_at"),
    PieceKind.ADDITION: ("kind", "updated_at"),
}
"""Which of its columns tell a piece."""


def standing_words(standing: Standing) -> str:
    """Say how a returned piece stands to what is here."""
    return STANDINGS[standing]


def piece_words(kind: PieceKind, piece: Piece | None) -> str:
    """Say what a piece says; nothing where there is none."""
    if piece is None:
        return ""
    said = ((name.replace("_", " "), piece.get(name)) for name in SHOWN[kind])
    return ", ".join(f"{name} {value}" for name, value in said if value)

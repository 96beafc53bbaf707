"""Is this file one that this vault exported, and does it still hold? Known by the digest of its bytes as written.

A password changes nothing: what was logged is the locked file, so that nobody needs the password to ask.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path

from sqlmodel import col, select

from coordinator import people, roster
from coordinator.errors import InputUnusable, RuleViolation
from coordinator.store.tables import ClientRow, ConsentRow, ExportedFileRow, ExportRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.outdated import holds_no_more
from coordinator.summaries.weekly_summary import weekly_summary
from coordinator.vocabulary import Audience, ClientId


class DocumentUnreadable(InputUnusable):
    """The file is not there, is a folder, or may not be read."""


class NotExportedHere(RuleViolation):
    """This vault did not export this file, or the file was changed since."""


class Standing(StrEnum):
    """Whether an exported document still tells what is recorded."""

    CURRENT = "current"
    OUTDATED = "outdated"
    REPLACED = "replaced"


@dataclass(frozen=True, slots=True)
class VerifiedDocument:
    """What the log knows of a file: what it is, for whom, by whom, under which consent, and whether it still holds.

    `replaced_by` is the number of the newest document that took its place.
    """

    number: str
    week_starts_on: date
    group: str
    client_id: ClientId | None
    client_code: str
    audience: Audience
    recipient: str
    consent_signed_on: date | None
    consent_revoked_on: date | None
    exported_at: datetime
    exported_by: str
    standing: Standing
    replaced_by: str


def digest_of_file(path: Path) -> str:
    """Give the SHA-256 of a file's bytes. Raises `DocumentUnreadable`."""
    try:
        with path.open("rb") as stream:
            return hashlib.file_digest(stream, "sha256").hexdigest()
    except OSError as refused:
        raise DocumentUnreadable from refused


def verified_document(work: UnitOfWork, digest: str) -> VerifiedDocument | None:
    """Give what is known of the file with this digest; None where this vault never wrote it.

    A document was replaced where it no longer tells what is recorded and a newer one of the same thing, for the same
    reader and recipient, was exported after; a second copy of what still holds replaces nothing.
    """
    of_file = select(ExportedFileRow.export_id).where(ExportedFileRow.digest == digest)
    export_id = work.rows.exec(of_file).first()
    known = select(ExportRow).where(ExportRow.id == export_id if export_id else ExportRow.digest == digest)
    row = work.rows.exec(known).first()
    if row is None:
        return None
    standing, replaced_by = _standing(work, row)
    consent = work.rows.get(ConsentRow, row.consent_id) if row.consent_id is not None else None
    client = work.rows.get(ClientRow, row.client_id) if row.client_id is not None else None
    return VerifiedDocument(
        number=row.number,
        week_starts_on=row.week_starts_on,
        group=roster.group(work, row.group_id).name if row.group_id is not None else "",
        client_id=row.client_id,
        client_code=client.code if client is not None else "",
        audience=row.audience,
        recipient=row.recipient or "",
        consent_signed_on=consent.signed_on if consent is not None else None,
        consent_revoked_on=consent.revoked_on if consent is not None else None,
        exported_at=row.exported_at,
        exported_by=people.facilitator(work, row.exported_by).display,
        standing=standing,
        replaced_by=replaced_by,
    )


def _standing(work: UnitOfWork, row: ExportRow) -> tuple[Standing, str]:
    if not holds_no_more(work, row, weekly_summary(work, row.week_starts_on, row.group_id, row.client_id)):
        return Standing.CURRENT, ""
    later = (
        select(col(ExportRow.number), col(ExportRow.recipient))
        .where(
            ExportRow.week_starts_on == row.week_starts_on,
            ExportRow.group_id == row.group_id,
            ExportRow.client_id == row.client_id,
            ExportRow.audience == row.audience,
            col(ExportRow.exported_at) > row.exported_at,
        )
        .order_by(col(ExportRow.exported_at).desc())
    )
    mine = (row.recipient or "").casefold()
    newest = next((number for number, whose in work.rows.exec(later) if (whose or "").casefold() == mine), None)
    return (Standing.REPLACED, newest) if newest is not None else (Standing.OUTDATED, "")

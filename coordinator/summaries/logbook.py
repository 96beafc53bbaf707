"""The log of what left the program: what, for whom, under which consent, and the digest of every file."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from datetime import date
from itertools import count
from uuid import UUID

from sqlmodel import col, func, select

from coordinator.changes import Change
from coordinator.errors import Conflict
from coordinator.store.tables import AuditRow, ExportedFileRow, ExportRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.disclosure import disclosure
from coordinator.summaries.fingerprint import Figures
from coordinator.summaries.requests import ExportRequest
from coordinator.summaries.weekly_summary import weekly_summary
from coordinator.vocabulary import Action, FileFormat, Topic

PRINTED = "print"
"""Stands in the log of exports where a file's format would."""


def digest_of(content: bytes) -> str:
    """Give the SHA-256 of a file's bytes, as the log has it."""
    return hashlib.sha256(content).hexdigest()


def numbers_after(work: UnitOfWork, stem: str) -> Iterator[str]:
    """Give the numbers after all those that begin with a stem; one that was never used may be left out."""
    wanted = select(ExportRow.number).where(col(ExportRow.number).startswith(stem + "-"))
    used = [number.rpartition("-")[2] for number in work.rows.exec(wanted)]
    last = max((int(one) for one in used if one.isdecimal()), default=0)
    return (f"{stem}-{number:02d}" for number in count(last + 1))


def entries_so_far(work: UnitOfWork) -> int:
    """Give how many entries the history has: where there are more, something was recorded meanwhile."""
    return work.rows.exec(select(func.max(col(AuditRow.sequence)))).one() or 0


def record_export(
    work: UnitOfWork,
    request: ExportRequest,
    number: str,
    week_starts_on: date,
    digest: str,
    *,
    files: Mapping[FileFormat, str] | None = None,
    consent_id: UUID | None = None,
    recipient: str = "",
    figures: Figures | None = None,
) -> Change[str]:
    """Log an export: what, for whom, in which formats, and the digest of what was written, file by file.

    Raises `Conflict` where somebody else used the number in the meantime.
    """
    formats = " ".join(one.value for one in request.formats)
    return _log(work, request, number, week_starts_on, digest, formats, files or {}, consent_id, recipient, figures)


def record_print(
    work: UnitOfWork, request: ExportRequest, number: str, week_starts_on: date, digest: str
) -> Change[str]:
    """Log that a document goes to a printer: paper leaves the program as well as a file does.

    Whether it may go is asked once more, since a printer is chosen long after a page is shown. Raises `Conflict`,
    `ConsentMissing`, `RecipientNotChosen`, `OneClientOnly`.
    """
    consent = disclosure(work, request.audience, request.client_id, request.recipient).consent
    consent_id, recipient = (consent.id, consent.details.recipient) if consent is not None else (None, "")
    told = weekly_summary(work, week_starts_on, request.group_id, request.client_id)
    figures = Figures.of(told, {one.client_id for one in told.clients}, work.now)
    return _log(work, request, number, week_starts_on, digest, PRINTED, {}, consent_id, recipient, figures)


def _log(
    work: UnitOfWork,
    request: ExportRequest,
    number: str,
    week_starts_on: date,
    digest: str,
    formats: str,
    files: Mapping[FileFormat, str],
    consent_id: UUID | None,
    recipient: str,
    figures: Figures | None,
) -> Change[str]:
    if work.rows.exec(select(ExportRow.id).where(ExportRow.number == number)).first() is not None:
        raise Conflict
    row = ExportRow(
        number=number,
        week_starts_on=week_starts_on,
        group_id=request.group_id,
        client_id=request.client_id,
        audience=request.audience,
        formats=formats,
        names=request.names,
        digest=digest,
        exported_at=work.now,
        exported_by=work.signed_in,
        consent_id=consent_id,
        recipient=recipient or None,
    )
    work.rows.add(row)
    for kind, one in files.items():
        work.rows.add(ExportedFileRow(export_id=row.id, format=kind, digest=one))
    detail = {"number": number, "audience": request.audience.value, "formats": formats, "digest": digest}
    if figures is not None:
        detail |= figures.detail()
    if consent_id is not None:
        detail["consent"] = str(consent_id)
    return Change(Action.EXPORT_SUMMARY, row.id, frozenset({Topic.SUMMARIES}), outcome=number, detail=detail)

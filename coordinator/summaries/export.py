"""Export a week: read the figures, write each file whole, and record it before it appears."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from sqlmodel import col, func, select

from coordinator import programs, roster
from coordinator.changes import Change
from coordinator.errors import RuleViolation
from coordinator.store.tables import ClientRow, ExportRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries.assembly import DocumentRequest, assemble
from coordinator.summaries.document import Paper, SummaryDocument, for_one_client
from coordinator.summaries.outdated import replaced_by
from coordinator.summaries.publish import publish
from coordinator.summaries.sentences import file_name, initials_of_group
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import (
    Action,
    Audience,
    ClientId,
    ConsentKind,
    ExcuseReason,
    FileFormat,
    GroupId,
    NameStyle,
    Topic,
)

PRINTED = "print"
"""Stands in the log of exports where a file's format would."""


class NothingToExport(RuleViolation):
    """The week has no session of this group, or the client was in none."""


class ConsentMissing(RuleViolation):
    """A summary that leaves the clinic needs the client's consent, and there is none that holds (42 CFR 2.31)."""

    def __init__(self, client_id: ClientId) -> None:
        super().__init__(str(client_id))
        self.client_id = client_id


class OneClientOnly(RuleViolation):
    """A summary for a referrer is about one client; a whole group would name the others."""


@dataclass(frozen=True, slots=True)
class ExportRequest:
    """What to write where. Without `client_id` it is the group's file; `password` locks the PDF."""

    day: date
    group_id: GroupId
    folder: Path
    formats: tuple[FileFormat, ...] = (FileFormat.PDF,)
    audience: Audience = Audience.TREATMENT_TEAM
    names: NameStyle = NameStyle.FULL
    client_id: ClientId | None = None
    include_outreach: bool = True
    include_note_status: bool = True
    include_note_text: bool = False
    password: str = ""
    paper: Paper = Paper.LETTER

    def __repr__(self) -> str:
        """Leave the password out."""
        return f"ExportRequest({self.day}, {self.audience.value}, {[one.value for one in self.formats]})"


@dataclass(frozen=True, slots=True)
class Exported:
    """What was written."""

    number: str
    files: tuple[Path, ...]
    notes_unsigned: int


def preview_document(work: UnitOfWork, request: ExportRequest, wording: Wording) -> SummaryDocument:
    """Give the very document that exporting would write, for the screen.

    Raises `NothingToExport`, `OneClientOnly`, `ConsentMissing` and `NotFound`.
    """
    return _document(work, request, wording)


def export_weekly_summary(store: Store, request: ExportRequest, wording: Wording) -> Exported:
    """Write the summary of a week in every format asked for, recorded first: all files or none.

    Raises `NothingToExport`, `OneClientOnly`, `ConsentMissing`, `ExportFailed`, `NotFound`.
    """
    document = store.read(_document, request, wording)
    mark = _mark(store, request, document)
    files = {
        request.folder / file_name(document, mark, one, wording): content
        for one, content in _rendered(document, request, wording).items()
    }
    digest = hashlib.sha256(b"".join(files[path] for path in sorted(files))).hexdigest()
    publish(files, lambda: _record(store, request, document, digest))
    return Exported(document.number, tuple(files), document.figures.notes_unsigned)


def export_all(
    store: Store,
    requests: Sequence[ExportRequest],
    wording: Wording,
    *,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> tuple[Exported, ...]:
    """Export several summaries one after the other; `stop` is asked between two, and what is written stays."""
    done: list[Exported] = []
    for place, request in enumerate(requests):
        if stop():
            break
        done.append(export_weekly_summary(store, request, wording))
        progress(place + 1, len(requests))
    return tuple(done)


def words_of(wording: Wording) -> tuple[str, dict[ExcuseReason, str]]:
    """Give the program's line and the words for excuse reasons in the document's language."""
    return wording.say("program_line"), {one: wording.choose("excuse_reason", one.value) for one in ExcuseReason}


def _document(work: UnitOfWork, request: ExportRequest, wording: Wording) -> SummaryDocument:
    _check_disclosable(work, request)
    program_line, reasons = words_of(wording)
    asked = DocumentRequest(
        day=request.day,
        group_id=request.group_id,
        audience=request.audience,
        names=request.names,
        include_outreach=request.include_outreach,
        include_note_status=request.include_note_status,
        include_note_text=request.include_note_text and request.audience is Audience.TREATMENT_TEAM,
        paper=request.paper,
    )
    document = assemble(work, asked, program_line, reasons)
    if not document.clients or not document.sessions:
        raise NothingToExport
    document = _amending(work, request, replace(document, number=_number(work, request, document)))
    if request.client_id is None:
        return document
    code = work.get(ClientRow, request.client_id).code
    if code not in {line.code for line in document.clients}:
        raise NothingToExport
    return for_one_client(document, code, number=document.number)


def _amending(work: UnitOfWork, request: ExportRequest, document: SummaryDocument) -> SummaryDocument:
    """Give the document, saying which earlier one it replaces where that one no longer holds."""
    members = select(col(ClientRow.id)).where(col(ClientRow.code).in_([line.code for line in document.clients]))
    replaced = replaced_by(
        work,
        document.week_starts_on,
        request.group_id,
        request.client_id,
        request.audience,
        set(work.rows.exec(members)),
        with_notes=document.include_note_status or bool(document.note_texts),
        with_outreach=document.include_outreach,
    )
    if replaced is None:
        return document
    zone = ZoneInfo(programs.program(work).zone)
    return replace(document, amends=replaced.number, amends_made_at=replaced.exported_at.astimezone(zone))


def _check_disclosable(work: UnitOfWork, request: ExportRequest) -> None:
    if request.audience is not Audience.REFERRAL:
        return
    if request.client_id is None:
        raise OneClientOnly
    client = roster.client(work, request.client_id)
    today = roster.today(work)
    holds = any(
        consent.kind is ConsentKind.DISCLOSURE
        and roster.consent_standing(consent.details, consent.revoked_on, today) is roster.ConsentStanding.HOLDS
        for consent in client.consents
    )
    if not holds:
        raise ConsentMissing(request.client_id)


def _number(work: UnitOfWork, request: ExportRequest, document: SummaryDocument) -> str:
    year, week, _day = document.week_starts_on.isocalendar()
    group = roster.group(work, request.group_id)
    stem = f"{year}-W{week:02d}-{group.short_code or initials_of_group(group.name)}"
    wanted = select(func.count()).select_from(ExportRow).where(col(ExportRow.number).startswith(stem + "-"))
    return f"{stem}-{work.rows.exec(wanted).one() + 1:02d}"


def _mark(store: Store, request: ExportRequest, document: SummaryDocument) -> str:
    if request.client_id is not None:
        return document.clients[0].code
    return store.read(roster.group, request.group_id).short_code or initials_of_group(document.group)


def _rendered(document: SummaryDocument, request: ExportRequest, wording: Wording) -> Mapping[FileFormat, bytes]:
    made: dict[FileFormat, bytes] = {}
    for one in dict.fromkeys(request.formats):
        made[one] = _render(document, one, request.password, wording)
    return made


def _render(document: SummaryDocument, wanted: FileFormat, password: str, wording: Wording) -> bytes:
    # Each writer is imported where it is needed: the workbook alone costs more than a page.
    if wanted is FileFormat.PDF:
        from coordinator.summaries.pdf import Typesetter, encrypt  # noqa: PLC0415

        page = Typesetter(wording).render_pdf(document)
        return encrypt(page, password) if password else page
    if wanted is FileFormat.XLSX:
        from coordinator.summaries.workbook import render_workbook  # noqa: PLC0415

        return render_workbook(document, wording)
    if wanted is FileFormat.HTML:
        from coordinator.summaries.web_page import render_web_page  # noqa: PLC0415

        return render_web_page(document, wording)
    from coordinator.summaries.flat_files import write_csv, write_json  # noqa: PLC0415

    return write_csv(document) if wanted is FileFormat.CSV else write_json(document)


def _record(store: Store, request: ExportRequest, document: SummaryDocument, digest: str) -> None:
    store.write(record_export, request, document.number, document.week_starts_on, digest)


def record_export(
    work: UnitOfWork, request: ExportRequest, number: str, week_starts_on: date, digest: str
) -> Change[str]:
    """Log an export: what, for whom, in which formats, and the digest of what was written."""
    return _log(work, request, number, week_starts_on, digest, " ".join(one.value for one in request.formats))


def record_print(
    work: UnitOfWork, request: ExportRequest, number: str, week_starts_on: date, digest: str
) -> Change[str]:
    """Log that a document went to a printer: paper leaves the program as well as a file does."""
    return _log(work, request, number, week_starts_on, digest, PRINTED)


def _log(
    work: UnitOfWork, request: ExportRequest, number: str, week_starts_on: date, digest: str, formats: str
) -> Change[str]:
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
    )
    work.rows.add(row)
    return Change(
        Action.EXPORT_SUMMARY,
        row.id,
        frozenset({Topic.SUMMARIES}),
        outcome=number,
        detail={"number": number, "audience": request.audience.value, "formats": formats, "digest": digest},
    )

"""Export a week: read the figures, write each file whole, and record it before it appears."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import col, select

from coordinator import programs, roster
from coordinator.errors import RuleViolation
from coordinator.store.tables import ClientRow, EnrolmentRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.summaries.assembly import DocumentRequest, assemble
from coordinator.summaries.disclosure import Disclosure, disclosure
from coordinator.summaries.document import SummaryDocument, for_one_client
from coordinator.summaries.logbook import digest_of, next_number, record_export
from coordinator.summaries.others_named import others_named
from coordinator.summaries.outdated import replaced_by
from coordinator.summaries.publish import publish
from coordinator.summaries.rendering import render
from coordinator.summaries.requests import Exported, ExportRequest
from coordinator.summaries.sentences import file_name, initials_of_group, neutral_mark
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import ExcuseReason, GroupId

LAST_OF_A_WEEK = timedelta(days=6)


class NothingToExport(RuleViolation):
    """The week has no session of this group, or the client was in none."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """A document ready to be written, how its files are called, and what is logged of it."""

    document: SummaryDocument
    mark: str
    consent_id: UUID | None
    recipient: str
    names_others: bool


def preview_document(work: UnitOfWork, request: ExportRequest, wording: Wording) -> SummaryDocument:
    """Give the very document that exporting would write, for the screen.

    Raises `NothingToExport`, `OneClientOnly`, `ConsentMissing`, `RecipientNotChosen` and `NotFound`.
    """
    return _prepared(work, request, wording).document


def export_weekly_summary(store: Store, request: ExportRequest, wording: Wording) -> Exported:
    """Write the summary of a week in every format asked for, recorded first: all files or none.

    Raises `NothingToExport`, `OneClientOnly`, `ConsentMissing`, `RecipientNotChosen`, `ExportFailed`, `NotFound`;
    `Conflict` where somebody else took the document's number in the meantime.
    """
    prepared = store.read(_prepared, request, wording)
    document = prepared.document
    made = {one: render(document, one, request.password, wording) for one in dict.fromkeys(request.formats)}
    names = {one: request.folder / file_name(document, prepared.mark, one, wording) for one in made}
    files = {names[one]: content for one, content in made.items()}
    whole = digest_of(b"".join(files[path] for path in sorted(files)))

    def record() -> None:
        store.write(
            record_export,
            request,
            document.number,
            document.week_starts_on,
            whole,
            files={one: digest_of(content) for one, content in made.items()},
            consent_id=prepared.consent_id,
            recipient=prepared.recipient,
        )

    publish(files, record)
    return Exported(
        document.number, tuple(files), document.figures.notes_unsigned, request.client_id, prepared.names_others
    )


def words_of(wording: Wording) -> tuple[str, dict[ExcuseReason, str]]:
    """Give the program's line and the words for excuse reasons in the document's language."""
    return wording.say("program_line"), {one: wording.choose("excuse_reason", one.value) for one in ExcuseReason}


def _prepared(work: UnitOfWork, request: ExportRequest, wording: Wording) -> _Prepared:
    allowed = disclosure(work, request.audience, request.client_id, request.recipient)
    document = _document(work, request, wording, allowed)
    consent = allowed.consent
    return _Prepared(
        document,
        _mark(work, request, document),
        consent.id if consent is not None else None,
        consent.details.recipient if consent is not None else "",
        bool(others_named(document, _others(work, request), wording)),
    )


def _others(work: UnitOfWork, request: ExportRequest) -> list[str]:
    """Give how the group's other clients are called; nobody where the file is the whole group's."""
    if request.client_id is None:
        return []
    wanted = (
        select(ClientRow.preferred_name)
        .join(EnrolmentRow, col(EnrolmentRow.client_id) == col(ClientRow.id))
        .where(EnrolmentRow.group_id == request.group_id, ClientRow.id != request.client_id)
        .distinct()
    )
    return list(work.rows.exec(wanted))


def _document(work: UnitOfWork, request: ExportRequest, wording: Wording, allowed: Disclosure) -> SummaryDocument:
    program_line, reasons = words_of(wording)
    asked = DocumentRequest(
        day=request.day,
        group_id=request.group_id,
        audience=request.audience,
        names=request.names,
        include_outreach=request.include_outreach,
        include_note_status=request.include_note_status,
        include_note_text=request.include_note_text,
        paper=request.paper,
        client_id=request.client_id,
        disclosure=allowed,
    )
    document = assemble(work, asked, program_line, reasons)
    if not document.clients or not document.sessions:
        raise NothingToExport
    document = _amending(work, request, replace(document, number=_number(work, request, document)), allowed)
    if request.client_id is None:
        return document
    return for_one_client(document, work.get(ClientRow, request.client_id).code, number=document.number)


def _amending(
    work: UnitOfWork, request: ExportRequest, document: SummaryDocument, allowed: Disclosure
) -> SummaryDocument:
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
        recipient=allowed.consent.details.recipient if allowed.consent is not None else "",
    )
    if replaced is None:
        return document
    zone = ZoneInfo(programs.program(work).zone)
    return replace(document, amends=replaced.number, amends_made_at=replaced.exported_at.astimezone(zone))


def _number(work: UnitOfWork, request: ExportRequest, document: SummaryDocument) -> str:
    year, week, _day = document.week_starts_on.isocalendar()
    return next_number(work, f"{year}-W{week:02d}-{_group_mark(work, request.group_id)}")


def _group_mark(work: UnitOfWork, group_id: GroupId) -> str:
    group = roster.group(work, group_id)
    return group.short_code or initials_of_group(group.name)


def _mark(work: UnitOfWork, request: ExportRequest, document: SummaryDocument) -> str:
    """Give what tells files of one week apart: the group's letters, or the client's code.

    A client of two groups has both in their files' names, so that neither takes the other's place.
    """
    group = neutral_mark(_group_mark(work, request.group_id), str(request.group_id))
    if request.client_id is None:
        return group
    last = document.week_starts_on + LAST_OF_A_WEEK
    stays = select(EnrolmentRow.group_id).where(
        EnrolmentRow.client_id == request.client_id,
        col(EnrolmentRow.starts_on) <= last,
        col(EnrolmentRow.ends_on).is_(None) | (col(EnrolmentRow.ends_on) >= document.week_starts_on),
    )
    code = neutral_mark(document.clients[0].code, str(request.client_id))
    return f"{code}-{group}" if len(set(work.rows.exec(stays))) > 1 else code

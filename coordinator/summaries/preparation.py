"""The documents that exporting would write, made of one reading of their group's week."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from uuid import UUID

from sqlmodel import col, select

from coordinator import roster
from coordinator.errors import RuleViolation
from coordinator.store.tables import ClientRow, EnrolmentRow, GroupRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.assembly import DocumentRequest, document_of
from coordinator.summaries.audiences import Contents
from coordinator.summaries.disclosure import (
    INTERNAL,
    ConsentMissing,
    Disclosure,
    OneClientOnly,
    RecipientNotChosen,
    disclosures,
)
from coordinator.summaries.document import SummaryDocument, for_one_client
from coordinator.summaries.fingerprint import Figures
from coordinator.summaries.logbook import entries_so_far, numbers_after
from coordinator.summaries.others_named import others_named
from coordinator.summaries.outdated import EarlierExports
from coordinator.summaries.requests import ExportRequest
from coordinator.summaries.sentences import MARK_LETTERS, initials_of_group, neutral_mark
from coordinator.summaries.week_reading import WeekReading, read_week
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import ClientId, ExcuseReason, GroupId

LAST_OF_A_WEEK = timedelta(days=6)


class NothingToExport(RuleViolation):
    """No session of this group has begun in that week, or the client was in none."""


@dataclass(frozen=True, slots=True)
class Prepared:
    """A document ready to be written, how its files are called, and what is logged of it.

    `entries` is how many entries the history had when it was read: while there are no more, it tells what is recorded.
    `on` is the day by which consents were judged, `figures` what the history keeps of what it tells.
    """

    request: ExportRequest
    document: SummaryDocument
    mark: str
    consent_id: UUID | None
    recipient: str
    names_others: bool
    entries: int
    on: date
    figures: Figures

    def tells_the_same(self, other: Prepared) -> bool:
        """Say whether another one, read at another time, is the same but for that time."""
        return (self.mark, self.consent_id, self.document.number) == (
            other.mark,
            other.consent_id,
            other.document.number,
        ) and _undated(self.document, other.document) == other.document


def _undated(document: SummaryDocument, like: SummaryDocument) -> SummaryDocument:
    """Give a document as it would be if it had been made at the instant of another one."""
    signature, other = document.signature, like.signature
    if signature is not None and other is not None:
        signature = replace(signature, signed_at=other.signed_at)
    return replace(document, prepared_at=like.prepared_at, signature=signature)


Kept = ConsentMissing | RecipientNotChosen | NothingToExport
"""What keeps one summary back while others may go."""


def prepared(work: UnitOfWork, request: ExportRequest, wording: Wording) -> Prepared:
    """Make the document that a request asks for.

    Raises `NothingToExport`, `OneClientOnly`, `ConsentMissing`, `RecipientNotChosen` and `NotFound`.
    """
    (found,) = prepared_together(work, [request], wording)
    if isinstance(found, Prepared):
        return found
    raise found


def prepared_together(
    work: UnitOfWork, requests: Sequence[ExportRequest], wording: Wording
) -> tuple[Prepared | Kept, ...]:
    """Make the documents of several requests that differ in their client and folder alone, of one reading.

    Each stands in the place of its request, or what keeps it back does. Raises `OneClientOnly` and `NotFound`.
    """
    like = requests[0]
    allowed = _allowed(work, requests)
    about = frozenset(one.client_id for one in requests if one.client_id is not None)
    going = [one for one in allowed.values() if isinstance(one, Disclosure)]
    contents = _farthest([one.contents for one in going])
    reading = read_week(
        work,
        like.day,
        like.group_id,
        about or None,
        contents=contents,
        texts_as=like.names if like.include_note_text and contents.note_texts else None,
    )
    made = _Making(work, like, reading, about, wording)
    return tuple(
        made.of(one, found) if isinstance(found := allowed[one.client_id], Disclosure) else found for one in requests
    )


def words_of(wording: Wording) -> tuple[str, dict[ExcuseReason, str]]:
    """Give the program's line and the words for excuse reasons in the document's language."""
    return wording.say("program_line"), {one: wording.choose("excuse_reason", one.value) for one in ExcuseReason}


class _Making:
    """Makes the documents of one group's week, each under the number after the one before."""

    def __init__(
        self,
        work: UnitOfWork,
        like: ExportRequest,
        reading: WeekReading,
        about: frozenset[ClientId],
        wording: Wording,
    ) -> None:
        starts_on, group = reading.summary.starts_on, reading.group
        group_mark = group.short_code or initials_of_group(group.name)
        self._reading, self._wording = reading, wording
        week_mark = reading.summary.week
        self._group_mark = neutral_mark(group_mark, str(group.id))
        self._unnamed_mark = str(group.id)[:MARK_LETTERS]
        if _is_shared(work, group_mark, group.id):
            self._group_mark = f"{self._group_mark}-{self._unnamed_mark}"
        self._numbers = numbers_after(work, f"{week_mark}-{group_mark}")
        self._unnamed_numbers = numbers_after(work, f"{week_mark}-{self._unnamed_mark}")
        self._earlier = EarlierExports(work, starts_on, group.id, like.audience, about or None)
        self._stays = _groups_of(work, about, starts_on) if about else {}
        self._names = _names_of(work, {group.id}.union(*self._stays.values())) if about else {}
        self._entries, self._on = entries_so_far(work), roster.today(work)

    def of(self, request: ExportRequest, allowed: Disclosure) -> Prepared | NothingToExport:
        """Make one document."""
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
        document = document_of(self._reading, asked, *words_of(self._wording))
        if not document.clients or not document.sessions:
            return NothingToExport()
        consent = allowed.consent
        recipient = consent.details.recipient if consent is not None else ""
        # Whoever is not told what the group is called must not read its code in the number either.
        numbers = self._numbers if allowed.contents.group else self._unnamed_numbers
        document = self._amending(request, replace(document, number=next(numbers)), recipient)
        mark = self._group_mark
        if request.client_id is not None:
            code = document.clients[0].code
            document = for_one_client(document, code, number=document.number)
            mark = self._client_mark(request.client_id, code, named=allowed.contents.group)
        others = self._others(request) if request.client_id is not None else ()
        return Prepared(
            request,
            document,
            mark,
            consent.id if consent is not None else None,
            recipient,
            bool(others_named(document, others, self._wording)),
            self._entries,
            self._on,
            Figures.of(self._reading.summary, self._told(request), self._reading.now),
        )

    def _amending(self, request: ExportRequest, document: SummaryDocument, recipient: str) -> SummaryDocument:
        """Give the document, saying which earlier one it replaces where that one no longer holds."""
        replaced = self._earlier.replaced_by(
            request.client_id,
            self._told(request),
            self._reading.summary,
            with_notes=document.include_note_status or bool(document.note_texts),
            with_outreach=document.include_outreach,
            with_levels=document.contents.goal,
            with_authorizations=document.contents.authorization,
            recipient=recipient,
        )
        if replaced is None:
            return document
        made_at = replaced.exported_at.astimezone(self._reading.clinic_zone)
        return replace(document, amends=replaced.number, amends_made_at=made_at)

    def _told(self, request: ExportRequest) -> frozenset[ClientId]:
        """Give whose lines a document has."""
        if request.client_id is not None:
            return frozenset({request.client_id})
        return frozenset(one.client_id for one in self._reading.summary.clients if request.group_id in one.groups)

    def _others(self, request: ExportRequest) -> tuple[str, ...]:
        """Give the names of everybody whom a client may have met: in this group, and in the others of the week."""
        groups = {request.group_id, *(self._stays.get(request.client_id, ()) if request.client_id is not None else ())}
        met = {one: name for group in groups for one, name in self._names.get(group, {}).items()}
        return tuple(name for one, name in met.items() if one != request.client_id)

    def _client_mark(self, client_id: ClientId, code: str, *, named: bool) -> str:
        """Give what tells a client's files of one week apart.

        A client of two groups has both in their files' names, so that neither takes the other's place: by its code
        where the reader may know the group (`named`), else by its id.
        """
        mark = neutral_mark(code, str(client_id))
        group_mark = self._group_mark if named else self._unnamed_mark
        return f"{mark}-{group_mark}" if len(self._stays.get(client_id, ())) > 1 else mark


def _allowed(work: UnitOfWork, requests: Sequence[ExportRequest]) -> dict[ClientId | None, Disclosure | Kept]:
    like = requests[0]
    if not like.audience.is_outside:
        return {one.client_id: INTERNAL for one in requests}
    about = [one.client_id for one in requests if one.client_id is not None]
    if len(about) < len(requests):
        raise OneClientOnly
    return dict(disclosures(work, like.audience, about, like.recipient).items())


def _farthest(contents: Sequence[Contents]) -> Contents:
    """Give what any of several documents may hold."""
    return Contents(**{part.name: any(getattr(one, part.name) for one in contents) for part in fields(Contents)})


def _groups_of(work: UnitOfWork, about: frozenset[ClientId], starts_on: date) -> dict[ClientId, set[GroupId]]:
    """Give the groups in which each of these clients is enrolled at some time of a week."""
    wanted = select(col(EnrolmentRow.client_id), col(EnrolmentRow.group_id)).where(
        col(EnrolmentRow.client_id).in_(about),
        col(EnrolmentRow.starts_on) <= starts_on + LAST_OF_A_WEEK,
        col(EnrolmentRow.ends_on).is_(None) | (col(EnrolmentRow.ends_on) >= starts_on),
    )
    found: dict[ClientId, set[GroupId]] = defaultdict(set)
    for client_id, group_id in work.rows.exec(wanted):
        found[client_id].add(group_id)
    return found


def _is_shared(work: UnitOfWork, short_code: str, group_id: GroupId) -> bool:
    """Say whether another group has the same short code: an archived one keeps its own."""
    others = work.rows.exec(select(col(GroupRow.short_code)).where(col(GroupRow.id) != group_id))
    return short_code.casefold() in {one.casefold() for one in others}


def _names_of(work: UnitOfWork, groups: Collection[GroupId]) -> dict[GroupId, dict[ClientId, str]]:
    """Give how everybody who was ever in some groups is called, by either name."""
    wanted = (
        select(col(EnrolmentRow.group_id), col(ClientRow.id), col(ClientRow.preferred_name), col(ClientRow.legal_name))
        .join(EnrolmentRow, col(EnrolmentRow.client_id) == col(ClientRow.id))
        .where(col(EnrolmentRow.group_id).in_(groups))
    )
    found: dict[GroupId, dict[ClientId, str]] = defaultdict(dict)
    for group_id, client_id, preferred, legal in work.rows.exec(wanted):
        found[group_id][client_id] = f"{preferred} {legal}"
    return found

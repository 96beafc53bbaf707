"""Notes as screens and documents see them: frozen facts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING
from uuid import UUID

from coordinator.notes.content import NoteContent
from coordinator.notes.templates import Section, Template
from coordinator.vocabulary import (
    AddendumKind,
    ClientId,
    CreditRule,
    FacilitatorId,
    GroupId,
    GroupSessionId,
    NoteId,
    NoteStatus,
)

if TYPE_CHECKING:
    from coordinator.attendance import AttendanceLine, AttendanceSheet, Observation
    from coordinator.roster import Goal


class NoteState(StrEnum):
    """How far a note has come. `NO_SHOW` waits to be signed for a client who was not there."""

    SIGNED = "signed"
    DRAFT = "draft"
    TO_WRITE = "to-write"
    NO_SHOW = "no-show"


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One note in the list of a session; the group's own has neither client nor attendance.

    `awaits_cosignature` says that it, or an addition to it, is signed by somebody whose supervisor did not sign
    beside yet.
    """

    client_id: ClientId | None
    attendance: AttendanceLine | None
    state: NoteState
    awaits_cosignature: bool = False


@dataclass(frozen=True, slots=True)
class NoteList:
    """The notes of one session: the group's first, then one a client, in the order of the attendance list."""

    sheet: AttendanceSheet
    lines: tuple[NoteLine, ...]
    due_on: date

    @property
    def signed(self) -> int:
        """How many are signed."""
        return sum(line.state is NoteState.SIGNED for line in self.lines)


@dataclass(frozen=True, slots=True)
class NoteSection:
    """A headed field with its text. `former` text was written under another template and is kept."""

    section: Section
    text: str
    former: bool = False


@dataclass(frozen=True, slots=True)
class UsableObservation:
    """An observation of the session; `used` says that its words stand in the note."""

    observation: Observation
    used: bool


@dataclass(frozen=True, slots=True)
class Addendum:
    """A later signed record with its own date; `intact` says that it is as it was signed.

    `supervisor` says who was to sign beside when it was signed, empty for whoever works without supervision;
    `may_cosign` that the signature of whoever reads is awaited.
    """

    id: UUID
    kind: AddendumKind
    text: str
    signed_at: datetime
    signer: str
    digest: str
    intact: bool
    supervisor: str = ""
    cosignature: CoSignature | None = None
    may_cosign: bool = False


@dataclass(frozen=True, slots=True)
class CoSignature:
    """A supervisor's signature beside: name and credentials as they read then, when (UTC), its digest."""

    signed_by: FacilitatorId
    signer: str
    signed_at: datetime
    digest: str
    intact: bool


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed, as their name and credentials read then, when (UTC), and the digest over all of it.

    `supervisor_id` and `supervisor` say who was to sign beside when it was signed; empty for whoever works without
    supervision. `led_by` names who led the session where it was somebody else than the signer, and `despite` why they
    signed who led no part of it.
    """

    signed_by: FacilitatorId
    signer: str
    signed_at: datetime
    digest: str
    late: bool
    intact: bool
    led_by: str = ""
    despite: str = ""
    supervisor_id: str = ""
    supervisor: str = ""
    cosignature: CoSignature | None = None


@dataclass(frozen=True, slots=True)
class AddendumDraft:
    """What somebody is typing to be added to a signed note; theirs alone."""

    kind: AddendumKind
    text: str
    updated_at: datetime


@dataclass(frozen=True, slots=True)
class AwaitingCosignature:
    """What of a session waits for a supervisor to sign beside: so many notes, or so many additions to notes.

    `supervisor_ids` are all who may: whom the record names, and who took the supervision of its signer over since.
    """

    session_id: GroupSessionId
    group_id: GroupId
    group_name: str
    service_date: date
    supervisor_ids: frozenset[FacilitatorId]
    count: int
    due_on: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class LastNote:
    """The client's note before this one; `comparable` are its words without those that are routine."""

    session_id: GroupSessionId
    service_date: date
    starts_at: datetime
    status: NoteStatus
    content: NoteContent
    comparable: str


@dataclass(frozen=True, slots=True)
class MemberName:
    """Every name of a client who is or lately was in the group: preferred, legal, former."""

    client_id: ClientId
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoteView:
    """One note with all that stands beside it.

    `digest` is that of the content as stored and must be handed to `sign` as shown. `credited_minutes` is the
    attended time after the program's rule, None while minutes are not known. `others` are the people whom this note
    must not name, `own_names` those of its client. `same_session` holds the comparable words of the session's other
    notes, by client.
    """

    note_id: NoteId | None
    client_id: ClientId | None
    sheet: AttendanceSheet
    attendance: AttendanceLine | None
    template: Template
    offered: tuple[Template, ...]
    content: NoteContent
    sections: tuple[NoteSection, ...]
    status: NoteStatus
    state: NoteState
    updated_at: datetime | None
    digest: str
    signature: Signature | None
    addenda: tuple[Addendum, ...]
    goals: tuple[Goal, ...]
    observations: tuple[UsableObservation, ...]
    credited_minutes: int | None
    credit_rule: CreditRule
    last: LastNote | None
    own_names: tuple[str, ...]
    others: tuple[MemberName, ...]
    same_session: tuple[tuple[ClientId | None, str], ...]
    addendum_draft: AddendumDraft | None = None
    may_cosign: bool = False

    @property
    def addition_to_cosign(self) -> Addendum | None:
        """The oldest addition beside whose signature that of whoever reads is awaited."""
        return next((one for one in self.addenda if one.may_cosign), None)

    @property
    def session_id(self) -> GroupSessionId:
        """Whose session it is."""
        return self.sheet.session.id


@dataclass(frozen=True, slots=True)
class UnsignedNotes:
    """The notes of a held session that wait for a signature. `due_on` is the last day in time."""

    session_id: GroupSessionId
    group_id: GroupId
    group_name: str
    service_date: date
    starts_at: datetime
    facilitator_id: FacilitatorId | None
    notes: int
    drafts: int
    due_on: date
    overdue: bool


@dataclass(frozen=True, slots=True)
class ClientNote:
    """A note of one client for reading in order and for print.

    `goals` are those it cites, labelled as they were when it was signed. `others` are the people whom a printed copy
    must not name, `own_names` the client's.
    """

    note_id: NoteId
    session_id: GroupSessionId
    group_name: str
    service_date: date
    starts_at: datetime
    ends_at: datetime
    zone: str
    content: NoteContent
    sections: tuple[NoteSection, ...]
    signature: Signature | None
    addenda: tuple[Addendum, ...]
    goals: tuple[Goal, ...]
    own_names: tuple[str, ...]
    others: tuple[MemberName, ...]


@dataclass(frozen=True, slots=True)
class NoteHit:
    """A note in which words were found; a group note has no client. `found` are the words' places in `snippet`."""

    note_id: NoteId
    session_id: GroupSessionId
    client_id: ClientId | None
    client_name: str
    client_code: str
    group_name: str
    service_date: date
    signed: bool
    snippet: str
    found: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class SealReport:
    """What checking the signatures found: how many notes and addenda, and the ids of those not as they were signed."""

    notes: int
    addenda: int
    altered: tuple[str, ...]

    @property
    def intact(self) -> bool:
        """Whether everything is as it was signed."""
        return not self.altered

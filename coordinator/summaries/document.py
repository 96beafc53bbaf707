"""The weekly summary as facts: everything that stands on the page, and not one word of how it is said.

The same document is written as PDF, workbook, CSV, JSON and web page; the words come from a `Wording`, the
looks from the template. Minutes are whole minutes. Times of day are local to the group and naive on purpose:
the page speaks of the group's wall clock. Who may see what was decided before a document is made.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime, time
from enum import StrEnum

from coordinator.summaries.audiences import EVERYTHING, Contents
from coordinator.summaries.client_facts import AuthorizationFacts, ClientFacts, ConsentFacts
from coordinator.vocabulary import (
    AttendanceLabel,
    Audience,
    CreditRule,
    NameStyle,
    OutreachMethod,
    OutreachOutcome,
    ServiceType,
    SessionStatus,
    Weekday,
)


class Paper(StrEnum):
    """The sheet a document is printed on; the values are Typst's names of paper sizes."""

    LETTER = "us-letter"
    A4 = "a4"


class NoteState(StrEnum):
    """Where the note about one client in one session stands."""

    SIGNED = "signed"
    UNSIGNED = "unsigned"
    NOT_DUE = "not-due"


@dataclass(frozen=True, slots=True)
class Clinic:
    """Who issues the document."""

    name: str
    address: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class ScheduledBlock:
    """A weekly block in local wall time, for the line "Mon, Wed, Fri, 9 AM - 12 PM"."""

    weekdays: tuple[Weekday, ...]
    starts: time
    ends: time


@dataclass(frozen=True, slots=True)
class SessionLine:
    """One session of the week: a column of the attendance table and a line of the list of sessions.

    `attended` and `expected` count clients; both are None in a document about one client.
    """

    service_date: date
    starts: time
    planned_minutes: int
    held_minutes: int
    status: SessionStatus
    topic: str = ""
    led_by: str = ""
    substitute: bool = False
    attended: int | None = None
    expected: int | None = None
    cancelled_because: str = ""
    services: tuple[ServiceType, ...] = ()


@dataclass(frozen=True, slots=True)
class BlockCell:
    """One client in one session. None minutes mean that nobody recorded them; they are never taken for 0."""

    label: AttendanceLabel
    planned_minutes: int
    attended_minutes: int | None = None
    arrived_late_minutes: int | None = None
    left_early_minutes: int | None = None
    note: NoteState = NoteState.NOT_DUE


@dataclass(frozen=True, slots=True)
class ClientLine:
    """One client's week. `cells` are in the order of the document's sessions.

    `group_minutes` and `credited_minutes` have been through the program's credit rule already;
    `attended_minutes` has not. `client` is the name in the style the document asks for. `authorizations` are those
    of the week, the oldest first, where the document's reader has them.

    The goal is of all a client's groups together, and so are the minutes. `elsewhere_minutes` are the part of
    `group_minutes` credited in sessions of other groups, which this document does not list, and `expected_elsewhere`
    the part of `expected_minutes`; no-shows are those of the sessions listed.
    """

    client: str
    code: str
    cells: tuple[BlockCell, ...]
    expected_minutes: int
    attended_minutes: int
    group_minutes: int
    individual_minutes: int
    credited_minutes: int
    goal_minutes: int
    reached_goal: bool
    no_shows: int = 0
    no_shows_contacted: int = 0
    authorizations: tuple[AuthorizationFacts, ...] = ()
    elsewhere_minutes: int = 0
    expected_elsewhere: int = 0

    @property
    def notes_due(self) -> int:
        """How many of the client's notes must be signed for this week."""
        return sum(cell.note is not NoteState.NOT_DUE for cell in self.cells)

    @property
    def notes_signed(self) -> int:
        """How many of them are signed."""
        return sum(cell.note is NoteState.SIGNED for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Shortfall:
    """Why minutes are missing in one session. `reason` is what the facilitator wrote or chose, if anything."""

    label: AttendanceLabel
    service_date: date
    late_minutes: int | None = None
    left_early_minutes: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class OutreachAttempt:
    """One attempt to reach a missing client, at local wall time."""

    tried_at: time
    outcome: OutreachOutcome
    method: OutreachMethod = OutreachMethod.CALL


@dataclass(frozen=True, slots=True)
class BelowGoalLine:
    """A client below the goal, why, and what was done about it. `code` ties it to the client's line.

    `missed_elsewhere` says that time was missed in a group that the document does not tell of.
    """

    client: str
    code: str
    credited_minutes: int
    shortfalls: tuple[Shortfall, ...] = ()
    outreach: tuple[OutreachAttempt, ...] = ()
    plan: str = ""
    missed_elsewhere: bool = False


@dataclass(frozen=True, slots=True)
class NoteSection:
    """One headed part of a note."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class NoteText:
    """A signed progress note in full. Drafts and process notes never come this far."""

    client: str
    code: str
    service_date: date
    signed_by: str
    signed_at: datetime
    sections: tuple[NoteSection, ...]


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signed the summary, and when by the clinic's clock."""

    name: str
    signed_at: datetime


@dataclass(frozen=True, slots=True)
class LaterRule:
    """How time is credited from a day within the week on."""

    from_on: date
    credit_rule: CreditRule
    individual_counts: bool
    uncounted_services: tuple[ServiceType, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyFigures:
    """The four figures at the top, always the sums of the lines below them: of the sessions that are listed."""

    credited_group_minutes: int
    expected_minutes: int
    clients: int
    reached: int
    no_shows: int
    no_shows_contacted: int
    notes_due: int
    notes_signed: int

    @property
    def notes_unsigned(self) -> int:
        """How many notes of the week still wait for a signature."""
        return self.notes_due - self.notes_signed

    @classmethod
    def of(cls, lines: tuple[ClientLine, ...]) -> KeyFigures:
        """Add up the clients' lines."""
        return cls(
            credited_group_minutes=sum(line.group_minutes - line.elsewhere_minutes for line in lines),
            expected_minutes=sum(line.expected_minutes - line.expected_elsewhere for line in lines),
            clients=len(lines),
            reached=sum(line.reached_goal for line in lines),
            no_shows=sum(line.no_shows for line in lines),
            no_shows_contacted=sum(line.no_shows_contacted for line in lines),
            notes_due=sum(line.notes_due for line in lines),
            notes_signed=sum(line.notes_signed for line in lines),
        )


@dataclass(frozen=True, slots=True)
class SummaryDocument:
    """A weekly summary, ready to be written in any format.

    `number` is the document's own, for example 2026-W10-MA-01. `prepared_at` is the aware instant it was made
    at; it dates the file, so that the same document always gives the same bytes. `confidentiality` is the
    clinic's own footer notice; when it is empty, the wording's notice for the kind of program is used.
    `locations_confirmed` says whether every client's place was confirmed at every session attended; None
    leaves the sentence out. `amends` is the number of an earlier document that this one replaces because what it told
    has changed since, made at `amends_made_at`. `rules_later` took effect within the week. `one_client` marks a
    document about a single client. `week` names the week, as in 2026-W10; empty: that of its first day.
    """

    number: str
    clinic: Clinic
    group: str
    program: str
    week_starts_on: date
    week_ends_on: date
    schedule: tuple[ScheduledBlock, ...]
    facilitator: str
    audience: Audience
    name_style: NameStyle
    prepared_at: datetime
    sessions: tuple[SessionLine, ...]
    clients: tuple[ClientLine, ...]
    below_goal: tuple[BelowGoalLine, ...]
    credit_rule: CreditRule
    individual_counts: bool
    part_2_program: bool
    uncounted_services: tuple[ServiceType, ...] = ()
    rules_later: tuple[LaterRule, ...] = ()
    locations_confirmed: bool | None = None
    signature: Signature | None = None
    confidentiality: str = ""
    contents: Contents = EVERYTHING
    consent: ConsentFacts | None = None
    client: ClientFacts | None = None
    amends: str = ""
    amends_made_at: datetime | None = None
    include_outreach: bool = True
    include_note_status: bool = True
    note_texts: tuple[NoteText, ...] = ()
    one_client: bool = False
    paper: Paper = Paper.LETTER
    week: str = ""

    def __post_init__(self) -> None:
        if any(len(line.cells) != len(self.sessions) for line in self.clients):
            raise ValueError("each client's line needs one cell for each session")
        codes = {line.code for line in self.clients}
        if not {line.code for line in self.below_goal} <= codes or not {text.code for text in self.note_texts} <= codes:
            raise ValueError("a line speaks of a client who is not in the document")
        if self.one_client and len(codes) != 1:
            raise ValueError("a document about one client needs exactly one")

    def credit_rule_on(self, day: date) -> CreditRule:
        """Give the rule by which a day's sessions are credited."""
        in_force = [one.credit_rule for one in self.rules_later if one.from_on <= day]
        return in_force[-1] if in_force else self.credit_rule

    @property
    def has_elsewhere(self) -> bool:
        """Say whether some of the hours were spent in groups that this document does not tell of."""
        return any(line.elsewhere_minutes for line in self.clients)

    @property
    def figures(self) -> KeyFigures:
        """The four figures at the top."""
        return KeyFigures.of(self.clients)

    @property
    def goal_minutes(self) -> int | None:
        """The goal all clients share, or None when they differ (adults beside adolescents)."""
        goals = {line.goal_minutes for line in self.clients}
        return goals.pop() if len(goals) == 1 else None


def shown_name(name: str, code: str, style: NameStyle) -> str:
    """The client as this style shows them: "Amara Osei", "A. O." or the code."""
    if style is NameStyle.FULL:
        return name
    if style is NameStyle.ID:
        return code
    return " ".join(f"{part[0].upper()}." for part in name.split()) or code


def for_one_client(document: SummaryDocument, code: str, *, number: str) -> SummaryDocument:
    """The part of a group's document that is about one client, under its own number.

    Nothing of another client remains: neither lines nor the counts of a session, which in a small group would
    tell who else was there. Raises ValueError when the client is not
    in the document.
    """
    return replace(
        document,
        number=number,
        clients=tuple(line for line in document.clients if line.code == code),
        below_goal=tuple(line for line in document.below_goal if line.code == code),
        note_texts=tuple(text for text in document.note_texts if text.code == code),
        sessions=tuple(replace(session, attended=None, expected=None) for session in document.sessions),
        one_client=True,
    )

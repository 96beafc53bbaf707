"""What is recorded of a session: status, marks, notes, documents."""

from __future__ import annotations

from enum import StrEnum


class SessionStatus(StrEnum):
    """Where one dated session stands."""

    PLANNED = "planned"
    LIVE = "live"
    HELD = "held"
    CANCELLED = "cancelled"


class ExceptionKind(StrEnum):
    """How one date of a block differs from its pattern."""

    SKIPPED = "skipped"
    MOVED = "moved"
    CANCELLED = "cancelled"
    SUBSTITUTE = "substitute"
    CLOSURE = "closure"
    EXTRA = "extra"


class Mark(StrEnum):
    """What is recorded of one client in one session. Nobody is present by default."""

    UNMARKED = "unmarked"
    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    REMOVED = "removed"


class AttendanceLabel(StrEnum):
    """What is said of one client in one session; derived from stored facts, never stored."""

    PRESENT = "present"
    LATE = "late"
    LEFT_EARLY = "left-early"
    LATE_AND_LEFT_EARLY = "late-and-left-early"
    ABSENT = "absent"
    EXCUSED = "excused"
    REMOVED = "removed"
    CANCELLED = "cancelled"
    NOT_EXPECTED = "not-expected"
    UNMARKED = "unmarked"


class ExcuseReason(StrEnum):
    """Why a client is excused."""

    MEDICAL = "medical"
    COURT = "court"
    WORK_OR_SCHOOL = "work_or_school"
    FAMILY = "family"
    OTHER = "other"


class MarkSource(StrEnum):
    """How a mark or an interval came to be."""

    TYPED = "typed"
    REPORT = "report"
    RULE = "rule"


class Modality(StrEnum):
    """How a client takes part."""

    VIDEO = "video"
    AUDIO_ONLY = "audio_only"
    MIXED = "mixed"
    IN_PERSON = "in_person"


class WalkInReason(StrEnum):
    """Why somebody takes part who is not on the group's roster that day."""

    ENROLLED_ELSEWHERE = "enrolled_elsewhere"
    MAKE_UP = "make_up"
    NOT_ENROLLED = "not_enrolled"


class VisitorRole(StrEnum):
    """Who is in the session without being a client of it; never counted."""

    INTERPRETER = "interpreter"
    OBSERVER = "observer"
    FAMILY = "family"


class OutreachMethod(StrEnum):
    """How somebody tried to reach a client, or to get help to one."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    EMERGENCY_CONTACT = "emergency_contact"
    EMERGENCY_SERVICES = "emergency_services"


class OutreachOutcome(StrEnum):
    """What came of an attempt to reach a client."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    LEFT_NEUTRAL_MESSAGE = "left_neutral_message"


class NoteStatus(StrEnum):
    """Where a note stands."""

    DRAFT = "draft"
    SIGNED = "signed"


class TemplateKind(StrEnum):
    """What a note template is for."""

    GROUP = "group"
    INDIVIDUAL = "individual"
    NO_SHOW = "no_show"


class Participation(StrEnum):
    """How much a client took part."""

    MINIMAL = "minimal"
    PROMPTED = "prompted"
    ACTIVE = "active"
    LEADING = "leading"


class AddendumKind(StrEnum):
    """What a later signed record adds to a signed note."""

    ADDENDUM = "addendum"
    CORRECTION = "correction"
    LATE_ENTRY = "late_entry"


class Audience(StrEnum):
    """Who a weekly summary is for."""

    TREATMENT_TEAM = "treatment-team"
    UTILIZATION_REVIEW = "utilization-review"
    REFERRAL = "referral"
    CLIENT = "client"
    """The client's own copy: people may see their record (45 CFR 164.524)."""

    @property
    def is_outside(self) -> bool:
        """Say whether it leaves the people who treat the client; then it is about one client (42 CFR part 2)."""
        return self is not Audience.TREATMENT_TEAM


class NameStyle(StrEnum):
    """How clients are named in an export."""

    FULL = "full"
    INITIALS = "initials"
    ID = "id"


class FileFormat(StrEnum):
    """What a summary is written as."""

    PDF = "pdf"
    XLSX = "xlsx"
    CSV = "csv"
    HTML = "html"
    JSON = "json"
    FHIR = "fhir"

    @property
    def ending(self) -> str:
        """Give how the file's name ends, without the first dot."""
        return "fhir.json" if self is FileFormat.FHIR else self.value


class MomentKind(StrEnum):
    """A point of time around a session at which the program does something by itself."""

    LINK_CHECK = "link_check"
    REMINDER = "reminder"
    START = "start"
    NO_SHOW_LIST = "no_show_list"
    END = "end"
    UNFINISHED = "unfinished"

"""The words of the field as types: ids and enumerations.

The value of an enumeration member is what is stored, exported and spoken on the command line, so it never
changes. What a person reads on screen is made from the member in `ui/`.
"""

from __future__ import annotations

from enum import StrEnum
from typing import NewType
from uuid import UUID

FacilitatorId = NewType("FacilitatorId", UUID)
ProgramId = NewType("ProgramId", UUID)
ClientId = NewType("ClientId", UUID)
GroupId = NewType("GroupId", UUID)
BlockId = NewType("BlockId", UUID)
GroupSessionId = NewType("GroupSessionId", UUID)
NoteId = NewType("NoteId", UUID)
ObservationId = NewType("ObservationId", UUID)
RosterImportId = NewType("RosterImportId", UUID)
ReportImportId = NewType("ReportImportId", UUID)


class Topic(StrEnum):
    """What a change touched; a screen refreshes when one of its topics is named."""

    PEOPLE = "people"
    PROGRAM = "program"
    ROSTER = "roster"
    SERIES = "series"
    SESSIONS = "sessions"
    ATTENDANCE = "attendance"
    NOTES = "notes"
    SUMMARIES = "summaries"
    REMINDERS = "reminders"


class Weekday(StrEnum):
    """A day of the week, in ISO order."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"

    @property
    def number(self) -> int:
        """Give the day's place in the week, Monday being 0, as `date.weekday` does."""
        return list(Weekday).index(self)


class StaffRole(StrEnum):
    """What a member of staff does here."""

    FACILITATOR = "facilitator"
    CO_FACILITATOR = "co_facilitator"
    PRIMARY_COUNSELOR = "primary_counselor"
    CASE_MANAGER = "case_manager"
    PRESCRIBER = "prescriber"
    SUPERVISOR = "supervisor"
    PROGRAM_DIRECTOR = "program_director"
    OBSERVER = "observer"


class ServiceType(StrEnum):
    """What is done in a segment of a block or in time outside groups."""

    GROUP_THERAPY = "group_therapy"
    INDIVIDUAL_THERAPY = "individual_therapy"
    FAMILY_THERAPY = "family_therapy"
    PSYCHOEDUCATION = "psychoeducation"
    RELAPSE_PREVENTION = "relapse_prevention"
    MEDICATION_MANAGEMENT = "medication_management"
    CASE_MANAGEMENT = "case_management"
    BREAK = "break"

    @property
    def counts(self) -> bool:
        """Say whether minutes of this kind are clinical time; a break never is."""
        return self is not ServiceType.BREAK


class AgeBand(StrEnum):
    """Which weekly minimum applies."""

    ADULT = "adult"
    ADOLESCENT = "adolescent"


class CreditRule(StrEnum):
    """How attended minutes become credited minutes; applied once, when shown."""

    EXACT = "exact"
    NEAREST_5 = "nearest-5"
    NEAREST_15 = "nearest-15"
    FLOOR_15 = "floor-15"
    FULL_BLOCK_ONLY = "full-block-only"


class GroupColour(StrEnum):
    """A group's label colour; it never means a status."""

    HARBOUR = "harbour"
    PLUM = "plum"
    MOSS = "moss"
    CLAY = "clay"
    INDIGO = "indigo"
    SLATE = "slate"


class Platform(StrEnum):
    """Where a group meets."""

    ZOOM = "zoom"
    TEAMS = "teams"
    MEET = "meet"
    WEBEX = "webex"
    DOXY = "doxy"
    JITSI = "jitsi"
    BIGBLUEBUTTON = "bigbluebutton"
    OTHER = "other"


class FlagKind(StrEnum):
    """What a flag on a client's record is about."""

    SAFETY_PLAN = "safety_plan"
    RISK = "risk"
    ACCESS_NEED = "access_need"
    NO_CONTACT = "no_contact"
    OTHER = "other"


class ConsentKind(StrEnum):
    """What a client agreed to."""

    TELEHEALTH = "telehealth"
    GROUP_CONFIDENTIALITY = "group_confidentiality"
    DISCLOSURE = "disclosure"


class DischargeReason(StrEnum):
    """Why an episode of care ended."""

    COMPLETED = "completed"
    COMPLETED_COURT_COMMITMENT = "completed_court_commitment"
    LEFT_AGAINST_ADVICE = "left_against_advice"
    MOVED = "moved"
    TRANSFERRED = "transferred"
    DECEASED = "deceased"
    ADMINISTRATIVE = "administrative"
    LOST_CONTACT = "lost_contact"
    INCARCERATED = "incarcerated"
    OTHER = "other"


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


class OutreachMethod(StrEnum):
    """How somebody tried to reach a missing client."""

    CALL = "call"
    TEXT = "text"
    EMAIL = "email"
    EMERGENCY_CONTACT = "emergency_contact"


class OutreachOutcome(StrEnum):
    """What came of an attempt to reach a client."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    LEFT_NEUTRAL_MESSAGE = "left_neutral_message"


class NoteStatus(StrEnum):
    """Where a note stands."""

    DRAFT = "draft"
    SIGNED = "signed"


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


class MomentKind(StrEnum):
    """A point of time around a session at which the program does something by itself."""

    LINK_CHECK = "link_check"
    REMINDER = "reminder"
    START = "start"
    NO_SHOW_LIST = "no_show_list"
    END = "end"
    UNFINISHED = "unfinished"


class Action(StrEnum):
    """What somebody did; the verb of an audit entry and of an undo step."""

    CREATE_VAULT = "create_vault"
    UNLOCK = "unlock"
    LOCK = "lock"
    ADD_FACILITATOR = "add_facilitator"
    CHANGE_FACILITATOR = "change_facilitator"
    CHANGE_PROGRAM = "change_program"
    ADD_CLIENT = "add_client"
    CHANGE_CLIENT = "change_client"
    DISCHARGE_CLIENT = "discharge_client"
    READMIT_CLIENT = "readmit_client"
    REMOVE_CLIENT = "remove_client"
    ADD_GROUP = "add_group"
    CHANGE_GROUP = "change_group"
    ARCHIVE_GROUP = "archive_group"
    ENROLL = "enroll"
    END_ENROLMENT = "end_enrolment"
    JOIN_WAITLIST = "join_waitlist"
    LEAVE_WAITLIST = "leave_waitlist"
    ADD_CONSENT = "add_consent"
    REVOKE_CONSENT = "revoke_consent"
    RAISE_FLAG = "raise_flag"
    READ_FLAG = "read_flag"
    CLEAR_FLAG = "clear_flag"
    IMPORT_ROSTER = "import_roster"
    UNDO_ROSTER_IMPORT = "undo_roster_import"
    ADD_BLOCK = "add_block"
    CHANGE_BLOCK = "change_block"
    REMOVE_BLOCK = "remove_block"
    ADD_CLOSURE = "add_closure"
    REMOVE_CLOSURE = "remove_closure"
    PLAN_SESSIONS = "plan_sessions"
    SKIP_SESSION = "skip_session"
    MOVE_SESSION = "move_session"
    RETURN_SESSION = "return_session"
    CANCEL_SESSION = "cancel_session"
    RESTORE_SESSION = "restore_session"
    SUBSTITUTE = "substitute"
    ADD_SESSION = "add_session"
    SET_LINK = "set_link"
    SET_TOPIC = "set_topic"
    LAUNCH = "launch"
    RETURN_TO_PLANNED = "return_to_planned"
    END_SESSION = "end_session"
    REOPEN_SESSION = "reopen_session"
    CLOSE_OVERDUE = "close_overdue"
    MARK = "mark"
    MARK_ALL_PRESENT = "mark_all_present"
    MARK_UNMARKED_ABSENT = "mark_unmarked_absent"
    RESTORE_MARKS = "restore_marks"
    CONFIRM_LOCATION = "confirm_location"
    ADD_OBSERVATION = "add_observation"
    CHANGE_OBSERVATION = "change_observation"
    REMOVE_OBSERVATION = "remove_observation"
    LOG_OUTREACH = "log_outreach"
    REMOVE_OUTREACH = "remove_outreach"
    PLAN_ABSENCE = "plan_absence"
    REMOVE_PLANNED_ABSENCE = "remove_planned_absence"
    RECORD_SERVICE_TIME = "record_service_time"
    REMOVE_SERVICE_TIME = "remove_service_time"
    APPLY_REPORT = "apply_report"
    UNDO_REPORT = "undo_report"
    SAVE_DRAFT = "save_draft"
    SIGN_NOTE = "sign_note"
    WITHDRAW_SIGNATURE = "withdraw_signature"
    ADD_ADDENDUM = "add_addendum"
    SET_WEEK_PLAN = "set_week_plan"
    EXPORT_SUMMARY = "export_summary"
    DELIVER_MOMENT = "deliver_moment"
    DISMISS_REMINDER = "dismiss_reminder"
    FILL_SAMPLE = "fill_sample"
    REMOVE_SAMPLE = "remove_sample"

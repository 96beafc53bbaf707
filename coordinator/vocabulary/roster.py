"""People, groups, services: who is served, by whom, with what."""

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


class LevelOfCare(StrEnum):
    """How intensive a client's care is (ASAM and mental-health levels)."""

    ASAM_1 = "asam_1"
    ASAM_2_1 = "asam_2_1"
    ASAM_2_5 = "asam_2_5"
    MH_OP = "mh_op"
    MH_IOP = "mh_iop"
    MH_PHP = "mh_php"
    OTHER = "other"

    @property
    def is_outpatient(self) -> bool:
        """Say whether this is ordinary outpatient care, for which no weekly hours are asked."""
        return self in {LevelOfCare.ASAM_1, LevelOfCare.MH_OP}


class ApprovedUnit(StrEnum):
    """In what a payer counts: minutes, quarter hours, or days with any credited time."""

    MINUTES = "minutes"
    QUARTER_HOURS = "quarter_hours"
    DAYS = "days"


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

"""Every table of the store, one file a feature.

Rows are storage shapes. They do not validate (SQLModel skips validation on tables), so rules guard every
write and constraints stand behind the rules. Rows never leave `coordinator/`.
"""

from coordinator.store.tables.attendance import (
    AliasRow,
    AttendanceRow,
    IntervalRow,
    ObservationRow,
    OutreachRow,
    PlannedAbsenceRow,
    ReportImportRow,
    ServiceTimeRow,
)
from coordinator.store.tables.audit import AuditRow, DeliveredMomentRow, DraftSealRow
from coordinator.store.tables.care import AuthorizationRow, CareLevelRow
from coordinator.store.tables.in_session import (
    AbsenceReviewRow,
    ColumnMappingRow,
    DisconnectionRow,
    LicenseReasonRow,
    ModalityChangeRow,
    SafetyTaskRow,
    VisitorRow,
    WalkInRow,
)
from coordinator.store.tables.notes import (
    AddendumCoSignatureRow,
    AddendumDraftRow,
    AddendumRow,
    CoSignatureRow,
    NoteIndexRow,
    NoteRow,
)
from coordinator.store.tables.packets import GuestPacketRow, PacketRow
from coordinator.store.tables.people import FacilitatorRow, LicensedStateRow, SupervisionRow
from coordinator.store.tables.programs import ProgramRow, ProgramRuleRow
from coordinator.store.tables.roster import (
    ClientRow,
    ConsentRow,
    EmergencyContactRow,
    EnrolmentRow,
    EpisodeRow,
    FlagRow,
    FormerNameRow,
    GoalRow,
    GroupRow,
    RosterImportRow,
    WaitlistRow,
)
from coordinator.store.tables.series import BlockRow, ClosureRow, SegmentRow, SeriesExceptionRow
from coordinator.store.tables.sessions import GroupSessionRow, MakeUpRow, SessionSegmentRow
from coordinator.store.tables.summaries import ExportedFileRow, ExportRow, WeekPlanRow
from coordinator.store.tables.templates import KnownWordRow, NoteTemplateRow, TemplateOfferRow

__all__ = [
    "AbsenceReviewRow",
    "AddendumCoSignatureRow",
    "AddendumDraftRow",
    "AddendumRow",
    "AliasRow",
    "AttendanceRow",
    "AuditRow",
    "AuthorizationRow",
    "BlockRow",
    "CareLevelRow",
    "ClientRow",
    "ClosureRow",
    "CoSignatureRow",
    "ColumnMappingRow",
    "ConsentRow",
    "DeliveredMomentRow",
    "DisconnectionRow",
    "DraftSealRow",
    "EmergencyContactRow",
    "EnrolmentRow",
    "EpisodeRow",
    "ExportRow",
    "ExportedFileRow",
    "FacilitatorRow",
    "FlagRow",
    "FormerNameRow",
    "GoalRow",
    "GroupRow",
    "GroupSessionRow",
    "GuestPacketRow",
    "IntervalRow",
    "KnownWordRow",
    "LicenseReasonRow",
    "LicensedStateRow",
    "MakeUpRow",
    "ModalityChangeRow",
    "NoteIndexRow",
    "NoteRow",
    "NoteTemplateRow",
    "ObservationRow",
    "OutreachRow",
    "PacketRow",
    "PlannedAbsenceRow",
    "ProgramRow",
    "ProgramRuleRow",
    "ReportImportRow",
    "RosterImportRow",
    "SafetyTaskRow",
    "SegmentRow",
    "SeriesExceptionRow",
    "ServiceTimeRow",
    "SessionSegmentRow",
    "SupervisionRow",
    "TemplateOfferRow",
    "VisitorRow",
    "WaitlistRow",
    "WalkInRow",
    "WeekPlanRow",
]

"""From an action to words: what was done, and what undoing it is called."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from coordinator.undo import UndoStep
from coordinator.vocabulary import Action

QUIET = frozenset(
    {
        Action.MARK,
        Action.CONFIRM_LOCATION,
        Action.CONFIRM_CALLBACK,
        Action.SET_EMERGENCY_NUMBER,
        Action.STEP_OUT,
        Action.COME_BACK,
        Action.ADD_OBSERVATION,
        Action.CHANGE_OBSERVATION,
        Action.SAVE_DRAFT,
        Action.SIGN_NOTE,
        Action.COSIGN_NOTE,
        Action.LAUNCH,
        Action.READ_FLAG,
    }
)
"""Done many times an hour, and shown where they are done; they need no toast."""


def _tr(source: str) -> str:
    return QCoreApplication.translate("Actions", source)


def _verbs() -> Mapping[Action, tuple[str, str]]:
    """Give for each action what the toast says and what undoing it is called."""
    return {
        Action.CHANGE_FACILITATOR: (_tr("Facilitator changed"), _tr("Undo change facilitator")),
        Action.CHANGE_PROGRAM: (_tr("Settings changed"), _tr("Undo change settings")),
        Action.ADD_CLIENT: (_tr("Client added"), _tr("Undo add client")),
        Action.CHANGE_CLIENT: (_tr("Client changed"), _tr("Undo change client")),
        Action.DISCHARGE_CLIENT: (_tr("Client discharged"), _tr("Undo discharge client")),
        Action.READMIT_CLIENT: (_tr("Client readmitted"), _tr("Undo readmit client")),
        Action.REMOVE_CLIENT: (_tr("Client removed"), _tr("Undo remove client")),
        Action.ADD_GROUP: (_tr("Group added"), _tr("Undo add group")),
        Action.CHANGE_GROUP: (_tr("Group changed"), _tr("Undo change group")),
        Action.ARCHIVE_GROUP: (_tr("Group archived"), _tr("Undo archive group")),
        Action.ENROLL: (_tr("Client enrolled"), _tr("Undo enroll client")),
        Action.END_ENROLMENT: (_tr("Enrollment ended"), _tr("Undo end enrollment")),
        Action.JOIN_WAITLIST: (_tr("Added to the waitlist"), _tr("Undo add to the waitlist")),
        Action.LEAVE_WAITLIST: (_tr("Taken off the waitlist"), _tr("Undo take off the waitlist")),
        Action.ADD_CONSENT: (_tr("Consent recorded"), _tr("Undo record consent")),
        Action.REVOKE_CONSENT: (_tr("Consent revoked"), _tr("Undo revoke consent")),
        Action.SET_CARE_LEVEL: (_tr("Level of care recorded"), _tr("Undo record level of care")),
        Action.REMOVE_CARE_LEVEL: (_tr("Level of care removed"), _tr("Undo remove level of care")),
        Action.ADD_AUTHORIZATION: (_tr("Authorization recorded"), _tr("Undo record authorization")),
        Action.CHANGE_AUTHORIZATION: (_tr("Authorization changed"), _tr("Undo change authorization")),
        Action.REMOVE_AUTHORIZATION: (_tr("Authorization removed"), _tr("Undo remove authorization")),
        Action.RAISE_FLAG: (_tr("Flag raised"), _tr("Undo raise flag")),
        Action.READ_FLAG: (_tr("Flag marked as read"), _tr("Undo mark flag as read")),
        Action.CLEAR_FLAG: (_tr("Flag cleared"), _tr("Undo clear flag")),
        Action.IMPORT_ROSTER: (_tr("Roster imported"), _tr("Undo import")),
        Action.UNDO_ROSTER_IMPORT: (_tr("Import undone"), _tr("Redo import")),
        Action.ADD_BLOCK: (_tr("Weekly block added"), _tr("Undo add block")),
        Action.CHANGE_BLOCK: (_tr("Weekly block changed"), _tr("Undo change block")),
        Action.REMOVE_BLOCK: (_tr("Weekly block removed"), _tr("Undo remove block")),
        Action.ADD_CLOSURE: (_tr("Closure added"), _tr("Undo add closure")),
        Action.REMOVE_CLOSURE: (_tr("Closure removed"), _tr("Undo remove closure")),
        Action.SKIP_SESSION: (_tr("Session skipped"), _tr("Undo skip session")),
        Action.MOVE_SESSION: (_tr("Session moved"), _tr("Undo move session")),
        Action.RETURN_SESSION: (_tr("Session returned to its usual time"), _tr("Undo return session")),
        Action.CANCEL_SESSION: (_tr("Session cancelled"), _tr("Undo cancel session")),
        Action.RESTORE_SESSION: (_tr("Session restored"), _tr("Undo restore session")),
        Action.SUBSTITUTE: (_tr("Substitute assigned"), _tr("Undo assign substitute")),
        Action.ADD_SESSION: (_tr("Session added"), _tr("Undo add session")),
        Action.SET_TOPIC: (_tr("Topic changed"), _tr("Undo change topic")),
        Action.SET_LINK: (_tr("Link changed"), _tr("Undo change link")),
        Action.LAUNCH: (_tr("Session launched"), _tr("Undo launch")),
        Action.RETURN_TO_PLANNED: (_tr("Launch taken back"), _tr("Redo launch")),
        Action.END_SESSION: (_tr("Session ended"), _tr("Undo end session")),
        Action.REOPEN_SESSION: (_tr("Session reopened"), _tr("Undo reopen session")),
        Action.MARK: (_tr("Attendance marked"), _tr("Undo mark attendance")),
        Action.MARK_ALL_PRESENT: (_tr("{count} clients marked present"), _tr("Undo mark {count} clients present")),
        Action.MARK_UNMARKED_ABSENT: (_tr("{count} clients marked absent"), _tr("Undo mark {count} clients absent")),
        Action.RESTORE_MARKS: (_tr("Marks restored"), _tr("Redo marks")),
        Action.ADD_WALK_IN: (_tr("Walk-in added"), _tr("Undo add walk-in")),
        Action.REMOVE_WALK_IN: (_tr("Walk-in taken off"), _tr("Redo add walk-in")),
        Action.SET_MODALITY: (_tr("Way of taking part changed"), _tr("Undo change way of taking part")),
        Action.ADD_VISITOR: (_tr("Visitor recorded"), _tr("Undo record visitor")),
        Action.CHANGE_VISITOR: (_tr("Visitor changed"), _tr("Undo change visitor")),
        Action.REMOVE_VISITOR: (_tr("Visitor taken off"), _tr("Undo take visitor off")),
        Action.STATE_LICENSE_REASON: (_tr("License reason stated"), _tr("Undo state license reason")),
        Action.LOG_DISCONNECTION: (_tr("Disconnection logged"), _tr("Undo log disconnection")),
        Action.CHANGE_DISCONNECTION: (_tr("Disconnection changed"), _tr("Undo change disconnection")),
        Action.REMOVE_DISCONNECTION: (_tr("Disconnection taken off"), _tr("Undo take disconnection off")),
        Action.STEP_OUT: (_tr("Step out recorded"), _tr("Undo step out")),
        Action.COME_BACK: (_tr("Return recorded"), _tr("Undo return")),
        Action.REMOVE_STEP_OUT: (_tr("Step out taken off"), _tr("Redo step out")),
        Action.CONFIRM_CALLBACK: (_tr("Call-back number confirmed"), _tr("Undo confirm call-back number")),
        Action.SET_EMERGENCY_NUMBER: (_tr("Local emergency number noted"), _tr("Undo note local emergency number")),
        Action.FINISH_SAFETY_TASK: (_tr("Safety task done"), _tr("Undo safety task")),
        Action.REVIEW_ABSENCES: (_tr("Absences reviewed"), _tr("Undo review absences")),
        Action.REMEMBER_COLUMNS: (_tr("Columns remembered"), _tr("Undo remember columns")),
        Action.CONFIRM_LOCATION: (_tr("Location confirmed"), _tr("Undo confirm location")),
        Action.ADD_OBSERVATION: (_tr("Observation added"), _tr("Undo add observation")),
        Action.CHANGE_OBSERVATION: (_tr("Observation changed"), _tr("Undo change observation")),
        Action.REMOVE_OBSERVATION: (_tr("Observation removed"), _tr("Undo remove observation")),
        Action.LOG_OUTREACH: (_tr("Outreach call logged"), _tr("Undo log outreach call")),
        Action.REMOVE_OUTREACH: (_tr("Outreach call removed"), _tr("Undo remove outreach call")),
        Action.PLAN_ABSENCE: (_tr("Absence noted"), _tr("Undo note absence")),
        Action.REMOVE_PLANNED_ABSENCE: (_tr("Noted absence removed"), _tr("Undo remove noted absence")),
        Action.RECORD_SERVICE_TIME: (_tr("Individual time recorded"), _tr("Undo record individual time")),
        Action.REMOVE_SERVICE_TIME: (_tr("Individual time removed"), _tr("Undo remove individual time")),
        Action.APPLY_REPORT: (_tr("Report applied"), _tr("Undo apply report")),
        Action.UNDO_REPORT: (_tr("Report taken back"), _tr("Redo apply report")),
        Action.ADD_TEMPLATE: (_tr("Template added"), _tr("Undo add template")),
        Action.CHANGE_TEMPLATE: (_tr("Template changed"), _tr("Undo change template")),
        Action.REMOVE_TEMPLATE: (_tr("Template taken away"), _tr("Undo take template away")),
        Action.OFFER_TEMPLATE: (_tr("Template offered again"), _tr("Undo offer template")),
        Action.RETIRE_TEMPLATE: (_tr("Template retired"), _tr("Undo retire template")),
        Action.MOVE_TEMPLATE: (_tr("Template moved"), _tr("Undo move template")),
        Action.LEARN_WORD: (_tr("Word added to the dictionary"), _tr("Undo add word")),
        Action.FORGET_WORD: (_tr("Word taken out of the dictionary"), _tr("Undo take word out")),
        Action.SIGN_NOTE: (_tr("Signed"), _tr("Undo sign note")),
        Action.SET_SUPERVISION: (_tr("Supervision changed"), _tr("Undo change supervision")),
        Action.COSIGN_NOTE: (_tr("Co-signed"), _tr("Undo co-sign note")),
        Action.HAND_OVER: (_tr("Packet made"), _tr("Undo")),
        Action.WITHDRAW_PACKET: (_tr("Packet withdrawn"), _tr("Undo")),
        Action.MERGE_PACKET: (_tr("Packet brought back"), _tr("Undo bring back packet")),
        Action.UNMERGE_PACKET: (_tr("Bringing back undone"), _tr("Redo bring back packet")),
        Action.SET_WEEK_PLAN: (_tr("Plan saved"), _tr("Undo save plan")),
    }


def done_words(action: Action, detail: Mapping[str, str]) -> str:
    """Give what a toast says of an action; empty where it has no words."""
    return _filled(_verbs().get(action, ("", ""))[0], detail)


def undo_words(step: UndoStep) -> str:
    """Give what undoing a step is called: "Undo mark 9 clients present"."""
    return _filled(_verbs().get(step.action, ("", _tr("Undo")))[1], dict(step.detail))


def _filled(words: str, detail: Mapping[str, str]) -> str:
    return words.replace("{count}", detail.get("count", ""))

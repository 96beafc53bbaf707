"""What the roster is called, and the sentences of what it refuses: the same on every screen."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QCoreApplication

from coordinator.people import NameMissing
from coordinator.roster import ContactOrder, errors
from coordinator.roster.importing.faults import ImportUndecided, NothingToImport, RosterFault, RosterFileUnusable
from coordinator.vocabulary import (
    AgeBand,
    ConsentKind,
    DischargeReason,
    FlagKind,
    GroupColour,
    ServiceType,
    Weekday,
)
from ui.error_messages import ErrorMessage, Where, describe
from ui.formats import counted

INDIVIDUAL_SERVICES = (
    ServiceType.INDIVIDUAL_THERAPY,
    ServiceType.FAMILY_THERAPY,
    ServiceType.CASE_MANAGEMENT,
    ServiceType.MEDICATION_MANAGEMENT,
)
"""What is given to one client outside groups."""


def _tr(source: str) -> str:
    return QCoreApplication.translate("Roster", source)


def reason_words(reason: DischargeReason) -> str:
    """Give the words for why an episode of care ended."""
    return {
        DischargeReason.COMPLETED: _tr("Completed"),
        DischargeReason.COMPLETED_COURT_COMMITMENT: _tr("Completed court commitment"),
        DischargeReason.LEFT_AGAINST_ADVICE: _tr("Left against advice"),
        DischargeReason.MOVED: _tr("Moved away"),
        DischargeReason.TRANSFERRED: _tr("Transferred"),
        DischargeReason.DECEASED: _tr("Deceased"),
        DischargeReason.ADMINISTRATIVE: _tr("Administrative"),
        DischargeReason.LOST_CONTACT: _tr("Lost contact"),
        DischargeReason.INCARCERATED: _tr("Incarcerated"),
        DischargeReason.OTHER: _tr("Other"),
    }[reason]


def contact_words(orders: tuple[ContactOrder, ...], shown: Callable[[str], str]) -> str:
    """Such as "No contact, Ana Ortiz: order of February." for each flag that is up."""
    said = _tr("No contact, %1: %2")
    return " ".join(said.replace("%1", shown(one.name)).replace("%2", one.text.rstrip(".") + ".") for one in orders)


def flag_words(kind: FlagKind) -> str:
    """Give the words for what a flag is about."""
    return {
        FlagKind.SAFETY_PLAN: _tr("Safety plan"),
        FlagKind.RISK: _tr("Risk"),
        FlagKind.ACCESS_NEED: _tr("Access need"),
        FlagKind.NO_CONTACT: _tr("No contact"),
        FlagKind.OTHER: _tr("Flag"),
    }[kind]


def consent_words(kind: ConsentKind) -> str:
    """Give the words for what a client agreed to."""
    return {
        ConsentKind.TELEHEALTH: _tr("Telehealth consent"),
        ConsentKind.GROUP_CONFIDENTIALITY: _tr("Group agreement"),
        ConsentKind.DISCLOSURE: _tr("Release"),
    }[kind]


def service_words(service: ServiceType) -> str:
    """Give the words for what was done in clinical time."""
    return {
        ServiceType.GROUP_THERAPY: _tr("Group therapy"),
        ServiceType.INDIVIDUAL_THERAPY: _tr("Individual therapy"),
        ServiceType.FAMILY_THERAPY: _tr("Family therapy"),
        ServiceType.PSYCHOEDUCATION: _tr("Psychoeducation"),
        ServiceType.RELAPSE_PREVENTION: _tr("Relapse prevention"),
        ServiceType.MEDICATION_MANAGEMENT: _tr("Medication management"),
        ServiceType.CASE_MANAGEMENT: _tr("Case management"),
        ServiceType.BREAK: _tr("Break"),
    }[service]


def age_words(band: AgeBand) -> str:
    """Give the words for an age band."""
    return {AgeBand.ADULT: _tr("Adults"), AgeBand.ADOLESCENT: _tr("Adolescents")}[band]


def colour_words(colour: GroupColour) -> str:
    """Give the name of a group's colour."""
    return {
        GroupColour.HARBOUR: _tr("Harbor"),
        GroupColour.PLUM: _tr("Plum"),
        GroupColour.MOSS: _tr("Moss"),
        GroupColour.CLAY: _tr("Clay"),
        GroupColour.INDIGO: _tr("Indigo"),
        GroupColour.SLATE: _tr("Slate"),
    }[colour]


def weekday_words(weekday: Weekday, *, short: bool = False) -> str:
    """Give the name of a weekday, "Monday" or "Mon"."""
    long = {
        Weekday.MON: _tr("Monday"),
        Weekday.TUE: _tr("Tuesday"),
        Weekday.WED: _tr("Wednesday"),
        Weekday.THU: _tr("Thursday"),
        Weekday.FRI: _tr("Friday"),
        Weekday.SAT: _tr("Saturday"),
        Weekday.SUN: _tr("Sunday"),
    }
    brief = {
        Weekday.MON: _tr("Mon"),
        Weekday.TUE: _tr("Tue"),
        Weekday.WED: _tr("Wed"),
        Weekday.THU: _tr("Thu"),
        Weekday.FRI: _tr("Fri"),
        Weekday.SAT: _tr("Sat"),
        Weekday.SUN: _tr("Sun"),
    }
    return (brief if short else long)[weekday]


def _beside(sentence: str) -> ErrorMessage:
    return ErrorMessage(_tr("This is not possible."), sentence, Where.BESIDE)


@describe.register
def _name(error: NameMissing) -> ErrorMessage:
    del error
    return _beside(_tr("Enter a name."))


@describe.register
def _code(error: errors.CodeTaken) -> ErrorMessage:
    del error
    return _beside(_tr("Another client already has this ID. Choose another one."))


@describe.register
def _group_name(error: errors.GroupNameTaken) -> ErrorMessage:
    if error.field == "name":
        return _beside(_tr("Another group already has this name. Choose another one."))
    return _beside(_tr("Another group already has this short name. Choose another one."))


@describe.register
def _zone(error: errors.UnknownZone) -> ErrorMessage:
    del error
    return _beside(_tr("This time zone is not known. Choose one from the list."))


@describe.register
def _state(error: errors.UnknownState) -> ErrorMessage:
    del error
    return _beside(_tr("This is not a state. Use its two letters, such as NY."))


@describe.register
def _capacity(error: errors.CapacityTooSmall) -> ErrorMessage:
    del error
    return _beside(_tr("A group needs at least one place."))


@describe.register
def _goal(error: errors.GoalOutOfRange) -> ErrorMessage:
    del error
    return _beside(_tr("A weekly goal is between 0 and 168 hours."))


@describe.register
def _born(error: errors.BornInTheFuture) -> ErrorMessage:
    del error
    return _beside(_tr("The date of birth lies before 1900 or after today."))


@describe.register
def _link(error: errors.LinkNotSafe) -> ErrorMessage:
    del error
    return _beside(_tr("A link starts with https:// and has no spaces or sign-in name. Copy it from the invitation."))


@describe.register
def _order(error: errors.DatesOutOfOrder) -> ErrorMessage:
    del error
    return _beside(_tr("The last day lies before the first day."))


@describe.register
def _overlap(error: errors.StaysOverlap) -> ErrorMessage:
    del error
    return _beside(_tr("This client is already in the group on some of these days."))


@describe.register
def _too_early(error: errors.StayBeforeAdmission) -> ErrorMessage:
    del error
    return _beside(_tr("This day lies before the client was admitted. Choose a later one."))


@describe.register
def _contact(error: errors.ContactOrderInForce) -> ErrorMessage:
    del error
    return _beside(
        _tr(
            "A no-contact flag is up for this client or for somebody of the group. Enroll under Groups with a reason; "
            "in a session, say the reason in the note."
        )
    )


@describe.register
def _discharged(error: errors.ClientDischarged) -> ErrorMessage:
    del error
    return _beside(_tr("This client was discharged. Admit the client again first."))


@describe.register
def _not_admitted(error: errors.NotAdmitted) -> ErrorMessage:
    del error
    return _beside(_tr("This client is not admitted, so there is nothing to end."))


@describe.register
def _still_admitted(error: errors.StillAdmitted) -> ErrorMessage:
    del error
    return _beside(_tr("This client is still admitted."))


@describe.register
def _episodes(error: errors.EpisodesOverlap) -> ErrorMessage:
    del error
    return _beside(_tr("A new admission starts after the last discharge."))


@describe.register
def _waiting(error: errors.AlreadyWaiting) -> ErrorMessage:
    del error
    return _beside(_tr("This client is already on the waitlist."))


@describe.register
def _not_waiting(error: errors.NotWaiting) -> ErrorMessage:
    del error
    return _beside(_tr("This client is no longer on the waitlist."))


@describe.register
def _archived(error: errors.GroupArchived) -> ErrorMessage:
    del error
    return _beside(_tr("This group is archived. Choose another one."))


@describe.register
def _still_has(error: errors.GroupStillHasClients) -> ErrorMessage:
    if error.enrolled:
        sentence = counted("Roster", "%n client(s) still enrolled. Move or discharge them first.", error.enrolled)
    else:
        sentence = counted("Roster", "%n client(s) still on the waitlist. Take them off first.", error.waiting)
    return ErrorMessage(_tr("This group cannot be archived yet."), sentence, Where.BAR)


@describe.register
def _records(error: errors.RecordsExist) -> ErrorMessage:
    del error
    return ErrorMessage(
        _tr("This cannot be undone."),
        _tr("Attendance, notes or sessions were recorded since. They stay as they are."),
        Where.BAR,
    )


@describe.register
def _consent(error: errors.ConsentIncomplete) -> ErrorMessage:
    del error
    return _beside(_tr("A release names who discloses, what, to whom, why, when it ends, and who signed."))


@describe.register
def _revoked(error: errors.ConsentAlreadyRevoked) -> ErrorMessage:
    del error
    return _beside(_tr("This consent was already revoked."))


@describe.register
def _text(error: errors.TextMissing) -> ErrorMessage:
    if error.field == "contact_name":
        return _beside(_tr("Enter the name of the emergency contact."))
    return _beside(_tr("Enter some words."))


@describe.register
def _long(error: errors.FieldTooLong) -> ErrorMessage:
    del error
    return _beside(_tr("This text is too long, or holds signs that cannot be shown."))


@describe.register
def _undecided(error: ImportUndecided) -> ErrorMessage:
    if error.date_order and not error.rows:
        return _beside(_tr("Say how the dates are to be read."))
    return _beside(counted("Roster", "%n row(s) still need a choice.", len(error.rows)))


@describe.register
def _nothing(error: NothingToImport) -> ErrorMessage:
    del error
    return _beside(_tr("Every row of this file is left out, so there is nothing to import."))


@describe.register
def _file(error: RosterFileUnusable) -> ErrorMessage:
    sentence = fault_words(error.fault).replace("%detail", error.detail).replace("%row", str(error.row or ""))
    return ErrorMessage(_tr("This file cannot be used as a roster."), sentence, Where.BESIDE)


def fault_words(fault: RosterFault) -> str:
    """Give the sentence for what is wrong with a roster file; "%row" and "%detail" are still to be filled in."""
    return {
        RosterFault.UNREADABLE: _tr("The file cannot be opened. Check that it is still there and not in use."),
        RosterFault.EMPTY: _tr("The file is empty."),
        RosterFault.TOO_LARGE: _tr("The file is larger than %detail MB. A roster is much smaller."),
        RosterFault.TOO_MANY_ROWS: _tr("The file has more than %detail rows. Split it into smaller files."),
        RosterFault.TOO_MANY_COLUMNS: _tr("Row %row has more than %detail columns. Remove those that are not needed."),
        RosterFault.CELL_TOO_LONG: _tr("Row %row holds a cell that is too long. Shorten it in your spreadsheet."),
        RosterFault.IMAGE: _tr("This file is an image, whatever its name says. Choose a CSV or XLSX file."),
        RosterFault.NOT_A_TABLE: _tr("This file is not a table. Choose a CSV or XLSX file."),
        RosterFault.WEB_PAGE: _tr("This file is a web page. Export the roster as CSV or XLSX and choose that file."),
        RosterFault.OLD_WORKBOOK: _tr("This is an old Excel file (.xls). Save it as .xlsx or CSV and choose that."),
        RosterFault.PASSWORD: _tr("This workbook is protected by a password. Save a copy without one."),
        RosterFault.DAMAGED: _tr("This workbook is damaged. Save it again in your spreadsheet program."),
        RosterFault.ENCODING: _tr("The letters in this file cannot be read. Save it as CSV UTF-8."),
        RosterFault.UNCLOSED_QUOTE: _tr("Row %row has a quotation mark that is never closed. Correct it first."),
        RosterFault.NO_ROWS: _tr("The file has headers but no clients below them."),
        RosterFault.NO_NAME_COLUMN: _tr("No column holds the clients\u2019 names. Choose one below."),
        RosterFault.UNKNOWN_HEADER: _tr("The file has no column called \u201c%detail\u201d."),
        RosterFault.HEADER_TWICE: _tr("The file has two columns called \u201c%detail\u201d. Rename one of them."),
    }[fault]

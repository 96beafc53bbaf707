"""From an error to its code, its sentence, its place and the exit code: the command line's only such place."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import singledispatch
from inspect import getdoc

from coordinator import errors
from coordinator.attendance.reports import ReportUnreadable
from coordinator.attendance.rules import MinutesOutOfRange, NotMarkable, ReasonTooLong
from coordinator.cli.output import CHANGED_ELSEWHERE, NOT_OPENED, REFUSED, UNUSABLE, instant
from coordinator.cli_read import describe as describe_report
from coordinator.cli_read import where as where_in_report
from coordinator.errors import (
    BackendChanged,
    Conflict,
    CoordinatorError,
    ExportFailed,
    InputUnusable,
    NotFound,
    RollbackSuspected,
    SecretsUnavailable,
    StoreError,
)
from coordinator.interchange.calendar_facts import CalendarFault, CalendarUnusable
from coordinator.packet import ExpiryOutOfRange, GuestExpired, PacketAlreadyOpen, PacketFault, PacketUnusable
from coordinator.roster.importing.faults import ImportUndecided, RosterFault, RosterFileUnusable
from coordinator.summaries import ConsentMissing, NotExportedHere, RecipientNotChosen
from coordinator.telehealth import LinkRefused
from coordinator.vault.passphrase import PassphraseTooWeak
from coordinator.vault.recovery_code import RecoveryCodeMistyped


@dataclass(frozen=True, slots=True)
class Problem:
    """What to say of an error."""

    code: str
    message: str
    where: str | None
    status: int


CODES: dict[type[CoordinatorError], tuple[str, str]] = {
    errors.StoreMissing: ("vault-missing", "There is no vault in this folder."),
    errors.StoreEmpty: ("vault-empty", "The vault's database file is empty. Restore a snapshot."),
    errors.StoreTruncated: ("vault-truncated", "The vault's database file is cut short. Restore a snapshot."),
    errors.StoreNotEncrypted: ("vault-not-encrypted", "The database file is a plain SQLite file, not this vault's."),
    errors.StoreForeign: ("vault-foreign", "The database file is something else, not this vault's."),
    errors.StoreDamaged: ("vault-damaged", "The vault's database file is damaged. Restore a snapshot."),
    errors.StoreTooNew: ("vault-too-new", "A newer version of the program wrote this vault. Install that version."),
    errors.StoreFull: ("disk-full", "The disk is full. Nothing was changed; free some space and try again."),
    errors.StoreReadOnly: ("read-only", "The vault's folder may not be written."),
    errors.StoreBusy: ("busy", "Another program keeps the vault locked. Try again in a moment."),
    errors.StoreDiskFailed: ("disk-failed", "The disk answered with an error."),
    errors.NetworkFolder: ("network-folder", "A vault cannot be kept on a network drive. Choose a local folder."),
    errors.VaultExists: ("vault-exists", "This folder already holds something. Choose an empty one."),
    errors.KeyFileMissing: ("vault-missing", "There is no vault in this folder: it has no key file."),
    errors.KeyFileDamaged: ("key-file-damaged", "The vault's key file is damaged. Restore a snapshot."),
    errors.KeyFileTooNew: ("vault-too-new", "A newer version of the program wrote the vault's key file."),
    errors.WrongKey: ("wrong-key", "The key does not open this database; it belongs to another vault."),
    errors.WrongSecret: ("wrong-secret", "This is not the right passphrase or recovery code."),
}
ROSTER_FAULTS = {
    RosterFault.UNREADABLE: "The file cannot be opened.",
    RosterFault.EMPTY: "The file is empty.",
    RosterFault.TOO_LARGE: "The file is larger than {detail} MB, too large for a roster.",
    RosterFault.TOO_MANY_ROWS: "The file has more than {detail} rows, too many for a roster.",
    RosterFault.TOO_MANY_COLUMNS: "The file has more than {detail} columns, too many for a roster.",
    RosterFault.CELL_TOO_LONG: "A cell is longer than {detail} characters.",
    RosterFault.IMAGE: "The file is a picture, whatever its name says. Save the roster as CSV or XLSX.",
    RosterFault.NOT_A_TABLE: "The file is not a table. Save the roster as CSV or XLSX.",
    RosterFault.WEB_PAGE: "The file is a web page, perhaps a sign-in page. Download the roster again.",
    RosterFault.OLD_WORKBOOK: "The workbook has an old format. Save it as XLSX.",
    RosterFault.PASSWORD: "The workbook is locked with a password. Save it without one.",
    RosterFault.DAMAGED: "The file is damaged.",
    RosterFault.ENCODING: "The letters of the file cannot be read. Save it as CSV UTF-8.",
    RosterFault.UNCLOSED_QUOTE: "A quotation mark is opened and never closed, so rows run into each other.",
    RosterFault.NO_ROWS: "The file has a header and no rows.",
    RosterFault.NO_NAME_COLUMN: "No column holds the clients' names. Give one: --column name=HEADER.",
    RosterFault.UNKNOWN_HEADER: "The file has no column “{detail}”.",
    RosterFault.HEADER_TWICE: "The file has the column “{detail}” twice; rename one of them.",
}
CALENDAR_FAULTS = {
    CalendarFault.EMPTY: "The file is empty.",
    CalendarFault.TOO_LARGE: "The file is larger than 8 MB, too large for a calendar.",
    CalendarFault.TOO_MANY_EVENTS: "The calendar has more than 5,000 events. Export fewer of them.",
    CalendarFault.TOO_DEEP: "The calendar's parts lie too deep in one another.",
    CalendarFault.LINE_TOO_LONG: "A line of the calendar is longer than any real one.",
    CalendarFault.NOT_A_CALENDAR: "The file is no iCalendar file.",
    CalendarFault.ENCODING: "The letters of the file cannot be read. Save it as UTF-8.",
}
PACKET_FAULTS = {
    PacketFault.UNREADABLE: "The file cannot be opened.",
    PacketFault.TOO_LARGE: "The file is too large for a packet.",
    PacketFault.NOT_A_PACKET: "The file is no substitute packet and no return of one.",
    PacketFault.NOT_A_RETURN: "This is a packet, not a return. A return is written in the guest vault: packet return.",
    PacketFault.IS_A_RETURN: "This is the return of a packet. Take it in where the packet was made: packet merge.",
    PacketFault.TOO_NEW: "A newer version of the program wrote this file. Install that version.",
    PacketFault.DAMAGED: "The file is damaged. Have it sent again.",
    PacketFault.EXPIRED: "The packet expired at {at}. Have a new one made.",
    PacketFault.WITHDRAWN: "The packet was withdrawn here, so its return is not taken in.",
    PacketFault.OTHER_VAULT: "This vault did not make the packet that the return belongs to.",
    PacketFault.NOT_THEIRS: "The return speaks of something that was not handed over. Nothing of it is taken in.",
}
EXPORT_PROBLEMS = {
    errors.ExportProblem.FOLDER_MISSING: "The folder is not there.",
    errors.ExportProblem.NOT_ALLOWED: "This folder may not be written.",
    errors.ExportProblem.DISK_FULL: "The disk is full.",
    errors.ExportProblem.IN_USE: "The file is open in another program.",
    errors.ExportProblem.NOT_A_FOLDER: "This is a file, not a folder.",
    errors.ExportProblem.RENDERING: "The document could not be laid out.",
    errors.ExportProblem.OTHER: "The file could not be written.",
}
LINK_PROBLEMS = {
    "missing": "There is no meeting link.",
    "too-long": "The meeting link is longer than any real one.",
    "not-https": "A meeting link starts with https://; this one was not stored.",
    "strange-character": "The meeting link has a character that no meeting link has.",
    "user-name": "The meeting link has a user name in it.",
    "port": "The meeting link names a port.",
    "not-a-host": "The meeting link has no proper host name.",
    "other-platform": "The meeting link belongs to another platform than the group's.",
    "look-alike": "The meeting link's host only looks like a meeting platform.",
    "not-a-meeting": "The link leads to the platform, but to no meeting.",
}
CONSENT_PROBLEMS = {
    "absent": "The client has no written release for a disclosure. Record the signed release under Clients.",
    "other-purpose": "The client's releases are for another purpose. Record one that names this recipient and purpose.",
    "other-recipient": "No release names this recipient. Check --recipient, or record a release that names them.",
    "not-yet": "The client's release does not hold yet. Export again from the day it was signed for.",
    "expired": "The client's release has expired. Have a new one signed and record it under Clients.",
    "revoked": "The client has revoked the release. Nothing may go out unless a new one is signed.",
    "one-signature": (
        "The client is a minor and one person signed the release. Record who signed beside them, with “and”; where "
        "state law lets the minor consent, write “alone” after the name."
    ),
    "came-of-age": "The release was signed before the client turned 18. Have the client sign a new one.",
    "deceased": "The client has died. A personal representative must sign a release; record it under Clients.",
}


def explain(error: CoordinatorError) -> Problem:
    """Give code, sentence, place and exit code of an error; whatever has no words of its own says what it is."""
    special = _special(error)
    if special is not None:
        return special
    for kind in type(error).__mro__:
        if kind in CODES:
            return Problem(*CODES[kind], None, NOT_OPENED)
    return Problem(_code(error), _sentence(error), _place(error), _status(error))


@singledispatch
def _special(error: CoordinatorError) -> Problem | None:
    """Give the words of an error that has some of its own."""
    del error
    return None


@_special.register
def _report_unreadable(error: ReportUnreadable) -> Problem:
    return Problem(error.fault.value, describe_report(error), where_in_report(error), UNUSABLE)


@_special.register
def _roster_file_unusable(error: RosterFileUnusable) -> Problem:
    message = ROSTER_FAULTS[error.fault].format(detail=error.detail)
    return Problem(error.fault.value, message, f"row {error.row}" if error.row else None, UNUSABLE)


@_special.register
def _calendar_unusable(error: CalendarUnusable) -> Problem:
    where = f"line {error.line}" if error.line else None
    return Problem(error.fault.value, CALENDAR_FAULTS[error.fault], where, UNUSABLE)


@_special.register
def _packet_unusable(error: PacketUnusable) -> Problem:
    message = PACKET_FAULTS[error.fault].format(at=instant(error.at))
    return Problem(f"packet-{error.fault.value}", f"{message} Nothing was changed.", None, UNUSABLE)


@_special.register
def _packet_already_open(error: PacketAlreadyOpen) -> Problem:
    message = "This packet was opened here before. Open its guest vault."
    return Problem("packet-already-open", message, str(error.folder), REFUSED)


@_special.register
def _expiry_out_of_range(error: ExpiryOutOfRange) -> Problem:
    message = f"A packet expires after its session, and at most {error.longest_days} days after it."
    return Problem("expiry-out-of-range", message, "--expires", REFUSED)


@_special.register
def _guest_expired(error: GuestExpired) -> Problem:
    left = "It holds work that no return has: packet return." if error.unreturned else "Remove it: packet remove."
    message = f"The packet of this guest vault expired at {instant(error.at)}; it opens no more. {left}"
    return Problem("guest-expired", message, None, NOT_OPENED)


@_special.register
def _import_undecided(error: ImportUndecided) -> Problem:
    return Problem("rows-undecided", _undecided(error), _rows(error.rows), UNUSABLE)


@_special.register
def _link_refused(error: LinkRefused) -> Problem:
    return Problem("link-refused", LINK_PROBLEMS[error.problem.value], "link", REFUSED)


@_special.register
def _export_failed(error: ExportFailed) -> Problem:
    return Problem("not-exported", EXPORT_PROBLEMS[error.problem], str(error.path), REFUSED)


@_special.register
def _consent_missing(error: ConsentMissing) -> Problem:
    return Problem(f"consent-{error.problem.value}", CONSENT_PROBLEMS[error.problem.value], None, REFUSED)


@_special.register
def _not_exported_here(error: NotExportedHere) -> Problem:
    del error
    message = "This vault did not export this file, or the file was changed since. Do not rely on it."
    return Problem("not-exported-here", message, None, REFUSED)


@_special.register
def _recipient_not_chosen(error: RecipientNotChosen) -> Problem:
    del error
    message = "Releases to several recipients hold. Name the one that is meant: --recipient."
    return Problem("recipient-not-chosen", message, "--recipient", REFUSED)


@_special.register
def _backend_changed(error: BackendChanged) -> Problem:
    message = f"The vault was set up with the keyring {error.recorded}; this computer now uses {error.found}."
    return Problem("keyring-changed", message, None, NOT_OPENED)


@_special.register
def _secrets_unavailable(error: SecretsUnavailable) -> Problem:
    message = f"The keyring of this computer does not do its part ({error.problem.value})."
    return Problem("keyring", f"{message} The recovery code opens the vault.", None, NOT_OPENED)


@_special.register
def _rollback_suspected(error: RollbackSuspected) -> Problem:
    message = f"The vault has {error.found} history entries; this computer last saw {error.expected}."
    return Problem("older-file", f"{message} An older copy was put in its place.", None, NOT_OPENED)


@_special.register
def _passphrase_too_weak(error: PassphraseTooWeak) -> Problem:
    del error
    message = "The passphrase would be guessed too soon. Use more words."
    return Problem("passphrase-too-weak", message, None, REFUSED)


@_special.register
def _recovery_code_mistyped(error: RecoveryCodeMistyped) -> Problem:
    groups = ", ".join(str(number) for number in error.groups)
    return Problem("recovery-code-mistyped", "The recovery code is mistyped.", f"group {groups}", REFUSED)


@_special.register
def _not_found(error: NotFound) -> Problem:
    kind = re.sub(r"(?<!^)(?=[A-Z])", " ", error.kind).lower()
    return Problem("not-found", f"There is no such {kind}.", str(error.record_id), REFUSED)


@_special.register
def _not_markable(error: NotMarkable) -> Problem:
    sentences = {"cancelled": "The session was cancelled.", "too-early": "The session is still too far off."}
    return Problem("not-markable", f"{sentences[error.refusal.value]} Nothing was marked.", None, REFUSED)


@_special.register
def _minutes_out_of_range(error: MinutesOutOfRange) -> Problem:
    message = f"{error.minutes} minutes are not between 0 and {error.longest}."
    return Problem("minutes-out-of-range", message, None, REFUSED)


@_special.register
def _reason_too_long(error: ReasonTooLong) -> Problem:
    message = f"The reason has {error.length} characters and may have {error.longest}. Nothing was changed."
    return Problem("reason-too-long", message, "--note", REFUSED)


def _status(error: CoordinatorError) -> int:
    match error:
        case InputUnusable():
            return UNUSABLE
        case StoreError():
            return NOT_OPENED
        case Conflict():
            return CHANGED_ELSEWHERE
        case _:
            return REFUSED


def _code(error: CoordinatorError) -> str:
    return re.sub(r"(?<!^)(?=[A-Z])", "-", type(error).__name__).lower()


def _sentence(error: CoordinatorError) -> str:
    """Give the first sentence of the error's own description: each says what is not allowed."""
    text = (getdoc(type(error)) or "This is not possible.").split("\n\n")[0].replace("\n", " ").replace("`", "")
    return f"{text} Nothing was changed."


def _place(error: CoordinatorError) -> str | None:
    field = getattr(error, "field", None)
    return str(field) if field else None


def _undecided(error: ImportUndecided) -> str:
    dates = " Say how dates are read: --date-order mdy, dmy or ymd." if error.date_order else ""
    rows = f"{len(error.rows)} rows need a decision; correct them in the file." if error.rows else ""
    return f"Nothing was imported. {rows}{dates}".replace("  ", " ").strip()


def _rows(numbers: tuple[int, ...]) -> str | None:
    return "row " + ", ".join(str(number) for number in numbers[:20]) if numbers else None

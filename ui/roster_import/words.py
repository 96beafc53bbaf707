"""What the import calls its columns, its problems and what can be done about them."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from coordinator.roster import Choice, ProblemKind, RosterField, RowProblem


def _tr(source: str) -> str:
    return QCoreApplication.translate("RosterImport", source)


def field_words(field: RosterField) -> str:
    """Give the name of what a column may hold."""
    return {
        RosterField.NAME: _tr("Preferred name"),
        RosterField.FIRST_NAME: _tr("First name"),
        RosterField.LAST_NAME: _tr("Last name"),
        RosterField.LEGAL_NAME: _tr("Legal name"),
        RosterField.CODE: _tr("ID"),
        RosterField.PRONOUNS: _tr("Pronouns"),
        RosterField.BORN_ON: _tr("Date of birth"),
        RosterField.GROUP: _tr("Group"),
        RosterField.STARTS_ON: _tr("First day in group"),
        RosterField.ENDS_ON: _tr("Last day in group"),
        RosterField.ADMITTED_ON: _tr("Admitted on"),
        RosterField.WAITLIST: _tr("On the waitlist"),
        RosterField.ZONE: _tr("Time zone"),
        RosterField.HOME_STATE: _tr("Home state"),
        RosterField.USUAL_LOCATION: _tr("Usual location"),
        RosterField.CALLBACK_NUMBER: _tr("Phone"),
        RosterField.PREFERRED_CONTACT: _tr("Preferred contact"),
        RosterField.LOCAL_EMERGENCY_NUMBER: _tr("Local crisis line"),
        RosterField.CONTACT_NAME: _tr("Emergency contact"),
        RosterField.CONTACT_RELATIONSHIP: _tr("Relationship"),
        RosterField.CONTACT_PHONE: _tr("Emergency phone"),
        RosterField.WEEKLY_GOAL_HOURS: _tr("Weekly hours"),
        RosterField.TELEHEALTH_CONSENT_ON: _tr("Telehealth consent signed"),
    }[field]


def choice_words(choice: Choice) -> str:
    """Give the words for what can be done about a problem."""
    return {
        Choice.SKIP_ROW: _tr("Skip the row"),
        Choice.LEAVE_EMPTY: _tr("Leave it empty"),
        Choice.CREATE_GROUP: _tr("Create the group"),
        Choice.WITHOUT_GROUP: _tr("Import without this group"),
        Choice.USE_KNOWN: _tr("It is the same person"),
        Choice.ADD_PERSON: _tr("Add as another person"),
        Choice.WAITLIST: _tr("Put on the waitlist"),
        Choice.DESPITE: _tr("Enroll all the same"),
    }[choice]


def problem_words(problem: RowProblem) -> str:
    """Give a problem as a sentence that names the row and what it holds."""
    sentence = {
        ProblemKind.NAME_MISSING: _tr("Row %1: the name is missing."),
        ProblemKind.UNKNOWN_GROUP: _tr("Row %1: no group called \u201c%2\u201d."),
        ProblemKind.BAD_DATE: _tr("Row %1, %3: \u201c%2\u201d is no date."),
        ProblemKind.BAD_ZONE: _tr("Row %1, %3: \u201c%2\u201d is no known time zone."),
        ProblemKind.BAD_STATE: _tr("Row %1, %3: \u201c%2\u201d is no state."),
        ProblemKind.BAD_GOAL: _tr("Row %1, %3: \u201c%2\u201d is no number of hours."),
        ProblemKind.BAD_YES_NO: _tr("Row %1, %3: \u201c%2\u201d is neither yes nor no."),
        ProblemKind.FORMULA: _tr("Row %1, %3: the cell holds a formula, not a value."),
        ProblemKind.TOO_LONG: _tr("Row %1, %3: the text is too long."),
        ProblemKind.DATES_OUT_OF_ORDER: _tr("Row %1, %3: the days are out of order."),
        ProblemKind.DUPLICATE_CODE: _tr("Row %1: the ID \u201c%2\u201d is also in row %4."),
        ProblemKind.SAME_NAME: _tr("Row %1: \u201c%2\u201d is also in row %4. The same person?"),
        ProblemKind.CODE_TAKEN: _tr("Row %1: another client already has the ID \u201c%2\u201d."),
        ProblemKind.CLIENT_KNOWN: _tr("Row %1: a client with the ID \u201c%2\u201d is already here."),
        ProblemKind.NAME_KNOWN: _tr("Row %1: a client called \u201c%2\u201d is already here."),
        ProblemKind.STAYS_OVERLAP: _tr("Row %1: the client is already in \u201c%2\u201d on some of these days."),
        ProblemKind.DISCHARGED: _tr("Row %1: this client was discharged. Admit the client again first."),
        ProblemKind.GROUP_FULL: _tr("Row %1: \u201c%2\u201d is full."),
        ProblemKind.NO_CONTACT: _tr("Row %1, \u201c%2\u201d: a no-contact flag is up. May they meet?"),
    }[problem.key.kind]
    header = problem.header or (field_words(problem.key.field) if problem.key.field is not None else "")
    sentence = sentence.replace("%1", str(problem.key.row)).replace("%4", str(problem.other_row or ""))
    return sentence.replace("%3", header).replace("%2", problem.value)

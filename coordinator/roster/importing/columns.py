"""Which column of a roster file holds what: guessed from the headers, corrected by hand."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum

from rapidfuzz import fuzz

from coordinator.roster.importing.faults import RosterFault, RosterFileUnusable
from coordinator.roster.rules import folded


class RosterField(StrEnum):
    """What a column may hold. The value is what the command line's ``--column`` takes."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    LEGAL_NAME = "legal_name"
    CODE = "code"
    PRONOUNS = "pronouns"
    BORN_ON = "born_on"
    GROUP = "group"
    STARTS_ON = "starts_on"
    ENDS_ON = "ends_on"
    ADMITTED_ON = "admitted_on"
    WAITLIST = "waitlist"
    ZONE = "zone"
    HOME_STATE = "home_state"
    USUAL_LOCATION = "usual_location"
    CALLBACK_NUMBER = "callback_number"
    PREFERRED_CONTACT = "preferred_contact"
    LOCAL_EMERGENCY_NUMBER = "local_emergency_number"
    CONTACT_NAME = "contact_name"
    CONTACT_RELATIONSHIP = "contact_relationship"
    CONTACT_PHONE = "contact_phone"
    WEEKLY_GOAL_HOURS = "weekly_goal_hours"
    TELEHEALTH_CONSENT_ON = "telehealth_consent_on"


ALIASES: dict[RosterField, tuple[str, ...]] = {
    RosterField.NAME: ("preferred name", "name", "client", "client name", "full name", "display name", "goes by"),
    RosterField.FIRST_NAME: ("first name", "first", "given name", "forename"),
    RosterField.LAST_NAME: ("last name", "last", "surname", "family name"),
    RosterField.LEGAL_NAME: ("legal name", "legal full name", "name on record"),
    RosterField.CODE: ("id", "client id", "code", "client code", "mrn", "chart number", "record number", "chart"),
    RosterField.PRONOUNS: ("pronouns", "pronoun"),
    RosterField.BORN_ON: ("date of birth", "dob", "birth date", "birthdate", "born", "birthday"),
    RosterField.GROUP: ("group", "groups", "group name", "program group", "track", "cohort"),
    RosterField.STARTS_ON: ("starts", "start date", "start", "group start", "since", "enrolled on", "enrollment date"),
    RosterField.ENDS_ON: ("ends", "end date", "end", "group end", "until", "discharge date", "last day"),
    RosterField.ADMITTED_ON: (
        "admitted",
        "admitted on",
        "admission date",
        "admit date",
        "date admitted",
        "intake date",
    ),
    RosterField.WAITLIST: ("waitlist", "waiting", "on waitlist", "wait list", "waitlisted"),
    RosterField.ZONE: ("time zone", "zone", "timezone", "tz"),
    RosterField.HOME_STATE: ("home state", "state", "state of residence", "residence state"),
    RosterField.USUAL_LOCATION: ("usual location", "location", "address", "home address", "street address"),
    RosterField.CALLBACK_NUMBER: (
        "phone",
        "callback number",
        "phone number",
        "mobile",
        "cell",
        "client phone",
        "cell phone",
    ),
    RosterField.PREFERRED_CONTACT: ("preferred contact", "contact by", "best way to reach", "contact preference"),
    RosterField.LOCAL_EMERGENCY_NUMBER: (
        "local emergency number",
        "local crisis line",
        "crisis line",
        "emergency number",
        "local emergency",
        "psap",
    ),
    RosterField.CONTACT_NAME: ("emergency contact", "emergency contact name", "contact name", "ice name", "ice"),
    RosterField.CONTACT_RELATIONSHIP: (
        "relationship",
        "emergency contact relationship",
        "contact relationship",
        "relation",
    ),
    RosterField.CONTACT_PHONE: (
        "emergency contact phone",
        "contact phone",
        "emergency phone",
        "emergency contact number",
        "ice phone",
    ),
    RosterField.WEEKLY_GOAL_HOURS: ("weekly goal", "weekly hours", "goal hours", "hours per week", "ordered hours"),
    RosterField.TELEHEALTH_CONSENT_ON: (
        "telehealth consent",
        "telehealth consent date",
        "consent date",
        "consent signed",
    ),
}

_CLOSE_ENOUGH = 88.0
_NAMING = (RosterField.NAME, RosterField.LEGAL_NAME)

Columns = Mapping[RosterField, int]
"""Which field stands in which column, counted from 0."""


def guessed_columns(headers: Sequence[str]) -> dict[RosterField, int]:
    """Give the likeliest column of each field; a column serves one field, an exact alias before a likeness."""
    scores = sorted(
        (
            (-_likeness(words, alias), rank, number, field)
            for number, header in enumerate(headers)
            if (words := _words(header))
            for field, aliases in ALIASES.items()
            for rank, alias in enumerate(aliases)
        ),
        key=lambda score: score[:3],
    )
    chosen: dict[RosterField, int] = {}
    for likeness, _, number, field in scores:
        if -likeness < _CLOSE_ENOUGH:
            break
        if field not in chosen and number not in chosen.values():
            chosen[field] = number
    return chosen


def corrected_columns(headers: Sequence[str], named: Mapping[RosterField, str]) -> dict[RosterField, int]:
    """Give the guess with some fields set to a named header; an empty header takes a field out.

    Raises `RosterFileUnusable` for a header that the file does not have or has twice.
    """
    columns = guessed_columns(headers)
    folded_headers = [_words(header) for header in headers]
    for field, header in named.items():
        columns.pop(field, None)
        if not header:
            continue
        found = [number for number, words in enumerate(folded_headers) if words == _words(header)]
        if len(found) != 1:
            fault = RosterFault.HEADER_TWICE if found else RosterFault.UNKNOWN_HEADER
            raise RosterFileUnusable(fault, detail=header)
        columns = {other: number for other, number in columns.items() if number != found[0]}
        columns[field] = found[0]
    return columns


def has_name(columns: Columns) -> bool:
    """Say whether some column, or a pair of them, names the clients."""
    pair = RosterField.FIRST_NAME in columns and RosterField.LAST_NAME in columns
    return pair or any(field in columns for field in _NAMING)


def check_named(columns: Columns) -> None:
    """Raise `RosterFileUnusable` unless the clients' names are in some column."""
    if not has_name(columns):
        raise RosterFileUnusable(RosterFault.NO_NAME_COLUMN)


def _likeness(words: str, alias: str) -> float:
    if words == alias:
        return 200.0
    return fuzz.ratio(words, alias)


def _words(header: str) -> str:
    apart = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", header)
    return " ".join(re.sub(r"[^0-9a-z]+", " ", folded(apart)).split())

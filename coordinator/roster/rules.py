"""What a roster must hold to, on plain values."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import fields, replace
from datetime import date
from typing import Any, TypeVar
from urllib.parse import urlsplit
from zoneinfo import available_timezones

from coordinator.roster.errors import (
    BornInTheFuture,
    CapacityTooSmall,
    ConsentIncomplete,
    DatesOutOfOrder,
    FieldTooLong,
    GoalOutOfRange,
    LinkNotSafe,
    NameMissing,
    TextMissing,
    UnknownState,
    UnknownZone,
)
from coordinator.roster.forms import ClientDetails, ConsentDetails, GroupDetails
from coordinator.roster.shapes import ConsentStanding, Standing
from coordinator.roster.states import STATES
from coordinator.vocabulary import ConsentKind

_Details = TypeVar("_Details", ClientDetails, GroupDetails, ConsentDetails)

MINUTES_OF_A_WEEK = 7 * 24 * 60
OLDEST_BIRTH = date(1900, 1, 1)
LONGEST_FIELD = 500
LONGEST_LINK = 2000

ZONES = frozenset(available_timezones())

_LETTERS = str.maketrans(
    {"ø": "o", "đ": "d", "ł": "l", "\u0131": "i", "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ð": "d"}
)
"""Letters that carry their mark within, so that decomposition does not take it off."""

_FIRST_CODE = "A-1001"


def folded(text: str) -> str:
    """Give text without accents, marks and case, for search: "Tomás" and "tomas" are the same."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(sign for sign in decomposed if not unicodedata.combining(sign))
    return " ".join(letters.replace("\u2019", "'").translate(_LETTERS).split())


def matches(searchable: str, wanted: str) -> bool:
    """Say whether every word of `wanted` starts a word, or stands within, the folded names and ID."""
    return all(word in searchable for word in folded(wanted).split())


def one_line(field: str, text: str) -> str:
    """Give text on one line with single blanks; raises `FieldTooLong`, also for signs that cannot be shown."""
    cleaned = " ".join(text.split())
    if len(cleaned) > LONGEST_FIELD or any(unicodedata.category(sign) == "Cc" for sign in cleaned):
        raise FieldTooLong(field)
    return cleaned


def check_zone(zone: str) -> None:
    """Raise `UnknownZone` unless this is a name of the IANA time zone database."""
    if zone not in ZONES:
        raise UnknownZone(zone)


def check_state(state: str) -> None:
    """Raise `UnknownState` unless this is a postal code of the United States."""
    if state not in STATES:
        raise UnknownState(state)


def check_order(starts_on: date, ends_on: date | None) -> None:
    """Raise `DatesOutOfOrder` when the end lies before the start."""
    if ends_on is not None and ends_on < starts_on:
        raise DatesOutOfOrder(starts_on, ends_on)


def check_link(field: str, link: str) -> None:
    """Raise `LinkNotSafe` unless a link is empty or a plain https address.

    This is the least that is asked of what is stored; whether the address belongs to a meeting platform is
    asked again whenever it is opened.
    """
    if not link:
        return
    visible = link.isprintable() and " " not in link and "\\" not in link
    try:
        parts = urlsplit(link)
        plain = parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
    except ValueError:
        plain = False
    if not (visible and plain and len(link) <= LONGEST_LINK):
        raise LinkNotSafe(field)


def checked_client(details: ClientDetails, today: date) -> ClientDetails:
    """Give a client's facts cleaned, the state in capitals.

    Raises `NameMissing`, `UnknownZone`, `UnknownState`, `GoalOutOfRange`, `BornInTheFuture`, `FieldTooLong`.
    """
    cleaned = _cleaned(details)
    if not cleaned.preferred_name:
        raise NameMissing
    cleaned = replace(cleaned, home_state=cleaned.home_state.upper())
    if cleaned.zone:
        check_zone(cleaned.zone)
    if cleaned.home_state:
        check_state(cleaned.home_state)
    if cleaned.weekly_goal_minutes is not None and not 0 <= cleaned.weekly_goal_minutes <= MINUTES_OF_A_WEEK:
        raise GoalOutOfRange(cleaned.weekly_goal_minutes)
    if cleaned.born_on is not None and not OLDEST_BIRTH <= cleaned.born_on <= today:
        raise BornInTheFuture(cleaned.born_on)
    return cleaned


def checked_group(details: GroupDetails, program_zone: str) -> GroupDetails:
    """Give a group's facts cleaned, with the program's zone and the initials where none were given.

    Raises `NameMissing`, `UnknownZone`, `CapacityTooSmall`, `LinkNotSafe`, `FieldTooLong`.
    """
    links = {"link": details.link.strip(), "backup_link": details.backup_link.strip()}
    cleaned = _cleaned(replace(details, link="", backup_link=""))
    cleaned = replace(cleaned, link=links["link"], backup_link=links["backup_link"])
    if not cleaned.name:
        raise NameMissing
    cleaned = replace(
        cleaned, zone=cleaned.zone or program_zone, short_code=cleaned.short_code or initials(cleaned.name)
    )
    cleaned = replace(cleaned, limit_minutes=cleaned.limit_minutes if (cleaned.limit_minutes or 0) > 0 else None)
    check_zone(cleaned.zone)
    if cleaned.capacity < 1:
        raise CapacityTooSmall(cleaned.capacity)
    for field, link in links.items():
        check_link(field, link)
    return cleaned


def checked_consent(details: ConsentDetails) -> ConsentDetails:
    """Give a consent cleaned; a disclosure must have its nine elements (42 CFR 2.31(a)).

    Raises `ConsentIncomplete`, `DatesOutOfOrder`, `FieldTooLong`.
    """
    cleaned = _cleaned(details)
    check_order(cleaned.signed_on, cleaned.expires_on)
    if cleaned.kind is ConsentKind.DISCLOSURE:
        elements = ("discloser", "recipient", "information", "purpose", "signed_by", "revocation_explained")
        missing = [element for element in elements if not getattr(cleaned, element)]
        if cleaned.expires_on is None and not cleaned.expires_on_event:
            missing.append("expires_on")
        if missing:
            raise ConsentIncomplete(tuple(missing))
    return cleaned


def consent_standing(details: ConsentDetails, revoked_on: date | None, day: date) -> ConsentStanding:
    """Say whether a consent holds on a day. It still holds on its last day, and no more on that of its revocation."""
    if revoked_on is not None and revoked_on <= day:
        return ConsentStanding.REVOKED
    if day < details.signed_on:
        return ConsentStanding.NOT_YET
    if details.expires_on is not None and details.expires_on < day:
        return ConsentStanding.EXPIRED
    return ConsentStanding.HOLDS


def check_text(field: str, text: str) -> str:
    """Give text on one line; raises `TextMissing` when nothing is left, or `FieldTooLong`."""
    cleaned = one_line(field, text)
    if not cleaned:
        raise TextMissing(field)
    return cleaned


def is_on(starts_on: date, ends_on: date | None, day: date) -> bool:
    """Say whether a stay covers a day; both its ends are part of it."""
    return starts_on <= day and (ends_on is None or day <= ends_on)


def overlap(starts_on: date, ends_on: date | None, other_starts: date, other_ends: date | None) -> bool:
    """Say whether two stays share a day."""
    return (ends_on is None or other_starts <= ends_on) and (other_ends is None or starts_on <= other_ends)


def most_at_once(stays: Sequence[tuple[date, date | None]], starts_on: date, ends_on: date | None) -> int:
    """Give the most stays that cover one and the same day between two days; open ends run on."""
    days = {starts_on} | {start for start, _ in stays if is_on(starts_on, ends_on, start)}
    return max(sum(is_on(start, end, day) for start, end in stays) for day in days)


def standing_of(episodes: Iterable[tuple[date, date | None]], *, is_waiting: bool, today: date) -> Standing:
    """Give where a client stands today: `DISCHARGED` once every episode has ended and none is awaited."""
    ends = [discharged_on for _, discharged_on in episodes]
    if any(end is None or end > today for end in ends):
        return Standing.ACTIVE
    if is_waiting:
        return Standing.WAITING
    return Standing.DISCHARGED if ends else Standing.ACTIVE


def initials(name: str) -> str:
    """Give the capital initials of a group's name, four at most: "Mood & Anxiety" is MA."""
    words: list[str] = re.findall(r"[^\W_]+", name)
    if len(words) == 1:
        return words[0][:3].upper()
    first_letters: list[str] = [word[0] for word in words]
    return "".join(first_letters)[:4].upper()


def next_code(codes: Iterable[str]) -> str:
    """Give the ID after the highest of the clinic's usual form, or "A-1001" where there is none."""
    best: tuple[int, str, int] | None = None
    for code in codes:
        found = re.fullmatch(r"(.*?)(\d{1,9})", code)
        if found is not None:
            number = (int(found[2]), found[1], len(found[2]))
            best = number if best is None or number[0] > best[0] else best
    return _FIRST_CODE if best is None else f"{best[1]}{best[0] + 1:0{best[2]}d}"


def _cleaned(details: _Details) -> _Details:
    changes: dict[str, Any] = {
        field.name: one_line(field.name, value)
        for field in fields(details)
        if type(value := getattr(details, field.name)) is str
    }
    return replace(details, **changes)

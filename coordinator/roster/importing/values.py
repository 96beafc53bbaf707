"""What people write into the cells of a roster: dates, zones, states, yes and no."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, datetime
from enum import StrEnum

from coordinator.roster.rules import ZONES, folded
from coordinator.roster.states import STATE_NAMES


class DateOrder(StrEnum):
    """How a date of three numbers is read."""

    MONTH_FIRST = "mdy"
    DAY_FIRST = "dmy"


_ISO = re.compile(r"(\d{4})[-/](\d{1,2})[-/](\d{1,2})(?:[ T]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?)?")
_NUMBERS = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})(?: \d{1,2}:\d{2}.*)?")
_WRITTEN = (
    "%B %d, %Y",
    "%b %d, %Y",
    "%B %d %Y",
    "%b %d %Y",
    "%d %B %Y",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%Y/%m/%d",
)
_SHORT_YEARS = 100
_MONTHS = 12

_ZONE_NAMES = {
    "America/New_York": ("eastern", "eastern time", "et", "est", "edt", "us/eastern"),
    "America/Chicago": ("central", "central time", "ct", "cst", "cdt", "us/central"),
    "America/Denver": ("mountain", "mountain time", "mt", "mst", "mdt", "us/mountain"),
    "America/Phoenix": ("arizona", "arizona time", "mst (no dst)", "us/arizona"),
    "America/Los_Angeles": ("pacific", "pacific time", "pt", "pst", "pdt", "us/pacific"),
    "America/Anchorage": ("alaska", "alaska time", "akst", "akdt", "akt"),
    "Pacific/Honolulu": ("hawaii", "hawaii time", "hst"),
    "America/Puerto_Rico": ("atlantic", "atlantic time", "ast"),
}
_ZONE_BY_NAME = {name: zone for zone, names in _ZONE_NAMES.items() for name in names} | {
    zone.casefold(): zone for zone in ZONES
}
_STATE_BY_NAME = {folded(name): code for code, name in STATE_NAMES.items()} | {
    code.casefold(): code for code in STATE_NAMES
}
_YES = frozenset({"yes", "y", "true", "1", "x", "waiting", "waitlist", "waitlisted"})
_NO = frozenset({"no", "n", "false", "0", "", "-", "enrolled", "active"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "md", "phd"})


def date_of(text: str, order: DateOrder, *, today: date) -> date:
    """Give the day that a cell names; two-digit years lie at most ten years ahead. Raises ValueError."""
    if found := _ISO.fullmatch(text):
        return date(int(found[1]), int(found[2]), int(found[3]))
    if found := _NUMBERS.fullmatch(text):
        first, second = int(found[1]), int(found[2])
        month, day = (first, second) if order is DateOrder.MONTH_FIRST else (second, first)
        return date(_year(found[3], today), month, day)
    plain = re.sub(r"(?<=\d)(st|nd|rd|th)\b", "", text)
    for pattern in _WRITTEN:
        try:
            return datetime.strptime(plain, pattern).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    raise ValueError("not a date")


def date_orders(texts: Iterable[str]) -> frozenset[DateOrder]:
    """Give the orders in which every numeric date of a file can be read; both where the file does not say.

    A file that mixes the two orders can be read in neither, and gives the one that fits more of its dates.
    """
    found = [match for text in texts if (match := _NUMBERS.fullmatch(text))]
    unequal = [(int(match[1]), int(match[2])) for match in found if match[1] != match[2]]
    day_first = sum(first > _MONTHS for first, _ in unequal)
    month_first = sum(second > _MONTHS for _, second in unequal)
    if not unequal or month_first > day_first:
        return frozenset({DateOrder.MONTH_FIRST})
    if day_first > month_first:
        return frozenset({DateOrder.DAY_FIRST})
    return frozenset(DateOrder) if not day_first else frozenset({DateOrder.MONTH_FIRST})


def zone_of(text: str) -> str:
    """Give the IANA name of a zone written in one of the usual ways; raises ValueError."""
    try:
        return _ZONE_BY_NAME[" ".join(text.casefold().replace("(us & canada)", "").split())]
    except KeyError:
        raise ValueError("no zone") from None


def state_of(text: str) -> str:
    """Give the postal code of a state written as code or name; raises ValueError."""
    try:
        return _STATE_BY_NAME[folded(text)]
    except KeyError:
        raise ValueError("no state") from None


def yes_of(text: str) -> bool:
    """Give whether a cell says yes; raises ValueError when it says neither yes nor no."""
    word = text.casefold()
    if word in _YES:
        return True
    if word in _NO:
        return False
    raise ValueError("neither yes nor no")


def goal_minutes_of(text: str) -> int:
    """Give a weekly goal in minutes from hours as "9", "9.5" or "9 h"; raises ValueError."""
    found = re.fullmatch(r"(\d{1,3}(?:[.,]\d{1,2})?)\s*(?:h|hrs?|hours?)?", text.casefold())
    if found is None:
        raise ValueError("no hours")
    return round(float(found[1].replace(",", ".")) * 60)


def name_in_order(text: str) -> str:
    """Give "Osei, Amara" as "Amara Osei"; a suffix after a comma stays where it is."""
    last, comma, first = text.partition(",")
    if not comma or "," in first or first.strip().casefold() in _SUFFIXES:
        return text
    return " ".join(f"{first} {last}".split())


def literal(text: str) -> str:
    """Give what a spreadsheet shows for ="0012", its way of writing digits as text."""
    found = re.fullmatch(r'="([^"]*)"', text)
    return found[1] if found else text


def is_formula(text: str) -> bool:
    """Say whether a cell holds a formula instead of a value."""
    return text.startswith("=")


def _year(text: str, today: date) -> int:
    if len(text) > 2:  # noqa: PLR2004  two digits or four
        return int(text)
    year = today.year - today.year % _SHORT_YEARS + int(text)
    return year - _SHORT_YEARS if year > today.year + 10 else year

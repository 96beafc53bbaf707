"""Dates and times as the platforms write them: taken apart first, given a meaning when the date order is known."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from coordinator.attendance.reports.months import MONTHS
from coordinator.attendance.reports.report import DateOrder

_AM = r"a\.?\s?m\.?|öö|午前|上午|오전|ص|π\.?μ\.?"
_PM = r"p\.?\s?m\.?|ös|午後|下午|오후|م|μ\.?μ\.?"
_NUMBERS = re.compile(r"(?P<a>\d{1,4})\s?(?P<sep>[/.\-年])\s?(?P<b>\d{1,2})\s?(?:[/.\-月])\s?(?P<c>\d{1,4})[.日]?")
_PACKED = re.compile(r"(?P<a>\d{4})(?P<b>\d{2})(?P<c>\d{2})(?=[ t]\d)")
_NAMED = re.compile(
    r"(?:(?P<d1>\d{1,2})\.?[\s\-/]+(?:de\s+)?)?(?P<month>[^\W\d_]{3,11})\.?,?[\s\-/]+(?:de\s+)?"
    r"(?:(?P<d2>\d{1,2})(?:st|nd|rd|th)?,?\s+)?(?P<y>\d{4}|\d{2}(?=[\s,]+\d{1,2}[:.h]))"
)
_WEEKDAY = re.compile(r"[^\W\d_]{2,13}\.?,?\s+(?=[^\W\d_]{3}|\d)")
_BETWEEN = re.compile(r"(?:[\s,]|t(?=\d)|às|à|a las|um|at|klo|kl\.?|alle|om|в|г\.?)*")  # noqa: RUF001 - Russian
_SERIAL = re.compile(r"[3-6]\d{4}\.\d{1,16}")
_TIME = re.compile(
    rf"(?:(?P<am1>{_AM})|(?P<pm1>{_PM}))?\s*(?P<h>\d{{1,2}})[:.h](?P<m>\d{{1,2}})(?:[:.m](?P<s>\d{{2}})s?(?:[.,]\d+)?)?"
    rf"\s*(?:(?P<am2>{_AM})|(?P<pm2>{_PM}))?",
)
_OFFSET = re.compile(r"(?P<z>z|utc|gmt)|(?:utc|gmt)?\s?(?P<sign>[+\-])(?P<oh>\d{1,2})(?::?(?P<om>\d{2}))?")
_ZONE_LETTERS = re.compile(r"[a-z]{2,5}")
_SERIAL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a sheet's day nought, in no zone
_LONGEST_TEXT = 60
_NOON = 12
_YEAR_DIGITS = 4
_CENTURY = 2000
_LONGEST_YEAR = 100


@dataclass(frozen=True, slots=True)
class WallTime:
    """One time of the file. `parts` are the three numbers of the date as written, or None for a clock time alone."""

    parts: tuple[int, int, int] | None
    order: DateOrder | None
    clock: time
    has_seconds: bool
    has_marker: bool
    offset: tzinfo | None

    def on(self, order: DateOrder, day: date | None) -> datetime | None:
        """The moment under a date order, aware if the file named an offset; None if there is no such date."""
        found = day if self.parts is None else _date_of(self.parts, self.order or order)
        return None if found is None else datetime.combine(found, self.clock, tzinfo=self.offset)

    def possible_orders(self) -> frozenset[DateOrder]:
        """The date orders under which this is a date at all."""
        if self.parts is None:
            return frozenset(DateOrder)
        if self.order is not None:
            return frozenset({self.order})
        parts = self.parts
        return frozenset(order for order in DateOrder if _date_of(parts, order) is not None)


@lru_cache(maxsize=4096)
def _date_of(parts: tuple[int, int, int], order: DateOrder) -> date | None:
    a, b, c = parts
    year, month, day = {DateOrder.MDY: (c, a, b), DateOrder.DMY: (c, b, a), DateOrder.YMD: (a, b, c)}[order]
    try:
        return date(year + _CENTURY if year < _LONGEST_YEAR else year, month, day)
    except ValueError:
        return None


@lru_cache(maxsize=65536)
def read_time(text: str, *, utc: bool = False) -> WallTime | None:
    """Take a date and time apart; None when it is no time. `utc` marks a column that says it is UTC.

    Understands numbers with `/`, `.`, `-`, month names, 12- and 24-hour clocks with a redundant marker, a literal
    `à`, offsets and `Z`. A letter abbreviation such as `IST` names no zone for certain and is passed over.
    """
    cleaned = " ".join(unicodedata.normalize("NFKC", text).casefold().replace("\u202f", " ").split())
    if not cleaned or len(cleaned) > _LONGEST_TEXT or not cleaned[-1:].strip("-"):
        return None
    if _SERIAL.fullmatch(cleaned):
        return _of_serial(float(cleaned))
    found = _dated(cleaned)
    if found is None and (weekday := _WEEKDAY.match(cleaned)):
        found = _dated(cleaned[weekday.end() :])
    parts, order, rest = found or (None, None, cleaned)
    return _with_clock(parts, order, rest[_after_date(rest) :], utc=utc)


_Dated = tuple[tuple[int, int, int], DateOrder | None, str]


def _dated(text: str) -> _Dated | None:
    """The date at the start of a text and what follows it; None where there is none."""
    if found := _PACKED.match(text):
        return (int(found["a"]), int(found["b"]), int(found["c"])), DateOrder.YMD, text[found.end() :]
    if found := _NUMBERS.match(text):
        parts = (int(found["a"]), int(found["b"]), int(found["c"]))
        return parts, _order_shown(found["a"], found["sep"], found["c"]), text[found.end() :]
    if (named := _NAMED.match(text)) and (month := MONTHS.get(named["month"])) and (named["d1"] or named["d2"]):
        parts = (int(named["y"]), month, int(named["d1"] or named["d2"]))
        return parts, DateOrder.YMD, text[named.end() :]
    return None


def _after_date(rest: str) -> int:
    found = _BETWEEN.match(rest)
    return found.end() if found is not None else 0


def _of_serial(days: float) -> WallTime:
    """A sheet's date as a number of days, which a cell without a date format shows."""
    at = _SERIAL_EPOCH + timedelta(seconds=round(days * 86400))
    return WallTime((at.year, at.month, at.day), DateOrder.YMD, at.time(), True, False, None)


def _order_shown(first: str, sign: str, last: str) -> DateOrder | None:
    """What the writing itself settles: a first part of four digits is ISO, dots mean day.month.year."""
    if len(first) == _YEAR_DIGITS:
        return DateOrder.YMD
    if sign == "." and len(last) != 1:
        return DateOrder.DMY
    return None


def _with_clock(
    parts: tuple[int, int, int] | None, order: DateOrder | None, rest: str, *, utc: bool
) -> WallTime | None:
    found = _TIME.match(rest)
    if found is None:
        return None
    known, offset = _offset(rest[found.end() :].strip())
    if not known:
        return None
    hour, morning, evening = int(found["h"]), found["am1"] or found["am2"], found["pm1"] or found["pm2"]
    if hour <= _NOON and (morning or evening):  # above 12 the marker is redundant
        hour = hour % _NOON + (_NOON if evening else 0)
    try:
        clock = time(hour, int(found["m"]), int(found["s"] or 0))
    except ValueError:
        return None
    offset = offset or (UTC if utc else None)
    return WallTime(parts, order, clock, found["s"] is not None, bool(morning or evening), offset)


def _offset(text: str) -> tuple[bool, tzinfo | None]:
    """Whether the end of a time is understood, and the offset it names."""
    text = text.strip(" ()")
    if not text:
        return True, None
    if found := _OFFSET.fullmatch(text):
        if found["z"]:
            return True, UTC
        minutes = int(found["oh"]) * 60 + int(found["om"] or 0)
        if minutes >= 24 * 60:
            return False, None
        return True, timezone(timedelta(minutes=-minutes if found["sign"] == "-" else minutes))
    return bool(_ZONE_LETTERS.fullmatch(text)), None


def orders_of(times: Iterable[WallTime]) -> frozenset[DateOrder]:
    """The date orders under which every time of the file is a date; orders are never mixed within a file.

    Year-month-day with a two-digit year is only read where nothing else fits.
    """
    found = frozenset(DateOrder)
    for wall in times:
        if wall.parts is not None:
            found &= wall.possible_orders() if wall.order is None else frozenset(DateOrder)
    usual = found - {DateOrder.YMD}
    return usual or found

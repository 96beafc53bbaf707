"""Times and dates as people type them."""

from __future__ import annotations

import re
from datetime import date, time

from PySide6.QtCore import QDate, QLocale

_TIME = re.compile(r"\s*(\d{1,2})(?:[:.h]?(\d{2}))?\s*([ap])?\.?\s*m?\.?\s*", re.IGNORECASE)
NOON = 12
CENTURY = 2000
LONGEST_NUMBER = 6


def typed_number(text: str) -> int | None:
    """Read a whole number above zero of at most six digits; None where it is none."""
    digits = text.strip()
    return int(digits) or None if digits.isdecimal() and len(digits) <= LONGEST_NUMBER else None


def typed_time(text: str) -> time | None:
    """Read "6:00 PM", "6 pm", "1800", "18:00", "6.30p"; None where it is no time."""
    found = _TIME.fullmatch(text)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half and not 1 <= hour <= NOON:
        return None
    if half:
        hour = hour % NOON + (NOON if half == "p" else 0)
    try:
        return time(hour, minute)
    except ValueError:
        return None


def typed_date(text: str, today: date, locale: QLocale | None = None) -> date | None:
    """Read "2026-03-16", "3/16/2026", "Mar 16, 2026", "March 16"; without a year, the nearest such day.

    None where it is no date.
    """
    words = " ".join(text.split())
    try:
        return date.fromisoformat(words)
    except ValueError:
        pass
    local = locale or QLocale()
    formats = [local.dateFormat(kind) for kind in (QLocale.FormatType.ShortFormat, QLocale.FormatType.LongFormat)]
    formats += ["M/d/yyyy", "MMM d, yyyy", "MMMM d, yyyy", "d MMM yyyy", "d MMMM yyyy", "d.M.yyyy"]
    for pattern in formats:
        short = pattern.replace("yyyy", "yy")
        for one in (short.replace("yy", "yyyy"), short):
            read = local.toDate(words, one, CENTURY)
            if read.isValid():
                return _date(read)
    for pattern in ("MMM d", "MMMM d", "d MMM", "d MMMM", "M/d"):
        read = local.toDate(f"{words} {today.year}", f"{pattern} yyyy")
        if read.isValid():
            return _nearest(_date(read), today)
    return None


def shown_date(day: date, locale: QLocale | None = None) -> str:
    """Give a date as a form shows it, which `typed_date` reads back: "3/16/2026"."""
    local = locale or QLocale()
    pattern = local.dateFormat(QLocale.FormatType.ShortFormat).replace("yyyy", "yy").replace("yy", "yyyy")
    return local.toString(QDate(day.year, day.month, day.day), pattern)


def _date(read: QDate) -> date:
    return date(read.year(), read.month(), read.day())


def _nearest(day: date, today: date) -> date:
    years = (today.year - 1, today.year, today.year + 1)
    try:
        return min((day.replace(year=year) for year in years), key=lambda one: abs((one - today).days))
    except ValueError:  # February 29
        return day

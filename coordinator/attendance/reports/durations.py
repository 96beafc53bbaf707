# ruff: noqa: RUF001 - the units of other alphabets look like Latin letters
"""Durations as the platforms write them. What cannot be read is None: unknown is never nought."""

from __future__ import annotations

import re
import unicodedata

_HOURS = (
    "h|hr|hrs|hour|hours|std|stunde|stunden|heure|heures|hora|horas|godz|godzina|godziny|sa|saat|t|timer|ч|час|часа|часов|"
    "時間|小时|시간|uur|u|ora|ore"
)
_MINUTES = (
    "m|min|mins|minute|minutes|minuten|minuto|minutos|minuut|minuti|minuta|minuty|dk|dakika|мин|минут|минуты|分|分钟|분"
)
_SECONDS = (
    "s|sec|secs|second|seconds|sek|sekunde|sekunden|seconde|secondes|seg|segundo|segundos|sn|"
    "saniye|сек|с|秒|초|sekunda|sekund|secondi"
)
_JOINT = r"\s*,?\s*(?:(?:and|und|et|y|e|i|en)\s)?\s*"
# Long to compile, and most reports have plain numbers: compiled when the first such duration is met.
_WORDS = (
    rf"(?:pt)?(?:(?P<h>\d+)\s*(?:{_HOURS})\.?)?{_JOINT}(?:(?P<m>\d+)\s*(?:{_MINUTES})\.?)?"
    rf"{_JOINT}(?:(?P<s>\d+)\s*(?:{_SECONDS})\.?)?"
)
_CLOCK = re.compile(r"(?P<h>\d{1,4}):(?P<m>[0-5]?\d)(?::(?P<s>[0-5]?\d)(?:[.,]\d+)?)?")
_NUMBER = re.compile(r"\d{1,7}(?:[.,]\d{1,9})?")
_THOUSANDS = re.compile(r"[1-9]\d{0,2},\d{3}")
_DAY_NOUGHT = re.compile(r"(?:12/30/1899|30/12/1899|1899-12-30|1/0/1900)[ t]+")
_MARKED = re.compile(r"(?P<clock>\d{1,2}:\d{2}(?::\d{2})?)\s?(?P<half>[ap])m")
_LONGEST_TEXT = 60
_MINUTE = 60
_HOUR = 3600


def read_duration(text: str, *, bare_unit: int = _MINUTE) -> int | None:
    """Seconds of `71`, `71.5`, `1h 11m 10s`, `2 godz. 19 min 19 s`, `00:48:02`; None when it cannot be read.

    `bare_unit` is what a number without a unit counts, in seconds: Zoom's and GoTo's columns are minutes.
    """
    cleaned = unicodedata.normalize("NFKC", text).casefold().strip()
    if not cleaned or len(cleaned) > _LONGEST_TEXT:
        return None
    cleaned = _DAY_NOUGHT.sub("", cleaned)
    if marked := _MARKED.fullmatch(cleaned):  # a sheet took the duration for a time of day
        hours, rest = marked["clock"].split(":", 1)
        cleaned = f"{int(hours) % 12 + (12 if marked['half'] == 'p' else 0)}:{rest}"
    if _THOUSANDS.fullmatch(cleaned):  # 1,234: thousands or a decimal comma, nobody can tell
        return None
    if _NUMBER.fullmatch(cleaned):
        return round(float(cleaned.replace(",", ".")) * bare_unit)
    if clock := _CLOCK.fullmatch(cleaned):
        return _HOUR * int(clock["h"]) + _MINUTE * int(clock["m"]) + int(clock["s"] or 0)
    if (words := re.fullmatch(_WORDS, cleaned)) and any(words.groupdict().values()):
        return _HOUR * int(words["h"] or 0) + _MINUTE * int(words["m"] or 0) + int(words["s"] or 0)
    return None

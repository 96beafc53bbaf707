"""Dates, times and durations in the reader's locale. Stored facts stay minutes and UTC."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time, tzinfo
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, QDate, QLocale, QTime, QTimeZone

__all__ = ["Formats"]

# Named apart from `time`, which is also what the reader asks this class for.
Wall = time
Moment = datetime | Wall

HOUR = 60
DASH = " – "
# A year with what hangs on it: ", yyyy", " 'de' yyyy", "yyyy年".
_YEAR = re.compile(r"(?:,\s*|\s*'[^']*'\s*|\s+)?y+(?:\s*(?:年|년|'[^']*'|\u0433\.?))?,?\s*")
_QUARTERS = {0: "", 15: "¼", 30: "½", 45: "¾"}


class Formats:
    """Turns facts into words for one reader.

    Args:
        zone: the reader's zone; aware moments are shown in it.
        locale: the reader's locale; the system's when left out.
    """

    def __init__(self, zone: tzinfo, locale: QLocale | None = None) -> None:
        self._zone = zone
        self._locale = locale or QLocale()
        short = self._locale.timeFormat(QLocale.FormatType.ShortFormat)
        self._twelve = "A" in short.upper().replace("MM", "")
        long = _YEAR.sub(" ", self._locale.dateFormat(QLocale.FormatType.LongFormat)).strip(" ,،")
        self._day = long if "dddd" in long else f"dddd, {long}"
        self._month_day = re.sub(r"^dddd[,،]?\s*|[,،]?\s*dddd$", "", self._day).strip(" ,،") or "MMMM d"
        self._month_first = self._month_day.find("M") < self._month_day.find("d")

    # -- durations, in whole minutes

    def duration(self, minutes: int) -> str:
        """Such as "45 min", "1 h", "1 h 14": how long something takes or took."""
        if abs(minutes) < HOUR:
            return _words("%1 min").replace("%1", self._number(minutes))
        return self.hours(minutes)

    def hours(self, minutes: int) -> str:
        """Such as "0 h", "2 h 45", "0 h 30": a sum of hours, never rounded."""
        whole, rest = divmod(abs(minutes), HOUR)
        sign = "−" if minutes < 0 else ""
        shown = sign + _words("%1 h").replace("%1", self._number(whole))
        if not rest:
            return shown
        return f"{shown} {self._locale.zeroDigit() if rest < 10 else ''}{self._number(rest)}"  # noqa: PLR2004 - two digits

    def clock_duration(self, minutes: int) -> str:
        """Such as "1:14", "0:05": elapsed time on the running session."""
        whole, rest = divmod(max(0, minutes), HOUR)
        return f"{whole}:{rest:02d}"

    def spoken_duration(self, minutes: int) -> str:
        """Such as "1 hour 14 minutes": for screen readers."""
        whole, rest = divmod(max(0, minutes), HOUR)
        parts = []
        if whole:
            parts.append(QCoreApplication.translate("Formats", "%n hour(s)", "", whole))
        if rest or not whole:
            parts.append(QCoreApplication.translate("Formats", "%n minute(s)", "", rest))
        return _plural_fallback(" ".join(parts))

    def quarter_hours(self, minutes: int) -> str:
        """Such as "9", "8¾", "7¼": hours in a heatmap cell, to the nearest quarter for the eye only."""
        whole, rest = divmod(round(minutes / 15) * 15, HOUR)
        return f"{self._number(whole)}{_QUARTERS[rest]}" if whole or not rest else _QUARTERS[rest]

    # -- times

    def time(self, moment: Moment) -> str:
        """Such as "9:00 AM" or "09:00". An aware moment is shown in the reader's zone; a wall time as it is."""
        return self._time(self._wall(moment), short=False)

    def short_time(self, moment: Moment) -> str:
        """Such as "9 AM", "5:30 PM" or "09:00"."""
        return self._time(self._wall(moment), short=True)

    def time_range(self, start: Moment, end: Moment, *, short: bool = False) -> str:
        """Such as "9:00 AM – 12:00 PM", "5:30 – 8:30 PM"; short "9 AM – 12 PM", "1 – 4 PM"."""
        first, last = self._wall(start), self._wall(end)
        shown = self._time(first, short=short)
        if self._twelve and (first.hour < 12) == (last.hour < 12):  # noqa: PLR2004 - noon
            shown = self._without_half(shown)
        return shown + DASH + self._time(last, short=short)

    def hour_labels(self, start: Moment, minutes: int) -> tuple[str, ...]:
        """The ribbon's labels: "9 AM", "10", "11", "12 PM". The last is the end of the block."""
        first = self._wall(start)
        begin = first.hour * HOUR + first.minute
        marks = [*range(0, minutes, HOUR), minutes]
        labels = []
        for place, mark in enumerate(marks):
            whole, rest = divmod((begin + mark) % (24 * HOUR), HOUR)
            text = self._time(Wall(whole, rest), short=True)
            if 0 < place < len(marks) - 1 and self._twelve:
                text = self._without_half(text)
            labels.append(text)
        return tuple(labels)

    def zoned_time(self, moment: datetime, zone: ZoneInfo) -> str:
        """The time in another zone: "9:00 AM Mountain"; without the name when both clocks agree then."""
        there = moment.astimezone(zone)
        shown = self._time(there.time(), short=False)
        if there.utcoffset() == moment.astimezone(self._zone).utcoffset():
            return shown
        return f"{shown} {self.zone_name(zone)}"

    def zone_name(self, zone: ZoneInfo) -> str:
        """Such as "Mountain", "Eastern": the everyday name of a zone, or its city where there is none."""
        qt_zone = QTimeZone(zone.key.encode())
        name = qt_zone.displayName(QTimeZone.TimeType.StandardTime, QTimeZone.NameType.LongName, self._locale)
        name = re.sub(r"\s+(?:Standard\s+)?Time$", "", name)
        if not name or name.startswith(("UTC", "GMT")) or len(name) <= 4:  # noqa: PLR2004 - "MST" is no name
            return zone.key.rpartition("/")[2].replace("_", " ")
        return name

    # -- dates

    def day(self, day: date) -> str:
        """Such as "Wednesday, March 11"."""
        return self._date(day, self._day)

    def short_day(self, day: date) -> str:
        """Such as "Mon Mar 9"."""
        return self._date(day, "ddd " + self._month_day.replace("MMMM", "MMM"))

    def weekday(self, day: date, *, short: bool = False) -> str:
        """Such as "Monday" or "Mon"."""
        return self._date(day, "ddd" if short else "dddd")

    def month_day(self, day: date, *, short: bool = False) -> str:
        """Such as "March 11" or "Mar 11"."""
        return self._date(day, self._month_day.replace("MMMM", "MMM") if short else self._month_day)

    def month(self, day: date) -> str:
        """Such as "Mar": above a column of days."""
        return self._date(day, "MMM")

    def day_number(self, day: date) -> str:
        """Such as "2": the day of the month alone."""
        return self._number(day.day)

    def full_date(self, day: date, *, short: bool = False) -> str:
        """Such as "March 11, 2026" or "Jan 12, 2027"."""
        pattern = self._locale.dateFormat(QLocale.FormatType.LongFormat)
        pattern = re.sub(r"dddd[,،]?\s*|[,،]?\s*dddd", "", pattern).strip(" ,،")
        return self._date(day, pattern.replace("MMMM", "MMM") if short else pattern)

    def week(self, first: date, last: date, *, short: bool = False) -> str:
        """Such as "March 9 – 13", "March 30 – April 3"; short "Mar 9 – 13"."""
        same_month = (first.year, first.month) == (last.year, last.month)
        if not same_month or (self._month_first and not self._month_day.endswith("d")):
            return self.month_day(first, short=short) + DASH + self.month_day(last, short=short)
        if self._month_first:
            return self.month_day(first, short=short) + DASH + self._number(last.day)
        return self._number(first.day) + DASH + self.month_day(last, short=short)

    def date_of(self, moment: datetime) -> date:
        """The calendar day of an aware moment in the reader's zone."""
        return moment.astimezone(self._zone).date()

    # -- inside

    def listed(self, words: Sequence[str]) -> str:
        """Several things in a row, such as "Ida, Bo and Nora"."""
        return self._locale.createSeparatedList(list(words))

    def _number(self, number: int) -> str:
        return self._locale.toString(number)

    def _wall(self, moment: Moment) -> Wall:
        if isinstance(moment, datetime):
            return moment.astimezone(self._zone).time() if moment.tzinfo is not None else moment.time()
        return moment

    def _without_half(self, text: str) -> str:
        for word in (self._locale.amText(), self._locale.pmText()):
            text = re.sub(re.escape(word), "", text, flags=re.IGNORECASE).strip()
        return text

    def _time(self, wall: Wall, *, short: bool) -> str:
        if not self._twelve:
            pattern = self._locale.timeFormat(QLocale.FormatType.ShortFormat)
        else:
            pattern = "h AP" if short and wall.minute == 0 else "h:mm AP"
        return self._locale.toString(QTime(wall.hour, wall.minute), pattern).replace("\u202f", " ")

    def _date(self, day: date, pattern: str) -> str:
        return self._locale.toString(QDate(day.year, day.month, day.day), pattern)


def _words(text: str) -> str:
    return QCoreApplication.translate("Formats", text)


def counted(context: str, source: str, count: int) -> str:
    """A sentence with a number in it, `%n note(s) to sign`, in the plural form that the language asks for."""
    return _plural_fallback(QCoreApplication.translate(context, source, "", count))


def _plural_fallback(text: str) -> str:
    """English without a translation file: Qt leaves "1 hour(s)"; the source text is spelled out here."""
    text = re.sub(r"(?<!\d)1 ([\w ]+?)\(s\)", r"1 \1", text)
    return text.replace("(s)", "s")

"""The lines of an iCalendar file (RFC 5545 3.1): unfolded, split into name, parameters and value."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

_NAME = re.compile(r"([A-Za-z0-9\-]+)((?:;[^\":;]*(?:\"[^\"]*\"[^\":;]*)*)*):(.*)", re.DOTALL)
_SPAN = re.compile(r"\+?P(?:(\d{1,4})W)?(?:(\d{1,4})D)?(?:T(?:(\d{1,5})H)?(?:(\d{1,6})M)?(?:(\d{1,7})S)?)?")
_LONGEST_PARAMETERS = 500
_LONGEST_NUMBER = 12
_EARLIEST = "1900"
_ESCAPES = {"\\n": "\n", "\\N": "\n", "\\,": ",", "\\;": ";", "\\\\": "\\"}
_ESCAPED = re.compile(r"\\[nN,;\\]")


@dataclass(frozen=True, slots=True)
class Line:
    """One property; `number` is where it begins in the file, counted from 1."""

    number: int
    name: str
    parameters: str
    text: str

    def parameter(self, name: str) -> str:
        """Give the value of a parameter without its quotation marks; "" where there is none."""
        for part in self.parameters.split(";"):
            key, _, value = part.partition("=")
            if key.strip().upper() == name:
                return value.strip().strip('"')
        return ""


def lines_of(text: str, wanted: frozenset[str]) -> Iterator[Line]:
    """Give the lines whose name is wanted, in order; whatever is no property is passed over."""
    number, begun, pieces = 0, 1, [""]
    for physical in text.split("\n"):
        number += 1
        content = physical.removesuffix("\r")
        if content[:1] in {" ", "\t"}:
            pieces.append(content[1:])
            continue
        yield from _line(begun, "".join(pieces), wanted)
        begun, pieces = number, [content]
    yield from _line(begun, "".join(pieces), wanted)


def _line(number: int, content: str, wanted: frozenset[str]) -> Iterator[Line]:
    name = re.split(r"[;:]", content[:40], maxsplit=1)[0].strip().upper()
    if name not in wanted:
        return
    plain = content[len(name) : len(name) + 1] == ":"
    if plain:
        parameters, value = "", content[len(name) + 1 :]
    else:
        found = _NAME.fullmatch(content[:_LONGEST_PARAMETERS])
        if found is None:
            return
        parameters, value = found[2], found[3] + content[_LONGEST_PARAMETERS:]
    if name == "SUMMARY":
        value = _ESCAPED.sub(lambda escape: _ESCAPES[escape[0]], value)
    yield Line(number, name, parameters, value)


def moment_of(text: str) -> date | datetime | None:
    """Give a date, a wall time, or an instant in UTC (RFC 5545 3.3.4, 3.3.5); None where it is none of them."""
    plain = text.strip().upper()
    if plain < _EARLIEST:
        return None
    try:
        if re.fullmatch(r"[0-9]{8}", plain):
            return datetime.strptime(plain, "%Y%m%d").replace(tzinfo=UTC).date()
        if re.fullmatch(r"[0-9]{8}T[0-9]{6}Z?", plain):
            at = datetime.strptime(plain.rstrip("Z"), "%Y%m%dT%H%M%S").replace(tzinfo=UTC)
            return at if plain.endswith("Z") else at.replace(tzinfo=None)
    except ValueError:
        return None
    return None


def span_of(text: str) -> timedelta | None:
    """Give a duration (RFC 5545 3.3.6); None where it is none, or goes back."""
    found = _SPAN.fullmatch(text.strip().upper())
    if found is None or not any(found.groups()):
        return None
    weeks, days, hours, minutes, seconds = (int(part or 0) for part in found.groups())
    return timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes, seconds=seconds)


def number_of(text: str) -> int | None:
    """Give a whole number of at most twelve digits, or None."""
    return int(text) if re.fullmatch(rf"[0-9]{{1,{_LONGEST_NUMBER}}}", text.strip()) else None

"""Reads rows that somebody may have spoiled: what cannot be read is passed over instead of ending everything."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeVar

from sqlalchemy.exc import OperationalError
from sqlmodel import Session
from sqlmodel.sql.expression import SelectOfScalar

RowT = TypeVar("RowT")

AT_ONCE = 1024
ILLEGIBLE = (ValueError, LookupError, TypeError, AttributeError)
"""What reading raises where a value is none of its kind: half a document, an unknown choice, a broken instant."""


def legible(rows: Session, wanted: SelectOfScalar[RowT]) -> Iterator[RowT | None]:
    """Give the rows of an ordered query, None in the place of each that cannot be read."""
    start = 0
    while True:
        found = _between(rows, wanted, start, AT_ONCE)
        yield from found
        if len(found) < AT_ONCE or all(row is None for row in found):
            return  # a whole stretch that cannot be read may be no rows at all
        start += AT_ONCE


def _between(rows: Session, wanted: SelectOfScalar[RowT], start: int, most: int) -> list[RowT | None]:
    """Give a stretch of rows; halve it until those that cannot be read stand alone."""
    try:
        return list(rows.exec(wanted.offset(start).limit(most)).all())
    except ILLEGIBLE:
        pass
    except OperationalError as problem:
        if "decode" not in str(problem.orig):  # text that is no UTF-8; all else is the store's own trouble
            raise
    if most == 1:
        return [None]
    half = most // 2
    first = _between(rows, wanted, start, half)
    return first if len(first) < half else first + _between(rows, wanted, start + half, most - half)

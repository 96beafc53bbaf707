"""The words of progress notes, found again at once: FTS5 in the encrypted file, ``tsvector`` in a shared store.

Both stores have a table ``note_search`` with a number and words. In the file it is an FTS5 table without content of
its own: it holds which word stands in which note, on encrypted pages like everything else, and neither the order of
words nor a text a second time; beginnings of words up to ten letters have lists of their own, so that a question is
answered while it is typed (sqlite.org/fts5.html, sections 4.2, 4.4.3 and 4.6). It is written in the transaction of
the note. Process notes lie in another file and never come here.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Integer, Text, column, delete, func, insert, literal_column, select, table
from sqlmodel import Session, col

from coordinator.store.tables import NoteIndexRow
from coordinator.vocabulary import NoteId

_SEARCH = table("note_search", column("rowid", Integer), column("words", Text))
LONGEST_QUERY = 12
"""How many words of a question count."""
LETTERS = 10
"""How many letters of a word in a question count: longer beginnings have no list of their own."""

FIRST_SPAN, WIDER = 512, 8
"""How many of the newest notes are looked through first, and how many times more are with each further look."""


def put(rows: Session, note_id: NoteId, text: str) -> None:
    """Make a note findable by the words of this text, and by no others; empty text takes it out."""
    known = rows.connection().execute(select(col(NoteIndexRow.number)).where(col(NoteIndexRow.note_id) == note_id))
    number = known.scalar_one_or_none()
    if number is not None:
        rows.connection().execute(delete(_SEARCH).where(_SEARCH.c.rowid == number))
    if not text.strip():
        return
    if number is None:
        number = _numbered(rows, [note_id])[0]
    _write(rows, [(number, text)])


def put_many(rows: Session, notes: Sequence[tuple[NoteId, str]]) -> None:
    """Make notes findable that are not yet; for filling many in at once."""
    if notes:
        numbers = _numbered(rows, [note_id for note_id, _text in notes])
        _write(rows, list(zip(numbers, (text for _id, text in notes), strict=True)))


def clear(rows: Session) -> None:
    """Forget every word."""
    if _is_shared(rows):
        rows.connection().execute(delete(_SEARCH))
    else:  # deleting row by row would leave the words until pages are merged: sqlite.org/fts5.html, section 6.4
        rows.connection().execute(insert(table("note_search", column("note_search", Text))).values(["delete-all"]))
    rows.connection().execute(delete(NoteIndexRow))


def find(rows: Session, typed: str, *, limit: int) -> tuple[NoteId, ...]:
    """Give the notes in which a word begins with each of the typed ones, those first written last standing first.

    The newest few hundred notes are looked through first, then ever more of the older ones until there are enough:
    FTS5 goes through a list of numbers upwards a hundred times faster than downwards, where it takes each page of the
    list apart anew (fts5_index.c, fts5SegIterReverseInitPage).
    """
    words = [word[:LETTERS] for word in words_of(typed)[:LONGEST_QUERY]]
    if not words:
        return ()
    matches, found = _matches(rows, words), list[int]()
    end, span = _last(rows) + 1, FIRST_SPAN
    while end > 0 and len(found) < limit:
        first = max(0, end - span)
        within = (_SEARCH.c.rowid >= first) & (_SEARCH.c.rowid < end)
        wanted = select(_SEARCH.c.rowid).where(matches, within).order_by(_SEARCH.c.rowid)
        found += reversed(rows.connection().execute(wanted).scalars().all())
        end, span = first, span * WIDER
    return _notes_numbered(rows, found[:limit])


def _notes_numbered(rows: Session, numbers: Sequence[int]) -> tuple[NoteId, ...]:
    wanted = select(NoteIndexRow).where(col(NoteIndexRow.number).in_(numbers)).order_by(col(NoteIndexRow.number).desc())
    return tuple(found.note_id for found in rows.connection().execute(wanted)) if numbers else ()


def words_of(text: str) -> list[str]:
    """Give the words of a text as they are compared: without case and accents; signs part words."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    kept = (letter if letter.isalnum() else "" if unicodedata.combining(letter) else " " for letter in folded)
    return "".join(kept).split()


def _numbered(rows: Session, note_ids: Sequence[NoteId]) -> list[int]:
    last = _last(rows)
    numbers = [last + place for place in range(1, len(note_ids) + 1)]
    pairs = zip(numbers, note_ids, strict=True)
    rows.connection().execute(insert(NoteIndexRow), [{"number": number, "note_id": one} for number, one in pairs])
    return numbers


def _last(rows: Session) -> int:
    return rows.connection().execute(select(func.max(col(NoteIndexRow.number)))).scalar_one() or 0


def _write(rows: Session, texts: Sequence[tuple[int, str]]) -> None:
    said = [{"rowid": number, "words": " ".join(words_of(text))} for number, text in texts]
    if _is_shared(rows):
        for one in said:
            vector = func.to_tsvector("simple", one["words"])
            rows.connection().execute(insert(_SEARCH).values(rowid=one["rowid"], words=vector))
    else:
        rows.connection().execute(insert(_SEARCH), said)


def _matches(rows: Session, words: Sequence[str]) -> ColumnElement[bool]:
    """Each word is letters and digits only, so that none can be taken for a sign of the query's language."""
    if _is_shared(rows):
        return _SEARCH.c.words.bool_op("@@")(func.to_tsquery("simple", " & ".join(f"{word}:*" for word in words)))
    return literal_column("note_search").bool_op("MATCH")(" ".join(f'"{word}" *' for word in words))


def _is_shared(rows: Session) -> bool:
    return rows.connection().dialect.name != "sqlite"

"""Find progress notes by their words. What was searched for is kept nowhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from sqlmodel import col, select

from coordinator.notes import records
from coordinator.notes.facts import NoteHit
from coordinator.store import word_index
from coordinator.store.tables import ClientRow, GroupRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import NoteId, NoteStatus

FIRST_HITS = 50
BEFORE, AFTER = 40, 110
"""How many characters of the text stand around the first word found."""

Places = list[tuple[int, int]]


def search(work: UnitOfWork, words: str, limit: int = FIRST_HITS) -> tuple[NoteHit, ...]:
    """Give progress notes, drafts and signed ones with their addenda, that hold every word typed, newest begun first.

    A word counts where one of the note begins with it; case, accents and signs do not matter. Process notes are kept
    elsewhere and are never among them. Nothing is found for text without a letter or digit.
    """
    ids = word_index.find(work.rows, words, limit=limit)
    wanted = (
        select(NoteRow, col(GroupSessionRow.service_date), col(GroupRow.name))
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .where(col(NoteRow.id).in_(ids))
    )
    found = work.rows.exec(wanted).all() if ids else ()
    about = {note.client_id for note, _day, _group in found if note.client_id is not None}
    named = select(col(ClientRow.id), col(ClientRow.preferred_name), col(ClientRow.code))
    clients = {
        client_id: (name, code)
        for client_id, name, code in (work.rows.exec(named.where(col(ClientRow.id).in_(about))) if about else ())
    }
    addenda: dict[NoteId, list[str]] = {}
    for added in records.addenda_of(work, [note.id for note, *_ in found if note.status is NoteStatus.SIGNED]):
        addenda.setdefault(added.note_id, []).append(added.text)
    places_in, hits = _finder(word_index.words_of(words)), {}
    for note, service_date, group_name in found:
        name, code = clients.get(note.client_id, ("", "")) if note.client_id is not None else ("", "")
        text = "\n\n".join([records.content_of(note).written, *addenda.get(note.id, [])])
        snippet, places = _snippet(text, places_in)
        hits[note.id] = NoteHit(
            note_id=note.id,
            session_id=note.session_id,
            client_id=note.client_id,
            client_name=name,
            client_code=code,
            group_name=group_name,
            service_date=service_date,
            signed=note.status is NoteStatus.SIGNED,
            snippet=snippet,
            found=places,
        )
    return tuple(hits[note_id] for note_id in ids if note_id in hits)


def _snippet(text: str, places_in: Callable[[str], Places]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the text around the first word found, on one line, and where in it the words found stand."""
    line = " ".join(text.split())
    first = next(iter(places_in(line)), (0, 0))[0]
    start = line.rfind(" ", 0, max(0, first - BEFORE)) + 1 if first > BEFORE else 0
    end = len(line) if len(line) <= start + BEFORE + AFTER else max(line.rfind(" ", 0, start + BEFORE + AFTER), first)
    shown = ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")
    return shown, tuple(places_in(shown))


def _finder(wanted: Sequence[str]) -> Callable[[str], Places]:
    """Give what finds the words of a line, from blank to blank, in which a part begins with one of those wanted.

    In plain English a pattern finds them; a line with other letters is folded word by word.
    """
    plain = "|".join(re.escape(one) for one in wanted if one.isascii())
    begins = re.compile(rf"(?<![0-9a-z])(?:{plain})[^ ]*", re.IGNORECASE | re.ASCII) if plain else None

    def places_in(line: str) -> Places:
        if not line.replace("…", "").isascii():
            return _folded_places(line, wanted)
        if begins is None:
            return []
        return [(line.rfind(" ", 0, one.start()) + 1, one.end()) for one in begins.finditer(line)]

    return places_in


def _folded_places(line: str, wanted: Sequence[str]) -> Places:
    places, at = [], 0
    for word in line.split(" "):
        if any(part.startswith(one) for part in word_index.words_of(word) for one in wanted):
            places.append((at, at + len(word)))
        at += len(word) + 1
    return places

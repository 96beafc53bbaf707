"""Find progress notes by their words. What was searched for is kept nowhere."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import col, select

from coordinator.notes import records
from coordinator.notes.facts import NoteHit
from coordinator.store import word_index
from coordinator.store.tables import ClientRow, GroupRow, GroupSessionRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import NoteStatus

FIRST_HITS = 50
BEFORE, AFTER = 40, 110
"""How many characters of the text stand around the first word found."""


def search(work: UnitOfWork, words: str, limit: int = FIRST_HITS) -> tuple[NoteHit, ...]:
    """Give progress notes, drafts and signed ones with their addenda, that hold every word typed, newest begun first.

    A word counts where one of the note begins with it; case, accents and signs do not matter. Process notes are kept
    elsewhere and are never among them. Nothing is found for text without a letter or digit.
    """
    ids = word_index.find(work.rows, words, limit=limit)
    wanted = (
        select(NoteRow, GroupSessionRow, GroupRow, ClientRow)
        .join(GroupSessionRow, col(GroupSessionRow.id) == col(NoteRow.session_id))
        .join(GroupRow, col(GroupRow.id) == col(GroupSessionRow.group_id))
        .outerjoin(ClientRow, col(ClientRow.id) == col(NoteRow.client_id))
        .where(col(NoteRow.id).in_(ids))
    )
    addenda: dict[object, list[str]] = {}
    for added in records.addenda_of(work, ids):
        addenda.setdefault(added.note_id, []).append(added.text)
    hits = {}
    for note, session, group, joined in work.rows.exec(wanted):
        client: ClientRow | None = joined  # a group note has none
        text = "\n\n".join([records.content_of(note).written, *addenda.get(note.id, [])])
        snippet, found = _snippet(text, word_index.words_of(words))
        hits[note.id] = NoteHit(
            note_id=note.id,
            session_id=session.id,
            client_id=note.client_id,
            client_name=client.preferred_name if client is not None else "",
            client_code=client.code if client is not None else "",
            group_name=group.name,
            service_date=session.service_date,
            signed=note.status is NoteStatus.SIGNED,
            snippet=snippet,
            found=found,
        )
    return tuple(hits[note_id] for note_id in ids if note_id in hits)


def _snippet(text: str, wanted: Sequence[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """Give the text around the first word found, on one line, and where in it the words found stand."""
    line = " ".join(text.split())
    first = next(iter(_places(line, wanted)), (0, 0))[0]
    start = line.rfind(" ", 0, max(0, first - BEFORE)) + 1 if first > BEFORE else 0
    end = len(line) if len(line) <= start + BEFORE + AFTER else max(line.rfind(" ", 0, start + BEFORE + AFTER), first)
    shown = ("… " if start else "") + line[start:end] + (" …" if end < len(line) else "")
    return shown, tuple(_places(shown, wanted))


def _places(line: str, wanted: Sequence[str]) -> list[tuple[int, int]]:
    places, at = [], 0
    for word in line.split(" "):
        if any(part.startswith(one) for part in word_index.words_of(word) for one in wanted):
            places.append((at, at + len(word)))
        at += len(word) + 1
    return places

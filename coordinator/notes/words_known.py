"""Words that somebody told the spelling check are right. They may be names, so they are kept in the store."""

from __future__ import annotations

from functools import partial
from uuid import uuid4

from sqlmodel import col, select

from coordinator.changes import Change, nothing_changed
from coordinator.store.columns import name_key
from coordinator.store.tables import KnownWordRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, Topic

TOPICS = frozenset({Topic.NOTES})
LONGEST = 60


def known_words(work: UnitOfWork) -> tuple[str, ...]:
    """Give the words that were learned, in alphabetical order."""
    return tuple(row.word for row in work.rows.exec(select(KnownWordRow).order_by(col(KnownWordRow.word))))


def learn_word(work: UnitOfWork, word: str) -> Change[None]:
    """Take a word as right from now on, whatever its capitals. Nothing happens for one that is known or none at all."""
    plain = name_key(word)[:LONGEST]
    if not plain or _row(work, plain) is not None:
        return nothing_changed(Action.LEARN_WORD, None)
    row = KnownWordRow(id=uuid4(), word=plain, author_id=work.signed_in, added_at=work.now)
    work.rows.add(row)
    return Change(Action.LEARN_WORD, row.id, TOPICS, None, undo=partial(forget_word, word=plain))


def forget_word(work: UnitOfWork, word: str) -> Change[None]:
    """Take a word out again. Nothing happens for one that is not known."""
    plain = name_key(word)
    row = _row(work, plain)
    if row is None:
        return nothing_changed(Action.FORGET_WORD, None)
    work.rows.delete(row)
    return Change(Action.FORGET_WORD, row.id, TOPICS, None, undo=partial(learn_word, word=plain))


def _row(work: UnitOfWork, plain: str) -> KnownWordRow | None:
    return work.rows.exec(select(KnownWordRow).where(KnownWordRow.word == plain)).first()

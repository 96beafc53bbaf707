"""Whether a document about one client names somebody else, in the free text that people wrote."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from coordinator.summaries.composition import compose
from coordinator.summaries.document import SummaryDocument
from coordinator.summaries.wording import Wording

SHORTEST_PART, SHORTEST_UNCASED = 3, 2


def others_named(document: SummaryDocument, others: Iterable[str], wording: Wording) -> frozenset[str]:
    """Which of these other clients' names stand anywhere in the document, whole or as one part of the name.

    Capitals and accents do not matter, nor does a possessive ending. A part of fewer than three letters is not
    looked for by itself, or of fewer than two in a script without capitals; there it is found inside a word as well,
    since Chinese and Japanese put no blank between words. A name that the document's own client shares with another
    cannot tell them apart, so it is not reported; neither is staff, who may be named.
    """
    own = _words(" ".join([*(line.client for line in document.clients), *_staff(document)]))
    text = "\n".join(_texts(compose(document, wording)))
    written, folded = _words(text), _folded(text)
    found = set()
    for name in others:
        parts = _words(name) - own
        whole = {part for part in parts if _is_cased(part) and len(part) >= SHORTEST_PART}
        inside = {part for part in parts if not _is_cased(part) and len(part) >= SHORTEST_UNCASED}
        if whole & written or any(part in folded for part in inside):
            found.add(name)
    return frozenset(found)


def _is_cased(part: str) -> bool:
    return part.upper() != part


def _staff(document: SummaryDocument) -> Iterator[str]:
    yield document.facilitator
    yield from (session.led_by for session in document.sessions)
    yield from (note.signed_by for note in document.note_texts)
    if document.signature is not None:
        yield document.signature.name


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W\d_]+", re.sub(r"['\u2019]s\b", "", _folded(text))))


def _folded(text: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c)).casefold()


def _texts(composed: object) -> Iterator[str]:
    """Every string of a composed document, however deep."""
    if isinstance(composed, str):
        yield composed
    elif isinstance(composed, tuple):
        for part in composed:
            yield from _texts(part)
    elif is_dataclass(composed):
        for field in fields(composed):
            yield from _texts(getattr(composed, field.name))

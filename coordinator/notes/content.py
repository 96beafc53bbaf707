"""What a note says, and the digests that prove it: pure functions over plain values.

A digest is SHA-256 over a canonical JSON form, so that the same words give the same digest on every machine and
any other words another (45 CFR 164.312(c)(1), integrity; (c)(2), authentication of records).
"""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from uuid import UUID

from coordinator.notes.errors import TextTooLong
from coordinator.vocabulary import Participation

MOST_CHARACTERS = 20_000
"""More than any section needs; a pasted book is refused before it is stored."""

LINE_BREAKS = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
NOT_TEXT = re.compile("[\x00-\x08\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True)
class NoteContent:
    """What a person writes: the template's key, text by section, participation, goals cited by number."""

    template: str
    sections: Mapping[str, str] = field(default_factory=dict)
    participation: Participation | None = None
    goals: tuple[int, ...] = ()

    @property
    def written(self) -> str:
        """All text of the note, section after section."""
        return "\n\n".join(text for text in self.sections.values() if text.strip())

    @property
    def is_empty(self) -> bool:
        """Whether no section has text."""
        return not self.written


def cleaned(content: NoteContent) -> NoteContent:
    """Give the content as it is stored: NFC, plain line breaks, no control characters, no empty section.

    Raises `TextTooLong`.
    """
    sections = {key: clean_text(text, key) for key, text in content.sections.items()}
    kept = {key: text for key, text in sections.items() if text.strip()}
    return replace(content, sections=kept, goals=tuple(sorted(set(content.goals))))


def clean_text(text: str, section: str) -> str:
    """Give one text as it is stored; raises `TextTooLong`."""
    text = unicodedata.normalize("NFC", NOT_TEXT.sub("", LINE_BREAKS.sub("\n", text)))
    if len(text) > MOST_CHARACTERS:
        raise TextTooLong(section, len(text), MOST_CHARACTERS)
    return text


def content_digest(content: NoteContent) -> str:
    """Give the digest of what is written. Blanks around a section's text do not matter.

    A screen computes it over what it shows and hands it to `sign`: what was read is what is signed.
    """
    return _digest(_canonical(cleaned(content)))


def seal(
    content: NoteContent,
    *,
    session_id: UUID,
    client_id: UUID | None,
    facts: Mapping[str, str],
    signed_by: UUID,
    signer: str,
    signed_at: datetime,
) -> str:
    """Give the digest of a signed note: content, whose note it is, facts of the record, signer, credential, time."""
    return _digest(
        {
            "content": _canonical(cleaned(content)),
            "session": str(session_id),
            "client": str(client_id) if client_id is not None else None,
            "facts": dict(facts),
            "signed_by": str(signed_by),
            "signer": signer,
            "signed_at": signed_at.astimezone(UTC).isoformat(),
        }
    )


def addendum_seal(
    text: str,
    *,
    note_id: UUID,
    note_digest: str,
    kind: str,
    signed_by: UUID,
    signer: str,
    signed_at: datetime,
    supervisor_id: UUID | None = None,
    supervisor: str | None = None,
) -> str:
    """Give the digest of an addendum; it holds the digest of the note that it is linked to.

    Who is to sign beside is part of it where its author works under supervision.
    """
    above = {"supervisor_id": str(supervisor_id), "supervisor": supervisor} if supervisor_id or supervisor else {}
    return _digest(
        {
            "text": text.strip(),
            "note": str(note_id),
            "note_digest": note_digest,
            "kind": kind,
            "signed_by": str(signed_by),
            "signer": signer,
            "signed_at": signed_at.astimezone(UTC).isoformat(),
        }
        | above
    )


def cosigning_seal(*, note_id: UUID, note_digest: str, signed_by: UUID, signer: str, signed_at: datetime) -> str:
    """Give the digest of a co-signature; it holds the digest of the note that it stands beside."""
    return _digest(
        {
            "cosigned_note": str(note_id),
            "note_digest": note_digest,
            "signed_by": str(signed_by),
            "signer": signer,
            "signed_at": signed_at.astimezone(UTC).isoformat(),
        }
    )


def addendum_cosigning_seal(
    *, addendum_id: UUID, addendum_digest: str, signed_by: UUID, signer: str, signed_at: datetime
) -> str:
    """Give the digest of a co-signature of an addendum; it holds the digest of the addendum."""
    return _digest(
        {
            "cosigned_addendum": str(addendum_id),
            "addendum_digest": addendum_digest,
            "signed_by": str(signed_by),
            "signer": signer,
            "signed_at": signed_at.astimezone(UTC).isoformat(),
        }
    )


def _canonical(content: NoteContent) -> dict[str, object]:
    return {
        "template": content.template,
        "sections": {key: text.strip() for key, text in content.sections.items()},
        "participation": content.participation.value if content.participation is not None else None,
        "goals": list(content.goals),
    }


def _digest(value: object) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()

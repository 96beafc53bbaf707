"""What should be looked at before a note is signed. Shown, never blocking: the writer decides.

Pure and quick, so that a screen asks after every keystroke: what the writer sees is judged, stored or not.
"""

from __future__ import annotations

from dataclasses import dataclass
from zoneinfo import ZoneInfo

from coordinator.notes.claims import Contradiction, Recorded, contradictions, risk_without_plan
from coordinator.notes.content import NoteContent
from coordinator.notes.facts import NoteView
from coordinator.notes.names import Named, names_others
from coordinator.notes.resemblance import comparable, is_alike
from coordinator.notes.templates import Section, Template
from coordinator.vocabulary import ClientId, Mark, TemplateKind

PLAN = "plan"


@dataclass(frozen=True, slots=True)
class NamedIn:
    """Somebody is named in a section."""

    section: str
    named: Named


@dataclass(frozen=True, slots=True)
class ContradictedIn:
    """A section says other minutes than the record."""

    section: str
    contradiction: Contradiction


@dataclass(frozen=True, slots=True)
class Guards:
    """Everything found in one note. `same_as` are the session's other notes that say the same."""

    named: tuple[NamedIn, ...] = ()
    same_as: tuple[ClientId | None, ...] = ()
    same_as_last: bool = False
    contradictions: tuple[ContradictedIn, ...] = ()
    risk_without_plan: bool = False
    empty: tuple[Section, ...] = ()


def judge(content: NoteContent, view: NoteView) -> Guards:
    """Judge what is written now against what stands beside it. `empty` matters when signing only."""
    words = comparable(content, view.template)
    texts = content.sections
    own_kind = view.template.kind is TemplateKind.INDIVIDUAL
    last = view.last
    plan = texts.get(PLAN, "")
    return Guards(
        named=tuple(
            NamedIn(key, named)
            for key, text in texts.items()
            for named in names_others(text, view.others, view.own_names)
        ),
        same_as=tuple(who for who, other in view.same_session if own_kind and is_alike(words, other)),
        same_as_last=own_kind and last is not None and is_alike(words, last.comparable),
        contradictions=_contradicted(content, view),
        risk_without_plan=view.client_id is not None and risk_without_plan(content.written, plan),
        empty=empty_required(content, view.template),
    )


def _contradicted(content: NoteContent, view: NoteView) -> tuple[ContradictedIn, ...]:
    record = recorded(view)
    if record is None:
        return ()
    return tuple(
        ContradictedIn(key, one) for key, text in content.sections.items() for one in contradictions(text, record)
    )


def empty_required(content: NoteContent, shape: Template) -> tuple[Section, ...]:
    """Give the required sections without text, in the template's order."""
    return tuple(
        section for section in shape.sections if section.required and not content.sections.get(section.key, "").strip()
    )


def recorded(view: NoteView) -> Recorded | None:
    """Give what attendance says of the note's client; None for the group's note."""
    line = view.attendance
    if line is None:
        return None
    session = view.sheet.session
    return Recorded(
        present=line.mark in {Mark.PRESENT, Mark.REMOVED},
        attended_minutes=line.attended_minutes,
        arrived_late_minutes=line.arrived_late_minutes,
        left_early_minutes=line.left_early_minutes,
        late=line.late,
        left_early=line.left_early,
        starts_at=session.starts_at.astimezone(ZoneInfo(session.zone)),
    )


def replacement(named: Named, peer: str, peers: str) -> str:
    """Give what stands in place of a name: `peer` ("a peer") or, for a possessive, `peers` ("a peer's").

    It starts with a capital where the name starts a sentence.
    """
    words = peers if named.possessive else peer
    return words[:1].upper() + words[1:] if named.begins_sentence else words

"""What a template that somebody makes must be: pure checks, and the keys under which its sections are stored."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from coordinator.notes.errors import TemplateRefused
from coordinator.notes.templates import Section, Template
from coordinator.vocabulary import TemplateKind

LONGEST_TITLE = 60
LONGEST_HINT = 120
MOST_SECTIONS = 12


class TemplateFault(StrEnum):
    """Why a template cannot be kept or put away."""

    NO_TITLE = "no-title"
    TITLE_TAKEN = "title-taken"
    TOO_LONG = "too-long"
    NO_SECTION = "no-section"
    TOO_MANY_SECTIONS = "too-many-sections"
    SECTION_WITHOUT_TITLE = "section-without-title"
    SECTION_TWICE = "section-twice"
    LAST_OF_ITS_KIND = "last-of-its-kind"


@dataclass(frozen=True, slots=True)
class TemplateDraft:
    """A template as somebody types it. A section without a key is new."""

    title: str
    kind: TemplateKind
    sections: tuple[Section, ...]
    participation: bool = False


def settled(draft: TemplateDraft, known: Sequence[Template], *, instead_of: str = "") -> TemplateDraft:
    """Give the draft as it is stored: without needless blanks, each section with its key.

    A new section called like one that exists, such as "Plan", shares its key, so that text moves along when a note
    changes its template and the guards know it. Only a client's note has participation and goals. Raises
    `TemplateRefused`.
    """
    title = _plain(draft.title)
    sections = [replace(one, title=_plain(one.title), placeholder=_plain(one.placeholder)) for one in draft.sections]
    others = {one.title.casefold() for one in known if one.key != instead_of and not one.replaced}
    titles = [one.title.casefold() for one in sections]
    faults = (
        (TemplateFault.NO_TITLE, not title),
        (TemplateFault.TITLE_TAKEN, title.casefold() in others),
        (TemplateFault.NO_SECTION, not sections),
        (TemplateFault.TOO_MANY_SECTIONS, len(sections) > MOST_SECTIONS),
        (TemplateFault.SECTION_WITHOUT_TITLE, not all(titles)),
        (TemplateFault.SECTION_TWICE, len(set(titles)) < len(titles)),
        (TemplateFault.TOO_LONG, _is_too_long(title, sections)),
    )
    fault = next((fault for fault, is_so in faults if is_so), None)
    if fault is not None:
        raise TemplateRefused(fault)
    individual = draft.kind is TemplateKind.INDIVIDUAL
    return TemplateDraft(
        title=title,
        kind=draft.kind,
        sections=tuple(replace(one, goals=one.goals and individual) for one in _keyed(sections, known)),
        participation=draft.participation and individual,
    )


def _keyed(sections: Sequence[Section], known: Iterable[Template]) -> list[Section]:
    by_title = {section.title.casefold(): section.key for template in known for section in template.sections}
    taken = {one.key for one in sections if one.key}
    keyed = []
    for one in sections:
        key = one.key
        if not key:
            wanted = by_title.get(one.title.casefold(), "")
            key = wanted if wanted and wanted not in taken else _free(_slug(one.title), taken)
            taken.add(key)
        keyed.append(replace(one, key=key))
    return keyed


def _free(slug: str, taken: set[str]) -> str:
    numbered = (slug if number == 1 else f"{slug}_{number}" for number in range(1, MOST_SECTIONS + 2))
    return next(key for key in numbered if key not in taken)


def _slug(title: str) -> str:
    return "_".join(re.findall(r"[^\W_]+", title.casefold())) or "section"


def _plain(text: str) -> str:
    return " ".join(text.split())


def _is_too_long(title: str, sections: Sequence[Section]) -> bool:
    titles = [title, *(one.title for one in sections)]
    return any(len(one) > LONGEST_TITLE for one in titles) or any(
        len(one.placeholder) > LONGEST_HINT for one in sections
    )

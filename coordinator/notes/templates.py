"""Templates as plain data: which sections a note has, in which order, and what each asks for.

The clinical formats have exactly the sections they are known by (DAP, SOAP, BIRP, GIRP, PIE). A clinic adds its own
beside them (`own_templates`); a `Shelf` holds all of them, those that are offered no more included, since a note keeps
the template it was written with.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import cast

from coordinator.notes.errors import TemplateUnknown
from coordinator.vocabulary import TemplateKind

TEMPLATES = ("templates", "notes")
"""The folder of what ships, inside the resources."""


@dataclass(frozen=True, slots=True)
class Section:
    """One headed field.

    `key` is what is stored: sections of different templates with the same key share their text. `required` is
    asked about when signing. `routine` text may well be the same for several clients. `goals` puts the client's
    goals beside the heading.
    """

    key: str
    title: str
    placeholder: str = ""
    required: bool = False
    routine: bool = False
    goals: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """The shape of a note. `participation` says whether the client's participation is asked for.

    `own` is the clinic's; the others ship with the program. One that is not `offered` shapes only the notes that were
    written with it. `replaced` is an earlier edition of an own one.
    """

    key: str
    title: str
    kind: TemplateKind
    order: int
    sections: tuple[Section, ...]
    participation: bool = False
    own: bool = False
    offered: bool = True
    replaced: bool = False

    def section(self, key: str) -> Section | None:
        """Give a section by its key."""
        return next((section for section in self.sections if section.key == key), None)


@dataclass(frozen=True, slots=True)
class Shelf:
    """Every template there is: by kind, then in the order in which they are offered."""

    templates: tuple[Template, ...]

    def template(self, key: str) -> Template:
        """Give a template by its key, offered or not; raises `TemplateUnknown`."""
        found = next((template for template in self.templates if template.key == key), None)
        if found is None:
            raise TemplateUnknown(key)
        return found

    def offered(self, kind: TemplateKind, keeping: str = "") -> tuple[Template, ...]:
        """Give the templates offered for a note of this kind: an absent client's may become an ordinary one.

        The one that a note is written with stays among them under its key.
        """
        kinds = {TemplateKind.GROUP} if kind is TemplateKind.GROUP else {TemplateKind.INDIVIDUAL, TemplateKind.NO_SHOW}
        return tuple(one for one in self.templates if one.kind in kinds and (one.offered or one.key == keeping))

    def first(self, kind: TemplateKind) -> Template:
        """Give the template a new note of this kind starts with."""
        of_kind = [template for template in self.templates if template.kind is kind]
        return next((template for template in of_kind if template.offered), of_kind[0])

    def title_of(self, section_key: str) -> str:
        """Give the title of a section that a note's present template does not have; its key where none has it."""
        sections = (section for template in self.templates for section in template.sections)
        return next((section.title for section in sections if section.key == section_key), section_key)


@cache
def shipped() -> tuple[Template, ...]:
    """Give every template that ships with the program: by kind, then in the order in which they are offered."""
    folder = files("resources").joinpath(*TEMPLATES)
    found = [
        _template(entry.name.removesuffix(".toml"), tomllib.loads(entry.read_text(encoding="utf-8")))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    ]
    return in_order(found)


def in_order(templates: Iterable[Template]) -> tuple[Template, ...]:
    """Order templates by kind, then as they are offered."""
    kinds = list(TemplateKind)
    return tuple(sorted(templates, key=lambda template: (kinds.index(template.kind), template.order)))


def _template(key: str, data: dict[str, object]) -> Template:
    sections = cast("Iterable[dict[str, object]]", data["section"])
    return Template(
        key=key,
        title=str(data["title"]),
        kind=TemplateKind(str(data["kind"])),
        order=int(str(data["order"])),
        participation=data.get("participation") is True,
        sections=tuple(
            Section(
                key=str(section["key"]),
                title=str(section["title"]),
                placeholder=str(section.get("placeholder", "")),
                required=section.get("required") is True,
                routine=section.get("routine") is True,
                goals=section.get("goals") is True,
            )
            for section in sections
        ),
    )

"""The clinic's own templates beside those that ship with the program, and which of all of them are offered."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from uuid import uuid4

from sqlmodel import col, select

from coordinator.changes import Change, nothing_changed
from coordinator.notes.errors import TemplateRefused, TemplateUnknown
from coordinator.notes.shapes import TemplateDraft, TemplateFault, settled
from coordinator.notes.templates import Section, Shelf, Template, in_order, shipped
from coordinator.store.tables import NoteRow, NoteTemplateRow, TemplateOfferRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, Topic

TOPICS = frozenset({Topic.NOTES})
LAST = 1000
"""The place of an own template that nobody moved: after those that ship."""


def shelf(work: UnitOfWork) -> Shelf:
    """Give every template, shipped and own, as the clinic arranged them."""
    offers = {row.template: row for row in work.rows.exec(select(TemplateOfferRow))}
    rows = work.rows.exec(select(NoteTemplateRow).order_by(col(NoteTemplateRow.created_at))).all()
    replaced = frozenset(row.replaces for row in rows if row.replaces)
    own = [_of_row(row, replaced) for row in rows]
    return Shelf(in_order(_arranged(template, offers) for template in (*shipped(), *own)))


def add_template(work: UnitOfWork, draft: TemplateDraft) -> Change[str]:
    """Add a template; the outcome is its key. Undo takes it away, or out of the offer once a note is written with it.

    Raises `TemplateRefused`.
    """
    draft = settled(draft, shelf(work).templates)
    row = _new_edition(work, draft, replaces="")
    return Change(Action.ADD_TEMPLATE, row.id, TOPICS, row.template, undo=partial(take_back_template, key=row.template))


def change_template(work: UnitOfWork, key: str, draft: TemplateDraft) -> Change[str]:
    """Change an own template; the outcome is the key of its new edition. Notes written before keep the old one.

    Raises `TemplateRefused`, `TemplateUnknown` for one that ships with the program or was replaced.
    """
    known = shelf(work)
    before = known.template(key)
    if not before.own or before.replaced:
        raise TemplateUnknown(key)
    draft = settled(replace(draft, kind=before.kind), known.templates, instead_of=key)
    if draft == TemplateDraft(before.title, before.kind, before.sections, before.participation):
        return nothing_changed(Action.CHANGE_TEMPLATE, key)
    row = _new_edition(work, draft, replaces=key)
    _offer(work, row.template, place=before.order, offered=before.offered)
    return Change(
        Action.CHANGE_TEMPLATE, row.id, TOPICS, row.template, undo=partial(take_back_template, key=row.template)
    )


def take_back_template(work: UnitOfWork, key: str) -> Change[None]:
    """Take away an own template that no note is written with; the edition before it holds again.

    One that a note is written with is only offered no more. Raises `TemplateRefused`, `TemplateUnknown`.
    """
    row = work.rows.exec(select(NoteTemplateRow).where(NoteTemplateRow.template == key)).first()
    if row is None:
        raise TemplateUnknown(key)
    if work.rows.exec(select(col(NoteRow.id)).where(NoteRow.template == key).limit(1)).first() is not None:
        return retire_template(work, key)
    if not row.replaces:
        _check_not_last(shelf(work), key)
    subject = row.id
    for offer in work.rows.exec(select(TemplateOfferRow).where(TemplateOfferRow.template == key)):
        work.rows.delete(offer)
    work.rows.delete(row)
    return Change(Action.REMOVE_TEMPLATE, subject, TOPICS, None)


def retire_template(work: UnitOfWork, key: str) -> Change[None]:
    """Offer a template no more; notes written with it stay as they are. Raises `TemplateRefused`, `TemplateUnknown`."""
    known = shelf(work)
    template = known.template(key)
    if not template.offered:
        return nothing_changed(Action.RETIRE_TEMPLATE, None)
    _check_not_last(known, key)
    _offer(work, key, place=template.order, offered=False)
    undo = partial(offer_template, key=key)
    return Change(Action.RETIRE_TEMPLATE, None, TOPICS, None, undo=undo, detail={"template": key})


def offer_template(work: UnitOfWork, key: str) -> Change[None]:
    """Offer a template again. Raises `TemplateUnknown`, also for an edition that was replaced."""
    template = shelf(work).template(key)
    if template.replaced:
        raise TemplateUnknown(key)
    if template.offered:
        return nothing_changed(Action.OFFER_TEMPLATE, None)
    _offer(work, key, place=template.order, offered=True)
    undo = partial(retire_template, key=key)
    return Change(Action.OFFER_TEMPLATE, None, TOPICS, None, undo=undo, detail={"template": key})


def move_template(work: UnitOfWork, key: str, step: int) -> Change[None]:
    """Move a template up (-1) or down (1) among those of its kind; new notes start with the first that is offered."""
    known = shelf(work)
    template = known.template(key)
    beside = [one for one in known.templates if one.kind is template.kind and not one.replaced]
    place = beside.index(template)
    there = place + step
    if not 0 <= there < len(beside):
        return nothing_changed(Action.MOVE_TEMPLATE, None)
    beside.insert(there, beside.pop(place))
    for at, one in enumerate(beside, start=1):
        _offer(work, one.key, place=at, offered=one.offered)
    undo = partial(move_template, key=key, step=-step)
    return Change(Action.MOVE_TEMPLATE, None, TOPICS, None, undo=undo, detail={"template": key})


def _check_not_last(known: Shelf, key: str) -> None:
    """Refuse to leave a kind of note without a template. Raises `TemplateRefused`."""
    kind = known.template(key).kind
    if not any(one.kind is kind and one.offered and one.key != key for one in known.templates):
        raise TemplateRefused(TemplateFault.LAST_OF_ITS_KIND)


def _new_edition(work: UnitOfWork, draft: TemplateDraft, *, replaces: str) -> NoteTemplateRow:
    number = uuid4()
    row = NoteTemplateRow(
        id=number,
        template=f"own-{number}",
        replaces=replaces,
        title=draft.title,
        kind=draft.kind,
        participation=draft.participation,
        sections=[
            {
                "key": one.key,
                "title": one.title,
                "placeholder": one.placeholder,
                "required": one.required,
                "routine": one.routine,
                "goals": one.goals,
            }
            for one in draft.sections
        ],
        author_id=work.signed_in,
        created_at=work.now,
    )
    work.rows.add(row)
    return row


def _offer(work: UnitOfWork, key: str, *, place: int, offered: bool) -> None:
    row = work.rows.exec(select(TemplateOfferRow).where(TemplateOfferRow.template == key)).first()
    if row is None:
        row = TemplateOfferRow(id=uuid4(), template=key, place=place, offered=offered)
    row.place, row.offered = place, offered
    work.rows.add(row)


def _arranged(template: Template, offers: Mapping[str, TemplateOfferRow]) -> Template:
    offer = offers.get(template.key)
    if offer is None:
        return template
    return replace(template, order=offer.place, offered=offer.offered and not template.replaced)


def _of_row(row: NoteTemplateRow, replaced: frozenset[str]) -> Template:
    return Template(
        key=row.template,
        title=row.title,
        kind=row.kind,
        order=LAST,
        sections=tuple(
            Section(
                key=str(one["key"]),
                title=str(one["title"]),
                placeholder=str(one.get("placeholder", "")),
                required=one.get("required") is True,
                routine=one.get("routine") is True,
                goals=one.get("goals") is True,
            )
            for one in row.sections
        ),
        participation=row.participation,
        own=True,
        offered=row.template not in replaced,
        replaced=row.template in replaced,
    )

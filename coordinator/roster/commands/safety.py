"""Emergency contacts, flags, plan goals and consents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID, uuid4

from sqlmodel import select

from coordinator.changes import Change, nothing_changed
from coordinator.roster.errors import ConsentAlreadyRevoked, DatesOutOfOrder
from coordinator.roster.forms import ConsentDetails
from coordinator.roster.reversal import TOPICS, Keepsake
from coordinator.roster.rules import check_text, checked_consent, one_line
from coordinator.roster.shapes import (
    EmergencyContact,
)
from coordinator.store.tables import ClientRow, ConsentRow, EmergencyContactRow, FlagRow, GoalRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, FlagKind


def set_emergency_contacts(work: UnitOfWork, client_id: ClientId, contacts: Sequence[EmergencyContact]) -> Change[int]:
    """Let these be the people to call for a client, in this order; gives how many there are.

    A contact whose name and number did not change keeps the time of its last check. Raises `NotFound`,
    `TextMissing`, `FieldTooLong`.
    """
    work.get(ClientRow, client_id)
    keepsake = Keepsake(work)
    write_contacts(work, keepsake, client_id, contacts)
    back = keepsake.inverse(Action.CHANGE_CLIENT, client_id)
    return Change(Action.CHANGE_CLIENT, client_id, TOPICS, outcome=len(contacts), undo=back)


def check_contact(work: UnitOfWork, contact_id: UUID) -> Change[None]:
    """Note that an emergency contact was confirmed just now; raises `NotFound`."""
    row = work.get(EmergencyContactRow, contact_id)
    keepsake = Keepsake(work)
    keepsake.note(EmergencyContactRow, contact_id)
    row.checked_at = work.now
    back = keepsake.inverse(Action.CHANGE_CLIENT, row.client_id)
    return Change(Action.CHANGE_CLIENT, row.client_id, TOPICS, outcome=None, undo=back)


def write_contacts(
    work: UnitOfWork, keepsake: Keepsake, client_id: ClientId, contacts: Sequence[EmergencyContact]
) -> None:
    """Replace a client's emergency contacts within another command; raises `TextMissing`, `FieldTooLong`."""
    checked = {}
    for old in work.rows.exec(select(EmergencyContactRow).where(EmergencyContactRow.client_id == client_id)).all():
        keepsake.note(EmergencyContactRow, old.id)
        checked[old.name, old.phone] = old.checked_at
        work.rows.delete(old)
    work.rows.flush()
    for position, contact in enumerate(contacts):
        name, phone = check_text("contact_name", contact.name), one_line("contact_phone", contact.phone)
        row = EmergencyContactRow(
            id=uuid4(),
            client_id=client_id,
            position=position,
            name=name,
            relationship=one_line("contact_relationship", contact.relationship),
            phone=phone,
            checked_at=contact.checked_at or checked.get((name, phone)),
        )
        keepsake.note(EmergencyContactRow, row.id)
        work.rows.add(row)


def raise_flag(work: UnitOfWork, client_id: ClientId, kind: FlagKind, text: str) -> Change[UUID]:
    """Put up something that everybody who leads a session must know; raises `NotFound`, `TextMissing`."""
    work.get(ClientRow, client_id)
    row = FlagRow(
        client_id=client_id, kind=kind, text=check_text("flag", text), raised_at=work.now, raised_by=work.signed_in
    )
    keepsake = Keepsake(work)
    keepsake.note(FlagRow, row.id)
    work.rows.add(row)
    back = keepsake.inverse(Action.CLEAR_FLAG, client_id)
    return Change(Action.RAISE_FLAG, client_id, TOPICS, outcome=row.id, undo=back, detail={"kind": kind.value})


def read_flag(work: UnitOfWork, flag_id: UUID) -> Change[None]:
    """Note that a flag was read; one that was read before stays as it is. Raises `NotFound`."""
    row = work.get(FlagRow, flag_id)
    if row.read_at is not None:
        return nothing_changed(Action.READ_FLAG, None)
    keepsake = Keepsake(work)
    keepsake.note(FlagRow, flag_id)
    row.read_at = work.now
    back = keepsake.inverse(Action.READ_FLAG, row.client_id)
    return Change(Action.READ_FLAG, row.client_id, TOPICS, outcome=None, undo=back)


def clear_flag(work: UnitOfWork, flag_id: UUID) -> Change[None]:
    """Take a flag down; it stays in the record. Raises `NotFound`."""
    row = work.get(FlagRow, flag_id)
    if row.cleared_at is not None:
        return nothing_changed(Action.CLEAR_FLAG, None)
    keepsake = Keepsake(work)
    keepsake.note(FlagRow, flag_id)
    row.cleared_at = work.now
    back = keepsake.inverse(Action.CLEAR_FLAG, row.client_id)
    return Change(Action.CLEAR_FLAG, row.client_id, TOPICS, outcome=None, undo=back)


def set_goals(work: UnitOfWork, client_id: ClientId, labels: Sequence[str]) -> Change[int]:
    """Let these be the goals of a client's plan, numbered from 1; gives how many there are.

    A goal that falls away stays in the record, since notes may cite its number. Raises `NotFound`,
    `TextMissing`, `FieldTooLong`.
    """
    work.get(ClientRow, client_id)
    keepsake = Keepsake(work)
    rows = {row.number: row for row in work.rows.exec(select(GoalRow).where(GoalRow.client_id == client_id))}
    for number, label in enumerate(labels, start=1):
        text = check_text("goal", label)
        row = rows.pop(number, None)
        if row is None:
            row = GoalRow(client_id=client_id, number=number, label=text)
            keepsake.note(GoalRow, row.id)
            work.rows.add(row)
        else:
            keepsake.note(GoalRow, row.id)
            row.label, row.active = text, True
    for row in rows.values():
        keepsake.note(GoalRow, row.id)
        row.active = False
    back = keepsake.inverse(Action.CHANGE_CLIENT, client_id)
    return Change(Action.CHANGE_CLIENT, client_id, TOPICS, outcome=len(labels), undo=back)


def add_consent(work: UnitOfWork, client_id: ClientId, details: ConsentDetails) -> Change[UUID]:
    """Record a consent; raises `NotFound`, `ConsentIncomplete`, `DatesOutOfOrder`, `FieldTooLong`."""
    work.get(ClientRow, client_id)
    row = ConsentRow(client_id=client_id, **asdict(checked_consent(details)))
    keepsake = Keepsake(work)
    keepsake.note(ConsentRow, row.id)
    work.rows.add(row)
    back = keepsake.inverse(Action.ADD_CONSENT, client_id)
    return Change(Action.ADD_CONSENT, client_id, TOPICS, outcome=row.id, undo=back, detail={"kind": details.kind.value})


def revoke_consent(work: UnitOfWork, consent_id: UUID, *, on: date) -> Change[None]:
    """Record that a client took a consent back on a day; nothing is disclosed under it from that day on.

    Raises `NotFound`, `ConsentAlreadyRevoked`, `DatesOutOfOrder`.
    """
    row = work.get(ConsentRow, consent_id)
    if row.revoked_on is not None:
        raise ConsentAlreadyRevoked
    if on < row.signed_on:
        raise DatesOutOfOrder(row.signed_on, on)
    keepsake = Keepsake(work)
    keepsake.note(ConsentRow, consent_id)
    row.revoked_on = on
    back = keepsake.inverse(Action.REVOKE_CONSENT, row.client_id)
    return Change(
        Action.REVOKE_CONSENT, row.client_id, TOPICS, outcome=None, undo=back, detail={"kind": row.kind.value}
    )

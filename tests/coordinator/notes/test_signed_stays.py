"""A signed note is changed by no command of the program: all of them are found by looking, and tried."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import select
from sqlalchemy.exc import SQLAlchemyError

from coordinator import integrity, notes, people
from coordinator.errors import CoordinatorError
from coordinator.store.row_seals import table_of
from coordinator.store.tables import AddendumCoSignatureRow, AddendumRow, CoSignatureRow, NoteRow
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vocabulary import StaffRole
from tests.coordinator.notes.every_command import arguments, every_command
from tests.coordinator.notes.note_builders import Morning, written
from tests.fakes import FakeClock

COMMANDS = dict(every_command())
KINDS = {"note", "addendum", "co_signature", "addendum_co_signature"}
ALREADY_ADDED = "Already added."
LEAST = 90
"""How many commands there are at least: a walk that finds none would prove nothing."""


@pytest.fixture
def known(store: Store, clock: FakeClock, morning: Morning) -> dict[str, Any]:
    """Ids of what is there. The note of Elias and that of the group are signed, signed beside, and added to."""
    assert store.actor is not None
    me = store.actor
    chen = store.write(people.add_facilitator, "M. Chen", "LPC-S", role=StaffRole.SUPERVISOR).outcome
    store.write(people.set_supervision, me, chen)
    for client, content in ((morning.elias, written()), (None, notes.NoteContent("group", {"topic": "Sleep"}))):
        digest = store.write(notes.save_draft, morning.session, client, content).outcome
        store.write(notes.sign, morning.session, client, digest)
        store.write(notes.add_addendum, morning.session, client, ALREADY_ADDED)
        view = store.read(notes.note, morning.session, client)
        assert view.signature is not None
        store.sign_in(chen)
        store.write(notes.cosign, morning.session, client, view.signature.digest)
        (added,) = view.addenda
        store.write(notes.cosign_addendum, morning.session, client, added.id, added.digest)
        store.sign_in(me)
    clock.advance(seconds=61)
    note_id = store.read(notes.note, morning.session, morning.elias).note_id
    assert note_id is not None
    return {
        "GroupSessionId": morning.session,
        "ClientId": morning.elias,
        "GroupId": morning.group,
        "NoteId": note_id,
        "FacilitatorId": me,
    }


def signed_records(work: UnitOfWork) -> list[dict[str, Any]]:
    """Everything that stands under a signature, value by value."""
    found: list[dict[str, Any]] = []
    for kind in (NoteRow, AddendumRow, CoSignatureRow, AddendumCoSignatureRow):
        table = table_of(kind)
        rows = work.rows.connection().execute(select(table).order_by(table.c.id)).mappings()
        found += [dict(row) for row in rows if row.get("status", "signed") == "signed"]
    return found


def test_the_walk_finds_the_commands_that_matter() -> None:
    assert len(COMMANDS) >= LEAST
    for name in ("save_draft", "set_template", "sign", "withdraw_signature", "add_addendum", "cosign", "mark"):
        assert any(found.endswith(f".{name}") for found in COMMANDS), name


@pytest.mark.parametrize("of_the_group", [False, True])
def test_no_command_changes_what_is_signed(store: Store, known: dict[str, Any], of_the_group: bool) -> None:
    before = store.read(signed_records)
    assert len(before) == 8
    carried_out = 0
    for name, command in COMMANDS.items():
        given, named = arguments(command, known)
        if of_the_group:
            given = [None if one == known["ClientId"] else one for one in given]
        for attempt in attempts(store, command, given, named):
            carried_out += attempt
        after = store.read(signed_records)
        for record in before:
            assert record in after, f"{name} changed what is signed"
    assert carried_out > LEAST / 4
    report = store.read(integrity.verify)
    assert not [one for one in report.altered if one.kind in KINDS]


def attempts(store: Store, command: Callable[..., Any], given: list[Any], named: dict[str, Any]) -> list[bool]:
    """Carry a command out, then take it back as the Edit menu would; whether each was done."""
    done: list[bool] = []
    step: Callable[..., Any] | None = command
    inspect.signature(command).bind(None, *given, **named)  # it was called as it wants to be called
    while step is not None and len(done) < 2:
        try:
            change = store.write(step, *given, **named)
        except (CoordinatorError, SQLAlchemyError, ValueError, LookupError, AttributeError, TypeError):
            return [*done, False]  # refused by a rule, or by what the forged value is made of
        done.append(True)
        step, given, named = change.undo, [], {}
    return done

"""What is in a packet, and what is in none."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from uuid import uuid4

import pytest
from sqlalchemy import Boolean, Column, Date, Enum, Integer, Time, Uuid
from sqlalchemy.types import JSON
from sqlmodel import SQLModel, select

from coordinator import packet
from coordinator.changes import Change
from coordinator.packet.contents import FIELDS, Contents, decoded, encoded
from coordinator.packet.errors import PacketUnusable
from coordinator.packet.gathering import gather
from coordinator.packet.sealing import read_sealed
from coordinator.store.columns import UtcDateTime
from coordinator.store.row_seals import table_of
from coordinator.store.tables import (
    AttendanceRow,
    ClientRow,
    EmergencyContactRow,
    EnrolmentRow,
    FlagRow,
    GroupRow,
    GroupSessionRow,
    ProgramRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, FlagKind, SessionStatus, Topic
from tests.coordinator.packet.conftest import SECRET, Home

NOT_PLANTED = {"program", "program_rule", "note_template", "template_offer", "guest_packet"}
"""There is one program; its rules and the templates in use go along; a guest vault hands nothing over."""
PLANTED = "quincewort"


def fill_everything_else(work: UnitOfWork) -> Change[None]:
    """Put one more row into every table, of other people, each text of which is planted."""
    keys: dict[str, object] = {"program": work.rows.exec(select(ProgramRow)).one().id}
    for table in SQLModel.metadata.sorted_tables:
        if table.name in NOT_PLANTED:
            continue
        row = {column.name: planted(table.name, column, keys) for column in table.columns}
        (key,) = table.primary_key.columns
        keys[table.name] = row[key.name]
        work.rows.connection().execute(table.insert(), row)
    return Change(Action.CHANGE_CLIENT, None, frozenset({Topic.ROSTER}), None)


def planted(table: str, column: Column[object], keys: dict[str, object]) -> object:
    kind = column.type
    if column.foreign_keys:
        (reference,) = column.foreign_keys
        return keys.get(reference.column.table.name)
    if isinstance(kind, Integer):
        return 1_000_000 if column.primary_key else 60
    if isinstance(kind, Enum):
        return next(iter(kind.enum_class or ()))
    plain = {
        Uuid: uuid4(),
        Boolean: True,
        JSON: {"said": f"{PLANTED} {table}"},
        Date: date(2026, 3, 11),
        Time: time(9),
        UtcDateTime: datetime(2026, 3, 4, 14, 0, tzinfo=UTC),
    }
    text = PLANTED[:2] if column.name == "state" else f"{PLANTED} {table}.{column.name}"
    return next((value for sort, value in plain.items() if isinstance(kind, sort)), text)


def fill_what_stays_at_home(work: UnitOfWork, home: Home) -> Change[None]:
    """Plant into the very clients and the very group what no packet takes along."""
    program = work.rows.exec(select(ProgramRow)).one()
    program.address = program.confidentiality_notice = f"{PLANTED} of the program"
    earlier = work.rows.exec(select(GroupSessionRow).where(GroupSessionRow.link.contains(PLANTED))).first()  # type: ignore[attr-defined]
    assert earlier is not None
    for client in home.clinic.clients.values():
        work.get(ClientRow, client).born_on = date(1971, 2, 3)
        work.rows.add(AttendanceRow(session_id=earlier.id, client_id=client, reason_note=f"{PLANTED} of last week"))
        work.rows.add(
            FlagRow(client_id=client, kind=FlagKind.RISK, text=f"{PLANTED} cleared", raised_at=work.now,
                    raised_by=work.signed_in, cleared_at=work.now)
        )  # fmt: skip
        for name in ("discharge_plan", "label", "payer", "number", "recipient", "name"):
            for table in ("episode", "goal", "payer_authorization", "consent", "former_name"):
                columns = SQLModel.metadata.tables[table].columns
                if name in columns:
                    changed = SQLModel.metadata.tables[table].update().where(columns["client_id"] == client)
                    work.rows.connection().execute(changed.values({name: f"{PLANTED} {table}.{name}"}))
    return Change(Action.CHANGE_CLIENT, None, frozenset({Topic.ROSTER}), None)


def test_nothing_else_of_the_vault_is_in_a_packet(home: Home) -> None:
    home.store.write(fill_everything_else)
    home.store.write(fill_what_stays_at_home, home)

    home.make()

    sealed = read_sealed(home.file)
    inside = sealed.contents(sealed.unlock(SECRET)).decode()
    assert PLANTED not in inside
    assert "1971" not in inside
    assert "2026-01-05" not in inside, "since when somebody comes stays at home"
    assert "Amara Osei" in inside
    assert "Ama Osei" in inside, "whom to call"
    assert "https://zoom.us/j/5550100100" in inside
    for told in (*home.clinic.clients, "5550100100", "Alder Street IOP", PLANTED):
        assert told.encode() not in home.file.read_bytes()


def test_a_packet_takes_along_what_the_session_needs(home: Home) -> None:
    contents = home.store.read(_gathered, home)
    assert {str(one["preferred_name"]) for one in contents.of(ClientRow)} == set(home.clinic.clients)
    assert len(contents.of(EmergencyContactRow)) == 9
    assert {(one["starts_on"], one["ends_on"]) for one in contents.of(EnrolmentRow)} == {("2026-03-11", "2026-03-11")}
    (session,), (group,) = contents.of(GroupSessionRow), contents.of(GroupRow)
    assert session["id"] == str(home.clinic.session_id)
    assert group["link"] == "https://zoom.us/j/5550100100"


def test_what_is_written_is_read_again_exactly(home: Home) -> None:
    contents = home.store.read(_gathered, home)
    assert decoded(encoded(contents)) == contents


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ('"schema":1', '"schema":2'),
        ('"is_sample":false', '"is_sample":1'),
        ('"planned_minutes":180', '"planned_minutes":99999999999'),
        ('"status":"planned"', '"status":"dancing"'),
        ('"service_date":"2026-03-11"', '"service_date":"the eleventh"'),
        ('"client":[', '"consent":['),
        ('"code":', '"diagnosis":'),
    ],
)
def test_contents_of_another_shape_are_refused(home: Home, was: str, becomes: str) -> None:
    written = encoded(home.store.read(_gathered, home)).decode()
    assert was in written
    with pytest.raises(PacketUnusable):
        decoded(written.replace(was, becomes, 1).encode())


def test_every_column_that_goes_along_is_one_of_its_table() -> None:
    for kind, names in FIELDS.items():
        assert set(names) <= {column.name for column in table_of(kind).columns}


def test_a_session_that_was_held_is_not_handed_over(home: Home) -> None:
    def hold(work: UnitOfWork) -> Change[None]:
        work.get(GroupSessionRow, home.clinic.session_id).status = SessionStatus.HELD
        return Change(Action.END_SESSION, None, frozenset({Topic.SESSIONS}), None)

    home.store.write(hold)
    with pytest.raises(packet.SessionOver):
        home.make()
    assert not home.file.exists()


def _gathered(work: UnitOfWork, home: Home) -> Contents:
    return gather(work, uuid4(), home.clinic.session_id, home.mallory, datetime(2026, 3, 12, 16, tzinfo=UTC))

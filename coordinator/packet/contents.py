"""What a packet holds, column by column: what is not named here is in no packet.

No history, no other session, no other client, no older note; of a client nothing but what leading tonight's session
safely takes: who they are, where they are, how to call back and whom to call, as telehealth rules ask each session.
Dates of birth, levels of care, payers, consents, plan goals and stays stay at home.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import SQLModel

from coordinator.packet.errors import PacketFault, PacketUnusable
from coordinator.packet.values import (
    Plain,
    Values,
    canonical,
    id_of,
    instant_of,
    list_of,
    mapping_of,
    names_of,
    read_json,
    text_of,
    typed,
)
from coordinator.store.row_seals import table_of
from coordinator.store.tables import (
    AttendanceRow,
    ClientRow,
    EmergencyContactRow,
    EnrolmentRow,
    FacilitatorRow,
    FlagRow,
    GroupRow,
    GroupSessionRow,
    LicensedStateRow,
    NoteTemplateRow,
    PlannedAbsenceRow,
    ProgramRow,
    ProgramRuleRow,
    SessionSegmentRow,
    SupervisionRow,
    TemplateOfferRow,
)
from coordinator.vocabulary import FacilitatorId, GroupSessionId

SCHEMA = 1

FIELDS: Mapping[type[SQLModel], tuple[str, ...]] = {
    ProgramRow: ("id", "clinic_name", "phone", "zone", "home_state", "part2_covered", "is_sample"),
    ProgramRuleRow: names_of(ProgramRuleRow, "version"),
    FacilitatorRow: ("id", "name", "name_key", "credentials", "role", "active"),
    LicensedStateRow: ("id", "facilitator_id", "state"),
    SupervisionRow: ("id", "facilitator_id", "supervisor_id"),
    GroupRow: (
        *("id", "program_id", "name", "name_key", "short_code", "colour", "capacity", "zone", "age_band"),
        *("facilitator_id", "platform", "link", "passcode", "backup_link", "topic", "limit_minutes"),
    ),
    GroupSessionRow: (
        *("id", "group_id", "service_date", "starts_at", "ends_at", "zone", "planned_minutes", "break_minutes"),
        *("status", "exception", "original_starts_at", "facilitator_id", "substitute", "topic", "platform", "link"),
        *("passcode", "launched_at", "launched_by", "started_at", "ended_at"),
    ),
    SessionSegmentRow: ("id", "session_id", "position", "service_type", "minutes", "leader_id"),
    ClientRow: (
        *("id", "code", "preferred_name", "legal_name", "name_key", "pronouns", "zone", "home_state"),
        *("usual_location", "callback_number", "preferred_contact", "local_emergency_number"),
    ),
    EmergencyContactRow: ("id", "client_id", "position", "name", "relationship", "phone", "checked_at"),
    EnrolmentRow: ("id", "client_id", "group_id", "starts_on", "ends_on"),
    FlagRow: names_of(FlagRow, "version", "cleared_at"),
    PlannedAbsenceRow: names_of(PlannedAbsenceRow, "version"),
    AttendanceRow: names_of(AttendanceRow, "version", "import_id"),
    NoteTemplateRow: names_of(NoteTemplateRow, "version", "replaces"),
    TemplateOfferRow: names_of(TemplateOfferRow, "version"),
}
"""Which columns of which tables go into a packet. A stay in the group goes as that of the one day only."""

KINDS = {table_of(kind).name: kind for kind in FIELDS}


@dataclass(frozen=True, slots=True)
class Contents:
    """Everything in a packet: whose it is, until when, and the rows by table."""

    packet_id: UUID
    session_id: GroupSessionId
    facilitator_id: FacilitatorId
    made_at: datetime
    made_by: str
    expires_at: datetime
    rows: Mapping[str, tuple[Values, ...]]

    def of(self, kind: type[SQLModel]) -> tuple[Values, ...]:
        """Give the rows of one table."""
        return self.rows.get(table_of(kind).name, ())

    @property
    def is_sample(self) -> bool:
        """Whether everyone in it is made up."""
        return self.of(ProgramRow)[0]["is_sample"] is True


def encoded(contents: Contents) -> bytes:
    """Write contents in their one form."""
    return canonical(
        {
            "schema": SCHEMA,
            "packet_id": str(contents.packet_id),
            "session_id": str(contents.session_id),
            "facilitator_id": str(contents.facilitator_id),
            "made_at": contents.made_at.isoformat(),
            "made_by": contents.made_by,
            "expires_at": contents.expires_at.isoformat(),
            "rows": {name: [dict(one) for one in rows] for name, rows in contents.rows.items()},
        }
    )


def decoded(written: bytes) -> Contents:
    """Understand contents; raises `PacketUnusable` for anything that is not exactly what this program writes."""
    found = read_json(written)
    if found.get("schema") != SCHEMA:
        raise PacketUnusable(PacketFault.TOO_NEW)
    try:
        contents = Contents(
            packet_id=id_of(found["packet_id"]),
            session_id=GroupSessionId(id_of(found["session_id"])),
            facilitator_id=FacilitatorId(id_of(found["facilitator_id"])),
            made_at=instant_of(found["made_at"]),
            made_by=text_of(found["made_by"]),
            expires_at=instant_of(found["expires_at"]),
            rows={name: _rows(name, rows) for name, rows in mapping_of(found["rows"]).items()},
        )
    except KeyError:
        raise PacketUnusable(PacketFault.DAMAGED) from None
    _check_whole(contents)
    return contents


def rows_in(contents: Contents) -> list[SQLModel]:
    """Give the rows as a store holds them; raises `PacketUnusable`."""
    return [kind(**typed(kind, values, names)) for kind, names in FIELDS.items() for values in contents.of(kind)]


def _rows(name: str, rows: Plain) -> tuple[Values, ...]:
    kind = KINDS.get(name)
    if kind is None:
        raise PacketUnusable(PacketFault.DAMAGED)
    found = tuple(mapping_of(one) for one in list_of(rows))
    for one in found:
        typed(kind, one, FIELDS[kind])
    return found


def _check_whole(contents: Contents) -> None:
    """A packet is about one program, one group, one session and one facilitator, who is in it."""
    single = (ProgramRow, GroupRow, GroupSessionRow)
    if any(len(contents.of(kind)) != 1 for kind in single) or not contents.of(ProgramRuleRow):
        raise PacketUnusable(PacketFault.DAMAGED)
    people = {one["id"] for one in contents.of(FacilitatorRow)}
    session = contents.of(GroupSessionRow)[0]["id"]
    if session != str(contents.session_id) or str(contents.facilitator_id) not in people:
        raise PacketUnusable(PacketFault.DAMAGED)

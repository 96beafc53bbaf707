"""Takes out of the home vault what a packet holds, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import SQLModel, col, select

from coordinator import people, programs
from coordinator.attendance.records import enrolled_on
from coordinator.packet.contents import FIELDS, Contents
from coordinator.packet.values import Values, values_of
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
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, FacilitatorId, GroupSessionId, MarkSource

STAFF: Mapping[type[SQLModel], tuple[str, ...]] = {
    GroupRow: ("facilitator_id",),
    GroupSessionRow: ("facilitator_id", "launched_by"),
    SessionSegmentRow: ("leader_id",),
    SupervisionRow: ("supervisor_id",),
    FlagRow: ("raised_by",),
    PlannedAbsenceRow: ("recorded_by",),
    AttendanceRow: ("marked_by", "confirmed_by"),
    NoteTemplateRow: ("author_id",),
}
"""Where rows name members of staff: those go along by name, with nothing else of theirs."""


def gather(
    work: UnitOfWork,
    packet_id: UUID,
    session_id: GroupSessionId,
    facilitator_id: FacilitatorId,
    expires_at: datetime,
) -> Contents:
    """Give the contents of a packet for one session and one facilitator; raises `NotFound`."""
    session = work.get(GroupSessionRow, session_id)
    clients = sorted(enrolled_on(work, session.group_id, session.service_date), key=str)
    found: dict[type[SQLModel], Sequence[SQLModel]] = {
        ProgramRow: work.rows.exec(select(ProgramRow).limit(1)).all(),
        ProgramRuleRow: _rules(work, session),
        GroupRow: (work.get(GroupRow, session.group_id),),
        GroupSessionRow: (session,),
        SessionSegmentRow: work.rows.exec(
            select(SessionSegmentRow).where(SessionSegmentRow.session_id == session_id)
        ).all(),
        **_of_clients(work, session_id, clients),
        LicensedStateRow: work.rows.exec(
            select(LicensedStateRow).where(LicensedStateRow.facilitator_id == facilitator_id)
        ).all(),
        SupervisionRow: work.rows.exec(
            select(SupervisionRow).where(SupervisionRow.facilitator_id == facilitator_id)
        ).all(),
        NoteTemplateRow: _templates(work),
        TemplateOfferRow: work.rows.exec(select(TemplateOfferRow)).all(),
    }
    staff = {facilitator_id, *_named(found)}
    found[FacilitatorRow] = work.rows.exec(select(FacilitatorRow).where(col(FacilitatorRow.id).in_(staff))).all()
    rows: dict[str, tuple[Values, ...]] = {
        table_of(kind).name: tuple(values_of(row, names) for row in _in_order(found[kind]))
        for kind, names in FIELDS.items()
        if kind is not EnrolmentRow
    }
    rows[table_of(EnrolmentRow).name] = _stays(work, session, clients)
    return Contents(
        packet_id=packet_id,
        session_id=session_id,
        facilitator_id=facilitator_id,
        made_at=work.now,
        made_by=people.signed_in(work).display,
        expires_at=expires_at,
        rows=rows,
    )


def _of_clients(
    work: UnitOfWork, session_id: GroupSessionId, clients: Sequence[ClientId]
) -> dict[type[SQLModel], Sequence[SQLModel]]:
    """Who is expected, whom to call for them, what everybody must know, and what was said or marked for tonight."""
    standing = col(FlagRow.cleared_at).is_(None)
    typed_by_hand = AttendanceRow.source == MarkSource.TYPED
    return {
        ClientRow: work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(clients))).all(),
        EmergencyContactRow: work.rows.exec(
            select(EmergencyContactRow).where(col(EmergencyContactRow.client_id).in_(clients))
        ).all(),
        FlagRow: work.rows.exec(select(FlagRow).where(col(FlagRow.client_id).in_(clients), standing)).all(),
        PlannedAbsenceRow: work.rows.exec(
            select(PlannedAbsenceRow).where(
                PlannedAbsenceRow.session_id == session_id, col(PlannedAbsenceRow.client_id).in_(clients)
            )
        ).all(),
        AttendanceRow: work.rows.exec(
            select(AttendanceRow).where(
                AttendanceRow.session_id == session_id, col(AttendanceRow.client_id).in_(clients), typed_by_hand
            )
        ).all(),
    }


def _rules(work: UnitOfWork, session: GroupSessionRow) -> Sequence[ProgramRuleRow]:
    in_force = programs.rules_on(work, session.service_date).effective_from
    return work.rows.exec(select(ProgramRuleRow).where(ProgramRuleRow.effective_from == in_force)).all()


def _templates(work: UnitOfWork) -> Sequence[NoteTemplateRow]:
    """Give the clinic's own templates as they are used now, without the editions that were replaced."""
    every = work.rows.exec(select(NoteTemplateRow)).all()
    replaced = {row.replaces for row in every if row.replaces}
    return [row for row in every if row.template not in replaced]


def _stays(work: UnitOfWork, session: GroupSessionRow, clients: Sequence[ClientId]) -> tuple[Values, ...]:
    """Give one stay for each client, of this day alone: how long somebody has been in treatment stays at home."""
    day, ends_on = session.service_date, col(EnrolmentRow.ends_on)
    wanted = select(EnrolmentRow).where(
        EnrolmentRow.group_id == session.group_id,
        col(EnrolmentRow.client_id).in_(clients),
        col(EnrolmentRow.starts_on) <= day,
        ends_on.is_(None) | (ends_on >= day),
    )
    one_each = {row.client_id: row for row in work.rows.exec(wanted.order_by(col(EnrolmentRow.starts_on)))}
    names = FIELDS[EnrolmentRow]
    return tuple(
        values_of(row, names) | {"starts_on": day.isoformat(), "ends_on": day.isoformat()}
        for row in _in_order(list(one_each.values()))
    )


def _named(found: dict[type[SQLModel], Sequence[SQLModel]]) -> set[FacilitatorId]:
    every = (getattr(row, name) for kind, names in STAFF.items() for row in found[kind] for name in names)
    return {one for one in every if one is not None}


def _in_order(rows: Iterable[SQLModel]) -> list[SQLModel]:
    return sorted(rows, key=lambda row: str(row.__dict__["id"]))

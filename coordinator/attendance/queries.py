"""One session's attendance as a screen shows it: a row for everybody expected."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from sqlmodel import col, select

from coordinator import people, programs, sessions
from coordinator.attendance import records, row_facts, rules
from coordinator.attendance.facts import (
    AttendanceLine,
    AttendanceSheet,
    MarkState,
    Notice,
)
from coordinator.attendance.facts_in_session import Visitor
from coordinator.attendance.licensure import is_licensed_in
from coordinator.attendance.plain_rows import PlainRow, plain_rows
from coordinator.attendance.queries_between import counts_until, times_of
from coordinator.attendance.rules import SessionTimes, Span
from coordinator.attendance.stored_facts import StoredFacts, all_facts, facts_for_notes, marker_names
from coordinator.store.tables import (
    AttendanceRow,
    ClientRow,
    IntervalRow,
    VisitorRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, FacilitatorId, GroupSessionId, Mark, MarkSource


def sheet(work: UnitOfWork, session_id: GroupSessionId) -> AttendanceSheet:
    """Give the attendance of one session: who is enrolled on its date, in name order, and walk-ins after them.

    A client who is not enrolled on that date has no row, unless they came all the same. Raises `NotFound`.
    """
    return _sheet(work, session_id, whole=True)


def sheet_for_notes(work: UnitOfWork, session_id: GroupSessionId) -> AttendanceSheet:
    """Give what notes are written from: marks, minutes, places and contacts as confirmed, observations, outreach.

    What else stands in a `sheet` is not read, so that a note is open at once: flags, emergency contacts, last places,
    planned absences, how clients took part, why a walk-in came, visitors, notices, who marked. Raises `NotFound`.
    """
    return _sheet(work, session_id, whole=False)


def _sheet(work: UnitOfWork, session_id: GroupSessionId, *, whole: bool) -> AttendanceSheet:
    session = sessions.session(work, session_id)
    times = times_of(
        session.status,
        session.starts_at,
        session.ends_at,
        session.ended_at,
        [(segment.service_type, segment.minutes) for segment in session.segments],
        session.break_minutes,
        work.now,
    )
    marks = records.rows_of(work, session_id)
    expected = records.enrolled_on(work, session.group_id, session.service_date)
    came = frozenset(client for client, row in marks.items() if row.mark in {Mark.PRESENT, Mark.REMOVED}) - expected
    clients = _clients(work, expected | came)
    in_force = programs.rules_on(work, session.service_date)
    gap = timedelta(minutes=in_force.gap_merge_minutes)
    stored = facts_for_notes(work, session_id, marks, gap)
    if whole:
        stored = all_facts(work, session, stored, [client.id for client in clients])
    names = Counter(client.name_key for client in clients)
    in_order = sorted(clients, key=lambda client: (client.id in came, client.name_key, client.code))
    return AttendanceSheet(
        session=session,
        times=times,
        lines=tuple(
            _line(number, client, times, stored, expected=client.id in expected, same_name=names[client.name_key] > 1)
            for number, client in enumerate(in_order, start=1)
        ),
        now=work.now,
        gap=gap,
        grace=timedelta(minutes=in_force.grace_minutes),
        visitors=visitors(work, session_id) if whole else (),
    )


def visitors(work: UnitOfWork, session_id: GroupSessionId) -> tuple[Visitor, ...]:
    """Give who was in a session without being a client of it, in the order in which they came."""
    wanted = select(VisitorRow).where(VisitorRow.session_id == session_id).order_by(col(VisitorRow.joined_at))
    return tuple(row_facts.visitor(row) for row in work.rows.exec(wanted))


def marks_again(work: UnitOfWork, known: AttendanceSheet) -> AttendanceSheet:
    """Give a sheet that was read before with its marks, locations and minutes as they stand now.

    Everything else is taken as known, so that a mark is on screen at once. Somebody new, such as a walk-in, needs the
    whole `sheet`.
    """
    session = known.session
    marks = plain_rows(work, session.id)
    came = {client for client, row in marks.items() if row.mark in {Mark.PRESENT, Mark.REMOVED}}
    moved = _moved(known, marks)
    reasoned = any(line.license_reason for line in known.lines)
    if not came.issubset(line.client_id for line in known.lines) or (moved and reasoned):
        return sheet(work, session.id)
    intervals: dict[ClientId, list[Span]] = defaultdict(list)
    if any(row.source is MarkSource.REPORT for row in marks.values()):
        for one in work.rows.exec(select(IntervalRow).where(IntervalRow.session_id == session.id)):
            intervals[one.client_id].append(Span(one.joined_at, one.left_at))
    times = replace(
        known.times,
        counts_until=counts_until(session.status, known.times.starts_at, session.ends_at, session.ended_at, work.now),
    )
    names = {line.marked_by: line.marked_by_name for line in known.lines if line.marked_by is not None}
    names |= marker_names(work, {row.marked_by for row in marks.values() if row.marked_by is not None} - names.keys())
    licensed = people.signed_in(work).states if moved and work.actor is not None else None
    lines = tuple(
        _again(
            line,
            marks.get(line.client_id),
            times,
            known.times,
            intervals.get(line.client_id, ()),
            names,
            licensed,
            known.gap,
        )
        for line in known.lines
    )
    return replace(known, times=times, lines=lines, now=work.now)


def _moved(known: AttendanceSheet, marks: Mapping[ClientId, PlainRow]) -> bool:
    return any(
        (row := marks.get(line.client_id)) is not None and row.location_state != line.location_state
        for line in known.lines
    )


def _again(
    line: AttendanceLine,
    row: PlainRow | None,
    times: SessionTimes,
    before: SessionTimes,
    intervals: Sequence[Span],
    names: Mapping[FacilitatorId, str],
    licensed: tuple[str, ...] | None,
    gap: timedelta,
) -> AttendanceLine:
    if row is None:
        row = PlainRow(line.client_id)
    state = records.state_of(row)
    if state == line.state and times == before and not intervals and _stands(line, row):
        return line
    presence = state.presence(rules.united(intervals, gap=gap), [one for one in line.gaps if one.longer_than(gap)])
    known = state.mark is not Mark.UNMARKED and presence.minutes_known
    notices = line.notices
    if licensed is not None:
        away = not is_licensed_in(row.location_state, licensed)
        notices = notices - {Notice.NOT_LICENSED_THERE} | ({Notice.NOT_LICENSED_THERE} if away else set())
    return replace(
        line,
        state=state,
        label=rules.label_of(presence, expected=line.expected, cancelled=times.cancelled),
        attended_minutes=rules.attended_minutes(presence, times) if known else None,
        spans=rules.attended_spans(presence, times),
        location=row.location,
        location_state=row.location_state,
        location_confirmed_at=row.location_confirmed_at,
        contact_confirmed_at=row.contact_confirmed_at,
        callback_today=row.callback_number or "",
        callback_confirmed_at=row.callback_confirmed_at,
        marked_by_name=names.get(state.marked_by, "") if state.marked_by is not None else "",
        notices=notices,
    )


def _stands(line: AttendanceLine, row: PlainRow) -> bool:
    """Say whether a row gives the place, the contact and the number that its line shows."""
    return (
        row.location == line.location
        and row.location_state == line.location_state
        and row.location_confirmed_at == line.location_confirmed_at
        and row.contact_confirmed_at == line.contact_confirmed_at
        and (row.callback_number or "") == line.callback_today
        and row.callback_confirmed_at == line.callback_confirmed_at
    )


def _clients(work: UnitOfWork, client_ids: Collection[ClientId]) -> list[ClientRow]:
    return list(work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(client_ids))))


def _line(
    number: int, client: ClientRow, times: SessionTimes, stored: StoredFacts, *, expected: bool, same_name: bool
) -> AttendanceLine:
    row = stored.marks.get(client.id)
    state = records.state_of(row) if row is not None else MarkState(client.id)
    gaps = stored.gaps.get(client.id, ())
    intervals = rules.united(stored.intervals.get(client.id, ()), gap=stored.gap)
    presence = state.presence(intervals, [one for one in gaps if one.longer_than(stored.gap)])
    known = state.mark is not Mark.UNMARKED and presence.minutes_known
    contacts = stored.contacts.get(client.id, ())
    planned = stored.planned.get(client.id, ())
    notices: set[Notice] = set() if expected else {Notice.OUTSIDE_ROSTER}
    if row is not None and not is_licensed_in(row.location_state, stored.licensed):
        notices.add(Notice.NOT_LICENSED_THERE)
    return AttendanceLine(
        client_id=client.id,
        number=number,
        name=client.preferred_name,
        code=client.code,
        same_name=same_name,
        expected=expected,
        state=state,
        label=rules.label_of(presence, expected=expected, cancelled=times.cancelled),
        attended_minutes=rules.attended_minutes(presence, times) if known else None,
        spans=rules.attended_spans(presence, times),
        location=row.location if row is not None else "",
        location_state=row.location_state if row is not None else "",
        location_confirmed_at=row.location_confirmed_at if row is not None else None,
        contact_confirmed_at=row.contact_confirmed_at if row is not None else None,
        usual_location=client.usual_location,
        home_state=client.home_state,
        callback_number=client.callback_number,
        local_emergency_number=client.local_emergency_number,
        contact=contacts[0] if contacts else None,
        flags=stored.flags.get(client.id, ()),
        observations=stored.observations.get(client.id, ()),
        outreach=stored.outreach.get(client.id, ()),
        planned_absence=planned[0] if planned else None,
        marked_by_name=stored.markers.get(state.marked_by, "") if state.marked_by is not None else "",
        notices=frozenset(notices),
        preferred_contact=client.preferred_contact,
        walk_in=stored.walk_ins.get(client.id),
        modality_changes=stored.modalities.get(client.id, ()),
        license_reason=_reason_there(row, stored.reasons.get(client.id, ())),
        gaps=gaps,
        callback_today=(row.callback_number or "") if row is not None else "",
        callback_confirmed_at=row.callback_confirmed_at if row is not None else None,
        last_location=stored.places.get(client.id, ""),
    )


def _reason_there(row: AttendanceRow | None, reasons: Iterable[tuple[str, str]]) -> str:
    return next((reason for state, reason in reasons if row is not None and state == row.location_state), "")

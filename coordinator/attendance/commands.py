"""Setting marks. Every change carries the previous marks as its undo; nobody is ever present by default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from functools import partial

from coordinator import sessions
from coordinator.attendance import after_removal, records, rules
from coordinator.attendance.commands_license import unlicensed_clients
from coordinator.attendance.facts import Marked, MarkState, Notice
from coordinator.attendance.licensure import NotLicensedThere
from coordinator.changes import Change, InverseCommand, nothing_changed
from coordinator.store.tables import AttendanceRow, ClientRow, GroupSessionRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, ExcuseReason, GroupSessionId, Mark, MarkSource, Topic

TOPICS = frozenset({Topic.ATTENDANCE})


class Timing(StrEnum):
    """Which end of a client's presence minutes belong to."""

    LATE = "late"
    LEFT_EARLY = "left-early"


def mark(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    mark: Mark,
    *,
    late: bool = False,
    left_early: bool = False,
    arrived_late_minutes: int | None = None,
    left_early_minutes: int | None = None,
    away_minutes: int = 0,
    reason: ExcuseReason | None = None,
    reason_note: str = "",
    announced: bool | None = None,
) -> Change[Marked]:
    """Set one client's mark and everything that belongs to it; what is not given is cleared.

    Minutes count from the start (`arrived_late_minutes`) and back from the planned end (`left_early_minutes`);
    None means that they were not recorded. `announced` follows from planned absences where it is None. `reason_note`
    is the reason in own words, for an excuse or a removal. Raises `NotFound`, `NotMarkable`, `NotLicensedThere`,
    `MinutesOutOfRange`, `ReasonTooLong`.
    """
    session, rows = records.session_and_row(work, session_id, client_id)
    there = mark in {Mark.PRESENT, Mark.REMOVED}
    late = there and (late or bool(arrived_late_minutes))
    left_early = there and (left_early or bool(left_early_minutes))
    given = [minutes for minutes in (arrived_late_minutes, left_early_minutes, away_minutes) if minutes]
    if given:
        times = records.session_times(work, session)
        for minutes in given:
            rules.check_minutes(minutes, times)
    if announced is None:
        away = mark in {Mark.ABSENT, Mark.EXCUSED}
        announced = away and client_id in records.gave_notice(work, session, (client_id,))
    wanted = MarkState(
        client_id,
        mark=mark,
        late=late,
        left_early=left_early,
        arrived_late_minutes=arrived_late_minutes if late else None,
        left_early_minutes=left_early_minutes if left_early else None,
        away_minutes=away_minutes if there else 0,
        announced=announced,
        reason=reason if mark is Mark.EXCUSED else None,
        reason_note=rules.reason_in_words(reason_note) if mark in {Mark.EXCUSED, Mark.REMOVED} else "",
    )
    return _set(work, session, Action.MARK, (wanted,), rows)


def stamp(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, timing: Timing) -> Change[Marked]:
    """Mark a client late or left early by the clock: the minutes since the start, or still to go.

    Outside the session there is nothing to stamp and the minutes stay unrecorded. Late and left early combine; who
    already is so marked is left alone. Raises `NotFound`, `NotMarkable`.
    """
    session = sessions.session_row(work, session_id)
    now = _present_state(work, session_id, client_id)
    times = records.session_times(work, session)
    if timing is Timing.LATE:
        stamped = replace(now, late=True, arrived_late_minutes=rules.stamp_late(work.now, times))
        if now.late:
            return nothing_changed(Action.MARK, Marked(()))
    else:
        stamped = replace(now, left_early=True, left_early_minutes=rules.stamp_left(work.now, times))
        if now.left_early:
            return nothing_changed(Action.MARK, Marked(()))
    return _set(work, session, Action.MARK, (stamped,))


def set_minutes(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, timing: Timing, minutes: int | None
) -> Change[Marked]:
    """Correct how late a client came or how early they left; None means not recorded, 0 takes the mark back.

    Raises `NotFound`, `NotMarkable`, `MinutesOutOfRange`.
    """
    session = sessions.session_row(work, session_id)
    rules.check_minutes(minutes, records.session_times(work, session))
    now = _present_state(work, session_id, client_id)
    if timing is Timing.LATE:
        wanted = replace(now, late=minutes != 0, arrived_late_minutes=minutes or None)
    else:
        wanted = replace(now, left_early=minutes != 0, left_early_minutes=minutes or None)
    return _set(work, session, Action.MARK, (wanted,))


def remove_from_session(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> Change[Marked]:
    """Record that an impaired or unsafe client was sent out now: the minutes to this point count.

    A late arrival stays. Outside the session there is nothing to stamp and the minutes stay unrecorded. A safety task
    asks for the client to be looked after; undoing the removal takes it back. Raises `NotFound`, `NotMarkable`.
    """
    session = sessions.session_row(work, session_id)
    now = _present_state(work, session_id, client_id)
    left = rules.stamp_left(work.now, records.session_times(work, session))
    gone = replace(now, mark=Mark.REMOVED, left_early=True, left_early_minutes=left)
    change = _set(work, session, Action.MARK, (gone,))
    if not after_removal.raise_task(work, session_id, client_id) or change.undo is None:
        return change
    told = replace(change.outcome, notices=change.outcome.notices | {Notice.SAFETY_TASK})
    undo = partial(_take_removal_back, marks=change.undo, session_id=session_id, client_id=client_id)
    return replace(change, outcome=told, undo=undo, detail={**change.detail, "safety_task": "raised"})


def _take_removal_back(
    work: UnitOfWork, marks: InverseCommand, session_id: GroupSessionId, client_id: ClientId
) -> Change[object]:
    after_removal.drop_task(work, session_id, client_id)
    return _with_task(marks(work), _remove_as_before, session_id, client_id)


def _remove_as_before(
    work: UnitOfWork, marks: InverseCommand, session_id: GroupSessionId, client_id: ClientId
) -> Change[object]:
    after_removal.raise_task(work, session_id, client_id)
    return _with_task(marks(work), _take_removal_back, session_id, client_id)


def _with_task(
    change: Change[object], undo: Callable[..., Change[object]], session_id: GroupSessionId, client_id: ClientId
) -> Change[object]:
    if change.undo is None:
        return change
    return replace(change, undo=partial(undo, marks=change.undo, session_id=session_id, client_id=client_id))


def excuse(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, reason: ExcuseReason, *, reason_note: str = ""
) -> Change[Marked]:
    """Excuse a client for a reason, and in own words too. Raises `NotFound`, `NotMarkable`, `ReasonTooLong`."""
    return mark(work, session_id, client_id, Mark.EXCUSED, reason=reason, reason_note=reason_note)


def mark_all_present(work: UnitOfWork, session_id: GroupSessionId) -> Change[Marked]:
    """Mark everybody who is expected and still unmarked present; existing marks stay. One undo takes all back."""
    return _mark_unmarked(work, session_id, Action.MARK_ALL_PRESENT, Mark.PRESENT)


def mark_unmarked_absent(work: UnitOfWork, session_id: GroupSessionId) -> Change[Marked]:
    """Mark everybody who is expected and still unmarked absent; existing marks stay. One undo takes all back."""
    return _mark_unmarked(work, session_id, Action.MARK_UNMARKED_ABSENT, Mark.ABSENT)


def restore_marks(work: UnitOfWork, session_id: GroupSessionId, states: Sequence[MarkState]) -> Change[Marked]:
    """Put marks back as they stood: the inverse of every command here, and its own."""
    session = sessions.session_row(work, session_id)
    return write_marks(work, session, Action.RESTORE_MARKS, states)


def write_marks(
    work: UnitOfWork,
    session: GroupSessionRow,
    action: Action,
    states: Iterable[MarkState],
    rows: Mapping[ClientId, AttendanceRow] | None = None,
) -> Change[Marked]:
    """Write marks exactly as given, skip those that already stand so, and carry the previous ones as undo.

    `rows` are the stored rows of these clients, where the caller has read them.
    """
    wanted = {state.client_id: state for state in states}
    if rows is None:
        rows = records.rows_of(work, session.id, tuple(wanted))
    previous: list[MarkState] = []
    for client_id, state in wanted.items():
        row = rows.get(client_id)
        before = records.state_of(row) if row is not None else MarkState(client_id)
        if _same(before, state):
            continue
        if row is None:
            work.get(ClientRow, client_id)
            row = AttendanceRow(session_id=session.id, client_id=client_id)
            work.rows.add(row)
        records.write_state(row, state)
        previous.append(before)
    changed = tuple(state.client_id for state in previous)
    if not changed:
        return nothing_changed(action, Marked(()))
    notices = records.notices_about(work, session, changed)
    return Change(
        action,
        session.id,
        TOPICS,
        Marked(changed, notices),
        undo=partial(restore_marks, session_id=session.id, states=tuple(previous)),
        detail=_detail([wanted[client_id] for client_id in changed]),
    )


def _present_state(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> MarkState:
    row = records.rows_of(work, session_id, (client_id,)).get(client_id)
    if row is None or row.mark is not Mark.PRESENT:
        return MarkState(client_id, mark=Mark.PRESENT)
    return replace(records.state_of(row), source=MarkSource.TYPED, import_id=None)


def _mark_unmarked(work: UnitOfWork, session_id: GroupSessionId, action: Action, mark: Mark) -> Change[Marked]:
    session = sessions.session_row(work, session_id)
    rows = records.rows_of(work, session_id)
    marked = {client_id for client_id, row in rows.items() if row.mark is not Mark.UNMARKED}
    unmarked = sorted(records.enrolled_on(work, session.group_id, session.service_date) - marked, key=str)
    announced = records.gave_notice(work, session, unmarked) if mark is Mark.ABSENT else frozenset[ClientId]()
    asked = {one: rows[one] for one in unmarked if one in rows} if mark is Mark.PRESENT else {}
    unlicensed = unlicensed_clients(work, session_id, asked)
    states = [
        MarkState(client_id, mark=mark, announced=client_id in announced)
        for client_id in unmarked
        if client_id not in unlicensed
    ]
    change = _set(work, session, action, states, rows)
    if not unlicensed:
        return change
    told = replace(change.outcome, notices=change.outcome.notices | {Notice.NOT_LICENSED_THERE})
    return replace(change, outcome=told)


def _set(
    work: UnitOfWork,
    session: GroupSessionRow,
    action: Action,
    states: Sequence[MarkState],
    rows: Mapping[ClientId, AttendanceRow] | None = None,
) -> Change[Marked]:
    """Write marks that a person just gave: checked, typed, stamped with who and when."""
    if rows is None:
        rows = records.rows_of(work, session.id, [state.client_id for state in states])
    present = [state.client_id for state in states if state.mark is Mark.PRESENT]
    asked = {one: rows[one] for one in present if one in rows}
    for client_id, place in unlicensed_clients(work, session.id, asked).items():
        raise NotLicensedThere(client_id, place)
    typed: list[MarkState] = []
    for state in states:
        rules.check_markable(session.status, session.starts_at, state.mark, now=work.now)
        unmarked = state.mark is Mark.UNMARKED
        typed.append(
            replace(
                state,
                source=MarkSource.TYPED,
                import_id=None,
                marked_at=None if unmarked else work.now,
                marked_by=None if unmarked else work.actor,
            )
        )
    return write_marks(work, session, action, typed, rows)


def _same(before: MarkState, after: MarkState) -> bool:
    # How a client takes part is not written with a mark.
    known = replace(before, marked_at=None, marked_by=None, modality=after.modality)
    return known == replace(after, marked_at=None, marked_by=None)


def _detail(states: Sequence[MarkState]) -> dict[str, str]:
    detail = {"count": str(len(states)), "mark": ",".join(sorted({state.mark.value for state in states}))}
    if len(states) > 1:
        detail["clients"] = ",".join(str(state.client_id) for state in states)
    if len(states) == 1:
        detail["client"] = str(states[0].client_id)
        if states[0].late:
            detail["late"] = _number(states[0].arrived_late_minutes)
        if states[0].left_early:
            detail["left_early"] = _number(states[0].left_early_minutes)
        if states[0].reason is not None:
            detail["reason"] = states[0].reason.value
        if states[0].reason_note:
            detail["reason_note"] = states[0].reason_note
    return detail


def _number(minutes: int | None) -> str:
    return "unknown" if minutes is None else str(minutes)

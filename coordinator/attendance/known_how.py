"""How a mark is known: source, author, time, and what became of it, read from the history."""

from __future__ import annotations

from coordinator import audit, sessions
from coordinator.attendance import make_ups, records
from coordinator.attendance.emergency import names_of
from coordinator.attendance.facts import MarkState
from coordinator.attendance.facts_in_session import AppliedReport, Evidence, MarkChange
from coordinator.attendance.later_changes import MARKS
from coordinator.audit import AuditEntry
from coordinator.store.tables import ReportImportRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupSessionId, Mark, MarkSource

MOST = 1000
"""So many entries of one session are looked through; a session has a few dozen."""


def evidence(work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId) -> Evidence:
    """Give how one client's mark in one session is known. Raises `NotFound`."""
    sessions.session_row(work, session_id)
    row = records.rows_of(work, session_id, (client_id,)).get(client_id)
    state = records.state_of(row) if row is not None else MarkState(client_id)
    about = [entry for entry in audit.entries(work, limit=MOST, subject_id=session_id) if _is_about(entry, client_id)]
    who = names_of(work, {entry.actor_id for entry in about if entry.actor_id is not None})
    author = names_of(work, {state.marked_by}) if state.marked_by is not None else {}
    return Evidence(
        client_id=client_id,
        mark=state.mark,
        source=state.source,
        marked_at=state.marked_at,
        marked_by_name=author.get(state.marked_by, "") if state.marked_by is not None else "",
        report=_report(work, state),
        made_up=make_ups.made_up(work, session_id, client_id),
        history=tuple(
            _change(entry, who.get(entry.actor_id, "") if entry.actor_id is not None else "") for entry in about
        ),
    )


def _is_about(entry: AuditEntry, client_id: ClientId) -> bool:
    detail = dict(entry.detail)
    named = (detail.get("client", ""), *detail.get("clients", "").split(","))
    return entry.action in MARKS and str(client_id) in named


def _change(entry: AuditEntry, by_name: str) -> MarkChange:
    detail = dict(entry.detail)
    mark, count = detail.get("mark", ""), detail.get("count", "1")
    return MarkChange(
        at=entry.at,
        by_name=by_name,
        action=entry.action,
        mark=Mark(mark) if mark in set(Mark) else None,
        late=detail.get("late", ""),
        left_early=detail.get("left_early", ""),
        reason=detail.get("reason", ""),
        reason_note=detail.get("reason_note", ""),
        count=int(count) if count.isdigit() else 1,
    )


def _report(work: UnitOfWork, state: MarkState) -> AppliedReport | None:
    if state.source is not MarkSource.REPORT or state.import_id is None:
        return None
    row = work.get(ReportImportRow, state.import_id)
    return AppliedReport(row.platform, row.variant, row.applied_at)

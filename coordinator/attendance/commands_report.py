"""Taking a report in, in one transaction, and taking it back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from uuid import UUID

from sqlmodel import col, select

from coordinator.attendance.commands import write_marks
from coordinator.attendance.comparison import Comparison, ComparisonRow, compare, compare_with
from coordinator.attendance.comparison_rules import Agreement, Keep
from coordinator.attendance.facts import MarkState, Notice
from coordinator.attendance.marks_before import mark_read, marks_before
from coordinator.attendance.matching import alias_key
from coordinator.attendance.reports import Reading, Report, ReportFile
from coordinator.changes import Change, nothing_changed
from coordinator.sessions import session_row
from coordinator.store.tables import AliasRow, GroupSessionRow, IntervalRow, ReportImportRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    Action,
    ClientId,
    GroupSessionId,
    Mark,
    Platform,
    ReportImportId,
    Topic,
)

TOPICS = frozenset({Topic.ATTENDANCE})


@dataclass(frozen=True, slots=True)
class Applied:
    """What taking a report in did: how many marks changed, and how many names are remembered from now on."""

    import_id: ReportImportId | None
    changed: int
    remembered: int
    notices: frozenset[Notice] = frozenset()


def apply_report(
    work: UnitOfWork,
    session_id: GroupSessionId,
    files: Sequence[ReportFile],
    keep: Mapping[ClientId, Keep] | None = None,
    matches: Mapping[int, ClientId | None] | None = None,
    reading: Reading | None = None,
    *,
    report: Report | None = None,
) -> Change[Applied]:
    """Take a report in: the marks that were chosen, the connected times as evidence, the names to remember.

    `keep` says whose word holds for a client; who is not named keeps what `compare` began with. `matches` are as for
    `compare`, and are remembered. `report` is what `files` say where they were read already. One undo takes all back.
    The same file again, or one that earlier ones cover, changes nothing. Raises what `compare` raises.
    """
    if report is None:
        comparison = compare(work, session_id, files, matches, reading)
    else:
        comparison = compare_with(work, session_id, report, matches)
    if comparison.applied or comparison.covered:
        return nothing_changed(Action.APPLY_REPORT, Applied(None, 0, 0))
    session = session_row(work, session_id)
    report_import = ReportImportRow(
        session_id=session_id,
        platform=_platform(comparison.platform),
        variant=comparison.variant,
        digest=comparison.fingerprint,
        row_count=comparison.row_count,
        applied_at=work.now,
        applied_by=work.signed_in,
    )
    work.rows.add(report_import)
    _keep_intervals(work, comparison, report_import.id)
    aliases = _remember(work, comparison, matches or {})
    marks = write_marks(work, session, Action.APPLY_REPORT, _states(work, comparison, keep or {}, report_import.id))
    changed = set(marks.outcome.client_ids)
    # As stored: what a comparison shows of a mark has its step-outs in it.
    before = [line.state for line in comparison.sheet.lines if line.client_id in changed]
    report_import.before = marks_before(before, aliases)
    return Change(
        Action.APPLY_REPORT,
        session_id,
        TOPICS,
        Applied(report_import.id, len(changed), len(aliases), marks.outcome.notices),
        undo=partial(
            undo_report,
            import_id=report_import.id,
            again=partial(
                apply_report,
                session_id=session_id,
                files=files,
                keep=keep,
                matches=matches,
                reading=reading,
                report=report,
            ),
        ),
        detail={
            "count": str(len(changed)),
            "clients": ",".join(sorted(str(one) for one in changed)),
            "platform": comparison.platform,
            "variant": comparison.variant,
            "digest": comparison.fingerprint,
            "remembered": str(len(aliases)),
        },
    )


def undo_report(
    work: UnitOfWork, import_id: ReportImportId, again: partial[Change[Applied]] | None = None
) -> Change[Applied]:
    """Take a report back: marks, connected times and remembered names stand as before it.

    Raises `NotFound`. A report that was taken back already stays so.
    """
    row = work.get(ReportImportRow, import_id)
    if row.undone_at is not None:
        return nothing_changed(Action.UNDO_REPORT, Applied(import_id, 0, 0))
    row.undone_at = work.now
    for interval in work.rows.exec(select(IntervalRow).where(IntervalRow.import_id == import_id)):
        work.rows.delete(interval)
    known = [UUID(one) for one in row.before.get("aliases", [])]
    for alias in work.rows.exec(select(AliasRow).where(col(AliasRow.id).in_(known))):
        work.rows.delete(alias)
    states = [mark_read(state) for state in row.before.get("marks", [])]
    session = work.get(GroupSessionRow, row.session_id)
    marks = write_marks(work, session, Action.UNDO_REPORT, states)
    return Change(
        Action.UNDO_REPORT,
        row.session_id,
        TOPICS,
        Applied(import_id, len(marks.outcome.client_ids), 0, marks.outcome.notices),
        undo=again,
        detail={
            "count": str(len(marks.outcome.client_ids)),
            "clients": ",".join(str(one) for one in marks.outcome.client_ids),
            "digest": row.digest,
        },
    )


def report_imports(work: UnitOfWork, session_id: GroupSessionId) -> tuple[tuple[ReportImportId, datetime], ...]:
    """Give the reports in force for a session, with the instant each was taken in, oldest first."""
    wanted = (
        select(col(ReportImportRow.id), col(ReportImportRow.applied_at))
        .where(ReportImportRow.session_id == session_id)
        .where(col(ReportImportRow.undone_at).is_(None))
        .order_by(col(ReportImportRow.applied_at))
    )
    return tuple((import_id, at) for import_id, at in work.rows.exec(wanted))


def _states(
    work: UnitOfWork, comparison: Comparison, keep: Mapping[ClientId, Keep], import_id: ReportImportId
) -> list[MarkState]:
    states = []
    for row in comparison.rows:
        if row.client_id is None or row.report is None or row.agreement is Agreement.SAME:
            continue
        if keep.get(row.client_id, row.keep) is Keep.REPORT:
            announced = row.mine is not None and row.mine.announced and row.report.mark is Mark.ABSENT
            states.append(
                replace(row.report, import_id=import_id, marked_at=work.now, marked_by=work.actor, announced=announced)
            )
    return states


def _keep_intervals(work: UnitOfWork, comparison: Comparison, import_id: ReportImportId) -> None:
    for row in comparison.rows:
        if row.client_id is not None:
            work.rows.add_all(
                IntervalRow(
                    session_id=comparison.session.id,
                    client_id=row.client_id,
                    joined_at=one.start,
                    left_at=one.end,
                    import_id=import_id,
                )
                for one in row.intervals
            )


def _remember(work: UnitOfWork, comparison: Comparison, matches: Mapping[int, ClientId | None]) -> list[UUID]:
    """Remember the names that a person matched, once each."""
    added: list[UUID] = []
    for row in comparison.rows:
        for number, shown in zip(row.people, row.shown_names, strict=True):
            key = alias_key(shown)
            if row.client_id is None or matches.get(number) != row.client_id or not key:
                continue
            if not _is_known(work, key, row):
                alias = AliasRow(
                    client_id=row.client_id,
                    alias_key=key,
                    shown_name=shown,
                    confirmed_at=work.now,
                    confirmed_by=work.signed_in,
                )
                work.rows.add(alias)
                added.append(alias.id)
    return added


def _is_known(work: UnitOfWork, key: str, row: ComparisonRow) -> bool:
    wanted = select(col(AliasRow.id)).where(AliasRow.alias_key == key).where(AliasRow.client_id == row.client_id)
    return work.rows.exec(wanted).first() is not None


def _platform(name: str) -> Platform:
    return Platform(name) if name in set(Platform) else Platform.OTHER

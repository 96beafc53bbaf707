"""The hash-chained history: verify it, list it, read the history of one record; enter what changes nothing else."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, select

from coordinator.changes import Change, nothing_changed
from coordinator.store.audit_chain import GENESIS, entry_digest, last_entry
from coordinator.store.legible import ILLEGIBLE
from coordinator.store.row_seals import SEALS, table_of
from coordinator.store.sqlcipher_counting import highest_given
from coordinator.store.stored_rows import stored_rows
from coordinator.store.tables import AuditRow, EnrolmentRow, ExportRow, NoteRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, FacilitatorId, Topic


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One entry as shown. `at` is in UTC; `detail` holds codes and counts, without the seals of rows."""

    sequence: int
    at: datetime
    actor_id: FacilitatorId | None
    action: Action
    subject_id: str
    topics: str
    detail: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class ChainReport:
    """What verifying found: how many entries, and the sequence number of the first that is not as written."""

    entries: int
    first_altered: int | None
    head: str

    @property
    def intact(self) -> bool:
        """Say whether every entry is as it was written."""
        return self.first_altered is None


def verify(work: UnitOfWork) -> ChainReport:
    """Recompute the chain and name the first altered, missing or reordered entry."""
    previous, expected, altered = GENESIS, 1, None
    table = table_of(AuditRow)
    for stored in stored_rows(work.rows, table, order=table.c.sequence):
        entry = AuditRow(**stored.values) if stored.values is not None else None
        as_written = entry is not None and stored.as_written and _bears_its_own(entry)
        broken = not as_written or entry is None or entry.sequence != expected or entry.previous != previous
        if broken and altered is None:
            altered = expected
        previous, expected = entry.digest if entry is not None else GENESIS, expected + 1
    if altered is None and highest_given(work.rows, AuditRow.__tablename__) >= expected:
        altered = expected  # entries were cut off the end
    return ChainReport(expected - 1, altered, previous)


def _bears_its_own(entry: AuditRow) -> bool:
    try:
        return entry.digest == entry_digest(entry)
    except ILLEGIBLE:
        return False


def head(work: UnitOfWork) -> tuple[int, str]:
    """Give the sequence number and digest of the newest entry; (0, "") in a new store."""
    newest = last_entry(work.rows)
    return (newest.sequence or 0, newest.digest) if newest else (0, GENESIS)


def entries(work: UnitOfWork, *, limit: int = 200, subject_id: UUID | None = None) -> tuple[AuditEntry, ...]:
    """Give the newest entries, newest first; only those of one record where `subject_id` is given."""
    wanted = select(AuditRow).order_by(col(AuditRow.sequence).desc()).limit(limit)
    if subject_id is not None:
        wanted = wanted.where(AuditRow.subject_id == str(subject_id))
    return tuple(_shown(row) for row in work.rows.exec(wanted))


def accesses(work: UnitOfWork, client_id: ClientId, *, limit: int = 200) -> tuple[AuditEntry, ...]:
    """Give who saw, printed or took along a client's record, the newest first (45 CFR 164.312(b)).

    That is every look and print under the client's id or that of one of the client's notes, every look at a list,
    a report or a search whose entry names the client among those shown, and every export of the client or of a group
    that the client was in during the exported week.
    """
    notes = [str(one) for one in work.rows.exec(select(NoteRow.id).where(NoteRow.client_id == client_id))]
    starts_on, until = col(ExportRow.week_starts_on), col(EnrolmentRow.ends_on)
    in_group = (
        select(ExportRow.id)
        .join(EnrolmentRow, col(EnrolmentRow.group_id) == col(ExportRow.group_id))
        .where(EnrolmentRow.client_id == client_id, ExportRow.client_id == None)  # noqa: E711  SQL's IS NULL
        .where(until.is_(None) | (until >= starts_on))
    )
    exports = select(ExportRow.id).where(ExportRow.client_id == client_id)
    taken = {str(one) for query in (exports, in_group) for one in work.rows.exec(query)}
    subjects = {str(client_id), *notes}
    found: list[AuditEntry] = []
    wanted = select(AuditRow).where(col(AuditRow.action).in_(_OF_LOOKING)).order_by(col(AuditRow.sequence).desc())
    for row in work.rows.exec(wanted.execution_options(yield_per=_AT_ONCE)):
        if row.action is Action.EXPORT_SUMMARY:
            about = row.subject_id in taken
        else:
            about = row.subject_id in subjects or str(client_id) in row.detail.get("clients", "").split()
        if about:
            found.append(_shown(row))
            if len(found) == limit:
                break
    return tuple(found)


def _shown(row: AuditRow) -> AuditEntry:
    return AuditEntry(
        sequence=row.sequence or 0,
        at=row.at,
        actor_id=row.actor_id,
        action=row.action,
        subject_id=row.subject_id,
        topics=row.topics,
        detail=tuple(sorted((key, said) for key, said in row.detail.items() if key != SEALS)),
    )


class Seen(StrEnum):
    """What somebody looked at, printed or took along."""

    NOTE = "note"
    CLIENT = "client"
    CLIENT_NOTES = "client_notes"
    WEEK = "week"
    ATTENDANCE = "attendance"
    EMERGENCY_CARD = "emergency_card"
    SEARCH = "search"
    CLIENT_LIST = "client_list"
    NOTE_LIST = "note_list"
    SESSION_LIST = "session_list"


class Secret(StrEnum):
    """What opens the vault and is changed: one's own passphrase, another's, that after a recovery, the code."""

    OWN = "own"
    GIVEN = "given"
    RECOVERED = "recovered"
    CODE = "code"


HISTORY = frozenset({Topic.HISTORY})
_OF_LOOKING = (Action.VIEW_RECORD, Action.PRINT_RECORD, Action.EXPORT_SUMMARY, Action.HAND_OVER)
_AT_ONCE = 500


SAME_LOOK = timedelta(minutes=10)
"""Looks of one person at one record within this time share the entry of the first. Decided on 2026-11-29: who goes
back and forth between two notes looks once, and whoever asks who saw a record asks for person, record and time of day
(45 CFR 164.312(b)); an entry for every glance would bury that."""


def record_view(
    work: UnitOfWork, seen: Seen, record_id: UUID | None, about: Mapping[str, str] | None = None
) -> Change[None]:
    """Enter that whoever is signed in opened a record (45 CFR 164.312(b)); see `SAME_LOOK`.

    Without `record_id` it is of all records of its kind and stands under whoever looked. `about` holds ids, dates and
    counts that say more closely what was seen; where several clients' records were shown at once, whose (`whose`).
    """
    subject, detail = record_id or work.signed_in, {"seen": seen.value, **(about or {})}
    lately = (
        select(AuditRow)
        .where(AuditRow.subject_id == str(subject), AuditRow.action == Action.VIEW_RECORD)
        .where(AuditRow.actor_id == work.actor, col(AuditRow.at).between(work.now - SAME_LOOK, work.now))
    )
    if any(row.detail == detail for row in work.rows.exec(lately)):
        return nothing_changed(Action.VIEW_RECORD, None)
    return Change(Action.VIEW_RECORD, subject, HISTORY, None, detail=detail)


def whose(clients: Iterable[UUID]) -> dict[str, str]:
    """Give what an entry says of the clients whose records were shown together, by which `accesses` finds it."""
    return {"clients": " ".join(sorted({str(one) for one in clients}))}


def record_search(work: UnitOfWork, clients: Collection[UUID], notes: int) -> Change[None]:
    """Enter that notes were searched, how many were shown, and whose. What was typed is not kept: it may be a name."""
    return record_view(work, Seen.SEARCH, None, {"notes": str(notes), **whose(clients)})


def record_secret(work: UnitOfWork, secret: Secret, person: FacilitatorId | None = None) -> Change[None]:
    """Enter that somebody's passphrase, or the recovery code, is being changed: before the key file is written.

    The key file lies beside the store, so that no transaction holds both. An entry without a change, where the write
    fails, tells nobody anything wrong; a change without an entry would.
    """
    return Change(Action.CHANGE_FACILITATOR, person or work.signed_in, HISTORY, None, detail={"secret": secret.value})


def record_print(work: UnitOfWork, seen: Seen, record_id: UUID) -> Change[None]:
    """Enter that a record went to a printer: paper leaves the program as well as a file does."""
    del work
    return Change(Action.PRINT_RECORD, record_id, HISTORY, None, detail={"seen": seen.value})


def record_calendar(work: UnitOfWork, digest: str) -> Change[None]:
    """Enter that the plan was exported as a calendar; `digest` is of the file."""
    return Change(Action.EXPORT_CALENDAR, work.signed_in, HISTORY, None, detail={"digest": digest})


def record_copy(work: UnitOfWork) -> Change[None]:
    """Enter that an encrypted copy of the vault was put elsewhere."""
    return Change(Action.COPY_VAULT, work.signed_in, HISTORY, None)


def record_failed_unlock(work: UnitOfWork, at: datetime, way: str) -> Change[None]:
    """Enter a wrong secret that was typed while the store was closed, at an instant in UTC."""
    del work
    return Change(Action.FAILED_UNLOCK, None, HISTORY, None, detail={"at": at.isoformat(), "way": way})


def record_file_change(work: UnitOfWork) -> Change[None]:
    """Enter that another program changed the file since this one closed it."""
    del work
    return Change(Action.NOTE_FILE_CHANGE, None, HISTORY, None)

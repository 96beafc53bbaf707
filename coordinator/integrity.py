"""Whether everything the history speaks of is as it was written: its own entries, signatures, marks, consents."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import col, select

from coordinator import audit, notes
from coordinator.store import row_seals
from coordinator.store.legible import legible
from coordinator.store.tables import AuditRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action


@dataclass(frozen=True, slots=True)
class AlteredRecord:
    """A record that is not as the history has it.

    `kind` is its table. `entry` is the newest entry that says how it must be; None where no entry knows of it.
    """

    kind: str
    record_id: str
    entry: int | None


@dataclass(frozen=True, slots=True)
class IntegrityReport:
    """What checking found: the chain itself, and the records that do not match it, by the number of their entry."""

    chain: audit.ChainReport
    records: int
    altered: tuple[AlteredRecord, ...]

    @property
    def intact(self) -> bool:
        """Say whether everything is as it was written."""
        return self.chain.intact and not self.altered

    @property
    def first_altered(self) -> int | None:
        """Give the number of the first entry that was altered, or that a record contradicts.

        A record that no entry knows of was put in after the newest one.
        """
        named = [one.entry if one.entry is not None else self.chain.entries + 1 for one in self.altered]
        if self.chain.first_altered is not None:
            named.append(self.chain.first_altered)
        return min(named, default=None)


def verify(work: UnitOfWork) -> IntegrityReport:
    """Recompute the chain, every signature and every protected row, and hold them against each other.

    Drafts are not covered: they bear nobody's name yet, and change with every key.
    """
    chain = audit.verify(work)
    history = _history(work)
    signed = notes.verify_seals(work)
    altered = [AlteredRecord(*history.signatures.get(record, ("note", record, None))) for record in signed.altered]
    standing = row_seals.current(work.rows)
    for name in history.seals.keys() | standing.keys():
        expected, entry = history.seals.get(name, (row_seals.GONE, None))
        if expected != standing.get(name, row_seals.GONE):
            kind, _, record = name.partition(":")
            altered.append(AlteredRecord(kind, record, entry))
    altered.sort(key=lambda one: (one.entry is None, one.entry or 0, one.kind, one.record_id))
    return IntegrityReport(chain, signed.notes + signed.addenda + len(standing), tuple(altered))


@dataclass(frozen=True, slots=True)
class _History:
    """What the newest entries say: the digest and entry of each protected row, and who speaks of each signature."""

    seals: dict[str, tuple[str, int | None]]
    signatures: dict[str, tuple[str, str, int | None]]


def _history(work: UnitOfWork) -> _History:
    history = _History({}, {})
    for entry in legible(work.rows, select(AuditRow).order_by(col(AuditRow.sequence))):
        if entry is None or not isinstance(entry.detail, dict):
            continue  # the chain names it
        if entry.action is Action.REMOVE_SAMPLE:
            history.seals.clear()
        for name, digest in row_seals.of_entry(entry).items():
            history.seals[name] = (digest, entry.sequence)
        if entry.action is Action.SIGN_NOTE:
            history.signatures[entry.subject_id] = ("note", entry.subject_id, entry.sequence)
        elif entry.action is Action.ADD_ADDENDUM:
            addendum = entry.detail.get("addendum", "")
            history.signatures[addendum] = ("addendum", addendum, entry.sequence)
    return history

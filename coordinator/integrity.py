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

OLDER = frozenset({"note", "addendum"})
"""What the history spoke of before every row had a seal."""


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

    Drafts are covered too: by the entry that began them, and between entries by the seal that is kept beside them.
    """
    chain = audit.verify(work)
    history = _history(work)
    altered = {
        (kind, record): entry
        for kind, record, entry in (
            history.signatures.get(record, ("note", record, None)) for record in notes.verify_seals(work).altered
        )
    }
    left, records = dict(history.seals), 0
    for name, row in row_seals.standing(work.rows):
        records += 1
        kind, _, record = name.partition(":")
        expected, entry = left.pop(name, (None, None))
        if expected is None:  # before every row had a seal, a note had its signature alone, and a draft none
            if not (row.as_written and kind in OLDER and record in history.known):
                altered.setdefault((kind, record), None)
        elif not row_seals.bears(row, expected):
            altered.setdefault((kind, record), entry)
    for name, (expected, entry) in left.items():
        if expected != row_seals.GONE:
            kind, _, record = name.partition(":")
            altered.setdefault((kind, record), entry)
    found = [AlteredRecord(kind, record, entry) for (kind, record), entry in altered.items()]
    found.sort(key=lambda one: (one.entry is None, one.entry or 0, one.kind, one.record_id))
    return IntegrityReport(chain, records, tuple(found))


@dataclass(frozen=True, slots=True)
class _History:
    """What the newest entries say: digest and entry of each protected row, who speaks of each signature, all notes."""

    seals: dict[str, tuple[str, int | None]]
    signatures: dict[str, tuple[str, str, int | None]]
    signed: set[str]
    known: set[str]


def _history(work: UnitOfWork) -> _History:
    history = _History({}, {}, set(), set())
    for entry in legible(work.rows, select(AuditRow).order_by(col(AuditRow.sequence))):
        if entry is None or not isinstance(entry.detail, dict):
            continue  # the chain names it
        if entry.action is Action.REMOVE_SAMPLE:
            history = _History({}, history.signatures, set(), set())
        for name, digest in row_seals.of_entry(entry).items():
            history.seals[name] = (digest, entry.sequence)
        _note_signatures(history, entry, entry.detail)
    for name, digest in row_seals.kept_drafts(work.rows).items():
        if name.partition(":")[2] not in history.signed:  # nobody can have saved a draft of what is signed
            history.seals[name] = (digest, history.seals.get(name, ("", None))[1])
    return history


def _note_signatures(history: _History, entry: AuditRow, detail: dict[str, str]) -> None:
    subject = entry.subject_id
    match entry.action:
        case Action.SIGN_NOTE:
            history.signatures[subject] = ("note", subject, entry.sequence)
            history.signed.add(subject)
        case Action.BRING_SIGNED:
            subject = detail.get("addendum", subject)
            kind = "addendum" if "addendum" in detail else "note"
            history.signatures[subject] = (kind, subject, entry.sequence)
            history.signed.add(subject)
        case Action.WITHDRAW_SIGNATURE:
            history.signed.discard(subject)
        case Action.ADD_ADDENDUM:
            subject = detail.get("addendum", "")
            history.signatures[subject] = ("addendum", subject, entry.sequence)
        case Action.COSIGN_NOTE:
            subject = detail.get("cosignature", "")
            kind = "addendum_co_signature" if "addendum" in detail else "co_signature"
            history.signatures[subject] = (kind, subject, entry.sequence)
        case Action.SAVE_DRAFT:
            pass
        case _:
            return
    history.known.add(subject)

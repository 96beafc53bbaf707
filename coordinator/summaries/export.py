"""Export summaries: read the figures, write each file whole, and record it before it appears."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from coordinator import roster
from coordinator.changes import Change
from coordinator.errors import Conflict
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.disclosure import ConsentMissing, RecipientNotChosen
from coordinator.summaries.document import SummaryDocument
from coordinator.summaries.logbook import digest_of, entries_so_far, record_export
from coordinator.summaries.preparation import Kept, Prepared, prepared, prepared_together
from coordinator.summaries.publish import publish
from coordinator.summaries.rendering import render
from coordinator.summaries.requests import Exported, ExportRequest
from coordinator.summaries.sentences import file_name
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import FileFormat

AT_ONCE = 25
"""So many documents at most are made of one reading, so that it is never long since."""
TRIES = 5
P = ParamSpec("P")
T = TypeVar("T")


class ReadsAndWrites(Protocol):
    """A store, or whatever takes questions and commands to its thread and waits for the answers."""

    def read(self, query: Callable[Concatenate[UnitOfWork, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Run a query in a read transaction."""
        ...

    def write(
        self, command: Callable[Concatenate[UnitOfWork, P], Change[T]], *args: P.args, **kwargs: P.kwargs
    ) -> Change[T]:
        """Run a command in one transaction."""
        ...


@dataclass(frozen=True, slots=True)
class KeptBack:
    """A summary that was not written, and why."""

    request: ExportRequest
    error: Kept


class _Outrun(Exception):
    """What a document tells was changed after it was read; nothing was written."""


def preview_document(work: UnitOfWork, request: ExportRequest, wording: Wording) -> SummaryDocument:
    """Give the very document that exporting would write, for the screen.

    Raises `NothingToExport`, `OneClientOnly`, `ConsentMissing`, `RecipientNotChosen` and `NotFound`.
    """
    return prepared(work, request, wording).document


def export_weekly_summary(store: ReadsAndWrites, request: ExportRequest, wording: Wording) -> Exported:
    """Write the summary of a week in every format asked for, recorded first: all files or none.

    Raises `NothingToExport`, `OneClientOnly`, `ConsentMissing`, `RecipientNotChosen`, `ExportFailed`, `NotFound`;
    `Conflict` where what it tells is changed faster than it is written.
    """
    (outcome,) = export_each(store, [request], wording)
    if isinstance(outcome, KeptBack):
        raise outcome.error
    return outcome


def export_each(
    store: ReadsAndWrites, requests: Sequence[ExportRequest], wording: Wording
) -> Iterator[Exported | KeptBack]:
    """Write several summaries, each whole and recorded before the next is begun; whoever stops asking stops it.

    A group's week is read once for all that are about it, and again as soon as somebody recorded something. What
    a file tells is what is recorded at the instant at which the file is entered into the log.
    Raises as `export_weekly_summary` does for what is wrong with all of them.
    """
    waiting, tries = list(requests), 0
    while waiting:
        together = _leading(waiting)
        for outcome in _written_together(store, together, wording):
            if outcome is None:
                tries += 1
                if tries == TRIES:
                    raise Conflict
                break
            tries = 0
            del waiting[0]
            yield outcome


def _leading(waiting: Sequence[ExportRequest]) -> list[ExportRequest]:
    """Give the first requests that differ in their client and folder alone."""
    first = waiting[0]
    found = [first]
    for one in waiting[1:AT_ONCE]:
        if first.client_id is None or replace(one, client_id=first.client_id, folder=first.folder) != first:
            break
        found.append(one)
    return found


def _written_together(
    store: ReadsAndWrites, requests: Sequence[ExportRequest], wording: Wording
) -> Iterator[Exported | KeptBack | None]:
    """Write documents made of one reading; None says that it has been outrun, and all later ones are left."""
    written = 0
    for request, one in zip(requests, store.read(prepared_together, requests, wording), strict=True):
        if not isinstance(one, Prepared):
            yield KeptBack(request, one)
            continue
        try:
            yield _write(store, replace(one, entries=one.entries + written), wording)
        except (ConsentMissing, RecipientNotChosen) as error:
            yield KeptBack(request, error)
        except _Outrun:
            yield None
            return
        written += 1


def _write(store: ReadsAndWrites, one: Prepared, wording: Wording) -> Exported:
    """Write one document in every format; raises `_Outrun` where it tells no longer what is recorded."""
    request, document = one.request, one.document
    made = {
        kind: render(document, kind, request.password, wording, byte_order_mark=request.byte_order_mark)
        for kind in dict.fromkeys(request.formats)
    }
    files = {request.folder / file_name(document, one.mark, kind, wording): made[kind] for kind in made}
    publish(files, partial(_record, store, one, wording, made, files))
    return Exported(document.number, tuple(files), document.figures.notes_unsigned, request.client_id, one.names_others)


def _record(
    store: ReadsAndWrites,
    one: Prepared,
    wording: Wording,
    made: Mapping[FileFormat, bytes],
    files: Mapping[Path, bytes],
) -> None:
    whole = digest_of(b"".join(files[path] for path in sorted(files)))
    digests = {kind: digest_of(content) for kind, content in made.items()}
    store.write(_enter, one, wording, whole, digests)


def _enter(
    work: UnitOfWork, one: Prepared, wording: Wording, digest: str, files: Mapping[FileFormat, str]
) -> Change[str]:
    """Log a document that still tells what is recorded."""
    if entries_so_far(work) != one.entries or roster.today(work) != one.on:
        again = prepared(work, one.request, wording)
        if not again.tells_the_same(one):
            raise _Outrun
    return record_export(
        work,
        one.request,
        one.document.number,
        one.document.week_starts_on,
        digest,
        files=files,
        consent_id=one.consent_id,
        recipient=one.recipient,
        figures=one.figures,
    )

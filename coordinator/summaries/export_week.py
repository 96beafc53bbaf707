"""Export a week for everybody: a file a group for the team, a file a client for whoever is outside it.

Every file is whole and logged before the next is begun, so that stopping, or a kill, leaves no half result. Clients
whose consent does not let a summary go are left out and named; the others are done.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Self

from coordinator.errors import RuleViolation
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries.disclosure import ConsentMissing, RecipientNotChosen
from coordinator.summaries.document import SummaryDocument
from coordinator.summaries.export import KeptBack, ReadsAndWrites, export_each, preview_document
from coordinator.summaries.preparation import NothingToExport
from coordinator.summaries.requests import Exported, ExportRequest
from coordinator.summaries.weekly_summary import weekly_summary
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import ClientId, GroupId


@dataclass(frozen=True, slots=True)
class Blocked:
    """A client whose summary was not written, and why."""

    client_id: ClientId
    error: ConsentMissing | RecipientNotChosen

    @classmethod
    def of(cls, kept: KeptBack) -> Self:
        """Name who was left out; raises what kept a summary back that has no client's consent to wait for."""
        if isinstance(kept.error, NothingToExport):
            raise kept.error
        return cls(kept.error.client_id, kept.error)


@dataclass(frozen=True, slots=True)
class ExportedWeek:
    """What was written, who was left out, and whether somebody stopped it before the last file."""

    done: tuple[Exported, ...]
    blocked: tuple[Blocked, ...] = ()
    stopped: bool = False


def week_requests(work: UnitOfWork, like: ExportRequest, groups: Sequence[GroupId]) -> tuple[ExportRequest, ...]:
    """Give what is to be written of these groups' week, everything else being as in `like`.

    For the treatment team that is one request a group, for anybody outside one for each client of each group.
    Raises `NotFound`.
    """
    if not like.audience.is_outside:
        return tuple(replace(like, group_id=group_id, client_id=None) for group_id in groups)
    return tuple(
        replace(like, group_id=group_id, client_id=one.client_id)
        for group_id in groups
        for one in weekly_summary(work, like.day, group_id).clients
    )


def preview_first(
    work: UnitOfWork, requests: Sequence[ExportRequest], wording: Wording
) -> tuple[ExportRequest, SummaryDocument]:
    """Give the first of several documents that may be made, with its request.

    Where none may, raises what kept the first one back.
    """
    refused: RuleViolation | None = None
    for request in requests:
        try:
            return request, preview_document(work, request, wording)
        except (ConsentMissing, RecipientNotChosen, NothingToExport) as error:
            refused = refused or error
    raise refused or NothingToExport


def export_all(
    store: ReadsAndWrites,
    requests: Sequence[ExportRequest],
    wording: Wording,
    *,
    progress: Callable[[int, int], None],
    stop: Callable[[], bool],
) -> ExportedWeek:
    """Export several summaries one after the other; `stop` is asked between two, and what is written stays.

    Raises `ExportFailed` and `StoreError`: then what was written before is whole and logged.
    """
    done: list[Exported] = []
    blocked: list[Blocked] = []
    written = export_each(store, requests, wording)
    for place in range(1, len(requests) + 1):
        if stop():
            return ExportedWeek(tuple(done), tuple(blocked), stopped=True)
        outcome = next(written)
        if isinstance(outcome, KeptBack):
            blocked.append(Blocked.of(outcome))
        else:
            done.append(outcome)
        progress(place, len(requests))
    return ExportedWeek(tuple(done), tuple(blocked))

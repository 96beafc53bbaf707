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
    def of(cls, kept: KeptBack) -> Self | None:
        """Name who was left out for want of a consent; None where there is nothing to tell yet."""
        if isinstance(kept.error, NothingToExport):
            return None
        return cls(kept.error.client_id, kept.error)


@dataclass(frozen=True, slots=True)
class ExportedWeek:
    """What was written, who was left out, and whether somebody stopped it before the last file.

    `empty` are the groups of which there was nothing to tell: none of their sessions had begun.
    """

    done: tuple[Exported, ...]
    blocked: tuple[Blocked, ...] = ()
    stopped: bool = False
    empty: tuple[GroupId, ...] = ()


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
    written: list[Exported] | None = None,
) -> ExportedWeek:
    """Export several summaries one after the other; `stop` is asked between two, and what is written stays.

    A group none of whose sessions has begun is left out, so that the others' week is written on a Tuesday too.
    Raises `NothingToExport` where that is so of all; `ExportFailed` and `StoreError`: then what was written before is
    whole and logged, and named in `written`.
    """
    done = written if written is not None else []
    blocked: list[Blocked] = []
    empty: dict[GroupId, None] = {}
    outcomes = export_each(store, requests, wording)
    for place in range(1, len(requests) + 1):
        if stop():
            return ExportedWeek(tuple(done), tuple(blocked), stopped=True, empty=tuple(empty))
        outcome = next(outcomes)
        if not isinstance(outcome, KeptBack):
            done.append(outcome)
        elif (left_out := Blocked.of(outcome)) is not None:
            blocked.append(left_out)
        else:
            empty[outcome.request.group_id] = None
        progress(place, len(requests))
    if empty and not done and not blocked:
        raise NothingToExport
    return ExportedWeek(tuple(done), tuple(blocked), empty=tuple(empty))

"""What decides whether something about a client may go out: read for several clients together."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import col, select

from coordinator.errors import NotFound
from coordinator.roster.queries.clients import consent_of
from coordinator.roster.shapes import Consent
from coordinator.store.tables import ClientRow, ConsentRow, EpisodeRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, DischargeReason


@dataclass(frozen=True, slots=True)
class Releases:
    """A client's consents by the day of signature, whose signature counts, and `died_on` where care ended so."""

    born_on: date | None
    died_on: date | None
    consents: tuple[Consent, ...]


def releases(work: UnitOfWork, client_ids: Collection[ClientId]) -> dict[ClientId, Releases]:
    """Give the releases of each of these clients; raises `NotFound` where one is unknown."""
    rows = {row.id: row for row in work.rows.exec(select(ClientRow).where(col(ClientRow.id).in_(client_ids)))}
    for client_id in client_ids:
        if client_id not in rows:
            raise NotFound("Client", client_id)
    signed: dict[ClientId, list[ConsentRow]] = defaultdict(list)
    of_them = select(ConsentRow).where(col(ConsentRow.client_id).in_(client_ids))
    for row in work.rows.exec(of_them.order_by(col(ConsentRow.signed_on))):
        signed[row.client_id].append(row)
    ended: dict[ClientId, list[EpisodeRow]] = defaultdict(list)
    deceased = select(EpisodeRow).where(
        col(EpisodeRow.client_id).in_(client_ids), EpisodeRow.discharge_reason == DischargeReason.DECEASED
    )
    for episode in work.rows.exec(deceased.order_by(col(EpisodeRow.admitted_on))):
        ended[episode.client_id].append(episode)
    return {
        client_id: Releases(
            rows[client_id].born_on,
            _first_day(ended[client_id]),
            tuple(consent_of(row) for row in signed[client_id]),
        )
        for client_id in client_ids
    }


def _first_day(ends: Sequence[EpisodeRow]) -> date | None:
    return next((one.discharged_on for one in ends if one.discharged_on is not None), None)

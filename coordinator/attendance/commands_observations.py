"""Observations: short sentences typed during the session, raw material of the client's own note."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from sqlmodel import col, select

from coordinator import sessions
from coordinator.attendance.rules import NothingWritten
from coordinator.changes import Change
from coordinator.store.tables import ClientRow, ObservationRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, ClientId, FacilitatorId, GroupSessionId, ObservationId, Topic

TOPICS = frozenset({Topic.ATTENDANCE})


def add_observation(
    work: UnitOfWork,
    session_id: GroupSessionId,
    client_id: ClientId,
    text: str,
    *,
    follow_up: bool = False,
    observed_at: datetime | None = None,
    author_id: FacilitatorId | None = None,
) -> Change[ObservationId]:
    """Add an observation, seen now unless another instant is given. Raises `NotFound`, `NothingWritten`."""
    sessions.session_row(work, session_id)
    work.get(ClientRow, client_id)
    row = ObservationRow(
        session_id=session_id,
        client_id=client_id,
        text=_written(text),
        observed_at=observed_at or work.now,
        author_id=author_id or work.signed_in,
        follow_up=follow_up,
    )
    work.rows.add(row)
    return Change(
        Action.ADD_OBSERVATION,
        session_id,
        TOPICS,
        row.id,
        undo=partial(remove_observation, observation_id=row.id),
        detail={"client": str(client_id), "follow_up": str(follow_up).lower()},
    )


def change_observation(
    work: UnitOfWork,
    observation_id: ObservationId,
    text: str | None = None,
    *,
    follow_up: bool | None = None,
    followed_up: bool | None = None,
) -> Change[ObservationId]:
    """Change an observation's text, whether it wants following up, or whether that was done.

    What is None stays. Raises `NotFound`, `NothingWritten`.
    """
    row = work.get(ObservationRow, observation_id)
    before = partial(
        change_observation,
        observation_id=observation_id,
        text=row.text,
        follow_up=row.follow_up,
        followed_up=row.followed_up_at is not None,
    )
    row.text = row.text if text is None else _written(text)
    row.follow_up = row.follow_up if follow_up is None else follow_up
    if followed_up is not None and followed_up is not (row.followed_up_at is not None):
        row.followed_up_at = work.now if followed_up else None
    return Change(
        Action.CHANGE_OBSERVATION,
        row.session_id,
        TOPICS,
        observation_id,
        undo=before,
        detail={"client": str(row.client_id), "follow_up": str(row.follow_up).lower()},
    )


def remove_observation(work: UnitOfWork, observation_id: ObservationId) -> Change[ObservationId]:
    """Remove an observation. Raises `NotFound`."""
    row = work.get(ObservationRow, observation_id)
    work.rows.delete(row)
    again = partial(
        add_observation,
        session_id=row.session_id,
        client_id=row.client_id,
        text=row.text,
        follow_up=row.follow_up,
        observed_at=row.observed_at,
        author_id=row.author_id,
    )
    detail = {"client": str(row.client_id)}
    return Change(Action.REMOVE_OBSERVATION, row.session_id, TOPICS, observation_id, undo=again, detail=detail)


def flag_follow_up(
    work: UnitOfWork, session_id: GroupSessionId, client_id: ClientId, text: str
) -> Change[ObservationId]:
    """Ask for a follow-up after group with one key: the newest observation's flag is turned.

    A client without one gets an observation with `text`. Raises `NotFound`.
    """
    newest = work.rows.exec(
        select(ObservationRow)
        .where(ObservationRow.session_id == session_id)
        .where(ObservationRow.client_id == client_id)
        .order_by(col(ObservationRow.observed_at).desc())
        .limit(1)
    ).first()
    if newest is None:
        return add_observation(work, session_id, client_id, text, follow_up=True)
    return change_observation(work, newest.id, follow_up=not newest.follow_up)


def _written(text: str) -> str:
    text = text.strip()
    if not text:
        raise NothingWritten("observation")
    return text

"""Clients: one whole, or a list with where each stands today."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date
from typing import TypeVar

from sqlmodel import col, select

from coordinator.roster.days import today
from coordinator.roster.forms import ConsentDetails
from coordinator.roster.queries.groups import waitlist
from coordinator.roster.rules import folded, next_code, standing_of
from coordinator.roster.shapes import (
    Client,
    ClientLine,
    Consent,
    EmergencyContact,
    Enrolment,
    Episode,
    Flag,
    Goal,
    GroupLabel,
    Standing,
    StandingCounts,
    WaitlistPlace,
)
from coordinator.store.tables import (
    ClientRow,
    ConsentRow,
    EmergencyContactRow,
    EnrolmentRow,
    EpisodeRow,
    FacilitatorRow,
    FlagRow,
    FormerNameRow,
    GoalRow,
    GroupRow,
    WaitlistRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, FacilitatorId, FlagKind, GroupId

_Owned = TypeVar(
    "_Owned",
    EpisodeRow,
    EnrolmentRow,
    WaitlistRow,
    FlagRow,
    EmergencyContactRow,
    FormerNameRow,
    ConsentRow,
    GoalRow,
)


def client(work: UnitOfWork, client_id: ClientId) -> Client:
    """Give everything about one client; raises `NotFound`. Flags that were cleared are left out."""
    row = work.get(ClientRow, client_id)
    episodes = sorted(_of(work, EpisodeRow, client_id), key=lambda episode: episode.admitted_on)
    labels = _labels(work)
    places = _places(work, client_id)
    return Client(
        id=row.id,
        code=row.code,
        preferred_name=row.preferred_name,
        legal_name=row.legal_name,
        pronouns=row.pronouns,
        zone=row.zone,
        home_state=row.home_state,
        usual_location=row.usual_location,
        callback_number=row.callback_number,
        preferred_contact=row.preferred_contact,
        local_emergency_number=row.local_emergency_number,
        weekly_goal_minutes=row.weekly_goal_minutes,
        born_on=row.born_on,
        standing=_standing(episodes, is_waiting=bool(places), day=today(work)),
        contacts=tuple(
            EmergencyContact(found.name, found.relationship, found.phone, found.checked_at, found.id)
            for found in sorted(_of(work, EmergencyContactRow, client_id), key=lambda contact: contact.position)
        ),
        flags=_flags(work, client_id),
        goals=tuple(
            Goal(goal.number, goal.label)
            for goal in sorted(_of(work, GoalRow, client_id), key=lambda goal: goal.number)
            if goal.active
        ),
        episodes=tuple(
            Episode(
                episode.id,
                episode.admitted_on,
                episode.discharged_on,
                episode.discharge_reason,
                episode.discharge_plan,
            )
            for episode in episodes
        ),
        consents=tuple(
            consent_of(consent)
            for consent in sorted(_of(work, ConsentRow, client_id), key=lambda consent: consent.signed_on)
        ),
        enrolments=tuple(
            Enrolment(stay.id, labels[stay.group_id], stay.starts_on, stay.ends_on)
            for stay in sorted(_of(work, EnrolmentRow, client_id), key=lambda stay: stay.starts_on)
        ),
        waitlist_places=places,
        former_names=tuple(
            former.name for former in sorted(_of(work, FormerNameRow, client_id), key=lambda former: former.until)
        ),
    )


def clients(
    work: UnitOfWork, *, standing: Standing = Standing.ACTIVE, group_id: GroupId | None = None
) -> tuple[ClientLine, ...]:
    """Give clients by name: all of one standing, only those enrolled or waiting in one group where it is given.

    `WAITING` holds everybody with a place on a waitlist, so somebody who attends one group and waits for
    another is in both lists.
    """
    lines = _all_lines(work)
    wanted = [line for line in lines if _belongs(line, standing)]
    if group_id is not None:
        wanted = [line for line in wanted if any(label.id == group_id for label in (*line.groups, *line.waiting_for))]
    return tuple(wanted)


def standing_counts(work: UnitOfWork) -> StandingCounts:
    """Give how many clients each list holds today."""
    lines = _all_lines(work)
    return StandingCounts(
        active=sum(_belongs(line, Standing.ACTIVE) for line in lines),
        waiting=sum(_belongs(line, Standing.WAITING) for line in lines),
        discharged=sum(_belongs(line, Standing.DISCHARGED) for line in lines),
    )


def free_code(work: UnitOfWork) -> str:
    """Give the ID that the next client gets when none is typed."""
    return next_code(work.rows.exec(select(ClientRow.code)).all())


def _belongs(line: ClientLine, standing: Standing) -> bool:
    if standing is Standing.ALL:
        return True
    if standing is Standing.WAITING:
        return bool(line.waiting_for)
    return line.standing is standing


def _all_lines(work: UnitOfWork) -> list[ClientLine]:
    day = today(work)
    labels = _labels(work)
    rows = work.rows.exec(select(ClientRow).order_by(col(ClientRow.name_key), col(ClientRow.code))).all()
    episodes = _by_client(work, EpisodeRow)
    stays = _by_client(work, EnrolmentRow)
    places = _by_client(work, WaitlistRow)
    flags = _by_client(work, FlagRow)
    former = _by_client(work, FormerNameRow)
    reachable = {contact.client_id for contact in work.rows.exec(select(EmergencyContactRow)) if contact.phone}
    names = Counter(row.name_key for row in rows)
    lines = []
    for row in rows:
        newest = max(episodes.get(row.id, ()), key=lambda episode: episode.admitted_on, default=None)
        present = [stay for stay in stays.get(row.id, ()) if stay.ends_on is None or stay.ends_on >= day]
        waiting = sorted(places.get(row.id, ()), key=lambda place: place.since)
        lines.append(
            ClientLine(
                id=row.id,
                code=row.code,
                name=row.preferred_name,
                second_identifier_needed=names[row.name_key] > 1,
                standing=_standing(episodes.get(row.id, ()), is_waiting=bool(waiting), day=day),
                groups=tuple(
                    dict.fromkeys(labels[stay.group_id] for stay in sorted(present, key=lambda stay: stay.starts_on))
                ),
                waiting_for=tuple(labels[place.group_id] for place in waiting),
                admitted_on=newest.admitted_on if newest else None,
                discharged_on=newest.discharged_on if newest else None,
                discharge_reason=newest.discharge_reason if newest else None,
                starts_on=min((stay.starts_on for stay in present), default=None),
                ends_on=_last_day(present),
                unread_flag=_unread(flags.get(row.id, ())),
                contact_missing=row.id not in reachable,
                weekly_goal_minutes=row.weekly_goal_minutes,
                searchable=folded(
                    " ".join(
                        (row.preferred_name, row.legal_name, row.code, *(old.name for old in former.get(row.id, ())))
                    )
                ),
            )
        )
    return lines


def _last_day(stays: Sequence[EnrolmentRow]) -> date | None:
    """Give the day on which the last stay ends, or None while one of them is open or there is none."""
    ends = [stay.ends_on for stay in stays]
    closed = [end for end in ends if end is not None]
    return max(closed) if closed and len(closed) == len(ends) else None


def _unread(flags: Sequence[FlagRow]) -> FlagKind | None:
    unread = [flag for flag in flags if flag.read_at is None and flag.cleared_at is None]
    return max(unread, key=lambda flag: flag.raised_at).kind if unread else None


def _standing(episodes: Sequence[EpisodeRow], *, is_waiting: bool, day: date) -> Standing:
    return standing_of(
        [(episode.admitted_on, episode.discharged_on) for episode in episodes], is_waiting=is_waiting, today=day
    )


def _places(work: UnitOfWork, client_id: ClientId) -> tuple[WaitlistPlace, ...]:
    found = sorted(_of(work, WaitlistRow, client_id), key=lambda place: place.since)
    return tuple(place for row in found for place in waitlist(work, row.group_id) if place.client_id == client_id)


def _flags(work: UnitOfWork, client_id: ClientId) -> tuple[Flag, ...]:
    staff: dict[FacilitatorId, str] = {row.id: row.name for row in work.rows.exec(select(FacilitatorRow))}
    rows = [flag for flag in _of(work, FlagRow, client_id) if flag.cleared_at is None]
    newest_first = sorted(rows, key=lambda flag: flag.raised_at, reverse=True)
    return tuple(
        Flag(flag.id, flag.kind, flag.text, flag.raised_at, _short(staff.get(flag.raised_by, "")), flag.read_at)
        for flag in newest_first
    )


def _short(name: str) -> str:
    first, _, last = name.rpartition(" ")
    return f"{first[0]}. {last}" if first else last


def consent_of(row: ConsentRow) -> Consent:
    """Give a stored consent as it is shown."""
    details = ConsentDetails(
        kind=row.kind,
        signed_on=row.signed_on,
        expires_on=row.expires_on,
        expires_on_event=row.expires_on_event,
        discloser=row.discloser,
        recipient=row.recipient,
        information=row.information,
        purpose=row.purpose,
        signed_by=row.signed_by,
        revocation_explained=row.revocation_explained,
    )
    return Consent(row.id, details, row.revoked_on)


def _labels(work: UnitOfWork) -> dict[GroupId, GroupLabel]:
    return {
        row.id: GroupLabel(row.id, row.name, row.short_code, row.colour) for row in work.rows.exec(select(GroupRow))
    }


def _of(work: UnitOfWork, kind: type[_Owned], client_id: ClientId) -> Sequence[_Owned]:
    return work.rows.exec(select(kind).where(kind.client_id == client_id)).all()


def _by_client(work: UnitOfWork, kind: type[_Owned]) -> dict[ClientId, list[_Owned]]:
    found: dict[ClientId, list[_Owned]] = {}
    for row in work.rows.exec(select(kind)):
        found.setdefault(row.client_id, []).append(row)
    return found

"""The steps that set the clinic up: people, groups, blocks, clients with their stays, flags and consents."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from functools import partial

from coordinator import roster, series, sessions, summaries
from coordinator.changes import Change
from coordinator.sample_clinic.calendar import StoryCalendar
from coordinator.sample_clinic.playing import Step
from coordinator.sample_clinic.story import ClientStory, DateChange, FlagStory, GroupStory, Leaving, Story
from coordinator.store.tables import EpisodeRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    BlockId,
    ClientId,
    ConsentKind,
    DischargeReason,
    FacilitatorId,
    FlagKind,
    GroupColour,
    GroupId,
    GroupSessionId,
    Platform,
    ServiceType,
    Weekday,
)

OFFICE_OPENS = time(8, 0)
A_YEAR = timedelta(days=365)


@dataclass(slots=True)
class Ids:
    """What has which id: filled while the story is played, asked by later steps."""

    people: dict[str, FacilitatorId] = field(default_factory=dict)
    groups: dict[str, GroupId] = field(default_factory=dict)
    blocks: dict[tuple[str, Weekday], BlockId] = field(default_factory=dict)
    clients: dict[str, ClientId] = field(default_factory=dict)
    codes: dict[str, str] = field(default_factory=dict)

    def client(self, name: str) -> ClientId:
        """Give a client by the name that only one of the story bears, or by ID."""
        return self.clients[self.codes.get(name, name)]

    def session(self, group: str, day: date) -> GroupSessionId:
        """Give the session of a group that the pattern has on a day."""
        return series.session_id(self.blocks[group, list(Weekday)[day.weekday()]], day)


class Stage:
    """Makes the steps of the set-up from the story."""

    def __init__(self, story: Story, calendar: StoryCalendar, ids: Ids, groups: tuple[str, ...]) -> None:
        self._story = story
        self._calendar = calendar
        self._ids = ids
        self._groups = groups
        self._opening = calendar.at(story.begins, time(9, 0))

    def steps(self) -> Iterator[Step]:
        """Give every step of the set-up."""
        for place, group in enumerate(one for one in self._story.groups if one.short_code in self._groups):
            yield Step(self._opening + timedelta(minutes=place), partial(self._add_group, group))
            yield Step(self._opening + timedelta(minutes=place, seconds=30), partial(self._add_blocks, group))
        for place, client in enumerate(self._clients()):
            yield from self._client_steps(client, place)
        for closure in self._story.closures:
            first, last = self._calendar.day(closure.first), self._calendar.day(closure.last)
            name = closure.name if _is_presidents_day(first) else closure.other_name
            added = self._calendar.at(closure.added, time(12, 30))
            yield Step(added, partial(series.add_closure, from_on=first, to_on=last, name=name))
        for change in self._story.changes:
            if change.group in self._groups:
                yield Step(self._calendar.instant(change.told), partial(self._alter, change))
        yield from self._later_steps()
        for week in range(-1, (self._calendar.now - self._opening).days // 7 + 1):
            # The job that plans ahead; the first time right after the blocks were added.
            at = self._opening + timedelta(weeks=week + 1, hours=1)
            yield Step(at, sessions.plan_ahead)

    def _clients(self) -> list[ClientStory]:
        return [
            one
            for one in self._story.clients
            if any(stay[0] in self._groups for stay in one.stays) or (one.waits and one.waits[0] in self._groups)
        ]

    def knows(self, name: str) -> bool:
        """Say whether a client is part of what is filled in."""
        return any(name in {one.name, one.code} for one in self._clients())

    def _later_steps(self) -> Iterator[Step]:
        for flag in self._story.flags:
            if self.knows(flag.client):
                yield Step(self._calendar.instant(flag.raised), partial(self._raise_flag, flag), flag.who)
                if flag.read is not None:
                    yield Step(self._calendar.instant(flag.read), partial(self._read_flags, flag.client))
        for leaving in self._story.leaving:
            if self.knows(leaving.client):
                yield Step(self._calendar.instant(leaving.told), partial(self._plan_leaving, leaving))
        for plan in self._story.plans:
            if self.knows(plan.client):
                yield Step(
                    self._calendar.instant(plan.written),
                    partial(self._plan_week, plan.client, self._calendar.day(plan.week), plan.text),
                )

    def _client_steps(self, client: ClientStory, place: int) -> Iterator[Step]:
        entered = self._entered(client) + timedelta(minutes=place)
        first = client.episodes[0][0] if client.episodes else client.admitted
        yield Step(entered, partial(self._add_client, client, self._calendar.day(first) if first else None))
        for starts_on, ends_on, reason in client.episodes:
            yield from self._stay_steps(client, entered, starts_on, ends_on)
            yield Step(entered, partial(self._discharge, client.code, self._calendar.day(ends_on), reason, ""))
        if client.admitted is not None:
            if client.episodes:
                yield Step(entered, partial(self._admit, client.code, self._calendar.day(client.admitted)))
            yield from self._stay_steps(client, entered, client.admitted, None)
            yield from self._consent_steps(client, entered)
        if client.goals:
            yield Step(entered, partial(self._set_goals, client.code, tuple(client.goals)))
        if client.checked is not None:
            yield Step(self._calendar.at(client.checked, time(8, 40)), partial(self._check_contact, client.code))
        if client.waits and client.waits[0] in self._groups:
            group, since = client.waits
            at = max(self._calendar.at(since, time(11, 30)), entered + timedelta(minutes=1))
            yield Step(at, partial(self._wait, client.code, group, self._calendar.day(since)))
        if client.discharged:
            on, reason, plan = client.discharged
            at = self._calendar.at(on, time(16, 0))
            yield Step(at, partial(self._discharge, client.code, self._calendar.day(on), reason, plan))

    def _stay_steps(
        self, client: ClientStory, entered: datetime, starts_on: date, ends_on: date | None
    ) -> Iterator[Step]:
        for group, first, *last in client.stays:
            if group in self._groups and first >= starts_on and (ends_on is None or first <= ends_on):
                until = self._calendar.day(last[0]) if last else None
                yield Step(entered, partial(self._enroll, client.code, group, self._calendar.day(first), until))

    def _consent_steps(self, client: ClientStory, entered: datetime) -> Iterator[Step]:
        if client.admitted is None:
            return
        signed_on = self._calendar.day(client.admitted)
        until = signed_on + A_YEAR
        details = [
            roster.ConsentDetails(ConsentKind.TELEHEALTH, signed_on, expires_on=until, signed_by=client.name),
            roster.ConsentDetails(ConsentKind.GROUP_CONFIDENTIALITY, signed_on, signed_by=client.name),
        ]
        if client.consent:
            details.append(
                roster.ConsentDetails(
                    ConsentKind.DISCLOSURE,
                    signed_on,
                    expires_on=until,
                    discloser=self._story.program["clinic_name"],
                    recipient="Harbor Primary Care",
                    information="Attendance, hours and progress in the program",
                    purpose="Coordination of care",
                    signed_by=client.name,
                    revocation_explained=True,
                )
            )
        if client.payer_consent:
            details.append(
                roster.ConsentDetails(
                    ConsentKind.DISCLOSURE,
                    signed_on,
                    expires_on=until,
                    discloser=self._story.program["clinic_name"],
                    recipient="Northfield Health Plan",
                    information="Attendance, hours, participation, progress and plan",
                    purpose="Payment and utilization review",
                    signed_by=client.name,
                    revocation_explained=True,
                )
            )
        for one in details:
            yield Step(entered, partial(self._add_consent, client.code, one))

    def _entered(self, client: ClientStory) -> datetime:
        """Give when the record was made: the working day before admission, or when the clinic began to keep records."""
        day = client.entered
        if day is None and client.admitted is not None:
            day = client.admitted - timedelta(days=1)
            while day.weekday() >= 5:  # noqa: PLR2004 - Saturday
                day -= timedelta(days=1)
        return max(self._opening + timedelta(minutes=30), self._calendar.at(day or self._story.begins, time(9, 0)))

    def _add_group(self, group: GroupStory, work: UnitOfWork) -> Change[object]:
        change = roster.add_group(
            work,
            roster.GroupDetails(
                name=group.name,
                short_code=group.short_code,
                colour=GroupColour(group.colour),
                capacity=group.capacity,
                zone=self._calendar.zone,
                facilitator_id=self._ids.people[group.facilitator],
                platform=Platform(group.platform),
                link=group.link,
                passcode=group.passcode,
                backup_link=group.backup_link,
            ),
        )
        self._ids.groups[group.short_code] = change.outcome
        return change

    def _add_blocks(self, group: GroupStory, work: UnitOfWork) -> Change[object]:
        weekdays = sorted((Weekday(day) for day in group.weekdays), key=lambda day: day.number)
        segments = [series.Segment(ServiceType(service), minutes) for service, minutes in group.segments]
        change = series.add_block(
            work,
            self._ids.groups[group.short_code],
            weekdays=weekdays,
            starts=group.starts,
            from_on=self._calendar.day(self._story.first_session),
            minutes=sum(segment.minutes for segment in segments),
            until_on=self._calendar.day(group.until),
            segments=segments,
        )
        for weekday, block_id in zip(weekdays, change.outcome, strict=True):
            self._ids.blocks[group.short_code, weekday] = block_id
        return change

    def _add_client(self, client: ClientStory, admitted_on: date | None, work: UnitOfWork) -> Change[object]:
        contacts = [
            roster.EmergencyContact(name, relationship, phone, work.now)
            for name, relationship, phone in ([client.contact] if client.contact else [])
        ]
        change = roster.add_client(
            work,
            roster.ClientDetails(
                preferred_name=client.name,
                code=client.code,
                legal_name=client.legal,
                pronouns=client.pronouns,
                born_on=client.born,
                zone=client.zone or self._calendar.zone,
                home_state=self._story.program["home_state"],
                usual_location=client.location,
                callback_number=client.callback,
                local_emergency_number=client.emergency,
                weekly_goal_minutes=client.weekly_goal,
            ),
            admitted_on=admitted_on,
            contacts=contacts,
        )
        self._ids.clients[client.code] = change.outcome
        self._ids.codes.setdefault(client.name, client.code)
        return change

    def _enroll(self, code: str, group: str, first: date, last: date | None, work: UnitOfWork) -> Change[object]:
        return roster.enroll(work, self._ids.client(code), self._ids.groups[group], starts_on=first, ends_on=last)

    def _admit(self, code: str, on: date, work: UnitOfWork) -> Change[object]:
        return roster.admit(work, self._ids.client(code), on=on)

    def _wait(self, code: str, group: str, since: date, work: UnitOfWork) -> Change[object]:
        return roster.join_waitlist(work, self._ids.client(code), self._ids.groups[group], since=since)

    def _set_goals(self, code: str, labels: tuple[str, ...], work: UnitOfWork) -> Change[object]:
        return roster.set_goals(work, self._ids.client(code), labels)

    def _add_consent(self, code: str, details: roster.ConsentDetails, work: UnitOfWork) -> Change[object]:
        return roster.add_consent(work, self._ids.client(code), details)

    def _check_contact(self, code: str, work: UnitOfWork) -> Change[object]:
        contact_id = roster.client(work, self._ids.client(code)).contacts[0].id
        assert contact_id is not None  # noqa: S101 - a stored contact has one
        return roster.check_contact(work, contact_id)

    def _raise_flag(self, flag: FlagStory, work: UnitOfWork) -> Change[object]:
        return roster.raise_flag(work, self._ids.client(flag.client), FlagKind(flag.kind), flag.text)

    def _read_flags(self, client: str, work: UnitOfWork) -> Change[object]:
        return roster.read_flag(work, roster.client(work, self._ids.client(client)).flags[0].id)

    def _discharge(self, client: str, on: date, reason: str, plan: str, work: UnitOfWork) -> Change[object]:
        return roster.discharge(work, self._ids.client(client), on=on, reason=DischargeReason(reason), plan=plan)

    def _plan_leaving(self, leaving: Leaving, work: UnitOfWork) -> Change[object]:
        """Let the client's stays end on a day to come; the discharge itself is entered after the last session."""
        client = roster.client(work, self._ids.client(leaving.client))
        on = self._calendar.day(leaving.on)
        episode = client.episode
        assert episode is not None  # noqa: S101 - who leaves was admitted
        row = work.get(EpisodeRow, episode.id)
        row.projected_discharge_on, row.discharge_plan = on, leaving.plan
        return roster.end_enrolment(work, client.enrolments[-1].id, on=on)

    def _plan_week(self, client: str, starts_on: date, text: str, work: UnitOfWork) -> Change[object]:
        return summaries.set_week_plan(work, self._ids.client(client), starts_on, text)

    def _alter(self, change: DateChange, work: UnitOfWork) -> Change[object]:
        day = self._calendar.day(change.on)
        session_id = self._ids.session(change.group, day)
        if change.kind == "cancelled":
            return sessions.cancel_session(work, session_id, change.reason)
        if change.kind == "substitute":
            return sessions.substitute_facilitator(work, session_id, self._ids.people[change.who])
        starts = change.starts or OFFICE_OPENS
        return sessions.move_session(work, session_id, self._calendar.at(change.on, starts))


def _is_presidents_day(day: date) -> bool:
    """Say whether a day is the third Monday of February (5 U.S.C. 6103)."""
    return day.month == 2 and day.weekday() == 0 and 15 <= day.day <= 21  # noqa: PLR2004 - a share or a date of the rule

"""The steps of what happened: sessions opened and ended, attendance, observations, time outside the group."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from zoneinfo import ZoneInfo

from coordinator import attendance, people, sessions
from coordinator.attendance.commands_report import apply_report
from coordinator.attendance.comparison_rules import Keep
from coordinator.attendance.reports import ReportFile
from coordinator.changes import Change
from coordinator.sample_clinic.calendar import StoryCalendar
from coordinator.sample_clinic.playing import Step
from coordinator.sample_clinic.reporting import Visit, report_of
from coordinator.sample_clinic.staging import Ids
from coordinator.sample_clinic.story import DateChange, Event, GroupStory, Individual, Notice, Seen, Story
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    ClientId,
    ExcuseReason,
    GroupSessionId,
    Mark,
    OutreachMethod,
    OutreachOutcome,
    ServiceType,
    Weekday,
)

A_MINUTE = timedelta(minutes=1)
A_DAY = timedelta(days=1)
AWAY_FROM = timedelta(minutes=70)
RECENTLY = timedelta(weeks=2)
"""Before the last weeks nothing is observed and no report is brought in, so that filling stays quick."""
WITH_REPORT = frozenset({"zoom", "teams"})
SOMETHING = 0.17
"""How often something about a client's attendance is out of the ordinary where the story names nothing."""


@dataclass(frozen=True, slots=True)
class Held:
    """A session that is over: `on` is its day in the story, the instants are UTC."""

    group: GroupStory
    on: date
    starts_at: datetime
    ends_at: datetime
    leader: str
    number: int

    @property
    def key(self) -> tuple[date, str]:
        """Day and group, by which the story speaks of it."""
        return self.on, self.group.short_code


class Happening:
    """Makes the steps of the past weeks from the story and, where it is silent, from a seeded chance."""

    def __init__(
        self, story: Story, calendar: StoryCalendar, ids: Ids, groups: tuple[str, ...], since: date, seed: int
    ) -> None:
        self._story = story
        self._calendar = calendar
        self._ids = ids
        self._since = since
        self._seed = seed
        self._groups = [one for one in story.groups if one.short_code in groups]
        self._codes = groups
        self.held = tuple(self._held())

    def steps(self) -> Iterator[Step]:
        """Give every step."""
        for one in self.held:
            yield from self._session_steps(one)
        for notice in self._story.notices:
            if notice.group in self._codes:
                yield Step(self._calendar.instant(notice.told), partial(self._announce, notice))
        for extra in self._story.individual:
            at = self._calendar.at(extra.on, extra.at)
            if extra.group in self._codes and extra.on >= self._since:
                yield Step(at + timedelta(minutes=extra.minutes), partial(self._individual, extra, at))

    def members(self, one: Held) -> list[str]:
        """Give the IDs of the clients who were expected, in the story's order."""
        found = []
        for client in self._story.clients:
            left = client.discharged[0] if client.discharged else None
            leaving = next((each.on for each in self._story.leaving if each.client == client.name), left)
            for group, first, *last in client.stays:
                ends = min(day for day in (last[0] if last else None, leaving, date.max) if day is not None)
                if group == one.group.short_code and first <= one.on <= ends:
                    found.append(client.code)
        return found

    def events(self, one: Held) -> tuple[Event, ...]:
        """Give what was out of the ordinary in a session: the story's word, else a seeded chance."""
        named = tuple(event for event in self._story.events if (event.on, event.group) == one.key)
        story_week = one.on >= self._story.monday - timedelta(weeks=1)
        if named or story_week or one.group.short_code == "MA":
            return named
        chance = random.Random(f"{self._seed} {one.on} {one.group.short_code}")  # noqa: S311 - nothing is secret here
        return tuple(_some_event(chance, one, code) for code in self.members(one) if chance.random() < SOMETHING)

    def _held(self) -> Iterator[Held]:
        changes = {(change.on, change.group, change.kind): change for change in self._story.changes}
        closed = [(closure.first, closure.last) for closure in self._story.closures]
        day, numbers = self._story.first_session, Counter[str]()
        while day <= self._story.monday + timedelta(days=13):
            for group in self._groups:
                code = group.short_code
                weekday = list(Weekday)[day.weekday()]
                away = (day, code, "cancelled") in changes or any(first <= day <= last for first, last in closed)
                if weekday.value not in group.weekdays or away or day < self._since:
                    continue
                one = self._held_on(group, day, changes, numbers[code])
                if self._calendar.is_past(one.ends_at + 5 * A_MINUTE):
                    numbers[code] += 1
                    yield one
            day += A_DAY

    def _held_on(
        self, group: GroupStory, day: date, changes: dict[tuple[date, str, str], DateChange], number: int
    ) -> Held:
        code = group.short_code
        moved = changes.get((day, code, "moved"))
        substitute = changes.get((day, code, "substitute"))
        starts_at = self._calendar.at(day, moved.starts if moved and moved.starts else group.starts)
        length = sum(minutes for _service, minutes in group.segments)
        leader = substitute.who if substitute else group.facilitator
        return Held(group, day, starts_at, starts_at + timedelta(minutes=length), leader, number)

    def _session_steps(self, one: Held) -> Iterator[Step]:
        session_id = partial(self._session_id, one)
        chance = random.Random(f"{self._seed} {one.on} {one.group.short_code} topic")  # noqa: S311 - nothing is secret here
        topic = one.group.topics[one.number % len(one.group.topics)]
        yield Step(one.starts_at - 10 * A_MINUTE, partial(self._set_topic, one, topic), one.leader)
        yield Step(one.starts_at - 3 * A_MINUTE, lambda work: sessions.launch(work, session_id()), one.leader)
        events = self.events(one)
        absent = {self._code(event.client) for event in events if event.mark in {"absent", "excused"}}
        for place, code in enumerate(code for code in self.members(one) if code not in absent):
            late = max((event.late for event in events if self._code(event.client) == code), default=0)
            at = one.starts_at + (late + 1) * A_MINUTE + timedelta(seconds=20 * place)
            yield Step(at, partial(self._confirm, one, code), one.leader)
        for event in events:
            yield from self._event_steps(one, event)
        latest = max((event.late for event in events), default=0)
        at = one.starts_at + (max(latest, 20) + 1) * A_MINUTE
        yield Step(at, lambda work: attendance.mark_all_present(work, session_id()), one.leader)
        yield from self._observation_steps(one, absent, chance)
        yield Step(one.ends_at, lambda work: sessions.end_session(work, session_id()), one.leader)
        recent = one.on >= self._story.monday - RECENTLY
        reported = recent and one.key not in self._story.no_report and one.group.platform in WITH_REPORT
        if reported and self._calendar.is_past(one.ends_at + 40 * A_MINUTE):
            yield Step(one.ends_at + 40 * A_MINUTE, partial(self._report, one), one.leader)

    def _event_steps(self, one: Held, event: Event) -> Iterator[Step]:
        if event.mark == "excused" or event.notice:
            told = self._calendar.at(one.on - A_DAY, time(15, 0))
            notice = Notice(one.on, one.group.short_code, event.client, told, event.reason)
            yield Step(told, partial(self._announce, notice))
        if event.late and event.mark == "present":
            at = one.starts_at + event.late * A_MINUTE
            yield Step(at, partial(self._mark, one, event, left=0), one.leader)
        if event.left or event.away or event.mark == "removed":
            at = one.ends_at - max(event.left, 1) * A_MINUTE
            yield Step(at, partial(self._mark, one, event, left=event.left), one.leader)
        if event.mark in {"absent", "excused"}:
            yield Step(one.starts_at + 15 * A_MINUTE, partial(self._mark, one, event, left=0), one.leader)
        if event.mark == "absent" and not event.notice:
            at = one.starts_at + event.called * A_MINUTE
            yield Step(at, partial(self._call, one, event), one.leader)

    def _observation_steps(self, one: Held, absent: set[str], chance: random.Random) -> Iterator[Step]:
        named = [seen for seen in self._story.seen if (seen.on, seen.group) == one.key]
        for seen in named:
            yield Step(self._calendar.at(seen.on, seen.at), partial(self._observe, one, seen), one.leader)
        recent = one.on >= self._story.monday - RECENTLY
        present = [code for code in self.members(one) if code not in absent]
        if named or not recent or not present:
            return
        for code in chance.sample(present, min(3, len(present))):
            at = one.starts_at + chance.randrange(35, 165) * A_MINUTE
            wall = at.astimezone(ZoneInfo(self._calendar.zone)).time()
            seen = Seen(one.on, wall, one.group.short_code, code, chance.choice(self._story.texts["observations"]))
            yield Step(at, partial(self._observe, one, seen), one.leader)

    def _code(self, client: str) -> str:
        return next(one.code for one in self._story.clients if client in {one.code, one.name})

    def _session_id(self, one: Held) -> GroupSessionId:
        return self._ids.session(one.group.short_code, self._calendar.day(one.on))

    def _set_topic(self, one: Held, topic: str, work: UnitOfWork) -> Change[object]:
        return sessions.set_topic(work, self._session_id(one), topic)

    def _confirm(self, one: Held, code: str, work: UnitOfWork) -> Change[object]:
        return attendance.confirm_location(work, self._session_id(one), self._ids.client(code))

    def _mark(self, one: Held, event: Event, work: UnitOfWork, *, left: int) -> Change[object]:
        mark = Mark(event.mark)
        away = mark in {Mark.ABSENT, Mark.EXCUSED}
        return attendance.mark(
            work,
            self._session_id(one),
            self._ids.client(event.client),
            mark,
            late=bool(event.late),
            arrived_late_minutes=event.late or None,
            left_early=bool(left),
            left_early_minutes=left or None,
            away_minutes=event.away,
            reason=ExcuseReason(event.reason) if mark is Mark.EXCUSED else None,
            reason_note=event.note,
            announced=(event.notice or mark is Mark.EXCUSED) if away else None,
        )

    def _call(self, one: Held, event: Event, work: UnitOfWork) -> Change[object]:
        return attendance.log_outreach(
            work,
            self._session_id(one),
            self._ids.client(event.client),
            OutreachOutcome(event.outreach),
            method=OutreachMethod.CALL,
            note=event.note,
        )

    def _observe(self, one: Held, seen: Seen, work: UnitOfWork) -> Change[object]:
        client = self._ids.client(seen.client)
        return attendance.add_observation(work, self._session_id(one), client, seen.text, follow_up=seen.follow_up)

    def _announce(self, notice: Notice, work: UnitOfWork) -> Change[object]:
        day = self._calendar.day(notice.on)
        return attendance.plan_absence(
            work,
            self._ids.session(notice.group, day),
            self._ids.client(notice.client),
            ExcuseReason(notice.reason),
            expected_at=self._calendar.at(notice.on, notice.until) if notice.until else None,
        )

    def _individual(self, extra: Individual, at: datetime, work: UnitOfWork) -> Change[object]:
        return attendance.record_service_time(
            work,
            self._ids.client(extra.client),
            ServiceType(extra.service),
            at,
            extra.minutes,
            group_id=self._ids.groups[extra.group],
        )

    def _report(self, one: Held, work: UnitOfWork) -> Change[object]:
        """Bring in the platform's report: its times are kept as evidence, and the marks stand."""
        session_id = self._session_id(one)
        marks = {self._ids.client(code): Keep.MINE for code in self.members(one)}
        visits = self._visits(one, people.signed_in(work).name)
        content = report_of(one.group.platform, visits, self._calendar.zone)
        return apply_report(work, session_id, [ReportFile(content, "participants.csv")], marks, self._matches(visits))

    def _matches(self, visits: list[Visit]) -> dict[int, ClientId | None]:
        """Say who is meant where the platform shows another name; places count people as they first appear."""
        order = list(dict.fromkeys(visit.name for visit in visits))
        return {
            order.index(client.shown): self._ids.client(client.code)
            for client in self._story.clients
            if client.shown in order
        }

    def _visits(self, one: Held, leader: str) -> list[Visit]:
        names = {client.code: client.shown or client.name for client in self._story.clients}
        events = {self._code(event.client): event for event in self.events(one)}
        visits = [Visit(leader, one.starts_at - 5 * A_MINUTE, one.ends_at + A_MINUTE)]
        for code in self.members(one):
            event = events.get(code) or Event(one.on, one.group.short_code, code)
            if event.mark in {"absent", "excused"}:
                continue
            first, last = one.starts_at + event.late * A_MINUTE, one.ends_at - event.left * A_MINUTE
            middle = one.starts_at + AWAY_FROM
            if event.away:
                visits += [
                    Visit(names[code], first, middle),
                    Visit(names[code], middle + event.away * A_MINUTE, last),
                ]
            else:
                visits.append(Visit(names[code], first, last))
        return visits


def _some_event(chance: random.Random, one: Held, code: str) -> Event:
    on, group = one.on, one.group.short_code
    match chance.choices(("late", "left", "both", "absent", "away", "excused"), (6, 3, 1, 4, 1, 4))[0]:
        case "late":
            return Event(on, group, code, late=chance.choice((6, 10, 12, 18, 25)))
        case "left":
            return Event(on, group, code, left=chance.choice((15, 30, 45)))
        case "both":
            return Event(on, group, code, late=10, left=20)
        case "absent":
            outcome = chance.choice(("reached", "no_answer", "left_neutral_message"))
            return Event(on, group, code, mark="absent", outreach=outcome)
        case "away":
            return Event(on, group, code, away=chance.choice((8, 14)))
        case _:
            return Event(on, group, code, mark="excused", reason=chance.choice(("medical", "court", "family")))

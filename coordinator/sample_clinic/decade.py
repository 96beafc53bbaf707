"""Ten years of sessions before the story, for trying the program at full size.

Nobody has hours for ten years of commands, so these rows are written directly; each is a row that the commands could
have written, signed notes with their seals included.
"""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from importlib.resources import files
from uuid import uuid4

from sqlalchemy import insert
from sqlmodel import SQLModel

from coordinator import people, series
from coordinator.notes.content import NoteContent, seal
from coordinator.people import Facilitator
from coordinator.sample_clinic.calendar import StoryCalendar
from coordinator.sample_clinic.playing import FillStopped, Progress, Stop
from coordinator.sample_clinic.staging import Ids
from coordinator.sample_clinic.story import FOLDER, GroupStory, Story
from coordinator.store import row_seals, word_index
from coordinator.store.audit_chain import GENESIS, entry_digest, last_entry
from coordinator.store.columns import name_key
from coordinator.store.tables import (
    AttendanceRow,
    AuditRow,
    ClientRow,
    EnrolmentRow,
    EpisodeRow,
    GroupSessionRow,
    NoteRow,
    SessionSegmentRow,
)
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import (
    Action,
    BlockId,
    ClientId,
    DischargeReason,
    GroupSessionId,
    Mark,
    NoteId,
    NoteStatus,
    Participation,
    ServiceType,
    SessionStatus,
    Topic,
    Weekday,
)

WEEKS = 520
STAY_WEEKS = 12
CENSUS = 8
"""Clients in a group at any time; one of every twelve leaves and another comes, week by week."""

Rows = list[SQLModel]


@dataclass(frozen=True, slots=True)
class _Stay:
    client_id: ClientId
    first: date
    last: date


class Decade:
    """Writes the years before the story, group by group and year by year."""

    def __init__(self, work: UnitOfWork, story: Story, calendar: StoryCalendar, ids: Ids, seed: int) -> None:
        self._work = work
        self._story = story
        self._calendar = calendar
        self._ids = ids
        self._chance = random.Random(f"{seed} decade")  # noqa: S311 - nothing is secret here
        names = tomllib.loads(files("resources").joinpath(FOLDER, "names.toml").read_text(encoding="utf-8"))
        self._names = [f"{given} {family}" for family in names["family"] for given in names["given"]]
        self._chance.shuffle(self._names)
        self._staff: dict[str, Facilitator] = {
            key: people.facilitator(work, person) for key, person in ids.people.items()
        }
        self._count = 0
        self._newest = last_entry(work.rows)

    def write(self, progress: Progress | None = None, stop: Stop | None = None) -> tuple[int, int]:
        """Write everything; gives how many sessions and clients. Raises `FillStopped`."""
        begins = self._calendar.day(self._story.first_session) - timedelta(weeks=WEEKS)
        held = 0
        for place, group in enumerate(self._story.groups):
            stays = [*self._stays(group, begins), *self._earlier_stays(group)]
            for year in range(10):
                if stop is not None and stop():
                    raise FillStopped
                first = begins + timedelta(weeks=52 * year)
                held += self._write_year(group, first, stays)
                if progress is not None:
                    progress(place * 10 + year + 1, len(self._story.groups) * 10)
        return held, self._count

    def _stays(self, group: GroupStory, begins: date) -> list[_Stay]:
        clients: Rows = []
        others: Rows = []
        stays = []
        for place in range(WEEKS * CENSUS // STAY_WEEKS):
            first = begins + timedelta(days=place * STAY_WEEKS * 7 // CENSUS)
            last = min(first + timedelta(weeks=STAY_WEEKS, days=-1), begins + timedelta(weeks=WEEKS, days=-1))
            name = self._names[self._count % len(self._names)]
            self._count += 1
            row = ClientRow(
                code=f"H-{self._count:05}",
                preferred_name=name,
                name_key=name_key(name),
                zone=self._calendar.zone,
                home_state=self._story.program["home_state"],
                usual_location="Home",
            )
            clients.append(row)
            reason = self._chance.choice((DischargeReason.COMPLETED, DischargeReason.COMPLETED, DischargeReason.MOVED))
            others.append(EpisodeRow(client_id=row.id, admitted_on=first, discharged_on=last, discharge_reason=reason))
            group_id = self._ids.groups[group.short_code]
            others.append(EnrolmentRow(client_id=row.id, group_id=group_id, starts_on=first, ends_on=last))
            stays.append(_Stay(row.id, first, last))
        self._insert(clients)
        self._insert(others)
        return stays

    def _earlier_stays(self, group: GroupStory) -> list[_Stay]:
        """Give the stays of the story's own clients that began before its first session."""
        return [
            _Stay(
                self._ids.clients[client.code],
                self._calendar.day(first),
                self._calendar.day(*last or [self._story.monday]),
            )
            for client in self._story.clients
            for code, first, *last in client.stays
            if code == group.short_code and first < self._story.first_session
        ]

    def _write_year(self, group: GroupStory, first: date, stays: Sequence[_Stay]) -> int:
        sessions: Rows = []
        others: Rows = []
        until = first + timedelta(weeks=52)
        here = [stay for stay in stays if stay.first < until and stay.last >= first]
        for day in self._days(group, first):
            row = self._session(group, day)
            sessions.append(row)
            others += [
                SessionSegmentRow(session_id=row.id, position=place, service_type=ServiceType(service), minutes=minutes)
                for place, (service, minutes) in enumerate(group.segments)
            ]
            present = [stay.client_id for stay in here if stay.first <= day <= stay.last]
            others += [self._attendance(row, client_id) for client_id in present]
            others += [self._note(group, row, client_id) for client_id in (None, *present)]
        self._insert(sessions)
        self._insert(others)
        self._insert(self._entries(others))
        notes = [row for row in others if isinstance(row, NoteRow)]
        word_index.put_many(self._work.rows, [(note.id, " ".join(note.sections.values())) for note in notes])
        return len(sessions)

    def _entries(self, written: Rows) -> Rows:
        """Give the history's entries of marks and signatures, each chained to the one before."""
        marks: dict[GroupSessionId, list[AttendanceRow]] = {}
        for row in written:
            if isinstance(row, AttendanceRow):
                marks.setdefault(row.session_id, []).append(row)
        entries = [self._marked(session_id, rows) for session_id, rows in marks.items()]
        return [*entries, *(self._signed(row) for row in written if isinstance(row, NoteRow))]

    def _marked(self, session_id: GroupSessionId, marks: Sequence[AttendanceRow]) -> AuditRow:
        seals = row_seals.as_text(row_seals.seals_of(marks))
        detail = {"count": str(len(marks)), row_seals.SEALS: seals}
        at = marks[0].marked_at or self._work.now
        return self._entry(Action.MARK, str(session_id), Topic.ATTENDANCE, detail, at)

    def _signed(self, note: NoteRow) -> AuditRow:
        detail = {"session": str(note.session_id), "client": str(note.client_id or ""), "digest": note.digest}
        detail[row_seals.SEALS] = row_seals.as_text(row_seals.seals_of([note]))
        return self._entry(Action.SIGN_NOTE, str(note.id), Topic.NOTES, detail, note.updated_at)

    def _entry(self, action: Action, subject_id: str, topic: Topic, detail: dict[str, str], at: datetime) -> AuditRow:
        previous = self._newest
        entry = AuditRow(
            sequence=(previous.sequence or 0) + 1 if previous is not None else 1,
            at=at,
            actor_id=self._work.actor,
            action=action,
            subject_id=subject_id,
            topics=topic.value,
            detail=detail,
            previous=previous.digest if previous is not None else GENESIS,
            digest="",
        )
        entry.digest = entry_digest(entry)
        self._newest = entry
        return entry

    def _days(self, group: GroupStory, first: date) -> Iterator[date]:
        wanted = {Weekday(day).number for day in group.weekdays}
        days = (first + timedelta(days=offset) for offset in range(52 * 7))
        return (day for day in days if day.weekday() in wanted)

    def _session(self, group: GroupStory, day: date) -> GroupSessionRow:
        starts_at, _moved = series.instant_of(datetime.combine(day, group.starts), self._calendar.zone)
        minutes = sum(length for _service, length in group.segments)
        ends_at = starts_at + timedelta(minutes=minutes)
        leader = self._staff[group.facilitator].id
        return GroupSessionRow(
            id=series.session_id(BlockId(uuid4()), day),
            group_id=self._ids.groups[group.short_code],
            service_date=day,
            starts_at=starts_at,
            ends_at=ends_at,
            zone=self._calendar.zone,
            planned_minutes=minutes,
            break_minutes=sum(length for service, length in group.segments if service == "break"),
            status=SessionStatus.HELD,
            facilitator_id=leader,
            topic=self._chance.choice(group.topics),
            launched_at=starts_at,
            launched_by=leader,
            started_at=starts_at,
            ended_at=ends_at,
            planned_at=starts_at - timedelta(days=14),
        )

    def _attendance(self, session: GroupSessionRow, client_id: ClientId) -> AttendanceRow:
        absent = self._chance.random() < 0.07  # noqa: PLR2004 - a share or a date of the rule
        late = not absent and self._chance.random() < 0.06  # noqa: PLR2004 - a share or a date of the rule
        return AttendanceRow(
            session_id=session.id,
            client_id=client_id,
            mark=Mark.ABSENT if absent else Mark.PRESENT,
            late=late,
            arrived_late_minutes=self._chance.choice((5, 10, 20)) if late else None,
            marked_at=session.ends_at,
            marked_by=session.facilitator_id,
            location="" if absent else "Home",
            location_state="" if absent else self._story.program["home_state"],
            location_confirmed_at=None if absent else session.starts_at,
            confirmed_by=None if absent else session.facilitator_id,
        )

    def _note(self, group: GroupStory, session: GroupSessionRow, client_id: ClientId | None) -> NoteRow:
        texts = self._story.texts
        signer = self._staff[group.facilitator]
        at = session.ends_at + timedelta(minutes=20)
        sections = (
            {"topic": session.topic, "process": self._chance.choice(texts["process"])}
            if client_id is None
            else {"response": self._chance.choice(texts["responses"]), "plan": self._chance.choice(texts["plans"])}
        )
        part = None if client_id is None else Participation.ACTIVE
        content = NoteContent("group" if client_id is None else "participation", sections, part)
        digest = seal(
            content,
            session_id=session.id,
            client_id=client_id,
            facts={},
            signed_by=signer.id,
            signer=signer.display,
            signed_at=at,
        )
        return NoteRow(
            id=NoteId(uuid4()),
            session_id=session.id,
            client_id=client_id,
            slot=f"{session.id}:{client_id or 'group'}",
            template=content.template,
            author_id=signer.id,
            sections=sections,
            participation=part,
            status=NoteStatus.SIGNED,
            created_at=at,
            updated_at=at,
            signed_at=at,
            signed_by=signer.id,
            signer=signer.display,
            digest=digest,
        )

    def _insert(self, rows: Rows) -> None:
        """Insert rows kind by kind, in the order in which kinds first appear."""
        by_kind: dict[type[SQLModel], list[dict[str, object]]] = {}
        for row in rows:
            by_kind.setdefault(type(row), []).append(row.model_dump())
        for kind, values in by_kind.items():
            self._work.rows.connection().execute(insert(kind), values)

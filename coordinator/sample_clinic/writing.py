"""The steps of writing and signing notes after each session, in the story's words or in words put together."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial

from coordinator import attendance, notes
from coordinator.changes import Change
from coordinator.sample_clinic.calendar import StoryCalendar
from coordinator.sample_clinic.happening import Happening, Held
from coordinator.sample_clinic.playing import Step
from coordinator.sample_clinic.staging import Ids
from coordinator.sample_clinic.story import OwnWords, Story
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import GroupSessionId, Participation

BEFORE_WRITING = timedelta(minutes=10)
A_NOTE = timedelta(seconds=75)


class Writing:
    """Makes the steps in which notes are written."""

    def __init__(self, story: Story, calendar: StoryCalendar, ids: Ids, happening: Happening, seed: int) -> None:
        self._story = story
        self._calendar = calendar
        self._ids = ids
        self._happening = happening
        self._seed = seed
        self._waiting = {(one.on, one.group): one for one in story.unsigned}
        self._sheets: dict[GroupSessionId, attendance.AttendanceSheet] = {}
        self._own = {(one.on, one.group, one.client): one for one in story.own_words}

    def steps(self) -> Iterator[Step]:
        """Give every step whose instant has come."""
        names = {client.code: client.name for client in self._story.clients}
        for one in self._happening.held:
            at = one.ends_at + BEFORE_WRITING
            waiting = self._waiting.get(one.key)
            away = {
                event.client: event.mark for event in self._happening.events(one) if event.mark in {"absent", "excused"}
            }
            for place, code in enumerate((None, *self._happening.members(one))):
                name = names[code] if code is not None else ""
                waits = waiting is not None and name in waiting.clients
                if waits and waiting is not None and name not in waiting.drafts:
                    continue
                content = self._content(one, code, name, away.get(name) or away.get(code or ""))
                written = at + place * A_NOTE
                if not self._calendar.is_past(written + A_NOTE):
                    continue
                yield Step(written, partial(self._save, one, code, content), one.leader)
                if not waits:
                    yield Step(written + A_NOTE / 2, partial(self._sign, one, code, content), one.leader)

    def _content(self, one: Held, code: str | None, name: str, away: str | None) -> notes.NoteContent:
        chance = random.Random(f"{self._seed} {one.on} {one.group.short_code} {code} note")  # noqa: S311 - nothing is secret here
        texts = self._story.texts
        if code is None:
            topic = one.group.topics[one.number % len(one.group.topics)]
            sections = {
                "topic": f"{topic}.",
                "interventions": chance.choice(texts["interventions"]),
                "process": chance.choice(texts["process"]),
            }
            return notes.NoteContent("group", sections)
        if away is not None:
            sections = {
                "absence": chance.choice(texts["excused" if away == "excused" else "absence"]),
                "plan": chance.choice(texts["absence_plans"]),
            }
            return notes.NoteContent("no_show", sections)
        own = self._own.get((one.on, one.group.short_code, name))
        if own is not None:
            return _own_words(own)
        first, second = chance.sample(texts["responses"], 2)
        sections = {
            "response": f"{first} {second}",
            "progress": chance.choice(texts["progress"]),
            "risk": texts["risk"][0] if chance.random() < 0.9 else texts["risk"][1],  # noqa: PLR2004 - a share or a date of the rule
            "plan": chance.choice(texts["plans"]),
        }
        return notes.NoteContent("participation", sections, chance.choice(list(Participation)), goals=(1,))

    def _session_id(self, one: Held) -> GroupSessionId:
        return self._ids.session(one.group.short_code, self._calendar.day(one.on))

    def _save(self, one: Held, code: str | None, content: notes.NoteContent, work: UnitOfWork) -> Change[object]:
        client_id = self._ids.client(code) if code is not None else None
        return notes.save_draft(work, self._session_id(one), client_id, content)

    def _sign(self, one: Held, code: str | None, content: notes.NoteContent, work: UnitOfWork) -> Change[object]:
        client_id = self._ids.client(code) if code is not None else None
        session_id = self._session_id(one)
        if session_id not in self._sheets:
            self._sheets = {session_id: attendance.sheet(work, session_id)}
        digest = notes.content_digest(content)
        return notes.sign(work, session_id, client_id, digest, sheet=self._sheets[session_id])


def _own_words(own: OwnWords) -> notes.NoteContent:
    sections = {"response": own.response, "progress": own.progress, "plan": own.plan}
    if own.plan:
        sections["risk"] = "No current safety concerns expressed or observed."
    return notes.NoteContent("participation", sections, Participation(own.participation), tuple(own.goals))

"""The one action that fills an empty vault with a made-up clinic."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from sqlmodel import select

from coordinator import people, sessions
from coordinator.changes import Change
from coordinator.errors import RuleViolation
from coordinator.sample_clinic.calendar import StoryCalendar
from coordinator.sample_clinic.decade import Decade
from coordinator.sample_clinic.happening import Happening
from coordinator.sample_clinic.playing import Player, Progress, Step, Stop
from coordinator.sample_clinic.staging import Ids, Stage
from coordinator.sample_clinic.story import Scale, Story, load_story
from coordinator.sample_clinic.writing import Writing
from coordinator.store.tables import ClientRow, GroupRow, ProgramRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import Action, FacilitatorId, Topic

EVERYTHING = frozenset(Topic)
SMALL_WEEKS = 2


class SampleNeedsEmptyVault(RuleViolation):
    """Made-up people are never put among real ones: the vault already holds groups or clients."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What was filled in, in numbers."""

    groups: int
    clients: int
    sessions_held: int
    entries: int


def fill(
    work: UnitOfWork,
    scale: Scale = Scale.CLINIC,
    seed: int = 1,
    *,
    progress: Progress | None = None,
    stop: Stop | None = None,
) -> Change[Filled]:
    """Fill an empty vault with the sample clinic, whole or not at all; the week of `work.now` is the story's last.

    Whoever is signed in leads its groups. Every fact is brought about by the same commands that screens use, at the
    instant of the story at which it happened. `progress` hears of steps done and steps in all; `stop` is asked
    between two. Raises `SampleNeedsEmptyVault`, `FillStopped`.
    """
    program = work.rows.exec(select(ProgramRow)).one()
    if work.rows.exec(select(GroupRow.id)).first() or work.rows.exec(select(ClientRow.id)).first():
        raise SampleNeedsEmptyVault
    story = load_story()
    earlier_zone = program.zone
    _rename(work, program, story)
    calendar = StoryCalendar(story.monday, work.now, program.zone)
    groups = ("MA",) if scale is Scale.SMALL else tuple(one.short_code for one in story.groups)
    since = story.monday - timedelta(weeks=SMALL_WEEKS) if scale is Scale.SMALL else story.first_session
    ids = Ids()
    _hire(work, story, ids)
    stage = Stage(story, calendar, ids, groups)
    happening = Happening(story, calendar, ids, groups, since, seed)
    writing = Writing(story, calendar, ids, happening, seed)
    steps = [*stage.steps(), *happening.steps(), *writing.steps(), Step(work.now, sessions.plan_ahead)]
    player = Player(work, ids.people)
    player.play([step for step in steps if calendar.is_past(step.at)], progress, stop)
    held, clients = len(happening.held), len(ids.clients)
    if scale is Scale.TEN_YEARS:
        work.rows.flush()
        earlier, former = Decade(work, story, calendar, ids, seed).write(progress, stop)
        held, clients = held + earlier, clients + former
    filled = Filled(len(ids.groups), clients, held, player.played)
    return Change(
        Action.FILL_SAMPLE,
        program.id,
        EVERYTHING,
        outcome=filled,
        detail={"scale": scale.value, "seed": str(seed), "clients": str(filled.clients), "zone": earlier_zone},
    )


def _rename(work: UnitOfWork, program: ProgramRow, story: Story) -> None:
    facts = story.program
    program.clinic_name, program.address, program.phone = facts["clinic_name"], facts["address"], facts["phone"]
    program.zone, program.home_state, program.is_sample = facts["zone"], facts["home_state"], True
    work.rows.flush()


def _hire(work: UnitOfWork, story: Story, ids: Ids) -> None:
    me = people.signed_in(work)
    ids.people["me"] = me.id
    people.change_facilitator(
        work, me.id, name=me.name, credentials=me.credentials, states=me.states or story.program["states"]
    )
    for one in story.people:
        new_id = FacilitatorId(uuid4())
        people.add_facilitator(work, one.name, one.credentials, states=one.states, facilitator_id=new_id)
        ids.people[one.key] = new_id
    work.rows.flush()

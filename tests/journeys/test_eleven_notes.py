"""Eleven notes of one session, from drafts and observations to signed, in the real window and by keyboard alone."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from coordinator import attendance, integrity, notes, roster, series, sessions
from coordinator.bootstrap import FirstRun, create_vault
from coordinator.clock import SystemClock
from coordinator.notes import NoteContent, NoteState
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.series import Segment
from coordinator.store.unit_of_work import Store
from coordinator.vault.keyring_adapter import KeyringSecrets
from coordinator.vocabulary import GroupSessionId, Mark, OutreachOutcome, ServiceType, Weekday
from tests.journeys.clinic import LINK, PASSPHRASE, RECOVERY
from tests.journeys.desktop import PRODUCT, Desktop, looking_into
from tests.services import wait_until

NAMES = (
    "Ottoline Farragut", "Benedikt Castelnau", "Ingrid Saltmarsh", "Leopold Quarrie", "Marisol Thornbury",
    "Nikolai Ashgrove", "Rosamund Pellier", "Sunniva Hartwell", "Teodor Lindquist", "Viveka Mulholland",
)  # fmt: skip
ABSENT = "Rosamund Pellier"
BEGUN = ("Benedikt Castelnau", "Leopold Quarrie", "Sunniva Hartwell")
OBSERVED = "Named an early warning sign unprompted."
MOST_KEYS_A_NOTE = 4


@dataclass
class Hands:
    """Presses keys and counts those that are not text; keys that open the notes count as well."""

    desktop: Desktop
    keys: list[str] = field(default_factory=list)

    def press(self, *keys: str) -> None:
        self.keys += keys
        self.desktop.press(*keys)

    def type(self, text: str) -> None:
        self.desktop.type(text)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_eleven_notes_are_signed_with_four_keys_each_beside_the_text(desktop: Desktop) -> None:
    session_id = set_the_scene(desktop.vault, desktop.zone)
    desktop.open()
    desktop.type(PASSPHRASE)
    desktop.press("Return", settle=False)
    wait_until((desktop.vault / "store.db-wal").exists, "the open vault")
    desktop.settle()
    desktop.focus(PRODUCT)
    hands = Hands(desktop)
    hands.press("F4", "ctrl+Tab")
    write_the_group_note(hands)
    for place, name in enumerate(NAMES):
        hands.press("alt+Down")
        if name == ABSENT:
            hands.press("ctrl+Return")
        else:
            write_a_clients_note(hands, place)
    with looking_into(desktop.vault, PASSPHRASE) as onlooker:
        found = onlooker.sees(
            lambda work: notes.note_list(work, session_id), lambda one: one.signed == 11, "eleven signed notes"
        )
        assert {line.state for line in found.lines} == {NoteState.SIGNED}
        for line in found.lines:
            view = onlooker.read(partial(notes.note, session_id=session_id, client_id=line.client_id))
            assert view.signature is not None
            assert view.signature.intact
            said = view.content.written
            if line.client_id is None:
                assert "9 of 10 members were present." in said
                assert "CBT" not in said
                assert "cognitive behavioral techniques" in said
            elif line.attendance is not None and line.attendance.name == ABSENT:
                assert "no answer" in said
            else:
                assert OBSERVED in said
                assert "Will call" in said
            if line.attendance is not None and line.attendance.name in BEGUN:
                assert "Begun during the break" in said
        assert onlooker.read(integrity.verify).intact
    sys.stdout.write(f"11 notes: {len(hands.keys)} keys beside the text, {len(hands.keys) / 11:.1f} a note\n")
    assert len(hands.keys) <= MOST_KEYS_A_NOTE * 11
    assert desktop.errors() == ""


def write_the_group_note(hands: Hands) -> None:
    """Topic, then straight to signing: the caret goes to what is missing, where a quick pick writes the sentence."""
    hands.type("Early warning signs and what helps against them.")
    hands.press("ctrl+Return")
    hands.press("ctrl+j")
    hands.type("cbt")
    hands.press("Return")
    hands.type("acting")
    hands.press("ctrl+Return")


def write_a_clients_note(hands: Hands, place: int) -> None:
    """The observation goes in with one key, the caret to the plan with another, and a third signs."""
    hands.press("ctrl+shift+i")
    hands.type(f" Talked about situation {place} at length.")
    hands.press("ctrl+Return")
    hands.type(f"Will call the sponsor about situation {place}.")
    hands.press("ctrl+Return")


def set_the_scene(folder: Path, zone: str) -> GroupSessionId:
    """A session that runs: nine clients here with an observation each, one absent, three notes begun."""
    found: list[GroupSessionId] = []

    def fill(store: Store) -> None:
        found.append(_fill(store, zone))

    first_run = FirstRun(folder, PASSPHRASE, RECOVERY, "Renee Alvarado, LCSW", "Alder Street IOP", zone)
    create_vault(first_run, clock=SystemClock(), secrets=KeyringSecrets(), fill=fill)
    return found[0]


def _fill(store: Store, zone: str) -> GroupSessionId:
    now = SystemClock().now().astimezone(ZoneInfo(zone))
    starts = now.replace(minute=now.minute // 10 * 10, second=0, microsecond=0)
    group = store.write(roster.add_group, GroupDetails(name="Mood & Anxiety", link=LINK)).outcome
    clients = {}
    for name in NAMES:
        add = partial(roster.add_client, admitted_on=starts.date())
        clients[name] = store.write(add, ClientDetails(preferred_name=name)).outcome
        store.write(partial(roster.enroll, starts_on=starts.date()), clients[name], group)
    store.write(
        lambda work: series.add_block(
            work, group, weekdays=(tuple(Weekday)[starts.weekday()],), starts=starts.time(), from_on=starts.date(),
            segments=(Segment(ServiceType.GROUP_THERAPY, 180),),
        )
    )  # fmt: skip
    store.write(sessions.plan_ahead)
    (session,) = store.read(sessions.todays_sessions)
    store.write(sessions.launch, session.id)
    store.write(attendance.mark_all_present, session.id)
    store.write(attendance.mark, session.id, clients[ABSENT], Mark.ABSENT)
    store.write(attendance.log_outreach, session.id, clients[ABSENT], OutreachOutcome.NO_ANSWER)
    for name, client in clients.items():
        if name != ABSENT:
            store.write(attendance.add_observation, session.id, client, OBSERVED)
        if name in BEGUN:
            begun = NoteContent("participation", {"response": "Begun during the break."})
            store.write(notes.save_draft, session.id, client, begun)
    return session.id

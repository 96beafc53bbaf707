"""A session is handed over and comes home, by keyboard alone, between two computers with a real window each.

What each of them holds is read from outside, from the vaults' files and from the files that pass between them.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest

from coordinator import attendance, audit, notes, packet, people, roster, sessions
from coordinator.bootstrap import open_coordinator
from coordinator.clock import SystemClock
from coordinator.packet.contents import decoded
from coordinator.packet.sealing import read_sealed
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.store.tables import ClientRow, EnrolmentRow, GroupRow, GroupSessionRow
from coordinator.store.unit_of_work import Store
from coordinator.vault.folder import Vault
from coordinator.vault.keyring_adapter import KeyringSecrets
from coordinator.vault.secret_item import Secrets
from coordinator.vocabulary import GroupSessionId, Mark
from coordinator.worker import InlineWorker
from tests.journeys.clinic import LINK, NAMES, PASSPHRASE, make_vault
from tests.journeys.desktop import PRODUCT, PROJECT, Desktop, Onlooker, looking_into, open_files
from tests.journeys.test_working_day import choose_file, marks, unlock
from tests.services import wait_until

pytestmark = [pytest.mark.slow, pytest.mark.timeout(900)]

SECRET = "orbit lantern copper staple meadow"
OTHER_CLIENT, OTHER_GROUP = "Wilhelmina Prendergast", "Tuesday Recovery"
"""Of whom nothing may leave with the session."""
OBSERVATION = "Named two early warning signs unprompted."
NOTE = "Two members practised paced breathing."
DOOR = "Open a substitute packet"
TO_THE_LINK = ("Tab", "Tab", "Tab")
"""From the passphrase past what shows it and *Unlock*."""
TO_THE_LINK_AT_FIRST = ("shift+Tab", "shift+Tab", "shift+Tab")
"""From the first field of a first run backwards past *Create vault* and *Quit*."""
NAMES_IN_ORDER = tuple(sorted(NAMES))


@dataclass(frozen=True)
class Evening:
    """The vault at home, and the session that somebody else leads today."""

    session_id: GroupSessionId


def an_evening(
    folder: Path, secrets: Secrets | None, zone: str, then: Callable[[Store], None] | None = None
) -> Evening:
    """Make the vault; `then` does something more in it before it is closed."""
    key = make_vault(folder, secrets, zone)
    made = open_coordinator(Vault(folder), key, clock=SystemClock(), secrets=secrets, worker=InlineWorker())
    store = made.store
    try:
        group = store.write(roster.add_group, GroupDetails(name=OTHER_GROUP)).outcome
        other = store.write(roster.add_client, ClientDetails(preferred_name=OTHER_CLIENT)).outcome
        store.write(roster.enroll, other, group)
        mallory = store.write(people.add_facilitator, "Mallory Chen", "LPC", states=["NY"]).outcome
        (session,) = store.read(sessions.todays_sessions)
        store.write(sessions.substitute_facilitator, session.id, mallory)
        if then is not None:
            then(store)
    finally:
        made.close(with_snapshot=False)
    return Evening(session.id)


@pytest.fixture
def elsewhere(tmp_path: Path, desktop: Desktop) -> Iterator[Desktop]:
    """The substitute's computer, on which there is no vault yet."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    computer = Desktop(folder, desktop.display, zone=desktop.zone)
    yield computer
    computer.end()


@contextmanager
def another_start(desktop: Desktop) -> Iterator[Desktop]:
    """Start the program once more on the same computer."""
    again = Desktop(desktop.folder, desktop.display, zone=desktop.zone)
    again.open()
    try:
        yield again
    finally:
        again.end()


def guest_folders(desktop: Desktop) -> list[Path]:
    """Give the guest vaults of this computer."""
    return list((desktop.folder / "data" / "session-coordinator" / "packets").glob("*"))


def holds(desktop: Desktop, folder: Path) -> bool:
    """Say whether a program has a vault's store open."""
    return any(name.startswith(str(folder / "store.db")) for name in open_files(desktop.pid))


def choose_in_palette(desktop: Desktop, words: str) -> None:
    desktop.press("ctrl+k")
    desktop.type(words)
    desktop.press("Return", settle=False)


def open_packet(desktop: Desktop, file: Path, *way: str) -> None:
    """At the door: `way` are the keys to the link; then the file and its passphrase."""
    desktop.press(*way, "Return")
    desktop.focus(DOOR)
    desktop.press("Return")
    choose_file(desktop, "Choose a substitute packet", file)
    desktop.focus(DOOR)
    desktop.type(SECRET)
    desktop.press("Return", settle=False)


def wait_for_guest(desktop: Desktop) -> Path:
    """Wait until the guest vault is open in this window."""
    wait_until(lambda: any(holds(desktop, one) for one in guest_folders(desktop)), "the guest vault", seconds=60)
    desktop.settle()  # the door gives way to another window
    desktop.focus(PRODUCT)
    (folder,) = guest_folders(desktop)
    return folder


# -- a whole handing-over


def test_a_session_is_handed_over_and_comes_home(desktop: Desktop, elsewhere: Desktop) -> None:
    evening = an_evening(desktop.vault, KeyringSecrets(), desktop.zone)
    for computer in (desktop, elsewhere):
        computer.environment()
    file, back = desktop.home / "tonight.packet", elsewhere.home / "back.return"
    desktop.open()
    unlock(desktop)
    hand_over(desktop, file)
    desktop.quit()
    only_the_session_is_in(file)
    carried = Path(shutil.copy(file, elsewhere.home))
    work_as_a_guest(elsewhere, carried, evening, back)
    desktop.open()
    unlock(desktop)
    with looking_into(desktop.vault, PASSPHRASE) as onlooker:
        bring_back(desktop, back)
        it_is_all_there(onlooker, evening)
        desktop.press("ctrl+z")
        of_it_only_the_signature_stays(onlooker, evening)
        bring_back(desktop, back)
        it_is_all_there(onlooker, evening)
    desktop.quit()
    assert desktop.errors() == ""
    assert elsewhere.errors() == ""


def hand_over(desktop: Desktop, file: Path) -> None:
    """From the palette: the substitute and a day are proposed; the passphrase is typed."""
    choose_in_palette(desktop, "Hand over the next")
    desktop.focus("Hand over a session")
    desktop.settle()
    desktop.press("Tab", "Tab", "ctrl+a")
    desktop.type(SECRET)
    desktop.press("Tab", "Tab", "Tab", "Return", settle=False)
    choose_file(desktop, "Save the packet", file)
    wait_until(file.exists, "the packet", seconds=60)
    desktop.focus("Hand over a session")
    desktop.settle()
    desktop.press("Return")
    desktop.focus(PRODUCT)


def only_the_session_is_in(file: Path) -> None:
    """Look into the file: nobody else's name, no other day, and from outside nothing at all."""
    sealed = read_sealed(file)
    inside = sealed.contents(sealed.unlock(SECRET))
    contents = decoded(inside)
    assert {one["preferred_name"] for one in contents.of(ClientRow)} == set(NAMES)
    assert len(contents.of(GroupSessionRow)) == len(contents.of(GroupRow)) == 1
    assert {one["starts_on"] for one in contents.of(EnrolmentRow)} == {contents.of(GroupSessionRow)[0]["service_date"]}
    for name in (OTHER_CLIENT, OTHER_GROUP):
        assert name.encode() not in inside
    for told in (OTHER_CLIENT, *NAMES, LINK, "Alder Street IOP"):
        assert told.encode() not in file.read_bytes()


def work_as_a_guest(desktop: Desktop, file: Path, evening: Evening, back: Path) -> None:
    """Launch, mark, note and sign; what is the clinic's is out of reach; then the return is written."""
    desktop.open()
    open_packet(desktop, file, *TO_THE_LINK_AT_FIRST)
    folder = wait_for_guest(desktop)
    assert not desktop.vault.exists()
    with looking_into(folder, SECRET) as onlooker:
        assert {one.name for one in onlooker.read(roster.clients)} == set(NAMES)
        desktop.press("ctrl+5", "ctrl+e", "ctrl+4", "ctrl+n", "Escape", "ctrl+1")
        desktop.press("F5")
        wait_until(lambda: desktop.opened_links == [LINK], "the link")
        desktop.settle()
        desktop.press("F4", "1", "p", "1", "n")
        desktop.type(OBSERVATION)
        desktop.press("Return")
        desktop.press("ctrl+Tab")
        desktop.type(NOTE)
        desktop.press("ctrl+Return", "ctrl+Return")
        onlooker.sees(lambda work: notes.note_list(work, evening.session_id), lambda one: one.signed == 1, "signed")
    choose_in_palette(desktop, "Return the packet")
    choose_file(desktop, "Save the return", back)
    wait_until(back.exists, "the return", seconds=60)
    desktop.focus(PRODUCT)
    desktop.settle()
    desktop.quit()
    assert list(desktop.home.rglob("Weekly summary*")) == []
    for told in (*NAMES, OBSERVATION, NOTE):
        assert told.encode() not in back.read_bytes()


def bring_back(desktop: Desktop, back: Path) -> None:
    """From the palette; nothing differs, so *Take it in* has the focus."""
    choose_in_palette(desktop, "Bring back")
    choose_file(desktop, "Choose the return of a packet", back)
    desktop.focus("Bring back a packet")
    desktop.settle()
    desktop.press("Return")
    desktop.focus(PRODUCT)
    desktop.settle()


def it_is_all_there(onlooker: Onlooker, evening: Evening) -> None:
    sheet = onlooker.sees(
        lambda work: attendance.sheet(work, evening.session_id),
        lambda found: marks(found)[NAMES_IN_ORDER[0]] is Mark.PRESENT,
        "the mark that came home",
    )
    assert [one.text for one in sheet.lines[0].observations] == [OBSERVATION]
    assert marks(sheet)[NAMES_IN_ORDER[1]] is Mark.UNMARKED
    the_note_is_hers(onlooker, evening)


def of_it_only_the_signature_stays(onlooker: Onlooker, evening: Evening) -> None:
    sheet = onlooker.sees(
        lambda work: attendance.sheet(work, evening.session_id),
        lambda found: set(marks(found).values()) == {Mark.UNMARKED},
        "no mark any more",
    )
    assert sheet.lines[0].observations == ()
    the_note_is_hers(onlooker, evening)


def the_note_is_hers(onlooker: Onlooker, evening: Evening) -> None:
    """The substitute signed it; that stands in this vault's history as what it is, and the chain holds."""
    note = onlooker.read(lambda work: notes.note(work, evening.session_id, None))
    assert note.signature is not None
    assert note.signature.signer == "Mallory Chen, LPC"
    assert NOTE in note.content.written
    assert onlooker.read(audit.verify).intact


# -- one window for one vault


def test_a_guests_window_leaves_ones_own_vault_free(desktop: Desktop, tmp_path: Path) -> None:
    file = tmp_path / "tonight.packet"
    an_evening(tmp_path / "home", None, desktop.zone, lambda store: make(store, file))
    make_vault(desktop.vault, KeyringSecrets(), desktop.zone)
    desktop.open()
    open_packet(desktop, file, *TO_THE_LINK)
    guest = wait_for_guest(desktop)
    assert not holds(desktop, desktop.vault)

    with another_start(desktop) as own:
        unlock(own)
        assert holds(own, own.vault)
        assert not holds(own, guest)
        assert own.start().wait(timeout=20) == 0, "one's own vault is held by its own window"
        assert started_for(own, guest).wait(timeout=20) == 0, "and the guest's by the first"
        assert desktop.process is not None
        assert desktop.process.poll() is None

        own.press("ctrl+l", settle=False)
        wait_until(lambda: "--locked-at" in own.command_line(), "the lock screen", seconds=60)
        own.focus(PRODUCT)
        own.settle()
        open_packet(own, file, *TO_THE_LINK)
        own.focus(PRODUCT)
        own.settle()
        assert not holds(own, guest), "the packet is open in the first window"
        assert own.start().wait(timeout=20) == 0, "nothing was given back for it"

        desktop.end()
        open_packet(own, file, *TO_THE_LINK)
        assert wait_for_guest(own) == guest
        with another_start(desktop) as third:
            unlock(third)
            assert holds(third, third.vault)


def make(store: Store, file: Path) -> None:
    """Make a packet of today's session for whoever leads it."""
    (session,) = store.read(sessions.todays_sessions)
    assert session.facilitator_id is not None
    packet.make_packet(store, session.id, session.facilitator_id, file, SECRET)


def started_for(desktop: Desktop, folder: Path) -> subprocess.Popen[bytes]:
    """Start the program for another vault of this computer."""
    command = [sys.executable, "-m", "ui", "--vault", str(folder)]
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, cwd=PROJECT, env=desktop.environment(), stdin=quiet, stdout=quiet, stderr=quiet)

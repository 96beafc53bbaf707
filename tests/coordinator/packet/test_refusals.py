"""What is not of this packet, too late, or forged is refused with its reason, and nothing is changed."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from uuid import uuid4

import pytest
from sqlmodel import select

from coordinator import attendance, audit, notes, packet, roster, series, sessions
from coordinator.bootstrap import open_coordinator
from coordinator.errors import WrongSecret
from coordinator.packet import PacketFault, PacketUnusable, returns
from coordinator.packet.pieces import Piece, PieceKey, PieceKind
from coordinator.packet.sealing import read_sealed, seal_return
from coordinator.process_notes import Keeper, OnlyForProfessionals, Standing
from coordinator.store.tables import GuestPacketRow
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import Vault
from coordinator.vault.passphrase import PassphraseTooWeak
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vocabulary import GroupSessionId, Mark
from coordinator.worker import InlineWorker
from tests.coordinator.attendance.clinic import NINE
from tests.coordinator.packet.conftest import QUICK, SECRET, Guest, Home
from tests.coordinator.packet.evening import SAID
from tests.fakes import FakeClock


@pytest.fixture
def worked(home: Home, guest: Guest, clock: FakeClock) -> Home:
    """Somebody marked and signed, and the return is written."""
    clock.set(NINE)
    guest.store.write(attendance.mark, home.clinic.session_id, home.clinic["Amara"], Mark.PRESENT)
    digest = guest.store.write(notes.save_draft, home.clinic.session_id, home.clinic["Amara"], SAID).outcome
    guest.store.write(notes.sign, home.clinic.session_id, home.clinic["Amara"], digest)
    packet.write_return(guest.store, home.back)
    return home


@pytest.fixture
def unchanged(home: Home) -> Iterator[None]:
    yield
    marks = home.store.read(attendance.sheet, home.clinic.session_id)
    assert {line.mark for line in marks.lines} == {Mark.UNMARKED}
    assert home.store.read(notes.note, home.clinic.session_id, home.clinic["Amara"]).content.is_empty
    assert home.store.read(audit.verify).intact


def refused(home: Home) -> PacketFault:
    with pytest.raises(PacketUnusable) as found:
        home.store.write(packet.merge, home.back, {})
    with pytest.raises(PacketUnusable):
        home.store.read(packet.preview, home.back)
    return found.value.fault


@pytest.mark.usefixtures("unchanged")
class TestReturns:
    """A return that is not taken in."""

    def test_of_another_vault(self, worked: Home) -> None:
        worked.back.write_bytes(seal_return(uuid4(), DatabaseKey.generate(), b"{}"))
        assert refused(worked) is PacketFault.OTHER_VAULT

    def test_sealed_by_somebody_who_only_knows_its_number(self, worked: Home) -> None:
        number = read_sealed(worked.back).packet_id
        worked.back.write_bytes(seal_return(number, DatabaseKey.generate(), b"{}"))
        assert refused(worked) is PacketFault.DAMAGED

    def test_a_packet_instead_of_a_return(self, worked: Home) -> None:
        worked.back.write_bytes(worked.file.read_bytes())
        assert refused(worked) is PacketFault.NOT_A_RETURN

    def test_with_a_damaged_byte(self, worked: Home) -> None:
        sound = worked.back.read_bytes()
        for place in (0, 9, 40, 200, -40, -1):
            whole = bytearray(sound)
            whole[place] ^= 64
            worked.back.write_bytes(bytes(whole))
            assert refused(worked) in {PacketFault.DAMAGED, PacketFault.NOT_A_PACKET}

    def test_of_a_packet_that_was_withdrawn(self, worked: Home) -> None:
        (out,) = worked.store.read(packet.packets_out)
        worked.store.write(packet.withdraw, out.packet_id)
        assert refused(worked) is PacketFault.WITHDRAWN
        with pytest.raises(packet.PacketNotOut):
            worked.store.write(packet.withdraw, out.packet_id)

    def test_long_after_the_packet_expired(self, worked: Home, clock: FakeClock) -> None:
        clock.advance(days=33)
        assert refused(worked) is PacketFault.EXPIRED


def test_a_return_that_comes_late_is_taken_in(worked: Home, clock: FakeClock) -> None:
    """The packet expired; what was done before is not lost."""
    clock.advance(days=20)
    done = worked.store.write(packet.merge, worked.back, {}).outcome
    assert (done.taken, done.signed) == (2, 1)


def another_author(home: Home, pieces: dict[PieceKey, Piece | None]) -> None:
    key = PieceKey(PieceKind.MARK, str(home.clinic["Amara"]))
    pieces[key] = {**(pieces[key] or {}), "marked_by": str(home.store.actor)}


def another_client(home: Home, pieces: dict[PieceKey, Piece | None]) -> None:
    key = PieceKey(PieceKind.MARK, str(home.clinic["Amara"]))
    pieces[PieceKey(PieceKind.MARK, str(uuid4()))] = pieces[key]


def other_words_under_a_signature(home: Home, pieces: dict[PieceKey, Piece | None]) -> None:
    key = PieceKey(PieceKind.NOTE, str(home.clinic["Amara"]))
    pieces[key] = {**(pieces[key] or {}), "sections": {"response": "Nothing of the sort."}}


def a_later_signature(home: Home, pieces: dict[PieceKey, Piece | None]) -> None:
    key = PieceKey(PieceKind.NOTE, str(home.clinic["Amara"]))
    pieces[key] = {**(pieces[key] or {}), "signed_at": "2026-03-11T15:00:00+00:00"}


def a_column_more(home: Home, pieces: dict[PieceKey, Piece | None]) -> None:
    key = PieceKey(PieceKind.MARK, str(home.clinic["Amara"]))
    pieces[key] = {**(pieces[key] or {}), "id": str(uuid4())}


def a_note_taken_away(home: Home, pieces: dict[PieceKey, Piece | None]) -> None:
    pieces[PieceKey(PieceKind.NOTE, str(home.clinic["Ben"]))] = None


def a_link_to_elsewhere(home: Home, pieces: dict[PieceKey, Piece | None]) -> None:
    pieces[PieceKey(PieceKind.SESSION)] = {
        "status": "planned", "launched_at": None, "launched_by": None, "started_at": None, "ended_at": None,
        "topic": "", "platform": "zoom", "link": "https://zoom.us.example.net/j/1", "passcode": "",
    }  # fmt: skip


FORGERIES = (
    another_author,
    another_client,
    other_words_under_a_signature,
    a_later_signature,
    a_column_more,
    a_note_taken_away,
    a_link_to_elsewhere,
)


@pytest.mark.usefixtures("unchanged")
def test_a_forged_return_is_refused_whole(worked: Home, guest: Guest) -> None:
    """Whoever held the packet has its key; what they may say with it is held to what they were asked for."""
    key = DatabaseKey(bytes.fromhex(guest.store.read(_key_of)))
    sealed = read_sealed(worked.back)
    contents = returns.decoded(sealed.contents(key))
    for forge in FORGERIES:
        pieces = dict(contents.pieces)
        forge(worked, pieces)
        forged = returns.encoded(replace(contents, pieces=pieces))
        worked.back.write_bytes(seal_return(sealed.packet_id, key, forged))
        assert refused(worked) in {PacketFault.NOT_THEIRS, PacketFault.DAMAGED}, forge.__name__


@pytest.mark.usefixtures("unchanged")
def test_the_return_of_another_session_is_refused(worked: Home, guest: Guest) -> None:
    key = DatabaseKey(bytes.fromhex(guest.store.read(_key_of)))
    sealed = read_sealed(worked.back)
    contents = returns.decoded(sealed.contents(key))
    other = replace(contents, session_id=GroupSessionId(uuid4()))
    worked.back.write_bytes(seal_return(sealed.packet_id, key, returns.encoded(other)))
    assert refused(worked) is PacketFault.NOT_THEIRS


def _key_of(work: UnitOfWork) -> str:
    return work.rows.exec(select(GuestPacketRow)).one().key


class TestOpening:
    """A packet that is not opened leaves no folder behind."""

    @pytest.fixture
    def made(self, home: Home, tmp_path: Path) -> Iterator[Home]:
        home.make()
        before = sorted(tmp_path.iterdir())
        yield home
        assert sorted(tmp_path.iterdir()) == before

    def test_with_a_wrong_passphrase(self, made: Home, tmp_path: Path, clock: FakeClock) -> None:
        with pytest.raises(WrongSecret):
            packet.open_packet(made.file, "orbit lantern copper", tmp_path / "guest", clock=clock)

    def test_after_it_expired(self, made: Home, tmp_path: Path, clock: FakeClock) -> None:
        clock.set(NINE + timedelta(hours=27))
        with pytest.raises(PacketUnusable) as found:
            packet.open_packet(made.file, SECRET, tmp_path / "guest", clock=clock)
        assert found.value.fault is PacketFault.EXPIRED
        assert found.value.at == NINE + timedelta(hours=27)

    def test_with_a_weak_passphrase_of_ones_own(self, made: Home, tmp_path: Path, clock: FakeClock) -> None:
        with pytest.raises(PassphraseTooWeak):
            packet.open_packet(made.file, SECRET, tmp_path / "guest", clock=clock, own_passphrase="summer26")


class TestMaking:
    """A packet that is not made leaves no file and no entry behind."""

    @pytest.fixture(autouse=True)
    def nothing(self, home: Home) -> Iterator[None]:
        yield
        assert not home.file.exists()
        assert home.store.read(packet.packets_out) == ()

    def test_with_a_passphrase_that_is_soon_guessed(self, home: Home) -> None:
        with pytest.raises(PassphraseTooWeak):
            packet.make_packet(
                home.store, home.clinic.session_id, home.mallory, home.file, "Mallory Chen 1", cost=QUICK
            )

    @pytest.mark.parametrize("after", [timedelta(hours=-1), timedelta(0), timedelta(days=7, seconds=1)])
    def test_that_expires_before_its_session_or_far_too_late(self, home: Home, after: timedelta) -> None:
        ends_at = NINE + timedelta(hours=3)
        with pytest.raises(packet.ExpiryOutOfRange):
            packet.make_packet(
                home.store, home.clinic.session_id, home.mallory, home.file, SECRET, expires_at=ends_at + after,
                cost=QUICK,
            )  # fmt: skip

    def test_in_a_folder_that_is_not_there(self, home: Home, tmp_path: Path) -> None:
        home.file = tmp_path / "nowhere" / "tonight.packet"
        with pytest.raises(Exception, match="folder-missing"):
            home.make()


def test_making_is_entered_with_whose_record_left(home: Home) -> None:
    made = home.make()
    entry = home.store.read(audit.entries, limit=1)[0]
    detail = dict(entry.detail)
    assert entry.action.value == "hand_over"
    assert (detail["for"], detail["digest"]) == (str(home.mallory), made.digest)
    assert detail["expires"] == (NINE + timedelta(hours=27)).isoformat()
    seen = home.store.read(audit.accesses, home.clinic["Amara"])
    assert [one.action.value for one in seen] == ["hand_over"]
    assert home.file.stat().st_mode & 0o777 == 0o600


class TestGuestVault:
    """Nothing is recorded there that would not come home."""

    def test_what_is_not_of_the_session_is_refused(self, home: Home, guest: Guest, clock: FakeClock) -> None:
        before = guest.store.read(audit.head)
        for command in (
            partial(roster.add_goal, client_id=home.clinic["Amara"], label="Sleep"),
            partial(sessions.cancel_session, session_id=home.clinic.session_id),
            partial(sessions.substitute_facilitator, session_id=home.clinic.session_id, facilitator_id=None),
            partial(series.add_closure, from_on=NINE.date(), to_on=NINE.date(), name="Snow"),
            audit.record_copy,
        ):
            with pytest.raises(packet.NotInPacket):
                guest.store.write(command)
        assert guest.store.read(audit.head) == before

    def test_no_process_notes_are_kept_in_what_is_removed_soon(self, guest: Guest, clock: FakeClock) -> None:
        keeper = Keeper(guest.vault, None, clock)
        assert keeper.standing(guest.store) is Standing.NOT_FOR_THIS_ROLE
        with pytest.raises(OnlyForProfessionals):
            keeper.begin(guest.store, SECRET, RecoveryCode.generate())

    def test_it_hands_nothing_over_and_takes_nothing_back(self, home: Home, guest: Guest, clock: FakeClock) -> None:
        clock.set(NINE)
        guest.store.write(attendance.mark, home.clinic.session_id, home.clinic["Amara"], Mark.PRESENT)
        packet.write_return(guest.store, home.back)
        with pytest.raises(packet.IsAGuest):
            packet.make_packet(
                guest.store, home.clinic.session_id, home.mallory, home.back.with_name("on"), SECRET, cost=QUICK
            )
        with pytest.raises(packet.IsAGuest):
            guest.store.read(packet.preview, home.back)

    def test_an_own_vault_returns_nothing(self, home: Home) -> None:
        with pytest.raises(packet.NotAGuest):
            packet.write_return(home.store, home.back)
        assert not home.back.exists()

    def test_where_nothing_was_recorded_there_is_nothing_to_return(self, home: Home, guest: Guest) -> None:
        with pytest.raises(packet.NothingToReturn):
            packet.write_return(guest.store, home.back)

    def test_it_opens_until_its_packet_expires_and_then_only_returns(
        self, home: Home, guest: Guest, clock: FakeClock
    ) -> None:
        clock.set(NINE)
        guest.store.write(attendance.mark, home.clinic.session_id, home.clinic["Amara"], Mark.PRESENT)
        guest.local.close()
        how = {"clock": clock, "secrets": None, "worker": InlineWorker()}
        open_coordinator(guest.vault, guest.key, **how).close()  # type: ignore[arg-type]
        clock.set(NINE + timedelta(hours=27))

        with pytest.raises(packet.GuestExpired) as late:
            open_coordinator(guest.vault, guest.key, **how)  # type: ignore[arg-type]
        assert late.value.unreturned
        with pytest.raises(packet.WorkNotReturned):
            packet.remove_guest(guest.vault, guest.key, clock=clock)

        packet.with_store(guest.vault, guest.key, clock, lambda store: packet.write_return(store, home.back))

        with pytest.raises(packet.GuestExpired) as done:
            open_coordinator(guest.vault, guest.key, **how)  # type: ignore[arg-type]
        assert not done.value.unreturned
        assert home.store.write(packet.merge, home.back, {}).outcome.taken == 1
        packet.remove_guest(guest.vault, guest.key, clock=clock)
        assert not guest.vault.folder.exists()

    def test_a_clock_that_was_set_back_does_not_open_it_again(self, home: Home, guest: Guest, clock: FakeClock) -> None:
        guest.local.close()
        clock.set(NINE + timedelta(hours=26))
        how = {"clock": clock, "secrets": None, "worker": InlineWorker()}
        open_coordinator(guest.vault, guest.key, **how).close()  # type: ignore[arg-type]
        clock.set(NINE + timedelta(hours=28))
        with pytest.raises(packet.GuestExpired):
            open_coordinator(guest.vault, guest.key, **how)  # type: ignore[arg-type]

    def test_a_persons_own_vault_is_never_removed_as_a_guests(
        self, home: Home, tmp_path: Path, empty_vault: tuple[Path, DatabaseKey], clock: FakeClock
    ) -> None:
        own = Vault(tmp_path)
        with pytest.raises(packet.NotAGuest):
            packet.remove_guest(own, empty_vault[1], clock=clock)
        assert own.store_path.exists()

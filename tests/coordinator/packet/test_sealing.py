"""The file: it gives back what went in, to whoever has the passphrase, and notices every changed byte."""

from __future__ import annotations

import hashlib
from pathlib import Path
from uuid import UUID

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from coordinator.errors import WrongSecret
from coordinator.packet.errors import PacketFault, PacketUnusable
from coordinator.packet.sealing import BLOCK, LARGEST_FILE, read_sealed, seal_packet, seal_return, sealed_from
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.slots import Argon2Cost

NUMBER = UUID("5b2f3c57-8a3d-4b40-9a6f-0d9f3a1c2e11")
KEY = DatabaseKey(bytes(range(32)))
QUICK = Argon2Cost(passes=2, lanes=1, memory_kib=19 * 1024)
SECRET = "orbit lantern copper staple meadow"
PACKET = seal_packet(NUMBER, KEY, SECRET, b'{"said": "made up"}', cost=QUICK)
RETURN = seal_return(NUMBER, KEY, b'{"said": "made up"}')


@given(st.binary(max_size=20_000))
def test_a_return_gives_back_what_went_in(content: bytes) -> None:
    sealed = sealed_from(seal_return(NUMBER, KEY, content))
    assert sealed.is_return
    assert sealed.packet_id == NUMBER
    assert sealed.contents(KEY) == content


def test_a_packet_opens_with_its_passphrase_however_the_keyboard_writes_it() -> None:
    sealed = sealed_from(seal_packet(NUMBER, KEY, "caf\u00e9 orbit", b"made up", cost=QUICK))
    assert sealed.unlock("cafe\u0301 orbit") == KEY
    assert sealed.contents(sealed.unlock("caf\u00e9 orbit")) == b"made up"


def test_a_wrong_passphrase_opens_nothing() -> None:
    with pytest.raises(WrongSecret):
        sealed_from(PACKET).unlock("orbit lantern copper staple")


def test_another_packets_key_opens_nothing() -> None:
    with pytest.raises(WrongSecret):
        sealed_from(RETURN).contents(DatabaseKey(bytes(32)))


@given(st.data())
@settings(max_examples=300, suppress_health_check=[HealthCheck.too_slow])
def test_any_changed_byte_is_noticed(data: st.DataObject) -> None:
    whole = bytearray(data.draw(st.sampled_from([PACKET, RETURN])))
    place = data.draw(st.integers(0, len(whole) - 1))
    whole[place] ^= data.draw(st.integers(1, 255))
    with pytest.raises(PacketUnusable) as refused:
        sealed_from(bytes(whole))
    assert refused.value.fault in {PacketFault.DAMAGED, PacketFault.NOT_A_PACKET}


@pytest.mark.parametrize("step", [97, pytest.param(1, marks=pytest.mark.faults)])
def test_whoever_mends_the_digest_after_changing_a_byte_is_noticed_too(step: int) -> None:
    """The digest tells damage from a wrong passphrase; what keeps a forger out is the seal beneath it."""
    for place in range(0, len(RETURN) - 32, step):
        whole = bytearray(RETURN[:-32])
        whole[place] ^= 1
        forged = bytes(whole) + hashlib.sha256(bytes(whole)).digest()
        with pytest.raises((PacketUnusable, WrongSecret)):
            sealed_from(forged).contents(KEY)


@given(st.integers(0, len(PACKET) - 1))
def test_a_file_that_was_cut_short_is_noticed(length: int) -> None:
    with pytest.raises(PacketUnusable):
        sealed_from(PACKET[:length])


@given(st.binary(max_size=400))
def test_anything_else_is_no_packet(content: bytes) -> None:
    with pytest.raises(PacketUnusable):
        sealed_from(content)


def test_the_length_of_the_file_tells_little_of_what_is_in_it() -> None:
    few, more = (len(seal_return(NUMBER, KEY, b"x" * size)) for size in (3, 900))
    assert few == more
    assert (few - 1) // BLOCK == 1


def test_a_packet_is_opened_by_its_passphrase_and_a_return_by_the_vault_that_asked_for_it() -> None:
    with pytest.raises(PacketUnusable) as refused:
        sealed_from(RETURN).unlock(SECRET)
    assert refused.value.fault is PacketFault.IS_A_RETURN


def test_a_file_that_is_not_there_or_far_too_large_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PacketUnusable) as missing:
        read_sealed(tmp_path / "nothing")
    large = tmp_path / "large"
    with large.open("wb") as stream:
        stream.truncate(LARGEST_FILE + 10)
    with pytest.raises(PacketUnusable) as refused:
        read_sealed(large)
    assert missing.value.fault is PacketFault.UNREADABLE
    assert refused.value.fault is PacketFault.TOO_LARGE


def test_a_newer_version_is_named() -> None:
    newer = RETURN[:8] + (2).to_bytes(2, "big") + RETURN[10:-32]
    with pytest.raises(PacketUnusable) as refused:
        sealed_from(newer + hashlib.sha256(newer).digest())
    assert refused.value.fault is PacketFault.TOO_NEW

"""The file of a packet, and that of its return: what stands open in it, and how the rest is sealed.

::

    8 bytes     "SCPACKET" or "SCRETURN"
    2 bytes     version
    4 bytes     length of the header
    header      JSON in one canonical form: version, packet id, key check, and in a packet the slot of its passphrase
    12 bytes    nonce
    rest        the contents, AES-256-GCM; everything before the nonce is authenticated with it
    32 bytes    SHA-256 over all of that, so that damage is told from a wrong passphrase

A packet has a random key of its own. The passphrase opens it by Argon2id in a slot, made as those of the key file are
(`coordinator.vault.slots`), with the same bounds on what a hostile file may ask for. The contents are sealed with a key
derived from it, the return with another, so that a return needs no passphrase: the vault that made the packet kept
its key. The contents are padded to whole blocks, so that the length of the file tells less of how many clients there
are. The header names nobody and no time.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
import zlib
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from coordinator.errors import KeyFileDamaged, WrongSecret
from coordinator.packet.errors import PacketFault, PacketUnusable
from coordinator.vault.database_key import KEY_BYTES, DatabaseKey
from coordinator.vault.key_file import slot_from_json, slot_to_json
from coordinator.vault.slots import NONCE_BYTES, TAG_BYTES, Argon2Cost, Header, Slot, SlotKind, passphrase_bytes, wrap

PACKET, RETURN = b"SCPACKET", b"SCRETURN"
MAGIC_BYTES = len(PACKET)
VERSION = 1
LARGEST_FILE = 16 * 1024 * 1024
LARGEST_HEADER = 16 * 1024
LARGEST_CONTENTS = 64 * 1024 * 1024
"""Unpacked: a file of a few bytes must not become gigabytes."""
BLOCK = 4096
DIGEST_BYTES = 32


@dataclass(frozen=True, slots=True)
class Sealed:
    """A packet or a return, checked for damage and not opened yet."""

    packet_id: UUID
    key_check: str
    slot: Slot | None
    bound: bytes
    """Everything before the nonce: the contents are sealed together with it."""
    nonce: bytes
    body: bytes
    digest: str
    """SHA-256 of the whole file."""

    @property
    def is_return(self) -> bool:
        """Whether it comes back from a guest vault."""
        return self.slot is None

    def unlock(self, passphrase: str) -> DatabaseKey:
        """Give the packet's key, from its passphrase; raises `WrongSecret`, `PacketUnusable`."""
        if self.slot is None:
            raise PacketUnusable(PacketFault.IS_A_RETURN)
        try:
            key = self.slot.unwrap(passphrase_bytes(passphrase), None, _slot_header(self.packet_id, self.key_check))
        except KeyFileDamaged:
            raise PacketUnusable(PacketFault.DAMAGED) from None
        if not self.proves(key):
            raise PacketUnusable(PacketFault.DAMAGED)
        return key

    def proves(self, key: DatabaseKey) -> bool:
        """Whether this is the key that the file was sealed with."""
        return hmac.compare_digest(self.key_check, key.check_value().hex())

    def contents(self, key: DatabaseKey) -> bytes:
        """Give what is inside; raises `WrongSecret` for another packet's key, `PacketUnusable` for damage."""
        if not self.proves(key):
            raise WrongSecret
        try:
            padded = AESGCM(_purpose_key(key, self.bound[:MAGIC_BYTES])).decrypt(self.nonce, self.body, self.bound)
        except InvalidTag:
            raise PacketUnusable(PacketFault.DAMAGED) from None
        return _unpacked(padded)


def seal_packet(
    packet_id: UUID, key: DatabaseKey, passphrase: str, contents: bytes, *, cost: Argon2Cost | None = None
) -> bytes:
    """Give the file of a packet that `passphrase` opens."""
    check = key.check_value().hex()
    header = _slot_header(packet_id, check)
    slot = wrap(key, passphrase_bytes(passphrase), header, kind=SlotKind.PACKET, cost=cost)
    return _sealed(PACKET, {**header, "slot": slot_to_json(slot)}, key, contents)


def seal_return(packet_id: UUID, key: DatabaseKey, contents: bytes) -> bytes:
    """Give the file of a return, which the vault that made the packet opens by the key that it kept."""
    return _sealed(RETURN, {**_slot_header(packet_id, key.check_value().hex())}, key, contents)


def read_sealed(path: Path) -> Sealed:
    """Read a packet or a return; raises `PacketUnusable`."""
    try:
        with path.open("rb") as stream:
            content = stream.read(LARGEST_FILE + 1)
    except OSError:
        raise PacketUnusable(PacketFault.UNREADABLE) from None
    return sealed_from(content)


def sealed_from(content: bytes) -> Sealed:
    """Understand the bytes of a packet or a return; raises `PacketUnusable` for anything that was not so written."""
    if len(content) > LARGEST_FILE:
        raise PacketUnusable(PacketFault.TOO_LARGE)
    magic = content[:MAGIC_BYTES]
    if magic not in {PACKET, RETURN}:
        raise PacketUnusable(PacketFault.NOT_A_PACKET)
    start = MAGIC_BYTES + 6
    length = int.from_bytes(content[start - 4 : start], "big")
    least = start + length + NONCE_BYTES + TAG_BYTES + DIGEST_BYTES
    whole, digest = content[:-DIGEST_BYTES], content[-DIGEST_BYTES:]
    if length > LARGEST_HEADER or len(content) < least or hashlib.sha256(whole).digest() != digest:
        raise PacketUnusable(PacketFault.DAMAGED)
    if int.from_bytes(content[MAGIC_BYTES : MAGIC_BYTES + 2], "big") != VERSION:
        raise PacketUnusable(PacketFault.TOO_NEW)
    bound, rest = whole[: start + length], whole[start + length :]
    packet_id, check, slot = _read_header(bound[start:], is_return=magic == RETURN)
    return Sealed(packet_id, check, slot, bound, rest[:NONCE_BYTES], rest[NONCE_BYTES:], _hex(content))


def _hex(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _slot_header(packet_id: UUID, key_check: str) -> Header:
    return {"format": "session-coordinator-packet", "version": VERSION, "vault_id": packet_id.hex,
            "key_check": key_check}  # fmt: skip


def _sealed(magic: bytes, header: object, key: DatabaseKey, contents: bytes) -> bytes:
    written = json.dumps(header, sort_keys=True, separators=(",", ":")).encode("ascii")
    bound = magic + VERSION.to_bytes(2, "big") + len(written).to_bytes(4, "big") + written
    nonce = secrets.token_bytes(NONCE_BYTES)
    whole = bound + nonce + AESGCM(_purpose_key(key, magic)).encrypt(nonce, _packed(contents), bound)
    return whole + hashlib.sha256(whole).digest()


def _read_header(written: bytes, *, is_return: bool) -> tuple[UUID, str, Slot | None]:
    try:
        header = json.loads(written.decode("ascii"))
        packet_id, check = UUID(hex=header["vault_id"]), str(header["key_check"])
        slot = None if is_return else slot_from_json(header["slot"])
        expected: dict[str, object] = {**_slot_header(packet_id, check)}
        if slot is not None:
            expected["slot"] = slot_to_json(slot)
        again = json.dumps(expected, sort_keys=True, separators=(",", ":")).encode("ascii")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError, KeyFileDamaged):
        raise PacketUnusable(PacketFault.DAMAGED) from None
    if again != written or (slot is not None and slot.kind is not SlotKind.PACKET):
        raise PacketUnusable(PacketFault.DAMAGED)
    return packet_id, check, slot


def _purpose_key(key: DatabaseKey, magic: bytes) -> bytes:
    return HKDF(SHA256(), KEY_BYTES, salt=None, info=b"session coordinator 1, " + magic).derive(key.raw())


def _packed(contents: bytes) -> bytes:
    small = zlib.compress(contents, 9)
    with_length = len(small).to_bytes(4, "big") + small
    return with_length + bytes(-len(with_length) % BLOCK)


def _unpacked(padded: bytes) -> bytes:
    length = int.from_bytes(padded[:4], "big")
    opening = zlib.decompressobj()
    try:
        contents = opening.decompress(padded[4 : 4 + length], LARGEST_CONTENTS)
    except zlib.error:
        raise PacketUnusable(PacketFault.DAMAGED) from None
    if not opening.eof:
        raise PacketUnusable(PacketFault.TOO_LARGE)
    return contents

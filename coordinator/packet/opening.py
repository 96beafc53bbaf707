"""Makes a guest vault of a packet, finds it again, and removes it when its work is done."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import platformdirs

from coordinator import audit
from coordinator.changes import Change, ChangeFeed
from coordinator.clock import Clock
from coordinator.errors import StoreError
from coordinator.guest_vault import guest_row
from coordinator.packet.contents import Contents, decoded, rows_in
from coordinator.packet.errors import NotAGuest, PacketAlreadyOpen, PacketFault, PacketUnusable, WorkNotReturned
from coordinator.packet.guest import unreturned
from coordinator.packet.pieces import digests, pieces_of
from coordinator.packet.sealing import Sealed, read_sealed
from coordinator.packet.shapes import PacketSummary
from coordinator.packet.values import Values, instant_of, text_of
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.tables import (
    ClientRow,
    FacilitatorRow,
    GroupRow,
    GroupSessionRow,
    GuestPacketRow,
    ProgramRow,
)
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault import folder as vault_folder
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.folder import APPLICATION_FOLDER, Vault
from coordinator.vault.private_files import PRIVATE_FOLDER, store_errors, write_private
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.rollback_guard import place_elsewhere
from coordinator.vocabulary import Action, FacilitatorId, Topic

T = TypeVar("T")


def summary_of(path: Path, passphrase: str) -> PacketSummary:
    """Say what a packet holds, in numbers; raises `WrongSecret`, `PacketUnusable`. One that expired is told of too."""
    return _summary(_contents(*_unlocked(path, passphrase)))


def open_packet(
    path: Path,
    passphrase: str,
    folder: Path | None,
    *,
    clock: Clock,
    now: datetime | None = None,
    own_passphrase: str = "",
) -> tuple[Vault, DatabaseKey]:
    """Make the guest vault of a packet, whole or not at all; gives it and its key.

    Without `folder` it lies beside this user's other guest vaults. From then on `own_passphrase` opens it, or without
    one the packet's. No keyring takes part, so that nothing is left behind when the vault is removed. `now` is a
    pretended instant, for made-up people only. Raises `WrongSecret`, `PacketUnusable`, `PacketAlreadyOpen`,
    `PassphraseTooWeak`, `VaultExists` and other errors of the store.
    """
    sealed, key = _unlocked(path, passphrase)
    contents = _contents(sealed, key)
    place = (folder or default_guest_folder(contents.packet_id)).expanduser().absolute()
    _check_not_open(contents.packet_id, place)  # one that expired still has its work to return
    at = now if now is not None and contents.is_sample else clock.now()
    if at >= contents.expires_at:
        raise PacketUnusable(PacketFault.EXPIRED, contents.expires_at)
    database_key = vault_folder.create_vault(
        place,
        own_passphrase or passphrase,
        RecoveryCode.generate(),  # nobody keeps it: whoever loses the passphrase opens the packet again
        person_id=contents.facilitator_id.hex,
        secrets=None,
        make_store=partial(_make_store, contents, key, clock),
        vault_id=contents.packet_id.hex,
    )
    _note_place(contents.packet_id, place)
    return Vault(place), database_key


def remove_guest(vault: Vault, key: DatabaseKey, *, clock: Clock, even_unreturned: bool = False) -> None:
    """Remove a guest vault with everything in it, its key first.

    Raises `NotAGuest` for a person's own vault; `WorkNotReturned` unless that may be lost.
    """
    packet_id = with_store(vault, key, clock, partial(_removable, even_unreturned=even_unreturned))
    with store_errors():
        vault.key_file_path.unlink()  # what is left behind by a crash opens no more
        shutil.rmtree(vault.folder)
    place_elsewhere(packet_id.hex, vault.folder).unlink(missing_ok=True)
    _noted(packet_id).unlink(missing_ok=True)


def default_guest_folder(packet_id: UUID) -> Path:
    """Give where a packet's guest vault lies unless somebody says otherwise: a folder named by a number."""
    data = Path(platformdirs.user_data_dir(APPLICATION_FOLDER, appauthor=False, roaming=False))
    return data / "packets" / packet_id.hex


def with_store(vault: Vault, key: DatabaseKey, clock: Clock, do: Callable[[Store], T]) -> T:
    """Do something with the store of a guest vault, whether or not its time is over, as its facilitator."""
    local = open_local_store(vault.store_path, key)
    try:
        store = Store(local.engine, clock=clock, feed=ChangeFeed())
        store.sign_in(store.read(_guest)[1])
        return do(store)
    finally:
        local.close()


def _check_not_open(packet_id: UUID, place: Path) -> None:
    """Refuse to make a second guest vault of one packet: two would hold two halves of one evening."""
    try:
        noted = Path(_noted(packet_id).read_text("utf-8"))
    except (OSError, ValueError):
        noted = place
    for folder in (place, noted):
        try:
            there = Vault(folder).key_file().vault_id == packet_id.hex
        except StoreError:
            continue
        if there:
            raise PacketAlreadyOpen(folder)


def _noted(packet_id: UUID) -> Path:
    state = Path(platformdirs.user_state_dir(APPLICATION_FOLDER, appauthor=False))
    return state / "packets" / packet_id.hex


def _note_place(packet_id: UUID, folder: Path) -> None:
    """Note where a packet's guest vault lies: a number and a folder, nothing of what is in it."""
    place = _noted(packet_id)
    place.parent.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
    write_private(place, str(folder).encode())


def _unlocked(path: Path, passphrase: str) -> tuple[Sealed, DatabaseKey]:
    sealed = read_sealed(path)
    return sealed, sealed.unlock(passphrase)


def _contents(sealed: Sealed, key: DatabaseKey) -> Contents:
    contents = decoded(sealed.contents(key))
    if contents.packet_id != sealed.packet_id:
        raise PacketUnusable(PacketFault.DAMAGED)
    return contents


def _make_store(contents: Contents, key: DatabaseKey, clock: Clock, path: Path, database_key: DatabaseKey) -> None:
    sqlcipher.create_store_file(path, database_key)
    local = open_local_store(path, database_key)
    try:
        bring_up_to_date(local.engine)
        store = Store(local.engine, clock=clock, feed=ChangeFeed())
        store.sign_in(contents.facilitator_id)
        store.write(_fill, contents, key)
    finally:
        local.close()


def _fill(work: UnitOfWork, contents: Contents, key: DatabaseKey) -> Change[None]:
    for row in rows_in(contents):
        if isinstance(row, GroupSessionRow):
            row.planned_at = work.now
        work.rows.add(row)
    work.rows.flush()
    guest = GuestPacketRow(
        id=contents.packet_id,
        session_id=contents.session_id,
        facilitator_id=contents.facilitator_id,
        made_at=contents.made_at,
        made_by=contents.made_by,
        expires_at=contents.expires_at,
        key=key.hex(),
        opened_at=work.now,
        base=digests(pieces_of(work, contents.session_id)),
    )
    work.rows.add(guest)
    clients = audit.whose(UUID(str(one["id"])) for one in contents.of(ClientRow))
    return Change(Action.OPEN_PACKET, contents.session_id, frozenset(Topic), None,
                  detail={"packet": str(contents.packet_id), **clients})  # fmt: skip


def _summary(contents: Contents) -> PacketSummary:
    (program,), (group,), (session,) = (contents.of(kind) for kind in (ProgramRow, GroupRow, GroupSessionRow))
    people_in: dict[object, Values] = {one["id"]: one for one in contents.of(FacilitatorRow)}
    them = people_in[str(contents.facilitator_id)]
    credentials = text_of(them["credentials"])
    return PacketSummary(
        packet_id=contents.packet_id,
        clinic=text_of(program["clinic_name"]),
        group_name=text_of(group["name"]),
        starts_at=instant_of(session["starts_at"]),
        ends_at=instant_of(session["ends_at"]),
        zone=text_of(session["zone"]),
        for_name=f"{them['name']}, {credentials}" if credentials else text_of(them["name"]),
        made_by=contents.made_by,
        made_at=contents.made_at,
        expires_at=contents.expires_at,
        clients=len(contents.of(ClientRow)),
        is_sample=contents.is_sample,
    )


def _guest(work: UnitOfWork) -> tuple[UUID, FacilitatorId, int]:
    """Give a guest vault's packet, whose it is, and how much no return has; raises `NotAGuest`."""
    row = guest_row(work)
    if row is None:
        raise NotAGuest
    return row.id, row.facilitator_id, unreturned(work, row)


def _removable(store: Store, *, even_unreturned: bool) -> UUID:
    packet_id, _whose, left = store.read(_guest)
    if left and not even_unreturned:
        raise WorkNotReturned
    return packet_id

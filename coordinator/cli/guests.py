"""`coordinator packet show · open · return · remove`: where a packet is opened."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from coordinator import packet
from coordinator.cli.opening import daily_slot, passphrase, secret_in, told, vault_of
from coordinator.cli.options import Options
from coordinator.cli.output import REFUSED, emit, fail, instant, print_table
from coordinator.clock import ShiftedClock, SystemClock
from coordinator.packet import GuestFacts

PacketArgument = Annotated[Path, typer.Argument(metavar="FILE", help="The packet.")]
SecretOption = Annotated[
    Path | None, typer.Option("--packet-passphrase-file", help="A file whose first line is the packet's passphrase.")
]


def show(context: typer.Context, file: PacketArgument, secret: SecretOption = None) -> None:
    """Say what a packet is of, for whom and until when; it names no client. Needs no vault."""
    with told(context) as options:
        found = packet.summary_of(file, _packet_passphrase(secret, options))
        now = options.now if options.now is not None and found.is_sample else SystemClock().now()
        document: dict[str, object] = {
            "packet_id": str(found.packet_id),
            "clinic": found.clinic,
            "group": found.group_name,
            "starts_at": instant(found.starts_at),
            "ends_at": instant(found.ends_at),
            "zone": found.zone,
            "for": found.for_name,
            "made_by": found.made_by,
            "made_at": instant(found.made_at),
            "expires_at": instant(found.expires_at),
            "expired": now >= found.expires_at,
            "clients": found.clients,
            "sample": found.is_sample,
        }
        emit_facts(document, options)


def open_(
    context: typer.Context,
    file: PacketArgument,
    into: Annotated[Path | None, typer.Option(help="A new folder for the guest vault; default: beside yours.")] = None,
    new_passphrase_file: Annotated[
        Path | None, typer.Option(help="A file whose first line opens the guest vault; default: the packet's own.")
    ] = None,
    secret: SecretOption = None,
) -> None:
    """Open a packet as a guest vault of its own; nothing of it comes into your vault."""
    with told(context) as options:
        word = _packet_passphrase(secret, options)
        own = secret_in(new_passphrase_file, options) if new_passphrase_file is not None else ""
        clock = ShiftedClock(options.now) if options.now is not None else SystemClock()
        summary = packet.summary_of(file, word)
        if options.now is not None and not summary.is_sample:
            message = "Another instant can be pretended for a sample clinic's packet only."
            fail("not-a-sample", message, "--now", REFUSED, as_json=options.as_json)
        vault, _key = packet.open_packet(file, word, into, clock=clock, own_passphrase=own)
        document: dict[str, object] = {
            "vault": str(vault.folder),
            "packet_id": str(summary.packet_id),
            "clients": summary.clients,
            "expires_at": instant(summary.expires_at),
        }
        emit(
            document,
            as_json=options.as_json,
            table=lambda: typer.echo(
                f"Opened in {vault.folder}, until {instant(summary.expires_at)}.\n"
                f"Start it with: coordinator --vault “{vault.folder}” open"
            ),
        )


def return_(
    context: typer.Context, out: Annotated[Path, typer.Option(help="The file to write, for whoever made the packet.")]
) -> None:
    """Write everything that was recorded in a guest vault into an encrypted file; after it expired, too."""
    with told(context) as options:
        vault = vault_of(options)
        key, _slot = daily_slot(vault, options)
        clock = ShiftedClock(options.now) if options.now is not None else SystemClock()
        target = out.expanduser().absolute()
        made = packet.with_store(vault, key, clock, lambda store: packet.write_return(store, target))
        document: dict[str, object] = {"file": str(target), "pieces": made.pieces, "digest": made.digest}
        emit(
            document, as_json=options.as_json, table=lambda: typer.echo(f"Written to {target}: {made.pieces} entries.")
        )


def remove(
    context: typer.Context,
    even_unreturned: Annotated[
        bool, typer.Option("--even-unreturned", help="Although it holds work that no return has.")
    ] = False,
) -> None:
    """Remove a guest vault with everything in it."""
    with told(context) as options:
        vault = vault_of(options)
        key, _slot = daily_slot(vault, options)
        packet.remove_guest(vault, key, clock=SystemClock(), even_unreturned=even_unreturned)
        emit({"removed": True}, as_json=options.as_json, table=lambda: typer.echo(f"Removed {vault.folder}."))


def guest_document(one: GuestFacts) -> dict[str, object]:
    """Give what a guest vault is, for JSON."""
    return {
        "packet_id": str(one.packet_id),
        "session_id": str(one.session_id),
        "clinic": one.clinic,
        "made_by": one.made_by,
        "for": one.for_name,
        "group": one.group_name,
        "expires_at": instant(one.expires_at),
        "returned_at": instant(one.returned_at),
        "unreturned": one.unreturned,
    }


def emit_facts(document: dict[str, object], options: Options) -> None:
    """Print facts one below the other."""
    rows = [(name.replace("_", " "), value) for name, value in document.items()]
    emit(document, as_json=options.as_json, table=lambda: print_table(("", ""), rows, empty=""))


def _packet_passphrase(secret: Path | None, options: Options) -> str:
    """Read a packet's passphrase as a vault's is read: from a file, from standard input, or from the terminal."""
    if secret is not None:
        return secret_in(secret, options)
    return passphrase(options, "The packet's passphrase: ")


GUEST_COMMANDS = {"show": show, "open": open_, "return": return_, "remove": remove}

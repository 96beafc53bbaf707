"""`coordinator packet …`: one session handed over in an encrypted file, and what comes back."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

import typer

from coordinator import audit, packet, sessions
from coordinator.cli import finding
from coordinator.cli.guests import GUEST_COMMANDS, SecretOption, emit_facts, guest_document
from coordinator.cli.opening import opened, secret_in
from coordinator.cli.options import Options
from coordinator.cli.output import USAGE, emit, fail, instant, print_table, say
from coordinator.cli.packet_words import piece_words, standing_words
from coordinator.errors import NotFound
from coordinator.packet import Keep, PacketFacts, Preview, Returned
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vault.passphrase import suggest_passphrase
from coordinator.vocabulary import GroupSessionId


def make(
    context: typer.Context,
    session: Annotated[str, typer.Argument(metavar="SESSION|GROUP", help="The session's ID, or its group.")],
    facilitator: Annotated[str, typer.Option("--for", help="Who leads it: a member of staff.")],
    out: Annotated[Path, typer.Option(help="The file to write.")],
    day: Annotated[str | None, typer.Argument(metavar="[DATE]", help="The day, where a group is named.")] = None,
    expires: Annotated[
        str | None, typer.Option(metavar="ISO8601", help="Until when it opens; default: a day after the session.")
    ] = None,
    passphrase_out: Annotated[
        Path | None, typer.Option(help="Write a suggested passphrase into this new file, readable by you alone.")
    ] = None,
    secret: SecretOption = None,
) -> None:
    """Hand one session over: roster, link, safety contacts and templates in one encrypted file that expires."""
    with opened(context) as (store, options):
        target = out.expanduser().absolute()
        if target.exists():
            fail("file-exists", "There is a file of this name already. Name another.", str(out), USAGE,
                 as_json=options.as_json)  # fmt: skip
        session_id = store.read(_session, session, day)
        for_id = store.read(finding.facilitator_id, facilitator)
        word = secret_in(secret, options) if secret is not None else suggest_passphrase()
        until = _instant(expires) if expires is not None else None
        made = packet.make_packet(store, session_id, for_id, target, word, expires_at=until)
        if passphrase_out is not None and secret is None:
            _write_new(passphrase_out, word, target, options)
        shown = None if secret is not None or passphrase_out is not None else word
        document: dict[str, object] = {
            "packet_id": str(made.packet_id),
            "file": str(target),
            "session_id": str(session_id),
            "for": str(for_id),
            "clients": made.clients,
            "expires_at": instant(made.expires_at),
            "digest": made.digest,
            "passphrase": shown,
        }

        def table() -> None:
            typer.echo(f"Written to {target}: {made.clients} clients. It opens until {instant(made.expires_at)}.")
            if shown is not None:
                typer.echo("Tell this passphrase by telephone, never beside the file. It is not shown again:")
                typer.echo(f"\n    {shown}\n")

        emit(document, as_json=options.as_json, table=table)


def merge(
    context: typer.Context,
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The return.")],
    preview: Annotated[bool, typer.Option("--preview", help="Only show what would be taken in.")] = False,
    keep: Annotated[Keep | None, typer.Option(help="Whose word holds wherever the two differ.")] = None,
    choose: Annotated[
        list[str] | None, typer.Option("--choose", help="“KEY=mine” or “KEY=packet” for one of the differences.")
    ] = None,
) -> None:
    """Take a return in: what is new, and of what differs from what was typed here meanwhile what you choose."""
    with opened(context) as (store, options):
        found = store.read(packet.preview, file)
        document = _preview(found)
        shown = audit.whose(row.client_id for row in found.rows if row.client_id is not None)
        store.write(audit.record_view, audit.Seen.ATTENDANCE, found.packet.session_id, shown)
        if preview:
            emit(document, as_json=options.as_json, table=lambda: _print_preview(found))
            return
        choices = _choices(found, keep, choose or [])
        if missing := [row for row in found.open_rows if str(row.key) not in choices]:
            for row in missing:
                say(f"{row.key}: {standing_words(row.standing)}. {_both(row)}")
        done = store.write(packet.merge, file, choices, found.digest).outcome
        document |= {
            "taken": done.taken, "kept": done.kept, "signed": done.signed, "as_drafts": done.as_drafts,
        }  # fmt: skip
        sentence = f"{done.taken} entries taken in, {done.kept} kept as they were here, {done.signed} signed."
        if done.as_drafts:
            sentence += f" {done.as_drafts} came as drafts: their signer is on record here under another name."
        if not done.taken and not done.kept:
            sentence = "The return brings nothing new; nothing was changed."
        emit(document, as_json=options.as_json, table=lambda: typer.echo(sentence))


def list_(context: typer.Context) -> None:
    """List the packets that this vault made; in a guest vault, what it was made of."""
    with opened(context) as (store, options):
        guest = store.read(packet.guest_facts)
        out = () if guest is not None else store.read(packet.packets_out)
        document: dict[str, object] = {
            "guest": guest_document(guest) if guest is not None else None,
            "packets": [_facts(one) for one in out],
        }
        if guest is not None:
            emit_facts(document if options.as_json else guest_document(guest), options)
            return
        headings = ("Packet", "Group", "Starts", "For", "Opens until", "Returned", "Withdrawn")
        rows = [
            (
                one.packet_id,
                one.group_name,
                instant(one.starts_at),
                one.facilitator,
                instant(one.expires_at),
                instant(one.merged_at),
                instant(one.withdrawn_at),
            )
            for one in out
        ]
        emit(document, as_json=options.as_json,
             table=lambda: print_table(headings, rows, empty="No session was handed over."))  # fmt: skip


def withdraw(
    context: typer.Context, packet_id: Annotated[str, typer.Argument(metavar="PACKET", help="From `packet list`.")]
) -> None:
    """Take no return of a packet any more. The file itself opens until it expires, wherever it is."""
    with opened(context) as (store, options):
        try:
            wanted = UUID(packet_id)
        except ValueError:
            raise NotFound("Packet", packet_id) from None
        store.write(packet.withdraw, wanted)
        emit({"withdrawn": True}, as_json=options.as_json, table=lambda: typer.echo("Withdrawn."))


def _session(work: UnitOfWork, typed: str, day: str | None) -> GroupSessionId:
    """Give the session with this id, or the one of a group on a day; raises `NotFound`."""
    if day is None:
        return sessions.session(work, finding.session_id(typed)).id
    group_id, on = finding.group_id(work, typed), finding.day_of(day)
    found = sessions.sessions_between(work, on, on, group_id)
    if not found:
        raise NotFound("Session", f"{typed} {day}")
    if len(found) > 1:
        raise finding.SeveralFound
    return found[0].id


def _instant(typed: str) -> datetime:
    try:
        at = datetime.fromisoformat(typed)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise typer.BadParameter("Give an instant with its offset, such as 2026-03-12T21:00:00-04:00.")
    return at


def _write_new(path: Path, word: str, target: Path, options: Options) -> None:
    place = path.expanduser().absolute()
    try:
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as failure:
        target.unlink(missing_ok=True)
        message = "The file for the passphrase cannot be made; it must be new, in a folder that is there."
        fail("not-writable", message, f"{place}: {failure.strerror}", USAGE, as_json=options.as_json)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(word + "\n")


def _choices(found: Preview, keep: Keep | None, chosen: list[str]) -> dict[str, Keep]:
    choices = {str(row.key): keep for row in found.open_rows} if keep is not None else {}
    for key, whose in finding.pairs(chosen, "KEY=mine or KEY=packet"):
        if whose not in set(Keep) or key not in {str(row.key) for row in found.rows}:
            raise typer.BadParameter(f"“{key}={whose}” is no choice; `packet merge --preview` shows the keys.")
        choices[key] = Keep(whose)
    return choices


def _preview(found: Preview) -> dict[str, object]:
    return {
        "packet": _facts(found.packet),
        "returned_at": instant(found.returned_at),
        "merged_before_at": instant(found.before),
        "rows": [
            {
                "key": str(row.key),
                "kind": row.key.kind.value,
                "standing": row.standing.value,
                "client_id": str(row.client_id) if row.client_id is not None else None,
                "client": row.client or None,
                "code": row.code or None,
                "mine": dict(row.mine) if row.mine is not None else None,
                "theirs": dict(row.theirs) if row.theirs is not None else None,
                "as_draft": row.as_draft,
            }
            for row in found.rows
        ],
    }


def _print_preview(found: Preview) -> None:
    rows = [
        (
            str(row.key),
            f"{row.client} {row.code}".strip(),
            standing_words(row.standing),
            piece_words(row.key.kind, row.theirs),
            piece_words(row.key.kind, row.mine),
        )
        for row in found.rows
    ]
    print_table(("Key", "Client", "", "From the packet", "Here"), rows, empty="The return holds nothing.")


def _both(row: Returned) -> str:
    theirs, mine = piece_words(row.key.kind, row.theirs), piece_words(row.key.kind, row.mine)
    return f"From the packet: {theirs}. Here: {mine}."


def _facts(one: PacketFacts) -> dict[str, object]:
    return {
        "packet_id": str(one.packet_id),
        "session_id": str(one.session_id),
        "group": one.group_name,
        "starts_at": instant(one.starts_at),
        "for": one.facilitator,
        "made_at": instant(one.made_at),
        "expires_at": instant(one.expires_at),
        "merged_at": instant(one.merged_at),
        "withdrawn_at": instant(one.withdrawn_at),
    }


COMMANDS = {"packet": {"make": make, "merge": merge, "list": list_, "withdraw": withdraw, **GUEST_COMMANDS}}

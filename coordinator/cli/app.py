"""The command's words: global options, and the groups of commands, each imported when it is asked for."""

from __future__ import annotations

import sys
from datetime import datetime
from importlib import import_module
from pathlib import Path
from typing import Annotated

import typer

from coordinator.cli.options import Options
from coordinator.cli.output import STOPPED, USAGE, fail

TAKES_VALUE = frozenset({"--vault", "--passphrase-file", "--now", "--as"})

GROUPS = {
    "vault": "Make, check, copy and restore a vault.",
    "sample": "A made-up clinic for trying the program out.",
    "roster": "Take in a roster file.",
    "groups": "Groups.",
    "clients": "Clients.",
    "waitlist": "Who waits for a place.",
    "blocks": "The weekly blocks of a group, and dates that differ.",
    "closures": "Days on which the program is closed.",
    "sessions": "Planned and held sessions.",
    "packet": "One session handed over to a substitute in an encrypted file, and what comes back.",
    "calendar": "The plan for other calendar programs, and theirs as blocks.",
    "attendance": "Reports of the video platforms, and marks.",
    "notes": "Progress notes.",
    "summary": "The weekly summary.",
    "audit": "The history that cannot be rewritten unseen.",
}
SINGLE = {
    "open": "Start the desktop.",
    "enroll": "Give a client a place in a group, or on its waitlist.",
    "doctor": "Say what is wrong with this installation, and how to mend it.",
    "tour": "Play a working day on a sample vault and keep pictures of it.",
}


def run() -> None:
    """Run the command line of this process."""
    arguments = sys.argv[1:]
    wanted = _words(arguments)
    app = build(wanted)
    try:
        status = app(args=arguments, standalone_mode=False)
    except typer.TyperException as wrong:
        fail("usage", wrong.format_message(), None, USAGE, as_json="--json" in arguments)
    except (typer.Abort, KeyboardInterrupt):
        fail("stopped", "Stopped.", None, STOPPED, as_json="--json" in arguments)
    raise SystemExit(status if isinstance(status, int) else 0)


def build(wanted: list[str]) -> typer.Typer:
    """Give the command with the group that is asked for; the others show only their names."""
    app = typer.Typer(
        name="coordinator",
        help="Plan, launch, attend, note and summarise telehealth group sessions.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
        rich_markup_mode=None,
    )
    app.callback()(_options)
    first = wanted[0] if wanted else ""
    for name, about in GROUPS.items():
        group = typer.Typer(no_args_is_help=True, rich_markup_mode=None)
        if name == first:
            _fill(group, name, wanted)
        app.add_typer(group, name=name, help=about)
    for name, about in SINGLE.items():
        if name == first:
            module = import_module("coordinator.cli.rosters" if name == "enroll" else "coordinator.cli.desk")
            app.command(name, help=about)(getattr(module, "open_desktop" if name == "open" else name))
        else:
            app.command(name, help=about)(_not_loaded)
    return app


def _fill(group: typer.Typer, name: str, wanted: list[str]) -> None:
    if name == "attendance":
        if wanted[1:2] != ["read"]:
            import_module("coordinator.cli.attendances").add_to(group)
        group.command("read")(import_module("coordinator.cli_read").read)
        return
    modules = {
        "vault": "vaults",
        "sample": "vaults",
        "roster": "rosters",
        "groups": "rosters",
        "clients": "rosters",
        "waitlist": "rosters",
        "blocks": "blocks",
        "closures": "closures",
        "sessions": "schedule",
        "packet": "packets",
        "calendar": "calendars",
        "notes": "records",
        "summary": "weeks",
        "audit": "records",
    }
    commands = import_module(f"coordinator.cli.{modules[name]}").COMMANDS[name]
    for word, function in commands.items():
        group.command(word)(function)


def _options(
    context: typer.Context,
    vault: Annotated[
        Path | None, typer.Option(envvar="COORDINATOR_VAULT", help="The vault's folder; default: this user's.")
    ] = None,
    passphrase_file: Annotated[Path | None, typer.Option(help="A file whose first line is the passphrase.")] = None,
    passphrase_stdin: Annotated[
        bool, typer.Option("--passphrase-stdin", help="Read the passphrase from standard input.")
    ] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print exactly one JSON document.")] = False,
    now: Annotated[
        str | None, typer.Option(metavar="ISO8601", help="Pretend another instant; on a sample vault only.")
    ] = None,
    person: Annotated[str | None, typer.Option("--as", help="Who acts, where the vault has several people.")] = None,
) -> None:
    context.obj = Options(
        vault=vault,
        passphrase_file=passphrase_file,
        passphrase_stdin=passphrase_stdin,
        as_json=as_json,
        now=_instant(now),
        person=person,
    )


def _instant(text: str | None) -> datetime | None:
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        at = None
    if at is None or at.tzinfo is None:
        raise typer.BadParameter(
            "Give an instant with its offset, such as 2026-03-11T08:55:00-04:00.", param_hint="now"
        )
    return at


def _words(arguments: list[str]) -> list[str]:
    """Give the words of the command line that are neither options nor their values."""
    words: list[str] = []
    values = iter(arguments)
    for argument in values:
        if not argument.startswith("-"):
            words.append(argument)
        elif argument in TAKES_VALUE and not words:
            next(values, None)
    return words


def _not_loaded() -> None:
    """Stand for a command that this command line does not ask for."""

"""What the options before the command say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import typer


@dataclass(frozen=True, slots=True)
class Options:
    """The global options as given. A passphrase is never among them."""

    vault: Path | None = None
    passphrase_file: Path | None = None
    passphrase_stdin: bool = False
    as_json: bool = False
    now: datetime | None = None
    person: str | None = None


def options_of(context: typer.Context) -> Options:
    """Give the global options of the command that runs."""
    found = context.find_root().obj
    return found if isinstance(found, Options) else Options()

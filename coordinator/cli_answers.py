"""What may be said on the command line about how a report is read: the answers to its questions.

Imports only the readers, so that reading a report starts at once.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Annotated

import typer

from coordinator.attendance.reports import DateOrder, Reading, RepeatedHour, Sameness, watched
from coordinator.attendance.reports.names import key

OrderOption = Annotated[DateOrder | None, typer.Option(help="How dates of three numbers are meant.")]
MeetingOption = Annotated[str | None, typer.Option(help="The meeting ID, where the file holds several.")]
EncodingOption = Annotated[str | None, typer.Option(help="The file's encoding, where it cannot be told.")]
HourOption = Annotated[RepeatedHour | None, typer.Option(help="Which hour, where the clock repeats one.")]
NameOption = Annotated[
    list[str] | None, typer.Option("--same-name", help="“NAME=one-person” or “NAME=several-people”.")
]
EmailOption = Annotated[
    list[str] | None, typer.Option("--shared-email", help="“ADDRESS=one-person” or “ADDRESS=several-people”.")
]
ColumnOption = Annotated[list[str] | None, typer.Option(help="field=HEADER, to read any other table.")]


UNTOLD_SECONDS = 1.0
"""What takes no longer needs no progress."""


@contextmanager
def watched_in_terminal() -> Iterator[None]:
    """Tell on standard error how far a long reading is, where a person sees it; Ctrl+C stops it."""
    if not sys.stderr.isatty():
        yield
        return
    begun, told = time.monotonic(), False

    def tell(share: float | None) -> None:
        nonlocal told
        if share is not None and time.monotonic() - begun > UNTOLD_SECONDS:
            told = True
            sys.stderr.write(f"\rReading the report: {share:4.0%}")
            sys.stderr.flush()

    try:
        with watched(tell):
            yield
    finally:
        if told:
            sys.stderr.write("\r" + " " * 30 + "\r")


@dataclass(frozen=True, slots=True)
class Said:
    """The options as they were typed."""

    date_order: DateOrder | None = None
    meeting: str | None = None
    encoding: str | None = None
    repeated_hour: RepeatedHour | None = None
    same_name: tuple[str, ...] = ()
    shared_email: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()

    def reading(self, zone: str) -> Reading:
        """Read reports as the options say; ValueError with a sentence where one is mistyped."""
        return Reading(
            zone=zone,
            date_order=self.date_order,
            meeting=self.meeting,
            encoding=self.encoding,
            repeated_hour=self.repeated_hour,
            same_name=tuple((key(name), said) for name, said in _decisions(self.same_name, "--same-name")),
            shared_email=tuple(
                (mail.casefold(), said) for mail, said in _decisions(self.shared_email, "--shared-email")
            ),
            columns=_columns(self.columns),
        )


def said_about(
    date_order: DateOrder | None,
    meeting: str | None,
    encoding: str | None,
    repeated_hour: RepeatedHour | None,
    *lists: list[str] | None,
) -> Said:
    """Gather the options of a command in their order: both that read a report have the same."""
    names, emails, columns = (tuple(one or ()) for one in lists)
    return Said(date_order, meeting, encoding, repeated_hour, names, emails, columns)


def _decisions(options: tuple[str, ...], option: str) -> list[tuple[str, Sameness]]:
    found = []
    for typed in options:
        about, _, said = typed.rpartition("=")
        if not about or said not in set(Sameness):
            raise ValueError(f"Give {option} as NAME=one-person or NAME=several-people.")
        found.append((about.strip(), Sameness(said)))
    return found


def _columns(options: tuple[str, ...]) -> tuple[tuple[str, str], ...]:
    pairs = []
    for option in options:
        field, sign, header = option.partition("=")
        if not sign or not header:
            raise ValueError("Give --column as field=HEADER, such as join=Arrived.")
        pairs.append((header, field))
    return tuple(pairs)

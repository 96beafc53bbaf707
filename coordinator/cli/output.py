"""How the command answers: one JSON document or tables on standard output, everything else on standard error."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, date, datetime
from typing import NoReturn, Self

import typer

DONE, USAGE, REFUSED, UNUSABLE, NOT_OPENED, CHANGED_ELSEWHERE = 0, 2, 3, 4, 5, 6
STOPPED = 130
"""As a shell says it of a command that Ctrl+C ended."""


def emit(document: dict[str, object], *, as_json: bool, table: Callable[[], None]) -> None:
    """Print the document as JSON, or call what prints it for people."""
    if as_json:
        typer.echo(json.dumps(document, ensure_ascii=False, indent=1))
    else:
        table()


def print_table(headings: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str) -> None:
    """Print a table; `empty` is the sentence where it has no rows."""
    from rich import box  # noqa: PLC0415  not needed for JSON
    from rich.console import Console  # noqa: PLC0415
    from rich.table import Table  # noqa: PLC0415

    lines = [[_cell(value) for value in row] for row in rows]
    if not lines:
        typer.echo(empty)
        return
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for heading in headings:
        table.add_column(heading, overflow="fold")
    for line in lines:
        table.add_row(*line)
    # Where the output is no terminal nothing is cut or folded, so that other programs can read it.
    width = None if sys.stdout.isatty() else 200
    Console(file=sys.stdout, width=width, markup=False, highlight=False, emoji=False).print(table)


def say(sentence: str) -> None:
    """Say something beside the answer."""
    typer.echo(sentence, err=True)


def fail(code: str, message: str, where: str | None, status: int, *, as_json: bool) -> NoReturn:
    """End with an error in the form that was asked for."""
    if as_json:
        problem = {"error": {"code": code, "message": message, "where": where}}
        typer.echo(json.dumps(problem, ensure_ascii=False), err=True)
    else:
        typer.echo(f"{message} ({where})" if where else message, err=True)
    raise SystemExit(status)


def instant(at: datetime | None) -> str | None:
    """Give an instant as `2026-11-23T14:00:00Z`."""
    return None if at is None else at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def day(on: date | None) -> str | None:
    """Give a day as `2026-11-23`."""
    return None if on is None else on.isoformat()


class ProgressLine:
    """A count on standard error, drawn again at every hundredth; silent where nobody looks.

    Left before it is complete, the line is ended, so that what is said next begins one of its own.
    """

    def __init__(self, what: str) -> None:
        self._what = what
        self._shown = -1
        self._drawn = sys.stderr.isatty()
        self._open = False

    def __enter__(self) -> Self:
        """Begin; nothing is drawn yet."""
        return self

    def __exit__(self, *_failure: object) -> None:
        """End a line that is still open."""
        if self._open:
            typer.echo("", err=True)

    def __call__(self, done: int, total: int) -> None:
        """Show how far it has come."""
        share = done * 100 // max(1, total)
        if self._drawn and share != self._shown:
            self._shown = share
            self._open = done < total
            end = "" if self._open else "\n"
            typer.echo(f"\r{self._what} {share} %{end}", err=True, nl=False)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime):
        return value.strftime("%Y-%m-%d %H:%M")
    if isinstance(value, bool):
        return "yes" if value else ""
    return str(value)

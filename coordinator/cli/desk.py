"""`coordinator open`, `coordinator tour` and `coordinator doctor`."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Annotated

import typer

from coordinator.cli.options import options_of
from coordinator.cli.output import emit, print_table
from coordinator.vault.folder import default_vault_folder


def open_desktop(context: typer.Context) -> None:
    """Start the desktop."""
    options = options_of(context)
    chosen = ["--vault", str(options.vault.expanduser().absolute())] if options.vault is not None else []
    done = subprocess.run([sys.executable, "-m", "ui", *chosen], check=False)
    raise SystemExit(done.returncode)


def tour(
    context: typer.Context,
    out: Annotated[Path, typer.Option(help="The folder for pictures, files and tour.json.")],
) -> None:
    """Play a working day on a sample vault in the desktop program and keep pictures of it."""
    del context
    done = subprocess.run([sys.executable, "-m", "ui.tour", "--out", str(out.expanduser().absolute())], check=False)
    raise SystemExit(done.returncode)


def doctor(context: typer.Context) -> None:
    """Look at versions, keyring, cipher, fonts, display, folder, disk and clock; say what to mend."""
    from coordinator.doctor import examine  # noqa: PLC0415  only this command looks

    options = options_of(context)
    findings = examine(options.vault or default_vault_folder())
    document: dict[str, object] = {
        "ok": all(one.ok for one in findings),
        "findings": [
            {"code": one.code, "ok": one.ok, "found": one.found, "mend": one.mend or None} for one in findings
        ],
    }
    rows = [("ok" if one.ok else "!", one.code, one.found, "" if one.ok else one.mend) for one in findings]
    emit(
        document,
        as_json=options.as_json,
        table=lambda: print_table(("", "What", "Found", "How to mend it"), rows, empty=""),
    )

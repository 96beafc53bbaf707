"""Starts the desktop: ``python -m ui [--vault FOLDER]``."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ui.startup import run


def main() -> int:
    """Open the window; gives the process's exit code."""
    parser = argparse.ArgumentParser(prog="session-coordinator")
    parser.add_argument("--vault", type=Path, default=None, help="the vault folder; the usual place without it")
    parser.add_argument("--locked-at", default="", help=argparse.SUPPRESS)
    parser.add_argument("--session-runs", action="store_true", help=argparse.SUPPRESS)
    parser.add_argument("--next-starts", default="", help=argparse.SUPPRESS)
    options = parser.parse_args()
    return run(
        options.vault,
        locked_at=options.locked_at,
        session_runs=options.session_runs,
        next_starts=options.next_starts,
    )


if __name__ == "__main__":
    sys.exit(main())

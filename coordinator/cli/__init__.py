"""The `coordinator` command: the same commands and queries as the desktop, without Qt.

Nothing of the store is imported before a command needs it, so that `--help` and reading a report start at once.
"""

from __future__ import annotations


def main() -> None:
    """Run the command whose words stand on the command line, and end the process with its exit code."""
    from coordinator.cli.app import run  # noqa: PLC0415  nothing is imported before it is needed

    run()

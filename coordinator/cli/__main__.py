"""`python -m coordinator.cli` is the `coordinator` command."""

from coordinator.cli import main

main()

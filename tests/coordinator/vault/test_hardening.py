"""Other programs of the same user cannot read this process's memory, and a crash leaves no core file."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import resource, sys
from coordinator.vault.hardening import harden_process
print(harden_process(), resource.getrlimit(resource.RLIMIT_CORE), flush=True)
try:
    open("/proc/self/stat").read()
    print(__import__("os").stat("/proc/self/mem").st_uid, flush=True)
finally:
    sys.stdin.read()
"""


@pytest.mark.skipif(sys.platform != "linux", reason="asks Linux's own files")
def test_core_files_are_off_and_memory_belongs_to_the_system() -> None:
    with subprocess.Popen(
        [sys.executable, "-c", PROGRAM], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        assert process.stdin is not None
        assert process.stdout.readline().strip() == "True (0, 0)"
        # The kernel gives a process that may not be dumped to the system's user, so its owner is refused: proc(5).
        assert process.stdout.readline().strip() == "0"
        process.stdin.close()
    assert process.returncode == 0

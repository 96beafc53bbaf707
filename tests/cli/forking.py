"""Commands as processes of their own, forked from one that has imported what a command imports.

Importing takes a command longer than everything it does. A forked process starts with the modules in memory, has its
own arguments, environment, input and output, and ends like any other. Only on Linux; elsewhere `coordinator` starts
from nothing, as the command line does everywhere.
"""

from __future__ import annotations

import json
import os
import pkgutil
import socket
import subprocess
import sys
from importlib import import_module
from pathlib import Path

from sqlalchemy.orm import configure_mappers

import coordinator.cli


def prepare() -> None:
    """Import every command with what it needs, and let the tables be mapped."""
    for module in pkgutil.iter_modules(coordinator.cli.__path__, "coordinator.cli."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    configure_mappers()


class Nursery:
    """The process that commands are forked from."""

    def __init__(self, root: Path) -> None:
        self._ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.cli.forking", str(theirs.fileno())], cwd=root, pass_fds=[theirs.fileno()]
            )
        self._answers = self._ours.makefile("r", encoding="utf-8")

    def run(self, arguments: list[str], environment: dict[str, str], files: dict[str, str]) -> int:
        """Run a command with `stdin`, `stdout` and `stderr` as files; gives its status."""
        asked = {"arguments": arguments, "environment": environment, "files": files}
        self._ours.sendall((json.dumps(asked) + "\n").encode())
        return int(self._answers.readline())

    def close(self) -> None:
        """End it."""
        self._answers.close()
        self._ours.close()
        self._process.wait(timeout=30)


def serve(channel: socket.socket) -> None:
    """Fork a command for each line that is asked, until nobody can ask any more."""
    prepare()
    for line in channel.makefile("r", encoding="utf-8"):
        asked = json.loads(line)
        child = os.fork()
        if not child:
            _become(**asked)
        _, status = os.waitpid(child, 0)
        channel.sendall(f"{os.waitstatus_to_exitcode(status)}\n".encode())


def _become(arguments: list[str], environment: dict[str, str], files: dict[str, str]) -> None:
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        flags = os.O_RDONLY if number == 0 else os.O_WRONLY | os.O_CREAT | os.O_TRUNC
        os.dup2(os.open(files[name], flags, 0o600), number)
    os.environ.clear()
    os.environ.update(environment)
    sys.argv = ["coordinator", *arguments]
    status = 1
    try:
        import_module("coordinator.cli.app").run()
        status = 0
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:  # noqa: BLE001  what Python itself would print
        sys.excepthook(*sys.exc_info())
    finally:
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)


if __name__ == "__main__":
    serve(socket.socket(fileno=int(sys.argv[1])))

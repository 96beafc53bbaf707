"""What takes long to make is made once a run, for all its processes: each takes a copy.

The processes that share a run find each other by a folder named in the environment. Two that begin to make the same
thing at once both make it, and both go on with the one that was ready first.
"""

from __future__ import annotations

import atexit
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

VARIABLE = "COORDINATOR_TEST_KEPT"


def begin_run() -> None:
    """Make the folder, unless another process of the same run has; whoever made it removes it at its end."""
    if VARIABLE not in os.environ:
        os.environ[VARIABLE] = folder = tempfile.mkdtemp(prefix="coordinator-kept-")
        atexit.register(shutil.rmtree, folder, ignore_errors=True)


def kept(name: str, make: Callable[[Path], object]) -> Path:
    """Give the folder of this name that the run keeps; it is for reading and copying only.

    Args:
        name: what is in it, and everything it depends on.
        make: fills an empty folder, where no process of the run has done so.
    """
    begin_run()
    folder = Path(os.environ[VARIABLE])
    place = folder / sha256(name.encode()).hexdigest()
    if not place.exists():
        made = Path(tempfile.mkdtemp(dir=folder))
        make(made)
        with suppress(OSError):  # another process was quicker, and a folder with something in it is not replaced
            made.rename(place)
    return place

"""Session-wide parts: the services that tests speak to, and the store they work on."""

from __future__ import annotations

import gc

import pytest
from hypothesis import settings
from PySide6.QtCore import QCoreApplication, QEvent

from ui.collecting import collect_what_is_due

settings.register_profile("any machine", deadline=None)
settings.load_profile("any machine")
"""How long an example may take says something of the machine, not of the program."""

LONGEST = (
    "tests/architecture/test_tools.py",
    "tests/journeys/",
    "tests/store/test_migrations.py",
    "tests/ui/summaries/",
    "tests/faults/",
    "tests/coordinator/sample_clinic/",
    "tests/coordinator/process_notes/",
    "tests/start/",
)
"""Where the files are that take longest: begun last, one would keep a core while the other has nothing to do."""

pytest_plugins = ["tests.services", "tests.store_fixtures"]


def pytest_configure() -> None:
    """Collect between tests and not during one: another thread's collecting would destroy widgets (`ui.collecting`)."""
    gc.disable()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the longest, and keep the order otherwise."""
    items.sort(key=lambda item: not item.nodeid.startswith(LONGEST))


@pytest.hookimpl(trylast=True)
def pytest_runtest_logfinish() -> None:
    """Destroy what the test put away, and collect, on the interface thread.

    Outside of an event loop Qt keeps what was given to `deleteLater` (QCoreApplication::sendPostedEvents), and every
    window that a run ever opened would follow each change of the theme.
    """
    if QCoreApplication.instance() is not None:
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    collect_what_is_due()

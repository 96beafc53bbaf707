"""The program's clockwork in a process of its own, on a real encrypted store: `clockwork FOLDER MOMENTS SPACING`.

Tells on standard output, one JSON document a line: `ready` with what will fall due, then each `reminder` and
`summary` with the instant at which it was told. It runs until its standard input ends.
"""

from __future__ import annotations

import json
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

from coordinator import people, programs, sessions
from coordinator.changes import Change, ChangeFeed
from coordinator.clock import SystemClock
from coordinator.jobs import Jobs, MissedReminders, Reminder
from coordinator.store import sqlcipher
from coordinator.store.engine import open_local_store
from coordinator.store.migrate import bring_up_to_date
from coordinator.store.unit_of_work import Store, UnitOfWork
from coordinator.vault.database_key import DatabaseKey
from coordinator.vocabulary import Action, Topic
from coordinator.worker import ThreadWorker
from tests.builders import a_group

KEY = DatabaseKey(bytes(range(32)))
FIRST_AFTER = timedelta(seconds=8)
BEFORE_START = (timedelta(minutes=15), timedelta(minutes=5), timedelta())
"""A link check, a reminder or a start falls due; what lies before was due before the session was planned."""


def say(**told: object) -> None:
    print(json.dumps(told), flush=True)  # noqa: T201  the process that started this reads it


def tell(told: Reminder | MissedReminders) -> None:
    now = SystemClock().now().isoformat()
    if isinstance(told, Reminder):
        say(event="reminder", at=now, key=key_of(told))
    else:
        say(event="summary", at=now, keys=[key_of(one) for one in told.reminders])


def key_of(one: Reminder) -> list[str]:
    return [one.kind.value, one.due_at.isoformat(), str(one.session_id)]


def fill(store: Store, moments: int, spacing: timedelta) -> list[datetime]:
    """Plan one session for each moment; gives when each falls due."""
    store.write(programs.create_program, "Alder Street IOP", "America/New_York")
    store.sign_in(store.write(people.add_facilitator, "Renee Alvarado", "LCSW", states=["NY"]).outcome)

    def add(work: UnitOfWork) -> Change[list[datetime]]:
        group_id = a_group(work)
        work.rows.flush()
        due = [work.now + FIRST_AFTER + number * spacing for number in range(moments)]
        for number, at in enumerate(due):
            sessions.add_session(work, group_id, at + BEFORE_START[number % 3])
        return Change(Action.ADD_SESSION, None, frozenset({Topic.SESSIONS}), outcome=due)

    return store.write(add).outcome


def main() -> None:
    folder, moments, spacing = Path(sys.argv[1]), int(sys.argv[2]), timedelta(seconds=float(sys.argv[3]))
    path = folder / "store.db"
    is_new = not path.exists()
    if is_new:
        sqlcipher.create_store_file(path, KEY)
    with closing(open_local_store(path, KEY)) as local:
        bring_up_to_date(local.engine)
        feed = ChangeFeed()
        store = Store(local.engine, clock=SystemClock(), feed=feed)
        due = fill(store, moments, spacing) if is_new else []
        worker = ThreadWorker()
        jobs = Jobs(store, worker, feed, remind=tell, report=lambda failure: say(event="failure", said=repr(failure)))
        jobs.start()
        say(event="ready", due=[at.isoformat() for at in due])
        sys.stdin.read()
        jobs.stop()
        worker.drain_and_stop()


if __name__ == "__main__":
    main()

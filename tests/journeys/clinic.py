"""A vault that is already there when a journey begins: one group, two clients, one session that has begun."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from coordinator import roster, series, sessions
from coordinator.bootstrap import FirstRun, create_vault
from coordinator.clock import SystemClock
from coordinator.roster import ClientDetails, GroupDetails
from coordinator.series import Segment
from coordinator.store.unit_of_work import Store
from coordinator.vault.database_key import DatabaseKey
from coordinator.vault.recovery_code import RecoveryCode
from coordinator.vault.secret_item import Secrets
from coordinator.vocabulary import ServiceType, Weekday

PASSPHRASE = "river lantern copper eight fold"
RECOVERY = RecoveryCode.generate()
LINK = "https://us02web.zoom.us/j/82255501470"
PASSCODE = "heron-4"
NAMES = ("Ottoline Farragut", "Benedikt Castelnau")
"""Names that stand nowhere in the program itself, not even in the sample clinic."""


def make_vault(folder: Path, secrets: Secrets | None, zone: str = "America/New_York") -> DatabaseKey:
    """Make the vault; gives its key."""
    first_run = FirstRun(folder, PASSPHRASE, RECOVERY, "Renee Alvarado, LCSW", "Alder Street IOP", zone)
    key, _me = create_vault(first_run, clock=SystemClock(), secrets=secrets, fill=lambda store: _fill(store, zone))
    return key


def _fill(store: Store, zone: str) -> None:
    details = GroupDetails(name="Mood & Anxiety", link=LINK, passcode=PASSCODE)
    group = store.write(roster.add_group, details).outcome
    starts = (datetime.now(ZoneInfo(zone)) - timedelta(minutes=10)).replace(second=0, microsecond=0)
    since = starts.date() - timedelta(days=30)
    for name in NAMES:
        client = store.write(partial(roster.add_client, admitted_on=since), ClientDetails(preferred_name=name)).outcome
        store.write(partial(roster.enroll, starts_on=since), client, group)
    store.write(
        lambda work: series.add_block(
            work,
            group,
            weekdays=(tuple(Weekday)[starts.weekday()],),
            starts=starts.time(),
            from_on=starts.date(),
            segments=(Segment(ServiceType.GROUP_THERAPY, 180),),
        )
    )
    store.write(sessions.plan_ahead)

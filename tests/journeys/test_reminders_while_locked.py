"""A reminder while the vault is locked reaches the desktop with the time alone, and is not said again afterwards."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from coordinator import roster, sessions
from coordinator.bootstrap import FirstRun, create_vault
from coordinator.clock import SystemClock
from coordinator.roster import GroupDetails
from coordinator.settings import Settings, write_settings
from coordinator.store.unit_of_work import Store
from coordinator.vault.keyring_adapter import KeyringSecrets
from coordinator.vocabulary import MomentKind
from tests.journeys.clinic import LINK, PASSPHRASE, RECOVERY
from tests.journeys.desktop import PRODUCT, Desktop, looking_into, open_files
from tests.journeys.test_locking import as_root, unlock, wait_for_lock
from tests.services import wait_until
from tests.ui.week.a_desktop import a_desktop

GROUP = "Quiet Harbour"
STARTS_AFTER = timedelta(minutes=2, seconds=30)


@as_root
@pytest.mark.slow
def test_a_locked_program_says_when_the_session_comes(desktop: Desktop, session_bus: str | None) -> None:
    starts_at = datetime.now(UTC).replace(microsecond=0) + STARTS_AFTER

    def fill(store: Store) -> None:
        group = store.write(roster.add_group, GroupDetails(name=GROUP, link=LINK)).outcome
        store.write(sessions.add_session, group, starts_at)

    first_run = FirstRun(desktop.vault, PASSPHRASE, RECOVERY, "Renee Alvarado, LCSW", "Alder Street", desktop.zone)
    create_vault(first_run, clock=SystemClock(), secrets=KeyringSecrets(), fill=fill)
    desktop.environment()
    write_settings(desktop.settings, Settings(reminder_lead_minutes=1))
    with a_desktop() as shown_by:
        desktop.open()
        unlock(desktop)
        desktop.press("ctrl+l", settle=False)
        wait_for_lock(desktop)
        due = starts_at - timedelta(minutes=1)
        assert datetime.now(UTC) < due, "it was locked in time"
        (handed,) = [word for word in desktop.command_line() if word.startswith(starts_at.strftime("%Y"))]
        assert datetime.fromisoformat(handed) == starts_at
        assert not any(GROUP in word for word in desktop.command_line())
        wait_until(lambda: bool(shown_by.shown), "the reminder", seconds=180)
        (first,) = shown_by.shown
        assert abs((first.at - due).total_seconds()) <= 1
        assert first.title == "Next session in 1 minute"
        assert GROUP not in first.body
        assert [name for name in open_files(desktop.pid) if name.startswith(str(desktop.vault))] == []
        wait_until(lambda: len(shown_by.shown) == 2, "the start", seconds=90)
        assert shown_by.shown[1].title == "A session starts now"
        desktop.focus(PRODUCT)
        unlock(desktop)
        with looking_into(desktop.vault, PASSPHRASE) as onlooker:
            wait_until(lambda: len(onlooker.read(sessions.waiting_reminders)) == 2, "what was said, written down")
            kinds = {one.kind for one in onlooker.read(sessions.waiting_reminders)}
        assert kinds == {MomentKind.REMINDER, MomentKind.START}
        assert len([one for one in shown_by.shown if not one.quiet]) == 2
    desktop.quit()
    assert desktop.errors() == ""

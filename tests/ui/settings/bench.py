"""The Settings screen on a real store and a real vault."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from PySide6.QtCore import QLocale

from coordinator.changes import ChangeFeed
from coordinator.settings import Settings
from coordinator.store.unit_of_work import Store
from coordinator.undo import UndoHistory
from coordinator.worker import InlineWorker
from tests.fakes import FakeClock
from tests.ui.settings.vault_stand_in import RealVault
from ui.bridge import Bridge
from ui.formats import Formats
from ui.settings import SettingsPage
from ui.theme import Theme


@dataclass
class Bench:
    """The page with what it works on."""

    page: SettingsPage
    bridge: Bridge
    vault: RealVault
    kept: list[Settings]
    removed: list[bool]

    @classmethod
    def set_up(cls, theme: Theme, store: Store, feed: ChangeFeed, clock: FakeClock, folder: Path) -> Self:
        """The page, shown at the size it has in a window of 1280 x 800."""
        bridge = Bridge(store, InlineWorker(), UndoHistory())
        feed.subscribe(bridge.publish)
        vault = RealVault(folder / "vault", clock)
        kept, removed = [Settings()], list[bool]()
        page = SettingsPage(
            theme,
            bridge,
            Formats(ZoneInfo("America/New_York"), QLocale("en_US")),
            clock,
            settings=lambda: kept[-1],
            save=kept.append,
            vault=vault,
            remove_sample=lambda: removed.append(True),
            ask=lambda _parent: str(folder),
        )
        page.resize(1072, 768)
        page.show()
        page.activate()
        return cls(page, bridge, vault, kept, removed)

"""The Settings screen: the clinic's rules, and this computer's preferences."""

from ui.settings.page import SettingsPage
from ui.settings.vault_actions import VaultActions

__all__ = ["SettingsPage", "VaultActions"]

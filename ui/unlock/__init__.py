"""The lock screen: nothing of the vault is readable until it is opened here."""

from ui.unlock.page import SecretKind, UnlockPage

__all__ = ["SecretKind", "UnlockPage"]

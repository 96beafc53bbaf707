"""What the main window expects of a screen."""

from dataclasses import dataclass
from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

__all__ = ["GUEST_PLACES", "KeyLine", "Page", "Place"]


class Place(StrEnum):
    """The places of the program, by the key that leads there."""

    TODAY = "today"
    WEEK = "week"
    GROUPS = "groups"
    CLIENTS = "clients"
    REPORTS = "reports"
    SETTINGS = "settings"
    SESSION = "session"
    PROCESS = "process"


GUEST_PLACES = (Place.TODAY, Place.SETTINGS, Place.SESSION)
"""Where the window of a guest vault leads: to its one session, and to what this computer shows it with."""


@dataclass(frozen=True, slots=True)
class KeyLine:
    """One line of "keys for this screen": a portable sequence and what it does."""

    keys: str
    does: str


class Page(QWidget):
    """A screen. Subclasses take what they need in their constructor and override what applies.

    `title` never contains a client's name: it becomes part of the window title.
    """

    badge_changed = Signal(str)
    """The small count beside the name in the sidebar; empty for none."""
    inspector_wanted = Signal()
    """The page chose something whose details are in the inspector: a narrow window opens the drawer."""
    turned = Signal()
    """Another half of the page came to the front, with actions and an inspector of its own."""

    title: str = ""

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of this screen, shown by F1 after those that work everywhere."""
        return ()

    def activate(self) -> None:
        """Called each time the page comes to the front: set the focus, refresh what the clock moves."""

    def refresh(self) -> None:
        """Read the facts again."""

    def inspector(self) -> QWidget | None:
        """The column at the end, which a narrow window turns into a drawer; None without one."""
        return None

    def find_in_page(self) -> None:
        """Ctrl+F: put the focus into the screen's own search, where there is one."""

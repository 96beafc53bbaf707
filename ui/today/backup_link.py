"""Switches a session to its group's backup link, and copies what to tell the clients."""

from __future__ import annotations

from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from coordinator import sessions
from coordinator.errors import CoordinatorError
from coordinator.sessions import GroupSession, MeetingDoor
from coordinator.telehealth import LinkProblem, LinkRefused
from coordinator.vocabulary import GroupSessionId
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats


class BackupLink(QObject):
    """One step: the session has the other link, and the message is on the clipboard.

    The message names no group and no client: it may be read on somebody's locked telephone.
    """

    said = Signal(str, bool)
    """A sentence, and whether what it says can be undone."""

    def __init__(self, bridge: Bridge, formats: Formats, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._formats = bridge, formats

    def switch(self, session_id: GroupSessionId) -> None:
        """Switch one session; the next ones keep the usual link."""
        self._bridge.change(
            sessions.switch_to_backup, session_id, then=partial(self._find, session_id), fail=self._refused
        )

    def message(self, session: GroupSession, door: MeetingDoor) -> str:
        """Give the text for clients: when, and where to join."""
        whole = self.tr("Today's session at {time} {zone} has another link: {link}")
        zone = ZoneInfo(session.zone)
        time = self._formats.time(session.local_start.time())
        return whole.format(time=time, zone=self._formats.zone_name(zone), link=door.url)

    def _find(self, session_id: GroupSessionId, door: MeetingDoor) -> None:
        self._bridge.read(sessions.session, session_id, then=partial(self._copy, door))

    def _copy(self, door: MeetingDoor, session: GroupSession) -> None:
        QGuiApplication.clipboard().setText(self.message(session, door))
        words = self.tr("The backup link is used for this session. A message for clients was copied.")
        self.said.emit(words, True)

    def _refused(self, error: CoordinatorError) -> None:
        missing = isinstance(error, LinkRefused) and error.problem is LinkProblem.MISSING
        words = self.tr("This group has no backup link. Add one in Groups.") if missing else describe(error).sentence
        self.said.emit(words, False)

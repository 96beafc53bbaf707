"""What one open session needs from the store, shared by the page and the compact window.

The desk holds the last sheet it read, asks for changes and reads again when something changed. It edits nothing
itself: a mark is on screen once it is stored.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from coordinator import attendance, audit
from coordinator.attendance import (
    AttendanceLine,
    AttendanceSheet,
    Marked,
)
from coordinator.changes import Change
from coordinator.errors import CoordinatorError
from coordinator.vocabulary import (
    Action,
    ClientId,
    GroupSessionId,
    SessionStatus,
    Topic,
)
from ui.bridge import Bridge
from ui.session.desk_verbs import DeskVerbs

__all__ = ["AttendanceDesk"]

CONCERNS = frozenset({Topic.ATTENDANCE, Topic.SESSIONS, Topic.SERIES, Topic.ROSTER, Topic.PROGRAM})
MINUTE_MS = 60_000
MARKS_ONLY = frozenset(
    {
        Action.MARK,
        Action.MARK_ALL_PRESENT,
        Action.MARK_UNMARKED_ABSENT,
        Action.RESTORE_MARKS,
        Action.CONFIRM_LOCATION,
        Action.CONFIRM_CALLBACK,
    }
)
"""Changes after which only marks and locations need to be read again."""


class AttendanceDesk(DeskVerbs):
    """The facts and the verbs of one session's attendance.

    Args:
        bridge: the way to the store.
    """

    shown = Signal(object)
    """A new `AttendanceSheet` was read."""
    changed = Signal(object)
    """A `Change` of this session, as it was stored."""

    def __init__(self, bridge: Bridge, parent: QObject | None = None) -> None:
        super().__init__(bridge, parent)
        self._sheet: AttendanceSheet | None = None
        self._reading = False
        self._stale = False
        self._asked = 0
        """How many marks were asked for whose sheet comes with them."""
        self._watchers: set[QObject] = set()
        self.compact_in_front = False
        """Whether somebody works in the compact window: what is to be said is said there."""
        self._minute = QTimer(self)
        self._minute.setSingleShot(True)
        self._minute.timeout.connect(self.refresh)
        bridge.changed.connect(self._changed)

    @property
    def sheet(self) -> AttendanceSheet | None:
        """What was read last."""
        return self._sheet

    def open(self, session_id: GroupSessionId) -> None:
        """Show a session from now on."""
        if session_id != self._session_id:
            self._session_id, self._sheet = session_id, None
        self.refresh()

    def watch(self, watcher: QObject, *, on: bool) -> None:
        """Keep the clock running while somebody looks; without watchers nothing is read by itself."""
        if on:
            self._watchers.add(watcher)
        else:
            self._watchers.discard(watcher)
        if self._watchers:
            self.refresh()
        else:
            self._minute.stop()

    def refresh(self) -> None:
        """Read the sheet again. A second wish while one is under way is kept for afterwards."""
        if self._session_id is None:
            return
        if self._reading:
            self._stale = True
            return
        self._reading = True
        self._bridge.read(attendance.sheet, self._session_id, then=self._arrived, fail=self._unread)

    # -- what the sheet says

    def line(self, client_id: ClientId | None) -> AttendanceLine | None:
        """Give one client's line of the last sheet."""
        return self._sheet.line(client_id) if self._sheet is not None and client_id is not None else None

    def _changed(self, change: Change[object]) -> None:
        if not self._watchers or not change.topics & CONCERNS:
            return
        if change.subject_id == self._session_id:
            self.changed.emit(change)
        known = self._sheet
        if self._asked and change.action in MARKS_ONLY and change.subject_id == self._session_id:
            return
        if known is not None and change.action in MARKS_ONLY and not self._reading:
            if change.subject_id == self._session_id:
                self._reading = True
                self._bridge.read(attendance.marks_again, known, then=self._arrived, fail=self._unread)
            return
        self.refresh()

    def _mark(self, command: Callable[..., Change[Marked]], *args: object) -> None:
        """Store a mark and read the sheet in one transaction: a mark is on screen as soon as it is stored."""
        session_id, known = self._session_id, self._sheet
        if session_id is None or known is None or not self._watchers:
            self._change(command, *args)
            return
        again = partial(self._change_in, session_id, command, *args)
        self._asked += 1
        self._bridge.change_and_read(
            lambda work: command(work, session_id, *args),
            lambda work: attendance.marks_again(work, known),
            then=self._stored,
            fail=partial(self._unstored, again),
        )

    def _stored(self, change: Change[Marked], sheet: AttendanceSheet) -> None:
        self._asked -= 1
        self._show(sheet)
        self._marked(change.outcome)

    def _unstored(self, again: Callable[[], None], error: CoordinatorError) -> None:
        self._asked -= 1
        self._failed(again, error)

    def _show(self, sheet: AttendanceSheet) -> None:
        if sheet.session.id == self._session_id:
            self._sheet = sheet
            self.shown.emit(sheet)
            self._arm(sheet)

    def _arrived(self, sheet: AttendanceSheet) -> None:
        self._reading = False
        if sheet.session.id == self._session_id:
            first, self._sheet = self._sheet is None, sheet
            self.shown.emit(sheet)
            if first:
                shown = audit.whose(line.client_id for line in sheet.lines)
                self._bridge.change(audit.record_view, audit.Seen.ATTENDANCE, sheet.session.id, shown)
        if self._stale:
            self._stale = False
            self.refresh()
        self._arm(sheet)

    def _unread(self, error: CoordinatorError) -> None:
        self._reading = self._stale = False
        self.refused.emit(error)

    def _arm(self, sheet: AttendanceSheet) -> None:
        """Read again when the next minute of the session begins."""
        over = sheet.session.status in {SessionStatus.HELD, SessionStatus.CANCELLED}
        if self._watchers and not over:
            seconds = (sheet.now - sheet.times.starts_at).total_seconds() % 60
            self._minute.start(int(MINUTE_MS - seconds * 1000) + 50)

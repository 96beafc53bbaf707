"""The workspace of one session: attendance and notes, switched with Ctrl+Tab."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStackedLayout, QWidget

from coordinator.attendance import AttendanceSheet
from coordinator.vocabulary import ClientId, GroupSessionId, SessionStatus
from ui.notes import NotesPage
from ui.page import KeyLine, Page
from ui.session.page import SessionPage


class SessionPlace(Page):
    """Holds the two pages of the session that is open, of which one is in front."""

    hand_over_requested = Signal(object)
    """Carries the open session's id."""

    def __init__(self, attendance: SessionPage, notes: NotesPage, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title = self.tr("Session")
        self.attendance, self.notes = attendance, notes
        self._stack = QStackedLayout(self)
        for page in (attendance, notes):
            self._stack.addWidget(page)
            page.inspector_wanted.connect(self.inspector_wanted)
        attendance.notes_requested.connect(self.open_notes)
        notes.attendance_requested.connect(self.open)
        self._hand_over = QAction(self.tr("Hand over to a substitute"), self)
        self._hand_over.triggered.connect(self._give)

    @property
    def session_id(self) -> GroupSessionId | None:
        """The session that is open."""
        return self.attendance.desk.session_id

    def open(self, session_id: GroupSessionId) -> None:
        """Show attendance of a session."""
        self.notes.leave()
        self.attendance.open(session_id)
        self._bring(self.attendance)

    def open_notes(self, session_id: GroupSessionId, client_id: ClientId | None = None) -> None:
        """Show the notes of a session: one client's, or the one that was open, or the first to write."""
        self.attendance.open(session_id)
        self.notes.open(session_id, client_id)
        self._bring(self.notes)

    def offer_handing_over(self) -> None:
        """Let the open session be handed over until it has ended: in the header, and in the menu of both pages."""
        self.attendance.insertAction(self.attendance.end_action, self._hand_over)  # what ends a session stays last
        self.notes.addAction(self._hand_over)
        self.attendance.head.offer_handing_over()
        self.attendance.head.hand_over_wanted.connect(self._give)
        self.attendance.desk.shown.connect(self._show_whether_over)

    def compare(self, session_id: GroupSessionId, *paths: Path) -> None:
        """Compare a session with a platform's report."""
        self.open(session_id)
        self.attendance.compare(*paths)

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of the page in front."""
        return self._front().keys()

    def actions(self) -> list[QAction]:
        """What the page in front offers, for the window's menu."""
        return self._front().actions()

    def activate(self) -> None:
        """Let the page in front set the focus."""
        self._front().activate()

    def refresh(self) -> None:
        """Read the facts of the page in front again."""
        self._front().refresh()

    def inspector(self) -> QWidget | None:
        """The column of the page in front."""
        return self._front().inspector()

    def find_in_page(self) -> None:
        """Ctrl+F goes to the page in front."""
        self._front().find_in_page()

    def _give(self) -> None:
        if self.session_id is not None:
            self.hand_over_requested.emit(self.session_id)

    def _show_whether_over(self, sheet: AttendanceSheet) -> None:
        ended = sheet.session.status in {SessionStatus.HELD, SessionStatus.CANCELLED}
        self._hand_over.setEnabled(not ended)

    def _front(self) -> Page:
        front = self._stack.currentWidget()
        return front if isinstance(front, Page) else self.attendance

    def _bring(self, page: Page) -> None:
        self._stack.setCurrentWidget(page)
        self.turned.emit()
        page.activate()

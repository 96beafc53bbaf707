"""Note an absence that a client announces: the whole session, or until a time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from coordinator.sessions import GroupSession
from coordinator.vocabulary import ExcuseReason, GroupSessionId
from ui.attendance_words import reason_words
from ui.clients.asking import InlineForm
from ui.clients.intents import NoteAbsence
from ui.formats import Formats
from ui.roster_form import TimeField, choices
from ui.theme import Theme
from ui.widgets import ComboBox, SegmentedControl, TextField

WHOLE, UNTIL = "whole", "until"


class AbsenceForm(InlineForm):
    """Asks which session, whether the client comes at all, and why; the reasons are numbered, so 1 to 5 choose."""

    def __init__(self, theme: Theme, formats: Formats, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, "", "", parent=parent)
        self._formats = formats
        self._sessions: dict[str, GroupSession] = {}
        self.set_words(self.tr("Note an announced absence"), self.tr("Note absence"))
        self.session = ComboBox(theme, self.tr("Session"))
        self.extent = SegmentedControl(
            theme,
            [(WHOLE, self.tr("Whole session")), (UNTIL, self.tr("Comes later"))],
            name=self.tr("How much is missed"),
            chosen=WHOLE,
        )
        self.expected_at = TimeField(theme, self.tr("Expected at"))
        numbered = [
            (reason.value, f"{number}  {reason_words(reason)}") for number, reason in enumerate(ExcuseReason, start=1)
        ]
        self.reason = choices(theme, self.tr("Reason, 1 to 5"), numbered)
        self.note = TextField(theme, self.tr("Note, if needed"))
        self.add_line(self.add_field("session", self.tr("Session"), self.session))
        self._expected = self.add_field("expected_at", self.tr("Expected at"), self.expected_at)
        self.add_line(self.add_field("extent", self.tr("How much is missed"), self.extent), self._expected)
        self.add_line(
            self.add_field("reason", self.tr("Reason, 1 to 5"), self.reason),
            self.add_field("note", self.tr("Note, if needed"), self.note),
        )
        self.extent.chosen.connect(self._show_extent)
        self._show_extent(WHOLE)

    def start(self, sessions: Sequence[GroupSession]) -> None:
        """Begin afresh with the sessions that are still to come."""
        self._sessions = {str(one.id): one for one in sessions}
        self.session.clear()
        for one in sessions:
            self.session.addItem(self._words(one), str(one.id))
        self.extent.choose(WHOLE)
        self._show_extent(WHOLE)
        self.expected_at.clear()
        self.note.clear()
        self.reason.setCurrentIndex(0)
        self.open_at(self.session)

    def ask(self) -> None:
        """Note the absence."""
        session = self._sessions.get(str(self.session.currentData()))
        if session is None:
            self.refuse_words(self.tr("No session of this client's groups is planned."), "session")
            return
        expected_at = None
        if self.extent.choice() == UNTIL:
            expected_at = self._expected_at(session)
            if expected_at is None:
                return
        reason = ExcuseReason(self.reason.currentData())
        chosen = GroupSessionId(UUID(self.session.currentData()))
        self.asked.emit(NoteAbsence(chosen, reason, expected_at, self.note.text()))

    def _expected_at(self, session: GroupSession) -> datetime | None:
        """Read the time in the session's own zone; it lies within the session, perhaps after midnight."""
        wall = self.expected_at.time()
        if wall is None:
            words = self.tr("Enter a time, such as %1.").replace("%1", self.expected_at.placeholderText())
            self.refuse_words(words, "expected_at")
            return None
        zone = ZoneInfo(session.zone)
        for day in (session.service_date, session.service_date + timedelta(days=1)):
            moment = datetime.combine(day, wall, zone)
            if session.starts_at < moment < session.ends_at:
                return moment
        start, end = (moment.astimezone(zone).time() for moment in (session.starts_at, session.ends_at))
        words = self.tr("The session runs %1. Enter a time within it.")
        self.refuse_words(words.replace("%1", self._formats.time_range(start, end)), "expected_at")
        return None

    def _words(self, one: GroupSession) -> str:
        start = self._formats.zoned_time(one.starts_at, ZoneInfo(one.zone))
        return f"{self._formats.short_day(one.service_date)}, {start}  \u00b7  {one.group_name}"

    def _show_extent(self, extent: str) -> None:
        self._expected.setVisible(extent == UNTIL)

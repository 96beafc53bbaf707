"""The compact layout: names with their marks; only the chosen row unfolds its buttons, location and phone."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from coordinator.attendance import AttendanceLine, AttendanceSheet, Timing
from coordinator.vocabulary import ClientId, ExcuseReason, Mark
from ui.session.answers import Answers
from ui.session.bars import MessageBars
from ui.session.compact_head import CompactHead
from ui.session.compact_row import CompactRow, UnfoldedRow
from ui.session.desk import AttendanceDesk
from ui.session.finding import FindField, RowNumbers, found_by_name, whom_to_try
from ui.session.keys import Ask, ask_of
from ui.session.missing_panel import MissingPanel
from ui.session.row_menus import RowMenus
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import (
    KeyHint,
    Panel,
    ScrollColumn,
    Text,
    TextField,
    announce,
    column,
    icon_label,
    row,
)

__all__ = ["CompactView"]


class CompactView(QWidget):
    """The session in 360 pixels. The same keys as the full list.

    Args:
        theme: the program's theme.
        desk: where marks are asked for.
        words: what they are called.
        hidden_from_capture: whether windows are left out of screen sharing here.
    """

    passcode_wanted = Signal()
    help_wanted = Signal()
    """What sends help to the chosen client."""
    evidence_wanted = Signal(object)
    """How a client's mark is known."""
    walk_in_wanted = Signal()
    notes_wanted = Signal()

    def __init__(
        self,
        theme: Theme,
        desk: AttendanceDesk,
        words: AttendanceWords,
        *,
        hidden_from_capture: bool = False,
    ) -> None:
        super().__init__()
        self._theme, self._desk, self._words = theme, desk, words
        self._sheet: AttendanceSheet | None = None
        self._current: ClientId | None = None
        self._rows: dict[ClientId, CompactRow] = {}
        self._after_stamp: tuple[ClientId, Timing] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Attendance"))
        self._head = CompactHead(theme, words)
        self._head.passcode_wanted.connect(self.passcode_wanted)
        self._menus = RowMenus(theme, desk, words, self)
        self.bars = MessageBars(theme)
        self.answers = Answers(self.bars, desk, words, self, back=self.activate, in_front=self.isVisible)
        self.answers.notes_wanted.connect(self.notes_wanted)
        self.missing = MissingPanel(theme, words, narrow=True)
        self.missing.attempt_wanted.connect(self.log_attempt)
        self._find = FindField(theme, self)
        self._find.typed.connect(self._found)
        self._find.over.connect(self.activate)
        self._jumps = RowNumbers()
        self._scroll = ScrollColumn()
        self._unfolded = UnfoldedRow(theme, words)
        self._note = TextField(theme, self.tr("Observation"), icon="message-square")
        self._note.returnPressed.connect(self._observe)
        self._note.installEventFilter(self)
        self._unfolded.location.installEventFilter(self)
        self._unfolded.minutes.installEventFilter(self)
        self._unfolded.pressed.connect(self._press)
        self._unfolded.location_given.connect(self._locate)
        self._unfolded.minutes_given.connect(self._minutes_given)
        self._unfolded.reason.kept.connect(self._excused)
        self._unfolded.reason.left.connect(self.activate)
        self._unfolded.reason.too_long.connect(desk.refused)
        self._build(hidden_from_capture)
        words.names.changed.connect(self._again)

    def _build(self, hidden: bool) -> None:  # noqa: FBT001  a plain fact
        theme = self._theme
        foot = Panel(theme, fill="surfaceSunken", edges=("top",))
        seen = self.tr("Hidden from screen sharing") if hidden else self.tr("Visible in screen sharing")
        icon = icon_label(theme, "monitor-off" if hidden else "monitor", "textMuted", 14)
        shared = row(icon, Text(theme, seen, "caption", "textMuted"), gap=6)
        foot.setLayout(
            column(
                self._note,
                row(shared, None, KeyHint(theme, "F8", self.tr("full window"))),
                gap=8,
                margins=(14, 10, 14, 10),
            )
        )
        self._scroll.box.addStretch(1)
        page = column(self._head, self.bars, self.missing, self._find, self._scroll, foot)
        page.setStretch(4, 1)
        self.setLayout(page)

    # -- what is shown

    @property
    def current(self) -> ClientId | None:
        """The chosen client."""
        return self._current

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show what was read."""
        self._sheet = sheet
        self._head.show_sheet(sheet)
        self.missing.show_sheet(sheet)
        if not sheet.unmarked:
            self.bars.drop("unmarked")
        ids = [line.client_id for line in sheet.lines]
        if ids != list(self._rows):
            self._rebuild(ids)
        for line in sheet.lines:
            self._rows[line.client_id].show_line(line, sheet)
        if self._current not in self._rows:
            first = next((line.client_id for line in sheet.unmarked), ids[0] if ids else None)
            self.choose(first)
        self._show_current()
        # What is said above the rows takes room: the chosen one stays in sight.
        QTimer.singleShot(0, self, self._keep_in_sight)

    def _keep_in_sight(self) -> None:
        if not self._unfolded.isHidden():
            self._scroll.ensureWidgetVisible(self._unfolded, 0, 0)

    def choose(self, client_id: ClientId | None) -> None:
        """Unfold another row."""
        if self._current in self._rows:
            self._rows[self._current].show()
        self._current = client_id
        self._scroll.box.removeWidget(self._unfolded)
        if client_id is not None and client_id in self._rows:
            folded = self._rows[client_id]
            self._scroll.box.insertWidget(self._scroll.box.indexOf(folded), self._unfolded)
            folded.hide()
            self._unfolded.show()
            self._scroll.ensureWidgetVisible(self._unfolded, 0, 0)
        else:
            self._unfolded.hide()
        self._show_current()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark, move, jump."""
        ids = list(self._rows)
        ask = ask_of(event, self._words.keys)
        if self._jumps.takes(event):
            number = self._jumps.number(event, len(ids))
            if number is not None:
                self.choose(ids[number - 1])
                announce(self, self._unfolded.accessibleName())
        elif ask is Ask.WALK_IN:
            self.walk_in_wanted.emit()
        elif ask is None or self._current is None:
            super().keyPressEvent(event)
        else:
            self._do(ask, self._current, ids)

    def _do(self, ask: Ask, client_id: ClientId, ids: list[ClientId]) -> None:
        steps = {Ask.DOWN: 1, Ask.UP: -1, Ask.FIRST: -len(ids), Ask.LAST: len(ids)}
        marks = {Ask.LATE: "late", Ask.LEFT_EARLY: "leftEarly", Ask.ABSENT: "absent", Ask.EXCUSED: "excused"}
        if ask in steps:
            self._move(steps[ask])
        elif ask in marks:
            self._press(marks[ask])
        elif ask is Ask.PRESENT:
            self._press("present")
            self._move(1)
        else:
            self._do_beside(ask, client_id)

    def _do_beside(self, ask: Ask, client_id: ClientId) -> None:
        done = {
            Ask.CLEAR: lambda: self._desk.mark(client_id, Mark.UNMARKED),
            Ask.ALL_PRESENT: self._desk.mark_all_present,
            Ask.REMOVE: lambda: self._desk.remove(client_id),
            Ask.MODALITY: lambda: self._menus.modalities(client_id, self._below()),
            Ask.ATTEMPT: self.log_attempt,
            Ask.HISTORY: lambda: self.evidence_wanted.emit(client_id),
            Ask.FIND: self._find.begin,
            Ask.AWAY: lambda: self._menus.away(client_id),
            Ask.CONFIRM: lambda: self._press("confirm"),
            Ask.FOLLOW_UP: lambda: self._desk.follow_up(client_id, self.tr("Follow up after group.")),
            Ask.OBSERVE: lambda: self._note.setFocus(Qt.FocusReason.ShortcutFocusReason),
            Ask.OTHER_LOCATION: self._type_location,
        }.get(ask)
        if done is not None:
            done()

    def activate(self) -> None:
        """Put the focus where marking goes on."""
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def log_attempt(self, client_id: ClientId | None = None) -> None:
        """Offer what came of an attempt to reach who is missing: a client, or the first whom nobody tried."""
        wanted = whom_to_try(self._sheet, client_id, self._current)
        if wanted is not None and wanted in self._rows:
            self.choose(wanted)
            self._menus.attempts(wanted, self._below())

    def _found(self, text: str) -> None:
        found = found_by_name(self._sheet, text)
        if found is not None:
            self.choose(found)

    def _type_location(self) -> None:
        self._unfolded.location.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._unfolded.location.selectAll()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Esc goes back to the rows."""
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Escape:
            self._unfolded.stop_minutes()
            self.setFocus(Qt.FocusReason.OtherFocusReason)
            return True
        return super().eventFilter(watched, event)

    def _press(self, asked: str) -> None:
        client_id, line = self._current, self._desk.line(self._current)
        if client_id is None or line is None:
            return
        match asked:
            case "present" | "absent":
                self._desk.mark(client_id, Mark(asked))
            case "excused":
                self._menus.reasons(client_id, self._below(), self._type_reason)
            case "late" | "leftEarly":
                timing = Timing.LATE if asked == "late" else Timing.LEFT_EARLY
                self._unfolded.begin_minutes(timing, self._stored(line, timing))
                self._desk.stamp(client_id, timing)
            case _ if line.mark is Mark.ABSENT:
                self._menus.outcomes(client_id, self._below())
            case _:
                self._locate(self._unfolded.location.text())

    def _type_reason(self, client_id: ClientId) -> None:
        if client_id == self._current:
            self._unfolded.open_reason()

    def _excused(self, reason: str) -> None:
        if self._current is not None:
            self._desk.excuse(self._current, ExcuseReason.OTHER, reason)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    @staticmethod
    def _stored(line: AttendanceLine, timing: Timing) -> int | None:
        return line.arrived_late_minutes if timing is Timing.LATE else line.left_early_minutes

    def _locate(self, location: str) -> None:
        if self._current is not None:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # first: what is asked about the place takes the focus
            self._desk.confirm(self._current, location)

    def _minutes_given(self, timing: object, minutes: object) -> None:
        if self._current is not None and isinstance(timing, Timing):
            if minutes is not ...:
                self._desk.set_minutes(self._current, timing, minutes if isinstance(minutes, int) else None)
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _observe(self) -> None:
        if self._current is not None and self._note.text().strip():
            self._desk.observe(self._current, self._note.text())
        self._note.clear()
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _below(self) -> QPoint:
        return self._unfolded.mapToGlobal(QPoint(14, self._unfolded.height()))

    def _move(self, step: int) -> None:
        ids = list(self._rows)
        place = ids.index(self._current) + step if self._current in self._rows else 0
        self.choose(ids[max(0, min(len(ids) - 1, place))])
        announce(self, self._unfolded.accessibleName())

    # -- rows

    def _rebuild(self, ids: list[ClientId]) -> None:
        for gone in self._rows.values():
            self._scroll.box.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        self._rows = {}
        for place, client_id in enumerate(ids):
            made = CompactRow(self._theme, self._words)
            made.chosen.connect(lambda which=client_id: self._clicked(which))
            self._rows[client_id] = made
            self._scroll.box.insertWidget(place, made)

    def _clicked(self, client_id: ClientId) -> None:
        self.choose(client_id)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _show_current(self) -> None:
        line = self._desk.line(self._current)
        if line is None or self._sheet is None:
            return
        self._unfolded.show_line(line, self._sheet)
        first = self._words.names.of(line.name.split()[0])
        told = self.tr("Observation for %1").replace("%1", first)
        self._note.setPlaceholderText(told)
        self._note.setAccessibleName(told)
        self.setAccessibleDescription(self._unfolded.accessibleName())

    def _again(self) -> None:
        if self._sheet is not None:
            self.show_sheet(self._sheet)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground."""
        del event
        QPainter(self).fillRect(self.rect(), self._theme.colour("surface"))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A click beside the rows gives them the focus."""
        super().mousePressEvent(event)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

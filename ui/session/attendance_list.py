"""The attendance list: one tab stop with arrow keys inside; rows never re-sort while somebody marks."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from coordinator.attendance import AttendanceSheet, Timing
from coordinator.vocabulary import ClientId, ExcuseReason, Mark
from ui.session.desk import AttendanceDesk
from ui.session.finding import FindField, RowNumbers, found_by_name, whom_to_try
from ui.session.guests import Guests
from ui.session.headings import Headings
from ui.session.keys import Ask, ask_of
from ui.session.row import AttendanceRow, columns_for
from ui.session.row_menus import RowMenus
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import ScrollColumn, announce, column

__all__ = ["AttendanceList"]

LATEST_MS = 60
"""After so long the next client is drawn as the chosen one, whether or not the mark is stored yet."""


class AttendanceList(QWidget):
    """Rows for everybody expected. Letters work only while the list itself has the focus.

    Args:
        theme: the program's theme.
        desk: where marks are asked for.
        words: what they are called.
    """

    chosen = Signal(object)
    """Another client was chosen: the `ClientId`, or None."""
    location_wanted = Signal()
    observation_wanted = Signal()
    evidence_wanted = Signal(object)
    """How a client's mark is known."""
    walk_in_wanted = Signal()

    def __init__(self, theme: Theme, desk: AttendanceDesk, words: AttendanceWords) -> None:
        super().__init__()
        self._theme, self._desk, self._words = theme, desk, words
        self._rows: dict[ClientId, AttendanceRow] = {}
        self._sheet: AttendanceSheet | None = None
        self._current: ClientId | None = None
        self._drawn: ClientId | None = None
        self._catching_up = QTimer(self, singleShot=True)
        self._catching_up.timeout.connect(self._catch_up)
        self._jumps = RowNumbers()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Attendance"))
        self._headings = Headings(theme, self)
        self._find = FindField(theme, self._headings, margins=(0, 0, 0, 0))
        self._find.typed.connect(self._found)
        self._find.over.connect(self._find_over)
        self._scroll = ScrollColumn()
        self._box: QVBoxLayout = self._scroll.box
        self._menus = RowMenus(theme, desk, words, self)
        self.guests = Guests(theme, desk, words)
        self.guests.add.clicked.connect(self.walk_in_wanted)
        self._box.addWidget(self.guests, 1)
        self.setLayout(column(self._headings, self._scroll))
        words.names.changed.connect(self._renamed)

    # -- what is shown

    @property
    def current(self) -> ClientId | None:
        """The chosen client."""
        return self._current

    @property
    def rows(self) -> tuple[AttendanceRow, ...]:
        """The rows in order."""
        return tuple(self._rows.values())

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show what was read: rows stay in place, only what changed is drawn anew."""
        before, self._sheet = self._sheet, sheet
        ids = [line.client_id for line in sheet.lines]
        if ids != list(self._rows):
            self._rebuild(ids)
            before = None
        same_moment = before is not None and before.times == sheet.times and before.session == sheet.session
        known = {line.client_id: line for line in before.lines} if before is not None and same_moment else {}
        for line in sheet.lines:
            if known.get(line.client_id) != line:
                self._rows[line.client_id].show_line(line, sheet)
        self.guests.show_sheet(sheet)
        if before is not None:
            self._tell_changes(before, sheet)
        if self._current not in self._rows:
            self.choose(ids[0] if ids else None)
        elif self.catching_up:
            self._catching_up.start(0)  # once the mark is painted

    @property
    def catching_up(self) -> bool:
        """Whether the chosen client is still to be drawn as such, after a mark."""
        return self._catching_up.isActive()

    def choose(self, client_id: ClientId | None, *, aloud: bool = False) -> None:
        """Choose a row and keep it in sight."""
        self._current = client_id
        self._catching_up.stop()
        if self._drawn in self._rows:
            self._rows[self._drawn].set_selected(False)
        self._drawn = client_id
        if client_id is not None and client_id in self._rows:
            chosen = self._rows[client_id]
            chosen.set_selected(True)
            self._scroll.ensureWidgetVisible(chosen, 0, 0)
            self.setAccessibleDescription(chosen.accessibleName())
            if aloud:
                announce(self, chosen.accessibleName())
        self.chosen.emit(client_id)

    def begin_find(self) -> None:
        """Let a name be typed; the first row that matches is chosen."""
        left, width = columns_for(self.width(), self._theme, self.window().width()).name
        self._find.setGeometry(left - 4, 1, max(width, self._theme.px(140)), self._headings.height() - 2)
        self._find.begin()

    # -- keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Mark, move, find."""
        self._catch_up()
        if self._jumps.takes(event):
            ids = list(self._rows)
            number = self._jumps.number(event, len(ids))
            if number is not None:
                self.choose(ids[number - 1], aloud=True)
            return
        ask = ask_of(event, self._words.keys)
        if ask is None or not self._rows:
            super().keyPressEvent(event)
            return
        self._do(ask)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Say which row is chosen."""
        super().focusInEvent(event)
        if self._current in self._rows:
            announce(self, self._rows[self._current].accessibleName())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """What is done elsewhere is done to the client who is chosen."""
        super().focusOutEvent(event)
        self._catch_up()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Rows fill the width."""
        super().resizeEvent(event)
        self._headings.update()

    def _do(self, ask: Ask) -> None:
        moves = {Ask.DOWN: 1, Ask.UP: -1, Ask.FIRST: -len(self._rows), Ask.LAST: len(self._rows)}
        if ask in moves:
            self._move(moves[ask])
        elif ask is Ask.ALL_PRESENT:
            self._desk.mark_all_present()
        elif ask is Ask.FIND:
            self.begin_find()
        elif ask is Ask.WALK_IN:
            self.walk_in_wanted.emit()
        elif self._current is not None:
            self._do_in_row(ask, self._current)

    def _do_in_row(self, ask: Ask, client_id: ClientId) -> None:
        pressed = {Ask.LATE: "late", Ask.LEFT_EARLY: "leftEarly", Ask.ABSENT: "absent", Ask.EXCUSED: "excused"}
        if ask is Ask.PRESENT:
            self._desk.mark(client_id, Mark.PRESENT)
            self._move_on()
        elif ask in pressed:
            self._press(client_id, pressed[ask])
        elif ask is Ask.CONFIRM:
            self._ask_in_row(client_id, self._rows[client_id].location.asks or "confirm")
        else:
            self._do_beside(ask, client_id)

    def _do_beside(self, ask: Ask, client_id: ClientId) -> None:
        steps: dict[Ask, Callable[[], None]] = {
            Ask.CLEAR: lambda: self._desk.mark(client_id, Mark.UNMARKED),
            Ask.REMOVE: lambda: self._desk.remove(client_id),
            Ask.OTHER_LOCATION: self.location_wanted.emit,
            Ask.OBSERVE: self.observation_wanted.emit,
            Ask.MODALITY: lambda: self._menus.modalities(client_id, self._beside(client_id)),
            Ask.ATTEMPT: self.log_attempt,
            Ask.AWAY: lambda: self._menus.away(client_id),
            Ask.HISTORY: lambda: self.evidence_wanted.emit(client_id),
            Ask.FOLLOW_UP: lambda: self._desk.follow_up(client_id, self.tr("Follow up after group.")),
        }
        steps[ask]()

    def _press(self, client_id: ClientId, status: str) -> None:
        line = self._desk.line(client_id)
        match status:
            case "present":
                self._desk.mark(client_id, Mark.PRESENT)
            case "absent":
                self._desk.mark(client_id, Mark.ABSENT)
            case "excused":
                self._menus.reasons(client_id, self._below(client_id, "excused"), self._type_reason)
            case _:
                timing = Timing.LATE if status == "late" else Timing.LEFT_EARLY
                stored = None
                if line is not None and line.mark is Mark.PRESENT:
                    late = timing is Timing.LATE
                    stored = line.arrived_late_minutes if late else line.left_early_minutes
                self._rows[client_id].open_editor(timing, stored)
                self._desk.stamp(client_id, timing)

    def _type_reason(self, client_id: ClientId) -> None:
        if client_id in self._rows:
            self._rows[client_id].open_reason()

    def _excused(self, client_id: ClientId, reason: str) -> None:
        self._desk.excuse(client_id, ExcuseReason.OTHER, reason)
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_in_row(self, client_id: ClientId, asks: str) -> None:
        line = self._desk.line(client_id)
        if line is not None and line.mark is Mark.EXCUSED:
            return  # who is not here has no location to confirm
        if asks == "call":
            self._menus.outcomes(client_id, self._beside(client_id))
        elif line is not None and not line.usual_location:
            self.location_wanted.emit()
        else:
            self._desk.confirm(client_id)

    def _kept(self, client_id: ClientId, minutes: object, down: bool) -> None:  # noqa: FBT001  a Qt signal
        row = self._rows[client_id]
        timing = row.editing
        row.close_editor()
        if timing is not None and minutes is not ...:
            self._desk.set_minutes(client_id, timing, minutes if isinstance(minutes, int) else None)
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if down:
            self._move(1)

    def _below(self, client_id: ClientId, status: str) -> QPoint:
        return self._rows[client_id].button_rect(status).bottomLeft() + QPoint(0, 4)

    def _beside(self, client_id: ClientId) -> QPoint:
        cell = self._rows[client_id].location
        place = cell if cell.isVisible() else self._rows[client_id].minutes
        return place.mapToGlobal(QPoint(0, place.height()))

    def log_attempt(self, client_id: ClientId | None = None) -> None:
        """Offer what came of an attempt: for a client, the chosen one if missing, or the first nobody tried."""
        wanted = whom_to_try(self._sheet, client_id, self._current)
        if wanted is not None and wanted in self._rows:
            self.choose(wanted)
            self._menus.attempts(wanted, self._beside(wanted))

    # -- moving

    def _move(self, step: int) -> None:
        self.choose(self._next(step), aloud=True)

    def _next(self, step: int) -> ClientId:
        ids = list(self._rows)
        place = ids.index(self._current) + step if self._current in self._rows else 0
        return ids[max(0, min(len(ids) - 1, place))]

    def _move_on(self) -> None:
        """Choose the next client, who is drawn once the mark is: drawing takes as long as storing the mark does."""
        self._current = self._next(1)
        self._catching_up.start(LATEST_MS)

    def _catch_up(self) -> None:
        if self.catching_up or self._drawn != self._current:
            self.choose(self._current, aloud=True)

    def _found(self, text: str) -> None:
        found = found_by_name(self._sheet, text)
        if found is not None:
            self.choose(found, aloud=True)

    def _find_over(self) -> None:
        self.setFocus(Qt.FocusReason.OtherFocusReason)

    # -- rows

    def _rebuild(self, ids: list[ClientId]) -> None:
        for client_id in [known for known in self._rows if known not in ids]:
            gone = self._rows.pop(client_id)
            self._box.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        rows = {}
        for place, client_id in enumerate(ids):
            found = self._rows.get(client_id) or self._new_row(client_id)
            rows[client_id] = found
            if self._box.indexOf(found) != place:
                self._box.removeWidget(found)
                self._box.insertWidget(place, found)
        self._rows = rows

    def _new_row(self, client_id: ClientId) -> AttendanceRow:
        row = AttendanceRow(self._theme, self._words)
        row.chosen.connect(lambda: self._clicked(client_id))
        row.pressed.connect(lambda status: self._button(client_id, status))
        row.asked.connect(lambda asks: self._button(client_id, asks))
        row.editor.kept.connect(lambda minutes, down: self._kept(client_id, minutes, down))
        row.reason.kept.connect(partial(self._excused, client_id))
        row.reason.too_long.connect(self._desk.refused)
        row.set_selected(client_id == self._drawn)
        return row

    def _clicked(self, client_id: ClientId) -> None:
        self.choose(client_id)
        self.setFocus(Qt.FocusReason.MouseFocusReason)

    def _button(self, client_id: ClientId, asked: str) -> None:
        self._clicked(client_id)
        if asked in {"confirm", "call"}:
            self._ask_in_row(client_id, asked)
        elif asked:
            self._press(client_id, asked)

    def _renamed(self) -> None:
        if self._sheet is not None:
            for line in self._sheet.lines:
                self._rows[line.client_id].show_line(line, self._sheet)

    def _tell_changes(self, before: AttendanceSheet, sheet: AttendanceSheet) -> None:
        was = {line.client_id: line.state for line in before.lines}
        changed = [line for line in sheet.lines if line.state != was.get(line.client_id)]
        if len(changed) == 1:
            announce(self, f"{self._words.name(changed[0])}, {self._words.spoken(changed[0], sheet)}")
        elif changed:
            announce(self, self.tr("%1 marks changed.").replace("%1", str(len(changed))))

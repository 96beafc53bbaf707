"""What a block is made of, in order: services with their minutes and leaders, and breaks that do not count."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.series import Segment, break_minutes
from coordinator.vocabulary import FacilitatorId, ServiceType
from ui.formats import Formats
from ui.theme import Theme
from ui.week import words
from ui.week.typed import typed_number
from ui.widgets import (
    Button,
    ButtonSize,
    ComboBox,
    IconButton,
    Text,
    TextField,
    announce,
    clear_layout,
    column,
    row,
)

LARGE_TEXT = 1.4
"""From here on a segment has two lines."""
BREAK_MINUTES = 15
THREE_HOURS = (Segment(ServiceType.GROUP_THERAPY, 180),)


@dataclass(slots=True)
class _Line:
    service: ServiceType
    minutes: str
    leader: FacilitatorId | None = None
    combo: ComboBox | None = None
    field: TextField | None = None
    who: ComboBox | None = None


class SegmentEditor(QWidget):
    """A line for each segment, with its sum below. Alt+Up and Alt+Down move the line that has the focus."""

    changed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self._lines: list[_Line] = []
        self._staff: tuple[tuple[FacilitatorId, str], ...] = ()
        self._box = column(gap=6)
        self._sum = Text(theme, "", "captionMedium", "textSecondary", wrap=True)
        self._more = Button(theme, self.tr("Add segment"), icon="plus", size=ButtonSize.COMPACT)
        self._pause = Button(theme, self.tr("Add break"), icon="plus", size=ButtonSize.COMPACT)
        self._more.clicked.connect(lambda: self._append(ServiceType.GROUP_THERAPY, "60"))
        self._pause.clicked.connect(lambda: self._append(ServiceType.BREAK, str(BREAK_MINUTES)))
        buttons = (
            column(self._more, 6, self._pause)
            if theme.scale > LARGE_TEXT
            else row(self._more, self._pause, None, gap=6)
        )
        self.setLayout(column(self._box, 6, buttons, 6, self._sum))
        self.show_segments(THREE_HOURS)

    # -- what the form asks

    def show_segments(self, segments: Sequence[Segment]) -> None:
        """Start with these."""
        self._lines = [_Line(one.service_type, str(one.minutes), one.leader_id) for one in segments]
        self._rebuild()

    def show_staff(self, staff: Sequence[tuple[FacilitatorId, str]]) -> None:
        """Offer these people as leaders of a segment. One alone leads everything: then nothing is asked."""
        self._staff = tuple(staff)
        self._rebuild()

    def segments(self) -> tuple[Segment, ...] | None:
        """Give the segments in order; None while a line has no minutes."""
        found = [(line, typed_number(line.minutes)) for line in self._lines]
        if not found or any(minutes is None for _, minutes in found):
            return None
        return tuple(
            Segment(line.service, minutes or 0, line.leader if line.service.counts else None) for line, minutes in found
        )

    def mark_faults(self) -> str:
        """Mark the lines without minutes, and say what is wrong; nothing where all is well."""
        fault = "" if self._lines else self.tr("A block has at least one segment.")
        for number, line in enumerate(self._lines, start=1):
            wrong = typed_number(line.minutes) is None
            why = self.tr("Type the minutes of segment %1, such as 60.").replace("%1", str(number))
            if line.field is not None:
                line.field.set_invalid(wrong, why)
            fault = fault or (why if wrong else "")
        return fault

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Up and Alt+Down in a line move it."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
            step = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if step is not None and held == Qt.KeyboardModifier.AltModifier:
                self._move(self._number_of(watched), step)
                return True
        return super().eventFilter(watched, event)

    # -- inside

    def _number_of(self, part: QObject) -> int:
        return next(number for number, line in enumerate(self._lines) if part in {line.combo, line.field, line.who})

    def _append(self, service: ServiceType, minutes: str) -> None:
        self._lines.append(_Line(service, minutes))
        self._rebuild()
        field = self._lines[-1].field
        if field is not None:
            field.setFocus()
            field.selectAll()

    def _remove(self, number: int) -> None:
        del self._lines[number]
        self._rebuild()
        left = self._lines[min(number, len(self._lines) - 1)].combo if self._lines else None
        (left or self._more).setFocus()

    def _move(self, number: int, step: int) -> None:
        target = number + step
        if not 0 <= target < len(self._lines):
            return
        self._lines[number], self._lines[target] = self._lines[target], self._lines[number]
        self._rebuild()
        combo = self._lines[target].combo
        if combo is not None:
            combo.setFocus()
        place = self.tr("%1 is segment %2 of %3 now.").replace("%1", words.service_name(self._lines[target].service))
        announce(self, place.replace("%2", str(target + 1)).replace("%3", str(len(self._lines))))

    def _rebuild(self) -> None:
        clear_layout(self._box)
        for number, line in enumerate(self._lines):
            self._box.addWidget(self._made(number, line))
        self._say()

    def _made(self, number: int, line: _Line) -> QWidget:
        theme, place = self._theme, str(number + 1)
        line.combo = ComboBox(theme, self.tr("Service of segment %1").replace("%1", place))
        for service in ServiceType:
            line.combo.addItem(words.service_name(service), service.value)
        line.combo.setCurrentIndex(list(ServiceType).index(line.service))
        line.field = TextField(theme, self.tr("Minutes of segment %1").replace("%1", place))
        line.field.setText(line.minutes)
        line.field.setFixedWidth(theme.px(50))
        up = IconButton(
            theme,
            "arrow-up",
            self.tr("Move segment %1 up").replace("%1", place),
            size=ButtonSize.COMPACT,
            keys="Alt+Up",
        )
        gone = IconButton(theme, "x", self.tr("Remove segment %1").replace("%1", place), size=ButtonSize.COMPACT)
        up.setEnabled(number > 0)
        gone.setEnabled(len(self._lines) > 1)
        line.combo.currentIndexChanged.connect(partial(self._service_picked, line))
        line.field.textChanged.connect(partial(self._minutes_typed, line))
        up.clicked.connect(lambda: self._move(number, -1))
        gone.clicked.connect(lambda: self._remove(number))
        line.combo.installEventFilter(self)
        line.field.installEventFilter(self)
        line.who = self._leaders(line, place)
        holder = QWidget()
        unit = Text(theme, self.tr("min"), "caption", "textMuted")
        holder.setLayout(column(line.combo, line.who, row(line.field, unit, None, up, gone, gap=6), gap=4))
        return holder

    def _leaders(self, line: _Line, place: str) -> ComboBox:
        """Give the choice of who leads a segment; out of sight where there is nothing to choose."""
        who = ComboBox(self._theme, self.tr("Leader of segment %1").replace("%1", place))
        who.addItem(self.tr("Whoever leads the session"))
        for _, name in self._staff:
            who.addItem(name)
        ids = [one for one, _ in self._staff]
        who.setCurrentIndex(ids.index(line.leader) + 1 if line.leader in ids else 0)
        who.currentIndexChanged.connect(partial(self._leader_picked, line))
        who.installEventFilter(self)
        who.setVisible(self._asks_who(line))
        return who

    def _asks_who(self, line: _Line) -> bool:
        return len(self._staff) > 1 and line.service.counts

    def _leader_picked(self, line: _Line, place: int) -> None:
        line.leader = self._staff[place - 1][0] if place > 0 else None
        self._say()

    def _service_picked(self, line: _Line, place: int) -> None:
        line.service = list(ServiceType)[place]
        if line.who is not None:
            line.who.setVisible(self._asks_who(line))
        self._say()

    def _minutes_typed(self, line: _Line, text: str) -> None:
        line.minutes = text
        self._say()

    def _say(self) -> None:
        found = self.segments()
        if found is None:
            self._sum.setText(self.tr("Type the minutes of each segment."))
        else:
            total, pause = sum(one.minutes for one in found), break_minutes(found)
            whole = self.tr("%1 in all.") if not pause else self.tr("%1 in all, %2 without breaks.")
            words_ = whole.replace("%1", self._formats.hours(total)).replace("%2", self._formats.hours(total - pause))
            self._sum.setText(words_)
        self.changed.emit()

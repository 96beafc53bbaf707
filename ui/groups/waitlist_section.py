"""Who waits for a place, in order: put on, moved, taken off, enrolled."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from coordinator.roster import WaitlistPlace
from coordinator.vocabulary import ClientId
from ui.formats import Formats, counted
from ui.groups.facts import GroupFacts
from ui.groups.picker import ClientPicker
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    Divider,
    ElidedText,
    IconButton,
    LinkButton,
    Text,
    clear_layout,
    column,
    row,
)

WIDTH = 232
WIDEST = 464
TITLE_HEIGHT = 22


class WaitlistSection(QWidget):
    """The waitlist of a group. Alt+Up and Alt+Down move the client whose row has the focus."""

    enroll_requested = Signal(object)
    """Carries the id of the client who is to get a place."""
    wait_requested = Signal(object)
    """Carries the id of the client who is to wait."""
    move_requested = Signal(object, int)
    """Carries the id of a client and the position, counted from 1."""
    leave_requested = Signal(object)
    """Carries the id of the client who no longer waits."""
    choosing = Signal()
    """The field was opened: it wants the clients to choose from."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, *, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._names = theme, formats, names
        self._rows: list[_Waiting] = []
        self._follow: tuple[ClientId, str] | None = None
        self.add = LinkButton(theme, self.tr("Add"), name=self.tr("Put a client on the waitlist"))
        self.add.clicked.connect(self._open)
        self._title = Text(theme, self.tr("Waitlist"), "captionMedium", "textMuted")
        self._title.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.picker = ClientPicker(theme, names, self.tr("Client to put on the waitlist"))
        self.picker.chosen.connect(self.wait_requested)
        self.picker.left.connect(lambda: self.add.setFocus(Qt.FocusReason.OtherFocusReason))
        self._list = column()
        self.setLayout(column(row(self._title, None, self.add), self.picker, self._list, None))
        theme.changed.connect(self._fit)
        self._fit()

    def show_facts(self, facts: GroupFacts) -> None:
        """Show who waits; the focus follows a client who was moved."""
        clear_layout(self._list)
        self._rows = []
        for place in facts.waitlist:
            line = _Waiting(self._theme, place, self._names.of(place.name), self._formats, len(facts.waitlist))
            line.enroll.clicked.connect(lambda _=False, one=place: self.enroll_requested.emit(one.client_id))
            line.leave.clicked.connect(lambda _=False, one=place: self._take_off(one.client_id))
            line.moved.connect(self._move)
            self._list.addWidget(Divider(self._theme))
            self._list.addWidget(line)
            self._rows.append(line)
        self._list.addWidget(Divider(self._theme))
        self._list.addSpacing(9)
        self._list.addWidget(Text(self._theme, self._opening(facts), "caption", "textMuted", wrap=True))
        self._take_up_focus()

    def _open(self) -> None:
        self.picker.open_field()
        self.choosing.emit()

    def _move(self, client_id: ClientId, position: int, direction: str) -> None:
        self._follow = (client_id, direction)
        self.move_requested.emit(client_id, position)

    def _take_off(self, client_id: ClientId) -> None:
        self.add.setFocus(Qt.FocusReason.OtherFocusReason)
        self.leave_requested.emit(client_id)

    def _take_up_focus(self) -> None:
        if self._follow is None:
            return
        client_id, direction = self._follow
        self._follow = None
        line = next((one for one in self._rows if one.client_id == client_id), None)
        if line is not None:
            line.show()
            line.take_focus(direction)

    def _fit(self) -> None:
        self.setFixedWidth(min(self._theme.px(WIDTH), WIDEST))
        for part in (self._title, self.add):
            part.setFixedHeight(self._theme.px(TITLE_HEIGHT))

    def _opening(self, facts: GroupFacts) -> str:
        """When the next place opens; a client's place is free once the last session is over."""
        if not facts.line.full and facts.line.free:
            return (
                counted("Roster", "%n place(s) free.", facts.line.free)
                if facts.next_opening is None
                else (self._next(facts, more=True))
            )
        return self._next(facts, more=False) if facts.next_opening is not None else self.tr("No place opens soon.")

    def _next(self, facts: GroupFacts, *, more: bool) -> str:
        day = facts.next_opening or facts.today
        if day == facts.today and facts.opens_at is not None:
            words = self.tr("One more place opens today at %1.") if more else self.tr("A place opens today at %1.")
            return words.replace("%1", self._formats.time(facts.opens_at))
        words = self.tr("One more place opens on %1.") if more else self.tr("A place opens on %1.")
        return words.replace("%1", self._formats.month_day(day + timedelta(days=1)))


class _Waiting(QWidget):
    """One client who waits, with what can be done."""

    moved = Signal(object, int, str)
    """Carries the client, the position to reach, and "up" or "down"."""

    def __init__(self, theme: Theme, place: WaitlistPlace, shown: str, formats: Formats, waiting: int) -> None:
        super().__init__()
        self._place = place
        name = f"{shown} {place.code}" if place.second_identifier_needed else shown
        self.enroll = Button(theme, self.tr("Enroll"), size=ButtonSize.COMPACT)
        self.enroll.setAccessibleName(self.tr("Enroll %1").replace("%1", shown))
        self._up = self._icon(theme, "arrow-up", self.tr("Move %1 up").replace("%1", shown), "Alt+Up")
        self._down = self._icon(theme, "arrow-down", self.tr("Move %1 down").replace("%1", shown), "Alt+Down")
        self.leave = self._icon(theme, "x", self.tr("Take %1 off the waitlist").replace("%1", shown), "")
        self._up.setEnabled(place.position > 1)
        self._down.setEnabled(place.position < waiting)
        if waiting == 1:
            self._up.hide()
            self._down.hide()
        self._up.clicked.connect(lambda: self._step("up"))
        self._down.clicked.connect(lambda: self._step("down"))
        for target in (self.enroll, self._up, self._down, self.leave):
            target.installEventFilter(self)
        number = Text(theme, str(place.position), "dense", "textMuted")
        number.setFixedWidth(theme.px(22))
        since = self.tr("since %1").replace("%1", formats.month_day(place.since))
        first = row(number, ElidedText(theme, name, "denseMedium"), self.enroll, gap=0)
        first.setStretch(1, 1)
        second = row(
            theme.px(22),
            ElidedText(theme, since, "caption", "textMuted"),
            self._up,
            self._down,
            self.leave,
            gap=0,
        )
        second.setStretch(1, 1)
        self.setLayout(column(first, second, margins=(0, 6, 0, 4)))

    @property
    def client_id(self) -> ClientId:
        """Who waits."""
        return self._place.client_id

    def take_focus(self, direction: str) -> None:
        """Put the focus on the button of a direction, or on another one where there is no further."""
        button = self._up if direction == "up" else self._down
        (button if button.isEnabled() else self.enroll).setFocus(Qt.FocusReason.OtherFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Alt+Up and Alt+Down, which a button would take for a move of the focus."""
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            directions = {int(Qt.Key.Key_Up): "up", int(Qt.Key.Key_Down): "down"}
            if event.modifiers() == Qt.KeyboardModifier.AltModifier and event.key() in directions:
                self._step(directions[event.key()])
                return True
        return super().eventFilter(watched, event)

    def _step(self, direction: str) -> None:
        button, by = (self._up, -1) if direction == "up" else (self._down, 1)
        if button.isEnabled():
            self.moved.emit(self.client_id, self._place.position + by, direction)

    def _icon(self, theme: Theme, icon: str, name: str, keys: str) -> IconButton:
        return IconButton(theme, icon, name, size=ButtonSize.COMPACT, keys=keys)

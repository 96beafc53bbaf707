"""Move a client to another group, end a stay, or discharge: inline, with a day and a reason."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QWidget

from coordinator.errors import CoordinatorError
from coordinator.roster import Client, Group
from coordinator.vocabulary import DischargeReason, GroupId
from ui.clients.intents import Leave, Move
from ui.error_messages import describe
from ui.formats import Formats
from ui.roster_form import DateField, choices
from ui.roster_words import reason_words
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    Card,
    ComboBox,
    Labelled,
    PrimaryButton,
    SegmentedControl,
    Text,
    announce,
    column,
    row,
)


class LeavingForm(Card):
    """Asks where back and forthm when, or why and when. Esc leaves it."""

    asked = Signal(object)
    """Carries a `Move` or a `Leave`."""
    left = Signal()

    def __init__(self, theme: Theme, formats: Formats, *, parent: QWidget | None = None) -> None:
        super().__init__(theme, radius=8, parent=parent)
        self._theme, self._formats = theme, formats
        self._client: Client | None = None
        self._groups: tuple[Group, ...] = ()
        self.kind = SegmentedControl(
            theme,
            [("move", self.tr("Move")), ("discharge", self.tr("Discharge"))],
            name=self.tr("What is to be done"),
            chosen="discharge",
        )
        self.stay = ComboBox(theme, self.tr("From group"))
        self.to = ComboBox(theme, self.tr("To group"))
        reasons = [(reason.value, reason_words(reason)) for reason in DischargeReason]
        self.reason = choices(theme, self.tr("Reason"), reasons)
        self.day = DateField(theme, self.tr("Day"))
        self._stay = Labelled(theme, self.tr("From"), self.stay)
        self._to = Labelled(theme, self.tr("To"), self.to)
        self._reason = Labelled(theme, self.tr("Reason"), self.reason)
        self._day = Labelled(theme, self.tr("Last day"), self.day)
        self.do = PrimaryButton(theme, self.tr("Discharge"), size=ButtonSize.COMPACT)
        cancel = Button(theme, self.tr("Cancel"), size=ButtonSize.COMPACT)
        self._message = Text(theme, "", "caption", "danger", wrap=True)
        self._message.hide()
        fields = row(self._stay, self._to, self._reason, self._day, gap=10)
        for place in range(3):
            fields.setStretch(place, 1)
        self.setLayout(
            column(
                row(self.kind, None),
                10,
                fields,
                self._message,
                10,
                row(self.do, cancel, None, gap=8),
                margins=(12, 12, 12, 12),
            )
        )
        self.kind.chosen.connect(self._show_kind)
        self.do.clicked.connect(self._ask)
        self.day.returnPressed.connect(self._ask)
        cancel.clicked.connect(self.left)
        self._show_kind(self.kind.choice())

    def offer(self, groups: tuple[Group, ...]) -> None:
        """Take the groups that a client can be moved to."""
        self._groups = groups
        self._list_groups()

    def show_client(self, client: Client, today: date) -> None:
        """Be about this client."""
        other = self._client is None or self._client.id != client.id
        self._client = client
        if other:
            self.day.show_day(today)
            self._say("")
        self._list_groups()

    def start(self) -> None:
        """Put the focus where the first choice is made."""
        self._say("")
        self.kind.setFocus(Qt.FocusReason.OtherFocusReason)

    def refuse(self, error: CoordinatorError) -> None:
        """Say why it was not done."""
        self._say(describe(error).sentence)

    def keyPressEvent(self, event: object) -> None:
        """Esc leaves without a change."""
        if getattr(event, "key", lambda: None)() == Qt.Key.Key_Escape:
            self.left.emit()

    def _list_groups(self) -> None:
        chosen, goal = self.stay.currentData(), self.to.currentData()
        self.stay.clear()
        self.to.clear()
        here = []
        for stay in self._client.enrolments if self._client is not None else ():
            if stay.ends_on is None:
                self.stay.addItem(stay.group.name, str(stay.id))
                here.append(stay.group.id)
        for group in self._groups:
            if group.id not in here:
                self.to.addItem(group.name, str(group.id))
        self.stay.setCurrentIndex(max(0, self.stay.findData(chosen)))
        self.to.setCurrentIndex(max(0, self.to.findData(goal)))
        self._show_kind(self.kind.choice())

    def _show_kind(self, kind: str) -> None:
        moving = kind == "move"
        self._stay.setVisible(moving and self.stay.count() > 1)
        self._to.setVisible(moving)
        self._reason.setVisible(not moving)
        self.do.setText(self.tr("Move") if moving else self.tr("Discharge"))
        self.day.setAccessibleName(self.tr("First day there") if moving else self.tr("Last day"))
        self.do.setEnabled(not moving or bool(self.stay.count() and self.to.count()))

    def _ask(self) -> None:
        try:
            day = self.day.day()
        except ValueError:
            day = None
        if day is None:
            self._say(self.tr("Enter a day, such as %1.").replace("%1", self.day.placeholderText()))
            self.day.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self._say("")
        if self.kind.choice() == "move":
            self.asked.emit(Move(UUID(self.stay.currentData()), GroupId(UUID(self.to.currentData())), day))
        else:
            self.asked.emit(Leave(day, DischargeReason(self.reason.currentData())))

    def _say(self, sentence: str) -> None:
        self._message.setText(sentence)
        self._message.setVisible(bool(sentence))
        if sentence:
            announce(self, sentence, urgent=True)

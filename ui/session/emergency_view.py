"""Help for one client: where they are, whom to call, and a log that is written while it happens."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QVBoxLayout

from coordinator.attendance import EmergencyCard
from coordinator.changes import Change
from coordinator.vocabulary import Action, ClientId, OutreachMethod, OutreachOutcome
from ui.session.desk import AttendanceDesk
from ui.session.floating_card import FloatingCard
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import Button, Divider, PrimaryButton, Text, TextField, column, row

__all__ = ["EmergencyView"]

CONCERNS = frozenset(
    {
        Action.LOG_OUTREACH,
        Action.REMOVE_OUTREACH,
        Action.CONFIRM_LOCATION,
        Action.CONFIRM_CALLBACK,
        Action.SET_EMERGENCY_NUMBER,
        Action.STEP_OUT,
        Action.COME_BACK,
        Action.LOG_DISCONNECTION,
        Action.CHANGE_DISCONNECTION,
        Action.REMOVE_DISCONNECTION,
    }
)


class EmergencyView(QObject):
    """Fills a card with what is needed to send help, from the store alone: it works without a network.

    Numbers show even while names are hidden: they are asked for by a key, in an emergency.

    Args:
        theme: the program's theme.
        desk: where facts come from and calls are logged.
        words: what things are called.
        card: the card to fill.
    """

    def __init__(self, theme: Theme, desk: AttendanceDesk, words: AttendanceWords, card: FloatingCard) -> None:
        super().__init__(card)
        self._theme, self._desk, self._words, self._card = theme, desk, words, card
        self.client: ClientId | None = None
        self.number: TextField | None = None
        card.closed.connect(self._over)
        desk.changed.connect(self._changed)

    def open(self, client_id: ClientId) -> None:
        """Show one client's card."""
        self.client = client_id
        self._desk.read_card(client_id, self._show)

    def _over(self) -> None:
        self.client = None

    def _changed(self, change: Change[object]) -> None:
        if self.client is not None and change.action in CONCERNS:
            self._desk.read_card(self.client, self._show)

    def _show(self, card: EmergencyCard) -> None:
        if card.client_id != self.client:
            return
        page, words = self._card, self._words.help
        page.begin(self.tr("Help for %1").replace("%1", self._words.names.of(card.name)))
        box = page.body
        box.addLayout(self._where(card))
        self._local_number(card)
        back = card.callback_number or self.tr("No call-back number on record")
        called = self.tr("Call the client back")
        if card.callback_number and card.callback_confirmed_at is not None:
            at = words.at(card.callback_confirmed_at, card.zone)
            called = self.tr("Call the client back, number confirmed at %1").replace("%1", at)
        box.addLayout(self._fact(called, back, "text" if card.callback_number else "warnText"))
        services = PrimaryButton(self._theme, self.tr("Emergency services called"), icon="phone-call")
        services.clicked.connect(lambda: self._log(OutreachMethod.EMERGENCY_SERVICES, OutreachOutcome.REACHED))
        reached = Button(self._theme, self.tr("Client reached"))
        reached.clicked.connect(lambda: self._log(OutreachMethod.CALL, OutreachOutcome.REACHED))
        silent = Button(self._theme, self.tr("No answer"))
        silent.setAccessibleName(self.tr("No answer from the client"))
        silent.clicked.connect(lambda: self._log(OutreachMethod.CALL, OutreachOutcome.NO_ANSWER))
        box.addLayout(row(reached, silent, None, gap=8))
        self._contacts(card)
        box.addWidget(Divider(self._theme))
        connection = self._connection(card)
        if page.narrow:
            box.addLayout(column(services, connection, gap=8))
        else:
            box.addLayout(row(services, connection, None, gap=8))
        box.addWidget(Text(self._theme, self.tr("Log"), "section"))
        for entry in reversed(card.log):
            box.addWidget(Text(self._theme, words.entry(entry, card.zone), "dense", wrap=True))
        if not card.log:
            box.addWidget(Text(self._theme, self.tr("Nothing yet. Each step is kept with its time."), "caption"))
        page.present(services)

    def _where(self, card: EmergencyCard) -> QVBoxLayout:
        theme, words = self._theme, self._words.help
        if card.confirmed_at is not None:
            told = self.tr("Confirmed at %1.").replace("%1", words.at(card.confirmed_at, card.zone))
            place, colour = card.location, "textMuted"
        else:
            told, colour = self.tr("Not confirmed today. This is the usual location."), "warnText"
            place = card.usual_location or self.tr("No location on record")
        return column(
            Text(theme, self.tr("Where the client is"), "caption", "textMuted"),
            Text(theme, place, "heading", wrap=True),
            Text(theme, told, "caption", colour, wrap=True),
            gap=2,
        )

    def _local_number(self, card: EmergencyCard) -> None:
        number = card.emergency_number_today or card.local_emergency_number
        box, theme = self._card.body, self._theme
        shown = number or self.tr("No local number on record")
        title = self.tr("Local emergency number")
        box.addLayout(self._fact(title, shown, "text" if number else "warnText", big=True))
        if card.emergency_number_today or (number and not card.elsewhere):
            return
        if number:
            told = self.tr("On record for the usual location. The client is elsewhere today.")
            box.addWidget(Text(theme, told, "caption", "warnText", wrap=True))
        name = self.tr("Local emergency number of where the client is today")
        self.number = TextField(
            theme, name, placeholder=self.tr("Number for today's location"), icon="phone", height=28
        )
        self.number.returnPressed.connect(self._keep_number)
        box.addWidget(self.number)

    def _keep_number(self) -> None:
        if self.client is not None and self.number is not None and self.number.text().strip():
            self._desk.set_emergency_number(self.client, self.number.text())

    def _fact(self, title: str, value: str, colour: str, *, big: bool = False) -> QVBoxLayout:
        words = Text(self._theme, value, "heading" if big else "bodyStrong", colour, wrap=True)
        words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        return column(Text(self._theme, title, "caption", "textMuted"), words, gap=2)

    def _contacts(self, card: EmergencyCard) -> None:
        theme = self._theme
        self._card.body.addWidget(Text(theme, self.tr("Emergency contacts"), "caption", "textMuted"))
        if not card.contacts:
            none = self.tr("No emergency contact on record.")
            self._card.body.addWidget(Text(theme, none, "dense", "warnText", wrap=True))
        for one in card.contacts:
            who = ", ".join(part for part in (self._words.names.of(one.name), one.relationship) if part)
            words = Text(theme, one.phone, "bodyStrong")
            words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            reached, silent = Button(theme, self.tr("Reached")), Button(theme, self.tr("No answer"))
            for button, outcome in ((reached, OutreachOutcome.REACHED), (silent, OutreachOutcome.NO_ANSWER)):
                button.setAccessibleName(f"{button.text()}, {who}")
                button.clicked.connect(lambda _=False, came=outcome: self._log(OutreachMethod.EMERGENCY_CONTACT, came))
            known = column(Text(theme, who, "dense", wrap=True), words, gap=0)
            if self._card.narrow:
                self._card.body.addLayout(column(known, row(reached, silent, None, gap=8), gap=4))
                continue
            line = row(known, reached, silent, gap=8)
            line.setStretch(0, 1)
            self._card.body.addLayout(line)

    def _connection(self, card: EmergencyCard) -> Button:
        dropped = card.dropped
        if dropped is None:
            button = Button(self._theme, self.tr("Connection dropped"), icon="wifi-off")
            button.clicked.connect(self._drop)
        else:
            button = Button(self._theme, self.tr("Connected again"), icon="check")
            button.clicked.connect(lambda: self._desk.reconnected(dropped.id))
        return button

    def _drop(self) -> None:
        if self.client is not None:
            self._desk.log_disconnection(self.client)

    def _log(self, method: OutreachMethod, outcome: OutreachOutcome) -> None:
        if self.client is not None:
            self._desk.log_call(self.client, outcome, method)

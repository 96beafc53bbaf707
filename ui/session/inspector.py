"""The column beside the list: where the chosen client is now, whom to call, and what was observed."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from coordinator.attendance import AttendanceLine, AttendanceSheet, Observation, RaisedFlag
from coordinator.letter_keys import LetterAction
from coordinator.vocabulary import ClientId, ObservationId
from ui.session.letter_cap import LetterCap
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import (
    Button,
    ButtonSize,
    Card,
    Divider,
    IconButton,
    InspectorPanel,
    Keycap,
    LinkButton,
    Text,
    TextField,
    clear_layout,
    column,
    icon_label,
    row,
)

__all__ = ["SessionInspector"]

WIDTH = 272


class SessionInspector(InspectorPanel):
    """Everything about one client in this session.

    Args:
        theme: the program's theme.
        words: the words of attendance.
        hidden_from_capture: whether the window is left out of screen sharing on this computer.
    """

    confirmed = Signal(object, str)
    """Client and the location typed."""
    observed = Signal(object, str)
    callback_given = Signal(object, str)
    """Client and how they are called back today."""
    reworded = Signal(object, str)
    unobserved = Signal(object)
    evidence_wanted = Signal()
    """How the mark is known."""
    help_wanted = Signal()
    """What sends help to the client."""
    left = Signal()
    """Typing is over; the focus belongs to the list again."""

    def __init__(self, theme: Theme, words: AttendanceWords, *, hidden_from_capture: bool = False) -> None:
        super().__init__(theme, self.tr("Client in this session"), width=WIDTH)
        self._theme, self._words = theme, words
        self._client: ClientId | None = None
        self._editing: ObservationId | None = None
        self._shown: tuple[Observation, ...] | None = None
        self._shown_flags: tuple[RaisedFlag, ...] = ()
        self._name = Text(theme, "", "title", wrap=True)
        self._notice = Text(theme, "", "dense", "textSecondary", wrap=True)
        self._part = Text(theme, "", "caption", "textSecondary", wrap=True)
        self._flags = column(gap=4)
        self.location = TextField(theme, self.tr("Location right now"), icon="map-pin")
        self.last_place = LinkButton(theme, "", role="caption")
        self.last_place.clicked.connect(self._take_last_place)
        self.callback = TextField(theme, self.tr("Call-back number"), icon="phone", height=28, role="dense")
        self.callback.setPlaceholderText(self.tr("Call-back number"))
        self.callback.returnPressed.connect(self._call_back_at)
        self.callback.installEventFilter(self)
        self._contact = Text(theme, "", "dense", wrap=True)
        self._phone = Text(theme, "", "dense", "textSecondary")
        self._phone.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.confirm = Button(theme, self.tr("Confirm both"), icon="shield-check", keys="V")
        self._evidence = Text(theme, "", "caption", "textMuted", wrap=True)
        self.known = LinkButton(theme, self.tr("How known"), name=self.tr("How this mark is known"))
        self.known.clicked.connect(self.evidence_wanted)
        self.help = LinkButton(theme, self.tr("Help"), name=self.tr("Help for this client"))
        self.help.clicked.connect(self.help_wanted)
        self._observations = column(gap=8)
        self._none = Text(
            theme, self.tr("None yet. Observations go into the individual note."), "caption", "textMuted", wrap=True
        )
        self.note = QPlainTextEdit()
        self.note.setAccessibleName(self.tr("Short observation"))
        self.note.setPlaceholderText(self.tr("Short observation"))
        self.note.setTabChangesFocus(True)
        self.note.installEventFilter(self)
        self.location.installEventFilter(self)
        self._build(hidden_from_capture)
        self.confirm.clicked.connect(self._confirm)
        self.location.returnPressed.connect(self._confirm)
        theme.changed.connect(self._resize_note)
        words.names.changed.connect(self._forget_shown)
        self._resize_note()

    def _build(self, hidden: bool) -> None:  # noqa: FBT001  a plain fact
        theme, tr, keys = self._theme, self.tr, self._words.keys
        self.body.setContentsMargins(0, 0, 0, 0)
        about = column(
            self._name,
            self._notice,
            self._part,
            self._flags,
            10,
            Text(theme, tr("Location right now"), "caption", "textMuted"),
            3,
            self.location,
            self.last_place,
            6,
            self.callback,
            10,
            Text(theme, tr("Emergency contact"), "caption", "textMuted"),
            3,
            self._contact,
            self._phone,
            10,
            self.confirm,
            self._evidence,
            6,
            row(self.known, LetterCap(theme, keys, LetterAction.HISTORY), None, Keycap(theme, "F9"), self.help, gap=6),
            margins=(18, 14, 18, 14),
        )
        save = Text(theme, tr("save"), "caption", "textMuted")
        later = Text(theme, tr("follow up after group"), "caption", "textMuted")
        seen_so_far = column(
            row(Text(theme, tr("Observations"), "section"), None, LetterCap(theme, keys, LetterAction.OBSERVE)),
            8,
            self._none,
            self._observations,
            10,
            self.note,
            6,
            row(Keycap(theme, "Enter"), save, None, LetterCap(theme, keys, LetterAction.FOLLOW_UP), later, gap=6),
            margins=(18, 12, 18, 14),
        )
        self.body.addLayout(about)
        self.body.addWidget(Divider(theme))
        self.body.addLayout(seen_so_far)
        self.body.addStretch(1)
        seen = self.tr("Hidden from screen sharing") if hidden else self.tr("Visible in screen sharing")
        footer = QWidget()
        icon = icon_label(theme, "monitor-off" if hidden else "monitor", "textMuted", 15)
        words = Text(theme, seen, "caption", "textMuted")
        footer.setLayout(column(Divider(theme), row(icon, words, None, gap=8, margins=(18, 10, 18, 10))))
        self.set_footer(footer)

    def show_line(self, line: AttendanceLine | None, sheet: AttendanceSheet | None) -> None:
        """Show a client, or nothing. Half-typed text of the same client stays."""
        other = line is None or line.client_id != self._client
        self.setEnabled(line is not None)
        if line is None or sheet is None:
            self._client = None
            return
        self._client = line.client_id
        words = self._words
        self._name.setText(words.name(line))
        told = words.notice_given(line, sheet)
        self._notice.setText("" if words.names.hidden else told)
        self._notice.setVisible(bool(told) and not words.names.hidden)
        part = f"{words.help.walk_in(line)} {words.help.taking_part(line, sheet.session.zone)}".strip()
        self._part.setText(part)
        self._part.setVisible(bool(part) and not words.names.hidden)
        self._show_flags(line)
        place = line.location if line.location_confirmed_at is not None else line.usual_location
        if other or not self.location.isModified():
            _fill(self.location, place)
        self._show_suggestions(line, other=other)
        self._show_contact(line)
        self._show_evidence(line, sheet)
        if other:
            self.note.clear()
            self._editing = None
        if other or self._shown != line.observations:
            self._show_observations(line, sheet)

    def begin_location(self) -> None:
        """Let another location be typed."""
        self.location.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.location.selectAll()

    def begin_observation(self) -> None:
        """Let an observation be typed."""
        self.note.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Enter saves an observation, Shift+Enter breaks the line, Esc goes back to the list."""
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return super().eventFilter(watched, event)
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
            return True
        enter = event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}
        if watched is self.note and enter and not event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
            self._save()
            return True
        return super().eventFilter(watched, event)

    def _save(self) -> None:
        text = self.note.toPlainText().strip()
        if text and self._editing is not None:
            self.reworded.emit(self._editing, text)
        elif text and self._client is not None:
            self.observed.emit(self._client, text)
        self._editing = None
        self.note.clear()
        self.left.emit()

    def _confirm(self) -> None:
        if self._client is not None:
            if self.callback.isModified() and self.callback.text().strip():
                self.callback.setModified(False)
                self.callback_given.emit(self._client, self.callback.text())
            self.location.setModified(False)
            self.left.emit()  # first: what is asked about the place takes the focus
            self.confirmed.emit(self._client, self.location.text())

    def _show_suggestions(self, line: AttendanceLine, *, other: bool) -> None:
        """Offer what held the last time: it is never taken over by itself."""
        hidden = self._words.names.hidden
        number = line.callback_today or line.callback_number
        if other or not self.callback.isModified():
            _fill(self.callback, "" if hidden else number)
        confirmed = line.callback_confirmed_at is not None
        self.callback.set_mark("shield-check" if confirmed else "", "present.text")
        offered = line.last_location if line.location_confirmed_at is None else ""
        elsewhere = bool(offered) and offered != line.usual_location and not hidden
        self.last_place.setText(self.tr("Last time: %1").replace("%1", offered))
        self.last_place.setVisible(elsewhere)
        self.last_place.setProperty("place", offered)

    def _take_last_place(self) -> None:
        self.location.setText(str(self.last_place.property("place")))
        self.location.setModified(True)
        self.begin_location()

    def _call_back_at(self) -> None:
        if self._client is not None:
            self.callback.setModified(False)
            self.callback_given.emit(self._client, self.callback.text())
            self.left.emit()

    def _show_contact(self, line: AttendanceLine) -> None:
        contact = line.contact
        if contact is None:
            self._contact.setText(self.tr("No emergency contact. Add one in Clients."))
            self._contact.set_colour("warnText")
            self._phone.hide()
            self.confirm.setText(self.tr("Confirm location"))
            return
        hidden = self._words.names.hidden
        parts = (self._words.names.of(contact.name), contact.relationship)
        self._contact.setText(", ".join(part for part in parts if part))
        self._contact.set_colour("text")
        self._phone.setText(contact.phone)
        self._phone.setVisible(bool(contact.phone) and not hidden)
        self.confirm.setText(self.tr("Confirm both"))

    def _show_flags(self, line: AttendanceLine) -> None:
        flags = line.flags if not self._words.names.hidden else ()
        if flags == self._shown_flags:
            return
        self._shown_flags = flags
        clear_layout(self._flags)
        for flag in flags:
            icon = icon_label(self._theme, "flag", "warnText", 14)
            self._flags.addLayout(row(icon, Text(self._theme, flag.text, "caption", "warnText", wrap=True), gap=6))

    def _show_evidence(self, line: AttendanceLine, sheet: AttendanceSheet) -> None:
        confirmed = line.location_confirmed_at
        if confirmed is not None:
            at = self._words.formats.time(confirmed.astimezone(ZoneInfo(sheet.session.zone)).time())
            self._evidence.setText(self.tr("Location confirmed at %1.").replace("%1", at))
        self._evidence.setVisible(confirmed is not None)

    def _show_observations(self, line: AttendanceLine, sheet: AttendanceSheet) -> None:
        self._shown = line.observations
        clear_layout(self._observations)
        hidden = self._words.names.hidden
        self._none.setVisible(not line.observations)
        for one in line.observations:
            at = self._words.formats.time(one.observed_at.astimezone(ZoneInfo(sheet.session.zone)).time())
            top = row(Text(self._theme, at, "caption", "textMuted"), gap=6)
            if one.follow_up:
                top.addWidget(icon_label(self._theme, "flag", "accentText", 12))
                top.addWidget(Text(self._theme, self.tr("follow up"), "caption", "accentText"))
            top.addStretch(1)
            edit = IconButton(self._theme, "pencil", self.tr("Edit observation"), size=ButtonSize.COMPACT)
            edit.clicked.connect(lambda _=False, which=one: self._edit(which))
            remove = IconButton(self._theme, "x", self.tr("Remove observation"), size=ButtonSize.COMPACT)
            remove.clicked.connect(lambda _=False, which=one.id: self.unobserved.emit(which))
            top.addWidget(edit)
            top.addWidget(remove)
            text = Text(self._theme, self.tr("Hidden") if hidden else one.text, "dense", wrap=True)
            box = Card(self._theme, radius=6, fill="surfaceSunken", stroke="divider")
            box.setLayout(column(top, text, gap=0, margins=(10, 2, 4, 8)))
            self._observations.addWidget(box)

    def _edit(self, observation: Observation) -> None:
        self._editing = observation.id
        self.note.setPlainText(observation.text)
        self.begin_observation()

    def _forget_shown(self) -> None:
        self._shown = None

    def _resize_note(self) -> None:
        self.note.setFont(self._theme.font("dense"))
        self.note.setFixedHeight(self._theme.px(64))


def _fill(field: TextField, text: str) -> None:
    """Show a text from its beginning; a field that shows it already is not drawn again."""
    if field.text() != text or field.isModified():
        field.setText(text)
        field.setCursorPosition(0)

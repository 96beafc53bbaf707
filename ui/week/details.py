"""The chosen session in the inspector: its times, who leads it, its link, and what may be done with it."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QButtonGroup, QWidget

from coordinator.sessions import GroupSession
from coordinator.vocabulary import ExceptionKind, FacilitatorId, GroupSessionId, SessionStatus
from ui.formats import Formats
from ui.theme import Theme
from ui.week import words
from ui.week.action_row import ActionRow
from ui.week.facts import WeekView
from ui.week.link_field import LinkField
from ui.week.typed import typed_time
from ui.widgets import ComboBox, Divider, GroupBar, Labelled, RadioButton, Text, TextField, column, row


class SessionDetails(QWidget):
    """Says what was asked for; the page does it."""

    times_wanted = Signal(object, object, int)
    """The session, its new start (aware), its new length in minutes."""
    facilitator_wanted = Signal(object, object)
    cancel_wanted = Signal(object, str)
    skip_wanted = Signal(object)
    make_up_wanted = Signal(object)
    return_wanted = Signal(object)
    open_wanted = Signal(object)
    block_wanted = Signal(object)
    """The session from which on its block shall be changed."""
    link_wanted = Signal(object)
    hand_over_wanted = Signal(object)

    def __init__(self, theme: Theme, formats: Formats, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._zone = theme, formats, zone
        self._session: GroupSession | None = None
        self._just_cancelled: GroupSessionId | None = None
        self._staff: tuple[FacilitatorId, ...] = ()
        self._me: FacilitatorId | None = None
        self._bar = GroupBar(theme, "slate")
        self._name = Text(theme, "", "titleSmall", wrap=True)
        self._day = Text(theme, "", "dense", "textSecondary", wrap=True)
        self._starts = TextField(theme, self.tr("Starts"))
        self._ends = TextField(theme, self.tr("Ends"))
        self._facilitator = ComboBox(theme, self.tr("Facilitator"))
        self._elsewhere = Text(theme, "", "caption", "textMuted", wrap=True)
        self._link = LinkField(theme, self.tr("Open the link without starting a session"))
        self._this = RadioButton(theme, self.tr("This session only"), checked=True)
        self._following = RadioButton(theme, self.tr("This and following"))
        self._extent = QButtonGroup(self)
        self._extent.addButton(self._this)
        self._extent.addButton(self._following)
        self._applies = Text(theme, self.tr("Applies to"), "caption", "textMuted")
        self._repeats = Text(theme, "", "caption", "textMuted", wrap=True)
        self._parts = Text(theme, "", "caption", "textMuted", wrap=True)
        self._state = Text(theme, "", "caption", "textMuted", wrap=True)
        self._reason = TextField(theme, self.tr("Reason"), placeholder=self.tr("Why it is cancelled"))
        self._reason_line = Labelled(theme, self.tr("Reason"), self._reason)
        self._open = ActionRow(theme, "clipboard-list", self.tr("Open session"), "Enter")
        self._substitute = ActionRow(theme, "user-cog", self.tr("Assign substitute"), "S")
        self._hand_over = ActionRow(theme, "send", self.tr("Hand over to a substitute…"))
        self._cancel = ActionRow(theme, "ban", self.tr("Cancel this session"), "Del")
        self._change = ActionRow(theme, "pen-line", self.tr("Change the block"), "E")
        self._skip = ActionRow(theme, "calendar-off", self.tr("Skip this date"))
        self._make_up = ActionRow(theme, "calendar-plus", self.tr("Plan a make-up session"))
        self._return = ActionRow(theme, "undo-2", "")
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        head = row(self._bar, column(self._name, self._day), gap=10)
        times = row(
            Labelled(theme, self.tr("Starts"), self._starts), Labelled(theme, self.tr("Ends"), self._ends), gap=8
        )
        choice = column(self._applies, 5, self._this, 2, self._following, 3, self._repeats)
        fields = column(
            Labelled(theme, self.tr("Facilitator"), self._facilitator),
            12,
            Labelled(theme, self.tr("Link"), self._link),
            8,
            self._parts,
            gap=0,
        )
        inset = (20, 0, 18, 0)
        facts = column(
            head,
            14,
            times,
            6,
            self._elsewhere,
            6,
            fields,
            14,
            self._reason_line,
            self._state,
            choice,
            14,
            margins=inset,
        )
        actions = column(
            *(
                self._open,
                self._substitute,
                self._hand_over,
                self._cancel,
                self._skip,
                self._change,
                self._make_up,
                self._return,
            ),
            margins=inset,
        )
        everything = column(facts, Divider(theme), 10, actions, None)
        self.setLayout(everything)

    def _connect(self) -> None:
        self._starts.editingFinished.connect(self._times_typed)
        self._ends.editingFinished.connect(self._times_typed)
        self._facilitator.activated.connect(self._facilitator_picked)
        self._reason.editingFinished.connect(self._reason_typed)
        self._following.toggled.connect(self._name_cancel)
        self._link.clicked.connect(lambda: self.link_wanted.emit(self._session))
        self._open.clicked.connect(lambda: self.open_wanted.emit(self._session))
        self._substitute.clicked.connect(self.assign_substitute)
        self._hand_over.clicked.connect(lambda: self.hand_over_wanted.emit(self._session))
        self._cancel.clicked.connect(self.cancel)
        self._skip.clicked.connect(lambda: self.skip_wanted.emit(self._session))
        self._change.clicked.connect(self.change_block)
        self._make_up.clicked.connect(lambda: self.make_up_wanted.emit(self._session))
        self._return.clicked.connect(lambda: self.return_wanted.emit(self._session))

    # -- what the page asks

    @property
    def session_id(self) -> GroupSessionId | None:
        """The session that is shown."""
        return self._session.id if self._session is not None else None

    @property
    def following(self) -> bool:
        """Whether a change is meant for this and the following sessions."""
        return self._following.isChecked() and self._following.isVisibleTo(self)

    def show_session(self, view: WeekView, session: GroupSession) -> None:
        """Fill in a session; another one than before starts with *This session only*."""
        if self._session is None or self._session.id != session.id:
            self._this.setChecked(True)
        self._session, self._me = session, view.me
        start = session.starts_at
        self._bar.set_group_colour(session.colour.value)
        self._name.setText(session.group_name)
        self._day.setText(self._day_words(session))
        self._starts.setText(self._formats.time(start))
        self._ends.setText(self._formats.time(session.ends_at))
        self._starts.set_invalid(False)
        self._ends.set_invalid(False)
        self._link.show_link(words.link_line(session), usable=session.has_link)
        self._fill_staff(view, session)
        self._elsewhere.setText(words.clients_elsewhere(session, view.zones_of(session), self._formats))
        self._elsewhere.setVisible(bool(self._elsewhere.text()))
        names = {one.id: one.name for one in view.staff}
        self._parts.setText(words.parts_line(session, names, self._formats))
        self._parts.setVisible(bool(self._parts.text()))
        planned = session.status is SessionStatus.PLANNED
        self._starts.setReadOnly(not planned)
        self._ends.setReadOnly(not planned)
        self._facilitator.setEnabled(session.status in {SessionStatus.PLANNED, SessionStatus.LIVE})
        self._show_state(session)
        block = view.block(session.block_id)
        for part in (self._applies, self._this, self._following, self._repeats):
            part.setVisible(planned and block is not None)
        self._repeats.setText(words.repeats(view, block, self._formats) if block is not None else "")
        self._show_actions(session, planned=planned)
        if session.status is SessionStatus.CANCELLED and session.id == self._just_cancelled:
            self._just_cancelled = None
            QTimer.singleShot(0, self._reason, self._reason.setFocus)  # after the grid gave the focus back to its card

    def choose_following(self) -> None:
        """Let the next change concern this and the following sessions."""
        self._following.setChecked(True)
        self._starts.setFocus()

    def assign_substitute(self) -> None:
        """Let the reader choose who leads."""
        if self._facilitator.isEnabled():
            self._facilitator.setFocus()
            self._facilitator.showPopup()

    def cancel(self) -> None:
        """Ask to cancel the session; the reason may be typed afterwards."""
        if self._session is not None and self._session.status is SessionStatus.PLANNED:
            self._just_cancelled = self._session.id
            self.cancel_wanted.emit(self._session, "")

    def change_block(self) -> None:
        """Ask for the form that changes the block of a planned session."""
        session = self._session
        if session is not None and session.status is SessionStatus.PLANNED and session.block_id is not None:
            self.block_wanted.emit(session)

    # -- inside

    def _day_words(self, session: GroupSession) -> str:
        day = self._formats.day(self._formats.date_of(session.starts_at))
        there = ZoneInfo(session.zone)
        if session.starts_at.astimezone(there).utcoffset() == session.starts_at.astimezone(self._zone).utcoffset():
            return day
        return (
            self.tr("%1. There: %2")
            .replace("%1", day)
            .replace("%2", self._formats.zoned_time(session.starts_at, there))
        )

    def _fill_staff(self, view: WeekView, session: GroupSession) -> None:
        self._staff = tuple(one.id for one in view.staff)
        self._facilitator.clear()
        for one in view.staff:
            self._facilitator.addItem(one.name, str(one.id))
        self._facilitator.setCurrentIndex(
            self._staff.index(session.facilitator_id) if session.facilitator_id in self._staff else -1
        )

    def _show_state(self, session: GroupSession) -> None:
        closed = session.exception is ExceptionKind.CLOSURE
        cancelled = session.status is SessionStatus.CANCELLED
        self._reason_line.setVisible(cancelled and not closed)
        self._reason.setText(session.cancel_reason)
        sentences = {
            SessionStatus.LIVE: self.tr("Running now. Its time does not change any more."),
            SessionStatus.HELD: self.tr("Held. Held sessions do not change."),
        }
        sentence = sentences.get(session.status, "")
        if closed:
            sentence = self.tr("Closed: %1.").replace("%1", session.cancel_reason)
        if session.shifted and not cancelled:
            sentence = self.tr("Clocks change on this day and its usual start does not exist: it starts later.")
        if session.makes_up_for is not None and not sentence:
            sentence = self.tr("Makes up for a session that did not take place.")
        if session.made_up_by is not None:
            sentence = " ".join([sentence, self.tr("A make-up session is planned.")]).strip()
        self._state.setText(sentence)
        self._state.setVisible(bool(sentence))

    def _show_actions(self, session: GroupSession, *, planned: bool) -> None:
        self._open.setVisible(session.status in {SessionStatus.LIVE, SessionStatus.HELD})
        self._substitute.setVisible(planned)
        running = planned or session.status is SessionStatus.LIVE
        self._hand_over.setVisible(running and session.substitute and session.facilitator_id != self._me)
        self._cancel.setVisible(planned)
        self._skip.setVisible(planned and session.block_id is not None)
        self._change.setVisible(planned and session.block_id is not None)
        self._make_up.setVisible(session.status is SessionStatus.CANCELLED and session.made_up_by is None)
        moved = session.original_starts_at
        if session.status is SessionStatus.CANCELLED and session.exception is not ExceptionKind.CLOSURE:
            words_ = self.tr("Hold this session after all")
        elif planned and moved is not None:
            words_ = self.tr("Return to %1").replace("%1", self._formats.time(moved))
        elif planned and session.substitute:
            words_ = self.tr("Return to the group's facilitator")
        else:
            words_ = ""
        self._return.setText(words_)
        self._return.setAccessibleName(words_)
        self._return.setVisible(bool(words_))

    def _name_cancel(self, following: bool) -> None:  # noqa: FBT001  as the radio button sends it
        words_ = self.tr("Cancel this and following") if following else self.tr("Cancel this session")
        self._cancel.setText(words_)
        self._cancel.setAccessibleName(words_)

    def _times_typed(self) -> None:
        session = self._session
        if session is None or session.status is not SessionStatus.PLANNED:
            return
        starts, ends = typed_time(self._starts.text()), typed_time(self._ends.text())
        why = self.tr("Type a time such as %1.").replace("%1", self._formats.time(time(18, 0)))
        self._starts.set_invalid(starts is None, why)
        self._ends.set_invalid(ends is None, why)
        if starts is None or ends is None:
            return
        day = session.starts_at.astimezone(self._zone).date()
        begin = datetime.combine(day, starts, tzinfo=self._zone)
        moved_only = begin != session.starts_at and ends == session.ends_at.astimezone(self._zone).time()
        finish = datetime.combine(day if ends > starts else day + timedelta(days=1), ends, tzinfo=self._zone)
        minutes = (
            session.planned_minutes
            if moved_only
            else int((finish.replace(tzinfo=None) - begin.replace(tzinfo=None)).total_seconds()) // 60
        )
        if begin != session.starts_at or minutes != session.planned_minutes:
            self.times_wanted.emit(session, begin, minutes)

    def _facilitator_picked(self, place: int) -> None:
        if self._session is not None and 0 <= place < len(self._staff):
            chosen = self._staff[place]
            if chosen != self._session.facilitator_id:
                self.facilitator_wanted.emit(self._session, chosen)

    def _reason_typed(self) -> None:
        session = self._session
        if session is not None and session.status is SessionStatus.CANCELLED:
            reason = self._reason.text().strip()
            if reason != session.cancel_reason:
                self.cancel_wanted.emit(session, reason)

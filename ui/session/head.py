"""The session's header: what it is, its ribbon, how far it has come, and how many are here."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from coordinator.attendance import AttendanceSheet
from coordinator.vocabulary import Platform, SessionStatus
from ui.block_painter import RibbonShape
from ui.session.words import AttendanceWords, elapsed, planned, reached, running
from ui.theme import Theme
from ui.widgets import Button, ButtonKind, ButtonSize, Chip, Ribbon, SessionHeader, Text, column, row

__all__ = ["PLATFORM_NAMES", "CountChips", "SessionHead"]

PLATFORM_NAMES = {
    Platform.ZOOM: "Zoom",
    Platform.TEAMS: "Teams",
    Platform.MEET: "Google Meet",
    Platform.WEBEX: "Webex",
    Platform.DOXY: "Doxy.me",
    Platform.JITSI: "Jitsi",
    Platform.BIGBLUEBUTTON: "BigBlueButton",
}
LAST_MINUTES = 5
RIBBON_WIDTH = 712
ROOM_FOR_WORDS = 900
"""Below this width (at 100 % text) the buttons show their icons only."""


class CountChips(QWidget):
    """How many are present, late, gone, absent, excused; only those above zero."""

    def __init__(self, theme: Theme, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._shown: tuple[tuple[str, int, str], ...] = ()
        self._chips: list[Chip] = []
        self._box: QHBoxLayout = row(gap=6)
        self.setLayout(self._box)

    def show_counts(self, counts: tuple[tuple[str, int, str], ...]) -> None:
        """Show status, count and spoken name of each chip. Chips stay and change their words."""
        if counts != self._shown:
            self._shown = counts
            while len(self._chips) < len(counts):
                self._chips.append(Chip(self._theme, "", parent=self))
                self._box.addWidget(self._chips[-1])
            for chip, (status, count, name) in zip(self._chips, counts, strict=False):
                chip.show_as(str(count), status, name=name)
                chip.show()
            for chip in self._chips[len(counts) :]:
                chip.hide()
            self.setAccessibleName(", ".join(name for _, _, name in counts))


class SessionHead(SessionHeader):
    """The white header above the list."""

    passcode_wanted = Signal()
    room_wanted = Signal()
    compact_wanted = Signal()
    end_wanted = Signal()
    hand_over_wanted = Signal()

    def __init__(self, theme: Theme, words: AttendanceWords) -> None:
        super().__init__(theme, "harbour", "")
        self._theme, self._words = theme, words
        self._platform = ""
        self._may_hand_over = False
        self.hand_over = Button(theme, "", icon="send", kind=ButtonKind.FLAT, size=ButtonSize.COMPACT)
        self.passcode = Button(theme, "", icon="copy")
        self.room = Button(theme, "", icon="external-link")
        self.compact = Button(theme, "", icon="picture-in-picture-2", keys="F8")
        self.end = Button(theme, self.tr("End session"))
        for button, wanted in (
            (self.hand_over, self.hand_over_wanted),
            (self.passcode, self.passcode_wanted),
            (self.room, self.room_wanted),
            (self.compact, self.compact_wanted),
            (self.end, self.end_wanted),
        ):
            button.clicked.connect(wanted)
            self.add_action(button)
        self.ribbon = Ribbon(theme, RibbonShape(planned_minutes=180))
        self.ribbon.setMaximumWidth(RIBBON_WIDTH)
        self.elapsed = Text(theme, "", "clock")
        self._length = Text(theme, "", "caption", "textMuted")
        self._left = Text(theme, "", "caption", "textMuted")
        self.counts = CountChips(theme)
        figures = row(self.elapsed, self._length, None, gap=8)
        figures.setAlignment(self._length, Qt.AlignmentFlag.AlignBottom)
        self._line = row(gap=16)
        self._line.addWidget(self.ribbon, 100)
        self._line.addLayout(column(figures, self._left, None, gap=0))
        self._line.addStretch(1)
        self._line.addWidget(self.counts, 0, Qt.AlignmentFlag.AlignTop)
        self.body.addLayout(self._line)
        self.body.setContentsMargins(16, 16, 22, 8)
        theme.changed.connect(self._fit)

    def offer_handing_over(self) -> None:
        """Show *Hand over…* from now on, until the session has ended; without somebody who does it, it stays away."""
        self._may_hand_over = True

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show a session as it stands."""
        session, words = sheet.session, self._words
        self._platform = PLATFORM_NAMES.get(session.platform, "")
        when = words.formats.time_range(session.local_start.time(), session.local_end.time())
        parts = [words.formats.day(session.service_date), when, self._platform]
        if session.substitute:
            parts.append(self.tr("led by %1").replace("%1", session.facilitator_short))
        self.set_words(session.group_name, "  ·  ".join(part for part in parts if part), session.colour.value)
        spoken = words.formats.spoken_duration(reached(sheet))
        length = words.formats.spoken_duration(planned(sheet))
        sentence = self.tr("%1 of %2").replace("%1", spoken).replace("%2", length)
        self.ribbon.show_shape(words.ribbon(sheet), sentence)
        self.elapsed.setText(words.formats.clock_duration(reached(sheet)))
        self.elapsed.setAccessibleName(sentence)
        self._length.setText(self.tr("of %1").replace("%1", words.formats.clock_duration(planned(sheet))))
        self._left.setText(words.left_over(sheet))
        self.counts.show_counts(words.counts(sheet))
        self.room.setVisible(session.has_link)
        self.passcode.setVisible(session.has_link)
        ending = running(sheet) and elapsed(sheet) >= planned(sheet) - LAST_MINUTES
        ended = session.status in {SessionStatus.HELD, SessionStatus.CANCELLED}
        self.end.setVisible(not ended)
        self.hand_over.setVisible(self._may_hand_over and not ended)
        self.end.setEnabled(elapsed(sheet) >= 0)
        self.end.set_kind(ButtonKind.PRIMARY if ending else ButtonKind.SECONDARY)
        self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show icons without words where there is little room."""
        super().resizeEvent(event)
        self._fit()

    def _has_room_for_one_more(self) -> bool:
        """Say whether *Hand over…* may have its words: it is wanted least often, so all else is told whole first."""
        button, margins = self.hand_over, self.body.contentsMargins()
        words = (
            0 if button.text() else self._theme.px(8) + button.fontMetrics().horizontalAdvance(self.tr("Hand over…"))
        )
        return self.line.sizeHint().width() + words + margins.left() + margins.right() <= self.width()

    def _fit(self) -> None:
        roomy = self.width() >= ROOM_FOR_WORDS * (0.55 + 0.45 * self._theme.scale)
        opened = self.tr("Open %1").replace("%1", self._platform) if self._platform else self.tr("Open room")
        for button, name in (
            (self.passcode, self.tr("Passcode")),
            (self.room, opened),
            (self.compact, self.tr("Compact")),
        ):
            _name(button, name, spoken=roomy)
        _name(self.hand_over, self.tr("Hand over…"), spoken=roomy and self._has_room_for_one_more())
        # Another text size makes every line higher; the layouts ask again.
        self.body.invalidate()
        self.updateGeometry()


def _name(button: Button, name: str, *, spoken: bool) -> None:
    """Let a button show its name, or its icon alone."""
    shown = name if spoken else ""
    if button.text() != shown or button.accessibleName() != name:
        button.setText(shown)
        button.setAccessibleName(name)
        button.setToolTip("" if spoken else name)
        button.updateGeometry()

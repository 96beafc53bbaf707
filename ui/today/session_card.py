"""The card of the next session, and the smaller ones of those later today."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from coordinator.sessions import LaunchLabel, launch_label
from coordinator.today import ChangeKind, DaySession, RosterChange
from coordinator.vocabulary import FlagKind, SessionStatus
from ui.attendance_words import platform_words, reason_words
from ui.block_painter import BlockScale, BlockShape, BlockStatus, RibbonShape
from ui.formats import Formats, counted
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.today.preflight_list import PreflightList
from ui.widgets import (
    BlockWidget,
    Button,
    ButtonKind,
    ButtonSize,
    Card,
    Chip,
    Divider,
    ElidedText,
    GroupBar,
    IconButton,
    IconTile,
    LinkButton,
    PrimaryButton,
    Ribbon,
    SectionHeader,
    Text,
    column,
    row,
)

ICONS = {
    ChangeKind.FIRST_SESSION: "user-plus",
    ChangeKind.FLAG: "flag",
    ChangeKind.LAST_SESSION: "user-minus",
    ChangeKind.PLANNED_ABSENCE: "mail-check",
}
HOUR = 60
REPEATS_AFTER = timedelta(minutes=2)
LARGE_TEXT = 1.4
"""From here on the passcode has a line of its own."""


class SessionCard(Card):
    """The next or running session with its one button."""

    launch_requested = Signal(object)
    attendance_requested = Signal(object)
    passcode_requested = Signal(object)
    change_chosen = Signal(object, object)
    """Carries the `RosterChange` whose action was chosen and the session's id."""
    link_requested = Signal(object)
    """Carries the group whose link needs attention."""
    client_chosen = Signal(object)
    backup_requested = Signal(object)
    dismiss_requested = Signal(object)
    hand_over_requested = Signal(object)
    """The last three carry the session's id."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames, day: DaySession, now: datetime) -> None:
        super().__init__(theme)
        self._theme, self._formats, self._names, self._day = theme, formats, names, day
        self._count = Text(theme, "", "countdown")
        self._until = Text(theme, "", "caption", "textMuted")
        self._shown = False
        session = day.session
        self._launch = PrimaryButton(theme, "", icon="video", keys="F5", size=ButtonSize.LARGE)
        self._launch.clicked.connect(lambda: self.launch_requested.emit(session.id))
        labels = formats.hour_labels(session.local_start.time(), session.planned_minutes)
        self._labels = labels
        self._ribbon = Ribbon(theme, RibbonShape(session.planned_minutes, None, labels))
        self.setLayout(self._build(now))
        self.show_time(now)

    @property
    def launch_button(self) -> PrimaryButton:
        """The button that has the focus on arrival."""
        return self._launch

    @property
    def day_session(self) -> DaySession:
        """What the card shows."""
        return self._day

    def show_time(self, now: datetime) -> None:
        """Move the countdown, the needle and the button's words to another instant."""
        session = self._day.session
        minutes = int((session.starts_at - now).total_seconds() // HOUR)
        elapsed = int((now - session.starts_at).total_seconds() // HOUR)
        figure, words = self._countdown(-(-int((session.starts_at - now).total_seconds()) // HOUR), elapsed, now)
        self._count.setText(figure)
        self._until.setText(words)
        started = session.status is SessionStatus.LIVE or elapsed >= 0
        shown = min(elapsed, session.planned_minutes) if started else min(-1, -minutes)
        sentence = f"{figure} {words}"
        self._ribbon.show_shape(RibbonShape(session.planned_minutes, shown, self._labels), sentence)
        name = platform_words(session.platform)
        label = launch_label(session.status, session.starts_at, session.ends_at, now)
        texts = {
            LaunchLabel.OPEN_EARLY: self.tr("Open early"),
            LaunchLabel.LAUNCH: self.tr("Launch session"),
            LaunchLabel.OPEN_AGAIN: self.tr("Open {platform} again").format(platform=name),
        }
        self._launch.setVisible(label in texts)
        self._launch.setText(texts.get(label, ""))
        self._launch.setAccessibleName(f"{texts.get(label, '')}, {session.group_name}")

    def _countdown(self, minutes: int, elapsed: int, now: datetime) -> tuple[str, str]:
        session, formats = self._day.session, self._formats
        if session.status is SessionStatus.LIVE:
            return formats.clock_duration(elapsed), self.tr("of {planned}").format(
                planned=formats.clock_duration(session.planned_minutes)
            )
        if session.status is SessionStatus.HELD:
            return self.tr("Held"), self.tr("today")
        if now >= session.ends_at:
            return self.tr("Over"), self.tr("not launched")
        if minutes > 0:
            return formats.duration(minutes), self.tr("until start")
        return formats.duration(max(0, elapsed)), self.tr("since start, not launched")

    def _build(self, now: datetime) -> QVBoxLayout:
        theme, session = self._theme, self._day.session
        for words in (self._count, self._until):
            words.setAlignment(Qt.AlignmentFlag.AlignTrailing | Qt.AlignmentFlag.AlignVCenter)
        facts = column(
            Text(theme, session.group_name, "titleLarge"),
            Text(theme, facts_line(self._formats, self._day), "dense", "textSecondary"),
            gap=1,
        )
        counter = column(self._count, self._until, gap=2)
        head = row(GroupBar(theme, session.colour.value), facts, None, counter, gap=14, margins=(22, 0, 22, 0))
        box = column(head, 16, row(self._ribbon, margins=(16, 0, 16, 0)), 15, self._actions(), margins=(0, 20, 0, 8))
        reminded = self._is_reminded(now)
        if self._day.concerns or reminded:
            found = PreflightList(theme, self._formats, self._names, self._day, reminded=reminded)
            found.group_chosen.connect(self.link_requested)
            found.client_chosen.connect(self.client_chosen)
            found.backup_requested.connect(self.backup_requested)
            found.dismiss_requested.connect(self.dismiss_requested)
            box.addSpacing(22)
            box.addWidget(found)
        if self._day.changes:
            box.addSpacing(22)
            box.addLayout(self._changes())
        else:
            box.addSpacing(12)
        return box

    def _actions(self) -> QBoxLayout:
        theme, session = self._theme, self._day.session
        attendance = Button(theme, self.tr("Attendance"), icon="clipboard-list", keys="F4", size=ButtonSize.LARGE)
        attendance.clicked.connect(lambda: self.attendance_requested.emit(session.id))
        line = row(self._launch, attendance, None, gap=8)
        both = column(line, margins=(22, 0, 22, 0))
        large = passcode_below = theme.scale > LARGE_TEXT
        if can_be_handed_over(self._day):
            give = Button(theme, self.tr("Hand over…"), icon="send", size=ButtonSize.LARGE)
            give.setAccessibleName(self.tr("Hand over {group}").format(group=session.group_name))
            give.clicked.connect(lambda: self.hand_over_requested.emit(session.id))
            passcode_below = True  # three buttons fill the line
            if large:
                both.addSpacing(12)
                both.addLayout(row(give, None))
            else:
                line.insertWidget(2, give)
        if self._day.passcode:
            if passcode_below:
                line = row(gap=8)
                both.addSpacing(12)
                both.addLayout(line)
            dots = Text(theme, "•" * 6, "bodyMedium")
            dots.setAccessibleName(self.tr("Passcode, hidden"))
            eye = IconButton(theme, "eye", self.tr("Show passcode"), size=ButtonSize.COMPACT)
            eye.clicked.connect(lambda: self._toggle_passcode(dots, eye))
            copy = Button(theme, self.tr("Copy"), icon="copy")
            copy.setAccessibleName(self.tr("Copy passcode"))
            copy.clicked.connect(lambda: self.passcode_requested.emit(session.id))
            for part in (Text(theme, self.tr("Passcode"), "caption", "textMuted"), dots, eye, copy):
                line.addWidget(part)
            if passcode_below:
                line.addStretch(1)
        return both

    def _toggle_passcode(self, dots: Text, eye: IconButton) -> None:
        self._shown = not self._shown
        dots.setText(self._day.passcode if self._shown else "•" * 6)
        dots.setAccessibleName(self._day.passcode if self._shown else self.tr("Passcode, hidden"))
        eye.set_icon("eye-off" if self._shown else "eye")
        eye.set_name(self.tr("Hide passcode") if self._shown else self.tr("Show passcode"))

    def _is_reminded(self, now: datetime) -> bool:
        """Say whether a reminder repeats: one that was said just now does not yet."""
        at = self._day.reminded_at
        return at is not None and now - at >= REPEATS_AFTER and now < self._day.session.ends_at

    def _changes(self) -> QVBoxLayout:
        theme, day = self._theme, self._day
        since = (
            self.tr("Changed since {day}").format(day=self._formats.weekday(day.since))
            if day.since is not None
            else self.tr("Before this session")
        )
        count = counted("Today", "%n change(s)", len(day.changes))
        lines = column(row(SectionHeader(theme, since, count, role="section"), margins=(0, 0, 0, 8)))
        for change in day.changes:
            lines.addWidget(Divider(theme))
            lines.addWidget(self._change(change))
        lines.setContentsMargins(22, 0, 22, 0)
        return lines

    def _change(self, change: RosterChange) -> QWidget:
        theme, name = self._theme, self._names.of(change.name)
        words = ElidedText(theme, self._change_words(change), "dense", "textSecondary")
        said = row(Text(theme, name, "denseStrong"), gap=4)
        said.addWidget(words, 1)
        line = row(IconTile(theme, ICONS[change.kind]), gap=12, margins=(0, 6, 0, 6))
        line.addLayout(said, 1)
        if change.contact_missing:
            line.addWidget(Chip(theme, self.tr("Emergency contact missing"), "warn"))
        verb = self._verb(change)
        if verb:
            link = LinkButton(theme, verb, name=f"{verb}, {name}")
            link.clicked.connect(lambda: self.change_chosen.emit(change, self._day.session.id))
            line.addWidget(link)
        holder = QWidget()
        holder.setMinimumHeight(theme.px(45))
        holder.setLayout(line)
        return holder

    def _verb(self, change: RosterChange) -> str:
        if change.contact_missing:
            return self.tr("Add")
        return self.tr("Read") if change.kind is ChangeKind.FLAG else ""

    def _change_words(self, change: RosterChange) -> str:
        if change.kind is ChangeKind.FIRST_SESSION:
            return self.tr("First session today.")
        if change.kind is ChangeKind.LAST_SESSION:
            plan = change.text.rstrip(".")
            return self.tr("Last session today. {plan}.").format(plan=plan) if plan else self.tr("Last session today.")
        if change.kind is ChangeKind.PLANNED_ABSENCE:
            reason = change.text.rstrip(".") or (reason_words(change.reason) if change.reason else "")
            if change.expected_at is None:
                return self.tr("Excused today. {reason}.").format(reason=reason)
            zone = ZoneInfo(self._day.session.zone)
            until = self._formats.time(change.expected_at.astimezone(zone).time())
            return self.tr("Excused until {time}. {reason}.").format(time=until, reason=reason)
        return self._flag_words(change)

    def _flag_words(self, change: RosterChange) -> str:
        kinds = {
            FlagKind.SAFETY_PLAN: self.tr("safety plan updated"),
            FlagKind.RISK: self.tr("risk raised"),
            FlagKind.ACCESS_NEED: self.tr("access need"),
            FlagKind.NO_CONTACT: self.tr("no-contact order"),
            FlagKind.OTHER: change.text.rstrip("."),
        }
        what = kinds[change.flag_kind or FlagKind.OTHER]
        if change.raised_at is None:
            return self.tr("Flag: {what}.").format(what=what)
        day = self._formats.short_day(self._formats.date_of(change.raised_at))
        return self.tr("Flag: {what}, {day}.").format(what=what, day=day)


class LaterCard(Card):
    """A session later today: smaller, with *Prepare*, and where a substitute leads it, *Hand over…*."""

    prepare_requested = Signal(object)
    hand_over_requested = Signal(object)
    """Both carry the session's id."""

    def __init__(self, theme: Theme, formats: Formats, day: DaySession) -> None:
        super().__init__(theme)
        session = day.session
        facts = column(
            Text(theme, session.group_name, "subtitle"),
            Text(theme, facts_line(formats, day), "dense", "textSecondary"),
        )
        block = BlockWidget(
            theme,
            BlockShape(session.planned_minutes, BlockStatus.PLANNED),
            self.tr("Not started"),
            scale=BlockScale.RIBBON,
        )
        held = session.status is SessionStatus.HELD
        prepare = Button(theme, self.tr("Open") if held else self.tr("Prepare"))
        prepare.setAccessibleName(f"{prepare.text()}, {session.group_name}")
        prepare.clicked.connect(lambda: self.prepare_requested.emit(session.id))
        line = row(GroupBar(theme, session.colour.value), facts, None, block, gap=14)
        box = column(line, margins=(22, 18, 22, 18))
        if can_be_handed_over(day):
            give = Button(theme, self.tr("Hand over…"), icon="send", kind=ButtonKind.FLAT)
            give.setAccessibleName(self.tr("Hand over {group}").format(group=session.group_name))
            give.clicked.connect(lambda: self.hand_over_requested.emit(session.id))
            # Both buttons have a line of their own: beside the block they would cut the group's name.
            box.addSpacing(12)
            box.addLayout(row(None, give, prepare, gap=8))
        else:
            line.addWidget(prepare)
        self.setLayout(box)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)


def can_be_handed_over(day: DaySession) -> bool:
    """Say whether *Hand over…* is offered: somebody else leads, and the session has not ended."""
    return day.substitute_leads and day.session.status in {SessionStatus.PLANNED, SessionStatus.LIVE}


def facts_line(formats: Formats, day: DaySession) -> str:
    """Give the line below a group's name: "9:00 AM – 12:00 PM  ·  Zoom  ·  10 of 12 places"."""
    session = day.session
    times = formats.time_range(session.local_start.time(), session.local_end.time())
    places = QCoreApplication.translate("Today", "{taken} of {places} places")
    parts = [times, platform_words(session.platform), places.format(taken=day.expected, places=day.capacity)]
    if session.substitute:
        parts.append(session.facilitator_short)
    return "  ·  ".join(parts)

"""Reminders while the vault is locked: when sessions start, and nothing else is known here.

A locked window reads nothing. What it may say was handed over when it was locked: wall times, with no group and no
client. What was said is handed back when the vault is opened, so that nothing is said twice.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from PySide6.QtCore import QLocale, QObject, QTime, QTimer, Signal
from PySide6.QtWidgets import QWidget

from coordinator.clock import Clock
from ui.desktop_notices import DesktopNotices
from ui.formats import counted

LOOK_MS = 5_000
"""A timer does not count while the computer sleeps, so the clock is looked at again and again."""
AT_LEAST_MS = 20
PROMPT_WITHIN = timedelta(seconds=60)
AGAIN_AFTER = timedelta(minutes=2)
WAITS_FOR = timedelta(hours=1)
"""So long a session that nobody launched is spoken of again."""
BETWEEN = ","


def handed_over(starts: Iterable[datetime]) -> str:
    """Write starts down for the process that takes over."""
    return BETWEEN.join(at.isoformat() for at in starts)


def taken_over(text: str) -> tuple[datetime, ...]:
    """Read what was handed over; what is no instant is left out."""
    found = []
    for part in text.split(BETWEEN):
        try:
            at = datetime.fromisoformat(part)
        except ValueError:
            continue
        if at.tzinfo is not None:
            found.append(at)
    return tuple(sorted(found))


class LockedReminders(QObject):
    """Says `lead` before each start and at the start that a session comes, until the vault is opened.

    Args:
        window: the locked window.
        starts: when sessions start, aware, on the wall clock of the program.
        lead: how long before a start it is said.
        clock: where the present instant comes from.
    """

    clicked = Signal()

    def __init__(self, window: QWidget, starts: Sequence[datetime], lead: timedelta, clock: Clock) -> None:
        super().__init__(window)
        self._clock, self._lead = clock, lead
        now = clock.now()
        both = ((at - before, at) for at in starts for before in (lead, timedelta()))
        self._pending = sorted(one for one in both if one[0] > now)
        self._waiting: list[datetime] = []
        self._told: list[datetime] = []
        self._said_at = now
        self._notices = DesktopNotices(window)
        self._notices.clicked.connect(self.clicked)
        self._notices.dismissed.connect(self._dismiss)
        self._timer = QTimer(self, singleShot=True)
        self._timer.timeout.connect(self.look)
        self.look()

    @property
    def told(self) -> tuple[datetime, ...]:
        """The instants (UTC) at which something fell due and was said."""
        return tuple(at.astimezone(UTC) for at in self._told)

    def stop(self) -> None:
        """Be quiet: the vault is open, or the program ends."""
        self._timer.stop()
        self._pending.clear()
        self._notices.close()

    def look(self) -> None:
        """Say what fell due since the last look, and look again when the next thing does."""
        now = self._clock.now()
        due = [one for one in self._pending if one[0] <= now]
        self._pending = [one for one in self._pending if one[0] > now]
        self._told += [at for at, _ in due]
        self._waiting = sorted({*self._waiting, *(start for _, start in due)})
        missed = {start for at, start in due if now - at > PROMPT_WITHIN}
        prompt = [start for at, start in due if start not in missed]
        if missed:
            whole = counted("Notifier", "%n session(s) needed you while this computer slept", len(missed))
            self._say(whole, self.tr("Unlock to see what is left."))
        for start in prompt:
            self._say(self._title(start, now), self._time(start))
        if not due and now - self._said_at >= AGAIN_AFTER:
            self._say_again(now)
        ahead = self._pending[0][0] - now if self._pending else timedelta(milliseconds=LOOK_MS)
        self._timer.start(min(LOOK_MS, max(AT_LEAST_MS, round(ahead / timedelta(milliseconds=1)))))

    def _dismiss(self) -> None:
        self._waiting = []

    def _say_again(self, now: datetime) -> None:
        self._waiting = [start for start in self._waiting if now - start < WAITS_FOR]
        if self._waiting:
            self._say(self._title(self._waiting[0], now), self._time(self._waiting[0]), quiet=True)

    def _say(self, title: str, body: str, *, quiet: bool = False) -> None:
        self._said_at = self._clock.now()
        self._notices.send(title, body, quiet=quiet)

    def _title(self, start: datetime, now: datetime) -> str:
        minutes = -int((now - start).total_seconds() // 60)
        if minutes > 0:
            return counted("Notifier", "Next session in %n minute(s)", minutes)
        begins = now - start <= PROMPT_WITHIN
        return self.tr("A session starts now") if begins else self.tr("A session waits to be launched")

    def _time(self, start: datetime) -> str:
        shown = QLocale().toString(QTime(start.hour, start.minute), QLocale.FormatType.ShortFormat)
        return shown.replace("\u202f", " ")

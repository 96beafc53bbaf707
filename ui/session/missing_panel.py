"""Once the grace period is over: who is not here, whether they said so, and one key that logs an attempt."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.attendance import AttendanceLine, AttendanceSheet
from coordinator.letter_keys import LetterAction
from coordinator.vocabulary import ClientId, Mark, SessionStatus
from ui.session.letter_cap import LetterCap
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import ButtonSize, IconButton, LinkButton, Panel, Text, announce, column, row

__all__ = ["MissingPanel"]

MOST_SHOWN = 3


class _MissingLine(QWidget):
    """One client: what is known, and the attempt to reach them. It stays and changes its words."""

    attempt_wanted = Signal(object)

    def __init__(self, theme: Theme, *, narrow: bool) -> None:
        super().__init__()
        self._words = Text(theme, "", "dense", "text", wrap=narrow)
        self._log = LinkButton(theme, self.tr("Log attempt"), role="dense", icon="phone")
        self._client_id: ClientId | None = None
        self._log.clicked.connect(lambda: self.attempt_wanted.emit(self._client_id))
        line = row(self._words, self._log, gap=12) if narrow else row(self._words, self._log, None, gap=12)
        line.setStretch(0, 1 if narrow else 0)
        self.setLayout(line)
        self.hide()

    def show_client(self, client_id: ClientId, name: str, words: str) -> None:
        """Show one client's line."""
        self._client_id = client_id
        self._words.setText(words)
        self._log.setAccessibleName(f"{self.tr('Log attempt')}, {name}")
        self.show()


class MissingPanel(Panel):
    """The no-show list above the rows. It leaves when somebody tried to reach each, or when it is closed.

    Args:
        theme: the program's theme.
        words: what things are called.
        narrow: for the compact layout, where words go on in a second line.
    """

    attempt_wanted = Signal(object)
    """Log an attempt to reach a client; None for the first whom nobody tried."""

    def __init__(self, theme: Theme, words: AttendanceWords, *, narrow: bool = False) -> None:
        super().__init__(theme, fill="warnSoft", edges=("bottom",))
        self._words = words
        self._shown: tuple[object, ...] = ()
        self._closed_for: object = None
        self._sheet: AttendanceSheet | None = None
        self._title = Text(theme, "", "denseStrong", wrap=True)
        self._lines = [_MissingLine(theme, narrow=narrow) for _ in range(MOST_SHOWN)]
        for line in self._lines:
            line.attempt_wanted.connect(self._wants)
        self._more = Text(theme, "", "caption", "textSecondary")
        self._more.hide()
        self._close = IconButton(theme, "x", self.tr("Close"), size=ButtonSize.COMPACT)
        self._close.clicked.connect(self._put_away)
        top = row(self._title, LetterCap(theme, words.keys, LetterAction.ATTEMPT), self._close, gap=8)
        top.setStretch(0, 1)
        self.setLayout(column(top, column(*self._lines, self._more, gap=0), gap=2, margins=(16, 6, 10, 8)))
        self.hide()
        words.names.changed.connect(self._again)

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show who is missing, while anybody is whom nobody tried and who gave no notice."""
        self._sheet = sheet
        missing = sheet.missing
        over = sheet.session.status in {SessionStatus.HELD, SessionStatus.CANCELLED}
        open_ones = [line for line in missing if not line.outreach and not _announced(line)]
        if over or not open_ones or self._closed_for == sheet.session.id:
            self.hide()
            return
        shown = tuple((line.client_id, line.outreach, line.planned_absence, line.mark) for line in missing)
        if shown != self._shown or self.isHidden():
            self._shown = shown
            self._show_lines(sheet, missing)
            if self.isHidden():
                self.show()
                announce(self, self._title.text())

    def texts(self) -> list[str]:
        """Give the title and what the lines say."""
        sheet = self._sheet
        lines = [self._line(line, sheet) for line in sheet.missing[:MOST_SHOWN]] if sheet is not None else []
        return [self._title.text(), *lines]

    def _again(self) -> None:
        if self._sheet is not None and not self.isHidden():
            self._show_lines(self._sheet, self._sheet.missing)

    def _put_away(self) -> None:
        if self._sheet is not None:
            self._closed_for = self._sheet.session.id
        self.hide()

    def _show_lines(self, sheet: AttendanceSheet, missing: tuple[AttendanceLine, ...]) -> None:
        count, minutes = len(missing), int(sheet.grace.total_seconds() // 60)
        told = (
            self.tr("1 client is not here after %2 minutes.")
            if count == 1
            else self.tr("%1 clients are not here after %2 minutes.")
        )
        self._title.setText(told.replace("%1", str(count)).replace("%2", str(minutes)))
        for place, shown in enumerate(self._lines):
            if place < count:
                line = missing[place]
                shown.show_client(line.client_id, self._words.name(line), self._line(line, sheet))
            else:
                shown.hide()
        self._more.setVisible(count > MOST_SHOWN)
        if count > MOST_SHOWN:
            more = self.tr("And %1 more in the list below.").replace("%1", str(count - MOST_SHOWN))
            self._more.setText(more)

    def _wants(self, client_id: ClientId) -> None:
        self.attempt_wanted.emit(client_id)

    def _line(self, line: AttendanceLine, sheet: AttendanceSheet) -> str:
        words = self._words
        notice = words.expected(line, sheet) or (self.tr("Gave notice") if line.announced else self.tr("No notice"))
        hidden = words.names.hidden
        reach = "" if hidden else ", ".join(part for part in (line.preferred_contact, line.callback_number) if part)
        tried = ""
        if line.outreach:
            last = line.outreach[-1]
            tried = f"{words.help.attempt(last.method, last.outcome)}, {words.help.at(last.at, sheet.session.zone)}"
        return " · ".join(part for part in (words.name(line), notice, reach, tried) if part)


def _announced(line: AttendanceLine) -> bool:
    return line.planned_absence is not None or (line.mark is Mark.ABSENT and line.announced)

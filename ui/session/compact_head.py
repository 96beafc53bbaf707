"""The top of the compact layout: how far the session has come, and how many are marked how."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal

from coordinator.attendance import AttendanceSheet
from coordinator.vocabulary import SessionStatus
from ui.session.head import CountChips
from ui.session.words import AttendanceWords, planned, reached
from ui.theme import Theme
from ui.widgets import Button, ButtonSize, Panel, Ribbon, Text, column, row

__all__ = ["CompactHead"]


class CompactHead(Panel):
    """Elapsed time, ribbon, counts and the passcode in 360 pixels.

    Args:
        theme: the program's theme.
        words: what things are called.
    """

    passcode_wanted = Signal()

    def __init__(self, theme: Theme, words: AttendanceWords) -> None:
        super().__init__(theme, edges=("bottom",))
        self._theme, self._words = theme, words
        self._dot = Text(theme, "●", "micro", "live")
        self._live = Text(theme, self.tr("Live"), "denseStrong", "live")
        self._elapsed = Text(theme, "", "heading")
        self._length = Text(theme, "", "caption", "textMuted")
        self._passcode = Button(theme, self.tr("Passcode"), icon="copy", size=ButtonSize.COMPACT)
        self._passcode.clicked.connect(self.passcode_wanted)
        self._passcode.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._ribbon: Ribbon | None = None
        self._counts = CountChips(theme)
        self._unmarked = Text(theme, "", "caption", "textMuted")
        first = row(self._dot, self._live, self._elapsed, self._length, None, self._passcode, margins=(6, 0, 6, 0))
        self._box = column(first, gap=4, margins=(8, 10, 8, 10))
        self._box.addLayout(row(self._counts, None, self._unmarked, margins=(6, 0, 6, 0)))
        self.setLayout(self._box)

    def show_sheet(self, sheet: AttendanceSheet) -> None:
        """Show how the session stands."""
        formats = self._words.formats
        if self._ribbon is None:
            self._ribbon = Ribbon(self._theme, self._words.ribbon(sheet), thick=8)
            self._box.insertWidget(1, self._ribbon)
        live = sheet.session.status is SessionStatus.LIVE
        self._dot.setVisible(live)
        self._live.setVisible(live)
        self._elapsed.setText(formats.clock_duration(reached(sheet)))
        self._length.setText(self.tr("of %1").replace("%1", formats.clock_duration(planned(sheet))))
        self._ribbon.show_shape(self._words.ribbon(sheet), self._elapsed.text())
        self._counts.show_counts(self._words.counts(sheet))
        unmarked = len(sheet.unmarked)
        self._unmarked.setText(self.tr("%1 not marked").replace("%1", str(unmarked)) if unmarked else "")
        self._passcode.setVisible(sheet.session.has_link)

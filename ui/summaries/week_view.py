"""The left part of Reports: figures, table, legend, and who is below the goal."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from coordinator.summaries import WeekReport
from ui.bridge import Bridge
from ui.formats import Formats
from ui.summaries import rule_words, words
from ui.summaries.below_list import BelowList
from ui.summaries.facts import report_rows
from ui.summaries.figures import Figures
from ui.summaries.hours_table import INSET, HoursTable
from ui.summaries.legend import Legend
from ui.summaries.needed_list import NeededList
from ui.summaries.period_view import PeriodView
from ui.theme import Theme
from ui.widgets import Divider, EmptyState, InfoBar, Panel, ScrollColumn, Text, Tone, column


class WeekView(Panel):
    """Shows a `WeekReport`. `plan_written` carries client and text."""

    plan_written = Signal(object, str)

    def __init__(self, theme: Theme, bridge: Bridge, formats: Formats) -> None:
        super().__init__(theme)
        self._formats = formats
        self._report: WeekReport | None = None
        self._shown: Callable[[str], str] = str
        self.figures = Figures(theme)
        self.table = HoursTable(theme, "", formats)
        self._rule = Text(theme, "", "caption", "textMuted", wrap=True)
        self.below = BelowList(theme, formats)
        self.below.plan_written.connect(self.plan_written)
        self.needed = NeededList(theme, formats)
        self.offered = InfoBar(theme, Tone.WARNING, "")
        self.offered.hide()
        self.period = PeriodView(theme, bridge, formats)
        self._empty = EmptyState(theme, "chart-column", "", "", "")
        self._foot = QWidget()
        self._foot.setLayout(
            column(
                Divider(theme),
                12,
                Legend(theme),
                6,
                self._rule,
                self.below,
                self.needed,
                self.period,
                margins=(INSET, 0, 0, 24),
            )
        )
        scroll = ScrollColumn()
        figures = column(self.figures, margins=(INSET, 16, 12, 16))
        scroll.box.addWidget(self.offered)
        scroll.box.addLayout(figures)
        scroll.box.addWidget(self.table)
        scroll.box.addWidget(self._foot)
        scroll.box.addWidget(self._empty)
        scroll.box.addStretch(1)
        self._scroll = scroll
        self.setLayout(column(scroll))
        theme.changed.connect(self._fit)

    def show_report(self, report: WeekReport, shown: Callable[[str], str]) -> None:
        """Show a week; `shown` gives a name as it is to be shown."""
        formats = self._formats
        there = bool(report.clients)
        for part in (self.figures, self.table, self._foot):
            part.setVisible(there)
        self._empty.setVisible(not there)
        week = words.week_title(report.summary.starts_on, formats)
        if not there:
            title, detail = self.tr("Nobody was enrolled this week."), self.tr("Choose another week or group.")
            self.show_nothing(title, detail)
            return
        self.table.setAccessibleName(self.tr("Hours, {week}").format(week=week.lower()))
        self.figures.show_figures(report, formats)
        self.table.show_report(report, report_rows(report, shown))
        self._rule.setText(rule_words.rule_sentence(report, formats))
        self._report, self._shown = report, shown
        self._fit()
        too_little = words.offered_sentence(report, formats)
        self.offered.set_text(too_little)
        self.offered.setVisible(bool(too_little))
        self.period.show_report(report, shown)

    def _fit(self) -> None:
        """Lists are as wide as their text: made anew where that has another size."""
        if self._report is not None:
            self.below.show_report(self._report, self._shown)
            self.needed.show_report(self._report, self._shown)

    def show_nothing(self, title: str, detail: str) -> None:
        """Say in the empty place why there is no week."""
        for part in (self.figures, self.table, self._foot, self.offered):
            part.hide()
        self._empty.title.setText(title)
        self._empty.detail.setText(detail)
        self._empty.detail.setVisible(bool(detail))
        self._empty.show()

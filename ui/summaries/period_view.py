"""Below the week: who did not come and is owed a call, and the period beside the one before it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coordinator import audit, summaries
from coordinator.errors import CoordinatorError
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.summaries import NoShow, PeriodComparison, PeriodSummary, WeekReport
from coordinator.vocabulary import GroupId
from ui.block_painter import BlockShape, BlockStatus
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats, counted
from ui.roster_form import DateField
from ui.summaries import period_words
from ui.summaries.period_words import Compared, compared
from ui.table_model import Align, Column, RowTableModel
from ui.theme import Theme
from ui.widgets import Button, SegmentedControl, Table, Text, column, row

ROW_HEIGHT, HEADER_HEIGHT = 34, 30
DAYS = "days"
STACKED_FROM = 1.4
MISSED_WIDTHS = (132, 96, 60, 92, 150)
COMPARED_WIDTHS = (160, 76, 68, 84, 60, 62, 80, 62)
MISSED_LEAVE, COMPARED_LEAVE = (2,), (7, 5, 2, 3, 6)
"""Which columns leave first where the room is short; each line tells all of them to a screen reader."""


class PeriodView(QWidget):
    """Reads and shows a period: the week, four or twelve weeks that end with it, or any days.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: dates and hours in the reader's locale.
    """

    def __init__(self, theme: Theme, bridge: Bridge, formats: Formats) -> None:
        super().__init__()
        self._theme, self._bridge, self._formats = theme, bridge, formats
        self._report: WeekReport | None = None
        self._shown: Callable[[str], str] = str
        self._missed: tuple[NoShow, ...] = ()
        self._compared: PeriodComparison | None = None
        self.length = SegmentedControl(
            theme,
            [
                ("1", self.tr("Week")),
                ("4", self.tr("4 weeks")),
                ("12", self.tr("12 weeks")),
                (DAYS, self.tr("Days")),
            ],
            name=self.tr("Period"),
            chosen="1",
        )
        self.length.chosen.connect(self._choose)
        self.first, self.last = DateField(theme, self.tr("First day")), DateField(theme, self.tr("Last day"))
        self.show_days = Button(theme, self.tr("Show"))
        self.show_days.clicked.connect(self._read)
        for field in (self.first, self.last):
            field.returnPressed.connect(self._read)
        self._days = QWidget()
        self._days.setLayout(row(self.first, self.last, self.show_days, gap=8))
        self._days.hide()
        self.message = Text(theme, "", "caption", "danger", wrap=True)
        self.message.hide()
        self._span = Text(theme, "", "caption", "textMuted", wrap=True)
        self._tools = row(self.length, self._days, None, gap=12)
        self._missed_title = Text(theme, self.tr("No-shows and outreach"), "section")
        self._no_missed = Text(theme, self.tr("Nobody stayed away without notice."), "dense", "textMuted", wrap=True)
        self.missed = _FlatTable(theme, self.tr("No-shows and outreach"), MISSED_WIDTHS, MISSED_LEAVE)
        self._compared_title = Text(theme, self.tr("Beside the period before"), "section")
        self.compared = _FlatTable(theme, self.tr("Beside the period before"), COMPARED_WIDTHS, COMPARED_LEAVE)
        self.setLayout(
            column(
                row(Text(theme, self.tr("Period"), "section"), None, margins=(0, 16, 0, 6)),
                self._tools,
                self.message,
                self._span,
                row(self._missed_title, None, margins=(0, 14, 0, 4)),
                self._no_missed,
                self.missed,
                row(self._compared_title, None, margins=(0, 16, 0, 4)),
                self.compared,
            )
        )
        self._model_missed: RowTableModel[NoShow] = RowTableModel(
            self._missed_columns(), lambda one: (one.client_id, one.session_id), self
        )
        self.missed.setModel(self._model_missed)
        self._model_compared: RowTableModel[Compared] = RowTableModel(
            self._compared_columns(), lambda one: one.key, self
        )
        self.compared.setModel(self._model_compared)
        theme.changed.connect(self._fit)
        self._fit()

    def show_report(self, report: WeekReport, shown: Callable[[str], str]) -> None:
        """Be about the period that ends with a week; `shown` gives a name as it is to be shown."""
        self._report, self._shown = report, shown
        self._read()

    def _choose(self, length: str) -> None:
        self._days.setVisible(length == DAYS)
        if length == DAYS and self._report is not None:
            first, last = self._period_of(self._report, 1)
            self.first.show_day(first)
            self.last.show_day(last)
            self.first.setFocus(Qt.FocusReason.OtherFocusReason)
        self._read()

    def _period_of(self, report: WeekReport, weeks: int) -> tuple[date, date]:
        last = report.summary.ends_on
        return report.summary.starts_on - timedelta(days=7 * (weeks - 1)), last

    def _read(self) -> None:
        report = self._report
        if report is None:
            return
        length = self.length.choice()
        try:
            period = self._days_typed() if length == DAYS else self._period_of(report, int(length))
        except ValueError:
            self._refuse(self.tr("Enter both days, such as {day}.").format(day=self.first.placeholderText()))
            return
        self._bridge.read(_period, *period, report.group.id, then=self._show, fail=self._failed)

    def _days_typed(self) -> tuple[date, date]:
        first, last = self.first.day(), self.last.day()
        if first is None or last is None:
            raise ValueError("no day")
        return first, last

    def _failed(self, error: CoordinatorError) -> None:
        self._refuse(describe(error).sentence)

    def _refuse(self, sentence: str) -> None:
        self.message.setText(sentence)
        self.message.show()

    def _show(self, found: tuple[tuple[NoShow, ...], PeriodComparison]) -> None:
        self.message.hide()
        self._missed, self._compared = found
        formats, now, before = self._formats, self._compared.now, self._compared.before
        self._enter(now, before)
        told = self.tr("{first} to {last}, beside {first_before} to {last_before}.")
        self._span.setText(
            told.format(
                first=formats.full_date(now.first, short=True),
                last=formats.full_date(now.last, short=True),
                first_before=formats.full_date(before.first, short=True),
                last_before=formats.full_date(before.last, short=True),
            )
        )
        owed = sum(one.owed_call for one in self._missed)
        title = self.tr("No-shows and outreach")
        if owed:
            title = self.tr("No-shows and outreach, {owed}").format(owed=counted("Reports", "%n call(s) owed", owed))
        self._missed_title.setText(title)
        self._no_missed.setVisible(not self._missed)
        self.missed.setVisible(bool(self._missed))
        self._model_missed.replace(self._missed)
        self._model_compared.replace(compared(self._compared))
        self._fit()

    def _enter(self, now: PeriodSummary, before: PeriodSummary) -> None:
        """Enter in the history whose hours were shown: of these days, and of as many before them.

        The week itself has its entry already, unless somebody is shown here who is not in it.
        """
        report = self._report
        if report is None:
            return
        clients = {one.client_id for one in (*now.clients, *before.clients)} | {one.client_id for one in self._missed}
        week = report.summary
        entered = {one.client_id for one in week.clients}
        if (now.first, now.last) == (week.starts_on, week.ends_on) and clients <= entered:
            return
        about = {"from": now.first.isoformat(), "to": now.last.isoformat(), **audit.whose(clients)}
        self._bridge.change(audit.record_view, audit.Seen.WEEK, report.group.id, about)

    def _name(self, line: Compared) -> str:
        return line.name if line.is_group else self._shown(line.name)

    def _missed_columns(self) -> list[Column[NoShow]]:
        formats = self._formats

        def spoken(one: NoShow) -> str:
            return period_words.no_show_sentence(one, self._shown(one.name), formats)

        return [
            Column[NoShow](self.tr("Client"), lambda one: self._shown(one.name), spoken=spoken),
            Column[NoShow](self.tr("Day"), lambda one: formats.short_day(one.service_date), spoken=spoken),
            Column[NoShow](
                self.tr("Session"),
                lambda one: one.group.name,
                paint=lambda one: BlockShape(one.planned_minutes, BlockStatus.ABSENT),
                spoken=spoken,
            ),
            Column[NoShow](
                self.tr("Call"),
                period_words.owed_words,
                paint=lambda one: "warnText" if one.owed_call else "textSecondary",
                spoken=spoken,
            ),
            Column[NoShow](
                self.tr("What was tried"),
                lambda one: period_words.attempts_words(one, formats) or self.tr("Nothing logged"),
                spoken=spoken,
            ),
        ]

    def _compared_columns(self) -> list[Column[Compared]]:
        formats = self._formats

        def spoken(line: Compared) -> str:
            return period_words.compared_sentence(line, self._name(line), formats)

        def text(title: str, words: Callable[[Compared], str]) -> Column[Compared]:
            return Column[Compared](title, words, spoken=spoken, align=Align.END)

        return [
            Column[Compared](self.tr("Group or client"), self._name, spoken=spoken),
            text(self.tr("Attended"), lambda line: period_words.hours_words(line.now, formats)),
            text(self.tr("Before"), lambda line: period_words.hours_words(line.before, formats)),
            text(self.tr("Change"), lambda line: period_words.hours_change(line, formats)),
            text(self.tr("Rate"), lambda line: period_words.rate_words(line.now)),
            text(self.tr("Before"), lambda line: period_words.rate_words(line.before)),
            text(self.tr("No-shows"), lambda line: period_words.count_words(line.now)),
            text(self.tr("Before"), lambda line: period_words.count_words(line.before)),
        ]

    def _fit(self) -> None:
        """Let widths and heights follow the size of the text."""
        self.missed.fit()
        self.compared.fit()
        down, across = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._tools.setDirection(down if self._theme.scale > STACKED_FROM else across)


class _FlatTable(Table):
    """As high as its lines, so that the page scrolls and not the table; what does not fit leaves in a fixed order."""

    def __init__(self, theme: Theme, name: str, widths: tuple[int, ...], leave: tuple[int, ...]) -> None:
        super().__init__(theme, name, row_height=ROW_HEIGHT)
        self._widths, self._leave = widths, leave
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave out what does not fit."""
        super().resizeEvent(event)
        self.fit()

    def fit(self) -> None:
        """Take the height of the lines, and the columns that there is room for."""
        px = self._theme.px
        left = sum(px(width) for width in self._widths)
        hidden = set()
        for place in self._leave:
            if left > self.width():
                hidden.add(place)
                left -= px(self._widths[place])
        for place, width in enumerate(self._widths):
            self.setColumnHidden(place, place in hidden)
            if place < len(self._widths) - 1:
                self.setColumnWidth(place, px(width))
        rows = self.model().rowCount() if self.model() is not None else 0
        self.horizontalHeader().setFixedHeight(px(HEADER_HEIGHT))
        self.setFixedHeight(px(HEADER_HEIGHT) + rows * px(ROW_HEIGHT) + 2)


def _period(
    work: UnitOfWork, first: date, last: date, group_id: GroupId
) -> tuple[tuple[NoShow, ...], PeriodComparison]:
    """Read both lists at once."""
    comparison = summaries.compare_periods(work, first, last, group_id)
    return summaries.no_shows(work, first, last, group_id), comparison

"""The clients who are still on the way to the goal, and the sessions they must not miss."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from coordinator.summaries import Needed, WeekReport
from ui.formats import Formats
from ui.summaries import forecast_words
from ui.summaries.below_list import HOURS_WIDTH, LINE_HEIGHT, NAME_WIDTH
from ui.theme import Theme
from ui.widgets import Divider, ElidedText, Text, clear_layout, column, row


class NeededList(QWidget):
    """Lists who needs which sessions. Hidden once the week is over, and while nobody needs any."""

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self._title = Text(theme, "", "section")
        self._box = column()
        self.setLayout(column(row(self._title, None, margins=(0, 16, 0, 4)), self._box))

    def show_report(self, report: WeekReport, shown: Callable[[str], str]) -> None:
        """Show the lines; `shown` gives a name as it is to be shown."""
        clear_layout(self._box)
        self._title.setText(forecast_words.needed_title(report, self._formats))
        self.setVisible(bool(report.needed))
        for one in report.needed:
            self._box.addWidget(Divider(self._theme))
            self._box.addWidget(self._line(one, report, shown(one.client)))

    def _line(self, one: Needed, report: WeekReport, name: str) -> QWidget:
        theme, formats = self._theme, self._formats
        client = ElidedText(theme, name, "denseMedium")
        client.setFixedWidth(theme.px(NAME_WIDTH))
        hours = Text(theme, formats.hours(one.missing_minutes), "dense", "textSecondary")
        hours.setFixedWidth(theme.px(HOURS_WIDTH))
        words = forecast_words.needed_words(one, report, formats)
        needs = Text(theme, words, "dense", "textSecondary", wrap=True)
        line = QWidget()
        box = row(client, hours, needs, gap=0)
        box.setStretch(2, 1)
        line.setLayout(box)
        line.setMinimumHeight(theme.px(LINE_HEIGHT))
        said = self.tr("{client} still needs {hours}: {sessions}.")
        line.setAccessibleName(
            said.format(client=name, hours=formats.spoken_duration(one.missing_minutes), sessions=words)
        )
        return line

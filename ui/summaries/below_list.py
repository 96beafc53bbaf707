"""The clients below the goal: why, what was tried, and the plan, which is written here."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from coordinator.summaries import BelowGoal, WeekReport
from coordinator.vocabulary import ClientId
from ui.formats import Formats
from ui.summaries import forecast_words
from ui.summaries.words import below_title, reason_words
from ui.theme import Theme
from ui.widgets import Divider, ElidedText, LinkButton, Text, TextField, clear_layout, column, row

NAME_WIDTH, HOURS_WIDTH, PLAN_WIDTH = 132, 64, 186
LINE_HEIGHT = 28
NARROW = 620
LONGEST_PLAN = 200
MAKE_UPS_SHOWN = 3


class BelowList(QWidget):
    """Lists who is below the goal. Hidden while nobody is.

    `plan_written` carries the client and the text; an empty text takes the plan away.
    """

    plan_written = Signal(object, str)

    def __init__(self, theme: Theme, formats: Formats) -> None:
        super().__init__()
        self._theme, self._formats = theme, formats
        self._title = Text(theme, "", "section")
        self._box = column()
        self._lines: list[_Line] = []
        self.setLayout(column(row(self._title, None, margins=(0, 16, 0, 4)), self._box))

    def show_report(self, report: WeekReport, shown: Callable[[str], str]) -> None:
        """Show the lines; a plan that is just being written stays in its field."""
        writing = next((line.writing() for line in self._lines if line.writing()), None)
        still = {one.client_id for one in report.below}
        for line in self._lines:
            if writing is not None and writing[0] in still:
                line.retire()
        clear_layout(self._box)
        self._lines = []
        self._title.setText(below_title(report, self._formats))
        self.setVisible(bool(report.below))
        for one in report.below:
            line = _Line(self._theme, self._formats, one, shown(one.line.client))
            line.plan_written.connect(self.plan_written)
            self._box.addWidget(line)
            self._lines.append(line)
            if writing is not None and writing[0] == one.client_id:
                line.write(writing[1])
        self._arrange()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Put reason and plan below the name where the room is short."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        narrow = self.width() < self._theme.px(NARROW)
        for line in self._lines:
            line.set_narrow(narrow=narrow)


class _PlanField(TextField):
    """Enter keeps, Esc gives up, and leaving the field keeps what was written."""

    kept = Signal()
    given_up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.kept.emit()
        elif event.key() == Qt.Key.Key_Escape:
            self.given_up.emit()
        else:
            super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in {Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason}:
            self.kept.emit()


class _Line(QWidget):
    plan_written = Signal(object, str)

    def __init__(self, theme: Theme, formats: Formats, one: BelowGoal, name: str) -> None:
        super().__init__()
        self._theme, self._one, self._name = theme, one, name
        line = one.line
        client = ElidedText(theme, name, "denseMedium")
        client.setFixedWidth(theme.px(NAME_WIDTH))
        hours = Text(theme, formats.hours(line.credited_minutes), "denseStrong", "warnText")
        hours.setFixedWidth(theme.px(HOURS_WIDTH))
        reason = reason_words(line, formats)
        if one.at_most is not None:
            most = self.tr("At most {hours}.").format(hours=formats.hours(one.at_most))
            reason = f"{most} {reason}" if line.shortfalls or line.missed_elsewhere else most
        self._reason = ElidedText(theme, reason, "dense", "textSecondary")
        self._link = self._plan_link()
        self._field = _PlanField(theme, self.tr("Plan for {client}").format(client=name), height=LINE_HEIGHT)
        self._field.setMaxLength(LONGEST_PLAN)
        self._field.setText(line.plan)
        self._field.hide()
        self._field.kept.connect(self._keep)
        self._field.given_up.connect(self._give_up)
        self._plan = QWidget()
        self._plan.setLayout(row(self._link, self._field, gap=0))
        self._plan.layout().setAlignment(self._link, Qt.AlignmentFlag.AlignLeading)  # type: ignore[union-attr]
        self._box = row(row(client, hours, None, gap=0), self._reason, self._plan, gap=0)
        self._box.setStretch(1, 1)
        for part in (client, hours, self._reason, self._plan):
            part.setMinimumHeight(theme.px(LINE_HEIGHT))
        told = self._make_ups(formats)
        self._below = column(*told, margins=(0, 0, 0, 6 if told else 0))
        self.setLayout(column(Divider(theme), self._box, self._below))
        said = self.tr("{client}, {hours}. {reason}").format(
            client=name, hours=formats.spoken_duration(line.credited_minutes), reason=reason
        )
        self.setAccessibleName(" ".join([said, *(f"{text.text()}." for text in told)]).replace("..", "."))

    def _make_ups(self, formats: Formats) -> list[Text]:
        """Say below the line where the client could make up, while there is time for it."""
        if self._one.at_most is None:
            return []
        told = [forecast_words.make_up_words(place, formats) for place in self._one.make_ups[:MAKE_UPS_SHOWN]]
        return [
            Text(self._theme, words, "caption", "textSecondary", wrap=True)
            for words in told or [forecast_words.no_make_up_words()]
        ]

    def _plan_link(self) -> LinkButton:
        plan = self._one.line.plan
        if not plan:
            spoken = self.tr("Add plan, {client}").format(client=self._name)
            link = LinkButton(self._theme, self.tr("Add plan"), name=spoken, role="dense")
        else:
            spoken = self.tr("Plan for {client}: {plan}. Change").format(client=self._name, plan=plan)
            metrics = Text(self._theme, "", "dense").fontMetrics()
            room = self._theme.px(PLAN_WIDTH) - 12
            cut = metrics.elidedText(plan, Qt.TextElideMode.ElideRight, room)
            link = LinkButton(self._theme, cut, name=spoken, role="dense", colour="textSecondary", weight=400)
            link.setToolTip(self.tr("{plan} (change)").format(plan=plan))
        link.clicked.connect(self._open)
        return link

    def set_narrow(self, *, narrow: bool) -> None:
        """Stack the parts, or set them side by side."""
        direction = QBoxLayout.Direction
        self._box.setDirection(direction.TopToBottom if narrow else direction.LeftToRight)
        indent = 0 if narrow else self._theme.px(NAME_WIDTH + HOURS_WIDTH)
        self._below.setContentsMargins(indent, 0, 0, self._below.contentsMargins().bottom())
        if narrow:
            self._plan.setMinimumWidth(0)
            self._plan.setMaximumWidth(self._theme.px(2 * PLAN_WIDTH))
        else:
            self._plan.setFixedWidth(self._theme.px(PLAN_WIDTH))

    def writing(self) -> tuple[ClientId, str] | None:
        """What stands in the field while it is open."""
        return (self._one.client_id, self._field.text()) if not self._field.isHidden() else None

    def retire(self) -> None:
        """Keep nothing any more: the field goes, and what stood in it goes on in the line that follows."""
        self._field.blockSignals(True)

    def write(self, text: str) -> None:
        """Open the field with a text."""
        self._field.setText(text)
        self._open()

    def _open(self) -> None:
        self._link.hide()
        self._field.show()
        self._field.setFocus(Qt.FocusReason.OtherFocusReason)
        self._field.selectAll()

    def _close(self) -> None:
        had_focus = self._field.hasFocus()
        self._field.hide()
        self._link.show()
        if had_focus:
            self._link.setFocus(Qt.FocusReason.OtherFocusReason)

    def _keep(self) -> None:
        if self._field.isHidden():
            return
        text = self._field.text().strip()
        self._close()
        if text != self._one.line.plan:
            self.plan_written.emit(self._one.client_id, text)

    def _give_up(self) -> None:
        self._field.setText(self._one.line.plan)
        self._close()

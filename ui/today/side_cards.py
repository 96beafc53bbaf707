"""The cards at the side: what is left to finish, and who can no longer reach the weekly goal."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QBoxLayout, QWidget

from coordinator.summaries.forecast import ClientForecast, Forecast
from coordinator.summaries.weekly_summary import ClientWeek
from coordinator.today import Todo, TodoKind
from ui.attendance_words import block_of
from ui.formats import Formats, counted
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    BlockStrip,
    Card,
    Divider,
    ElidedText,
    LinkButton,
    SectionHeader,
    Text,
    TextField,
    clear_layout,
    column,
    icon_label,
    row,
)

ICONS = {
    TodoKind.NOT_HELD: "calendar-off",
    TodoKind.UNMARKED: "clipboard-list",
    TodoKind.NOTES: "pen-line",
    TodoKind.COSIGN: "signature",
    TodoKind.COSIGN_ADDITION: "signature",
    TodoKind.REPORT: "file-input",
    TodoKind.AUTHORIZATION: "file-text",
    TodoKind.CONTACT: "contact-round",
    TodoKind.ABSENCES: "user-minus",
    TodoKind.SUMMARY: "send",
    TodoKind.SAFETY: "shield",
    TodoKind.ADDENDUM: "square-pen",
    TodoKind.OUTDATED: "refresh-cw",
}
MOST_SHOWN = 8
CELL = (42, 12)
NARROW_CELL = (26, 12)
MANY = 5


class FinishCard(Card):
    """What is left to finish: each line leads straight to the place that ends it."""

    chosen = Signal(object)
    """Carries the `Todo`."""
    answered = Signal(object, str)
    """A `Todo` that wants words, and what was typed."""

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames) -> None:
        super().__init__(theme)
        self._theme, self._formats, self._names = theme, formats, names
        self._answering: UUID | None = None
        self._box = column(margins=(18, 14, 18, 8))
        self.setLayout(self._box)
        self.hide()  # until what there is to finish has been read

    def show_todos(self, todos: tuple[Todo, ...]) -> None:
        """Show the lines, at most eight, with the count of all."""
        clear_layout(self._box)
        self.show()
        count = str(len(todos)) if todos else ""
        self._box.addLayout(row(SectionHeader(self._theme, self.tr("To finish"), count), margins=(0, 0, 0, 4)))
        if not todos:
            self._box.addWidget(Divider(self._theme))
            done = row(
                icon_label(self._theme, "check", "present.text"),
                Text(self._theme, self.tr("Nothing left to finish."), "dense", "textSecondary"),
                None,
                gap=10,
                margins=(0, 9, 0, 9),
            )
            self._box.addLayout(done)
        for todo in todos[:MOST_SHOWN]:
            self._box.addWidget(Divider(self._theme))
            self._box.addLayout(self._line(todo))
            if todo.kind is TodoKind.SAFETY:
                self._box.addWidget(self._answer(todo))
        if len(todos) > MOST_SHOWN:
            more = counted("Today", "%n more thing(s), oldest first", len(todos) - MOST_SHOWN)
            self._box.addWidget(Text(self._theme, more, "caption", "textMuted"))

    def _answer(self, todo: Todo) -> TextField:
        told = self.tr("What came of it, for example whom you reached")
        name = f"{self.tr('What came of looking after')} {self._names.of(todo.client_name)}"
        field = TextField(self._theme, name, placeholder=told, height=28)
        field.setProperty("task", str(todo.task_id))
        field.setVisible(self._answering == todo.task_id)

        def done() -> None:
            if field.text().strip():
                self._answering = None
                self.answered.emit(todo, field.text())

        field.returnPressed.connect(done)
        return field

    def _choose(self, todo: Todo) -> None:
        """Let words be typed where the line wants them; everything else leads somewhere."""
        if todo.kind is not TodoKind.SAFETY:
            self.chosen.emit(todo)
            return
        self._answering = todo.task_id
        for field in self.findChildren(TextField):
            if field.property("task") == str(todo.task_id):
                field.show()
                field.setFocus(Qt.FocusReason.OtherFocusReason)

    def _line(self, todo: Todo) -> QBoxLayout:
        theme = self._theme
        what, where, verb = self._words(todo)
        title = Text(theme, what, "denseMedium", wrap=True)
        words = column(title)
        if where:
            words.addWidget(ElidedText(theme, where, "caption", "textMuted"))
        glyph = icon_label(theme, ICONS.get(todo.kind, "lightbulb"))
        link = LinkButton(theme, verb, name=f"{verb}: {what}, {where}" if where else f"{verb}: {what}")
        link.clicked.connect(lambda: self._choose(todo))
        line = row(gap=10, margins=(0, 9, 0, 9))
        line.addWidget(glyph, 0, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        line.addWidget(link, 0, Qt.AlignmentFlag.AlignTop)
        return line

    def _words(self, todo: Todo) -> tuple[str, str, str]:
        formats = self._formats
        where = todo.group_name
        if todo.service_date is not None:
            day = formats.short_day(todo.service_date)
            where = self.tr("{group}, {day}").format(group=todo.group_name, day=day)
        due = where
        if todo.due_on is not None and todo.overdue:
            due = self.tr("{where}. Overdue since {day}").format(where=where, day=formats.short_day(todo.due_on))
        week = formats.week(todo.starts_on, todo.starts_on + timedelta(days=4), short=True) if todo.starts_on else ""
        ends = formats.short_day(todo.ends_on) if todo.ends_on else ""
        return {
            TodoKind.NOT_HELD: (self.tr("Session never launched"), where, self.tr("Open")),
            TodoKind.UNMARKED: (counted("Today", "%n client(s) not marked", todo.count), where, self.tr("Mark")),
            TodoKind.NOTES: (counted("Today", "%n note(s) to sign", todo.count), due, self.tr("Open")),
            TodoKind.COSIGN: (counted("Today", "%n note(s) to co-sign", todo.count), due, self.tr("Open")),
            TodoKind.COSIGN_ADDITION: (
                counted("Today", "%n addition(s) to co-sign", todo.count),
                due,
                self.tr("Open"),
            ),
            TodoKind.REPORT: (self.tr("Attendance report not imported"), where, self.tr("Import")),
            TodoKind.SAFETY: (
                self.tr("Look after {name}").format(name=self._names.of(todo.client_name)),
                self.tr("Removed from {where}").format(where=where),
                self.tr("Done"),
            ),
            TodoKind.ADDENDUM: (
                self.tr("Attendance changed after the note of {name} was signed").format(
                    name=self._names.of(todo.client_name)
                ),
                where,
                self.tr("Add addendum"),
            ),
            TodoKind.OUTDATED: (
                self.tr("Exported summary is outdated: attendance changed since"),
                week,
                self.tr("Export again"),
            ),
            TodoKind.ABSENCES: (
                counted("Today", "%n absence(s) without notice", todo.count)
                if not todo.weeks
                else counted("Today", "%n absence(s), the program's limit is reached", todo.count),
                self._names.of(todo.client_name),
                self.tr("Reviewed"),
            ),
            TodoKind.AUTHORIZATION: (
                self.tr("Authorization of {name} ends {day}").format(name=self._names.of(todo.client_name), day=ends),
                counted("Today", "%n unit(s) left", max(0, todo.count)),
                self.tr("Open"),
            ),
            TodoKind.CONTACT: (self.tr("Emergency contact missing"), self._names.of(todo.client_name), self.tr("Add")),
            TodoKind.SUMMARY: (self.tr("Weekly summary not exported"), week, self.tr("Export")),
            TodoKind.TIP_CLINIC: (self.tr("Name your clinic"), self.tr("It heads your summaries."), self.tr("Add")),
            TodoKind.TIP_GROUP: (self.tr("Add your first group"), self.tr("With its meeting link."), self.tr("Add")),
            TodoKind.TIP_CLIENTS: (self.tr("Add your clients"), self.tr("Or import a roster."), self.tr("Add")),
            TodoKind.TIP_BLOCK: (
                self.tr("Plan the weekly blocks"),
                self.tr("Then sessions appear here."),
                self.tr("Plan"),
            ),
        }[todo.kind]


class GoalCard(Card):
    """The week's goal: only clients who can no longer reach the goal this week."""

    client_chosen = Signal(object)

    def __init__(self, theme: Theme, formats: Formats, names: ShownNames) -> None:
        super().__init__(theme)
        self._theme, self._formats, self._names = theme, formats, names
        self._box = column(margins=(18, 14, 18, 10))
        self.setLayout(self._box)
        self.hide()  # until the week has been read

    def show_forecast(self, forecast: Forecast | None, now: datetime) -> None:
        """Show the week; without clients the card hides."""
        clear_layout(self._box)
        self.setVisible(forecast is not None)
        if forecast is None:
            return
        theme, formats = self._theme, self._formats
        goal = forecast.goal_minutes // 60 if forecast.goal_minutes % 60 == 0 else None
        title = (
            counted("Today", "Toward %n hour(s)", goal)
            if goal is not None
            else self.tr("Toward {hours}").format(hours=formats.hours(forecast.goal_minutes))
        )
        week = formats.week(forecast.starts_on, _last_shown(forecast), short=True)
        self._box.addWidget(SectionHeader(theme, title, week))
        sentence = self.tr("{reachable} of {clients} clients can still reach the goal.").format(
            reachable=forecast.reachable, clients=forecast.clients
        )
        if goal is not None:
            sentence = self.tr("{reachable} of {clients} clients can still reach {goal} hours.").format(
                reachable=forecast.reachable, clients=forecast.clients, goal=goal
            )
        self._box.addSpacing(1)
        self._box.addWidget(Text(theme, sentence, "caption", "textMuted", wrap=True))
        self._box.addSpacing(4)
        for place, one in enumerate(forecast.falling_short):
            if place:
                self._box.addWidget(Divider(theme))
            self._box.addWidget(self._client(one, forecast.of(one.client_id), now))

    def _client(self, one: ClientWeek, found: ClientForecast | None, now: datetime) -> QWidget:
        theme, formats = self._theme, self._formats
        hours = formats.hours(one.hours.credited)
        most = self.tr("at most {hours}").format(hours=formats.hours(one.hours.best_still_possible))
        shapes = [block_of(cell, now) for cell in one.hours.cells]
        shown = self._names.of(one.name)
        sentence = self.tr("{name}: {hours} so far, {most}.").format(name=shown, hours=hours, most=most)
        cell = CELL if len(shapes) < MANY else NARROW_CELL
        strip = BlockStrip(theme, shapes, sentence, cell=cell)
        name = LinkButton(theme, shown, role="denseMedium", colour="text")
        name.clicked.connect(lambda: self.client_chosen.emit(one.client_id))
        first = row(name, None, Text(theme, hours, "dense", "textSecondary"))
        second = row(strip, None, Text(theme, most, "caption", "textMuted"))
        holder = QWidget()
        lines = column(first, 5, second, margins=(0, 9, 0, 9))
        if found is not None and found.make_ups:
            place = found.make_ups[0]
            start = formats.zoned_time(place.starts_at, ZoneInfo(place.zone))
            told = self.tr("Make-up with a place: {group}, {day}, {time}").format(
                group=place.group_name, day=formats.short_day(place.service_date), time=start
            )
            lines.addSpacing(3)
            lines.addWidget(Text(theme, told, "caption", "textSecondary", wrap=True))
        holder.setLayout(lines)
        return holder


def _last_shown(forecast: Forecast) -> date:
    """Give the day that ends the week for a reader: its fifth, unless somebody meets later."""
    days = [cell.service_date for one in forecast.falling_short for cell in one.hours.cells]
    return max([forecast.starts_on + timedelta(days=4), *days])

"""The days side by side with their hours, and the sessions in them."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSignalBlocker, QSize, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

from coordinator.sessions import GroupSession
from coordinator.vocabulary import ExceptionKind, GroupSessionId
from ui.formats import Formats
from ui.shapes import crisp_box
from ui.theme import Theme
from ui.week import arrangement
from ui.week.arrangement import Placed
from ui.week.block_button import EDGE, STEP_MINUTES, BlockButton
from ui.week.day_heads import DayHeads
from ui.week.facts import WeekView
from ui.widgets import column, row

AXIS, HOUR, LEFT = 52, 45, 10
TAIL = 18
"""Pixels below the last hour."""
NARROWEST_DAY = 118


class HourAxis(QWidget):
    """The names of the hours. It stays when the days are scrolled sideways."""

    def __init__(self, theme: Theme, formats: Formats, hours: Hours, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._hours = theme, formats, hours
        self._shift = 0
        theme.changed.connect(self._fit)
        self._fit()

    def scroll_to(self, shift: int) -> None:
        """Follow the days up and down."""
        self._shift = shift
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Name each hour between the first and the last, beside its line."""
        del event
        painter, px, hours = QPainter(self), self._theme.px, self._hours
        painter.setFont(self._theme.font("micro"))
        painter.setPen(self._theme.colour("textMuted"))
        right = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        for hour in range(hours.first_hour + 1, hours.last_hour):
            box = QRectF(0, hours.y_of(hour * 60) - self._shift - px(7), self.width() - px(10), px(14))
            painter.drawText(box, right, self._formats.short_time(time(hour)))

    def _fit(self) -> None:
        self.setFixedWidth(self._theme.px(AXIS))


class Hours(QWidget):
    """The ruled ground with the blocks on it."""

    resized = Signal()

    def __init__(self, theme: Theme, formats: Formats, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._zone = theme, formats, zone
        self.view: WeekView | None = None
        self.placed: tuple[Placed, ...] = ()
        self.first_hour, self.last_hour = arrangement.EARLIEST_USUAL, arrangement.LATEST_USUAL
        self.drag_target: QRectF | None = None
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        theme.changed.connect(self.updateGeometry)

    def sizeHint(self) -> QSize:
        """As many hours as are shown."""
        days = len(self.view.days) if self.view is not None else 5
        px = self._theme.px
        return QSize(days * px(NARROWEST_DAY), self.y_of(self.last_hour * 60) + px(TAIL))

    def minimumSizeHint(self) -> QSize:
        """Narrower than this the grid scrolls sideways, which only it may."""
        return self.sizeHint()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The cards and the day names follow the width."""
        super().resizeEvent(event)
        self.resized.emit()

    def y_of(self, minutes: float) -> int:
        """Pixels from the top for minutes of the day."""
        return round((minutes - self.first_hour * 60) * self._theme.px(HOUR) / 60)

    def bounds(self) -> list[tuple[float, float]]:
        """Left edge and width of each day."""
        if self.view is None:
            return []
        width = self.width() / len(self.view.days)
        return [(number * width, width) for number in range(len(self.view.days))]

    def card_rect(self, one: Placed) -> QRectF:
        """Where a session's card lies; empty where its day is not shown."""
        if self.view is None or one.day not in self.view.days:
            return QRectF()
        left, width = self.bounds()[self.view.days.index(one.day)]
        room = width - 11
        lane = room / one.lanes
        top, bottom = self.y_of(one.top) + 1, self.y_of(one.bottom) - 1
        return QRectF(left + 5 + one.lane * lane, top, lane - (3 if one.lane < one.lanes - 1 else 0), bottom - top)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Hour lines, day borders, ghosts of what moved, and the line of now."""
        del event
        painter, colour = QPainter(self), self._theme.colour
        painter.setPen(QPen(colour("divider"), 1))
        for hour in range(self.first_hour + 1, self.last_hour + 1):
            y = self.y_of(hour * 60)
            painter.drawLine(QPointF(0, y + 0.5), QPointF(self.width(), y + 0.5))
        painter.setPen(QPen(colour("border"), 1))
        for left, _ in self.bounds():
            painter.drawLine(QPointF(round(left) + 0.5, 0), QPointF(round(left) + 0.5, self.height()))
        for one in self.placed:
            self._paint_ghost(painter, one)
        if self.drag_target is not None:
            crisp_box(
                painter, self.drag_target, radius=7, fill=colour("selection"), stroke=colour("accent"), dashes=(3, 2.5)
            )
        self._paint_now(painter)

    def _paint_ghost(self, painter: QPainter, one: Placed) -> None:
        session = one.session
        before = session.original_starts_at
        if before is None or session.exception is not ExceptionKind.MOVED or self.view is None:
            return
        length = session.ends_at - session.starts_at
        was = arrangement.place(session, before, before + length, self._zone)
        ghost, card = self.card_rect(was), self.card_rect(one)
        if ghost.isEmpty():
            return
        ghost.adjust(0, -1, 0, 1)
        above = card.intersects(ghost) and card.top() > ghost.top()
        if card.intersects(ghost):
            gap = EDGE
            ghost = (
                ghost.intersected(QRectF(0, 0, self.width(), card.top() - gap + 8))
                if above
                else QRectF(
                    ghost.left(),
                    card.bottom() + gap - 8,
                    ghost.width(),
                    max(0, ghost.bottom() - card.bottom() - gap + 8),
                )
            )
        painter.save()
        if card.intersects(ghost):
            clip = (
                QRectF(0, 0, self.width(), card.top() - EDGE)
                if above
                else QRectF(0, card.bottom() + EDGE, self.width(), self.height())
            )
            painter.setClipRect(clip)
        crisp_box(painter, ghost, radius=7, stroke=self._theme.colour("borderStrong"), dashes=(3, 2.5))
        painter.setFont(self._theme.font("caption"))
        painter.setPen(self._theme.colour("textMuted"))
        words = ghost.adjusted(10, 2, -4, -2)
        place = Qt.AlignmentFlag.AlignTop if above or not card.intersects(ghost) else Qt.AlignmentFlag.AlignBottom
        painter.drawText(words, place | Qt.AlignmentFlag.AlignLeft, self._formats.time(before))
        painter.restore()

    def _paint_now(self, painter: QPainter) -> None:
        if self.view is None or self.view.today not in self.view.days:
            return
        local = self.view.now.astimezone(self._zone)
        minutes = arrangement.minutes_of(local.time())
        if not self.first_hour * 60 <= minutes <= self.last_hour * 60:
            return
        left, width = self.bounds()[self.view.days.index(self.view.today)]
        y = self.y_of(minutes) + 1
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._theme.colour("needle"))
        painter.drawRect(QRectF(round(left) + 1, y - 1, round(width) - 1, 2))
        painter.drawEllipse(QRectF(max(0, round(left) - 4), y - 4.5, 9, 9))


class WeekGrid(QWidget):
    """The week's columns. It changes nothing: it says what was asked for."""

    chosen = Signal(object)
    reached = Signal(object)
    """The focus came to a session."""
    opened = Signal(object)
    stretch_wanted = Signal(object, int)
    """The session and by how many minutes it shall be longer."""
    move_wanted = Signal(object, object)
    """The session and its new start, aware."""

    def __init__(self, theme: Theme, formats: Formats, zone: ZoneInfo, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats, self._zone = theme, formats, zone
        self._heads = DayHeads(theme, formats)
        self._hours = Hours(theme, formats, zone)
        self._axis = HourAxis(theme, formats, self._hours)
        self._scroll = QScrollArea()
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setWidgetResizable(True)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setWidget(self._hours)
        self._scroll.viewport().setAutoFillBackground(False)
        self._hours.setAutoFillBackground(False)
        self._scroll.setCornerWidget(QWidget())
        self._buttons: dict[GroupSessionId, BlockButton] = {}
        self._selected: GroupSessionId | None = None
        days = row(self._axis, self._scroll, gap=0)
        self.setLayout(column(self._heads, days, margins=(LEFT, 0, 0, 16)))
        theme.changed.connect(self._arrange)
        self._hours.resized.connect(self._arrange)
        self._scroll.horizontalScrollBar().valueChanged.connect(lambda _: self._arrange())
        self._scroll.verticalScrollBar().valueChanged.connect(self._axis.scroll_to)

    def show_week(self, view: WeekView, selected: GroupSessionId | None) -> None:
        """Show a week; the focus stays on the session that had it."""
        focused = next((key for key, button in self._buttons.items() if button.hasFocus()), None)
        for button in self._buttons.values():
            button.blockSignals(True)  # hiding the one with the focus hands it on to a neighbour
            button.hide()
            button.deleteLater()
        self._buttons = {}
        hours = self._hours
        hours.view, hours.placed = view, arrangement.placed(view.sessions, self._zone)
        hours.first_hour, hours.last_hour = arrangement.hours_shown(hours.placed)
        hours.drag_target = None
        for one in hours.placed:
            clash = next(iter(arrangement.clashes(one.session, view.sessions)), None)
            self._add(one.session, view, clash)
        self.select(selected)
        hours.updateGeometry()
        hours.update()
        self._axis.update()
        self._arrange()
        if focused in self._buttons:
            with QSignalBlocker(self._buttons[focused]):
                self._buttons[focused].setFocus()

    def select(self, session_id: GroupSessionId | None) -> None:
        """Outline the session that the inspector shows."""
        self._selected = session_id
        view = self._hours.view
        for key, button in self._buttons.items():
            button.set_state(selected=key == session_id, comes_next=view is not None and key == view.next_id)

    def focus_session(self, session_id: GroupSessionId | None) -> None:
        """Put the focus on a session, or on the first one."""
        button = self._buttons.get(session_id) if session_id is not None else None
        button = button or next(iter(self._buttons.values()), None)
        if button is not None:
            button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._scroll.ensureWidgetVisible(button, 0, 20)

    def focused_session(self) -> GroupSession | None:
        """The session whose card has the focus."""
        return next((button.session for button in self._buttons.values() if button.hasFocus()), None)

    def button(self, session_id: GroupSessionId) -> BlockButton:
        """The card of a session; raises KeyError."""
        return self._buttons[session_id]

    def _add(self, session: GroupSession, view: WeekView, clash: GroupSession | None) -> None:
        button = BlockButton(
            self._theme, self._formats, session, view.facts_of(session), clash, view.zones_of(session), self._hours
        )
        button.chosen.connect(self.chosen)
        button.reached.connect(self.reached)
        button.opened.connect(self.opened)
        button.shifted.connect(self._shift)
        button.stretched.connect(self.stretch_wanted)
        button.walked.connect(self._walk)
        button.dragged.connect(self._drag)
        button.dropped.connect(self._drop)
        button.show()
        self._buttons[session.id] = button

    def _arrange(self) -> None:
        hours = self._hours
        if hours.view is None:
            return
        for one in hours.placed:
            card = hours.card_rect(one).adjusted(-EDGE, -EDGE, EDGE, EDGE)
            self._buttons[one.session.id].setGeometry(card.toRect() if not card.isEmpty() else QRect())
        axis = self._theme.px(AXIS)
        shift = self._scroll.horizontalScrollBar().value() - axis
        self._heads.show_days(hours.view, [(left - shift, width) for left, width in hours.bounds()], clear_of=axis)

    def _shift(self, session: GroupSession, by: timedelta) -> None:
        local = session.starts_at.astimezone(self._zone).replace(tzinfo=None) + by
        self.move_wanted.emit(session, local.replace(tzinfo=self._zone))

    def _walk(self, session: GroupSession, key: int) -> None:
        """Give the focus to the next session in the direction of an arrow key."""
        here = next(one for one in self._hours.placed if one.session.id == session.id)
        if key in {Qt.Key.Key_Up, Qt.Key.Key_Down}:
            sign = -1 if key == Qt.Key.Key_Up else 1
            around = [one for one in self._hours.placed if one.day == here.day and (one.top - here.top) * sign > 0]
            target = min(around, key=lambda one: abs(one.top - here.top), default=None)
        else:
            sign = -1 if key == Qt.Key.Key_Left else 1
            around = [one for one in self._hours.placed if (one.day - here.day).days * sign > 0]
            near = min((abs((one.day - here.day).days) for one in around), default=0)
            around = [one for one in around if abs((one.day - here.day).days) == near]
            target = min(around, key=lambda one: abs(one.top - here.top), default=None)
        if target is not None:
            self.focus_session(target.session.id)

    def _drag(self, session: GroupSession, way: QPoint) -> None:
        self._hours.drag_target = None if way.isNull() else self._hours.card_rect(self._target(session, way))
        self._hours.update()

    def _drop(self, session: GroupSession, way: QPoint) -> None:
        self._hours.drag_target = None
        self._hours.update()
        target = self._target(session, way)
        wall = datetime.combine(target.day, time(target.top // 60, target.top % 60))
        starts_at = wall.replace(tzinfo=self._zone)
        if starts_at != session.starts_at:
            self.move_wanted.emit(session, starts_at)

    def _target(self, session: GroupSession, way: QPoint) -> Placed:
        """Give where a drag would put a session: on a quarter of an hour, on a day that is shown."""
        hours = self._hours
        here = next(one for one in hours.placed if one.session.id == session.id)
        assert hours.view is not None  # noqa: S101  nothing is dragged before a week is shown
        minutes = way.y() * 60 / self._theme.px(HOUR)
        top = here.top + round(minutes / STEP_MINUTES) * STEP_MINUTES
        top = max(0, min(top, arrangement.MINUTES_A_DAY - STEP_MINUTES))
        width = max(1.0, hours.bounds()[0][1])
        number = hours.view.days.index(here.day) + round(way.x() / width)
        day = hours.view.days[max(0, min(number, len(hours.view.days) - 1))]
        return Placed(session, day, top, here.length)

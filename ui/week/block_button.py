"""One session in the grid: painted to scale, focusable, dragged by a quarter of an hour."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta

from PySide6.QtCore import QPoint, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QFocusEvent, QFont, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from coordinator.sessions import GroupSession
from coordinator.vocabulary import SessionStatus
from ui.formats import Formats
from ui.shapes import crisp_box, draw_icon
from ui.theme import Theme
from ui.week import words
from ui.week.facts import SessionFacts
from ui.week.upright import draw_upright

STEP_MINUTES = 15
NARROW_NAME = 52
NARROW_CARD = 64
NARROWEST = 34
"""Below this a time would be cut to a letter or two."""
EDGE = 3
"""Pixels around the card that hold the selection's outline."""


class BlockButton(QAbstractButton):
    """A session's card. It changes nothing: it says what was asked for.

    Arrow keys walk, Alt+Up and Alt+Down ask for another time, Alt+Shift+Left and Right for another day,
    Alt+Shift+Up and Down for another length.
    """

    chosen = Signal(object)
    reached = Signal(object)
    """The focus came here."""
    opened = Signal(object)
    shifted = Signal(object, object)
    """The session and the timedelta by which it shall move."""
    stretched = Signal(object, int)
    """The session and by how many minutes it shall be longer."""
    walked = Signal(object, int)
    """The session and the arrow key."""
    dragged = Signal(object, QPoint)
    """The session and how far it is from its place now, in pixels; a null point when the drag was given up."""
    dropped = Signal(object, QPoint)

    def __init__(
        self,
        theme: Theme,
        formats: Formats,
        session: GroupSession,
        facts: SessionFacts,
        clash: GroupSession | None,
        zones: Mapping[str, int],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self.session, self._facts, self._clash, self._zones = session, facts, clash, zones
        self._selected = self._next = False
        self._pressed_at: QPoint | None = None
        self._dragging = False
        self.setProperty("ring", False)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        spoken = words.sentence(session, facts, clash, formats, zones)
        self.setAccessibleName(spoken)
        self.setToolTip(spoken)
        self.clicked.connect(lambda: self.chosen.emit(self.session))

    def set_state(self, *, selected: bool, comes_next: bool) -> None:
        """Whether the inspector shows it, and whether it is the session of the hour."""
        self._selected, self._next = selected, comes_next
        self.update()

    @property
    def movable(self) -> bool:
        """Sessions that started never change."""
        return self.session.status is SessionStatus.PLANNED

    # -- keys and mouse

    def focusInEvent(self, event: QFocusEvent) -> None:
        """The inspector follows the focus."""
        super().focusInEvent(event)
        self.reached.emit(self.session)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Walk, move, open."""
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        alt, shift = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ShiftModifier
        moves = {
            (Qt.Key.Key_Up, alt): timedelta(minutes=-STEP_MINUTES),
            (Qt.Key.Key_Down, alt): timedelta(minutes=STEP_MINUTES),
            (Qt.Key.Key_Left, alt | shift): timedelta(days=-1),
            (Qt.Key.Key_Right, alt | shift): timedelta(days=1),
        }
        lengths = {Qt.Key.Key_Up: -STEP_MINUTES, Qt.Key.Key_Down: STEP_MINUTES}
        if held == alt | shift and key in lengths:
            if self.movable:
                self.stretched.emit(self.session, lengths[key])
        elif (key, held) in moves:
            if self.movable:
                self.shifted.emit(self.session, moves[key, held])
        elif key in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and not held:
            self.opened.emit(self.session)
        elif key in {Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Up, Qt.Key.Key_Down} and not held:
            self.walked.emit(self.session, int(key))
        elif key == Qt.Key.Key_Escape and self._dragging:
            self._give_up()
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """Remember where a drag would begin."""
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton:
            self._pressed_at = event.globalPosition().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """Drag a planned session."""
        if self._pressed_at is None or not self.movable:
            return
        way = event.globalPosition().toPoint() - self._pressed_at
        if self._dragging or way.manhattanLength() >= QApplication.startDragDistance():
            self._dragging = True
            self.setDown(False)
            self.dragged.emit(self.session, way)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Drop, or a plain click."""
        start, self._pressed_at = self._pressed_at, None
        if self._dragging and start is not None:
            self._dragging = False
            self.setDown(False)
            self.dropped.emit(self.session, event.globalPosition().toPoint() - start)
            return
        super().mouseReleaseEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        """Open the session."""
        del event
        self.opened.emit(self.session)

    def _give_up(self) -> None:
        self._dragging, self._pressed_at = False, None
        self.dragged.emit(self.session, QPoint())

    # -- painting

    def paintEvent(self, event: QPaintEvent) -> None:
        """Card, group bar, name and time; what differs; people and unfinished work at the foot."""
        del event
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        card = QRectF(self.rect()).adjusted(EDGE, EDGE, -EDGE, -EDGE)
        cancelled = self.session.status is SessionStatus.CANCELLED
        self._paint_card(painter, card, cancelled=cancelled)
        px = self._theme.px
        bar = QRectF(card.left() + 7, card.top() + 7, 4, card.height() - 14)
        painter.setOpacity(0.35 if cancelled else 1.0)
        ink = self._theme.colour(f"group.{self.session.colour.value}")
        crisp_box(painter, bar, radius=2, fill=ink)
        painter.setOpacity(1.0)
        narrow = card.width() < px(NARROW_CARD)  # several groups at once
        start, end = (14, 1) if narrow else (19, px(7))
        inner = QRectF(card.left() + start, card.top() + 8, card.width() - start - end, card.height() - 8 - 9)
        if narrow and not self._has_room(inner):
            self._paint_upright(painter, inner, cancelled=cancelled)
            return
        used = self._paint_words(painter, inner, cancelled=cancelled)
        if cancelled:
            self._paint_chip(painter, inner)
        else:
            self._paint_meta(painter, inner, inner.height() - used)

    def _has_room(self, inner: QRectF) -> bool:
        """Whether the short code and the beginning of the time fit side by side with nothing cut."""
        wanted = QFontMetricsF(self._theme.font("dense", weight=600)).horizontalAdvance(self.session.short_code)
        return inner.width() >= max(wanted, self._theme.px(NARROWEST))

    def _paint_upright(self, painter: QPainter, inner: QRectF, *, cancelled: bool) -> None:
        """Several groups at once: name and time run downwards, and work left over keeps its icon at the foot."""
        theme, px = self._theme, self._theme.px
        lines = words.meta_lines(self.session, self._facts, self._clash, self._formats, self._zones)
        icon = "ban" if cancelled else next((line.icon for line in lines if line.pressing), "")
        foot = px(20) if icon else 0
        name = theme.font("dense", weight=500 if cancelled else 600)
        name.setStrikeOut(cancelled)
        times = words.time_line(self.session, self._formats, exact=bool(words.was_line(self.session, self._formats)))
        draw_upright(
            painter,
            inner.adjusted(0, 0, 0, -foot),
            (self.session.group_name, name, theme.colour("textMuted" if cancelled else "text")),
            (times, theme.font("caption"), theme.colour("textSecondary")),
        )
        if icon:
            centre = QPointF(inner.center().x(), inner.bottom() - px(7))
            draw_icon(painter, theme, icon, "cancelled.text" if cancelled else "warnText", centre, px(13))

    def _paint_card(self, painter: QPainter, card: QRectF, *, cancelled: bool) -> None:
        colour = self._theme.colour
        ringed = self._selected or self.hasFocus()
        if cancelled:
            crisp_box(painter, card, radius=7, stroke=colour("borderStrong"), dashes=(3, 2.5))
        elif self._next:
            crisp_box(painter, card, radius=7, fill=colour("selection"), stroke=colour("accent"))
        else:
            stroke = colour("surface" if ringed else "border")
            crisp_box(painter, card, radius=7, fill=colour("surface"), stroke=stroke)
        if ringed:
            ring = card.adjusted(-EDGE, -EDGE, EDGE, EDGE)
            crisp_box(painter, ring, radius=9, stroke=colour("focus"), width=2)

    def _paint_words(self, painter: QPainter, inner: QRectF, *, cancelled: bool) -> float:
        px, theme = self._theme.px, self._theme
        name = theme.font("dense", weight=500 if cancelled else 600)
        name.setStrikeOut(cancelled)
        at = inner.top()
        self._line(painter, inner, at, px(18), name, "textMuted" if cancelled else "text", self._name_in(inner))
        at += px(18)
        was = words.was_line(self.session, self._formats)
        times = words.time_line(self.session, self._formats, exact=bool(was))
        self._line(painter, inner, at, px(16), theme.font("caption"), "textSecondary", times)
        at += px(16)
        if was and at + px(18) <= inner.bottom():
            self._line(painter, inner, at + px(2), px(16), theme.font("caption"), "textMuted", was)
            at += px(18)
        return at - inner.top()

    def _paint_meta(self, painter: QPainter, inner: QRectF, room: float) -> None:
        px, theme = self._theme.px, self._theme
        lines = words.meta_lines(self.session, self._facts, self._clash, self._formats, self._zones)
        fits = max(0, int(room // px(18)))
        shown = sorted(lines, key=lambda line: line.pressing, reverse=True)[:fits]
        lines = [line for line in lines if line in shown]
        at = inner.bottom() - px(18) * len(lines)
        for line in lines:
            ink = "warnText" if line.pressing else "textMuted"
            icon = QPointF(inner.left() + px(13) / 2, at + px(18) / 2)
            draw_icon(painter, theme, line.icon, ink, icon, px(13))
            words_at = QRectF(inner.left() + px(19), at, inner.width() - px(19), px(18))
            font = theme.font("caption", weight=500 if line.pressing else None)
            self._line(painter, words_at, at, px(18), font, ink, line.text)
            at += px(18)

    def _paint_chip(self, painter: QPainter, inner: QRectF) -> None:
        px, theme = self._theme.px, self._theme
        font = theme.font("captionMedium")
        text = words.cancelled_chip(self.session)
        width = px(6) + px(13) + px(5) + QFontMetricsF(font).horizontalAdvance(text) + px(8)
        chip = QRectF(inner.left(), inner.bottom() - px(22), min(width, inner.width()), px(22))
        if chip.top() < inner.top() + px(36):
            return
        crisp_box(painter, chip, radius=chip.height() / 2, fill=theme.colour("cancelled.soft"))
        centre = QPointF(chip.left() + px(6) + px(13) / 2, chip.center().y())
        draw_icon(painter, theme, "ban", "cancelled.text", centre, px(13))
        self._line(painter, chip.adjusted(px(24), 0, 0, 0), chip.top(), chip.height(), font, "cancelled.text", text)

    def _name_in(self, inner: QRectF) -> str:
        """Give the group's name, or its short code where several groups at once leave room for little more."""
        roomy = inner.width() >= self._theme.px(NARROW_NAME)
        return self.session.group_name if roomy else self.session.short_code

    def _line(
        self, painter: QPainter, box: QRectF, top: float, height: float, font: QFont, colour: str, text: str
    ) -> None:
        painter.setFont(font)
        painter.setPen(self._theme.colour(colour))
        room = QRectF(box.left(), top, box.width(), height)
        metrics = painter.fontMetrics()
        shown = metrics.elidedText(text, Qt.TextElideMode.ElideRight, int(room.width()) + 1)
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, shown)

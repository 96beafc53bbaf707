"""The one painter of the three-hour block, and of hours against the goal.

A block is drawn as one cell per hour; the filled length is the minutes attended, so the shape alone
carries the meaning and survives greyscale. Time axes are never mirrored.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import ceil

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF

from ui.shapes import crisp_box
from ui.theme import Theme

__all__ = [
    "BlockScale",
    "BlockShape",
    "BlockStatus",
    "RibbonMark",
    "RibbonShape",
    "paint_block",
    "paint_hours",
    "paint_ribbon",
    "paint_strip",
]

HOUR = 60
TICK = 2.0


class BlockStatus(StrEnum):
    """What a block shows. Late and left early are minutes of a present block, not statuses of their own."""

    PRESENT = "present"
    ABSENT = "absent"
    EXCUSED = "excused"
    CANCELLED = "cancelled"
    UNMARKED = "unmarked"
    PLANNED = "planned"


class BlockScale(StrEnum):
    """Where the block stands: a table cell, an attendance row, a week strip, a header ribbon."""

    CELL = "cell"
    ROW = "row"
    STRIP = "strip"
    RIBBON = "ribbon"


_GAP = {BlockScale.CELL: 2.0, BlockScale.ROW: 2.0, BlockScale.STRIP: 2.0, BlockScale.RIBBON: 3.0}
_RADIUS = {BlockScale.CELL: 2.0, BlockScale.ROW: 2.0, BlockScale.STRIP: 2.0, BlockScale.RIBBON: 3.0}


@dataclass(frozen=True, slots=True)
class BlockShape:
    """One client's block. All times are whole minutes.

    Attributes:
        planned_minutes: the block's length, 180 for three hours.
        status: what was recorded.
        arrived_late: minutes after the start; 0 when on time.
        left_early: minutes before the end; 0 when present to the end.
        elapsed: minutes since the start while the block runs; None once it is over.
        away: (from, to) gaps in minutes since the start.
    """

    planned_minutes: int
    status: BlockStatus
    arrived_late: int = 0
    left_early: int = 0
    elapsed: int | None = None
    away: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class RibbonMark:
    """A small mark on the ribbon: someone arrived late or left early, at this minute."""

    minute: int
    status: str


@dataclass(frozen=True, slots=True)
class RibbonShape:
    """The ribbon of a session.

    Attributes:
        planned_minutes: the block's length.
        elapsed: minutes since the start; negative before it, None for no needle.
        labels: one per hour boundary, "9 AM", "10", "11", "12 PM"; empty for none.
        marks: arrivals and departures.
    """

    planned_minutes: int
    elapsed: int | None = None
    labels: tuple[str, ...] = ()
    marks: tuple[RibbonMark, ...] = ()


class _Cells:
    """Hour cells inside a rectangle, and the place of a minute among them."""

    def __init__(self, rect: QRectF, minutes: int, gap: float) -> None:
        self.rect, self.minutes = rect, max(1, minutes)
        count = ceil(self.minutes / HOUR)
        self._gap = gap
        self._per_minute = (rect.width() - gap * (count - 1)) / self.minutes
        lengths = [min(HOUR, self.minutes - place * HOUR) for place in range(count)]
        self.boxes: list[QRectF] = []
        left = rect.left()
        for length in lengths:
            width = length * self._per_minute
            self.boxes.append(QRectF(left, rect.top(), width, rect.height()))
            left += width + gap

    def x(self, minute: float) -> float:
        """Where a minute lies; the end of the block is the right edge."""
        minute = max(0.0, min(float(self.minutes), minute))
        if minute >= self.minutes:
            return self.rect.right()
        place = int(minute // HOUR)
        return self.boxes[place].left() + (minute - place * HOUR) * self._per_minute

    def path(self, radius: float) -> QPainterPath:
        """The outline of all cells, to clip with."""
        path = QPainterPath()
        for box in self.boxes:
            path.addRoundedRect(box, radius, radius)
        return path


def paint_block(
    painter: QPainter, theme: Theme, rect: QRectF, shape: BlockShape, scale: BlockScale = BlockScale.CELL
) -> None:
    """Draw one block into `rect`; its height and width decide the size."""
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    cells = _Cells(rect, shape.planned_minutes, _GAP[scale])
    radius = _RADIUS[scale]
    if shape.status is BlockStatus.ABSENT:
        _absent(painter, theme, rect, radius)
    elif shape.status is BlockStatus.EXCUSED:
        _excused(painter, theme, cells, radius)
    elif shape.status is BlockStatus.CANCELLED:
        _outlined(painter, theme.colour("trackLine"), cells, radius, (1, 2.2))
    elif shape.status is BlockStatus.UNMARKED:
        _outlined(painter, theme.colour("trackLine"), cells, radius, (3, 2))
    else:
        _filled(painter, theme, cells, shape, radius)
    painter.restore()


def _filled(painter: QPainter, theme: Theme, cells: _Cells, shape: BlockShape, radius: float) -> None:
    rect = cells.rect
    arrived = shape.arrived_late
    departed = shape.planned_minutes - shape.left_early
    reached = shape.planned_minutes if shape.elapsed is None else max(0, min(shape.elapsed, shape.planned_minutes))
    end = min(departed, reached)

    def span(first: float, last: float, colour: QColor) -> None:
        if last > first:
            left, right = cells.x(first), cells.x(last)
            painter.fillRect(QRectF(left, rect.top(), right - left, rect.height()), colour)

    painter.save()
    painter.setClipPath(cells.path(radius))
    painter.fillRect(rect, theme.colour("track"))
    if shape.status is BlockStatus.PRESENT:
        late, early, present = theme.status("late"), theme.status("leftEarly"), theme.status("present")
        if shape.left_early:
            span(departed, shape.planned_minutes, early.soft)
        span(0, min(arrived, reached) if shape.elapsed is not None else arrived, late.soft)
        span(arrived, end, present.solid)
        for gone, back in shape.away:
            span(max(gone, arrived), min(back, end), early.soft)
    painter.restore()
    if shape.status is not BlockStatus.PRESENT:
        if theme.high_contrast:
            _outlined(painter, theme.colour("trackLine"), cells, radius, ())
        return
    if theme.high_contrast:
        _outlined(painter, theme.colour("text"), cells, radius, ())
    edges = [(arrived, "late")] if arrived else []
    edges += [(departed, "leftEarly")] if shape.left_early else []
    edges += [(minute, "leftEarly") for gap in shape.away for minute in gap]
    for minute, status in edges:
        left = max(rect.left(), min(cells.x(minute) - 1, rect.right() - TICK))
        painter.fillRect(QRectF(left, rect.top(), TICK, rect.height()), theme.status(status).solid)


def _absent(painter: QPainter, theme: Theme, rect: QRectF, radius: float) -> None:
    tones = theme.status("absent")
    crisp_box(painter, rect, radius=radius, fill=tones.soft, stroke=tones.solid)
    arm = min(2.8, rect.height() / 2 - 2.2)
    middle = rect.center()
    pen = QPen(tones.solid, 1.75)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawLine(QLineF(middle.x() - arm, middle.y() - arm, middle.x() + arm, middle.y() + arm))
    painter.drawLine(QLineF(middle.x() + arm, middle.y() - arm, middle.x() - arm, middle.y() + arm))


def _excused(painter: QPainter, theme: Theme, cells: _Cells, radius: float) -> None:
    tones, rect = theme.status("excused"), cells.rect
    painter.save()
    painter.setClipPath(cells.path(radius))
    painter.fillRect(rect, tones.soft)
    painter.setPen(QPen(tones.solid, 1))
    height = rect.height()
    left = rect.left() - height
    while left < rect.right():
        painter.drawLine(QLineF(left, rect.bottom(), left + height, rect.top()))
        left += 4
    painter.restore()
    _outlined(painter, tones.solid, cells, radius, ())


def _outlined(painter: QPainter, colour: QColor, cells: _Cells, radius: float, dashes: tuple[float, ...]) -> None:
    for box in cells.boxes:
        crisp_box(painter, box, radius=radius, stroke=colour, dashes=dashes)


def paint_strip(
    painter: QPainter, theme: Theme, rect: QRectF, shapes: Sequence[BlockShape], *, width: float = 42, gap: float = 5
) -> None:
    """A week: one small block per session, left to right, each `width` wide."""
    for place, shape in enumerate(shapes):
        box = QRectF(rect.left() + place * (width + gap), rect.top(), width, rect.height())
        paint_block(painter, theme, box, shape, BlockScale.STRIP)


def paint_ribbon(painter: QPainter, theme: Theme, rect: QRectF, shape: RibbonShape, *, thick: float = 12) -> None:
    """The ribbon with needle, marks and hour labels; `rect` is 38 high with labels, 24 without.

    Room above the bar is taken by the needle's head, room below by the labels.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    bar = QRectF(rect.left(), rect.top() + 6, rect.width(), thick)
    cells = _Cells(bar, shape.planned_minutes, _GAP[BlockScale.RIBBON])
    painter.save()
    painter.setClipPath(cells.path(_RADIUS[BlockScale.RIBBON]))
    painter.fillRect(bar, theme.colour("track"))
    if shape.elapsed is not None and shape.elapsed > 0:
        painter.fillRect(
            QRectF(bar.left(), bar.top(), cells.x(shape.elapsed) - bar.left(), thick), theme.colour("accent")
        )
    painter.restore()
    if theme.high_contrast:
        _outlined(painter, theme.colour("text"), cells, _RADIUS[BlockScale.RIBBON], ())
    for mark in shape.marks:
        left = cells.x(mark.minute) - 1
        painter.fillRect(QRectF(left, bar.top() - 3, TICK, thick + 6), theme.status(mark.status).solid)
    if shape.elapsed is not None:
        at = cells.x(shape.elapsed) if shape.elapsed > 0 else bar.left() - 1
        needle = theme.colour("needle")
        painter.fillRect(QRectF(at - 1, bar.top() - 6, 2, thick + 12), needle)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(needle)
        top = bar.top() - 7
        painter.drawPolygon(QPolygonF([QPointF(at - 5, top), QPointF(at + 5, top), QPointF(at, top + 6)]))
    _labels(painter, theme, cells, shape, bar.bottom() + 6)
    painter.restore()


def _labels(painter: QPainter, theme: Theme, cells: _Cells, shape: RibbonShape, top: float) -> None:
    painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # a time axis is never mirrored
    painter.setFont(theme.font("micro"))
    painter.setPen(theme.colour("textMuted"))
    metrics = painter.fontMetrics()
    last = len(shape.labels) - 1
    right_edge = -1.0
    for place, label in enumerate(shape.labels):
        width = metrics.horizontalAdvance(label) + 2
        if place == last:
            left = cells.rect.right() - width
        else:
            at = cells.boxes[min(place, len(cells.boxes) - 1)].left()
            left = at if place == 0 else at - width / 2
        if left < right_edge + 4 and place not in {0, last}:
            continue  # at 200 % in a narrow header, inner labels give way
        painter.drawText(QRectF(left, top, width + 2, metrics.height()), Qt.AlignmentFlag.AlignLeft, label)
        right_edge = left + width


def paint_hours(
    painter: QPainter, theme: Theme, rect: QRectF, group_minutes: int, other_minutes: int, goal_minutes: int
) -> None:
    """Hours toward the goal: group time solid, individual and family time outlined, a line at the goal.

    The bar spans the goal and two hours more; hours beyond that end at the edge.
    """
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    span = goal_minutes + 2 * HOUR
    per_minute = rect.width() / span
    bar = QRectF(rect.left(), rect.center().y() - 7, rect.width(), 14)
    present = theme.status("present")
    crisp_box(painter, bar, radius=2, fill=theme.colour("track"))
    solid = min(span, group_minutes) * per_minute
    if group_minutes > 0:
        crisp_box(painter, QRectF(bar.left(), bar.top(), solid, 14), radius=2, fill=present.solid)
    extra = min(span - min(span, group_minutes), other_minutes) * per_minute
    if other_minutes > 0 and extra > 2 * TICK:
        box = QRectF(bar.left() + solid + 0.75, bar.top(), extra - 1, 14)
        crisp_box(painter, box, radius=2, fill=present.soft, stroke=present.solid, width=1.5)
    notch = theme.colour("surface")
    notch.setAlphaF(0.55)
    for hour in range(1, ceil(goal_minutes / HOUR)):
        painter.fillRect(QRectF(bar.left() + hour * HOUR * per_minute - 0.5, bar.top(), 1, 14), notch)
    if theme.high_contrast:
        crisp_box(painter, bar, radius=2, stroke=theme.colour("text"))
    goal = bar.left() + goal_minutes * per_minute
    painter.fillRect(QRectF(goal - 1, bar.top() - 3, 2, 20), theme.colour("needle"))
    painter.restore()

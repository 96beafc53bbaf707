"""The block's shape carries the meaning, so the pixels are the contract."""

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QImage, QPainter, qGray
from PySide6.QtWidgets import QApplication

from ui.block_painter import (
    BlockScale,
    BlockShape,
    BlockStatus,
    RibbonMark,
    RibbonShape,
    paint_block,
    paint_hours,
    paint_ribbon,
    paint_strip,
)
from ui.theme import SchemeChoice, Theme

WIDTH, HEIGHT = 182, 12  # one pixel per minute of three hours, and two gaps of a pixel each drawn as two


@pytest.fixture(autouse=True)
def _app(qapp: QApplication) -> None:
    """Painting text needs the application."""


def _canvas(theme: Theme, width: int = WIDTH, height: int = HEIGHT) -> tuple[QImage, QPainter]:
    image = QImage(width, height, QImage.Format.Format_RGB32)
    image.fill(theme.colour("surface"))
    return image, QPainter(image)


def _drawn(theme: Theme, shape: BlockShape, width: int = WIDTH) -> QImage:
    image, painter = _canvas(theme, width)
    paint_block(painter, theme, QRectF(0, 0, width, HEIGHT), shape, BlockScale.ROW)
    painter.end()
    return image


def _middle(image: QImage) -> list[QColor]:
    return [image.pixelColor(x, image.height() // 2) for x in range(image.width())]


def _count(image: QImage, colour: QColor) -> int:
    return sum(pixel == colour for pixel in _middle(image))


def test_present_fills_every_cell_and_leaves_two_gaps(theme: Theme) -> None:
    row = _middle(_drawn(theme, BlockShape(180, BlockStatus.PRESENT)))
    solid, ground = theme.status("present").solid, theme.colour("surface")
    runs = [filled for filled, _ in itertools.groupby(pixel == solid for pixel in row)]
    assert runs.count(True) == 3
    assert ground in row


def test_late_starts_at_the_minute_of_arrival(theme: Theme) -> None:
    row = _middle(_drawn(theme, BlockShape(180, BlockStatus.PRESENT, arrived_late=30)))
    late = theme.status("late")
    assert row[10] == late.soft
    assert any(pixel == late.solid for pixel in row[27:33]), "a tick at the arrival"
    assert row[40] == theme.status("present").solid


def test_left_early_stops_at_the_minute_of_departure(theme: Theme) -> None:
    row = _middle(_drawn(theme, BlockShape(180, BlockStatus.PRESENT, left_early=30)))
    early = theme.status("leftEarly")
    assert row[-10] == early.soft
    assert any(pixel == early.solid for pixel in row[-34:-27])
    assert row[-45] == theme.status("present").solid


def test_a_running_block_fills_up_to_now(theme: Theme) -> None:
    row = _middle(_drawn(theme, BlockShape(180, BlockStatus.PRESENT, elapsed=90)))
    assert row[80] == theme.status("present").solid
    assert row[100] == theme.colour("track")


def test_someone_who_arrived_late_in_a_running_block(theme: Theme) -> None:
    row = _middle(_drawn(theme, BlockShape(180, BlockStatus.PRESENT, arrived_late=68, elapsed=74)))
    assert row[20] == theme.status("late").soft
    assert row[73] == theme.status("present").solid
    assert row[90] == theme.colour("track")


def test_a_gap_is_not_filled(theme: Theme) -> None:
    whole = _count(_drawn(theme, BlockShape(180, BlockStatus.PRESENT)), theme.status("present").solid)
    shape = BlockShape(180, BlockStatus.PRESENT, away=((70, 90),))
    gone = _count(_drawn(theme, shape), theme.status("present").solid)
    assert whole - gone >= 20


@pytest.mark.parametrize(
    "status",
    [BlockStatus.ABSENT, BlockStatus.EXCUSED, BlockStatus.CANCELLED, BlockStatus.UNMARKED, BlockStatus.PLANNED],
)
def test_nothing_is_filled_green_without_attendance(theme: Theme, status: BlockStatus) -> None:
    image = _drawn(theme, BlockShape(180, status))
    solid = theme.status("present").solid
    assert all(image.pixelColor(x, y) != solid for x in range(image.width()) for y in range(image.height()))


@pytest.mark.parametrize("scheme", [SchemeChoice.LIGHT, SchemeChoice.DARK])
def test_every_status_is_told_apart_without_colour(theme: Theme, scheme: SchemeChoice) -> None:
    theme.set_scheme(scheme)
    shapes = [BlockShape(180, status) for status in BlockStatus]
    shapes += [
        BlockShape(180, BlockStatus.PRESENT, arrived_late=30),
        BlockShape(180, BlockStatus.PRESENT, left_early=30),
    ]

    def grey(shape: BlockShape) -> list[int]:
        image = _drawn(theme, shape)
        return [qGray(image.pixel(x, y)) for y in range(image.height()) for x in range(image.width())]

    for one, other in itertools.combinations([grey(shape) for shape in shapes], 2):
        differing = sum(abs(a - b) > 12 for a, b in zip(one, other, strict=True))
        assert differing > 40


@given(late=st.integers(0, 179), early=st.integers(0, 179))
def test_the_filled_length_is_the_minutes_attended(one_theme: Theme, late: int, early: int) -> None:
    attended = max(0, 180 - late - early)
    width = 180 * 4 + 4  # four pixels a minute
    row = _middle(_drawn(one_theme, BlockShape(180, BlockStatus.PRESENT, late, early), width))
    filled = sum(pixel == one_theme.status("present").solid for pixel in row)
    assert abs(filled - attended * 4) <= 12, "two ticks and three rounded cells"


@pytest.mark.parametrize("minutes", [30, 50, 90, 150, 240])
def test_blocks_of_any_length_end_at_the_right_edge(theme: Theme, minutes: int) -> None:
    row = _middle(_drawn(theme, BlockShape(minutes, BlockStatus.PRESENT)))
    assert row[WIDTH - 2] == theme.status("present").solid


def test_a_week_strip_keeps_the_order_of_the_days(theme: Theme) -> None:
    image, painter = _canvas(theme, 136)
    shapes = (
        BlockShape(180, BlockStatus.PRESENT),
        BlockShape(180, BlockStatus.ABSENT),
        BlockShape(180, BlockStatus.PLANNED),
    )
    paint_strip(painter, theme, QRectF(0, 0, 136, HEIGHT), shapes)
    painter.end()
    row = _middle(image)
    assert row[5] == theme.status("present").solid
    assert row[55] == theme.status("absent").soft
    assert row[100] == theme.colour("track")


def test_the_ribbon_has_a_needle_marks_and_elapsed_time(theme: Theme) -> None:
    image, painter = _canvas(theme, 700, 38)
    shape = RibbonShape(180, 74, ("9 AM", "10", "11", "12 PM"), (RibbonMark(12, "late"),))
    paint_ribbon(painter, theme, QRectF(0, 0, 700, 38), shape)
    painter.end()
    row = [image.pixelColor(x, 12) for x in range(700)]
    assert row[100] == theme.colour("accent")
    assert row[400] == theme.colour("track")
    assert theme.status("late").solid in row[44:50]
    assert theme.colour("needle") in row[285:292], "74 minutes lie 288 pixels in, as in the design"


def test_before_the_start_the_needle_waits_at_the_edge(theme: Theme) -> None:
    image, painter = _canvas(theme, 300, 38)
    paint_ribbon(painter, theme, QRectF(10, 0, 280, 38), RibbonShape(180, -5))
    painter.end()
    assert image.pixelColor(8, 12) == theme.colour("needle")
    assert all(image.pixelColor(x, 12) != theme.colour("accent") for x in range(300))


def test_hours_beyond_the_group_are_outlined(theme: Theme) -> None:
    image, painter = _canvas(theme, 150, 22)
    paint_hours(painter, theme, QRectF(0, 0, 150, 22), 360, 60, 540)
    painter.end()
    row = [image.pixelColor(x, 11) for x in range(150)]
    assert row[48] == theme.status("present").solid
    assert row[88] == theme.status("present").soft
    assert row[105] == theme.colour("track")
    assert theme.colour("needle") in row[121:125], "the goal of nine hours"

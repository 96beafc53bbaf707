"""Rows and columns in one call, without Qt's default margins."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QLayout, QVBoxLayout, QWidget

__all__ = ["clear_layout", "column", "row", "widgets_of"]


def row(
    *items: QWidget | QLayout | int | None, gap: int = 8, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QHBoxLayout:
    """Items side by side. None is a stretch, a number is a fixed space in pixels."""
    box = QHBoxLayout()
    _fill(box, items, gap, margins)
    return box


def column(
    *items: QWidget | QLayout | int | None, gap: int = 0, margins: tuple[int, int, int, int] = (0, 0, 0, 0)
) -> QVBoxLayout:
    """Items below each other. None is a stretch, a number is a fixed space in pixels."""
    box = QVBoxLayout()
    _fill(box, items, gap, margins)
    return box


def widgets_of(box: QLayout) -> list[QWidget]:
    """Give the widgets that stand in a layout, in their order.

    Not by `itemAt`: the layout keeps Python's view of each item for as long as it lives itself, also after Qt deleted
    the item with its widget, and whatever Qt makes at the same address later is taken for that item.
    """
    parent = box.parentWidget()
    if parent is None:
        return []
    children = parent.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
    return sorted((one for one in children if box.indexOf(one) >= 0), key=box.indexOf)


def clear_layout(box: QLayout) -> None:
    """Take everything out of a layout and delete the widgets in it."""
    while (item := box.takeAt(0)) is not None:
        if (widget := item.widget()) is not None:
            widget.hide()
            widget.deleteLater()
        elif (inner := item.layout()) is not None:
            clear_layout(inner)
            inner.deleteLater()


def _fill(
    box: QBoxLayout,
    items: tuple[QWidget | QLayout | int | None, ...],
    gap: int,
    margins: tuple[int, int, int, int],
) -> None:
    box.setContentsMargins(*margins)
    box.setSpacing(gap)
    for item in items:
        if item is None:
            box.addStretch(1)
        elif isinstance(item, int):
            box.addSpacing(item)
        elif isinstance(item, QWidget):
            box.addWidget(item)
        else:
            box.addLayout(item)

"""A list under headings that a field above it moves in: the field keeps the caret, the list shows what is chosen."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

__all__ = ["PickList"]


class PickList(QListWidget):
    """Things to choose from under headings that cannot be chosen. It never takes the focus.

    Args:
        name: the accessible name.
    """

    ENTRY = Qt.ItemDataRole.UserRole
    """What a line stands for; a heading stands for nothing."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QListWidget.Shape.NoFrame)
        self.setAccessibleName(name)

    def add_heading(self, title: str) -> QListWidgetItem:
        """Add a heading and give it back, to be sized and coloured."""
        item = QListWidgetItem(title)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        self.addItem(item)
        return item

    def add_entry(self, title: str, entry: object, spoken: str) -> QListWidgetItem:
        """Add a line that stands for something; `spoken` is what a screen reader says of it."""
        item = QListWidgetItem(title)
        item.setData(self.ENTRY, entry)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
        self.addItem(item)
        return item

    def step(self, by: int) -> None:
        """Choose the next line that is no heading, round the ends."""
        count, at = self.count(), self.currentRow()
        for _try in range(count):
            at = (at + by) % count
            if self.item(at).flags() & Qt.ItemFlag.ItemIsSelectable:
                self.setCurrentRow(at)
                return

    def chosen(self) -> object:
        """Give what the chosen line stands for; None where nothing is chosen."""
        at = self.currentRow()
        return self.item(at).data(self.ENTRY) if at >= 0 else None

    def entries(self) -> tuple[object, ...]:
        """Give what is there to choose from, in order."""
        found = (self.item(at).data(self.ENTRY) for at in range(self.count()))
        return tuple(one for one in found if one is not None)

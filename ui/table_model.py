"""One table model for every list: columns are data, and rows are replaced, never edited."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from typing import Generic, TypeVar

from PySide6.QtCore import (
    QAbstractTableModel,
    QCoreApplication,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

__all__ = ["Align", "Column", "Edit", "Role", "RowTableModel"]

Row = TypeVar("Row")
Native = str | int | float | bool | None
Index = QModelIndex | QPersistentModelIndex


class Edit(StrEnum):
    """Whether a cell takes input, and of which kind."""

    NONE = "none"
    TEXT = "text"
    MARK = "mark"


class Align(StrEnum):
    """Where a cell's text stands; mirrored for right-to-left."""

    START = "start"
    CENTRE = "centre"
    END = "end"


class Role(IntEnum):
    """Roles beside Qt's own."""

    SORT = int(Qt.ItemDataRole.UserRole) + 1
    """A native value: numbers sort as numbers, names as folded text."""
    ROW = int(Qt.ItemDataRole.UserRole) + 2
    """The whole frozen row, for delegates."""
    PAINT = int(Qt.ItemDataRole.UserRole) + 3
    """What the column's delegate draws, such as a BlockShape."""


@dataclass(frozen=True)  # no slots: with them Python 3.11 cannot build Column[Row](...)
class Column(Generic[Row]):
    """One column.

    Attributes:
        title: marked with QT_TRANSLATE_NOOP(context, text); translated when shown.
        text: the words in the cell.
        sort: the native value to sort by; the folded text when left out.
        paint: what a delegate draws, such as a BlockShape.
        spoken: the sentence for screen readers; the text when left out.
        align: start, centre or end.
        edit: whether the cell takes input.
        context: the translation context of `title`.
    """

    title: str
    text: Callable[[Row], str]
    sort: Callable[[Row], Native] | None = None
    paint: Callable[[Row], object] | None = None
    spoken: Callable[[Row], str] | None = None
    align: Align = Align.START
    edit: Edit = Edit.NONE
    context: str = ""


_ALIGN = {
    Align.START: Qt.AlignmentFlag.AlignLeading,
    Align.CENTRE: Qt.AlignmentFlag.AlignHCenter,
    Align.END: Qt.AlignmentFlag.AlignTrailing,
}


class RowTableModel(QAbstractTableModel, Generic[Row]):
    """Rows of one frozen dataclass.

    `replace` is the only mutator. Editing a cell sends `edit_requested(row, column key, value)` and
    changes nothing: the cell shows the new value once the store has it.

    Args:
        columns: the columns, left to right.
        key: gives the id of a row; two rows with the same id are the same thing at two moments.
    """

    edit_requested = Signal(object, object, object)

    def __init__(
        self, columns: Sequence[Column[Row]], key: Callable[[Row], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._columns = tuple(columns)
        self._key = key
        self._rows: tuple[Row, ...] = ()

    # -- facts in

    def replace(self, rows: Sequence[Row]) -> None:
        """Show other rows.

        The same ids in the same order keep selection and scroll position: only changed rows are
        announced. Other ids reset the model.
        """
        fresh = tuple(rows)
        if [self._key(row) for row in fresh] != [self._key(row) for row in self._rows]:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        changed = [place for place, row in enumerate(fresh) if row != self._rows[place]]
        self._rows = fresh
        if changed:
            self.dataChanged.emit(self.index(changed[0], 0), self.index(changed[-1], len(self._columns) - 1))

    def rows(self) -> tuple[Row, ...]:
        """All rows in order."""
        return self._rows

    def row_at(self, index: Index) -> Row:
        """The row of an index. Raises IndexError for an index of another model or an empty one."""
        if not index.isValid():
            raise IndexError
        return self._rows[index.row()]

    def find(self, key: object) -> int:
        """The place of the row with this id, or -1."""
        return next((place for place, row in enumerate(self._rows) if self._key(row) == key), -1)

    # -- what Qt asks

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many rows there are."""
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own default
        """How many columns there are."""
        return 0 if parent.isValid() else len(self._columns)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        """Format one cell; never reads the store."""
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], self._columns[index.column()]
        answers: dict[int, Callable[[], object]] = {
            Qt.ItemDataRole.DisplayRole: lambda: column.text(row),
            Qt.ItemDataRole.EditRole: lambda: column.text(row),
            Qt.ItemDataRole.AccessibleTextRole: lambda: (column.spoken or column.text)(row),
            Qt.ItemDataRole.TextAlignmentRole: lambda: int(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter),
            Role.SORT: lambda: column.sort(row) if column.sort is not None else column.text(row).casefold(),
            Role.PAINT: lambda: column.paint(row) if column.paint is not None else None,
            Role.ROW: lambda: row,
        }
        answer = answers.get(role)
        return answer() if answer is not None else None

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        """The translated column titles; rows are counted from 1 for screen readers."""
        if orientation == Qt.Orientation.Vertical:
            return section + 1 if role == Qt.ItemDataRole.DisplayRole else None
        if not 0 <= section < len(self._columns):
            return None
        column = self._columns[section]
        if role == Qt.ItemDataRole.DisplayRole:
            return QCoreApplication.translate(column.context, column.title) if column.context else column.title
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return int(_ALIGN[column.align] | Qt.AlignmentFlag.AlignVCenter)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        """Enabled and selectable; editable where the column says so."""
        flags = super().flags(index)
        if index.isValid() and self._columns[index.column()].edit is not Edit.NONE:
            flags |= Qt.ItemFlag.ItemIsEditable
        return flags

    def setData(self, index: Index, value: object, role: int = int(Qt.ItemDataRole.EditRole)) -> bool:
        """Ask for the edit and change nothing."""
        if not index.isValid() or role != Qt.ItemDataRole.EditRole:
            return False
        column = self._columns[index.column()]
        if column.edit is Edit.NONE:
            return False
        self.edit_requested.emit(self._rows[index.row()], column, value)
        return True

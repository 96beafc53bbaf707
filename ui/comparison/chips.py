"""How many rows of a comparison stand how."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from coordinator.attendance import Agreement, Comparison
from ui.theme import Theme
from ui.widgets import Chip, clear_layout, row

__all__ = ["AgreementChips"]


class AgreementChips(QWidget):
    """Chips above the table: who agrees, who differs, who is to be matched.

    Args:
        theme: the program's theme.
    """

    def __init__(self, theme: Theme) -> None:
        super().__init__()
        self._theme = theme
        self._box = row(gap=10)
        self.setLayout(self._box)

    def clear(self) -> None:
        """Show none."""
        clear_layout(self._box)

    def show_counts(self, comparison: Comparison) -> None:
        """Count the rows."""
        self.clear()
        same, differ, loose = (comparison.count(one) for one in (Agreement.SAME, Agreement.DIFFERS, Agreement.TO_MATCH))
        agreed = self.tr("1 agrees") if same == 1 else self.tr("%1 agree").replace("%1", str(same))
        self._box.addWidget(Chip(self._theme, agreed))
        if differ:
            told = self.tr("1 differs") if differ == 1 else self.tr("%1 differ").replace("%1", str(differ))
            self._box.addWidget(Chip(self._theme, told, "warn"))
        if loose:
            told = self.tr("%1 to match").replace("%1", str(loose))
            self._box.addWidget(Chip(self._theme, told, "warn", icon="circle-question-mark"))

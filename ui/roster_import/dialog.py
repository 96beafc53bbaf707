"""The import in one window: choose or drop a file, match, settle, import. Nothing changes before *Import*."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TypedDict

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QDialog, QFileDialog, QWidget

from coordinator import roster
from coordinator.errors import CoordinatorError
from coordinator.roster import Choice, DateOrder, ImportPlan, ProblemKey, RosterField, RosterImport, RosterTable
from coordinator.store.unit_of_work import Store
from ui import roster_words  # noqa: F401  registers the words of the roster's errors
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import counted
from ui.roster_import.parts import ColumnMatching, Preview, ProblemList
from ui.theme import Theme
from ui.widgets import (
    Button,
    Card,
    InfoBar,
    Panel,
    PrimaryButton,
    ScrollColumn,
    Text,
    Tone,
    announce,
    column,
    icon_label,
    row,
)


class _Answers(TypedDict):
    """What was settled so far."""

    choices: dict[ProblemKey, Choice]
    reasons: dict[ProblemKey, str]
    date_order: DateOrder | None


class RosterImportDialog(QDialog):
    """Takes a roster file in.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        shown: a client's name as it may stand on screen now.
    """

    imported = Signal(object)
    """Carries the `RosterImport`: the caller says so and offers *Undo import*."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        *,
        shown: Callable[[str], str] = str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._theme, self._bridge, self._shown = theme, bridge, shown
        self._table: RosterTable | None = None
        self._choices: dict[ProblemKey, Choice] = {}
        self._reasons: dict[ProblemKey, str] = {}
        self._date_order: DateOrder | None = None
        self.plan: ImportPlan | None = None
        self.setWindowTitle(self.tr("Import a roster"))
        self.setAcceptDrops(True)
        self.resize(880, 640)
        self._build()

    @classmethod
    def ask(
        cls,
        theme: Theme,
        bridge: Bridge,
        parent: QWidget | None,
        path: Path | None = None,
        *,
        shown: Callable[[str], str] = str,
    ) -> RosterImport | None:
        """Show the import and wait; gives what was imported, or None."""
        dialog = cls(theme, bridge, shown=shown, parent=parent)
        outcome: list[RosterImport] = []
        dialog.imported.connect(outcome.append)
        if path is not None:
            dialog.read_file(path)
        dialog.exec()
        dialog.deleteLater()
        return outcome[0] if outcome else None

    def _build(self) -> None:
        theme = self._theme
        self.choose = Button(theme, self.tr("Choose file"), icon="folder-open")
        self.choose.clicked.connect(self._browse)
        self._file = Text(theme, self.tr("Drop a CSV or XLSX file here."), "dense", "textSecondary", wrap=True)
        drop = Card(theme, fill="surfaceSunken")
        line = row(icon_label(theme, "upload"), self._file, self.choose, gap=12, margins=(16, 12, 12, 12))
        line.setStretch(1, 1)
        drop.setLayout(line)
        self.problem = InfoBar(theme, Tone.ERROR, "")
        self.problem.hide()
        self.matching = ColumnMatching(theme)
        self.matching.matched.connect(self._rematched)
        self.preview = Preview(theme)
        self.problems = ProblemList(theme, shown=self._shown)
        self.problems.chosen.connect(self._settled)
        self.problems.explained.connect(self._explained)
        self.month_first = Button(theme, self.tr("Month first"))
        self.day_first = Button(theme, self.tr("Day first"))
        self.month_first.clicked.connect(partial(self._ordered, DateOrder.MONTH_FIRST))
        self.day_first.clicked.connect(partial(self._ordered, DateOrder.DAY_FIRST))
        self._dates = QWidget()
        question = Text(theme, self.tr("Dates such as 03/04/2026 can be read in two ways."), "dense", wrap=True)
        asking = row(question, self.month_first, self.day_first, gap=8)
        asking.setStretch(0, 1)
        self._dates.setLayout(asking)
        self._headings = [
            Text(theme, self.tr("Columns"), "section"),
            Text(theme, self.tr("First rows"), "section"),
            Text(theme, self.tr("To settle"), "section"),
        ]
        scroll = ScrollColumn(margins=(24, 20, 24, 20), gap=10)
        for part in (
            Text(theme, self.tr("Import a roster"), "title"),
            drop,
            self.problem,
            self._headings[0],
            self.matching,
            self._headings[1],
            self.preview,
            self._headings[2],
            self._dates,
            self.problems,
        ):
            scroll.box.addWidget(part)
        scroll.box.addStretch(1)
        self._sum = Text(theme, self.tr("Nothing changes until you import."), "dense", "textSecondary", wrap=True)
        self.go = PrimaryButton(theme, self.tr("Import"))
        self.go.setEnabled(False)
        self.go.clicked.connect(self._import)
        cancel = Button(theme, self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        footer = Panel(theme, edges=("top",))
        end = row(self._sum, cancel, self.go, margins=(24, 12, 24, 12))
        end.setStretch(0, 1)
        footer.setLayout(end)
        ground = Panel(theme)
        ground.setLayout(column(scroll, footer))
        self.setLayout(column(ground))
        self._show_parts(shown=False)

    # -- the file

    def read_file(self, path: Path) -> None:
        """Read a file and show what it holds."""
        self._choices, self._reasons, self._date_order, self.plan = {}, {}, None, None
        self._file.setText(path.name)
        self._bridge.run(partial(_read, path=path), then=self._show_table, fail=self._refuse)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """One local file may be dropped."""
        urls = event.mimeData().urls()
        if len(urls) == 1 and urls[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Read the dropped file."""
        self.read_file(Path(event.mimeData().urls()[0].toLocalFile()))

    def _browse(self) -> None:
        name, _ = QFileDialog.getOpenFileName(
            self, self.tr("Choose a roster"), "", self.tr("Rosters (*.csv *.tsv *.txt *.xlsx);;All files (*)")
        )
        if name:
            self.read_file(Path(name))

    def _show_table(self, table: RosterTable) -> None:
        self._table = table
        columns = roster.guessed_columns(table.headers)
        self.matching.show_columns(table.headers, columns)
        self._show_parts(shown=True)
        self._make_plan(columns)

    def _refuse(self, error: CoordinatorError) -> None:
        """Say why the file or the import was refused; nothing was changed."""
        self.problem.set_text(describe(error).sentence)
        self.problem.show()
        self.go.setEnabled(False)
        if self.plan is None:
            self._headings[1].hide()
            self.preview.hide()
            if self._table is None or self.matching.columns() == {}:
                self._show_parts(shown=False)

    # -- the plan

    def _make_plan(self, columns: dict[RosterField, int]) -> None:
        if self._table is None:
            return
        self.plan = None
        make = partial(roster.import_plan, **self._answers())
        self._bridge.read(make, self._table, columns, then=self._show_plan, fail=self._refuse)

    def _show_plan(self, plan: ImportPlan) -> None:
        if self._table is None:
            return
        self.plan = plan
        self.problem.hide()
        self._show_parts(shown=True)
        self.preview.show_rows(self._table, plan.columns)
        self.problems.show_problems(plan.problems)
        self._dates.setVisible(plan.dates_undecided)
        self._headings[2].setVisible(bool(plan.problems) or plan.dates_undecided)
        self._show_readiness(plan)
        announce(self, self._words(plan))
        self._lead_on(plan)

    def _lead_on(self, plan: ImportPlan) -> None:
        """Put the focus on what comes next: the first row to settle, or *Import*; not while columns are matched."""
        focus = QApplication.focusWidget()
        if focus is not None and self.matching.isAncestorOf(focus):
            return
        if plan.ready:
            self.go.setFocus(Qt.FocusReason.OtherFocusReason)
        elif plan.undecided:
            self.problems.focus_first(plan.problems)

    def _words(self, plan: ImportPlan) -> str:
        if plan.undecided or plan.dates_undecided:
            return (
                counted("Roster", "%n row(s) to settle before you can import.", len(plan.undecided))
                if (plan.undecided)
                else self.tr("Say how the dates are to be read.")
            )
        parts = [
            counted("Roster", "%n new client(s)", plan.new_clients),
            counted("Roster", "%n place(s) in groups", plan.enrolments),
        ]
        if plan.waiting:
            parts.append(counted("Roster", "%n on the waitlist", plan.waiting))
        if plan.new_groups:
            parts.append(counted("Roster", "%n new group(s)", len(plan.new_groups)))
        if plan.skipped:
            parts.append(counted("Roster", "%n row(s) left out", plan.skipped))
        return f"{', '.join(parts)}. {self.tr('You can undo it afterwards.')}"

    def _rematched(self, columns: dict[RosterField, int]) -> None:
        self._make_plan(columns)

    def _settled(self, chosen: dict[ProblemKey, Choice]) -> None:
        self._choices |= chosen
        self._make_plan(self.matching.columns())

    def _explained(self, key: ProblemKey, reason: str) -> None:
        """Follow a reason while it is typed; the list stays as it is, with the focus in it."""
        self._reasons[key] = reason
        if self.plan is not None:
            self.plan = self.plan.explained(key, reason)
            self._show_readiness(self.plan)

    def _show_readiness(self, plan: ImportPlan) -> None:
        self.go.setEnabled(plan.ready)
        self._sum.setText(self._words(plan))

    def _answers(self) -> _Answers:
        return {"choices": dict(self._choices), "reasons": dict(self._reasons), "date_order": self._date_order}

    def _ordered(self, order: DateOrder) -> None:
        self._date_order = order
        self._make_plan(self.matching.columns())

    # -- the import

    def _import(self) -> None:
        if self._table is None or self.plan is None or not self.plan.ready:
            return
        self.go.setEnabled(False)
        command = partial(roster.import_roster, **self._answers())
        self._bridge.change(command, self._table, self.matching.columns(), then=self._done, fail=self._refuse)

    def _done(self, outcome: RosterImport) -> None:
        self.imported.emit(outcome)
        self.accept()

    def _show_parts(self, *, shown: bool) -> None:
        for part in (*self._headings, self.matching, self.preview, self.problems):
            part.setVisible(shown)
        if not shown:
            self._dates.hide()
            self.choose.setFocus(Qt.FocusReason.OtherFocusReason)


def _read(store: Store, *, path: Path) -> RosterTable:
    """Read a file on the store's thread, so that the window never waits for a slow disk."""
    del store
    return roster.read_roster_file(path)


def imported_words(outcome: RosterImport) -> str:
    """Give the sentence for the message after an import, beside which *Undo* stands."""
    return counted("Roster", "Imported %n client(s).", outcome.clients)

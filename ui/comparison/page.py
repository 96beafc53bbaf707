"""The comparison screen: a platform's report beside the marks; nothing changes until it is applied."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from coordinator import attendance
from coordinator.attendance import Agreement, Applied, ColumnsUnknown, Comparison, Keep, OpenedReport
from coordinator.attendance.reports import Question, Reading
from coordinator.errors import CoordinatorError
from coordinator.vocabulary import ClientId, GroupSessionId
from ui.bridge import Bridge
from ui.comparison.chips import AgreementChips
from ui.comparison.column_mapper import ColumnMapper
from ui.comparison.questions import answers_to
from ui.comparison.reader import ReportReader
from ui.comparison.table import ReportTable
from ui.comparison.words import ComparisonWords
from ui.error_messages import describe
from ui.formats import Formats
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import (
    Button,
    InfoBar,
    Panel,
    PrimaryButton,
    ProgressPanel,
    SessionHeader,
    Text,
    Tone,
    announce,
    clear_layout,
    column,
    row,
    widgets_of,
)

__all__ = ["ComparisonPage"]

MOST_ASKED = 3
"""How many questions stand above the table at once; the rest follows when they are answered."""


class ComparisonPage(QWidget):
    """Compare one session with a report, choose, apply.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's locale.
        names: whether names are shown.
        choose_file: asks for a report's files, several where a meeting was restarted.
    """

    finished = Signal()
    """Applied or left: the session is to be shown again."""
    ready = Signal()
    """There is something to be seen: what a report says, or why it cannot be read."""
    reading = Signal(float)
    """A report is read, this far, 0 to 1."""
    applied = Signal(int)
    """So many marks changed."""

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        *,
        choose_file: Callable[[QWidget], tuple[Path, ...]],
    ) -> None:
        super().__init__()
        self._theme, self._bridge, self._choose_file = theme, bridge, choose_file
        self._words = ComparisonWords(formats, names, self)
        self._reader = ReportReader(bridge, self)
        self._session_id: GroupSessionId | None = None
        self._colour = "harbour"
        self._paths: tuple[Path, ...] = ()
        self._opened: OpenedReport | None = None
        self._reading: Reading | None = None
        self._matches: dict[int, ClientId | None] = {}
        self._keep: dict[ClientId, Keep] = {}
        self.head = SessionHeader(theme, "harbour", self.tr("Compare with the report"))
        self.other = Button(theme, self.tr("Choose another file"))
        self.head.add_action(self.other)
        self.progress = ProgressPanel(theme)
        self._bars = column()
        self._chips = AgreementChips(theme)
        self._joined = Text(theme, "", "caption", "textMuted")
        self.table = ReportTable(theme, self._words)
        self.mapper = ColumnMapper(theme)
        self._headers: tuple[str, ...] = ()
        self.cancel = Button(theme, self.tr("Cancel"))
        self.apply = PrimaryButton(theme, self.tr("Apply"), keys="Ctrl+Enter")
        self._build()
        self._connect()

    def _build(self) -> None:
        foot = Panel(self._theme, edges=("top",))
        told = self.tr("Nothing changes until you apply. You can undo it afterwards.")
        words = Text(self._theme, told, "caption", "textMuted", wrap=True)
        line = row(words, None, self.cancel, self.apply, gap=12, margins=(22, 12, 22, 12))
        line.setStretch(0, 1)
        foot.setLayout(line)
        summary = row(self._chips, None, self._joined, gap=10, margins=(22, 14, 22, 12))
        middle = QWidget()
        box = column(self.table, self.mapper, None, margins=(22, 0, 22, 12))
        box.setStretch(0, 1000)
        box.setStretch(1, 1000)
        middle.setLayout(box)
        middle.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Expanding)
        page = column(self.head, self.progress, self._bars, summary)
        page.addWidget(middle, 1)
        page.addWidget(foot)
        self.setLayout(page)

    def _connect(self) -> None:
        self.other.clicked.connect(self._choose_another)
        self.cancel.clicked.connect(self._leave)
        self.progress.stop_wanted.connect(self.stop)
        self._reader.progressed.connect(self.progress.show_share)
        self._reader.progressed.connect(self.reading)
        self.apply.clicked.connect(self._apply)
        self.table.kept.connect(self._kept)
        self.table.matched.connect(self._matched)
        self.mapper.chosen.connect(self._read_by)
        self._words.names.changed.connect(self._again)
        action = QAction(self)
        action.setShortcuts([QKeySequence("Ctrl+Return"), QKeySequence("Ctrl+Enter")])
        action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        action.triggered.connect(self.apply.click)
        self.addAction(action)

    # -- what the session page calls

    def widget(self) -> QWidget:
        """Give the widget to be shown."""
        return self

    def compare(self, session_id: GroupSessionId, *paths: Path) -> None:
        """Read a report, in one file or several, for a session; what is wrong with it is said in place."""
        self._session_id, self._paths, self._reading = session_id, paths, None
        self._opened, self._headers = None, ()
        self._matches, self._keep = {}, {}
        self.mapper.hide()
        clear_layout(self._bars)
        self.table.clear()
        self._chips.clear()
        self._joined.setText("")
        self.head.set_words(self.tr("Compare with the report"), "", self._colour)
        self._label_apply()
        self._read()

    @property
    def is_reading(self) -> bool:
        """Whether a report is being read."""
        return self._reader.running

    def stop(self) -> None:
        """Stop reading: nothing was changed, and what was shown before stays."""
        if not self._reader.running:
            return
        self._reader.stop()
        self.progress.end()
        if self._opened is None:
            self._label_apply()
            self.finished.emit()
        announce(self, self.tr("The reading was stopped. Nothing was changed."))

    @property
    def comparison(self) -> Comparison | None:
        """What is shown."""
        return self._opened.comparison if self._opened is not None else None

    def problem(self) -> str:
        """Give the sentences above the table."""
        return " ".join(bar.accessibleName() for bar in widgets_of(self._bars))

    # -- events

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc stops the reading, or leaves without a change."""
        if event.key() == Qt.Key.Key_Escape:
            if self._reader.running:
                self.stop()
            else:
                self.finished.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Fill the ground."""
        del event
        QPainter(self).fillRect(self.rect(), self._theme.colour("canvas"))

    # -- inside

    def _leave(self) -> None:
        self._reader.stop()
        self.progress.end()
        self.finished.emit()

    def _read(self, before: OpenedReport | None = None) -> None:
        if self._session_id is not None and self._paths:
            self.apply.setEnabled(False)
            self.progress.begin(self.tr("Reading the report"))
            self._reader.read(
                self._session_id,
                self._paths,
                dict(self._matches),
                self._reading,
                before,
                then=self._show,
                fail=self._unreadable,
            )

    def _show(self, opened: OpenedReport) -> None:
        self.progress.end()
        comparison, self._opened, self._reading = opened.comparison, opened, opened.reading
        self.mapper.hide()
        self._colour = comparison.session.colour.value
        self.head.set_words(self._words.title(comparison), self._words.subtitle(comparison), self._colour)
        clear_layout(self._bars)
        for question in comparison.questions[:MOST_ASKED]:
            self._ask(question, comparison)
        if later := len(comparison.questions[MOST_ASKED:]):
            told = self.tr("1 more question follows.") if later == 1 else self.tr("%1 more questions follow.")
            self._tell(Tone.INFO, told.replace("%1", str(later)))
        if comparison.applied:
            self._tell(Tone.INFO, self.tr("This report was applied already. Applying it again changes nothing."))
        elif comparison.covered:
            self._tell(Tone.INFO, self.tr("Reports that were applied before already say everything in this file."))
        gap = self.tr("Rejoins within %1 minutes are joined into one visit.")
        self._joined.setText(gap.replace("%1", str(comparison.gap_minutes)))
        self._chips.show_counts(comparison)
        self.table.show_comparison(comparison, self._keep)
        self._label_apply()
        self.ready.emit()
        self.table.focus_first()

    def _ask(self, question: Question, comparison: Comparison) -> None:
        bar = self._tell(Tone.WARNING, self._words.question(question, comparison))
        for words, reading in answers_to(question, self._reading or Reading(zone="")):
            answer = bar.add_action(words)
            answer.setAccessibleName(f"{words}, {bar.accessibleName()}")
            answer.clicked.connect(lambda _=False, chosen=reading: self._read_as(chosen))

    def _read_as(self, reading: Reading) -> None:
        self._reading = reading
        # Read in another way, the report's people may be others: who was matched is matched anew.
        self._matches = {}
        self._read()

    def _read_by(self, columns: tuple[tuple[str, str], ...]) -> None:
        """Read the file by the columns that were named; they are remembered when it is applied."""
        self._read_as(replace(self._reading or Reading(zone=""), columns=columns))

    def _tell(self, tone: Tone, sentence: str) -> InfoBar:
        bar = InfoBar(self._theme, tone, sentence, flush=True)
        self._bars.addWidget(bar)
        bar.show()
        bar.set_text(sentence)
        return bar

    def _unreadable(self, error: CoordinatorError) -> None:
        self.progress.end()
        clear_layout(self._bars)
        if isinstance(error, ColumnsUnknown):
            self._tell(Tone.WARNING, self.tr("This kind of file is new. Say which column holds what."))
            self._headers = error.sketch.headers
            self.mapper.ask(error.sketch)
        else:
            self._tell(Tone.ERROR, describe(error).sentence)
            self.other.setFocus(Qt.FocusReason.OtherFocusReason)
        self._label_apply()
        self.ready.emit()

    def _kept(self, client_id: ClientId, whose: str) -> None:
        self._keep[client_id] = Keep(whose)
        self._label_apply()

    def _matched(self, person: int, client_id: ClientId | None) -> None:
        self._matches[person] = client_id
        self._read(self._opened)

    def _may_apply(self) -> bool:
        return self.comparison is not None and not (self.comparison.applied or self.comparison.covered)

    def _changes(self) -> int:
        rows = self.comparison.rows if self.comparison is not None and self._may_apply() else ()
        return sum(
            row.agreement is Agreement.DIFFERS
            and row.client_id is not None
            and self._keep.get(row.client_id, row.keep) is Keep.REPORT
            for row in rows
        )

    def _label_apply(self) -> None:
        count = self._changes()
        told = self.tr("Apply 1 change") if count == 1 else self.tr("Apply %1 changes").replace("%1", str(count))
        self.apply.setText(told if count else self.tr("Apply"))
        self.apply.setEnabled(self._may_apply())
        self.apply.updateGeometry()

    def _apply(self) -> None:
        opened = self._opened
        if opened is None or self._session_id is None:
            return
        self.apply.setEnabled(False)
        if self._headers and self._reading is not None and self._reading.columns:
            signature = attendance.signature_of(self._headers)
            self._bridge.change(attendance.remember_columns, signature, self._reading.columns, fail=self._unreadable)
        self._bridge.change(
            partial(attendance.apply_report, report=opened.report),
            self._session_id,
            opened.files,
            dict(self._keep),
            dict(self._matches),
            self._reading,
            then=self._done,
            fail=self._unreadable,
        )

    def _done(self, outcome: Applied) -> None:
        told = self.tr("1 mark changed.") if outcome.changed == 1 else self.tr("%1 marks changed.")
        announce(self, told.replace("%1", str(outcome.changed)))
        self.applied.emit(outcome.changed)
        self.finished.emit()

    def _choose_another(self) -> None:
        paths = self._choose_file(self)
        if paths and self._session_id is not None:
            self.compare(self._session_id, *paths)

    def _again(self) -> None:
        if self._opened is not None:
            self._show(self._opened)

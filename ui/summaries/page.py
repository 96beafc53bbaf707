"""The Reports screen: a group's week as it stands, and the summary that goes out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QAction, QDragEnterEvent, QDropEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from coordinator import audit, summaries
from coordinator.changes import Change
from coordinator.roster import Group
from coordinator.settings import Settings
from coordinator.summaries import WeekReport
from coordinator.summaries.wording import Wording
from coordinator.vocabulary import Action, ClientId, ExcuseReason, GroupId
from ui.attendance_words import reason_words
from ui.bridge import Bridge
from ui.formats import Formats
from ui.page import KeyLine, Page
from ui.shown_names import ShownNames
from ui.summaries import words
from ui.summaries.desk import Desk, Places
from ui.summaries.export_panel import ExportPanel
from ui.summaries.opening import Opening, opening
from ui.summaries.verifier import Verifier
from ui.summaries.week_view import WeekView
from ui.theme import Theme
from ui.widgets import ComboBox, Divider, IconButton, PageHeader, announce, column, row

GROUP_WIDTH = 190
SETTLE_MS = 120
"""Changes that follow each other closely are shown together."""


class ReportsPage(Page):
    """Reads a week, shows it, and hands what is to be exported to its `Desk`.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: dates and hours in the reader's locale.
        names: whether names are shown or initials.
        settings: gives this computer's preferences as they are now.
        save: keeps changed preferences.
        wording: the words of the document; English where none is given.
        places: asks for folders and printers; tests bring their own.
    """

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        *,
        settings: Callable[[], Settings],
        save: Callable[[Settings], None],
        wording: Wording | None = None,
        places: Places | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Reports")
        self._theme, self._bridge, self._formats, self._names = theme, bridge, formats, names
        self._opening: Opening | None = None
        self._day: date | None = None
        self._group: GroupId | None = None
        self._report: WeekReport | None = None
        self._export_when_shown = False
        self.panel = ExportPanel(theme)
        self.view = WeekView(theme, bridge, formats)
        self.view.plan_written.connect(self._write_plan)
        self.desk = Desk(
            theme,
            bridge,
            self.panel,
            names,
            settings=settings,
            save=save,
            wording=wording or Wording.load(),
            places=places or Places(self),
        )
        self.verifier = Verifier(bridge, formats, self.panel.footer.say_verified, self)
        asks = places or Places(self)
        self.panel.verify_wanted.connect(lambda: asks.document(self.desk.folder(), self.verifier.verify))
        self.setAcceptDrops(True)
        self._make_header()
        main = row(self.view, self.panel, gap=0)
        main.setStretch(0, 1)
        self.setLayout(column(self._header, Divider(theme, colour="border"), main))
        self._make_actions()
        self._settle = QTimer(self, singleShot=True, interval=SETTLE_MS)
        self._settle.timeout.connect(self.refresh)
        bridge.changed.connect(self._changed)
        names.changed.connect(self._show_again)

    def _make_header(self) -> None:
        theme = self._theme
        self._header = PageHeader(theme, self.title)
        self._earlier = IconButton(theme, "chevron-left", self.tr("Previous week"), bordered=True, keys="PgUp")
        self._later = IconButton(theme, "chevron-right", self.tr("Next week"), bordered=True, keys="PgDown")
        self._earlier.clicked.connect(lambda: self._step(-1))
        self._later.clicked.connect(lambda: self._step(1))
        self.groups = ComboBox(theme, self.tr("Group"))
        self.groups.setMinimumWidth(theme.px(GROUP_WIDTH))
        self.groups.activated.connect(lambda at: self.show_group(self.groups.itemData(at)))
        self._header.add_beside(self._earlier)
        self._header.add_beside(self._later)
        self._header.add_action(self.groups)

    def _make_actions(self) -> None:
        for keys, text, slot in (
            ("Ctrl+E", self.tr("Export week"), self.desk.export),
            ("Ctrl+P", self.tr("Print"), self.desk.print),
            ("PgUp", self.tr("Previous week"), lambda: self._step(-1)),
            ("PgDown", self.tr("Next week"), lambda: self._step(1)),
            ("Home", self.tr("This week"), self._this_week),
        ):
            action = QAction(text, self)
            action.setShortcut(QKeySequence(keys))
            action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
            action.triggered.connect(slot)
            self.addAction(action)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take one file, to be verified."""
        if len(event.mimeData().urls()) == 1 and event.mimeData().urls()[0].isLocalFile():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Verify the file that was dropped."""
        self.verifier.verify(Path(event.mimeData().urls()[0].toLocalFile()))
        event.acceptProposedAction()

    # -- what the window asks

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of this screen."""
        return (
            KeyLine("PgUp", self.tr("Previous week")),
            KeyLine("PgDown", self.tr("Next week")),
            KeyLine("Home", self.tr("This week")),
            KeyLine("Ctrl+E", self.tr("Export week")),
            KeyLine("Ctrl+P", self.tr("Print")),
        )

    def inspector(self) -> QWidget:
        """The export column."""
        return self.panel

    def activate(self) -> None:
        """Read the week again and put the focus into the table."""
        self.refresh()
        self.view.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def find_in_page(self) -> None:
        """The table is the place to look in: its first line becomes current."""
        self.view.table.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.view.table.selectRow(0)

    def refresh(self) -> None:
        """Read groups and week again."""
        self._bridge.read(opening, then=self._opened)

    def stop(self) -> None:
        """End the thread that sets pages."""
        self.desk.stop()

    # -- which week

    def show_week(self, day: date) -> None:
        """Show the week that holds a day."""
        self._day = day
        self.refresh()

    def show_group(self, group_id: GroupId) -> None:
        """Show a group's week."""
        self._group = group_id
        self.refresh()

    def export_due(self) -> None:
        """Show the week that is due and put the focus on *Export week*: from elsewhere, Enter is the second key."""
        self._day = None
        self._export_when_shown = True
        self.refresh()

    def shown_week(self) -> date | None:
        """The first day of the week that is shown."""
        return self._report.summary.starts_on if self._report is not None else None

    def _step(self, weeks: int) -> None:
        if self._report is not None:
            self.show_week(self._report.summary.starts_on + timedelta(days=7 * weeks))

    def _this_week(self) -> None:
        if self._report is not None:
            self.show_week(self._report.today)

    def _changed(self, change: Change[object]) -> None:
        if not self.isVisible():
            return
        if change.action is Action.EXPORT_SUMMARY:  # which alters nothing but the next document's number
            self.desk.read_again()
        else:
            self._settle.start()

    def _opened(self, found: Opening) -> None:
        self._opening = found
        self._show_groups(found.groups)
        if self._group is None:
            self.view.show_nothing(self.tr("No groups yet."), self.tr("Add one under Groups; its weeks appear here."))
            self.desk.show_nothing(self.tr("There is no group to report about."))
            return
        day = self._day or found.due
        reasons = {reason: reason_words(reason) for reason in ExcuseReason}
        self._bridge.read(summaries.week_report, day, self._group, reasons, then=self._show)

    def _show_groups(self, groups: tuple[Group, ...]) -> None:
        ids = [group.id for group in groups]
        if self._group not in ids:
            self._group = ids[0] if ids else None
        self.groups.clear()
        for place, group in enumerate(groups):
            name = self.tr("{group} (archived)").format(group=group.name) if group.archived else group.name
            self.groups.addItem(name, group.id)
            self.groups.setItemData(place, group.colour.value, ComboBox.GROUP)
        self.groups.setVisible(bool(groups))
        if self._group is not None:
            self.groups.setCurrentIndex(ids.index(self._group))

    # -- showing

    def _show(self, report: WeekReport) -> None:
        another = self._report is not None and self._report.summary.starts_on != report.summary.starts_on
        self._report = report
        self._day = report.summary.starts_on
        if self._group is not None:
            shown = audit.whose(one.client_id for one in report.summary.clients)
            about = {"week": report.summary.starts_on.isoformat(), **shown}
            self._bridge.change(audit.record_view, audit.Seen.WEEK, self._group, about)
        title = words.week_title(report.summary.starts_on, self._formats)
        self._header.set_words(title)
        if another:
            announce(self, title)
        self._show_again()
        if self._export_when_shown:
            self._export_when_shown = False
            self.panel.footer.export.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def _show_again(self) -> None:
        if self._report is not None:
            self.view.show_report(self._report, self._names.of)
            self.desk.show_report(self._report)

    def _write_plan(self, client_id: ClientId, text: str) -> None:
        if self._report is not None:
            change = partial(summaries.set_week_plan, week_starts_on=self._report.summary.starts_on, text=text)
            self._bridge.change(change, client_id)

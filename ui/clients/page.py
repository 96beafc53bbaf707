"""The Clients screen: where does this person stand?"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QWidget

from coordinator import audit, roster
from coordinator.changes import Change
from coordinator.roster import Placement, PlacementResult, Standing
from coordinator.sessions import GroupSession
from coordinator.vocabulary import ClientId, Topic
from ui.bridge import Bridge
from ui.clients.asking import InlineForm
from ui.clients.cells import ChipDelegate, GroupsDelegate, NameDelegate, StripDelegate
from ui.clients.columns import columns
from ui.clients.doing import Doing
from ui.clients.editing import Editing
from ui.clients.facts import ClientFacts, ClientsFacts, ListedClient, client_facts, clients_facts, upcoming_sessions
from ui.clients.form import ClientForm
from ui.clients.intents import Intent
from ui.clients.leaving import LeavingForm
from ui.clients.list_states import ListStates
from ui.clients.panel import ClientPanel
from ui.formats import Formats
from ui.page import KeyLine, Page
from ui.shown_names import ShownNames
from ui.table_model import RowTableModel
from ui.theme import Theme
from ui.widgets import (
    Button,
    Divider,
    KeyHint,
    PageHeader,
    Panel,
    PrimaryButton,
    SearchField,
    SegmentedControl,
    Table,
    Text,
    column,
    row,
)

TOPICS = frozenset({Topic.ROSTER, Topic.ATTENDANCE, Topic.SESSIONS, Topic.SERIES, Topic.PROGRAM})
WIDTHS = (168, 82, 116, 68)


class ClientsPage(Page):
    """Lists clients and shows one of them.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's formats.
        names: names or initials.
    """

    import_requested = Signal()
    """A roster file is to be taken in."""
    notes_requested = Signal(object)
    """The notes of the client it carries are to be read."""
    said = Signal(str)
    """Something worth a message, such as that the group was full."""

    def __init__(
        self, theme: Theme, bridge: Bridge, formats: Formats, names: ShownNames, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Clients")
        self._theme, self._bridge, self._formats, self._names = theme, bridge, formats, names
        self._client_id: ClientId | None = None
        self._facts: ClientsFacts | None = None
        self._panel_was_shown = False
        self._seen: ClientId | None = None
        self.model: RowTableModel[ListedClient] = RowTableModel(
            columns(formats, names), key=lambda found: found.line.id, parent=self
        )
        self.panel = ClientPanel(theme, formats, names)
        self._doing = Doing(bridge, self)
        self._build()
        self._connect()

    def _build(self) -> None:
        theme = self._theme
        self._import = Button(theme, self.tr("Import CSV"), icon="upload")
        self._add = PrimaryButton(theme, self.tr("New client"), icon="user-plus", keys="Ctrl+N")
        header = PageHeader(theme, self.title)
        header.add_action(self._import)
        header.add_action(self._add)
        self.search = SearchField(theme, self.tr("Name or ID"), placeholder=self.tr("Name or ID"), keys=("Ctrl+F",))
        self.standing = SegmentedControl(
            theme,
            [
                (Standing.ACTIVE.value, self.tr("Active")),
                (Standing.WAITING.value, self.tr("Waitlist")),
                (Standing.DISCHARGED.value, self.tr("Discharged")),
            ],
            name=self.tr("Which clients"),
            chosen=Standing.ACTIVE.value,
        )
        self.table = Table(theme, self.title)
        self.table.setObjectName("clientList")  # the style sheet sets its first heading in line with the names
        self.table.setModel(self.model)
        self.table.show_column(0, NameDelegate(theme, "denseMedium"))
        self.table.show_column(1, GroupsDelegate(theme))
        self.table.show_column(2, StripDelegate(theme))
        self.table.show_column(4, ChipDelegate(theme))
        self.states = ListStates(theme, self.table)
        self._count = Text(theme, "", "caption", "textMuted")
        footer = Panel(theme, edges=("top",), stroke="divider")
        hints = row(KeyHint(theme, ("Up", "Down"), self.tr("move")), KeyHint(theme, "Enter", self.tr("open")), gap=8)
        footer.setLayout(row(self._count, None, hints, margins=(18, 8, 18, 8)))
        self._side = Panel(theme)
        tools = row(self.search, None, self.standing, gap=12, margins=(16, 12, 16, 12))
        self._side.setLayout(column(tools, self.states, footer))
        self._editing = Editing(theme, self._bridge, self._names, self._side)
        self._body = row(self._editing, self.panel, gap=0)
        self._body.setStretch(0, 1)
        self.setLayout(column(header, Divider(theme, colour="border"), self._body))
        self.panel.hide()
        self._fit()

    def _connect(self) -> None:
        new = QAction(self.tr("New client"), self)
        new.setShortcut(QKeySequence("Ctrl+N"))
        new.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.triggered.connect(self.add_client)
        self.addAction(new)
        self._add.clicked.connect(self.add_client)
        self._import.clicked.connect(self.import_requested)
        self.states.add_wanted.connect(self.add_client)
        self.states.discharged_wanted.connect(self._look_among_discharged)
        self.search.textChanged.connect(self._filter)
        self.search.returnPressed.connect(self.table.setFocus)
        self.search.escaped.connect(self.table.setFocus)
        self.standing.chosen.connect(self._other_standing)
        self.table.selectionModel().currentRowChanged.connect(self._moved)
        self.table.opened.connect(self._opened)
        self.panel.edit_requested.connect(self._edit)
        self.panel.notes_requested.connect(self._ask_for_notes)
        self.panel.asked.connect(self._do)
        self.panel.absences.sessions_wanted.connect(self._offer_sessions)
        self._doing.placed.connect(self._left)
        self._editing.stored.connect(self._stored)
        self._editing.placed.connect(self._say_placement)
        self._editing.left.connect(self._focus_list)
        self._bridge.changed.connect(self._changed)
        self._names.changed.connect(self.refresh)
        self._theme.changed.connect(self._fit)

    def _fit(self) -> None:
        """Let fixed widths follow the size of the text, also while the program runs."""
        self.search.setFixedWidth(min(self._theme.px(210), 300))
        self.table.set_widths(*WIDTHS)

    @property
    def client_id(self) -> ClientId | None:
        """The client that is shown."""
        return self._client_id

    @property
    def form(self) -> ClientForm | None:
        """The form, while one is open."""
        return self._editing.form

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of this screen."""
        return (
            KeyLine("Ctrl+N", self.tr("New client")),
            KeyLine("Ctrl+F", self.tr("Find by name or ID")),
            KeyLine("Return", self.tr("Open the client's details")),
            KeyLine("Esc", self.tr("Leave a form without a change")),
        )

    def inspector(self) -> QWidget | None:
        """The details, which a narrow window turns into a drawer."""
        return self.panel

    def find_in_page(self) -> None:
        """Ctrl+F: search."""
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def activate(self) -> None:
        """Read the clients again; the list has the focus."""
        self.refresh()
        if self._editing.form is None:
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the clients again, and the one that is shown."""
        self._bridge.read(clients_facts, Standing(self.standing.choice()), then=self._show)
        if self._client_id is not None:
            self._bridge.read(client_facts, self._client_id, then=self._show_client, fail=self._gone)

    def show_client(self, client_id: ClientId) -> None:
        """Show one client, in whichever list they are."""
        self._client_id = client_id
        self._bridge.read(client_facts, client_id, then=self._show_wherever)

    def add_client(self) -> None:
        """Open the form of a new client."""
        self._editing.open(None)

    # -- the list

    def _changed(self, change: Change[object]) -> None:
        if change.topics & TOPICS and self.isVisible():
            self.refresh()

    def _show(self, facts: ClientsFacts) -> None:
        self._facts = facts
        counts = facts.counts
        for key, label, count in (
            (Standing.ACTIVE, self.tr("Active %1"), counts.active),
            (Standing.WAITING, self.tr("Waitlist %1"), counts.waiting),
        ):
            self.standing.set_label(key.value, label.replace("%1", str(count)))
        self._filter()

    def _filter(self) -> None:
        if self._facts is None:
            return
        wanted = self.search.text()
        found = [listed for listed in self._facts.rows if roster.matches(listed.line.searchable, wanted)]
        self.model.replace(found)
        words = self.tr("%1 of %2 shown").replace("%1", str(len(found))).replace("%2", str(len(self._facts.rows)))
        self._count.setText(words)
        self._select()
        self.states.show_found(len(found), wanted.strip(), self._facts.standing)
        if self._client_id is None and found:
            self._take(found[0].line.id)

    def _select(self) -> None:
        """Let the list's selection follow the client that is shown."""
        place = self.model.find(self._client_id)
        selection = self.table.selectionModel()
        selection.blockSignals(True)
        flag = QItemSelectionModel.SelectionFlag
        if place >= 0:
            selection.setCurrentIndex(self.model.index(place, 0), flag.ClearAndSelect | flag.Rows)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.table.viewport().update()

    def _moved(self, current: QModelIndex) -> None:
        if current.isValid():
            self._take(self.model.row_at(current).line.id)

    def _take(self, client_id: ClientId) -> None:
        self._client_id = client_id
        self._select()
        self._bridge.read(client_facts, client_id, then=self._show_client, fail=self._gone)

    def _opened(self, index: QModelIndex) -> None:
        del index
        self.inspector_wanted.emit()

    def _other_standing(self) -> None:
        self._bridge.read(clients_facts, Standing(self.standing.choice()), then=self._show)

    def _look_among_discharged(self) -> None:
        self.standing.choose(Standing.DISCHARGED.value)
        self._other_standing()

    # -- the client

    def _show_client(self, facts: ClientFacts) -> None:
        if facts.client.id == self._client_id:
            self.panel.show_facts(facts)
            self._bring_panel()
            if facts.client.id != self._seen:
                self._seen = facts.client.id
                self._bridge.change(audit.record_view, audit.Seen.CLIENT, facts.client.id)

    def _show_wherever(self, facts: ClientFacts) -> None:
        self.search.clear()
        if facts.client.standing.value != self.standing.choice():
            self.standing.choose(facts.client.standing.value)
        self._show_client(facts)
        self.refresh()

    def _gone(self, error: object) -> None:
        del error
        self._client_id = None
        self.panel.hide()
        self._panel_was_shown = False

    def _do(self, intent: Intent, form: InlineForm | LeavingForm | None) -> None:
        facts = self.panel.facts
        if facts is not None:
            self._doing.do(facts.client.id, intent, form)

    def _offer_sessions(self) -> None:
        facts = self.panel.facts
        if facts is not None:
            client_id = facts.client.id
            self._bridge.read(upcoming_sessions, client_id, then=partial(self._sessions_found, client_id))

    def _sessions_found(self, client_id: ClientId, found: tuple[GroupSession, ...]) -> None:
        if self.panel.facts is not None and self.panel.facts.client.id == client_id:
            self.panel.absences.offer(found)

    def _left(self, placement: Placement | None) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say_placement(placement)

    def _say_placement(self, placement: Placement | None) -> None:
        if placement is not None and placement.result is not PlacementResult.ENROLLED:
            words = self.tr("The group is full. The client is number %1 on the waitlist.")
            self.said.emit(words.replace("%1", str(placement.position or "")))

    def _ask_for_notes(self) -> None:
        if self.panel.facts is not None:
            self.notes_requested.emit(self.panel.facts.client)

    def _edit(self) -> None:
        facts = self.panel.facts
        if facts is not None:
            self._editing.open(facts.client)

    def _stored(self, client_id: ClientId) -> None:
        self.show_client(client_id)
        self._focus_list()

    def _focus_list(self) -> None:
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _bring_panel(self) -> None:
        """Show the details beside the list, unless the window has taken them into its drawer."""
        if not self._panel_was_shown:
            self._panel_was_shown = True
            self.panel.show()

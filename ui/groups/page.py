"""The Groups screen: who is in the group, which link, any places free."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator import people, programs, roster, sessions
from coordinator.changes import Change
from coordinator.errors import CoordinatorError
from coordinator.people import Facilitator
from coordinator.roster import ClientLine, ContactOrder, GroupDetails, Placement, PlacementResult, Standing
from coordinator.sessions import Clash
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId, GroupId, Topic
from ui.bridge import Bridge
from ui.error_messages import describe
from ui.formats import Formats
from ui.groups.clash_question import clash_words
from ui.groups.detail import GroupDetail
from ui.groups.facts import GroupFacts, GroupRow, group_facts, group_rows
from ui.groups.form import GroupForm
from ui.groups.group_list import GroupList
from ui.links import OpenLink
from ui.page import KeyLine, Page
from ui.roster_words import contact_words
from ui.shown_names import ShownNames
from ui.theme import Theme
from ui.widgets import Divider, EmptyState, PageHeader, PrimaryButton, announce, column, row

TOPICS = frozenset({Topic.ROSTER, Topic.SERIES, Topic.PROGRAM, Topic.PEOPLE})


class GroupsPage(Page):
    """Lists the groups and shows one of them.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        formats: the reader's formats.
        names: names or initials.
        open_link: hands a checked link to the operating system.
    """

    block_requested = Signal(object, object)
    """A weekly block is to be added or changed: carries the group's id and the `Block`, or None for a new one."""
    client_chosen = Signal(object)

    def __init__(
        self,
        theme: Theme,
        bridge: Bridge,
        formats: Formats,
        names: ShownNames,
        *,
        open_link: OpenLink,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.title = self.tr("Groups")
        self._theme, self._bridge, self._formats, self._names = theme, bridge, formats, names
        self._group_id: GroupId | None = None
        self._form: GroupForm | None = None
        self._add = PrimaryButton(theme, self.tr("New group"), icon="plus", keys="Ctrl+N")
        header = PageHeader(theme, self.title)
        header.add_action(self._add)
        self.list = GroupList(theme, formats)
        self.detail = GroupDetail(theme, formats, names, open_link)
        self._empty = EmptyState(
            theme,
            "layers",
            self.tr("No groups yet."),
            self.tr("A group has weekly blocks, a meeting link and a roster."),
            self.tr("New group"),
            primary=True,
        )
        self._stack = _Stack()
        for part in (self.detail, self._empty):
            self._stack.addWidget(part)
        body = row(self.list, self._stack, gap=0)
        body.setStretch(1, 1)
        self.setLayout(column(header, Divider(theme, colour="border"), body))
        self._connect()

    def _connect(self) -> None:
        new = QAction(self.tr("New group"), self)
        new.setShortcut(QKeySequence("Ctrl+N"))
        new.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        new.triggered.connect(self.add_group)
        self.addAction(new)
        self._add.clicked.connect(self.add_group)
        if self._empty.button is not None:
            self._empty.button.clicked.connect(self.add_group)
        self.list.chosen.connect(self.show_group)
        self.detail.edit_requested.connect(self._edit)
        self.detail.archive_requested.connect(self._archive)
        self.detail.block_requested.connect(self._ask_for_block)
        self.detail.link.changed.connect(self._save_link)
        self.detail.roster.enrolling.connect(self._offer)
        self.detail.roster.enroll_requested.connect(self._weigh)
        self.detail.roster.question.confirmed.connect(self._enroll)
        waitlist = self.detail.roster.waitlist
        waitlist.choosing.connect(self._offer)
        waitlist.wait_requested.connect(self._wait)
        waitlist.move_requested.connect(self._move_waiting)
        waitlist.leave_requested.connect(self._stop_waiting)
        self.detail.roster.client_chosen.connect(self.client_chosen)
        self._bridge.changed.connect(self._changed)
        self._names.changed.connect(self.refresh)

    @property
    def group_id(self) -> GroupId | None:
        """The group that is shown."""
        return self._group_id

    @property
    def form(self) -> GroupForm | None:
        """The form, while one is open."""
        return self._form

    def keys(self) -> tuple[KeyLine, ...]:
        """The keys of this screen."""
        return (
            KeyLine("Ctrl+N", self.tr("New group")),
            KeyLine("Up", self.tr("Group above")),
            KeyLine("Down", self.tr("Group below")),
            KeyLine("Esc", self.tr("Leave a form without a change")),
        )

    def activate(self) -> None:
        """Read the groups again and put the focus on the chosen one."""
        self.refresh()
        if self._form is None:
            self.list.focus_chosen()

    def refresh(self) -> None:
        """Read the groups again, and the one that is shown."""
        self._bridge.read(group_rows, then=self._show_rows)

    def show_group(self, group_id: GroupId) -> None:
        """Show one group."""
        self._close_form()
        self._group_id = group_id
        self.list.choose(group_id)
        self._bridge.read(group_facts, group_id, then=self._show_facts)

    def add_group(self) -> None:
        """Open the form of a new group."""
        self._bridge.read(_form_facts, then=partial(self._open_form, None))

    def _changed(self, change: Change[object]) -> None:
        if change.topics & TOPICS and self.isVisible():
            self.refresh()

    def _show_rows(self, rows: tuple[GroupRow, ...]) -> None:
        ids = [found.line.group.id for found in rows]
        if self._group_id not in ids:
            self._group_id = ids[0] if ids else None
        self.list.show_groups(rows, self._group_id)
        self.list.setVisible(bool(rows))
        if self._group_id is None:
            if self._form is None:
                self._stack.setCurrentWidget(self._empty)
            return
        self._bridge.read(group_facts, self._group_id, then=self._show_facts)

    def _show_facts(self, facts: GroupFacts) -> None:
        if facts.line.group.id != self._group_id:
            return
        self.detail.show_facts(facts)
        if self._form is None:
            self._stack.setCurrentWidget(self.detail)

    # -- the form

    def _edit(self) -> None:
        if self._group_id is not None:
            self._bridge.read(
                _form_facts_of, self._group_id, then=lambda found: self._open_form(found[0], (found[1], found[2]))
            )

    def _open_form(self, group: roster.Group | None, facts: tuple[tuple[Facilitator, ...], str]) -> None:
        self._close_form()
        staff, zone = facts
        self._form = GroupForm(self._theme, group, staff, zone)
        self._form.saved.connect(partial(self._save, group.id if group else None))
        self._form.left.connect(self._leave)
        self._stack.addWidget(self._form)
        self._stack.setCurrentWidget(self._form)
        self._form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, group_id: GroupId | None) -> None:
        if self._form is None or (details := self._form.details()) is None:
            return
        if group_id is None:
            self._bridge.change(roster.add_group, details, then=self._saved, fail=self._form.refused)
        else:
            self._bridge.change(roster.change_group, group_id, details, then=self._saved, fail=self._form.refused)

    def _saved(self, group_id: GroupId) -> None:
        self._close_form()
        self._group_id = group_id
        self.refresh()
        self.list.focus_chosen()

    def _leave(self) -> None:
        self._close_form()
        self.refresh()
        self._add.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_form(self) -> None:
        if self._form is not None:
            self._stack.removeWidget(self._form)
            self._form.hide()
            self._form.deleteLater()
            self._form = None
        self._stack.setCurrentWidget(self.detail if self._group_id is not None else self._empty)

    # -- what the detail asks for

    def _archive(self) -> None:
        if self._group_id is not None:
            self._bridge.change(roster.archive_group, self._group_id)

    def _ask_for_block(self, block: object) -> None:
        self.block_requested.emit(self._group_id, block)

    def _save_link(self, details: GroupDetails) -> None:
        if self._group_id is not None:
            self._bridge.change(roster.change_group, self._group_id, details, fail=self.detail.link.refuse)

    def _offer(self) -> None:
        self._bridge.read(_may_be_enrolled, then=self.detail.roster.offer)

    def _weigh(self, client_id: ClientId) -> None:
        """Look first whether the client would be in two groups at once, or meet somebody despite a flag."""
        if self._group_id is not None:
            then = partial(self._weighed, client_id)
            self._bridge.read(_against_enrolling, client_id, self._group_id, then=then)

    def _weighed(self, client_id: ClientId, found: tuple[tuple[Clash, ...], tuple[ContactOrder, ...]]) -> None:
        clashes, orders = found
        if clashes or orders:
            words = (contact_words(orders, self._names.of), clash_words(clashes, self._formats, self._names.of))
            self.detail.roster.question.ask(client_id, " ".join(one for one in words if one))
        else:
            self._enroll(client_id)

    def _enroll(self, client_id: ClientId, despite: str = "") -> None:
        if self._group_id is not None:
            enroll = partial(roster.enroll, despite=despite)
            self._bridge.change(enroll, client_id, self._group_id, then=self._placed, fail=self._not_placed)

    def _wait(self, client_id: ClientId) -> None:
        if self._group_id is not None:
            self._bridge.change(
                roster.join_waitlist, client_id, self._group_id, then=self._waits, fail=self._does_not_wait
            )

    def _waits(self, placement: Placement) -> None:
        words = self.tr("The client is number %1 on the waitlist.")
        self.detail.roster.waitlist.picker.close_field()
        self.detail.roster.waitlist.picker.say(words.replace("%1", str(placement.position or "")))

    def _does_not_wait(self, error: CoordinatorError) -> None:
        self.detail.roster.waitlist.picker.say(describe(error).sentence)

    def _move_waiting(self, client_id: ClientId, position: int) -> None:
        if self._group_id is not None:
            move = partial(roster.move_on_waitlist, position=position)
            self._bridge.change(move, client_id, self._group_id, then=self._moved, fail=self._does_not_wait)

    def _moved(self, position: int) -> None:
        announce(self, self.tr("Now number %1 on the waitlist.").replace("%1", str(position)))

    def _stop_waiting(self, client_id: ClientId) -> None:
        if self._group_id is not None:
            self._bridge.change(roster.leave_waitlist, client_id, self._group_id, fail=self._does_not_wait)

    def _placed(self, placement: Placement) -> None:
        words = {
            PlacementResult.ENROLLED: "",
            PlacementResult.WAITLISTED: self.tr("The group is full. The client is number %1 on the waitlist."),
            PlacementResult.STILL_WAITING: self.tr("The group is still full. The client stays number %1 in line."),
        }[placement.result]
        self.detail.roster.closed()
        self.detail.roster.waitlist.picker.say("")
        self.detail.roster.say(words.replace("%1", str(placement.position or "")))

    def _not_placed(self, error: CoordinatorError) -> None:
        self.detail.roster.say(describe(error).sentence)


class _Stack(QStackedWidget):
    """Needs no more room than what is shown in it."""

    def sizeHint(self) -> QSize:
        """As large as the part that is shown."""
        shown = self.currentWidget()
        return shown.sizeHint() if shown is not None else super().sizeHint()

    def minimumSizeHint(self) -> QSize:
        """As small as the part that is shown."""
        shown = self.currentWidget()
        return shown.minimumSizeHint() if shown is not None else super().minimumSizeHint()


def _form_facts(work: UnitOfWork) -> tuple[tuple[Facilitator, ...], str]:
    return people.facilitators(work), programs.program(work).zone


def _form_facts_of(work: UnitOfWork, group_id: GroupId) -> tuple[roster.Group, tuple[Facilitator, ...], str]:
    return roster.group(work, group_id), *_form_facts(work)


def _may_be_enrolled(work: UnitOfWork) -> tuple[ClientLine, ...]:
    """Give everybody who was not discharged: the others are admitted again first."""
    everybody = roster.clients(work, standing=Standing.ALL)
    return tuple(line for line in everybody if line.standing is not Standing.DISCHARGED)


def _against_enrolling(
    work: UnitOfWork, client_id: ClientId, group_id: GroupId
) -> tuple[tuple[Clash, ...], tuple[ContactOrder, ...]]:
    """Read what speaks against giving a client a place."""
    return sessions.clashes_of_enrolment(work, client_id, group_id), roster.contact_orders(work, client_id, group_id)

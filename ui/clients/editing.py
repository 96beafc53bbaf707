"""The form of a client in place of the list: opened, stored, left."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from coordinator import programs, roster
from coordinator.errors import CoordinatorError
from coordinator.roster import Client, ContactOrder, Group, NewClient
from coordinator.roster.errors import ContactOrderInForce
from coordinator.store.unit_of_work import UnitOfWork
from coordinator.vocabulary import ClientId
from ui.bridge import Bridge
from ui.clients.form import ClientForm, Entered
from ui.roster_words import contact_words
from ui.shown_names import ShownNames
from ui.theme import Theme


@dataclass(frozen=True, slots=True)
class _FormFacts:
    groups: tuple[Group, ...]
    code: str
    zone: str
    today: date


class Editing(QStackedWidget):
    """Shows the list, or a form in its place.

    Args:
        theme: the program's theme.
        bridge: the way to the store.
        names: clients' names as they may stand on screen now.
        resting: what is shown while no form is open.
    """

    stored = Signal(object)
    """A client was added or changed: carries the id."""
    placed = Signal(object)
    """A new client asked for a place in a group: carries the `Placement`."""
    left = Signal()

    def __init__(
        self, theme: Theme, bridge: Bridge, names: ShownNames, resting: QWidget, *, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._theme, self._bridge, self._names, self._resting = theme, bridge, names, resting
        self.form: ClientForm | None = None
        self.addWidget(resting)

    def open(self, client: Client | None) -> None:
        """Open the form of a client, or of a new one."""
        self._bridge.read(_form_facts, then=partial(self._show_form, client))

    def close_form(self) -> None:
        """Put the form away."""
        if self.form is not None:
            self.removeWidget(self.form)
            self.form.hide()
            self.form.deleteLater()
            self.form = None
        self.setCurrentWidget(self._resting)

    def _show_form(self, client: Client | None, facts: _FormFacts) -> None:
        self.close_form()
        form = ClientForm(self._theme, client, groups=facts.groups, code=facts.code, zone=facts.zone, today=facts.today)
        form.saved.connect(partial(self._save, client.id if client else None))
        form.left.connect(self._leave)
        self.form = form
        self.addWidget(form)
        self.setCurrentWidget(form)
        form.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def _save(self, client_id: ClientId | None) -> None:
        if self.form is None or (entered := self.form.entered()) is None:
            return
        fail = self.form.refused
        if client_id is not None:
            change = partial(roster.change_client, contacts=entered.contacts)
            self._bridge.change(change, client_id, entered.details, then=self._changed, fail=fail)
            return
        take_in = partial(
            roster.take_in_client,
            contacts=entered.contacts,
            group_id=entered.group_id,
            starts_on=entered.starts_on,
            despite=entered.despite,
        )
        fail = partial(self._not_added, entered)
        self._bridge.change(take_in, entered.details, then=self._added, fail=fail)

    def _not_added(self, entered: Entered, error: CoordinatorError) -> None:
        if self.form is None:
            return
        if not isinstance(error, ContactOrderInForce):
            self.form.refused(error)
            return
        orders = partial(roster.contact_orders, starts_on=entered.starts_on)
        self._bridge.read(orders, None, error.group_id, then=self._ask_why)

    def _ask_why(self, orders: tuple[ContactOrder, ...]) -> None:
        if self.form is not None:
            self.form.ask_why(contact_words(orders, self._names.of))

    def _changed(self, client_id: ClientId) -> None:
        self.close_form()
        self.stored.emit(client_id)

    def _added(self, new: NewClient) -> None:
        self._changed(new.id)
        if new.placement is not None:
            self.placed.emit(new.placement)

    def _leave(self) -> None:
        self.close_form()
        self.left.emit()


def _form_facts(work: UnitOfWork) -> _FormFacts:
    return _FormFacts(roster.groups(work), roster.free_code(work), programs.program(work).zone, roster.today(work))

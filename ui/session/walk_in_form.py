"""Adding somebody who is not on the list: a client with a reason, or a visitor who is never counted."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QWidget

from coordinator.attendance import MissedSession
from coordinator.roster import ClientLine
from coordinator.vocabulary import ClientId, VisitorRole, WalkInReason
from ui.session.desk import AttendanceDesk
from ui.session.floating_card import FloatingCard
from ui.session.missed_choice import MissedChoice
from ui.session.words import AttendanceWords
from ui.theme import Theme
from ui.widgets import (
    CheckBox,
    LinkButton,
    PrimaryButton,
    SegmentedControl,
    Text,
    TextField,
    clear_layout,
    column,
    row,
    widgets_of,
)

__all__ = ["WalkInForm"]

MOST_FOUND = 6


class WalkInForm(QObject):
    """Fills a card with the form.

    Args:
        theme: the program's theme.
        desk: where changes are asked for.
        words: what things are called.
        card: the card to fill.
    """

    def __init__(self, theme: Theme, desk: AttendanceDesk, words: AttendanceWords, card: FloatingCard) -> None:
        super().__init__(card)
        self._theme, self._desk, self._words, self._card = theme, desk, words, card
        self._clients: tuple[ClientLine, ...] = ()
        self._client: ClientId | None = None
        self.kind: SegmentedControl | None = None

    def open(self) -> None:
        """Ask who came."""
        self._desk.read_clients(self._show)

    def _show(self, clients: tuple[ClientLine, ...]) -> None:
        sheet, tr, theme = self._desk.sheet, self.tr, self._theme
        if sheet is None:
            return
        here = {line.client_id for line in sheet.lines}
        self._clients = tuple(one for one in clients if one.id not in here)
        self._client = None
        self._card.begin(tr("Add somebody who is not on this list"))
        self.kind = SegmentedControl(
            theme,
            [("client", tr("Client")), *((one.value, self._words.help.role(one)) for one in VisitorRole)],
            name=tr("Who came"),
        )
        self.search = TextField(theme, tr("Name or ID of the client"), placeholder=tr("Name or ID"), icon="search")
        self._found = column(gap=2)
        self._told = Text(theme, "", "caption", "textSecondary", wrap=True)
        self.reason = SegmentedControl(
            theme,
            [
                (WalkInReason.ENROLLED_ELSEWHERE.value, tr("Other group")),
                (WalkInReason.MAKE_UP.value, tr("Make-up")),
                (WalkInReason.NOT_ENROLLED.value, tr("Not enrolled")),
            ],
            name=tr("Why the client is here"),
        )
        self.missed = MissedChoice(theme, self._words)
        self.agreed = CheckBox(theme, "")
        self.agreed.toggled.connect(self._allow)
        self.visitor = TextField(theme, tr("Name or ID of the visitor"), placeholder=tr("Name or ID"))
        self.note = TextField(theme, tr("Note"), placeholder=tr("Note, for example the language or whose guest"))
        self.add = PrimaryButton(theme, tr("Add"))
        self._client_part, self._visitor_part = QWidget(), QWidget()
        self._client_part.setLayout(column(self.search, self._found, self._told, self.reason, self.missed, gap=8))
        not_counted = Text(theme, tr("Recorded with the time, never counted."), "caption", "textSecondary", wrap=True)
        self._visitor_part.setLayout(column(self.visitor, self.agreed, not_counted, gap=8))
        for item in (self.kind, self._client_part, self._visitor_part, self.note):
            self._card.body.addWidget(item)
        self._card.body.addLayout(row(self.add, None))
        self.kind.chosen.connect(self._turn)
        self.reason.chosen.connect(self._show_missed)
        self.search.textEdited.connect(self._search)
        self.search.returnPressed.connect(self._first)
        self.visitor.textEdited.connect(self._allow)
        self.note.returnPressed.connect(self.add.click)
        self.add.clicked.connect(self._add)
        self._turn("client")
        self._card.present(self.search)

    def _turn(self, kind: str) -> None:
        self._client_part.setVisible(kind == "client")
        self._visitor_part.setVisible(kind != "client")
        self.agreed.setText(
            self.tr("Agreed to keep everything confidential")
            if kind == VisitorRole.INTERPRETER.value
            else self.tr("Each client here has agreed")
        )
        self.agreed.setChecked(False)
        self._allow()
        (self.search if kind == "client" else self.visitor).setFocus(Qt.FocusReason.OtherFocusReason)
        self._card.refit()

    def _search(self, text: str) -> None:
        self._client = None
        clear_layout(self._found)
        typed = text.casefold().split()
        hits = [one for one in self._clients if typed and all(part in one.searchable for part in typed)]
        for one in hits[:MOST_FOUND]:
            groups = ", ".join(group.short_code for group in one.groups)
            known = " · ".join(part for part in (self._words.names.of(one.name), one.code, groups) if part)
            link = LinkButton(self._theme, known, role="dense")
            link.clicked.connect(lambda _=False, which=one: self._choose(which))
            self._found.addWidget(link)
        told = self.tr("No client called '%1'.").replace("%1", text.strip()) if typed and not hits else ""
        self._told.setText(told)
        self._allow()
        self._card.refit()

    def _first(self) -> None:
        for link in widgets_of(self._found)[:1]:
            if isinstance(link, LinkButton):
                link.click()

    def _choose(self, client: ClientLine) -> None:
        self._client = client.id
        self.search.setText(self._words.names.of(client.name))
        clear_layout(self._found)
        self._told.setText(self.tr("Not enrolled in this group on this date. The reason is kept with the mark."))
        self.reason.choose((WalkInReason.ENROLLED_ELSEWHERE if client.groups else WalkInReason.NOT_ENROLLED).value)
        self._allow()
        self.missed.show_missed(())
        self._desk.read_missed(client.id, self._missed_read)
        self.note.setFocus(Qt.FocusReason.OtherFocusReason)
        self._card.refit()

    def _missed_read(self, missed: tuple[MissedSession, ...]) -> None:
        self.missed.show_missed(missed)
        self._show_missed()

    def _show_missed(self) -> None:
        self.missed.setVisible(self.reason.choice() == WalkInReason.MAKE_UP.value and self._client is not None)
        self._card.refit()

    def _allow(self) -> None:
        client = self.kind is not None and self.kind.choice() == "client"
        visitor = bool(self.visitor.text().strip()) and self.agreed.isChecked()
        self.add.setEnabled(self._client is not None if client else visitor)

    def _add(self) -> None:
        if self.kind is None:
            return
        if self.kind.choice() != "client":
            role = VisitorRole(self.kind.choice())
            self._desk.add_visitor(role, self.visitor.text(), self.note.text(), agreed=self.agreed.isChecked())
        elif self._client is not None:
            reason = WalkInReason(self.reason.choice())
            missed = self.missed.choice if reason is WalkInReason.MAKE_UP else None
            self._desk.add_walk_in(self._client, reason, self.note.text(), missed)
        self._card.put_away()

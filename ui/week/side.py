"""The inspector of the week: the chosen session, or the form that is being filled in."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from coordinator.interchange import CalendarProposals
from coordinator.series import Block
from coordinator.sessions import Clash, GroupSession
from coordinator.vocabulary import GroupId
from ui.formats import Formats
from ui.theme import Theme
from ui.week import advice
from ui.week.calendars import Calendars
from ui.week.checking import BlockCheck, ClosureCheck
from ui.week.clash_question import ClashQuestion, DoAnyway
from ui.week.clash_words import clash_sentences
from ui.week.closure_form import ClosureForm
from ui.week.details import SessionDetails
from ui.week.extra_form import ExtraForm
from ui.week.facts import WeekView
from ui.week.new_block import NewBlockForm
from ui.week.plan import Plan
from ui.week.proposals import ProposalForm
from ui.widgets import InspectorPanel

HOLIDAYS_AHEAD = timedelta(days=183)


class WeekSide(QObject):
    """Shows one part at a time, and joins the forms to the plan.

    Args:
        theme: the program's theme.
        formats: the reader's formats.
        details: the chosen session.
        plan: what forms ask for goes there, and what it answers comes back.
        shown: gives a client's name as it may stand on screen now.
    """

    closed = Signal()
    """A form has done its work or was given up: the chosen session is to be shown again."""

    def __init__(
        self, theme: Theme, formats: Formats, details: SessionDetails, plan: Plan, shown: Callable[[str], str]
    ) -> None:
        super().__init__(plan)
        self._formats, self._shown, self._plan = formats, shown, plan
        self._view: WeekView | None = None
        self.panel = InspectorPanel(theme, self.tr("Details"))
        self.details = details
        self.question = ClashQuestion(theme)
        self.new_block = NewBlockForm(theme, formats)
        self.closure = ClosureForm(theme, formats)
        self.extra = ExtraForm(theme, formats)
        self.proposals = ProposalForm(theme, formats)
        self._forms: tuple[QWidget, ...] = (self.new_block, self.closure, self.extra, self.proposals)
        self.panel.body.setContentsMargins(0, 16, 0, 16)
        for part in (self.question, details, *self._forms):
            self.panel.body.addWidget(part)
            part.hide()
        self._connect()

    def _connect(self) -> None:
        plan = self._plan
        plan.clashed.connect(self._ask)
        plan.block_refused.connect(self.new_block.refuse)
        plan.block_checked.connect(self._block_checked)
        plan.extra_refused.connect(self.extra.refuse)
        plan.extra_checked.connect(self._extra_checked)
        plan.closure_refused.connect(self.closure.refuse)
        plan.holidays_offered.connect(self.closure.show_holidays)
        plan.closure_checked.connect(self._closure_checked)
        self.new_block.ordered.connect(plan.add_block)
        self.new_block.check_wanted.connect(plan.check_block)
        self.extra.ordered.connect(plan.add_extra)
        self.extra.check_wanted.connect(plan.check_extra)
        self.closure.ordered.connect(plan.add_closure)
        self.closure.listing_wanted.connect(plan.check_closure)
        for form in (self.new_block, self.closure, self.extra, self.proposals):
            form.dismissed.connect(self.closed)

    @property
    def has_form(self) -> bool:
        """Whether a form is open, which following the focus must leave alone."""
        return any(form.isVisibleTo(self.panel) for form in self._forms)

    def show_session(self, view: WeekView, session: GroupSession | None) -> None:
        """Fill in the chosen session without opening it over a form."""
        self._view = view
        if session is not None:
            if session.id != self.details.session_id:
                self.question.dismiss()
            self.details.show_session(view, session)
        elif self.details.isVisibleTo(self.panel):
            self.details.hide()

    def open_details(self) -> None:
        """Close whatever form is open."""
        self._show_only(self.details)

    def open_block(self, view: WeekView, group_id: GroupId | None) -> None:
        """Show the form for a new block."""
        self._begin(view, self.new_block)
        self.new_block.begin(view, group_id)

    def open_change(self, view: WeekView, session: GroupSession, block: Block) -> None:
        """Show the form that changes a block from one of its sessions on."""
        self._begin(view, self.new_block)
        self.new_block.begin_change(view, session, block)

    def open_closure(self, view: WeekView, day: date) -> None:
        """Show the form for a closure."""
        self._begin(view, self.closure)
        self.closure.begin(view, day)
        self._plan.offer_holidays(view.days[0], view.days[0] + HOLIDAYS_AHEAD)

    def open_extra(self, view: WeekView, group_id: GroupId | None, missed: GroupSession | None) -> None:
        """Show the form for one session more, or for one that makes up for a missed one."""
        self._begin(view, self.extra)
        self.extra.begin(view, group_id, missed)

    def join_calendars(self, calendars: Calendars) -> None:
        """Let the form for a calendar file speak with the store."""
        calendars.checked.connect(self._import_checked)
        calendars.refused.connect(self.proposals.refuse)
        self.proposals.ordered.connect(calendars.add)
        self.proposals.check_wanted.connect(calendars.check)

    def open_proposals(self, view: WeekView, found: CalendarProposals) -> None:
        """Show what a calendar file offers."""
        self._begin(view, self.proposals)
        self.proposals.begin(view, found)

    def _import_checked(self, clashes: tuple[Clash, ...]) -> None:
        self.proposals.show_clashes(self._sentences(clashes))

    def _begin(self, view: WeekView, form: QWidget) -> None:
        self._view = view
        self.question.dismiss()
        self._show_only(form)

    def _show_only(self, part: QWidget) -> None:
        for one in (self.details, *self._forms):
            one.setVisible(one is part)

    def _sentences(self, clashes: tuple[Clash, ...]) -> tuple[str, ...]:
        return clash_sentences(clashes, self._formats, self._shown)

    def _fewest_days(self) -> int:
        return self._view.min_days_per_week if self._view is not None else 0

    def _ask(self, clashes: tuple[Clash, ...], change: DoAnyway) -> None:
        self.open_details()
        self.question.ask(self._sentences(clashes), change)

    def _block_checked(self, check: BlockCheck | None) -> None:
        if check is None:
            self.new_block.show_check((), None)
            return
        outlook = advice.outlook_sentences(check.outlook, self._formats, fewest_days=self._fewest_days())
        self.new_block.show_check(self._sentences(check.clashes), outlook)

    def _extra_checked(self, check: BlockCheck) -> None:
        outlook = advice.outlook_sentences(check.outlook, self._formats, fewest_days=self._fewest_days())
        self.extra.show_check(self._sentences(check.clashes), outlook)

    def _closure_checked(self, check: ClosureCheck) -> None:
        outlook = advice.outlook_sentences(check.outlook, self._formats, fewest_days=self._fewest_days())
        self.closure.show_check(check.cancelled, outlook)

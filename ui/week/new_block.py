"""The form for a group's weekly block: a new one, or what one is from a session on."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from coordinator.series import Block
from coordinator.sessions import GroupSession
from coordinator.vocabulary import FacilitatorId, GroupId, Weekday
from ui.formats import Formats
from ui.theme import Theme
from ui.week import advice, words
from ui.week.block_order import BlockOrder
from ui.week.clash_check import ClashCheck
from ui.week.despite import DespiteField
from ui.week.ending import EndingField
from ui.week.facts import WeekView
from ui.week.segment_editor import THREE_HOURS, SegmentEditor
from ui.week.typed import shown_date, typed_date, typed_number, typed_time
from ui.widgets import Button, CheckBox, ComboBox, InfoBar, Labelled, PrimaryButton, Text, TextField, Tone, column, row

COMMON_ZONES = (
    "America/New_York", "America/Chicago", "America/Denver", "America/Phoenix", "America/Los_Angeles",
    "America/Anchorage", "Pacific/Honolulu", "America/Puerto_Rico",
)  # fmt: skip


class NewBlockForm(QWidget):
    """Asks for group, weekdays, time, segments, leader, zone and dates. Nothing is stored until its button is pressed.

    The same form changes a block: then group and first day stay, and there is one weekday.
    """

    ordered = Signal(object)
    check_wanted = Signal(object)
    """Carries the `BlockOrder` about which the store shall be asked; the answer goes to `show_check`."""
    dismissed = Signal()

    def __init__(self, theme: Theme, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme, self._formats = theme, formats
        self._groups: tuple[GroupId, ...] = ()
        self._zones: tuple[str, ...] = ()
        self._known_zones: tuple[str, ...] = ()
        self._group_zones: dict[GroupId, str] = {}
        self._staff: tuple[FacilitatorId, ...] = ()
        self._changes: Block | None = None
        self._changes_from = self._today = date.min
        self._min_minutes = 0
        self._heading = Text(theme, self.tr("New block"), "titleSmall")
        self._group = ComboBox(theme, self.tr("Group"))
        self._days = {day: CheckBox(theme, words.weekday_name(day)) for day in Weekday}
        self._starts = TextField(theme, self.tr("Starts"))
        self._segments = SegmentEditor(theme, formats)
        self._leader = ComboBox(theme, self.tr("Led by"))
        self._leader_line = Labelled(theme, self.tr("Led by"), self._leader)
        self._zone = ComboBox(theme, self.tr("Time zone"))
        self._from = TextField(theme, self.tr("First day"))
        self._every = TextField(theme, self.tr("Repeats every so many weeks"))
        self._ending = EndingField(theme)
        self._advice = InfoBar(theme, Tone.WARNING, "")
        self._despite = DespiteField(theme)
        self._fault = InfoBar(theme, Tone.ERROR, "")
        self._add = PrimaryButton(theme, self.tr("Add block"), icon="plus")
        self._dismiss = Button(theme, self.tr("Cancel"))
        self._check = ClashCheck(self._despite, partial(self._read, mark=False), self)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        theme = self._theme
        days = QGridLayout()
        days.setContentsMargins(0, 0, 0, 0)
        days.setHorizontalSpacing(10)
        days.setVerticalSpacing(2)
        for number, box in enumerate(self._days.values()):
            days.addWidget(box, number // 3, number % 3)
        first = row(
            Labelled(theme, self.tr("First day"), self._from), Labelled(theme, self.tr("Every … weeks"), self._every)
        )
        self.setLayout(
            column(
                self._heading,
                12,
                Labelled(theme, self.tr("Group"), self._group),
                12,
                Text(theme, self.tr("Weekdays"), "caption", "textMuted"),
                4,
                days,
                12,
                Labelled(theme, self.tr("Starts"), self._starts),
                12,
                Text(theme, self.tr("Segments, in order"), "caption", "textMuted"),
                4,
                self._segments,
                12,
                self._leader_line,
                12,
                Labelled(theme, self.tr("Time zone"), self._zone),
                12,
                first,
                12,
                self._ending,
                12,
                self._advice,
                self._despite,
                self._fault,
                4,
                row(self._add, self._dismiss, None),
                None,
                margins=(20, 0, 18, 0),
            )
        )

    def _connect(self) -> None:
        self._group.currentIndexChanged.connect(self._group_picked)
        for part in (self._starts, self._from, self._every):
            part.textChanged.connect(self._advise)
        for box in self._days.values():
            box.toggled.connect(self._advise)
        self._zone.currentIndexChanged.connect(self._advise)
        self._leader.currentIndexChanged.connect(self._advise)
        self._segments.changed.connect(self._advise)
        self._ending.changed.connect(self._advise)
        self._check.wanted.connect(self.check_wanted)
        self._add.clicked.connect(self._order)
        self._dismiss.clicked.connect(self.dismissed)

    def begin(self, view: WeekView, group_id: GroupId | None = None) -> None:
        """Start afresh, with a three-hour morning block from this week on, of a group where one is named."""
        self._changes = None
        self._heading.setText(self.tr("New block"))
        self._add.setText(self.tr("Add block"))
        self._group.setEnabled(True)
        self._from.setReadOnly(False)
        self._groups = tuple(group.id for group in view.groups)
        self._group_zones = {group.id: group.zone for group in view.groups}
        self._today, self._min_minutes = view.today, view.min_minutes_per_day
        self._zones = tuple(dict.fromkeys((*(group.zone for group in view.groups), *COMMON_ZONES, *self._known_zones)))
        self._zone.clear()
        for zone in self._zones:
            self._zone.addItem(zone.replace("_", " "), zone)
        self._group.clear()
        for group in view.groups:
            self._group.addItem(group.name, str(group.id))
        if group_id in self._groups:
            self._group.setCurrentIndex(self._groups.index(group_id))
        self._offer_staff(view)
        for box in self._days.values():
            box.setChecked(False)
        self._starts.setText(self._formats.time(time(9)))
        self._segments.show_segments(THREE_HOURS)
        self._from.setText(shown_date(max(view.days[0], view.today)))
        self._every.setText("1")
        self._ending.begin()
        self._check.begin()
        self._say("" if self._groups else self.tr("Add a group first, under Groups."))
        self._add.setEnabled(bool(self._groups))
        self._group_picked()
        self._group.setFocus()

    def begin_change(self, view: WeekView, session: GroupSession, block: Block) -> None:
        """Start with a block as it is, to be another one from a session on."""
        pattern, on = block.recurrence, session.original_on or session.service_date
        self._known_zones = (pattern.zone,)
        self.begin(view, block.group_id)
        self._changes, self._changes_from = block, on
        self._heading.setText(self.tr("Change the block"))
        self._add.setText(self.tr("Change from %1 on").replace("%1", self._formats.month_day(on)))
        self._group.setEnabled(False)
        self._days[pattern.weekday].setChecked(True)
        self._starts.setText(self._formats.time(pattern.starts))
        self._segments.show_segments(block.segments)
        self._leader.setCurrentIndex(
            self._staff.index(block.facilitator_id) + 1 if block.facilitator_id in self._staff else 0
        )
        self._zone.setCurrentIndex(self._zones.index(pattern.zone))
        self._from.setText(shown_date(on))
        self._from.setReadOnly(True)
        self._every.setText(str(pattern.every_weeks))
        self._ending.show_last_day(pattern.until_on)
        self._check.begin()
        self._starts.setFocus()

    def _offer_staff(self, view: WeekView) -> None:
        self._staff = tuple(one.id for one in view.staff)
        self._leader.clear()
        self._leader.addItem(self.tr("The group's facilitator"))
        for one in view.staff:
            self._leader.addItem(one.name)
        self._leader_line.setVisible(len(self._staff) > 1)
        self._segments.show_staff([(one.id, one.name) for one in view.staff])

    def refuse(self, sentence: str) -> None:
        """Show why the block was not stored."""
        self._say(sentence)

    def show_check(self, clashes: tuple[str, ...], outlook: tuple[str, ...] | None) -> None:
        """Say what the block would clash with, and ask for a reason; and which rules the group would miss.

        None for what could not be looked up.
        """
        if outlook is not None:
            self._show_advice(" ".join(outlook))
        self._check.answer(clashes)

    def _group_picked(self, *_: object) -> None:
        place = self._group.currentIndex()
        if 0 <= place < len(self._groups):
            self._zone.setCurrentIndex(self._zones.index(self._group_zones[self._groups[place]]))
        self._advise()

    def _advise(self, *_: object) -> None:
        """Say what the rules of the program say of the block as typed so far."""
        parts = self._segments.segments()
        self._show_advice(advice.minutes_counted(parts, self._min_minutes) if parts is not None else "")
        self._check.later()

    def _show_advice(self, sentence: str) -> None:
        self._advice.setVisible(bool(sentence))
        self._advice.set_text(sentence)

    def _read(self, *, mark: bool) -> BlockOrder | None:
        """Give what was typed; None where something is missing, which `mark` shows on the fields."""
        days = tuple(day for day, box in self._days.items() if box.isChecked())
        several = self._changes is not None and len(days) > 1
        starts, parts = typed_time(self._starts.text()), self._segments.segments()
        from_on, every = typed_date(self._from.text(), self._today), typed_number(self._every.text())
        ending = self._ending.ending(self._today, mark=mark)
        checks = (
            (self._starts, starts is None, self.tr("Type a time such as 9:00 AM.")),
            (self._from, from_on is None, self.tr("Type the first day, such as 2026-03-16.")),
            (self._every, every is None, self.tr("Type a number of weeks, such as 1.")),
        )
        if mark:
            for field, wrong, why in checks:
                field.set_invalid(wrong, why)
            faults = [why for _, wrong, why in checks if wrong]
            faults += [one for one in (self._segments.mark_faults(), ending.fault) if one]
            faults += [] if days else [self.tr("Choose at least one weekday.")]
            faults += [self.tr("Choose one weekday. Another day is another block.")] if several else []
            self._say(faults[0] if faults else "")
        place = self._group.currentIndex()
        wrong = any(one for _, one, _ in checks) or bool(ending.fault) or not days or several
        if wrong or not 0 <= place < len(self._groups):
            return None
        if starts is None or parts is None or from_on is None or every is None:
            return None
        zone = self._zones[self._zone.currentIndex()]
        leads = self._leader.currentIndex() - 1
        return BlockOrder(
            self._groups[place],
            days,
            starts,
            parts,
            zone,
            from_on if self._changes is None else self._changes_from,
            ending.until_on,
            ending.session_count,
            every_weeks=every,
            facilitator_id=self._staff[leads] if leads >= 0 else None,
            changes=self._changes.id if self._changes is not None else None,
        )

    def _order(self) -> None:
        order = self._read(mark=True)
        if order is None or not self._check.settled(order, self._order):
            return
        if self._despite.mark_missing():
            self._say(self.tr("Say why the block is planned all the same."))
            return
        self.ordered.emit(replace(order, despite=self._despite.reason))

    def _say(self, sentence: str) -> None:
        self._fault.setVisible(bool(sentence))
        self._fault.set_text(sentence)
